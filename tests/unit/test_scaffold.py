"""New files: they fit the models, claim nothing, and replace nothing."""

from pathlib import Path

import pytest

from sitegen.describe import describe
from sitegen.parse import parse
from sitegen.scaffold import create, skeleton
from sitegen.source import Mapping, Node, Scalar, Sequence, SourceFile
from tests.examples import project

OFFER = project.TYPES["angebot"]
KINDS = [(name, is_long) for name in project.TYPES for is_long in (False, True)]
REQUIRED = "pflichtfeld-fehlt"


def tree(text: str) -> Mapping:
    document, findings = parse(SourceFile("offers/x.yaml", text.encode()))
    assert findings == ()
    assert document is not None
    return document.root


def keys(node: Node) -> set[str]:
    if isinstance(node, Mapping):
        inner = (keys(entry.value) for entry in node.entries)
        return {entry.key for entry in node.entries}.union(*inner)
    if isinstance(node, Sequence):
        return set().union(*map(keys, node.items))
    return set()


def values(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [] if node.is_absent else [node.text]
    inner = node.items if isinstance(node, Sequence) else [entry.value for entry in node.entries]
    return [value for child in inner for value in values(child)]


@pytest.mark.parametrize(("name", "is_long"), KINDS)
def test_a_new_file_can_be_read(name: str, is_long: bool) -> None:  # noqa: FBT001
    text = skeleton(project.TYPES[name], is_long=is_long)
    root = tree(text)
    known = [note.key for note in describe(project.TYPES[name].model)]
    written = [entry.key for entry in root.entries]
    assert written == [key for key in known if key in written]
    assert all(line.strip() for line in text.splitlines())


@pytest.mark.parametrize(("name", "is_long"), KINDS)
def test_a_new_file_claims_nothing(name: str, is_long: bool) -> None:  # noqa: FBT001
    root = tree(skeleton(project.TYPES[name], is_long=is_long))
    assert not keys(root) & {"geprueft_am", "geprueft_von", "quelle_hash"}
    assert values(root) in ([], ["entwurf"])


def test_a_short_offer_has_ten_keys() -> None:
    root = tree(skeleton(OFFER, is_long=False))
    assert [entry.key for entry in root.entries] == [
        *("titel", "kurz", "art", "anbieter", "modus", "orte", "gebiet", "themen"),
        *("kontakt", "niedrigschwellig", "pflege"),
    ]


def test_a_long_offer_has_all_keys() -> None:
    root = tree(skeleton(OFFER, is_long=True))
    assert [entry.key for entry in root.entries] == [note.key for note in describe(OFFER.model)]


@pytest.mark.parametrize("is_long", [False, True])
def test_a_new_offer_asks_for_what_is_missing_and_nothing_else(
    tmp_path: Path,
    is_long: bool,  # noqa: FBT001
) -> None:
    path, findings = create(tmp_path, OFFER, "neu", is_long=is_long)
    assert path == tmp_path / "offers" / "neu.yaml"
    assert findings == ()
    found = project.findings({"offers/neu.yaml": path.read_bytes()})
    assert {finding.code for finding in found} == {REQUIRED}
    lines = path.read_text("utf-8").splitlines()
    for finding in found:
        key = finding.message.removesuffix(" fehlt.").rpartition(".")[2]
        assert lines[finding.location.line - 1].strip(" -") == f"{key}:"


def test_a_filled_offer_builds() -> None:
    answers = {
        "titel:": "Spaziergang",
        "kurz:": "Gemeinsam gehen.",
        "art:": "sport",
        "modus:": "vor_ort",
        "kennenlernen:": "ja",
        "- nummer:": "030 23125 121",
        "- art:": "telefonat",
    }
    items = {"anbieter:": "nachbarschaft", "gebiet:": "nord", "themen:": "bewegung"}
    lines, above = [], ""
    for line in skeleton(OFFER, is_long=False).splitlines():
        words = line.strip()
        answer = items.get(above, "") if words == "-" else answers.get(words, "")
        lines.append(f"{line} {answer}".rstrip())
        above = words
    text = "\n".join(lines)
    assert all(answer in text for answer in (*answers.values(), *items.values()))
    assert project.findings({"offers/spaziergang.yaml": text}) == ()


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    project.write(tmp_path, {"offers/tee.yaml": "titel: Tee\n"})
    (tmp_path / "offers" / "link.yaml").symlink_to("nirgends")
    before = project.fingerprint(tmp_path)
    for name in ("tee", "link"):
        path, findings = create(tmp_path, OFFER, name, is_long=True)
        assert path is None
        assert project.places(findings) == [("datei-gibt-es-schon", f"offers/{name}.yaml", 0, 0)]
    assert project.fingerprint(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Café Größe", "cafe-groesse"),
        ("../../etc/passwd", "etc-passwd"),
        ("/tmp/x", "tmp-x"),  # noqa: S108 - refused before anything is written
        ("index", "index-1"),
        ("", "name"),
        ("a\0b", "a-b"),
        ("x" * 81, "x" * 50),
    ],
)
def test_a_name_must_be_an_id(tmp_path: Path, name: str, advice: str) -> None:
    path, (finding,) = create(tmp_path / "p", OFFER, name, is_long=False)
    assert path is None
    assert finding.code == "dateiname-ungueltig"
    assert finding.hint == f"Nennen Sie die Datei zum Beispiel {advice}."
    assert list(tmp_path.iterdir()) == []
