"""Calendars of the second city: who is in them, what they say, and what stays the same."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from icalendar import Calendar as Read

from sitegen.calendars import _GERMANY
from sitegen.models.event import EVENT
from sitegen.models.taxonomy import DISTRICT
from sitegen.order import Order
from sitegen.outputs import calendars
from sitegen.pipeline import look
from sitegen.render import Templates
from sitegen.views.calendar import (
    CalendarPage,
    calendar_pages,
    calendar_path,
    calendar_url,
    has_dates,
    members,
)
from sitegen.views.frame import frame_of
from tests.calendar_rules import Component, components, faults
from tests.golden.conftest import TODAY, build_city, settle
from tests.planning import jobs_in

SERIES = "content/veranstaltungen/auf-ein-wort-am-fluss.yaml"
CAFE = "offers/cafe-am-fluss.yaml"
NIGHT = "offers/plauderstunde.yaml"
BASE = "https://lindenau.example.org/nebenan"
PHONE = "/angebote/plauderstunde/"
TALK = "/veranstaltungen/auf-ein-wort-am-fluss/"
KITCHEN = "offers/kuechentisch.yaml"
FEAST = "content/veranstaltungen/uferfest.yaml"

DATED = frozenset(["angebot", "veranstaltung", "stadtbezirk"])

Edits = Mapping[str, tuple[str, str] | str]
Calendars = Mapping[str, bytes]
Make = Callable[..., Calendars]

HOURS = """zeiten:
  regeln:
    - tage: [mittwochs]
      von: 18:00
      bis: 20:00
      ferien: ja
      feiertage: offen
"""


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Calendars by address, of the city with some texts exchanged or files written."""

    def make(edits: Edits | None = None, today: date = TODAY) -> Calendars:
        project = settle(tmp_path / f"city-{len(list(tmp_path.iterdir()))}")
        for name, edit in (edits or {}).items():
            if isinstance(edit, tuple):
                assert edit[0] in written(name), f"{name} has no {edit[0]!r}"
            text = written(name).replace(*edit) if isinstance(edit, tuple) else edit
            (project / name).write_text(text, "utf-8")
        order = Order(project, project / "templates", project / "dist", today)
        site, outcome = look(order)
        assert site is not None, [it.message for it in outcome.findings if it.is_error]
        nothing = Templates(project, {"de": {}})
        return {job.url: job.render(nothing) for job in jobs_in(calendars.plan(site))}

    return make


def dates(found: Calendars, url: str) -> tuple[Component, ...]:
    return components(found[f"{url}kalender.ics"])


def one(found: tuple[Component, ...], start: str) -> Component:
    """The component that begins on that day."""
    (it,) = [it for it in found if it.get("DTSTART").startswith(start) and not it.all("RRULE")]
    return it


def ids(found: Calendars) -> set[tuple[str, str]]:
    return {
        (it.get("UID"), it.get("RECURRENCE-ID"))
        for data in found.values()
        for it in components(data)
    }


# --- every file


def test_every_file_keeps_the_rules_and_is_read_without_a_fault(made: Make) -> None:
    found = made()
    assert len(found) > 15
    for url, data in found.items():
        assert faults(data) == [], url
        for part in Read.from_ical(data).walk():
            assert part.errors == [], url


def test_the_checker_sees_what_is_wrong(made: Make) -> None:
    good = made()["/kalender.ics"]
    for old, new in (
        (b"DTSTAMP:20260202T120000Z\r\n", b"DTSTAMP:20260202T120000Z\n"),
        (b"UNTIL=20281121T173000Z", b"UNTIL=20281121T173000"),
        (b"TZID:Europe/Berlin", b"TZID:Europe/Paris"),
        (b"VERSION:2.0\r\n", b""),
        (b"STATUS:CONFIRMED", b"STATUS:SURE"),
        (b"vor\\, und", b"vor, und"),
        (b"DTEND;TZID=Europe/Berlin:20260120T200000", b"DTEND:20260120T200000Z"),
        (b"RECURRENCE-ID;TZID=Europe/Berlin:20260317T183000\r\n", b""),
    ):
        assert old in good, old
        assert faults(good.replace(old, new)), old


