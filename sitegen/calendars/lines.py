"""Properties of calendars -> lines of files (RFC 5545, 3.1): escaped, folded, ending in CR LF."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from sitegen.dates import ZONE

_LONGEST = 74  # bytes of a line; programs exist that count the end of it, too
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": ""})


def line(name: str, value: str) -> bytes:
    """The line of one property, on as many as it needs; `value` is already written its way."""
    whole = f"{name}:{value}".encode()
    return b"\r\n ".join(_folded(whole)) + b"\r\n"


def text(words: str) -> str:
    """Words of people as a value."""
    return words.translate(_ESCAPED)


def points(name: str, moments: Sequence[date]) -> bytes:
    """The line of a property that is one or more days, or points in time in Germany or in UTC."""
    first = moments[0]
    values = ",".join(map(point, moments))
    if not isinstance(first, datetime):
        return line(f"{name};VALUE=DATE", values)
    return line(f"{name};TZID={ZONE.key}" if first.tzinfo is ZONE else name, values)


def point(moment: date) -> str:
    """A day or a point in time as a value."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment:%Y%m%dT%H%M%S}{'Z' if moment.tzinfo is UTC else ''}"


def _folded(whole: bytes) -> Iterator[bytes]:
    """The parts of a line: none ends within a character, or between it and what escapes it."""
    begin, end = 0, _LONGEST
    while end < len(whole):
        while whole[end] & 0xC0 == 0x80:
            end -= 1
        if whole[end - 1] in b"\\^":
            end -= 1
        yield whole[begin:end]
        begin, end = end, end + _LONGEST
    yield whole[begin:]
