"""What is open on holy days, Sundays and at night: only what is checked and really holds."""

from collections.abc import Mapping
from datetime import date, time

import pytest

from sitegen.derive import derive
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.timetable import Occurrence
from sitegen.views.directory import start_pages
from sitegen.views.frame import frame_of
from sitegen.views.open import OpenPage, OpenSection, is_evening, is_night, is_season, open_pages
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project
from tests.unit.test_agenda import event, offer, site_of

ADVENT = date(2026, 12, 1)
DAILY = "tage: [täglich], von: 14:00, bis: 17:00"


def page(site: Site) -> OpenPage:
    _, view = next(iter(open_pages(site, frame_of(site))))
    assert isinstance(view, OpenPage)
    return view


def section(name: str, site: Site) -> OpenSection:
    view = page(site)
    return next(it for it in (*view.sections, *view.unconfirmed) if it.id == name)


def shown(name: str, files: Mapping[str, str], today: date = ADVENT) -> tuple[list[str], list[str]]:
    """What is certainly open and what may be, by title."""
    found = section(name, site_of(files, today))
    return [it.title for it in found.sure], [it.title for it in found.doubtful]


def html(site: Site, number: int = 0) -> str:
    template, view = list(open_pages(site, frame_of(site)))[number]
    return Templates(TEMPLATES, TEXTS).page(template, view).decode("utf-8")


ON_THE_EVE = "  ausnahmen: [{datum: 2026-12-24, geschlossen: nein, von: 16:00, bis: 20:00}]\n"
CLOSED = "  ausnahmen: [{datum: 2026-12-24}]\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a": offer(DAILY, added=ON_THE_EVE)}, (["Teestube"], [])),
        ({"a": offer(DAILY)}, ([], ["Teestube"])),
        ({"a": offer(DAILY, added=CLOSED)}, ([], [])),
        ({"a": offer("tage: [dienstags]")}, ([], [])),
        ({"f": event("beginn: 2026-12-24 18:00\n")}, (["Fest"], [])),
        ({"f": event("beginn: 2026-12-24 18:00\nstand: geplant\n")}, ([], ["Fest"])),
        ({"f": event("beginn: 2026-12-24 18:00\nstand: ausgebucht\n")}, ([], ["Fest"])),
        ({"f": event("beginn: 2026-12-24\ntermine: [{am: 2026-12-24}]\n")}, (["Fest"], [])),
        (
            {"f": event("beginn: 2026-12-24\ntermine: [{am: 2026-12-24, ausgebucht: ja}]\n")},
            ([], ["Fest"]),
        ),
        ({"f": event("beginn: 2026-12-24 18:00\nstand: abgesagt\n")}, ([], [])),
        ({"f": event("beginn: 2026-12-24 18:00\npublikum: geladen\n")}, ([], [])),
        ({"f": event("beginn: 2026-12-22\nende: 2026-12-26\n")}, (["Fest"], [])),
    ],
)
def test_on_christmas_eve_only_what_is_said_of_that_day_is_sure(
    files: Mapping[str, str], expected: tuple[list[str], list[str]]
) -> None:
    assert shown("heiligabend", files) == expected


def test_what_nobody_checked_is_not_listed_not_even_as_perhaps() -> None:
    unchecked = offer(DAILY, added=f"{ON_THE_EVE}  beleg_jahr: 2026\n")
    unchecked = unchecked.replace("  geprueft_am: 2026-11-01\n  geprueft_von: Redaktion\n", "")
    site = site_of({"a": unchecked}, ADVENT)
    assert ("angebot", "a") in site.timetables, "other lists show it, with its standing"
    assert page(site).sections == ()


def test_what_should_have_been_checked_again_is_in_doubt() -> None:
    old = offer(DAILY, added=ON_THE_EVE).replace("2026-11-01", "2025-10-01")
    old = old.replace("pflege:\n", "pflege:\n  pruefintervall_tage: 365\n")
    assert shown("heiligabend", {"a": old}) == ([], ["Teestube"])


@pytest.mark.parametrize(
    ("holidays", "expected"),
    [("offen", (["Teestube"], [])), ("zu", ([], [])), ("unbekannt", ([], ["Teestube"]))],
)
@pytest.mark.parametrize("day", ["zweiter_weihnachtstag", "neujahr", "feiertag-2027-01-06"])
def test_on_holidays_nothing_is_open_that_does_not_say_so(
    day: str, holidays: str, expected: tuple[list[str], list[str]]
) -> None:
    files = {"a": offer(f"{DAILY}, feiertage: {holidays}, ferien: ja")}
    assert shown(day, files) == expected