def test_germanys_clocks_are_right_to_the_hour() -> None:
    judge = tz.tzical(StringIO(f"BEGIN:VCALENDAR\n{_GERMANY.decode()}END:VCALENDAR\n")).get()
    ours = ZoneInfo("Europe/Berlin")
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    changes = 0
    while moment.year < 2036:
        wall = moment.astimezone(ours)
        # What exists twice is left to the two libraries; all other times must agree.
        if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():
            assert wall.replace(tzinfo=judge).utcoffset() == wall.utcoffset(), wall
        following = moment + timedelta(hours=1)
        changes += following.astimezone(ours).utcoffset() != wall.utcoffset()
        moment = following
    assert changes == 2 * 16


def test_the_day_of_the_build_changes_nothing(made: Make) -> None:
    assert made() == made(today=date(2026, 5, 30))


# --- who is in them


def test_a_calendar_for_everything_that_is_public(made: Make) -> None:
    found = made()
    for url in (
        *("/", "/stadtbezirke/altstadt/", "/stadtbezirke/hoehe/", "/stadtbezirke/flussufer/"),
        *("/angebote/cafe-am-fluss/", "/angebote/plauderstunde/", "/veranstaltungen/uferfest/"),
    ):
        assert f"{url}kalender.ics" in found
    assert not [url for url in found if "entwurf" in url or "lesekreis" in url]


def test_a_district_holds_what_takes_place_there(made: Make) -> None:
    found = made()
    theirs = ids({"": found["/stadtbezirke/flussufer/kalender.ics"]})
    assert theirs == ids(
        {
            url: found[f"{url}kalender.ics"]
            for url in (
                *("/angebote/cafe-am-fluss/", "/veranstaltungen/auf-ein-wort-am-fluss/"),
                *("/veranstaltungen/gespraech-im-maerz/", "/veranstaltungen/uferfest/"),
            )
        }
    )
    assert dates(found, "/stadtbezirke/hoehe/") == ()
    assert theirs < ids({"": found["/kalender.ics"]}) == ids(found)


def test_one_date_elsewhere_does_not_take_a_series_to_another_district(made: Make) -> None:
    room = "content/orte/frauenraum.yaml"
    text = written(room).replace("stadtbezirk: altstadt", "stadtbezirk: hoehe")
    series = written(SERIES).replace(
        "    ort_text: Bücherei am Markt\n", "    orte: [frauenraum]\n"
    )
    found = made({room: text, SERIES: series})
    assert b"auf-ein-wort" not in found["/stadtbezirke/hoehe/kalender.ics"]
    assert b"auf-ein-wort" in found["/stadtbezirke/flussufer/kalender.ics"]


def test_calendars_and_pages_of_a_district_have_the_same_events(tmp_path: Path) -> None:
    project = settle(tmp_path)
    site, _ = look(Order(project, project / "templates", project / "dist", TODAY))
    assert site is not None
    shown = 0
    for district in site.catalogue.of(DISTRICT):
        target = (DISTRICT.name, district)
        held = {name for kind, name in members(target, site) if kind == EVENT.name}
        listed = {it for it in site.events_by.get(target, ()) if has_dates((EVENT.name, it), site)}
        assert held - site.over == listed
        shown += len(listed)
    assert shown > 1


def test_demo_writes_only_calendars_with_dates_and_only_what_is_verified(made: Make) -> None:
    demo = made(
        {
            "content/site.yaml": ("betrieb: produktion", "betrieb: demo"),
            "offers/mittagstisch.yaml": ("geprueft_am:", "gueltig_ab:"),
            NIGHT: ("  geprueft_am: 2026-02-02\n  geprueft_von: Redaktion\n", ""),
        }
    )
    assert all(components(data) for data in demo.values())
    assert "/veranstaltungen/auf-ein-wort-am-fluss/kalender.ics" in demo
    assert not [url for url in demo if url.startswith("/angebote/")], "demo has no hours of offers"
    for data in demo.values():
        assert {it.get("UID").partition("-")[0] for it in components(data)} == {"veranstaltung"}
    assert b"Lesekreis" not in demo["/kalender.ics"]
    assert "/stadtbezirke/hoehe/kalender.ics" not in demo


