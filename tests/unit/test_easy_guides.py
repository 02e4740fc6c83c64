"""Guides in easy language: the same ways and facts, the words of the twin, and what is missing."""

from functools import cache
from typing import Any

import pytest

from sitegen.digests import source_hash
from sitegen.models.guide import GUIDE
from sitegen.parse import parse
from sitegen.site import Site
from sitegen.source import SourceFile
from sitegen.validate import validate
from sitegen.views import guide
from sitegen.views.frame import frame_of
from sitegen.views.page import EASY, EASY_LANG, EASY_TEXTS
from tests.examples import project
from tests.unit.test_guides import PATH, PAUSED, START, WAYS, site_of

TWIN = "content/wegfinder/weg.leicht.yaml"
CARE = "pflege:\n  status: veroeffentlicht\n  quellen: [{art: sonstiges, titel: Beispiel}]\n"
GUIDE_TEXT = f"""titel: Ein Weg
kurz: Kurz.
text: Willkommen.
rang: 3
start: wunsch
fragen:
  - kennung: wunsch
    frage: Was wünschen Sie sich?
    hilfe: Es geht schnell.
    antworten:
      - {{text: Reden, weiter: reden}}
      - {{text: Rausgehen, weiter: wo}}
  - kennung: wo
    frage: Wohin?
    antworten:
      - {{text: In die Stube, weiter: stube}}
      - {{text: Egal, kennung: egal, weiter: stube}}
ergebnisse:
  - kennung: reden
    titel: Jemand hört zu
    erster_schritt: {{wer: Ein Mensch am Telefon, stelle: krisenhilfe/sorgentelefon, wie: Los.}}
  - kennung: stube
    titel: Eine Tasse Tee
    text: Dort ist es warm.
    erster_schritt:
      wer: Die Wirtin
      stelle: angebot/teestube
      wie: Gehen Sie hin.
      sagen: Guten Tag.
      gefragt: [Mit Milch?]
      mitbringen: [Durst]
      begleitung: Ja.
    angebote: {{themen: [begegnung]}}
{CARE}"""
TWIN_TEXT = """titel: Ein Weg|Finder
kurz: |
  Das ist kurz.
  Das ist leicht.
text: |
  Willkommen.
  Hier ist die [Stube](angebot:teestube).
fragen:
  - kennung: wunsch
    frage: Was möchten Sie?
    antworten:
      - {kennung: reden, text: Ich möchte reden.}
      - {kennung: wo, text: Ich gehe aus dem Haus|Flur.}
  - kennung: wo
    frage: Wohin gehen Sie?
    antworten:
      - {kennung: stube, text: In die Stube}
      - {kennung: egal, text: Das ist egal.}
ergebnisse:
  - kennung: reden
    titel: Jemand hört zu
    erster_schritt: {wer: Ein Mensch, wie: Rufen Sie an.}
  - kennung: stube
    titel: 1 Tasse Tee
    text: Dort ist es warm.
    erster_schritt:
      wer: Die Frau in der Tee|Stube
      wie: |
        Gehen Sie hin.
        Sie dürfen **nicht** rennen.
      sagen: |
        Guten Tag.
        Ich trinke Tee.
      gefragt: [Mit Milch?]
      mitbringen: [Durst]
      begleitung: Ja.
quelle_hash: {}
uebersetzt_von: Büro
"""


def digest(text: str = GUIDE_TEXT) -> str:
    document, _ = parse(SourceFile(PATH, text.encode()))
    assert document is not None
    (record,), _ = validate(document, GUIDE)
    return source_hash(record.content)


def files(twin: str | None = None, text: str = GUIDE_TEXT) -> project.Files:
    """The guide with its twin; an empty one is none."""
    twin = TWIN_TEXT.replace("{}", digest()) if twin is None else twin
    return {PATH: text, **({TWIN: twin} if twin else {})}


