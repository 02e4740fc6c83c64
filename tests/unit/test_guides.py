"""Guides: a page for every way, the way back, what a result shows, and whom it names."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sitegen.derive import derive
from sitegen.models.guide import GUIDE
from sitegen.models.offer import OFFER
from sitegen.outputs import records
from sitegen.site import Site
from sitegen.views import guide
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame
from sitegen.views.related import named_by
from tests.examples import project
from tests.planning import jobs_in

PATH = "content/wegfinder/weg.yaml"
CARE = """pflege:
  status: {}
{}  quellen:
    - {{art: telefonat, datum: 2026-10-05{}}}
"""
CHECK = "  geprueft_am: 2026-10-05\n  geprueft_von: Redaktion\n"
CHECKED = CARE.format("veroeffentlicht", CHECK, "")
UNCHECKED = CARE.format("veroeffentlicht", "", "")
PAUSED = CARE.format("pausiert", CHECK, "")
DRAFT = CARE.format("entwurf", "", "")

QUESTIONS = """start: wunsch
fragen:
  - kennung: wunsch
    frage: Was wünschen Sie sich?
    hilfe: |
      Es geht **schnell**.
    antworten:
      - {text: Reden, weiter: reden}
      - {text: Rausgehen, weiter: wo}
  - kennung: wo
    frage: Wohin?
    antworten:
      - {text: In die Stube, weiter: stube}
      - {text: Egal, kennung: egal, weiter: stube}
"""
RESULTS = """ergebnisse:
  - kennung: reden
    titel: Jemand hört zu
    erster_schritt: {wer: Ein Mensch am Telefon, stelle: krisenhilfe/sorgentelefon, wie: Los.}
  - kennung: stube
    titel: Eine Tasse Tee
    erster_schritt:
      wer: Die Wirtin
      wie: Gehen Sie hin.