def test_without_an_address_there_is_none(made: Make) -> None:
    text = (written("content/site.yaml")).replace("betrieb: produktion", "betrieb: demo")
    assert made({"content/site.yaml": re.sub(r"(?m)^basisadresse: .*\n", "", text)}) == {}


def written(name: str) -> str:
    return (Path(__file__).parents[1] / "golden" / "city" / name).read_text("utf-8")


@pytest.mark.parametrize("status", ["pausiert", "beendet"])
def test_what_pauses_or_ends_leaves_an_empty_calendar_without_a_name(
    made: Make, status: str
) -> None:
    found = made({CAFE: ("status: veroeffentlicht", f"status: {status}")})
    for url in ("/angebote/cafe-am-fluss/", "/angebote/flusscafe/"):
        assert dates(found, url) == ()
        assert faults(found[f"{url}kalender.ics"]) == []
    for data in found.values():
        assert "Café am Fluss" not in data.decode().replace("\r\n ", "")


def test_what_was_never_public_has_no_calendar(made: Make) -> None:
    found = made({CAFE: ("status: veroeffentlicht", "status: entwurf")})
    assert not [url for url in found if "cafe" in url]
    assert "Café am Fluss" not in found["/kalender.ics"].decode()


def test_pages_link_to_calendars_that_are_there(tmp_path: Path) -> None:
    project = settle(tmp_path)
    site, _ = look(Order(project, project / "templates", project / "dist", TODAY))
    assert site is not None
    there = {job.url for job in jobs_in(calendars.plan(site))}
    offered = {calendar_url(target, site) for target in site.standings if target[0] in DATED}
    assert offered - {""} <= there
    assert calendar_url(("angebot", "cafe-am-fluss"), site) in offered
    assert calendar_url(("stadtbezirk", "hoehe"), site) == "/stadtbezirke/hoehe/kalender.ics"
    assert calendar_url(("angebot", "nachttelefon"), site) == "", "it has no hours"
    assert calendar_url(("veranstaltung", "uferfest"), site) == "", "it is over"
    assert calendar_path(("veranstaltung", "uferfest")) in there


@pytest.mark.parametrize("mode", ["produktion", "demo"])
def test_the_page_offers_what_is_there(tmp_path: Path, mode: str) -> None:
    project = settle(tmp_path)
    path = project / "content" / "site.yaml"
    path.write_text(written("content/site.yaml").replace("produktion", mode), "utf-8")
    site, _ = look(Order(project, project / "templates", project / "dist", TODAY))
    assert site is not None
    there = {job.url for job in jobs_in(calendars.plan(site))}
    ((template, view),) = calendar_pages(site, frame_of(site))
    assert isinstance(view, CalendarPage)
    assert template == "pages/calendar.html"
    assert view.all
    assert view.all.webcal == f"webcal://{BASE.partition('://')[2]}/kalender.ics"
    assert {view.all.url, *(it.url for it in view.districts)} <= there
    names = ["Lindenau-Altstadt", "Flussufer", "Höhe"]
    assert [it.name for it in view.districts] == (names if mode == "produktion" else names[1:2])


def test_the_page_says_so_when_there_is_no_calendar_yet(tmp_path: Path) -> None:
    project = settle(tmp_path)
    for path in (*project.glob("offers/*.yaml"), *project.glob("content/veranstaltungen/*.yaml")):
        path.write_text(path.read_text("utf-8").replace("art: telefonat", "art: presse"), "utf-8")
    path = project / "content" / "site.yaml"
    path.write_text(written("content/site.yaml").replace("produktion", "demo"), "utf-8")
    outcome = build_city(project)
    assert outcome.is_published, [it.message for it in outcome.findings if it.is_error]
    assert list((project / "dist").rglob("*.ics")) == []
    html = (project / "dist" / "kalender" / "index.html").read_text("utf-8")
    assert "Zurzeit gibt es noch keinen Kalender." in html
    assert "webcal:" not in html


# --- what they say


