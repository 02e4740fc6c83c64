"""Languages besides German: what may be read, in whose words, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.here import WordingError
from sitegen.models.language import LANGUAGE
from sitegen.models.offer import OFFER
from sitegen.outputs import redirects
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.translations import crisis_hash, is_reviewed, says_crisis
from sitegen.views.frame import frame_of
from sitegen.views.languages import page_languages, summary_in, title_in
from sitegen.views.page import Page
from tests.examples import project
from tests.planning import jobs_in

FILES = {source.path: source.data.decode() for source in project.sources()}
SITE, LANGUAGES, TEXTS = "content/site.yaml", LANGUAGE.place, "content/texte/en.yaml"
OFFER_FILE = "offers/teestube.yaml"
REVIEW = "  geprueft_von: Beirat für Vielfalt\n  geprueft_am: 2026-10-01\n"
UNREVIEWED = FILES[LANGUAGES].replace(REVIEW, "")
WITH_OFFERS = "  umfang: angebote\n"
HELP = "help:\n  title: Help now\n  now: Day and night\n"


def site_of(files: project.Files | None = None) -> Site:
    return derive(project.catalogue(files), project.TODAY, {})[0]


def codes(files: project.Files) -> list[str]:
    found = project.findings(files)
    return [it.code for it in found if it.code.startswith(("sprache-", "oberflaechentext-"))]


def translated(reviewed: str) -> Mapping[str, str]:
    words = f"{{sprache: en, titel: Tea room, kurz: Drink tea with others.{reviewed}}}"
    text = FILES[OFFER_FILE] + f"sprachfassungen: {{uebersetzungen: [{words}]}}\n"
    return {OFFER_FILE: text}


def test_a_language_without_a_start_page_is_offered_nowhere() -> None:
    assert [it.code for it in page_languages(site_of())] == ["en"]
    assert page_languages(site_of({"content/seiten/start.en.md": None})) == ()
    assert codes({"content/seiten/start.en.md": None}) == ["sprache-ohne-start"]


def test_a_way_into_a_language_keeps_the_place_or_leads_to_its_start() -> None:
    (english,) = page_languages(site_of({LANGUAGES: FILES[LANGUAGES] + WITH_OFFERS}))
    assert english.url_of("/angebote/teestube/") == "/en/angebote/teestube/"
    assert english.url_of("/heute/") == "/en/"
    (pages_only,) = page_languages(site_of())
    assert pages_only.url_of("/angebote/teestube/") == "/en/"


def test_only_its_own_page_tells_whether_an_offer_can_be_read_in_a_language() -> None:
    frame = frame_of(site_of({LANGUAGES: FILES[LANGUAGES] + WITH_OFFERS}))
    (english,) = frame.languages
    others = replace(english, offers=frozenset(english.offers) - {"/angebote/teestube/"})
    without = replace(frame, languages=(others,))
    for url in ("/angebote/teestube/", "/leichte-sprache/angebote/teestube/"):
        standard = "" if url.startswith("/angebote/") else "/angebote/teestube/"
        page = Page(frame, url, standard_url=standard)
        assert repr(page) != repr(replace(page, frame=without))
    assert repr(Page(frame, "/orte/")) == repr(Page(without, "/orte/"))


@pytest.mark.parametrize(
    ("languages", "reviewed", "title"),
    [
        (FILES[LANGUAGES], ", geprueft_am: 2026-09-01", "Tea room"),
        (FILES[LANGUAGES], ", geprueft_am: 2026-12-01", None),
        (FILES[LANGUAGES], "", None),
        (UNREVIEWED, "", "Tea room"),
    ],
    ids=["reviewed", "reviewed later", "unreviewed", "under a note"],
)
def test_a_records_words_are_translated_once_reviewed(
    languages: str, reviewed: str, title: str | None
) -> None:
    found = site_of({**translated(reviewed), LANGUAGES: languages})
    record = found.catalogue.of(OFFER)["teestube"]
    said, summary = title_in(record, "en", found), summary_in(record, "en", found)
    if title:
        assert (said.text, said.lang, summary.lang) == (title, "", "")
    else:
        assert (said.text, said.lang) == (record.content.title, "de")
        assert (summary.text, summary.lang) == (record.content.summary, "de")


def test_an_offer_near_a_crisis_has_no_page_in_words_that_nobody_reviewed() -> None:
    text = translated("")[OFFER_FILE].replace("themen:\n", "themen:\n  - krise\n")
    found = site_of({OFFER_FILE: text, LANGUAGES: UNREVIEWED + WITH_OFFERS})
    (english,) = page_languages(found)
    assert english.has("/angebote/")
    assert not english.has("/angebote/teestube/")
    assert title_in(found.catalogue.of(OFFER)["teestube"], "en", found).lang == "de"


def test_an_offer_with_the_number_of_a_help_line_is_near_a_crisis() -> None:
    provider = "content/anbieter/nachbarschaft.yaml"
    own = translated("")[OFFER_FILE] + "kontakt:\n  telefon:\n    - nummer: 030 23125 110\n"
    theirs = FILES[provider].replace("030 23125 120", "030 23125 110")
    for files in ({OFFER_FILE: own}, {provider: theirs}):
        found = site_of({LANGUAGES: UNREVIEWED + WITH_OFFERS, **files})
        (english,) = page_languages(found)
        assert english.has("/angebote/")
        assert not english.has("/angebote/teestube/")
    found = site_of({LANGUAGES: UNREVIEWED, OFFER_FILE: own})
    assert title_in(found.catalogue.of(OFFER)["teestube"], "en", found).lang == "de"


def test_a_review_is_by_somebody_and_of_no_later_day() -> None:
    english = site_of().catalogue.of(LANGUAGE)["en"].content
    assert is_reviewed(english, date(2026, 10, 1))
    assert not is_reviewed(english, date(2026, 9, 30))
    assert not is_reviewed(english.model_copy(update={"reviewed_by": None}), date(2026, 10, 1))


def test_words_about_a_crisis_count_only_as_they_were_reviewed() -> None:
    german = FILES["content/texte/de.yaml"] + HELP.replace("Help now", "Hilfe sofort")
    easy = FILES["content/texte/de-leicht.yaml"] + HELP.replace("Help now", "Hilfe sofort")
    english = FILES[TEXTS] + HELP
    files = {"content/texte/de.yaml": german, "content/texte/de-leicht.yaml": easy, TEXTS: english}
    noted = crisis_hash(site_of(files).catalogue.texts["en"])
    own = FILES[LANGUAGES] + f"  krisenworte_hash: {noted}\n"

    def says(more: Mapping[str, str]) -> bool:
        catalogue = project.catalogue({**files, **more})
        return says_crisis(catalogue.of(LANGUAGE)["en"], catalogue, project.TODAY)

    assert says({LANGUAGES: own})
    assert codes({**files, LANGUAGES: own}) == []
    assert not says({})
    assert codes(files) == ["sprache-krisenworte"]
    assert not says({LANGUAGES: own, TEXTS: english.replace("Help now", "Help, now")})
    assert not says({LANGUAGES: own.replace(REVIEW, "")})
    incomplete = english.replace("  now: Day and night\n", "")
    assert not says({LANGUAGES: own, TEXTS: incomplete})


@pytest.mark.parametrize(
    "words",
    [
        *("Call 112 now.", "Call 1-1-2 now.", "اتصل ١١٢", "Call 112, day and night."),
        *("Call 030 23125 110.", "Call 030.23125.110.", "Call (030) 23125110.", "+493023125110"),
        *("Call +49 (0)30 23125-110.", "0049 30 23125 110", "Call [here](krisenhilfe:notruf)."),
    ],
)
def test_only_reviewed_words_tell_the_number_of_a_help_line(words: str) -> None:
    path = "content/seiten/start.en.md"
    page = FILES[path].replace("A short text.", words)
    assert codes({path: page}) == ["sprache-krisennummer"]
    half = page.replace("uebersetzt_von", "geprueft_am: 2026-10-01\nuebersetzt_von")
    assert codes({path: half}) == ["sprache-pruefung-halb", "sprache-krisennummer"]
    whole = half.replace("uebersetzt_von", "geprueft_von: Beirat\nuebersetzt_von")
    assert codes({path: whole}) == []


@pytest.mark.parametrize(
    "words",
    [
        *("On 11.2. and on 1.1.2027 at 1/12.", "Room 1120 or 5112.", "From 11 to 2."),
        *("Call 030 23125 1101.", "Call 030 23125 111.", "Write to 30 offices."),
    ],
)
def test_other_numbers_are_told_by_anybody(words: str) -> None:
    path = "content/seiten/start.en.md"
    assert codes({path: FILES[path].replace("A short text.", words)}) == []


def test_words_of_the_interface_tell_no_number_of_a_help_line() -> None:
    german = FILES["content/texte/de.yaml"] + "foreign:\n  lead: Hallo\n"
    texts = {"content/texte/de.yaml": german, TEXTS: FILES[TEXTS] + "foreign:\n  lead: Dial 112\n"}
    assert codes(texts) == []
    assert codes({**texts, LANGUAGES: UNREVIEWED}) == ["sprache-krisennummer"]


def test_a_review_by_nobody_is_none_and_does_not_pass_in_silence() -> None:
    half = FILES[LANGUAGES].replace("  geprueft_von: Beirat für Vielfalt\n", "")
    assert codes({LANGUAGES: half}) == ["sprache-pruefung-halb"]
    public = {SITE: FILES[SITE].replace("betrieb: demo", "betrieb: produktion")}
    assert "sprache-seite-nicht-oeffentlich" in codes(public)
    assert "sprache-nicht-oeffentlich" not in codes(public)
    nobody = codes({**public, LANGUAGES: UNREVIEWED})
    assert "sprache-nicht-oeffentlich" in nobody
    assert "sprache-seite-nicht-oeffentlich" not in nobody


def test_an_ended_page_keeps_its_addresses_in_every_language() -> None:
    ended = FILES[OFFER_FILE].replace("status: veroeffentlicht", "status: beendet")
    files = {LANGUAGES: FILES[LANGUAGES] + WITH_OFFERS}
    own = {"/en/angebote/teestube/", "/en/angebote/teehaus/"}
    former = "fruehere_ids: [teehaus]\n"
    planned = {
        it.url for it in jobs_in(redirects.plan(site_of({**files, OFFER_FILE: ended + former})))
    }
    assert own < planned
    shown = {
        it.url
        for it in jobs_in(
            redirects.plan(site_of({**files, OFFER_FILE: FILES[OFFER_FILE] + former}))
        )
    }
    assert shown & own == {"/en/angebote/teehaus/"}
    kurz = "content/seiten/kurz.md"
    gone = FILES[kurz].replace("status: veroeffentlicht", "status: beendet")
    english = FILES["content/seiten/start.en.md"].replace("9dbb530964f4", "4161d74d7eca")
    over = site_of({kurz: gone, "content/seiten/kurz.en.md": english})
    assert "/en/kurz/" in {it.url for it in jobs_in(redirects.plan(over))}


def test_plural_forms_are_the_languages_own() -> None:
    german = FILES["content/texte/de.yaml"] + 'foreign:\n  n_one: Eins\n  n_other: "{count} da"\n'
    forms = 'foreign:\n  n_two: deux\n  n_few: "{count} few"\n  n_other: "{count} many"\n'
    files = {"content/texte/de.yaml": german, TEXTS: FILES[TEXTS] + forms}
    assert codes(files) == []
    wrong = forms.replace("n_few", "n_lots").replace("{count} many", "{number} many")
    assert codes({**files, TEXTS: FILES[TEXTS] + wrong}) == [
        "oberflaechentext-unbekannt",
        "oberflaechentext-platzhalter",
    ]


def test_nothing_stands_in_for_a_text_of_another_language() -> None:
    site = site_of({TEXTS: "offers:\n  title: Offers\n"})
    assert site.catalogue.texts["en"] == {"offers.title": "Offers"}
    page = Page(frame_of(site), "/en/", texts="en", lang="en")
    templates = Templates(project.CITY, site.catalogue.texts)
    templates.here.turn_to(page)
    source = templates._environment.from_string('{{ t("offers.count", count=2) }}')
    with pytest.raises(WordingError) as caught:
        source.render()
    assert caught.value.finding.location.path == TEXTS


@pytest.mark.parametrize(
    ("review", "expected"),
    [("", ["sprache-krisennummer"]), ("geprueft_von: Beirat\ngeprueft_am: 2026-10-01\n", [])],
)
def test_the_number_of_a_help_line_waits_for_the_review(review: str, expected: list[str]) -> None:
    page = "content/seiten/start.en.md"
    head, text = FILES[page].removeprefix("---\n").split("---\n", 1)
    kept = "".join(it for it in head.splitlines(keepends=True) if "geprueft" not in it)
    number = f"---\n{kept}{review}---\n{text}\nCall [[krisenhilfe:notruf]].\n"
    assert [it for it in codes({page: number}) if "krisen" in it] == expected