"""
WAYS = {"", "reden/", "wo/", "wo/stube/", "wo/egal/"}
START = "/wegfinder/weg/"


def written(care: str = CHECKED, head: str = "", results: str = RESULTS) -> project.Files:
    return {PATH: f"titel: Ein Weg\nkurz: Kurz.\n{head}{QUESTIONS}{results}{care}"}


def site_of(files: project.Files) -> Site:
    return derive(project.catalogue(files), project.TODAY, {})[0]


def views_of(site: Site, frame: Frame | None = None) -> dict[str, Any]:
    """The views of the guide in everyday language by what follows its address."""
    record = site.catalogue.of(GUIDE)["weg"]
    views = (view for _, view in guide.pages(record, site, frame or frame_of(site)))
    return {view.page.url.removeprefix(START): view for view in views if not view.page.standard_url}


def result(more: str, care: str = CHECKED) -> project.Files:
    """A guide whose second result is this."""
    return written(care, results=RESULTS + more)


# Ways


def test_every_way_has_a_page_and_every_answer_leads_to_one() -> None:
    views = views_of(site_of(written()))
    assert {*views} == WAYS
    asked = {way: view for way, view in views.items() if isinstance(view, guide.QuestionPage)}
    assert {*asked} == {"", "wo/"}
    led = [answer.url for view in asked.values() for answer in view.answers]
    assert sorted(url.removeprefix(START) for url in led) == sorted(WAYS - {""})


def test_a_page_knows_what_was_answered_and_where_to_answer_anew() -> None:
    views = views_of(site_of(written()))
    assert [view.number for way, view in sorted(views.items()) if way in {"", "wo/"}] == [1, 2]
    assert views[""].given == ()
    assert [(it.question, it.answer, it.url) for it in views["wo/egal/"].given] == [
        ("Was wünschen Sie sich?", "Rausgehen", START),
        ("Wohin?", "Egal", f"{START}wo/"),
    ]


def test_only_the_first_page_is_found_by_search_engines_and_no_title_tells_the_result() -> None:
    views = views_of(site_of(written()))
    assert {way for way, view in views.items() if view.page.may_be_found} == {""}
    assert views["reden/"].title == "Jemand hört zu"
    assert views["reden/"].page.title == "Ein Weg"
    assert not views_of(site_of(written(UNCHECKED)))[""].page.may_be_found


def test_what_is_said_before_the_first_question_stands_there_only() -> None:
    views = views_of(site_of(written(head="text: Willkommen.\n")))
    assert [way for way, view in views.items() if getattr(view, "summary", "")] == [""]
    assert views[""].text
    assert views["wo/"].text is None


# The first step


def test_a_step_takes_name_and_number_from_the_record_it_leads_to() -> None:
    step = views_of(site_of(written()))["reden/"].step
    assert [line.display for line in step.contacts[0].phones] == ["030 23125110"]
    assert step.contacts[0].owner == "Sorgentelefon Musterstadt"
    assert step.standing is None


@pytest.mark.parametrize(
    ("body", "owner", "url"),
    [
        ("angebot/teestube", "Nachbarschaft Musterstadt", "/angebote/teestube/"),
        ("anbieter/nachbarschaft", "Nachbarschaft Musterstadt", "/anbieter/nachbarschaft/"),
    ],
)
def test_a_step_links_its_record_and_says_how_far_it_was_checked(
    body: str, owner: str, url: str
) -> None:
    files = written(
        results=RESULTS.replace("wer: Die Wirtin", f"wer: Wirtin\n      stelle: {body}")
    )
    step = views_of(site_of(files))["wo/stube/"].step
    assert (step.body.url, step.contacts[0].owner) == (url, owner)
    assert step.standing is not None
    assert not step.standing.is_verified


@pytest.mark.parametrize("care", [PAUSED, DRAFT])
def test_a_step_to_what_is_not_public_gives_way_to_people(care: str) -> None:
    other = project.city_files()["offers/teestube.yaml"].decode().partition("pflege:")[0]
    step = "wer: Die Wirtin\n      stelle: angebot/zwei"
    results = RESULTS.replace("wer: Die Wirtin", step)
    files = {**written(results=results), "offers/zwei.yaml": other + care}
    view = views_of(site_of(files))["wo/stube/"]
    assert view.step is None
    assert view.people.contacts
    assert "Die Wirtin" not in repr(view)


@pytest.mark.parametrize(
    ("body", "has_number", "is_call"),
    [
        ("krisenhilfe/sorgentelefon", True, True),
        ("angebot/teestube", True, False),
        ("anbieter/nachbarschaft", True, False),
        ("", False, False),
    ],
)
def test_only_what_is_for_the_telephone_is_a_call(
    body: str,
    has_number: bool,  # noqa: FBT001
    is_call: bool,  # noqa: FBT001
) -> None:
    stelle = f"\n      stelle: {body}" if body else ""
    files = written(results=RESULTS.replace("wer: Die Wirtin", f"wer: Wirtin{stelle}"))
    step = views_of(site_of(files))["wo/stube/"].step
    assert (step.has_number, step.is_call) == (has_number, is_call)


NAMES = """hilfe:
  {wert: Wohnhilfe, art: name, aussage: So heißt sie., quelle: Satzung}
alt:
  {wert: Althilfe, art: name, aussage: So hieß sie., quelle: Satzung, gueltig_bis: 2026-01-31}
viele:
  {wert: 12000, aussage: So viele., quelle: Zählung, jahr: 2024}
