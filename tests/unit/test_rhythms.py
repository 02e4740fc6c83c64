"""Rhythms in editors' words: what each phrase means, or why it is refused and what to write.

The phrases stand in `rhythm_phrases.txt`, one to a line: `phrase = the words of its one meaning`,
or `phrase ! code of the finding {what is offered instead}`.
"""

import re
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from sitegen.messages import rules
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.models.times import Recurrence, TimeRule, Times
from sitegen.rhythms import LAST, Rhythm
from sitegen.rhythmwords import parse_rhythm

TABLE = Path(__file__).with_name("rhythm_phrases.txt").read_text("utf-8").splitlines()
_MEANT = re.compile(r"(.+) = (.+)")
_REFUSED = re.compile(r"(.+) ! ([a-z-]+)(?: \{(.+)\})?")
MEANT = [match.groups() for line in TABLE if (match := _MEANT.fullmatch(line))]
REFUSED = [match.groups() for line in TABLE if (match := _REFUSED.fullmatch(line))]
OTHER_KEY = "rhythmus-anderer-schluessel"


def refused(phrase: str) -> PydanticCustomError:
    with pytest.raises(PydanticCustomError) as error:
        parse_rhythm(phrase)
    return error.value


def test_the_table_is_read_to_the_last_line() -> None:
    assert len(MEANT) + len(REFUSED) == len(TABLE) == len(set(TABLE))
    assert len(MEANT) > 150
    assert len(REFUSED) > 150


@pytest.mark.parametrize(("phrase", "words"), MEANT)
def test_a_phrase_has_one_meaning_and_its_words_have_the_same(phrase: str, words: str) -> None:
    rhythm = parse_rhythm(phrase)
    assert rhythm.words == words
    assert parse_rhythm(words) == rhythm
    assert parse_rhythm(phrase.upper()) == parse_rhythm(f"  {phrase} ") == rhythm


@pytest.mark.parametrize(("phrase", "code", "offered"), REFUSED)
def test_a_phrase_is_refused_with_what_to_write(
    phrase: str, code: str, offered: str | None
) -> None:
    error = refused(phrase)
    assert error.type == code
    assert code in rules()
    values = error.context or {}
    assert offered == (" / ".join(map(str, values.values())) or None)
    if code != OTHER_KEY and offered:
        for advice in offered.split(" / "):
            assert parse_rhythm(advice).words == advice


def test_other_keys_that_are_named_exist() -> None:
    models = (Times, TimeRule, Recurrence, Event, Offer)
    keys = {field.alias for model in models for field in model.model_fields.values()}
    named = {offered for _, code, offered in REFUSED if code == OTHER_KEY}
    words = {word for text in named for word in re.findall(r"[a-zä_]{3,}(?=:| und |, |$)", text)}
    values = {"ja", "nein", "nur", "offen", "zu", "oder", "täglich"}
    assert words - values <= keys
    assert {"nach_vereinbarung", "ferien", "feiertage", "ausnahmen", "text"} <= words


@pytest.mark.parametrize(
    "phrase",
    [
        # Each of these was, or could easily be, taken for a rhythm that nobody meant.
        *("Montag bis Montag", "Di und Di", "1. und 1. Montag im Monat", "Mo–Mi und Mittwoch"),
        *("alle 2 Wochen am Samstag bis Montag", "alle 2 Wochen am Sonntag und Montag"),
        *("Dienstag oder Mittwoch", "Mo Fr", "am 1. Freitag und Samstag im Monat"),
        *("jedes Jahr am 1. Montag und Dienstag im Mai", "am 1. Montag im Mai und Juni"),
        *("dienstags und donnerstags alle 2 Wochen", "Mo, Mi; Fr jede 2. Woche"),
        *("-Dienstag", "Dienstag-", "Dienstag und", "Montag Dienstag Mittwoch Donnerstag"),
        *("am 3. jeden 2. Dienstag", "31.", "2", "jeden 2.", "am letzten", "Monat"),
        *("²", "am ². im Monat", "Dienstag" * 11),
    ],
)
def test_nothing_is_guessed(phrase: str) -> None:
    assert refused(phrase).type in rules()


def test_a_weekend_that_begins_on_sunday_is_two_rhythms() -> None:
    error = refused("alle 2 Wochen am Freitag bis Montag")
    assert error.context == {
        "eins": "alle 2 Wochen am Freitag, Samstag und Sonntag",
        "zwei": "alle 2 Wochen am Montag",
    }