def test_a_series_with_its_rule_and_all_that_differs(made: Make) -> None:
    found = dates(made(), "/veranstaltungen/auf-ein-wort-am-fluss/")
    assert len(found) == 7
    (rule,) = [it for it in found if it.all("RRULE")]
    assert rule.get("DTSTART") == "20260120T183000"
    assert "INTERVAL=2" in rule.get("RRULE")
    assert rule.get("EXDATE") == "20260721T183000"
    moved = one(found, "20260528")
    assert moved.get("RECURRENCE-ID") == "20260519T183000"
    assert moved.text("DESCRIPTION").splitlines()[:2] == [
        "Verlegt. Eigentlich wäre der Termin am Dienstag, 19. Mai 2026.",
        "Thema: Zusammen singen",
    ]
    off = one(found, "20260915")
    assert off.get("STATUS") == "CANCELLED"
    assert off.text("SUMMARY") == "Abgesagt: Auf ein Wort am Fluss"
    assert "Die Gastgeber sind verreist." in off.text("DESCRIPTION")
    elsewhere = one(found, "20261117")
    assert elsewhere.text("LOCATION") == "Bücherei am Markt; Online"
    assert elsewhere.get("DTEND") == "20261117T173000"
    extra = one(found, "20260804")
    assert (extra.get("DTEND"), extra.all("RECURRENCE-ID")) == ("20260804T183000", [])


def test_what_is_in_doubt_says_why_and_whom_to_ask(made: Make) -> None:
    found = dates(made(), "/angebote/cafe-am-fluss/")
    (doubt,) = [it for it in found if it.get("DTSTART").startswith("20261225")]
    assert doubt.get("STATUS") == "TENTATIVE"
    assert doubt.text("SUMMARY") == "Fraglich: Café am Fluss"
    lines = doubt.text("DESCRIPTION").splitlines()
    assert lines[0].startswith("Ob dieser Termin stattfindet, wissen wir nicht (Erster Weihn")
    assert lines[-2] == "Noch einmal nachfragen: 030 23125200 (Nachbarschaftsverein)"
    assert lines[-1] == doubt.get("URL") == f"{BASE}/angebote/cafe-am-fluss/"


def test_an_event_with_parts_and_one_of_several_days(made: Make) -> None:
    (feast,) = dates(made(), "/veranstaltungen/uferfest/")
    assert (feast.get("DTSTART"), feast.get("DTEND")) == ("20250614T110000", "20250615T183000")
    assert "- Samstag, 14. Juni 2025, 11–19 Uhr: Aufbauen und kochen" in feast.text("DESCRIPTION")
    (week,) = dates(made(), "/veranstaltungen/bankwoche/")
    assert (week.get("DTSTART"), week.get("DTEND")) == ("20260226", "20260305")


def test_what_is_off_or_full_is_said_with_its_part_and_its_date(made: Make) -> None:
    part = "  - titel: Der lange Tisch\n"
    topic = "    thema: Mittag essen\n"
    found = made(
        {
            FEAST: (part, f"{part}    abgesagt: ja\n"),
            SERIES: (topic, f"{topic}    ausgebucht: ja\n"),
        }
    )
    (feast,) = dates(found, "/veranstaltungen/uferfest/")
    lines = feast.text("DESCRIPTION").splitlines()
    assert "- Sonntag, 15. Juni 2025: Abgesagt: Der lange Tisch" in lines
    assert feast.get("STATUS") == "CONFIRMED"
    full = one(dates(found, TALK), "20260317")
    assert full.text("DESCRIPTION").splitlines()[0] == "Alle Plätze sind vergeben."
    assert "vergeben" not in one(dates(made(), TALK), "20260317").text("DESCRIPTION")


def test_parts_of_an_event_without_a_begin_stand_for_themselves(made: Make) -> None:
    text = written(FEAST)
    head = re.sub(r"(?m)^(?:beginn|ende): .*\n", "", text)
    found = dates(made({FEAST: head}), "/veranstaltungen/uferfest/")
    assert [it.text("SUMMARY") for it in found] == [
        "Uferfest: Aufbauen und kochen",
        "Uferfest: Der lange Tisch",
    ]
    assert found[1].text("LOCATION") == "Uferwiese"
    assert [it.get("UID").partition("@")[0] for it in found] == [
        "veranstaltung-uferfest-teil-1",
        "veranstaltung-uferfest-teil-2",
    ]


