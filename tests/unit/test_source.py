"""The tree of texts: what stands where, and what counts as absent."""

import pytest

from sitegen.diagnostics import Keys
from sitegen.parse import parse
from sitegen.source import Mapping, Plain, Scalar, SourceFile, Span, plain, span_of

TEXT = """\
titel: Tee
leer:
kontakt:
  web: "https://example.org"
  telefon:
    -
    - nummer: 112
    - ~
    - nummer: '110'
text: |

    Eins

      zwei
"""


@pytest.fixture
def root() -> Mapping:
    document, findings = parse(SourceFile("offers/x.yaml", TEXT.encode()))
    assert findings == ()
    assert document is not None
    return document.root


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("offers/tee.yaml", "offers"),
        ("content/texte/de-leicht.yaml", "content/texte"),
        ("x.yaml", ""),
    ],
)
def test_a_file_knows_its_folder(path: str, folder: str) -> None:
    assert SourceFile(path, b"").folder == folder


def test_absent_values_are_left_out(root: Mapping) -> None:
    assert plain(root) == {
        "titel": "Tee",
        "kontakt": {
            "web": "https://example.org",
            "telefon": [{"nummer": "112"}, {"nummer": "110"}],
        },
        "text": "\nEins\n\n  zwei\n",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: ''\nb: x\n", {"b": "x"}),
        ("a: [~, '', null]\nb: x\n", {"b": "x"}),
        ("a: {b: {c: }}\nb: x\n", {"b": "x"}),
        ("a: 'null'\n", {"a": "null"}),
        ("a: '~'\n", {"a": "~"}),
        ("a: NULL\nb: x\n", {"b": "x"}),
        ("a: nULL\n", {"a": "nULL"}),
        ("a: |\n\nb: x\n", {"b": "x"}),
    ],
)
def test_what_counts_as_absent(text: str, expected: Plain) -> None:
    document, _ = parse(SourceFile("offers/x.yaml", text.encode()))
    assert document is not None
    assert plain(document.root) == expected


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("titel",), (1, 8)),
        (("leer",), (2, 1)),
        (("kontakt",), (3, 1)),
        (("kontakt", "web"), (4, 8)),
        (("kontakt", "telefon"), (5, 3)),
        # Items are counted as the program sees them: empty ones are no items.
        (("kontakt", "telefon", 0), (7, 7)),
        (("kontakt", "telefon", 1, "nummer"), (9, 15)),
        (("text",), (10, 7)),
        # What is not there is where it should be: in the block above.
        (("kontakt", "telefon", 2), (5, 3)),
        (("kontakt", "email"), (3, 1)),
        (("kontakt", "web", "x"), (4, 8)),
        (("kosten", "art"), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_keys_lead_to_a_place(root: Mapping, keys: Keys, place: tuple[int, int]) -> None:
    span, _ = span_of(root, keys)
    assert (span.line, span.column) == place


@pytest.mark.parametrize(
    ("key", "inside", "place"),
    [
        ("titel", (1, 3), (1, 10)),
        ("text", (2, 1), (12, 5)),
        ("text", (4, 3), (14, 7)),
    ],
)
def test_places_inside_a_text(
    root: Mapping, key: str, inside: tuple[int, int], place: tuple[int, int]
) -> None:
    _, node = span_of(root, (key,))
    assert isinstance(node, Scalar)
    assert node.position(*inside) == place


def test_places_inside_quotes_begin_behind_the_quote(root: Mapping) -> None:
    _, node = span_of(root, ("kontakt", "web"))
    assert isinstance(node, Scalar)
    assert node.position(1, 1) == (4, 9)
    assert TEXT.split("\n")[3][8:].startswith("https")


def test_places_inside_joined_lines_are_at_their_beginning() -> None:
    text = Scalar("eins zwei drei", Span(2, 8, 4, 7))
    assert text.position(1, 12) == (2, 8)


def test_a_key_is_found_or_not(root: Mapping) -> None:
    entry = root.get("leer")
    assert entry is not None
    assert entry.key == "leer"
    assert root.get("kosten") is None
