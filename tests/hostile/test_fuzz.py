"""Real records, spoilt at random: the reader answers inside the file, whatever it is given.

`make fuzz` tries far more of them, and others each time.
"""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, in_order
from sitegen.parse import locate
from sitegen.pipeline import read
from tests.examples import project
from tests.unit.test_markup import five_seconds_of_work

CITY = project.city_files()
FILES = sorted(
    {
        **{project.place_of(it): it.read_bytes() for it in project.cases("valid")},
        **{path: data for path, data in CITY.items() if not path.startswith("content/medien/")},
    }.items()
)
# What YAML, field types, Markdown, rhythms and reports look for.
PIECES = (
    *('"', "'", "|", ">", "- ", ": ", "\n", "  ", "\t", "#", "&a ", "*a", "<<: ", "!x ", "[", "]"),
    *("{", "}", "---\n", "...\n", "%YAML\n", "? ", "|2-\n", "~", "null", "\\", '"\\x00"', '"\\N"'),
    *("19:30", "24:00", "2026-02-30", "0001-01-01", "9999-12-31", "9" * 30, "-0", "1e999", "ja"),
    *("jeden ", "alle 2 ", "Montag", " im Monat", "letzten ", "5. ", "31.", "٣", "²", "½"),
    *("<script>", "[[fakt:", "](", "javascript:", "https://", "@", "xn--", "%00", "**", "| a |\n"),
    *("::error::", "##[", "{{", "{%", "{wert}", "\u202e", "\0", "\r", "\u2028", "\ufeff", "\xad"),
    *("\u0301" * 6, "\u200d", "\u2800", "\U0001f600", "İ", "ß", "ﬁ", "a" * 5_000, "\n" * 99, "漢"),
)
_KEY = re.compile(r"\s*(?:- )?(?:[a-z_]+: ?)?")


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file and what became of it."""
    path, data = draw(st.sampled_from(FILES))
    text = data.decode()
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(SPOIL))(draw, text)
    return path, text.encode()


def _cut(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[start + draw(st.sampled_from([1, 2, 20, 200])) :]


def _put_in(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(st.sampled_from(PIECES)) + text[start:]


def _repeated(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    end = start + draw(st.sampled_from([1, 20, 200]))
    return text[:start] + text[start:end] * draw(st.sampled_from([2, 40])) + text[end:]


def _other_value(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    number = draw(st.integers(0, len(lines) - 1))
    kept = _KEY.match(lines[number])
    value = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)))
    lines[number] = (kept[0] if kept else "") + value
    return "\n".join(lines)


def _other_place(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    line = lines.pop(draw(st.integers(0, len(lines) - 1)))
    lines.insert(draw(st.integers(0, len(lines))), " " * draw(st.integers(0, 4)) + line)
    return "\n".join(lines)


def _foreign_lines(draw: st.DrawFn, text: str) -> str:
    lines, others = text.split("\n"), draw(st.sampled_from(FILES))[1].decode().split("\n")
    start, at = draw(st.integers(0, len(others))), draw(st.integers(0, len(lines)))
    lines[at:at] = others[start : start + draw(st.sampled_from([1, 3, 8]))]
    return "\n".join(lines)


def _any_sign(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(st.characters(codec="utf-8")) + text[start:]


SPOIL = (_cut, _put_in, _repeated, _other_value, _other_place, _foreign_lines, _any_sign)


@given(spoilt())
def test_a_spoilt_record_is_answered_inside_its_file(given_file: tuple[str, bytes]) -> None:
    path, data = given_file
    sources = project.sources({path: data})
    with five_seconds_of_work():
        _, found = read(sources, None)
        found = in_order(locate(found, {source.path: source for source in sources}))
    lines = data.decode("utf-8-sig").split("\n")
    assert [it for it in found if it.location.path == path and not _is_inside(it, lines)] == []


def _is_inside(finding: Diagnostic, lines: Sequence[str]) -> bool:
    place = finding.location
    if not place.line:
        return not place.column
    return place.line <= len(lines) and place.column <= len(lines[place.line - 1]) + 1