@pytest.mark.parametrize(
    ("state", "status", "mark"),
    [
        ("geplant", "TENTATIVE", "Angekündigt: "),
        ("abgesagt", "CANCELLED", "Abgesagt: "),
        ("verschoben", "CANCELLED", "Verschoben: "),
        ("ausgebucht", "CONFIRMED", ""),
    ],
)
def test_the_state_of_an_event_holds_for_all_its_dates(
    made: Make, state: str, status: str, mark: str
) -> None:
    found = dates(
        made({SERIES: ("publikum: offen", f"publikum: offen\nstand: {state}")}),
        "/veranstaltungen/auf-ein-wort-am-fluss/",
    )
    cancelled = {it.get("STATUS") for it in found if it.get("DTSTART").startswith("20260915")}
    others = [it for it in found if not it.get("DTSTART").startswith("20260915")]
    assert cancelled == {"CANCELLED"}
    assert {it.get("STATUS") for it in others} == {status}
    assert {it.text("SUMMARY").partition("Auf ein Wort")[0] for it in others} == {mark}


def test_an_event_known_to_a_month_has_no_date(made: Make) -> None:
    text = written("content/veranstaltungen/fachtag.yaml")
    assert re.search(r"(?m)^beginn: 2024-11$", text)
    assert dates(made(), "/veranstaltungen/fachtag/") == ()


def test_meeting_links_registration_and_mail_stay_out(made: Make) -> None:
    found = made(
        {
            SERIES: (
                "  noetig: ja\n",
                "  noetig: ja\n  web: https://anmeldung.example.org/geheim\n",
            )
        }
    )
    for data in found.values():
        plain = data.decode().replace("\r\n ", "")
        assert "anmeldung.example.org" not in plain
        assert "Zugang zum Gespräch" not in plain
        assert not re.search(r"(?m)^(ORGANIZER|ATTENDEE|CONFERENCE|ATTACH)", plain)


# --- private, masked


def test_what_takes_place_at_a_private_persons_has_no_place(made: Make) -> None:
    own = "orte: [kueche]\nkontakt:\n  telefon:\n    - nummer: 030 23125 177\n"
    offer = written(KITCHEN).replace("gebiet:\n  - hoehe\n", own + HOURS)
    venue = "name: Milas Küche\nstadtbezirk: hoehe\nadresse_sichtbar: bezirk\n"
    venue += offer[offer.index("pflege:") :].replace("status: beendet", "status: veroeffentlicht")
    found = made(
        {
            KITCHEN: offer.replace("status: beendet", "status: veroeffentlicht"),
            "content/orte/kueche.yaml": venue,
        }
    )
    (rule,) = dates(found, "/angebote/kuechentisch/")
    assert rule.all("LOCATION") == []
    said = rule.text("DESCRIPTION")
    assert "Noch einmal nachfragen: 030 23125100 (Büro für Nachbarschaft)" in said
    host = re.search(r"(?m)^name: (.*)$", written("content/anbieter/gastgeberin.yaml"))
    assert host
    for hidden in (host[1], "Milas Küche", "177"):
        assert hidden not in said


@pytest.mark.parametrize(
    ("shown_as", "place"),
    [
        ("voll", "Haus am Fluss, Uferweg 3, 99998 Lindenau"),
        ("strasse", "Haus am Fluss, Uferweg, 99998 Lindenau"),
        ("bezirk", "Haus am Fluss, Flussufer"),
        ("auf_anfrage", "Haus am Fluss, Flussufer"),
    ],
)
def test_a_masked_address_stays_masked(made: Make, shown_as: str, place: str) -> None:
    name = "content/orte/haus-am-fluss.yaml"
    found = made({name: ("stadtbezirk:", f"adresse_sichtbar: {shown_as}\nstadtbezirk:")})
    assert {it.text("LOCATION") for it in dates(found, "/angebote/cafe-am-fluss/")} == {place}
    if shown_as != "voll":
        assert not [url for url, data in found.items() if b"Uferweg 3" in data]