@cache
def both_of(twin: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    return views_of(site_of(files(twin)))


def views_of(site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """The views in everyday and in easy language by what follows the guide's address."""
    record = site.catalogue.of(GUIDE)["weg"]
    views = [view for _, view in guide.pages(record, site, frame_of(site))]
    both: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for view in views:
        way = view.page.url.removeprefix(EASY).removeprefix(START)
        both[bool(view.page.standard_url)][way] = view
    return both


@pytest.mark.parametrize("twin", [None, ""])
def test_every_way_has_both_pages_and_they_lead_to_each_other(twin: str | None) -> None:
    standard, easy = both_of(twin)
    assert {*standard} == {*easy} == WAYS
    for way, view in easy.items():
        assert view.page.url == standard[way].page.easy_url == f"{EASY}{START}{way}"
        assert view.page.standard_url == standard[way].page.url
        assert (view.page.lang, view.page.texts) == (EASY_LANG, EASY_TEXTS)
        assert view.page.may_be_found == standard[way].page.may_be_found
        assert view.is_missing == (twin == "")


def test_the_words_are_those_of_the_twin() -> None:
    _, easy = both_of()
    first, where, result = easy[""], easy["wo/"], easy["wo/egal/"]
    assert (first.guide.title, first.page.title) == ("Ein Weg-Finder", "Ein Wegfinder")
    assert first.page.description == "Das ist kurz. Das ist leicht."
    assert first.summary == "Das ist kurz.\nDas ist leicht."
    assert first.text.links == ((("angebot", "teestube"), f"{EASY}/angebote/teestube/"),)
    assert [(it.label, it.url) for it in first.answers] == [
        ("Ich möchte reden.", f"{EASY}{START}reden/"),
        ("Ich gehe aus dem Haus-Flur.", f"{EASY}{START}wo/"),
    ]
    assert (where.text, where.summary, where.number) == (None, "", 2)
    assert [(it.question, it.answer, it.url, it.lang) for it in result.given] == [
        ("Was möchten Sie?", "Ich gehe aus dem Haus-Flur.", f"{EASY}{START}", ""),
        ("Wohin gehen Sie?", "Das ist egal.", f"{EASY}{START}wo/", ""),
    ]
    assert (result.title, result.page.title) == ("1 Tasse Tee", "Ein Wegfinder")
    said = result.said
    assert (said.who, said.say) == ("Die Frau in der Tee-Stube", "Guten Tag.\nIch trinke Tee.")
    assert (said.asked, said.bring) == (("Mit Milch?",), ("Durst",))
    assert result.words.translated_by == "Büro"
    assert not result.words.is_outdated


@pytest.mark.parametrize("twin", [None, ""])
def test_a_result_has_the_facts_of_its_original(twin: str | None) -> None:
    standard, easy = both_of(twin)
    for way in ("reden/", "wo/stube/"):
        known, shown = standard[way], easy[way]
        assert shown.step.contacts == known.step.contacts
        assert shown.step.standing == known.step.standing
        assert shown.step.is_call == known.step.is_call
        assert shown.people == known.people
        assert [it.id for it in shown.offers] == [it.id for it in known.offers]
        assert all(it.url.startswith(f"{EASY}/angebote/") for it in shown.offers)
        assert [it.url for it in shown.topics] == [EASY + it.url for it in known.topics]
    assert easy["wo/stube/"].step.body.url == f"{EASY}/angebote/teestube/"
    assert easy["reden/"].step.contacts[0].phones


def test_a_step_to_what_is_not_public_gives_way_to_people() -> None:
    offer = project.city_files()["offers/teestube.yaml"].decode()
    paused = offer.replace("status: veroeffentlicht", "status: pausiert")
    _, easy = views_of(site_of({**files(), "offers/teestube.yaml": paused}))
    assert easy["wo/stube/"].step is None


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        ("      - {kennung: egal, text: Das ist egal.}\n", {"wo/"}),
        ("      - {kennung: wo, text: Ich gehe aus dem Haus|Flur.}\n", {""}),
        (
            """  - kennung: reden
    titel: Jemand hört zu
    erster_schritt: {wer: Ein Mensch, wie: Rufen Sie an.}
""",
            {"reden/"},
        ),
    ],
)
def test_only_what_has_no_easy_words_says_so(cut: str, missing: set[str]) -> None:
    text = files()[TWIN]
    assert isinstance(text, str)
    assert cut in text
    _, easy = views_of(site_of(files(text.replace(cut, ""))))
    assert {way for way, view in easy.items() if view.is_missing} == missing
    for view in easy.values():
        words = [it.lang for it in view.given]
        assert ("de" in words) == any(
            it.url.endswith(tuple(missing)) for it in view.given if it.lang
        )