"""


@pytest.mark.parametrize(
    ("fact", "words", "names"),
    [
        ("hilfe", "Wohnhilfe", ["Wohnhilfe"]),
        ("alt", "Althilfe (Satzung; bitte nachfragen)", []),
        ("viele", "12.000 (Zählung, 2024)", []),
    ],
)
def test_a_name_stands_alone_and_its_source_below(fact: str, words: str, names: list[str]) -> None:
    files = {
        **written(head=f"text: Es gibt die [[fakt:{fact}]].\n"),
        "content/fakten.yaml": NAMES,
        "content/seiten/voll.md": None,
    }
    view = views_of(site_of(files))[""]
    assert dict(view.text.facts)[fact] == words
    assert [it.label for it in view.names] == names
    assert all(it.url == f"/zahlen/#{fact}" for it in view.names)


# Whom to ask


@pytest.mark.parametrize(
    ("head", "own", "owner"),
    [
        ("", "", "Büro für Begegnung"),
        ("kontakt: anbieter/nachbarschaft\n", "", "Nachbarschaft Musterstadt"),
        (
            "kontakt: anbieter/nachbarschaft\n",
            "    kontakt: krisenhilfe/notruf\n",
            "Notruf",
        ),
        # Nobody who cannot be reached, is not public, or is the step itself.
        ("", "    kontakt: anbieter/still\n", "Büro für Begegnung"),
        ("", "    kontakt: anbieter/ruht\n", "Büro für Begegnung"),
        ("kontakt: krisenhilfe/notruf\n", "    kontakt: anbieter/still\n", "Notruf"),
        ("kontakt: krisenhilfe/sorgentelefon\n", "", "Büro für Begegnung"),
    ],
)
def test_a_result_names_the_nearest_person_who_can_be_reached(
    head: str, own: str, owner: str
) -> None:
    results = RESULTS.replace("    titel: Jemand hört zu\n", f"    titel: Reden\n{own}")
    files = {
        **written(head=head, results=results),
        "content/anbieter/still.yaml": f"name: Still\n{CHECKED}",
        "content/anbieter/ruht.yaml": f"name: Ruht\nkontakt: {{web: https://x.example}}\n{PAUSED}",
    }
    view = views_of(site_of(files))["reden/"]
    assert view.people.contacts[0].owner == owner
    assert view.people.is_office == (owner == "Büro für Begegnung")


def test_a_question_names_the_contact_of_the_guide() -> None:
    views = views_of(site_of(written(head="kontakt: krisenhilfe/sorgentelefon\n")))
    assert {views[way].people.contacts[0].owner for way in ("", "wo/")} == {
        "Sorgentelefon Musterstadt"
    }


# Offers

OFFER_TEXT = """titel: {title}
kurz: Kurz.
art: offener-treff
anbieter: [nachbarschaft]
modus: {mode}
gebiet: [{area}]
themen: [{topic}]
zielgruppen: [{audience}]
niedrigschwellig: {{kennenlernen: ja}}
"""


def an_offer(title: str, care: str = CHECKED, **facts: str) -> str:
    usual = {"mode": "telefon", "area": "nord", "topic": "bewegung", "audience": "alle"}
    return OFFER_TEXT.format(title=title, **(usual | facts)) + care


OFFERS: project.Files = {
    "offers/a.yaml": an_offer("A"),
    "offers/b.yaml": an_offer("B", area="mitte", topic="krise"),
    "offers/c.yaml": an_offer("C", mode="online", audience="angehoerige"),
    "offers/d.yaml": an_offer("D", CARE.format("veroeffentlicht", "", ", beleg_jahr: 2019")),
    "offers/e.yaml": an_offer("E", CARE.format("veroeffentlicht", "", ", beleg_jahr: 2025")),
    "offers/f.yaml": an_offer("F", PAUSED),
    "offers/g.yaml": an_offer("G", DRAFT),
}


def offered(query: str, step: str = "") -> list[str]:
    results = RESULTS.replace("wer: Die Wirtin", f"wer: Wirtin{step}")
    files = {**OFFERS, **written(results=f"{results}    angebote:\n{query}")}
    view = views_of(site_of(files))["wo/stube/"]
    assert view.has_offers
    return [card.title for card in view.offers]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("      themen: [krise]\n", ["B"]),
        ("      themen: [krise, bewegung]\n", ["A", "B", "C"]),
        ("      themen: [bewegung]\n      modus: [telefon]\n", ["A", "E", "D"]),
        ("      themen: [bewegung]\n      modus: [online, telefon]\n", ["A", "C", "E"]),
        ("      themen: [krise]\n      modus: [online]\n", []),
        ("      zielgruppen: [angehoerige]\n", ["C"]),
        ("      stadtbezirke: [mitte]\n      modus: [telefon]\n", ["B"]),
        ("      stadtbezirke: [mitte]\n      themen: [bewegung]\n", []),
    ],
)
def test_offers_fit_all_that_is_named_and_the_surest_come_first(
    query: str, expected: list[str]
) -> None:
    assert offered(query) == expected


def test_the_place_of_the_first_step_is_not_offered_again() -> None:
    step = "\n      stelle: angebot/a"
    assert offered("      themen: [bewegung]\n", step) == ["C", "E", "D"]


@pytest.mark.parametrize(
    ("query", "checked"),
    [("      themen: [krise]\n", ["B"]), ("      themen: [begegnung]\n", [])],
)
def test_a_result_knows_whether_anybody_checked_what_it_offers(
    query: str, checked: list[str]
) -> None:
    files = {**OFFERS, **written(results=f"{RESULTS}    angebote:\n{query}")}
    view = views_of(site_of(files))["wo/stube/"]
    assert view.offers
    assert [card.title for card in view.offers if card.standing.is_verified] == checked
    assert view.is_any_checked == bool(checked)


def test_a_result_without_a_query_offers_nothing() -> None:
    assert not views_of(site_of(written()))["wo/stube/"].has_offers


# The overview, and what other pages know of guides


def overview(site: Site) -> guide.GuidesPage:
    (_, view), _ = guide.guides_pages(site, frame_of(site))
    assert isinstance(view, guide.GuidesPage)
    return view


def test_the_overview_has_guides_by_rank_and_those_for_professionals_apart() -> None:
    files = {
        **written(head="rang: 1\n"),
        "content/wegfinder/fach.yaml": str(written(head="publikum: fachlich\n")[PATH]),
        "content/wegfinder/ruht.yaml": str(written(PAUSED)[PATH]),
    }
    view = overview(site_of(files))
    assert [entry.url for entry in view.for_all] == [START, "/wegfinder/anders/"]
    assert [entry.url for entry in view.for_experts] == ["/wegfinder/fach/"]
    assert view.people.is_office


def test_there_is_an_overview_without_any_guide() -> None:
    view = overview(site_of({"content/wegfinder/anders.yaml": None}))
    assert view.for_all == view.for_experts == ()


@pytest.mark.parametrize(("head", "expected"), [("", ["Ein Weg"]), ("publikum: fachlich\n", [])])
def test_records_link_back_to_guides_for_all(head: str, expected: list[str]) -> None:
    results = RESULTS.replace("wer: Die Wirtin", "wer: Wirtin\n      stelle: angebot/teestube")
    found = named_by((OFFER.name, "teestube"), site_of(written(head=head, results=results)))
    groups = {group.kind: [item.label for item in group.entries] for group in found.groups}
    assert groups.get(GUIDE.name, []) == expected


def planned(files: project.Files) -> Iterator[str]:
    return (job.url for job in jobs_in(records.plan(site_of(files))) if job.url.startswith(START))


def test_a_paused_guide_keeps_one_address_and_a_draft_none() -> None:
    assert {*planned(written())} == {START + way for way in WAYS}
    assert [*planned(written(PAUSED))] == [START]
    assert [*planned(written(DRAFT))] == []


def test_equal_pages_are_planned_for_equal_content() -> None:
    site = site_of(written())
    frame = replace(frame_of(site), name="Anders")
    assert views_of(site) == views_of(site)
    assert views_of(site, frame) != views_of(site)