@pytest.mark.parametrize(
    ("phrase", "first", "expected"),
    [
        ("dienstags", (2026, 11, 22), ["2026-11-24", "2026-12-01", "2026-12-08"]),
        ("Fr-Mo", (2026, 11, 22), ["2026-11-22", "2026-11-23", "2026-11-27", "2026-11-28"]),
        ("alle 2 Wochen am Dienstag", (2026, 12, 22), ["2026-12-22", "2027-01-05", "2027-01-19"]),
        # A year of 53 weeks: two odd weeks follow each other, and the rhythm goes on.
        (
            "alle 2 Wochen am Mittwoch und Freitag",
            (2026, 12, 18),
            ["2026-12-18", "2026-12-30", "2027-01-01", "2027-01-13"],
        ),
        ("am 1. und 3. Mittwoch im Monat", (2026, 12, 3), ["2026-12-16", "2027-01-06"]),
        ("am letzten Freitag im Monat", (2028, 2, 1), ["2028-02-25", "2028-03-31"]),
        ("am letzten Tag im Monat", (2028, 1, 31), ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (
            "jeden 2. Monat am 3. Dienstag",
            (2026, 1, 20),
            ["2026-01-20", "2026-03-17", "2026-05-19", "2026-07-21"],
        ),
        ("jeden 2. Monat am letzten Tag", (2026, 12, 31), ["2026-12-31", "2027-02-28"]),
        ("jedes Jahr am letzten Tag im Februar", (2027, 1, 1), ["2027-02-28", "2028-02-29"]),
        ("jedes Jahr am 2. Sonntag im Mai", (2026, 5, 11), ["2027-05-09", "2028-05-14"]),
        ("alle 2 Jahre am 3. Oktober", (2026, 10, 3), ["2026-10-03", "2028-10-03"]),
    ],
)
def test_days(phrase: str, first: tuple[int, int, int], expected: list[str]) -> None:
    begin = date(*first)
    days = parse_rhythm(phrase).days(begin, begin, begin + timedelta(days=1100))
    assert [day.isoformat() for day in islice(days, len(expected))] == expected


def test_days_are_counted_from_the_first_and_given_from_any_other() -> None:
    rhythm = parse_rhythm("alle 3 Wochen am Montag und Donnerstag")
    first = date(2026, 1, 8)
    every = list(rhythm.days(first, first, date(2028, 12, 31)))
    for since in (date(2026, 1, 9), date(2027, 6, 30), date(2028, 2, 29)):
        later = list(rhythm.days(first, since, date(2028, 12, 31)))
        assert later == [day for day in every if day >= since]
    assert list(rhythm.days(first, date(2025, 1, 1), date(2026, 1, 7))) == []
    assert list(rhythm.days(first, date(2026, 2, 1), date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("woche", 1, (1, 3)), {"FREQ": "WEEKLY", "BYDAY": ["TU", "TH"]}),
        (
            Rhythm("woche", 2, (0,)),
            {"FREQ": "WEEKLY", "INTERVAL": 2, "WKST": "MO", "BYDAY": ["MO"]},
        ),
        (Rhythm("monat", 1, (4,), (1, LAST)), {"FREQ": "MONTHLY", "BYDAY": ["1FR", "-1FR"]}),
        (Rhythm("monat", day=LAST), {"FREQ": "MONTHLY", "BYMONTHDAY": -1}),
        (
            Rhythm("jahr", 1, (6,), (2,), month=5),
            {"FREQ": "YEARLY", "BYMONTH": 5, "BYDAY": ["2SU"]},
        ),
        (Rhythm("jahr", day=8, month=3), {"FREQ": "YEARLY", "BYMONTH": 3, "BYMONTHDAY": 8}),
    ],
)
def test_the_rule_that_calendars_read(rhythm: Rhythm, expected: dict[str, object]) -> None:
    assert rhythm.rrule() == expected


PAGE = Path(__file__).parents[2] / "docs" / "handbuch" / "zeiten.md"


def rows(heading: str) -> list[tuple[str, str]]:
    """The rows of the table of the handbook's page that has this head."""
    table = PAGE.read_text("utf-8").partition(f"| {heading} |\n")[2].partition("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE)


def test_the_handbook_says_what_is_understood() -> None:
    understood = rows("Sie schreiben | Das Programm versteht")
    assert len(understood) > 10
    assert [parse_rhythm(phrase).words for phrase, _ in understood] == [it for _, it in understood]


def test_the_handbook_says_what_is_not_understood() -> None:
    phrases = [phrase for phrase, _ in rows("Das versteht es nicht | weil")]
    assert len(phrases) > 5
    assert {refused(phrase).type for phrase in phrases} >= {
        "rhythmus-mehrdeutig",
        "rhythmus-ueberspringt",
        "rhythmus-zwei-regeln",
        "rhythmus-ohne-tag",
        OTHER_KEY,
    }
