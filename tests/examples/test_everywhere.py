"""The same mistakes in every field of every record: each is found, and found where it stands.

The full valid examples are spoilt line by line. What should be answered, and where, comes
from searching the spoilt text for what was put in, not from the program's own reader.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from sitegen.config import SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.parse import FENCE, parse
from sitegen.source import SourceFile
from tests.examples import project

KINDS = (*project.TYPES, "site")
AT_ONCE = 20  # faults put into one copy; after fifty the program stops counting

_LINE = re.compile(
    r"(?P<indent> *)(?P<dash>- )?(?:(?P<key>[a-z][a-z0-9_-]*):(?: |$))?(?P<value>.*)"
)


@dataclass(frozen=True)
class Spot:
    """A line of an example: where its value begins, and what belongs there."""

    number: int
    head: str
    value: str
    note: FieldNote

    @property
    def is_item(self) -> bool:
        return self.head.endswith("- ")

    @property
    def indent(self) -> str:
        """What stands before another key of the same block."""
        return re.sub(r"[^ ]", " ", re.match(r" *(- )?", self.head)[0])  # type: ignore[index]


@cache
def example(kind: str) -> tuple[str, str]:
    """Path and text of the full example."""
    [case] = (project.HERE / "valid" / kind).glob("voll.*")
    return project.place_of(case), case.read_text("utf-8")


@cache
def spots(kind: str) -> tuple[Spot, ...]:
    return tuple(_spots(kind))


def _spots(kind: str) -> Iterator[Spot]:
    """Every line of the example that holds a value of one line."""
    known = notes(kind)
    is_collection = kind != "site" and project.TYPES[kind].is_collection
    above: list[tuple[int, str]] = []
    block = None
    for number, line in enumerate(example(kind)[1].split("\n")):
        match = _LINE.fullmatch(line)
        assert match is not None
        if line == FENCE:
            if number:
                return  # below the head of a Markdown file stands its text
            continue
        indent = len(match["indent"]) + len(match["dash"] or "")
        is_remark = line.startswith("#")  # says where the example stands
        if is_remark or not line.strip() or (block is not None and indent > block):
            continue
        block = None
        # An item of a list belongs to the key above, even where both begin in one column.
        above = [(depth, key) for depth, key in above if depth < indent]
        if match["key"]:
            above.append((indent, match["key"]))
        if match["value"] == "|":
            block = indent
        elif match["value"] and match["value"][0] not in "[{":
            path = ".".join(key for _, key in above[is_collection:])
            yield Spot(number, line[: match.start("value")], match["value"], known[path])


def notes(kind: str) -> Mapping[str, FieldNote]:
    """What belongs at every dotted path of a record."""
    model = SiteConfig if kind == "site" else project.TYPES[kind].model

    def walk(fields: tuple[FieldNote, ...], prefix: str) -> Iterator[tuple[str, FieldNote]]:
        for note in fields:
            yield prefix + note.key, note
            yield from walk(note.fields, f"{prefix}{note.key}.")

    return dict(walk(describe(model), ""))


def spoilt(kind: str, lines: Mapping[int, str]) -> str:
    """The example with other lines; a line may become several."""
    text = example(kind)[1].split("\n")
    return "\n".join(lines.get(number, line) for number, line in enumerate(text))


def where(text: str, pattern: str) -> list[tuple[int, int]]:
    """Line and column of everything that matches, by looking at the text alone."""
    return [
        (number, match.start() + 1)
        for number, line in enumerate(text.split("\n"), start=1)
        for match in re.finditer(pattern, line)
    ]


def answered(kind: str, text: str) -> list[tuple[str, str, int, int]]:
    return project.places(project.findings({example(kind)[0]: text}))


# A value that cannot be, the fields it is put into, and the answer.
Mistake = tuple[Callable[[Spot], bool], str, str]


def holds(pattern: str) -> Callable[[Spot], bool]:
    return lambda spot: re.fullmatch(pattern, spot.value) is not None


def is_phone(spot: Spot) -> bool:
    return spot.note.description.startswith("Telefonnummer")


def is_choice(spot: Spot) -> bool:
    return bool(spot.note.allowed) and spot.note.kind == "text"


def is_reference(*, mixed: bool) -> Callable[[Spot], bool]:
    return lambda spot: (len(spot.note.refers_to) > 1) == mixed and bool(spot.note.refers_to)


def may_name_an_offer(spot: Spot) -> bool:
    return len(spot.note.refers_to) > 1 and "angebot" in spot.note.refers_to


DAY, CLOCK = holds(r"\d{4}-\d\d-\d\d"), holds(r"\d\d:\d\d")
WEB, MAIL = holds(r"https://\S+"), holds(r"\S+@\S+")

VALUES: dict[str, Mistake] = {
    "impossible-day": (DAY, "2026-02-30", "datum-gibt-es-nicht"),
    "impossible-month": (DAY, "2026-13-01", "datum-gibt-es-nicht"),
    "german-day": (DAY, "30.02.2026", "datum-ungueltig"),
    "no-day": (DAY, "demnächst", "datum-ungueltig"),
    "impossible-time": (CLOCK, "25:00", "uhrzeit-ungueltig"),
    "no-time": (CLOCK, "mittags", "uhrzeit-ungueltig"),
    "phone-too-short": (is_phone, "030 12", "telefon-ungueltig"),
    "phone-without-area": (is_phone, "23125120", "telefon-ohne-vorwahl"),
    "phone-in-words": (is_phone, "030 23125 120 (abends)", "telefon-mit-text"),
    "no-mail": (MAIL, "post at example.org", "mail-ungueltig"),
    "two-mails": (MAIL, "a@example.org, b@example.org", "mail-mehrere"),
    "script": (WEB, "javascript:alert(1)", "webadresse-art"),
    "hidden-script": (WEB, "JaVaScRiPt://example.org/%0aalert(1)", "webadresse-art"),
    "other-scheme": (WEB, "ftp://example.org/", "webadresse-art"),
    "user-info": (WEB, "https://amt.example@example.org/", "webadresse-mit-zugang"),
    "no-scheme": (WEB, "www.example.org", "webadresse-ohne-https"),
    "unknown-record": (is_reference(mixed=False), "gibt-es-nicht", "verweis-unbekannt"),
    "unknown-record-of-a-kind": (may_name_an_offer, "angebot/nirgends", "verweis-unbekannt"),
    "no-kind": (is_reference(mixed=True), "gibt-es-nicht", "verweis-ohne-art"),
    "name-for-an-id": (is_reference(mixed=False), "Gibt es nicht", "kennung-ungueltig"),
    "path-for-an-id": (is_reference(mixed=False), "../../etc/passwd", "kennung-ungueltig"),
    "maybe": (lambda spot: spot.note.kind == "ja/nein/unbekannt", "jein", "ja-nein-unbekannt"),
    "no-choice": (is_choice, "irgendwie", "auswahl-unbekannt"),
}

# How many kinds of records have such a field: nothing here may pass because nothing was tried.
KINDS_WITH = {
    **dict.fromkeys(("impossible-day", "impossible-month", "german-day", "no-day"), 6),
    **dict.fromkeys(("impossible-time", "no-time"), 1),
    **dict.fromkeys(("phone-too-short", "phone-without-area", "phone-in-words"), 4),
    **dict.fromkeys(("no-mail", "two-mails"), 3),
    **dict.fromkeys(("script", "hidden-script", "other-scheme", "user-info", "no-scheme"), 6),
    **dict.fromkeys(("unknown-record", "name-for-an-id", "path-for-an-id"), 5),
    **dict.fromkeys(("unknown-record-of-a-kind", "no-kind"), 1),
    "maybe": 2,
    "no-choice": 6,
}


def chosen(name: str, kind: str) -> list[Spot]:
    return [spot for spot in spots(kind) if VALUES[name][0](spot)]


@pytest.mark.parametrize("name", VALUES)
def test_every_mistake_is_tried_where_it_can_be_made(name: str) -> None:
    assert sum(bool(chosen(name, kind)) for kind in KINDS) >= KINDS_WITH[name]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_itself_is_right(kind: str) -> None:
    assert [code for code, *_ in answered(kind, example(kind)[1])] == []
    assert len(spots(kind)) >= 3


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in VALUES for kind in KINDS if chosen(name, kind)]
)
def test_a_wrong_value_is_answered_in_every_field(name: str, kind: str) -> None:
    _, value, code = VALUES[name]
    text = spoilt(kind, {spot.number: spot.head + value for spot in chosen(name, kind)})
    expected = where(text, rf"(?<=[:-] ){re.escape(value)}$")
    assert len(expected) == len(chosen(name, kind))
    path = example(kind)[0]
    found = answered(kind, text)
    assert found == [(code, path, line, column) for line, column in expected]


def batches(found: list[Spot]) -> list[list[Spot]]:
    return [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("value", "of_item"), [("[uups, uups]", ""), ("{uups: uups}", r"\{")])
def test_a_list_or_block_for_a_text_is_answered_in_every_field(
    kind: str, value: str, of_item: str
) -> None:
    for batch in batches(list(spots(kind))):
        text = spoilt(kind, {spot.number: spot.head + value for spot in batch})
        # The answer points to the key; for an item of a list, to the first thing in it.
        expected = where(text, rf"[a-z_]+(?=: {re.escape(value)}$)|(?<=- {of_item})[\[u]\S+ uups")
        assert len(expected) == len(batch)
        found = answered(kind, text)
        assert {code for code, *_ in found} <= {"text-erwartet"}
        assert [place[2:] for place in found if place[0] == "text-erwartet"] == expected


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_answered_in_every_block(kind: str) -> None:
    keyed = [spot for spot in spots(kind) if not spot.is_item]
    for batch in batches(keyed):
        added = {s.number: f"{s.head}{s.value}\n{s.indent}uups_{s.number}: x" for s in batch}
        text = spoilt(kind, added)
        expected = where(text, r"uups_\d+(?=: x$)")
        assert len(expected) == len(batch)
        path = example(kind)[0]
        assert answered(kind, text) == [("schluessel-unbekannt", path, *at) for at in expected]


@pytest.mark.parametrize("kind", KINDS)
def test_a_doubled_key_is_answered_in_every_block(kind: str) -> None:
    for batch in batches([spot for spot in spots(kind) if not spot.is_item]):
        doubled = {
            spot.number: f"{spot.head}{spot.value}\n{spot.indent}{spot.note.key}: uups"
            for spot in batch
        }
        text = spoilt(kind, doubled)
        expected = where(text, r"[a-z_]+(?=: uups$)")
        assert len(expected) == len(batch)
        found = [place for place in answered(kind, text) if place[0] == "schluessel-doppelt"]
        assert [place[2:] for place in found] == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_goes_on_in_the_next_line_is_answered_in_every_field(kind: str) -> None:
    for batch in batches([spot for spot in spots(kind) if spot.value[0] not in "'\""]):
        longer = {s.number: f"{s.head}uups\n{s.indent}      und noch mehr" for s in batch}
        text = spoilt(kind, longer)
        expected = where(text, r"(?<=[:-] )uups$")
        assert len(expected) == len(batch)
        found = [place for place in answered(kind, text) if place[0] == "mehrzeilig-ohne-strich"]
        assert [place[2:] for place in found] == expected


# What ends the reading of a file: the one place must be exact, wherever it is.
ENDS = {
    "anchor": ("&uups x", "yaml-anker", 0),
    "alias": ("*uups", "yaml-anker", 0),
    "tag": ("!uups x", "yaml-typangabe", 0),
    "reversed": ("up\u202eps", "zeichen-nicht-erlaubt", 2),
    "nul": ("uups\0", "zeichen-nicht-erlaubt", 4),
    "open-quote": ('"uups', "yaml-anfuehrung-offen", 0),
    "open-bracket": ("[uups", "yaml-klammer", 0),
    "at-sign": ("@uups", "yaml-sonderzeichen", 0),
    "second-colon": ("uups: x", "yaml-doppelpunkt", 4),
    "text-after-quote": ("'uups' x", "yaml-anfuehrung-mitte", 7),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ENDS)
def test_what_cannot_be_read_is_answered_where_it_stands(kind: str, name: str) -> None:
    value, code, offset = ENDS[name]
    path, _ = example(kind)
    for spot in spots(kind):
        if spot.is_item and name == "second-colon":
            continue  # an item with a colon is a block, which is another mistake
        text = spoilt(kind, {spot.number: spot.head + value})
        document, findings = parse(SourceFile(path, text.encode()))
        assert document is None
        place = (code, path, spot.number + 1, len(spot.head) + offset + 1)
        assert project.places(findings) == [place]


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_of_another_encoding_are_answered_where_they_stand(kind: str) -> None:
    path, _ = example(kind)
    for spot in spots(kind):
        text = spoilt(kind, {spot.number: f"{spot.head}Caf\0"})
        data = text.encode().replace(b"\0", b"\xe9")
        document, findings = parse(SourceFile(path, data))
        assert document is None
        place = ("kodierung-nicht-utf8", path, spot.number + 1, len(spot.head) + 4)
        assert project.places(findings) == [place]
