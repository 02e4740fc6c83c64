"""Facts in easy words: a table of cases for every filter that easy pages use."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from sitegen import easywords
from sitegen.easywords import (
    easy_age,
    easy_clock,
    easy_day,
    easy_hours,
    easy_lines,
    easy_listed,
    easy_money,
    easy_number,
    easy_phone,
    easy_rhythm,
    easy_sentence,
)
from sitegen.rhythms import Rhythm
from sitegen.rhythmwords import parse_rhythm

NINE, TEN_PAST, MIDNIGHT = time(9), time(9, 10), time(0)

CASES: tuple[tuple[Callable[..., Any], tuple[Any, ...], Any], ...] = (
    (easy_clock, (NINE,), "9 Uhr"),
    (easy_clock, (time(9, 30),), "9:30 Uhr"),
    (easy_clock, (time(9, 5),), "9:05 Uhr"),
    (easy_clock, (MIDNIGHT,), "0 Uhr"),
    (easy_clock, (time(23, 59),), "23:59 Uhr"),
    (easy_hours, (NINE, time(17)), "Von 9 Uhr bis 17 Uhr"),
    (easy_hours, (TEN_PAST, time(17, 30)), "Von 9:10 Uhr bis 17:30 Uhr"),
    (easy_hours, (NINE, None), "Ab 9 Uhr"),
    (easy_hours, (None, time(17)), "Bis 17 Uhr"),
    (easy_hours, (None, MIDNIGHT), "Bis 24 Uhr"),
    (easy_hours, (time(20), MIDNIGHT), "Von 20 Uhr bis 24 Uhr"),
    (easy_hours, (MIDNIGHT, time(6)), "Von 0 Uhr bis 6 Uhr"),
    (easy_hours, (time(22), time(2)), "Von 22 Uhr bis 2 Uhr am nächsten Morgen"),
    (easy_hours, (time(18), time(14)), "Von 18 Uhr bis 14 Uhr am nächsten Tag"),
    (easy_hours, (NINE, NINE), "Von 9 Uhr bis 9 Uhr am nächsten Tag"),
    (easy_hours, (None, None), ""),
    (easy_day, ("2026-03-01",), "Sonntag, 1. März 2026"),
    (easy_day, ("2026-12-31",), "Donnerstag, 31. Dezember 2026"),
    (easy_day, ("2026-03",), "März 2026"),
    (easy_day, ("2026",), "2026"),
    (easy_money, (Decimal(5),), "5 Euro"),
    (easy_money, (Decimal("5.00"),), "5 Euro"),
    (easy_money, (Decimal("4.50"),), "4 Euro und 50 Cent"),
    (easy_money, (Decimal("4.5"),), "4 Euro und 50 Cent"),
    (easy_money, (Decimal("4.05"),), "4 Euro und 5 Cent"),
    (easy_money, (Decimal("0.50"),), "50 Cent"),
    (easy_money, (Decimal(0),), "0 Euro"),
    (easy_money, (Decimal(1),), "1 Euro"),
    (easy_phone, ("030 23125 200",), "030 231 25 200"),
    (easy_phone, ("0711 20300999",), "0711 20 30 09 99"),
    (easy_phone, ("0711 6406117",), "0711 640 61 17"),
    (easy_phone, ("0711 220709-0",), "0711 22 07 09 0"),
    (easy_phone, ("0711 2345",), "0711 23 45"),
    (easy_phone, ("+49 711 640611",), "+49 711 64 06 11"),
    (easy_phone, ("0800 111 0 111",), "0800 111 0 111"),
    (easy_phone, ("116 123",), "116 123"),
    (easy_phone, ("115",), "115"),
    (easy_listed, ((),), ""),
    (easy_listed, (("Deutsch",),), "Deutsch"),
    (easy_listed, (("Deutsch", "Türkisch"),), "Deutsch und Türkisch"),
    (easy_listed, (("A", "B", "C"),), "A, B und C"),
    (easy_number, (0,), "0"),
    (easy_number, (950,), "950"),
    (easy_number, (1000,), "1 Tausend"),
    (easy_number, (14000,), "14 Tausend"),
    (easy_number, (14795,), "mehr als 14 Tausend"),
    (easy_number, (1_000_000,), "1 Million"),
    (easy_number, (1_300_000,), "mehr als 1 Million"),
    (easy_number, (2_000_001,), "mehr als 2 Millionen"),
    (easy_age, (60, None), "Ab 60 Jahren"),
    (easy_age, (None, 27), "Bis 27 Jahre"),
    (easy_age, (18, 27), "Von 18 bis 27 Jahren"),
    (easy_age, (0, 3), "Von 0 bis 3 Jahren"),
    (easy_age, (None, None), ""),
    (easy_rhythm, ("täglich",), "Jeden Tag"),
    (easy_rhythm, ("jeden Montag",), "Jeden Montag"),
    (easy_rhythm, ("jeden Montag und Freitag",), "Jeden Montag und jeden Freitag"),
    (
        easy_rhythm,
        ("jeden Montag, Mittwoch und Freitag",),
        "Jeden Montag, jeden Mittwoch und jeden Freitag",
    ),
    (easy_rhythm, ("Montag bis Freitag",), "Von Montag bis Freitag"),
    (easy_rhythm, ("Montag bis Mittwoch und Freitag",), "Von Montag bis Mittwoch und am Freitag"),
    (easy_rhythm, ("Samstag bis Montag",), "Von Samstag bis Montag"),
    (easy_rhythm, ("alle 2 Wochen am Dienstag",), "Alle 2 Wochen am Dienstag"),
    (
        easy_rhythm,
        ("alle 2 Wochen am Dienstag und Freitag",),
        "Alle 2 Wochen am Dienstag und am Freitag",
    ),
    (
        easy_rhythm,
        ("am 1. und 3. Dienstag im Monat",),
        "Am 1. Dienstag und am 3. Dienstag im Monat",
    ),
    (easy_rhythm, ("am letzten Freitag im Monat",), "Am letzten Freitag im Monat"),
    (easy_rhythm, ("am 15. im Monat",), "Am 15. Tag im Monat"),
    (easy_rhythm, ("am letzten Tag im Monat",), "Am letzten Tag im Monat"),
    (easy_rhythm, ("jeden 2. Monat am 3. Dienstag",), "Alle 2 Monate am 3. Dienstag im Monat"),
    (easy_rhythm, ("jedes Jahr am 24. Dezember",), "Jedes Jahr am 24. Dezember"),
    (easy_rhythm, ("jedes Jahr am 2. Sonntag im Mai",), "Jedes Jahr am 2. Sonntag im Mai"),
    (easy_rhythm, ("jedes Jahr am letzten Tag im Mai",), "Jedes Jahr am letzten Tag im Mai"),
    (easy_rhythm, ("alle 2 Jahre am 3. Oktober",), "Alle 2 Jahre am 3. Oktober"),
    (easy_rhythm, ("etwa drei Mal im Jahr",), "Etwa 3 Mal im Jahr"),
    (easy_sentence, ("Mo–Fr 09:00–17.30 Uhr",), "Montag bis Freitag von 9 Uhr bis 17:30 Uhr"),
    (easy_sentence, ("Di/Do ab 14 Uhr",), "Dienstag und Donnerstag ab 14 Uhr"),
    (easy_sentence, ("Mo, Mi und Fr 9 Uhr",), "Montag, Mittwoch und Freitag 9 Uhr"),
    (easy_sentence, ("So geht es.",), "So geht es."),
    (easy_sentence, ("von 9 bis 12 Uhr",), "von 9 Uhr bis 12 Uhr"),
    (easy_sentence, ("Von 9 bis 12 Uhr",), "Von 9 Uhr bis 12 Uhr"),
    (easy_sentence, ("mind. 3 und max. 5 Tage",), "mindestens 3 und höchstens 5 Tage"),
    (easy_sentence, ("um 09.00 Uhr",), "um 9 Uhr"),
    (easy_sentence, ("am 04.03.2026",), "am 4. März 2026"),
    (easy_sentence, ("am 4.3. und 5. 4. 2026",), "am 4. März und 5. April 2026"),
    (easy_sentence, ("Kapitel 2.1.",), "Kapitel 2.1."),
    (easy_sentence, ("im 2. 3. Stock",), "im 2. 3. Stock"),
    (easy_sentence, ("am 40.13.2026",), "am 40.13.2026"),
    (easy_sentence, ("4,50 €, ermäßigt 3,- €",), "4 Euro und 50 Cent, ermäßigt 3 Euro"),
    (easy_sentence, ("1.200 Euro",), "1.200 Euro"),
    *(
        (easy_sentence, (same,), same)
        for same in (
            *(
                "Raum 2.10.",
                "in Raum 3.05.",
                "Im Saal 2.10.",
                "Räume 2.01 bis 2.10.",
                "Raum 2.134.",
            ),
            *("Zimmer 9 bis 12 Uhr", "PLZ 70.173 Stuttgart", "3/4/5 €", "Geben Sie acht."),
            *("bis zu 1.500 Personen", "Bis zu 1.500 Personen", "1.200 bis 1.500 Personen"),
            "höchstens 1.500 Personen",
        )
    ),
    (easy_sentence, ("Am 4.3. und ab 5.3.",), "Am 4. März und ab 5. März"),
    (easy_sentence, ("vom 2.1. bis 4.1.",), "vom 2. Januar bis 4. Januar"),
    (easy_sentence, ("Nr. 12 bis 14 Uhr",), "Nummer 12 bis 14 Uhr"),
    (easy_sentence, ("5,00–7,50 €",), "5 Euro bis 7 Euro und 50 Cent"),
    (easy_sentence, ("5,00 € bis 7,50 €",), "5 Euro bis 7 Euro und 50 Cent"),
    (easy_sentence, ("3/4,50 €",), "3 Euro oder 4 Euro und 50 Cent"),
    (easy_sentence, ("5–7 €",), "5 bis 7 Euro"),
    (easy_sentence, ("zwei, sieben, neun und elf Tage",), "2, 7, 9 und 11 Tage"),
    (easy_sentence, ("ca. 14.795 Personen",), "etwa 14.795 Personen"),
    (easy_sentence, ("14.795 Menschen",), "mehr als 14 Tausend Menschen"),
    (easy_sentence, ("rund 15.000 Menschen",), "rund 15 Tausend Menschen"),
    (easy_sentence, ("rund 14.795 Menschen",), "rund 14.795 Menschen"),
    (easy_sentence, ("An fünf Tagen, z. B. im Mai",), "An 5 Tagen, zum Beispiel im Mai"),
    (easy_sentence, ("ca. zwölf Plätze inkl. Essen",), "etwa 12 Plätze mit Essen"),
    (
        easy_lines,
        ("Montag 9 bis 13 Uhr. Im 2. Stock. Ab drei Uhr!",),
        ["Montag von 9 Uhr bis 13 Uhr.", "Im 2. Stock.", "Ab 3 Uhr!"],
    ),
    (easy_lines, ("bundesweit",), ["In ganz Deutschland"]),
    (easy_lines, ("",), []),
    *(
        (easy_lines, (f"{whole} Kommen Sie!",), [whole, "Kommen Sie!"])
        for whole in ("Frau Dr. med. Mila.", "Evang. Kirche.", "Königstr. Nordseite.")
    ),
    (easy_lines, ("Tel. Frau Berger",), ["Telefon Frau Berger"]),
)


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    CASES,
    ids=[f"{words.__name__}-{'-'.join(map(str, given))}" for words, given, _ in CASES],
)
def test_facts_in_easy_words(
    words: Callable[..., Any], given: tuple[Any, ...], expected: Any
) -> None:
    assert words(*given) == expected


def test_every_filter_has_cases() -> None:
    public = {name for name in vars(easywords) if name.startswith("easy_")}
    assert public == {words.__name__ for words, _, _ in CASES}
    assert len(CASES) >= 60


def test_money_keeps_every_cent() -> None:
    for cents in range(2_000):
        parts = [part.split() for part in easy_money(Decimal(cents) / 100).split(" und ")]
        assert sum(int(n) * (100 if unit == "Euro" else 1) for n, unit in parts) == cents


def test_phone_numbers_keep_every_digit() -> None:
    for length in range(3, 12):
        number = "0711 " + "1234567890123"[:length]
        said = easy_phone(number)
        assert said.replace(" ", "") == number.replace(" ", "")
        assert max(map(len, said.split()[1:])) <= 3


def test_hours_and_days_say_all_they_were_given() -> None:
    clocks = [None, MIDNIGHT, NINE, time(17, 45)]
    for start, end in product(clocks, clocks):
        said = easy_hours(start, end)
        assert said.count("Uhr") == (start is not None) + (end is not None)
    day = date(2026, 1, 1)
    for number in range(365):
        machine = (day + timedelta(number)).isoformat()
        assert f"{int(machine[8:])}. " in easy_day(machine)


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm("woche", weekdays=tuple(d for d in range(7) if mask >> d & 1))
        for mask in range(1, 128)
    ],
    ids=lambda rhythm: rhythm.words,
)
def test_weeks_in_easy_words_mean_the_same_days(rhythm: Rhythm) -> None:
    said = easy_rhythm(rhythm.words)
    plain = (
        said.replace("Jeden Tag", "täglich")
        .replace("am ", "")
        .replace("Von ", "")
        .replace("von ", "")
    )
    plain = (
        plain.replace(", jeden ", ", ").replace(" und jeden ", " und ").replace("Jeden", "jeden")
    )
    assert parse_rhythm(plain) == rhythm