@pytest.mark.parametrize(
    ("street", "shown"),
    [
        ("Turmgasse 9-11", "Turmgasse"),
        ("Uferweg 3a, Hinterhaus", "Uferweg"),
        ("Straße des 17. Juni 5", "Straße des 17. Juni"),
        ("Am Anger", "Am Anger"),
    ],
)
def test_a_street_is_shown_without_its_number(made: Make, street: str, shown: str) -> None:
    venue = "content/orte/haus-am-fluss.yaml"
    new = f'strasse: "{street}"\nadresse_sichtbar: strasse\n'
    found = made({venue: ("strasse: Uferweg 3\n", new)})
    places = {it.text("LOCATION") for it in dates(found, "/angebote/cafe-am-fluss/")}
    assert places == {f"Haus am Fluss, {shown}, 99998 Lindenau"}


# --- what stays the same when somebody edits


def test_ids_stay_and_the_sequence_grows_with_an_exception(made: Make) -> None:
    before = made()
    new = "  ausnahmen:\n    - datum: 2026-04-14\n      text: Betriebsausflug\n"
    after = made({CAFE: ("  ausnahmen:\n", new)})
    assert ids(before) < ids(after)
    (added,) = {it[1] for it in ids(after) - ids(before)}
    assert added == "20260414T140000"
    assert _sequence(after) == _sequence(before) + 4


MEAL = "    thema: Mittag essen\n"
MOVED = "    verlegt_auf: 2026-05-28 19:00\n"
ELSEWHERE = "    von: 16:00\n    bis: 17:30\n    ort_text: Bücherei am Markt\n"


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        (MEAL, f"{MEAL}    abgesagt: ja\n", 4),
        (MEAL, f"{MEAL}    von: 17:00\n", 1),
        (MEAL, f"{MEAL}    ort_text: Im Hof\n", 1),
        (MEAL, f"{MEAL}    verlegt_auf: 2026-03-18\n", 1),
        (MOVED, f"{MOVED}    von: 17:00\n    ort_text: Im Hof\n", 2),
        (MOVED, "    abgesagt: ja\n", 3),
        (ELSEWHERE, "    abgesagt: ja\n", 2),
        ("    - 2026-07-21\n", "    - 2026-07-21\n    - 2027-01-19\n", 4),
    ],
)
def test_the_sequence_grows_with_what_an_entry_says(
    made: Make, old: str, new: str, more: int
) -> None:
    before, after = made(), made({SERIES: (old, new)})
    assert _sequence(after, TALK) == _sequence(before, TALK) + more


def test_what_is_announced_of_a_date_does_not_count_as_a_change(made: Make) -> None:
    assert _sequence(made({SERIES: (MEAL, "")}), TALK) == _sequence(made(), TALK)


def test_calling_off_always_raises_the_sequence(made: Make) -> None:
    many = "".join(f"    - {date(2027, 1, 1) + timedelta(days=n)}\n" for n in range(300))
    text = written(SERIES).replace("    - 2026-07-21\n", f"    - 2026-07-21\n{many}")
    for given in (written(SERIES), text):
        planned, sure, full, later, off = (
            _sequence(made({SERIES: f"stand: {state}\n{given}"}), TALK)
            for state in ("geplant", "bestaetigt", "ausgebucht", "verschoben", "abgesagt")
        )
        assert planned < sure == full < later < off
    checked = ("geprueft_am: 2026-02-02", "geprueft_am: 2026-02-03")
    assert off < _sequence(made({SERIES: checked}), TALK)


@pytest.mark.parametrize(
    ("changed_on", "stamp"),
    [("2026-02-20", "20260220"), ("2026-01-20", "20260202"), ("2026-03-02", "20260202")],
    ids=["after-the-check", "before-the-check", "not-yet"],
)
def test_a_change_after_the_check_renews_what_programs_have(
    made: Make, changed_on: str, stamp: str
) -> None:
    role = "  geprueft_von: Redaktion\n"
    changed = made({SERIES: (role, f"{role}  geaendert_am: {changed_on}\n")})
    for key in ("DTSTAMP", "LAST-MODIFIED"):
        assert {it.get(key) for it in dates(changed, TALK)} == {f"{stamp}T120000Z"}
    is_later = _sequence(changed, TALK) > _sequence(made(), TALK)
    assert is_later == (stamp > "20260202")
    # The hours of an offer still begin with its check: they were right until the change.
    cafe = made({CAFE: (role, f"{role}  geaendert_am: {changed_on}\n")})
    assert ids(cafe) == ids(made())