@pytest.mark.parametrize(
    ("today", "first", "days"),
    [
        ("2026-11-22", "heiligabend", ["2026-12-24", "2026-12-25"]),
        ("2026-12-24", "heiligabend", ["2026-12-24", "2026-12-25"]),
        ("2026-12-25", "erster_weihnachtstag", ["2026-12-25", "2026-12-26"]),
        ("2026-12-27", "silvester", ["2026-12-31", "2027-01-01"]),
        ("2027-01-01", "neujahr", ["2027-01-01", "2027-01-06"]),
        ("2027-01-02", "feiertag-2027-01-06", ["2027-01-06", "2027-03-26"]),
    ],
)
def test_the_next_holy_day_comes_first_and_none_has_passed(
    today: str, first: str, days: list[str]
) -> None:
    found = page(site_of({}, date.fromisoformat(today))).unconfirmed
    dated = [it.day.machine for it in found if it.day]
    assert found[0].id == first
    assert dated[:2] == days
    assert dated == sorted(dated)
    assert len(dated) == 9
    assert [it.id for it in found if not it.day] == ["sonntags", "abends", "nachts"]


def test_habits_name_each_offer_once_with_its_next_date() -> None:
    site = site_of({"a": offer("tage: [sonntags], von: 19:00, bis: 23:00, ferien: ja")}, ADVENT)
    for name in ("sonntags", "abends", "nachts"):
        assert [it.date.machine for it in section(name, site).sure] == ["2026-12-06"]


def test_a_sure_date_stands_for_an_offer_rather_than_an_earlier_doubtful_one() -> None:
    times = "tage: [donnerstags], von: 19:00, feiertage: offen, ferien: ja"
    site = site_of({"a": offer(times)}, date(2026, 12, 24))
    found = section("abends", site)
    assert [it.date.machine for it in found.sure] == ["2027-01-07"]
    assert found.doubtful == ()


@pytest.mark.parametrize(
    ("start", "end", "evening", "night"),
    [
        ("14:00", "17:00", False, False),
        ("14:00", "18:00", False, False),
        ("14:00", "18:30", True, False),
        ("18:00", None, True, False),
        ("17:59", None, False, False),
        ("20:00", "22:00", True, False),
        ("20:00", "00:00", True, True),
        ("22:00", "02:00", True, True),
        ("05:30", "07:00", False, True),
        (None, "23:00", False, False),
        (None, None, False, False),
    ],
)
def test_evenings_and_nights_are_those_that_are_certain(
    start: str | None, end: str | None, *, evening: bool, night: bool
) -> None:
    begin, close = (time.fromisoformat(it) if it else None for it in (start, end))
    it = Occurrence(ADVENT, ADVENT, begin, close)
    assert (is_evening(it), is_night(it)) == (evening, night)


def test_the_telephone_comes_first_with_its_hours_as_they_are_given() -> None:
    site = site_of({"a": offer(DAILY, added=ON_THE_EVE)}, ADVENT)
    frame = frame_of(site)
    for number in (0, 1):
        main = html(site, number).partition("<main")[2].partition("</main>")[0]
        lines, _, dates = main.partition('id="heiligabend"')
        assert "Teestube" in dates
        for entry in (*frame.crisis_now, *frame.crisis_talk):
            assert entry.numbers[0].href in lines
            assert entry.hours in lines


def test_without_any_confirmed_time_the_page_says_so_and_names_who_to_ask() -> None:
    text = html(site_of({}, ADVENT))
    assert "Für diese Zeiten hat uns noch niemand etwas bestätigt." in text
    assert 'Heiligabend: <time datetime="2026-12-24">Donnerstag, 24. Dezember 2026' in text
    assert "Büro für Begegnung fragen" in text
    assert "Zeiten mitteilen" in text
    assert "Vielleicht offen" not in text


def test_a_city_that_names_no_land_knows_no_holidays_of_it() -> None:
    settings = project.city_files()["content/site.yaml"].decode()
    assert "bundesland: BW\n" in settings
    files = {"content/site.yaml": settings.replace("bundesland: BW\n", "")}
    site, _ = derive(project.catalogue(files), ADVENT, {})
    names = [it.id for it in page(site).unconfirmed]
    assert names[:2] == ["heiligabend", "erster_weihnachtstag"]
    assert not [name for name in names if name.startswith("feiertag")]
    html(site)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-31", False),
        ("2026-11-01", True),
        ("2026-12-31", True),
        ("2027-01-06", True),
        ("2027-01-07", False),
    ],
)
def test_in_winter_the_start_page_asks_first_what_is_open(today: str, *, expected: bool) -> None:
    day = date.fromisoformat(today)
    assert is_season(day) is expected
    site = site_of({}, day)
    template, view = next(iter(start_pages(site, frame_of(site))))
    text = Templates(TEMPLATES, TEXTS).page(template, view).decode("utf-8")
    main = text.partition("<main")[2].partition("</main>")[0]
    is_first = main.index('href="offen/"') < main.index('href="heute/"')
    assert is_first is expected


def test_the_numbers_stand_there_once_where_the_way_to_help_leads() -> None:
    site = site_of({})
    for template, view in open_pages(site, frame_of(site)):
        text = Templates(TEMPLATES, TEXTS).page(template, view).decode("utf-8")
        main = text.partition("<main")[2].partition("</main>")[0]
        assert (text.count('id="hilfe"'), main.count('id="hilfe"')) == (1, 1)
        assert text.count('href="tel:112"') == main.count('href="tel:112"') == 1
