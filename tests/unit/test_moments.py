"""Points in time as exactly as they are known: what they can mean, and how they are read.

What editors may write for them stands in test_fields.py.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import Moment, is_reversed, moment_de, span_de
from sitegen.fields import parse_moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-03-07", date(2026, 3, 7), date(2026, 3, 7)),
        ("2026-03-07 00:00", date(2026, 3, 7), date(2026, 3, 7)),
        ("2026-03-07 23:59", date(2026, 3, 7), date(2026, 3, 7)),
    ],
)
def test_the_days_that_a_moment_can_mean(text: str, first: date, last: date) -> None:
    moment = parse_moment(text)
    assert (moment.first, moment.last) == (first, last)
    assert str(moment) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "2026"),
        ("2026-03", "März 2026"),
        ("2026-03-07", "7. März 2026"),
        ("2026-03-07 18:30", "7. März 2026"),
    ],
)
def test_a_moment_in_german(text: str, said: str) -> None:
    assert moment_de(parse_moment(text)) == said


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2023-06-21", None, "21. Juni 2023"),
        ("2023-06", None, "Juni 2023"),
        ("2023", None, "2023"),
        ("2023-06-21", "2023-06-21", "21. Juni 2023"),
        ("2023-06-21 18:00", "2023-06-21 20:00", "21. Juni 2023"),
        ("2023-06-21", "2023-06-23", "21. bis 23. Juni 2023"),
        ("2023-06-21 18:00", "2023-06-23 20:00", "21. bis 23. Juni 2023"),
        ("2023-06-30", "2023-07-01", "30. Juni bis 1. Juli 2023"),
        ("2025-12-15", "2026-01-15", "15. Dezember 2025 bis 15. Januar 2026"),
        ("2025-06-21", "2026-06-21", "21. Juni 2025 bis 21. Juni 2026"),
        ("2025-03", "2025-05", "März bis Mai 2025"),
        ("2025-03", "2025-03", "März 2025"),
        ("2025-11", "2026-02", "November 2025 bis Februar 2026"),
        ("2025", "2026", "2025 bis 2026"),
        ("2025", "2025", "2025"),
        ("2025-03-01", "2025-05", "1. März bis Mai 2025"),
        ("2025-03", "2025-05-04", "März bis 4. Mai 2025"),
        ("2025-03", "2025", "März 2025 bis 2025"),
        ("2025-03-01", "2025", "1. März 2025 bis 2025"),
        ("2025", "2025-05", "2025 bis Mai 2025"),
        ("2025-03", "2026", "März 2025 bis 2026"),
    ],
)
def test_a_span_in_german(begin: str, end: str | None, said: str) -> None:
    assert span_de(parse_moment(begin), parse_moment(end) if end else None) == said


@pytest.mark.parametrize(
    ("begin", "end", "reversed_"),
    [
        ("2026-03-07", "2026-03-06", True),
        ("2026-03-07", "2026-03-07", False),
        ("2026-03-07 18:00", "2026-03-07 17:59", True),
        ("2026-03-07 18:00", "2026-03-07 18:00", True),
        ("2026-03-07 18:00", "2026-03-07", False),
        ("2026-03-07 18:00", "2026-03-08 02:00", False),
        ("2026-03", "2026-02-28", True),
        ("2026-03-07", "2026-03", False),
        ("2026-03-07", "2026", False),
        ("2026", "2025-12", True),
    ],
)
def test_what_ends_before_it_begins(begin: str, end: str, reversed_: bool) -> None:  # noqa: FBT001
    assert is_reversed(parse_moment(begin), parse_moment(end)) is reversed_


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
clocks = st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    day = draw(days)
    month = draw(st.sampled_from([None, day.month]))
    is_day = month is not None and draw(st.booleans())
    return Moment(day.year, month, day.day if is_day else None, draw(clocks) if is_day else None)


@given(moments())
def test_what_is_written_is_what_was_read(moment: Moment) -> None:
    assert parse_moment(str(moment)) == moment
    assert moment.first <= moment.last
    assert moment.first.year == moment.last.year == moment.year


@given(moments(), moments())
def test_a_span_names_both_its_ends_and_never_a_clock(begin: Moment, end: Moment) -> None:
    said = span_de(begin, end)
    assert said.endswith(moment_de(end))
    assert str(begin.year) in said
    assert ":" not in said
    assert (" bis " in said) == (moment_de(begin) != moment_de(end))