def test_ids_stay_when_more_rules_and_dates_are_added(made: Make) -> None:
    rule = "  ausnahmen:\n    - datum: 2026-03-10"
    more = "    - tage: [montags, sonntags]\n      von: 09:00\n      bis: 10:00\n"
    also = "    - 2026-08-04 17:00\n"
    before = ids(made())
    after = ids(
        made({CAFE: (rule, more + rule), SERIES: (also, f"{also}    - 2026-08-05 17:00\n")})
    )
    assert before < after
    assert {uid.partition("@")[0] for uid, _ in after - before} == {
        "angebot-flusscafe-regel-3-1",
        "angebot-flusscafe-regel-3-2",
        "veranstaltung-auf-ein-wort-am-fluss-2026-08-05",
    }


def test_ids_stay_when_a_date_is_moved_or_a_record_renamed(made: Make) -> None:
    name = "content/veranstaltungen/gespraech-im-maerz.yaml"
    before = made()
    moved = made({name: ("2026-03-12", "2026-03-19")})
    assert {it for it, _ in ids(moved)} == {it for it, _ in ids(before)}
    renamed = made(
        {CAFE: ("fruehere_ids:\n  - flusscafe", "fruehere_ids:\n  - flusscafe\n  - ufer")}
    )
    assert ids(renamed) == ids(before)
    assert renamed["/angebote/ufer/kalender.ics"] == renamed["/angebote/cafe-am-fluss/kalender.ics"]


def test_a_new_check_is_always_later_than_all_changes_before_it(made: Make) -> None:
    many = "".join(f"    - datum: {date(2027, 1, 1) + timedelta(days=n)}\n" for n in range(190))
    changed = made({CAFE: ("  ausnahmen:\n", f"  ausnahmen:\n{many}")})
    checked = made({CAFE: ("geprueft_am: 2026-02-02", "geprueft_am: 2026-02-03")})
    assert _sequence(made()) < _sequence(changed) < _sequence(checked)
    stamp = {it.get("DTSTAMP") for it in dates(checked, "/angebote/cafe-am-fluss/")}
    assert stamp == {"20260203T120000Z"}


def _sequence(found: Calendars, url: str = "/angebote/cafe-am-fluss/") -> int:
    (number,) = {int(it.get("SEQUENCE")) for it in dates(found, url)}
    return number


# --- where programs differ


def test_a_night_on_which_the_clocks_change_is_said_by_itself(made: Make) -> None:
    """Else a night from 22 to 2 o'clock lasts four hours for one program, three for another."""
    found = dates(made({NIGHT: ("bis: 02:00\n      ferien", "bis: 05:00\n      ferien")}), PHONE)
    nights = {it.get("RECURRENCE-ID"): it.get("DTEND") for it in found if it.all("RECURRENCE-ID")}
    for evening, morning in (("20260328", "20260329"), ("20261024", "20261025")):
        assert nights[f"{evening}T220000"] == f"{morning}T050000"
    assert "20260329T220000" not in nights


def test_a_date_beyond_the_horizon_that_is_moved_before_it(made: Make) -> None:
    """The rule is followed to the end of 2029; its date of January 2030 is moved to December."""
    text = written(SERIES).replace("bis: 2028-12-31", "bis: 2031-12-31")
    new = "termine:\n  - am: 2030-01-15\n    verlegt_auf: 2029-12-20 18:30\n"
    found = dates(
        made({SERIES: text.replace("termine:\n", new)}), "/veranstaltungen/auf-ein-wort-am-fluss/"
    )
    moved = one(found, "20291220")
    assert moved.all("RECURRENCE-ID") == []
    assert moved.get("UID").startswith("veranstaltung-auf-ein-wort-am-fluss-2030-01-15@")


def test_rules_without_hours_take_whole_days(made: Make) -> None:
    found = dates(
        made({NIGHT: ("      von: 22:00\n      bis: 02:00\n      ferien", "      ferien")}), PHONE
    )
    (rule,) = [it for it in found if it.all("RRULE")]
    assert (rule.get("DTSTART"), rule.get("DTEND")) == ("20260202", "20260203")
    assert re.search(r"UNTIL=\d{8}(;|$)", rule.get("RRULE"))
    assert one(found, "20261231T180000").get("RECURRENCE-ID") == "20261231"
