"""Dates by days: which days a list has, what stands in it, and what each date says of itself."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.views.agenda import Agenda, dates_elsewhere, next_dates, other_events
from sitegen.views.days import TODAY, WEEK, WEEKEND, DaysPage, days_pages, stretch
from sitegen.views.district import pages as district_pages
from sitegen.views.frame import frame_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project

MONDAY = date(2026, 11, 23)
TEE = project.city_files()["offers/teestube.yaml"].decode()
CHECKED = """pflege:
  status: veroeffentlicht
  geprueft_am: 2026-11-01
  geprueft_von: Redaktion
  quellen: [{art: telefonat, datum: 2026-11-01}]
"""


def offer(times: str, title: str = "Teestube", added: str = "") -> str:
    text = TEE.replace("Teestube am Anger", title).partition("pflege:")[0]
    return f"{text}zeiten:\n  regeln:\n    - {{{times}}}\n{added}{CHECKED}"


def event(said: str, title: str = "Fest") -> str:
    return f"titel: {title}\nkurz: Ein Fest.\n{said}{CHECKED}"


def site_of(files: Mapping[str, str], today: date = MONDAY) -> Site:
    placed = {f"offers/{name}.yaml": text for name, text in files.items() if "\nart: " in text}
    placed |= {
        f"content/veranstaltungen/{name}.yaml": text
        for name, text in files.items()
        if f"offers/{name}.yaml" not in placed
    }
    return derive(project.catalogue(placed), today, {})[0]


def page(url: str, site: Site) -> DaysPage:
    views = {view.page.url: view for _, view in days_pages(site, frame_of(site))}
    found = views[url]
    assert isinstance(found, DaysPage)
    return found


def html(url: str, site: Site) -> str:
    return Templates(TEMPLATES, TEXTS).page("pages/agenda.html", page(url, site)).decode("utf-8")


def titles(agenda: Agenda) -> list[tuple[str, str]]:
    long = [("", entry.title) for entry in agenda.long]
    return [*long, *((day.machine, entry.title) for day in agenda.days for entry in day.entries)]


@pytest.mark.parametrize(
    ("url", "today", "expected"),
    [
        (TODAY, "2026-11-25", ("2026-11-25", "2026-11-25")),
        (WEEK, "2026-11-23", ("2026-11-23", "2026-11-29")),
        (WEEK, "2026-11-28", ("2026-11-28", "2026-11-29")),
        (WEEK, "2026-11-29", ("2026-11-29", "2026-11-29")),
        (WEEK, "2026-12-28", ("2026-12-28", "2027-01-03")),
        (WEEKEND, "2026-11-23", ("2026-11-28", "2026-11-29")),
        (WEEKEND, "2026-11-27", ("2026-11-28", "2026-11-29")),
        (WEEKEND, "2026-11-28", ("2026-11-28", "2026-11-29")),
        (WEEKEND, "2026-11-29", ("2026-11-29", "2026-11-29")),
        (WEEKEND, "2028-02-29", ("2028-03-04", "2028-03-05")),
    ],
)
def test_a_week_ends_on_sunday_and_nothing_lies_before_today(
    url: str, today: str, expected: tuple[str, str]
) -> None:
    since, until = stretch(url, date.fromisoformat(today))
    assert (since.isoformat(), until.isoformat()) == expected


def test_every_day_of_a_week_is_named_with_its_dates_by_the_hour() -> None:
    site = site_of(
        {
            "a": offer("tage: [dienstags], von: 14:00, bis: 17:00", "Nachmittag"),
            "b": offer("tage: [dienstags], von: 09:00", "Vormittag"),
            "c": offer("tage: [dienstags]", "Irgendwann"),
            "fest": event("beginn: 2026-11-27 18:00\nort_text: Anger\n"),
        }
    )
    found = page(WEEK, site).agenda
    assert [day.machine[-2:] for day in found.days] == ["23", "24", "25", "26", "27", "28", "29"]
    assert titles(found) == [
        ("2026-11-24", "Vormittag"),
        ("2026-11-24", "Nachmittag"),
        ("2026-11-24", "Irgendwann"),
        ("2026-11-27", "Fest"),
    ]
    shown = html(WEEK, site)
    assert shown.count("Für diesen Tag ist noch kein Termin eingetragen.") == 5
    assert "Uhrzeit noch nicht bekannt" in shown
    assert 'data-day="2026-11-23"' in shown
    assert 'data-until="2026-11-24T17:00:00+01:00"' in shown


def test_what_takes_several_days_stands_there_once() -> None:
    said = "beginn: 2026-11-20 10:00\nende: 2026-11-25 16:00\nort_text: Anger\n"
    site = site_of({"woche": event(said, "Bankwoche")})
    assert titles(page(WEEK, site).agenda) == [("", "Bankwoche")]
    shown = html(WEEK, site)
    assert shown.count("Bankwoche") == 1
    assert "20." not in shown, "the day it began has passed"
    assert "Läuft bis" in shown
    assert "noch kein weiterer Termin" in shown
    assert not titles(page(WEEKEND, site).agenda)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("stand: abgesagt\n", "Diese Veranstaltung ist abgesagt."),
        ("stand: geplant\n", "Angekündigt und noch nicht bestätigt."),
        ("stand: ausgebucht\n", "Alle Plätze sind vergeben."),
        ("termine: [{am: 2026-11-23, ausgebucht: ja}]\n", "Alle Plätze sind vergeben."),
        ("anmeldung: {noetig: ja}\n", "Bitte vorher anmelden"),
        ("publikum: fachlich\n", "Für Fachleute"),
        ("modus: telefon\n", "am Telefon"),
        ("modus: online\n", "im Internet"),
        ("modus: hybrid\nort_text: Anger\n", "Anger oder im Internet"),
        ("modus: hausbesuch\n", "bei Ihnen zu Hause"),
        ("", "Den Ort erfahren Sie auf Nachfrage."),
        ("veranstalter: [nachbarschaft]\n", "Von Nachbarschaft"),
    ],
)
def test_a_date_says_what_must_be_known_before_going_there(said: str, expected: str) -> None:
    site = site_of({"fest": event(f"beginn: 2026-11-23 18:00\n{said}")})
    assert titles(page(TODAY, site).agenda) == [("2026-11-23", "Fest")]
    assert expected in html(TODAY, site)


def test_a_cancelled_or_doubtful_day_of_an_offer_stays_and_says_so() -> None:
    times = "tage: [täglich], von: 14:00, feiertage: unbekannt, ferien: ja"
    closed = "  ausnahmen: [{datum: 2026-12-23, text: Wir räumen um.}]\n"
    site = site_of({"a": offer(times, added=closed)}, date(2026, 12, 21))
    days = {day.machine: day.entries[0].date for day in page(WEEK, site).agenda.days}
    states = {machine[-2:]: (it.state, it.free) for machine, it in days.items()}
    assert states["22"] == ("gilt", "")
    assert states["23"] == ("entfaellt", "")
    assert states["24"] == ("fraglich", "Heiligabend")
    assert states["25"] == ("fraglich", "Erster Weihnachtstag")
    shown = html(WEEK, site)
    assert "Fällt an diesem Tag aus." in shown
    assert "Wir räumen um." in shown
    assert "bitte vorher fragen" in shown
    assert "24. Dezember 2026</time> – Heiligabend" in shown


@pytest.mark.parametrize(
    ("known", "expected"), [(0, ("all", 3)), (1, ("most", 2)), (2, ("some", 1)), (3, None)]
)
def test_offers_without_known_times_are_counted_never_hidden(
    known: int, expected: tuple[str, int] | None
) -> None:
    with_times = offer("tage: [dienstags]")
    without = TEE
    names = ["teestube", "b", "c"]
    files = {name: with_times if n < known else without for n, name in enumerate(names)}
    site = site_of(files)
    unknown = page(TODAY, site).unknown
    assert (unknown and (unknown.how_many, unknown.count)) == expected
    shown = html(TODAY, site)
    assert ("Bei jedem Angebot steht, wo Sie nachfragen können." in shown) == bool(expected)
    assert 'href="#hilfe"' in shown
    assert 'href="#kontakt"' in shown


def test_an_empty_page_says_so_kindly_and_leads_on() -> None:
    shown = html(WEEK, site_of({}))
    assert "Das heißt nicht, dass nichts stattfindet." in shown
    assert "Für diesen Tag" not in shown
    assert 'href="../angebote/"' in shown
    assert 'href="../stadtbezirke/mitte/"' in shown


# --- on the pages of others ------------------------------------------------------------------

EVENT_CARDS = {
    "nah": event("beginn: 2026-12-01 18:00\norte: [haus-am-anger]\n", "Nah"),
    "fern": event("beginn: 2027-02-01 18:00\norte: [haus-am-anger]\n", "Fern"),
}


def test_a_district_shows_the_next_dates_of_its_offers_and_events() -> None:
    site = site_of({"a": offer("tage: [dienstags], von: 14:00"), **EVENT_CARDS})
    mitte = (DISTRICT.name, "mitte")
    found = next_dates(mitte, site)
    assert titles(found) == [
        ("2026-11-24", "Teestube"),
        ("2026-12-01", "Teestube"),
        ("2026-12-01", "Nah"),
    ]
    cards = other_events(mitte, site, found)
    assert [card.title for card in cards] == ["Fern"], "what stands there is not told twice"


def test_twelve_dates_are_enough() -> None:
    site = site_of({"a": offer("tage: [täglich], von: 14:00")})
    found = next_dates((TOPIC.name, "begegnung"), site)
    assert [day for day, _ in titles(found)] == [f"2026-{d}" for d in _twelve()]


def _twelve() -> list[str]:
    return [f"11-{day}" for day in range(23, 31)] + [f"12-0{day}" for day in range(1, 5)]


@pytest.mark.parametrize(
    ("said", "is_there"), [("modus: online\n", True), ("modus: vor_ort\nort_text: Anger\n", False)]
)
def test_what_has_no_address_stands_on_the_page_of_every_district(
    said: str, *, is_there: bool
) -> None:
    everywhere = offer("tage: [dienstags]", "Plausch").replace(
        "modus: vor_ort\norte:\n  - haus-am-anger\n", "modus: telefon\ngebiet: [stadtweit]\n"
    )
    fest = event(f"beginn: 2026-11-27 18:00\n{said}")
    site = site_of({"plausch": everywhere, "fest": fest})
    for name in ("mitte", "nord"):
        found = titles(dates_elsewhere((DISTRICT.name, name), site))
        assert ("2026-11-24", "Plausch") in found
        assert (("2026-11-27", "Fest") in found) is is_there


def test_links_to_districts_lead_to_their_dates() -> None:
    site = site_of(
        {"a": offer("tage: [dienstags]"), "netz": event("beginn: 2026-11-27\nmodus: online\n")}
    )
    urls = [district.url for district in page(WEEK, site).districts]
    assert urls == ["/stadtbezirke/mitte/#termine", "/stadtbezirke/nord/#ueberall"]
    for url in urls:
        path, _, fragment = url.partition("#")
        record = site.catalogue.of(DISTRICT)[path.split("/")[2]]
        template, view = next(iter(district_pages(record, site, frame_of(site))))
        text = Templates(TEMPLATES, TEXTS).page(template, view).decode("utf-8")
        assert re.search(rf'id="{fragment}"', text)