def test_an_answer_without_easy_words_is_shown_in_its_own() -> None:
    _, easy = both_of("")
    (given,) = easy["wo/"].given
    assert (given.question, given.answer, given.lang) == (
        "Was wünschen Sie sich?",
        "Rausgehen",
        "de",
    )
    assert easy["wo/"].answers == ()
    assert easy[""].guide.title == "Ein Weg"


def test_a_twin_is_shown_as_long_as_its_guide() -> None:
    site = site_of(files(text=GUIDE_TEXT.replace(CARE, PAUSED)))
    twin = site.catalogue.records["leichter-wegfinder"]["weg"]
    assert not site.standing(twin).is_listed


def test_the_overview_says_what_is_not_in_easy_language() -> None:
    site = site_of(files())
    (_, standard), (_, view) = guide.guides_pages(site, frame_of(site))
    assert isinstance(view, guide.GuidesPage)
    assert (standard.page.easy_url, view.page.standard_url) == (view.page.url, GUIDE.url)
    assert [(it.title, it.summary, it.url) for it in view.for_all] == [
        ("Ein Weg-Finder", "Das ist kurz.\nDas ist leicht.", EASY + START),
        ("Womit fange ich an?", "", f"{EASY}/wegfinder/anders/"),
    ]


# What the checks say


def codes(given: project.Files) -> list[str]:
    found = (it for it in project.findings(given) if it.location.path == TWIN)
    return [it.code for it in found if it.code.startswith("wegfinder-") or "veraltet" in it.code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kennung: wunsch", "kennung: traum", "wegfinder-leicht-unbekannt wegfinder-leicht-fehlt"),
        ("kennung: egal", "kennung: nie", "wegfinder-leicht-unbekannt wegfinder-leicht-fehlt"),
        ("kennung: egal", "kennung: stube", "wegfinder-leicht-doppelt wegfinder-leicht-fehlt"),
        (
            "  - kennung: stube",
            "  - kennung: wo",
            "wegfinder-leicht-unbekannt wegfinder-leicht-fehlt",
        ),
        ("      gefragt: [Mit Milch?]\n", "", "wegfinder-leicht-teil-fehlt"),
        ("wie: Rufen Sie an.", "wie: Los., sagen: Hallo", "wegfinder-leicht-zu-viel"),
        ("quelle_hash: ", "quelle_hash: 0", "leicht-veraltet"),
        ("1 Tasse Tee", "Tee", ""),
    ],
)
def test_twin_and_guide_say_the_same(old: str, new: str, code: str) -> None:
    text = files()[TWIN]
    assert isinstance(text, str)
    assert old in text
    before, _, after = text.rpartition(old)
    assert sorted(codes(files(before + new + after))) == sorted(code.split())


def test_a_twin_needs_its_guide() -> None:
    text = files()[TWIN]
    found = codes({TWIN: text})
    assert found == ["wegfinder-leicht-allein"]


@pytest.mark.parametrize(
    "words",
    [
        *("Ein Weg", "Kurz.", "Willkommen.", "Was wünschen Sie sich?", "Es geht schnell."),
        *("Rausgehen", "Egal", "Eine Tasse Tee", "Dort ist es warm.", "Die Wirtin"),
        *("Gehen Sie hin.", "Guten Tag.", "Mit Milch?", "Durst", "begleitung: Ja"),
    ],
)
def test_every_word_of_the_guide_counts(words: str) -> None:
    changed = GUIDE_TEXT.replace(words, f"{words} Wirklich")
    assert changed != GUIDE_TEXT
    assert digest(changed) != digest()


def test_what_visitors_do_not_read_does_not_count() -> None:
    changed = GUIDE_TEXT.replace("rang: 3", "rang: 4").replace("themen: [begegnung]", "themen: []")
    assert changed != GUIDE_TEXT
    assert digest(changed) == digest()
