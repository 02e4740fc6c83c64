"""Lines of calendar files, as the library reads them that many programs use."""

from datetime import UTC, date, datetime

import icalendar
import pytest
from icalendar.parser import Contentline

from sitegen.calendars.lines import line, points, text
from sitegen.dates import ZONE

EVENING = datetime(2026, 3, 1, 18, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Kommen; gehen, bleiben: alles geht.",
        "Eine Zeile\nund noch eine",
        r"Ordner C:\neu und ein Zeichen \ am Ende\\",
        "ß" * 200,
        "a" * 65 + "," * 40,
        "a" * 66 + "😀" * 30,
        "\n".join("Zeile" for _ in range(40)),
        "^" * 90,
    ],
)
def test_words_come_back_as_they_were(words: str) -> None:
    written = line("DESCRIPTION", text(words))
    for part in written.removesuffix(b"\r\n").split(b"\r\n"):
        part.decode("utf-8")  # no character is divided
        assert len(part) <= 75
    event = icalendar.Event.from_ical(b"BEGIN:VEVENT\r\n" + written + b"END:VEVENT\r\n")
    assert event["DESCRIPTION"] == words
    library = Contentline.from_parts("DESCRIPTION", icalendar.Parameters(), icalendar.vText(words))
    assert written == library.to_ical() + b"\r\n"


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([date(2026, 3, 1)], b"X;VALUE=DATE:20260301\r\n"),
        ([EVENING], b"X;TZID=Europe/Berlin:20260301T183000\r\n"),
        ([EVENING.astimezone(UTC)], b"X:20260301T173000Z\r\n"),
        ([date(2026, 3, 1), date(2026, 4, 1)], b"X;VALUE=DATE:20260301,20260401\r\n"),
        (
            [EVENING, EVENING.replace(day=8)],
            b"X;TZID=Europe/Berlin:20260301T183000,20260308T183000\r\n",
        ),
    ],
)
def test_days_and_points_in_time(moments: list[date], expected: bytes) -> None:
    assert points("X", moments) == expected
