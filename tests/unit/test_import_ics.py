"""Partners' calendars: what becomes of them, what never does, and that every date is right.

The judge of dates is `recurring_ical_events`, which reads calendars as programs of subscribers
do: what it expands of a calendar, the record that was made of it must say too.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sitegen import cli
from sitegen.german import UsageError
from sitegen.importers.draft import Source, draft_of
from sitegen.importers.ics import MAX_BYTES, MAX_COMPONENTS, MAX_RULES, LeftOutError, read_calendar
from sitegen.importers.schedule import AHEAD, MOST_DATES, Window, told_by
from sitegen.importers.wording import as_prose, first_sentence, words_of
from sitegen.importers.writing import put_new
from sitegen.models.event import Event
from sitegen.parse import parse
from sitegen.source import SourceFile, plain
from tests.golden.conftest import settle

CALENDARS = Path(__file__).parents[1] / "examples" / "calendars"
# What the judge is tested with: calendars of many programs, and broken ones.
FOREIGN = Path(recurring_ical_events.__file__).parent / "test" / "calendars"
TODAY = date(2026, 3, 1)
BERLIN = ZoneInfo("Europe/Berlin")
EVENTS = "content/veranstaltungen"

Span = tuple[date | datetime, date | datetime | None, bool]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fictitious city as the working folder."""
    monkeypatch.chdir(settle(tmp_path / "city"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path / "city"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and everything said."""
    code = cli.main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def take(
    name: Path | str, *more: str, capsys: pytest.CaptureFixture[str], today: date = TODAY
) -> tuple[int, str]:
    """Import one of our calendars, or a file of the test."""
    file = CALENDARS / f"{name}.ics" if isinstance(name, str) else name
    return run("import", "ics", str(file), "--today", str(today), *more, capsys=capsys)


def events(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / EVENTS).iterdir()}


def calendar(*lines: str, name: str | None = "Probe") -> str:
    """A calendar with one event; `lines` replace or add to what it has."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Probe//DE"]
    head += [f"X-WR-CALNAME:{name}"] if name else []
    own = {line.partition(":")[0].partition(";")[0] for line in lines}
    usual = ["UID:1@probe", "SUMMARY:Treffen", "DTSTART;TZID=Europe/Berlin:20260310T180000"]
    body = [line for line in usual if line.partition(":")[0].partition(";")[0] not in own]
    event = ["BEGIN:VEVENT", *body, *lines, "END:VEVENT"]
    return "\r\n".join([*head, *event, "END:VCALENDAR", ""])


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "kalender.ics"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def record_of(text: str) -> Mapping[str, Any]:
    """The keys of a written file as the program reads them."""
    document, findings = parse(SourceFile("x.yaml", text.encode()))
    assert document is not None, findings
    found = plain(document.root)
    assert isinstance(found, dict)
    return found


def taken(text: str, today: date = TODAY, until: date | None = None) -> Mapping[str, Any]:
    """The record of the first event in a calendar."""
    found, findings = read_calendar("x.ics", text.encode())
    assert found is not None, findings
    source = Source("Probe", today)
    return record_of(draft_of(found.series[0], source, Window(today, until), {}).text)


# --- calendars of the usual programs


@pytest.mark.parametrize("name", ["outlook", "google", "apple", "nextcloud", "wordpress"])
def test_a_calendar_becomes_drafts_that_pass_all_checks(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = events(project)
    code, said = take(name, capsys=capsys)
    assert code == cli.FINE, said
    new = events(project).keys() - before.keys()
    assert len(new) == 2
    assert all(f"{EVENTS}/{file}" in said for file in new)
    assert {file: events(project)[file] for file in before} == before
    for file in new:
        care = record_of((project / EVENTS / file).read_text("utf-8"))["pflege"]
        assert care["status"] == "eingang"
        assert not {"geprueft_am", "geprueft_von", "intern"} & care.keys()
        assert care["quellen"][0]["art"] == "sonstiges"
        assert care["quellen"][0]["datum"] == str(TODAY)
    code, said = run("check", "--today", str(TODAY), capsys=capsys)
    assert code == cli.FINE, said


@pytest.mark.parametrize("name", ["outlook", "google", "apple", "nextcloud", "wordpress"])
def test_the_second_time_nothing_is_written(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(name, capsys=capsys)
    before = events(project)
    code, said = take(name, capsys=capsys)
    assert code == cli.FINE
    assert events(project) == before
    assert "Schon da (2):" in said
    assert "Nichts Neues angelegt." in said
    assert "geändert" not in said


SECRET = (
    *("teams.microsoft", "meetup-join", "zoom.us", "meet.google", "bbb.hilft", "geheim", "GEHEIM"),
    *("Kenncode", "Besprechungs-ID", "abC12x", "Rosa", "Kurt Muster", "info@", "123 45 67"),
    *("030 23125", "Zahnarzt", "meet.google", "mailto"),
)


@pytest.mark.parametrize("name", ["outlook", "google", "apple", "nextcloud", "wordpress"])
def test_no_persons_and_no_ways_into_meetings_are_taken_over(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = events(project)
    _, said = take(name, capsys=capsys)
    new = [data for file, data in events(project).items() if file not in before]
    texts = [said, *(data.decode() for data in new)]
    assert not [(word, text) for word in SECRET for text in texts if word in text]


def made(name: str, project: Path) -> Mapping[str, Any]:
    return record_of((project / EVENTS / f"{name}.yaml").read_text("utf-8"))


def test_outlook(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = take("outlook", "--veranstalter", "nachbarschaftsverein", capsys=capsys)
    singing = made("offenes-singen", project)
    assert singing["beginn"] == "2026-03-10 18:30"
    assert singing["ende"] == "2026-03-10 20:00"
    assert singing["wiederholung"] == {"regel": "am 2. Dienstag im Monat"}
    assert singing["orte"] == ["haus-am-fluss"]
    assert singing["veranstalter"] == ["nachbarschaftsverein"]
    assert singing["kurz"] == "Wir singen Lieder aus aller Welt."
    talk = made("gespraech-am-bildschirm", project)
    assert talk["modus"] == "online"
    assert not {"ort_text", "orte"} & talk.keys()
    assert "ist im Kalender als privat gekennzeichnet" in said
    assert "Telefonnummern, Zugangsdaten und Namen" in said


def test_google(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = take("google", capsys=capsys)
    cake = made("kaffee-und-kuchen", project)
    assert cake["wiederholung"] == {
        "regel": "alle 2 Wochen am Dienstag",
        "bis": "2026-12-15",
        "ausser": ["2026-04-07"],
    }
    assert cake["termine"] == [
        {
            "am": "2026-03-24",
            "verlegt_auf": "2026-03-25 16:00",
            "bis": "18:00",
            "ort_text": "Gemeindesaal am Markt",
            "thema": "Kaffee und Kuchen: Osterbasteln",
        },
        {"am": "2026-04-21", "abgesagt": "ja"},
    ]
    assert cake["orte"] == ["haus-am-fluss"]
    assert cake["kurz"] == "Kaffee & Kuchen für alle."
    assert cake["text"].rstrip().endswith("- mit Spielen\n- mit Zeit zum Reden")
    party = made("sommerfest", project)
    assert (party["beginn"], party["ende"]) == ("2026-07-04 18:00", "2026-07-04 23:00")
    assert party["stand"] == "geplant"
    assert party["kurz"] == "Sommerfest"
    assert "Es gibt keine Beschreibung" in said
    assert "Ohne kommenden Termin, deshalb nicht übernommen: 1" in said


def test_apple(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take("apple", capsys=capsys)
    days = made("pflanzentage", project)
    assert (days["beginn"], days["ende"]) == ("2026-05-15", "2026-05-16")
    assert days["ort_text"] == "Kleingartenanlage Am Wehr, Wehrweg 12, 99998 Lindenau"
    assert days["kontakt"] == {"web": "https://gartenfreunde.example.org/pflanzentage"}
    assert len(days["kurz"]) <= 160
    assert days["kurz"].endswith("ohne etwas …")
    garden = made("samstags-im-garten", project)
    assert garden["wiederholung"] == {
        "regel": "am 1. und 3. Samstag im Monat",
        "bis": "2026-07-18",
    }
    assert garden["ende"] == "2026-04-04 12:30"
    assert "kontakt" not in garden


def test_nextcloud(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = take("nextcloud", capsys=capsys)
    dance = made("tanz-in-die-nacht", project)
    assert dance["wiederholung"]["zusaetzlich"] == ["2026-04-30 20:00"]
    assert dance["ende"] == "2026-03-28 01:00"
    workshop = made("werkstatt", project)
    assert [row["am"] for row in workshop["termine"]][:3] == [
        *("2026-03-05", "2026-04-30", "2026-07-30")
    ]
    assert "„FREQ=MONTHLY;BYDAY=5TH“ lässt sich nicht in Worten sagen" in said
    assert "Vortrag: ist im Kalender abgesagt" in said
    assert "Rundruf: Die Wiederholung „FREQ=HOURLY;COUNT=5“ gibt es hier nicht." in said
    assert "Wochenende am See: Die Termine der Reihe dauern länger als einen Tag" in said


def test_wordpress(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = take("wordpress", capsys=capsys)
    (name,) = [file for file in events(project) if file.startswith("fruehstueck")]
    breakfast = made(name.removesuffix(".yaml"), project)
    assert breakfast["titel"].endswith(" …")
    assert len(breakfast["titel"]) <= 90
    assert breakfast["kurz"] == "Frühstück mit (Brötchen) & Musik."
    assert breakfast["kontakt"] == {"web": "https://hilft.example.org/termin/fruehstueck/"}
    assert "Mail-Adressen und Telefonnummern" in said
    walk = made("maerz-im-gruenen", project)
    assert walk["modus"] == "online"
    assert "ende" not in walk


# --- what is there already


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


ONE = calendar(
    "DTEND;TZID=Europe/Berlin:20260310T200000", "LOCATION:Gemeindesaal", "DESCRIPTION:Ein Abend."
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("20260310T180000", "20260310T173000"),
            "Zeit: im Eintrag 10. März 2026, 18–20 Uhr, im Kalender 10. März 2026, 17:30–20 Uhr",
        ),
        (
            ("LOCATION:Gemeindesaal", "LOCATION:Hof"),
            "Ort: im Eintrag Gemeindesaal, im Kalender Hof",
        ),
        (("DESCRIPTION", "STATUS:CANCELLED\r\nDESCRIPTION"), "im Kalender kein Termin"),
        (
            ("DESCRIPTION", "RDATE;TZID=Europe/Berlin:20260320T180000\r\nDESCRIPTION"),
            "im Eintrag kein Termin, im Kalender 20. März 2026, 18–20 Uhr",
        ),
        (("UID:1@probe", "UID:2@probe"), "Steht nicht mehr im Kalender; bitte nachfragen (1)"),
    ],
)
def test_what_changed_is_told_and_never_overwritten(
    change: tuple[str, str], expected: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(written(project, ONE), capsys=capsys)
    before = (project / EVENTS / "treffen.yaml").read_bytes()
    code, said = take(written(project, changed(ONE, *change)), capsys=capsys)
    assert code == cli.FINE
    assert expected in said
    assert (project / EVENTS / "treffen.yaml").read_bytes() == before


@pytest.mark.parametrize("status", ["nicht_listen", "pausiert", "abgelehnt", "beendet"])
def test_what_an_editor_decided_stays_decided(
    status: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(written(tmp_path, ONE), capsys=capsys)
    file = project / EVENTS / "treffen.yaml"
    text = changed(file.read_text("utf-8"), "status: eingang", f"status: {status}")
    file.unlink()
    (project / EVENTS / "anders-genannt.yaml").write_text(text, "utf-8")
    _, said = take(written(tmp_path, ONE), capsys=capsys)
    assert f"Schon da (1):\n  {EVENTS}/anders-genannt.yaml" in said
    assert not file.exists()


def test_an_editors_own_words_for_the_place_are_no_change(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = changed(ONE, "Gemeindesaal", "Saal im Haus am Fluss\\, Lindenau")
    take(written(tmp_path, text), capsys=capsys)
    file = project / EVENTS / "treffen.yaml"
    own = "orte:\n  - haus-am-fluss"
    ours = changed(file.read_text("utf-8"), "ort_text: Saal im Haus am Fluss, Lindenau", own)
    file.write_text(ours, "utf-8")
    _, said = take(written(tmp_path, text), capsys=capsys)
    assert "geändert" not in said


def test_probable_duplicates_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(written(project, ONE), capsys=capsys)
    code, said = take(written(project, ONE), "--kalender", "Ein anderer", capsys=capsys)
    assert code == cli.FINE
    assert f"{EVENTS}/treffen-2026-03-10.yaml" in said
    assert "[doppel-wahrscheinlich]" in said


def test_names_of_files_are_never_taken_twice(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = ONE[ONE.index("BEGIN:VEVENT") : ONE.index("END:VCALENDAR")]
    more = "".join(event.replace("UID:1@", f"UID:{number}@") for number in range(2, 5))
    take(written(tmp_path, ONE.replace("END:VCALENDAR", more + "END:VCALENDAR")), capsys=capsys)
    new = sorted(file for file in events(project) if file.startswith("treffen"))
    assert new == [
        "treffen-2026-03-10-2.yaml",
        "treffen-2026-03-10-3.yaml",
        "treffen-2026-03-10.yaml",
        "treffen.yaml",
    ]


def test_what_only_one_date_keeps_private_stays_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    special = calendar(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260317T180000",
        "DTSTART;TZID=Europe/Berlin:20260317T190000",
        *("SUMMARY:Geheimes", "LOCATION:Geheimer Ort", "CLASS:PRIVATE"),
    )
    special = special[special.index("BEGIN:VEVENT") : special.index("END:VCALENDAR")]
    text = calendar("RRULE:FREQ=WEEKLY").replace(TAIL, special + TAIL)
    _, said = take(written(project, text), capsys=capsys)
    assert made("treffen", project)["termine"] == [{"am": "2026-03-17", "von": "19:00"}]
    assert "Geheim" not in said + (project / EVENTS / "treffen.yaml").read_text("utf-8")


# --- hostile and broken files


HEAD, TAIL = ONE[: ONE.index("BEGIN:VEVENT")], "END:VCALENDAR\r\n"
MANY = "BEGIN:VEVENT\r\nUID:x\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n" * (MAX_RULES + 1)
ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Langsam\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "RRULE:FREQ=SECO\r\n NDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "kalender-nicht-lesbar", id="empty"),
        pytest.param(b"<html>Anmelden</html>", "kalender-nicht-lesbar", id="login page"),
        pytest.param(b"\x00\x01\x02" * 99, "kalender-nicht-lesbar", id="binary"),
        pytest.param(b"BEGIN:VCARD\nFN:x\nEND:VCARD\n", "kalender-nicht-lesbar", id="card"),
        pytest.param(ONE[:-40].encode(), "kalender-nicht-lesbar", id="cut off"),
        pytest.param(ONE.encode("utf-16"), "kodierung-nicht-utf8", id="utf-16"),
        pytest.param(ONE.replace("Ein", "Schön").encode("latin-1"), "kodierung-nicht-utf8"),
        pytest.param((HEAD + TAIL).encode(), "kalender-ohne-termine", id="no events"),
        pytest.param(ONE.encode() + b"\n" * MAX_BYTES, "kalender-zu-gross", id="too big"),
        pytest.param(
            (HEAD + "BEGIN:VTODO\r\nEND:VTODO\r\n" * MAX_COMPONENTS + TAIL).encode(),
            "kalender-zu-gross",
            id="too many",
        ),
        pytest.param(
            ONE.replace("END:VCALENDAR", MANY + "END:VCALENDAR").encode(),
            "kalender-zu-gross",
            id="too many rules",
        ),
        pytest.param(
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 4000, "kalender-nicht-lesbar", id="deep"
        ),
        pytest.param(
            ONE.replace("Europe/Berlin", "Mars/Olympus").encode(), "kalender-zeitzone", id="zone"
        ),
        pytest.param(
            ONE.replace("BEGIN:VEVENT", ZONE + "BEGIN:VEVENT").encode(),
            "kalender-nicht-lesbar",
            id="endless zone",
        ),
    ],
)
def test_a_bad_file_is_answered_and_nothing_is_written(
    data: bytes, code: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = events(project)
    exit_code, said = take(written(tmp_path, data), capsys=capsys)
    assert exit_code == cli.FINDINGS
    assert f"[{code}]" in said
    assert "Nichts übernommen." in said
    assert events(project) == before


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["RRULE:FREQ=SECONDLY"], "gibt es hier nicht"),
        (["RRULE:FREQ=DAILY;BYHOUR=8,9"], "gibt es hier nicht"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "gibt es hier nicht"),
        (["RRULE:FREQ=FOO"], "unlesbar: RRULE"),
        (["RRULE:FREQ=DAILY;COUNT=99999999"], "zu viele Termine"),
        (["DTSTART:19200101T100000", "RRULE:FREQ=DAILY"], "zu viele Termine"),
        (["DTSTART:00010101T100000", "RRULE:FREQ=DAILY"], "kann nicht stimmen"),
        (["RRULE:FREQ=WEEKLY", "EXRULE:FREQ=MONTHLY"], "unlesbar: EXRULE"),
        (["DTSTART:kaputt"], "unlesbar: DTSTART"),
        (["DTEND;VALUE=DATE:20260312"], "nicht gleich genau"),
        (["UID:"], "hat keine Kennung"),
        (["SUMMARY:"], "hat keinen Titel"),
        (["SUMMARY:https://zoom.us/j/1"], "hat keinen Titel"),
        (["CLASS:CONFIDENTIAL"], "privat"),
        (["RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20260401"], "keine Uhrzeit"),
        (["RDATE;VALUE=PERIOD:20260401T100000Z/PT9H"], "unlesbar: RDATE"),
    ],
)
def test_a_bad_event_is_left_out_with_the_reason(
    lines: list[str], reason: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ONE[ONE.index("BEGIN:VEVENT") : ONE.index("END:VCALENDAR")].replace("1@", "gut@")
    text = calendar(*lines).replace(TAIL, good.replace("Treffen", "Gutes Treffen") + TAIL)
    code, said = take(written(project, text), capsys=capsys)
    assert code == cli.FINE
    assert (project / EVENTS / "gutes-treffen.yaml").is_file()
    assert "Nicht übernommen (1):" in said
    assert reason in said
    assert not (project / EVENTS / "treffen.yaml").exists()


def test_a_time_that_does_not_exist_is_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    night = ONE.replace("20260310T180000", "20260329T023000").replace("20260310T20", "20260329T20")
    night = night[night.index("BEGIN:VEVENT") : night.index("END:VCALENDAR")]
    night = night.replace("1@probe", "2@probe").replace("Treffen", "Nachtlauf")
    code, said = take(written(project, ONE.replace(TAIL, night + TAIL)), capsys=capsys)
    assert code == cli.FINE
    assert "Nachtlauf: Am 29. März 2026 gibt es 02:30 nicht" in said
    assert (project / EVENTS / "treffen.yaml").is_file()
    assert not (project / EVENTS / "nachtlauf.yaml").exists()


def test_dates_after_a_list_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(project, calendar("RRULE:FREQ=MONTHLY;BYDAY=5TU"))
    take(file, capsys=capsys)
    _, said = take(file, capsys=capsys, today=date(2026, 6, 1))
    assert "Termine: im Eintrag bis 29. Dezember 2026, im Kalender weitere ab" in said
    assert "Zeit:" not in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--veranstalter", "nachbarschaftsvereine"], "Meinten Sie „nachbarschaftsverein“?"),
        (["--bis", "2026-02-01"], "--bis: Dieser Tag ist schon vorbei."),
        (["--bis", "morgen"], "--bis: „morgen“ ist kein Tag"),
        (["--kalender", " "], "--kalender: Bitte nennen Sie den Kalender"),
        (["--kalender", "rosa@example.org"], "--kalender: Bitte nennen Sie den Kalender"),
    ],
)
def test_wrong_usage_is_said(
    arguments: list[str], sentence: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = events(project)
    code, said = take(written(project, ONE), *arguments, capsys=capsys)
    assert code == cli.USAGE
    assert sentence in said
    assert events(project) == before


def test_a_calendar_that_is_called_like_a_mail_address_needs_a_name(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, ONE.replace("CALNAME:Probe", "CALNAME:rosa@example.org"))
    assert take(file, capsys=capsys)[0] == cli.USAGE
    assert take(file, "--kalender", "Kalender des Vereins", capsys=capsys)[0] == cli.FINE
    assert made("treffen", project)["herkunft"]["kalender"] == "Kalender des Vereins"


def test_no_file_is_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = take(project / "fehlt.ics", capsys=capsys)
    assert code == cli.USAGE
    assert "lässt sich nicht lesen" in said


def test_a_project_with_errors_takes_nothing_over(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / EVENTS / "uferfest.yaml").write_text("titel: x\ntitel: y\n", "utf-8")
    before = events(project)
    code, said = take(written(tmp_path, ONE), capsys=capsys)
    assert code == cli.FINDINGS
    assert "[schluessel-doppelt]" in said
    assert events(project) == before


@pytest.mark.parametrize("second", ["uferfest.yaml", "uferfest.yaml/x.yaml", "link.yaml"])
def test_all_files_are_written_or_none(second: str, project: Path, tmp_path: Path) -> None:
    """The second of two files is there meanwhile, or cannot be written."""
    (project / EVENTS / "link.yaml").symlink_to(tmp_path / "nirgends")
    before = sorted(path.name for path in (project / EVENTS).iterdir())
    made = {f"{EVENTS}/neu.yaml": b"x", f"{EVENTS}/{second}": b"y"}
    try:
        findings = put_new(project, made)
    except UsageError as error:
        assert "lässt sich nicht schreiben" in str(error)  # noqa: PT017 - one of three ways
    else:
        assert [it.is_error for it in findings] == [True]
    assert sorted(path.name for path in (project / EVENTS).iterdir()) == before
    assert not (tmp_path / "nirgends").exists()


# --- words


@pytest.mark.parametrize(
    ("text", "kept", "dropped"),
    [
        ("Kommen Sie gern. Fragen an rosa@example.org.", "Kommen Sie gern.", ("Mail-Adressen",)),
        ("Wir sind da: 0711/123456", "", ("Telefonnummern",)),
        ("Am 01.12.2026 von 10.00 - 12.30 Uhr", "Am 01.12.2026 von 10.00 - 12.30 Uhr", ()),
        ("Es kostet 5,00 Euro, z. B. bar.", "Es kostet 5,00 Euro, z. B. bar.", ()),
        ("Leitung: Frau Dr. Muster. Eintritt frei.", "Eintritt frei.", ("Namen",)),
        ("Meeting-ID: 12", "", ("Zugangsdaten",)),
        ("Mehr auf www.example.org/a. Bis bald!", "Bis bald!", ("Web-Adressen",)),
        ("Moderation: Rosa Beispiel. Mit Musik.", "Mit Musik.", ("Namen",)),
        ("<p>Eins</p><script>x()</script><p>Zwei</p>", "Eins\nZwei", ()),
        ("5 < 6 und a > b", "5 < 6 und a > b", ()),
        ("\u202eUmgekehrt\u200b", "Umgekehrt", ()),
    ],
)
def test_words(text: str, kept: str, dropped: tuple[str, ...]) -> None:
    found = words_of(text, ["Rosa Beispiel"])
    assert (found.text, found.dropped) == (kept, dropped)


@given(st.text(alphabet=st.sampled_from("ab A.!*_#-[]()<>&;`|\\{}1\n\t 'ß„“"), max_size=80))
def test_any_description_fits_or_is_dropped(text: str) -> None:
    found = words_of(text).text
    prose = as_prose(found)
    lines = ["DESCRIPTION:" + icalendar.vText(text).to_ical().decode()]
    record = taken(calendar(*lines))
    Event.model_validate(record)
    assert prose is None or "\n" not in first_sentence(found)


# --- dates, judged by another implementation


def judged(text: str, since: date, until: date) -> list[Span]:
    """Begin, end and whether it is cancelled, in German time, of everything that begins then."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(
        since - timedelta(days=1), until + timedelta(days=2)
    )
    spans = {_span(event) for event in found}
    return sorted((s for s in spans if since <= _day(s[0]) <= until), key=str)


def _span(event: Any) -> Span:
    begin, end = (_german(event[name].dt) for name in ("DTSTART", "DTEND"))
    if event.get("STATUS") == "CANCELLED":
        return _day(begin), None, True
    if not isinstance(begin, datetime):
        end = max(begin, end - timedelta(days=1))
    elif end <= begin:
        return begin, None, False
    return begin, end, False


def _german(moment: date) -> Any:
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(BERLIN).replace(tzinfo=None, fold=0)
    return moment


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def said_by(record: Mapping[str, Any], since: date, until: date) -> list[Span]:
    event = Event.model_validate(record)
    spans = ((begin, end, off) for (begin, end), off in told_by(event, since, until))
    return sorted(spans, key=str)


def last_listed(record: Mapping[str, Any]) -> date:
    """Until when a list of dates speaks; a rule speaks for ever."""
    if "wiederholung" in record or "termine" not in record:
        return TODAY + timedelta(days=3 * AHEAD)
    return max(date.fromisoformat(row["am"]) for row in record["termine"])


ZONES = ("Europe/Berlin", "Europe/Vienna", "America/New_York", "Asia/Kathmandu", "UTC", "", "DATE")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def stamp(moment: datetime, zone: str) -> str:
    """A time as a calendar of that zone writes it, without the name of its property."""
    if zone == "DATE":
        return f";VALUE=DATE:{moment:%Y%m%d}"
    if zone == "UTC":
        return f":{moment:%Y%m%dT%H%M%SZ}"
    return f";TZID={zone}:{moment:%Y%m%dT%H%M%S}" if zone else f":{moment:%Y%m%dT%H%M%S}"


def instant(moment: datetime, zone: str) -> str:
    """UNTIL: a day for days, floating for floating times, else UTC."""
    if zone == "DATE":
        return f"{moment:%Y%m%d}"
    if not zone:
        return f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    interval = draw(st.sampled_from([1, 1, 1, 2, 3, 5, 7, 14]))
    parts += [f"INTERVAL={interval}"] if interval > 1 else []
    days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True)
    nths = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
    form = draw(st.sampled_from(["", "day", "nth", "date", "place"]))
    if form == "day" and frequency in {"DAILY", "WEEKLY"}:
        parts.append(f"BYDAY={','.join(draw(days))}")
    if form == "nth" and frequency in {"MONTHLY", "YEARLY"}:
        numbers = draw(st.lists(nths, min_size=1, max_size=2, unique=True))
        named = [f"{nth}{day}" for nth in numbers for day in draw(days)[:2]]
        parts.append(f"BYDAY={','.join(named)}")
    if form == "place" and frequency == "MONTHLY":
        parts.append(f"BYDAY={','.join(draw(days))};BYSETPOS={draw(nths)}")
    if form == "date" and frequency in {"MONTHLY", "YEARLY"}:
        parts.append(f"BYMONTHDAY={draw(st.sampled_from([1, 15, 28, 29, 30, 31, -1, -3]))}")
    if frequency == "YEARLY" and form in {"nth", "date"}:
        months = st.lists(st.integers(1, 12), min_size=1, max_size=2, unique=True)
        parts.append(f"BYMONTH={','.join(map(str, draw(months)))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU']))}")
    return ";".join(parts)


@st.composite
def calendars(draw: st.DrawFn) -> str:
    """A series as programs write it, with exceptions that hit its own dates."""
    zone = draw(st.sampled_from(ZONES))
    days = st.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=300))
    clocks = st.sampled_from([time(9), time(14, 30), time(18), time(22), time(0), time(2, 30)])
    start = datetime.combine(draw(days), time() if zone == "DATE" else draw(clocks))
    length = timedelta(minutes=draw(st.sampled_from([0, 60, 90, 300, 720])))
    rule = draw(rules())
    ending = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if ending == "COUNT":
        rule += f";COUNT={draw(st.integers(1, 120))}"
    if ending == "UNTIL":
        last = start + timedelta(days=draw(st.integers(0, 1500)))
        rule += f";UNTIL={instant(last, zone)}"
    lines = [f"DTSTART{stamp(start, zone)}", f"RRULE:{rule}"]
    if zone != "DATE" and length:
        lines.append(f"DURATION:PT{int(length.total_seconds()) // 60}M")
    plain_text = calendar(*lines)
    coming = recurring_ical_events.of(icalendar.Calendar.from_ical(plain_text)).between(
        TODAY, TODAY + timedelta(days=AHEAD)
    )
    own = [_wall(event["DTSTART"].dt) for event in coming][:40]
    assume(own)
    picked = draw(st.lists(st.sampled_from(own), max_size=4, unique=True))
    more, overrides = [], []
    for moment in picked:
        what = draw(st.sampled_from(["out", "off", "moved", "later", "also"]))
        if what == "out":
            more.append(f"EXDATE{stamp(moment, zone)}")
        elif what == "also":
            extra = moment + timedelta(days=draw(st.integers(1, 40)))
            more.append(f"RDATE{stamp(extra, zone)}")
        else:
            overrides.append(_override(draw, what, moment, length, zone))
    return calendar(*lines, *more).replace(TAIL, "".join(overrides) + TAIL)


def _wall(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _override(draw: st.DrawFn, what: str, moment: datetime, length: timedelta, zone: str) -> str:
    shift = timedelta()
    if what == "moved":
        shift = timedelta(days=draw(st.integers(1, 20)))
    if what == "later" and zone != "DATE":
        shift = timedelta(minutes=draw(st.sampled_from([-60, 30, 45])))
    lines = [
        *("BEGIN:VEVENT", "UID:1@probe", "SUMMARY:Treffen"),
        f"RECURRENCE-ID{stamp(moment, zone)}",
        f"DTSTART{stamp(moment + shift, zone)}",
    ]
    if length and zone != "DATE":
        lines.append(f"DURATION:PT{int(length.total_seconds()) // 60}M")
    lines += ["STATUS:CANCELLED"] if what == "off" else []
    return "\r\n".join([*lines, "END:VEVENT", ""])


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(calendars())
def test_a_record_has_exactly_the_dates_of_its_calendar(text: str) -> None:
    ahead = TODAY + timedelta(days=AHEAD)
    truth = judged(text, TODAY, ahead)
    try:
        record = taken(text)
    except LeftOutError:
        record = {}
    if not record:
        assert all(is_off for *_, is_off in truth)
        return
    until = min(last_listed(record), ahead)
    assert said_by(record, TODAY, until) == judged(text, TODAY, until)
    if last_listed(record) < ahead:
        later = [span for span in judged(text, until + timedelta(days=1), ahead) if not span[2]]
        assert not later or len(record["termine"]) == MOST_DATES


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY", "jeden Dienstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "alle 2 Wochen am Dienstag"),
        ("FREQ=DAILY", "täglich"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "Montag bis Freitag"),
        ("FREQ=DAILY;INTERVAL=14", "alle 2 Wochen am Dienstag"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;WKST=SU", "jeden Dienstag und Donnerstag"),
        ("FREQ=MONTHLY", "am 10. im Monat"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag im Monat"),
        ("FREQ=MONTHLY;BYDAY=2TU", "am 2. Dienstag im Monat"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "am 2. Dienstag im Monat"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "jeden 2. Monat am letzten Freitag"),
        ("FREQ=YEARLY", "jedes Jahr am 10. März"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=-1SU", "jedes Jahr am letzten Sonntag im November"),
    ],
)
def test_rules_in_editors_words(rule: str, words: str) -> None:
    assert taken(calendar(f"RRULE:{rule}"))["wiederholung"]["regel"] == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=5TU",
        "FREQ=MONTHLY;BYDAY=-2TU",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=30",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ],
)
def test_what_has_no_words_becomes_a_list(rule: str) -> None:
    text = calendar(f"RRULE:{rule}")
    record = taken(text)
    assert "wiederholung" not in record
    assert 0 < len(record["termine"]) <= MOST_DATES
    until = last_listed(record)
    assert said_by(record, TODAY, until) == judged(text, TODAY, until)


def test_a_list_is_capped() -> None:
    record = taken(calendar("RRULE:FREQ=DAILY;INTERVAL=3"))
    assert len(record["termine"]) == MOST_DATES


def test_the_last_wanted_day_caps_rules_lists_and_single_events() -> None:
    until = date(2026, 4, 1)
    assert taken(calendar("RRULE:FREQ=WEEKLY"), until=until)["wiederholung"]["bis"] == str(until)
    record = taken(calendar("RRULE:FREQ=DAILY;INTERVAL=3"), until=until)
    assert record["termine"][-1]["am"] == "2026-03-31"
    with pytest.raises(LeftOutError, match=r"beginnt nach dem 9\. März 2026"):
        taken(calendar(), until=date(2026, 3, 9))


def test_a_series_that_shifts_with_another_zones_clock_is_no_rule() -> None:
    text = calendar("DTSTART:20260310T170000Z", "RRULE:FREQ=WEEKLY;COUNT=6")
    record = taken(text)
    assert [row.get("von") for row in record["termine"]] == [
        *(None, None, None, "19:00", "19:00", "19:00")
    ]


def test_an_end_that_is_only_a_day_is_a_question(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(project, calendar("RRULE:FREQ=WEEKLY;UNTIL=20260331"))
    _, said = take(file, capsys=capsys)
    assert made("treffen", project)["wiederholung"]["bis"] == "2026-03-30"
    assert "Ob der 31. März 2026 noch zur Reihe gehört, sagt der Kalender nicht." in said


def test_a_changed_date_without_its_series_is_an_event_of_its_own() -> None:
    text = calendar("RECURRENCE-ID;TZID=Europe/Berlin:20260303T180000")
    record = taken(text)
    assert said_by(record, TODAY, date(2026, 12, 31)) == judged(text, TODAY, date(2026, 12, 31))


@pytest.mark.parametrize("size", [200, 201, 5000])
def test_a_long_uid_is_still_known_the_next_time(
    size: int, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(project, calendar(f"UID:{'x' * size}"))
    assert take(file, capsys=capsys)[0] == cli.FINE
    _, said = take(file, capsys=capsys)
    assert "Schon da (1):" in said


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_both_line_endings_are_read(ending: str) -> None:
    assert taken(ONE.replace("\r\n", ending))["titel"] == "Treffen"


def foreign() -> Iterable[Path]:
    return sorted(FOREIGN.rglob("*.ics"))


@pytest.mark.parametrize("file", foreign(), ids=lambda file: file.name)
def test_calendars_of_others_raise_nothing(file: Path) -> None:
    found, findings = read_calendar(file.name, file.read_bytes())
    assert (found is None) == bool(findings)
    for series in found.series if found else ():
        today = date(2019, 3, 1)
        try:
            draft = draft_of(series, Source("Fremd", today), Window(today), {})
        except LeftOutError as reason:
            assert str(reason)  # noqa: PT017 - either is right, but never without a reason
            continue
        Event.model_validate(record_of(draft.text))
