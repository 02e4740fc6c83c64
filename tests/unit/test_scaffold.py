"""New files and templates: they fit the models, claim nothing, and replace nothing."""

import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.blanks import blanks, smallest
from sitegen.describe import describe
from sitegen.parse import parse
from sitegen.scaffold import create, skeleton, template, templates
from sitegen.source import Mapping, Node, Scalar, Sequence, SourceFile, plain
from tests.examples import project

OFFER = project.TYPES["angebot"]
FACT = project.TYPES["fakt"]
FORMS = [(name, is_long) for name in project.TYPES for is_long in (False, True)]
NEVER = {"geprueft_am", "geprueft_von", "quelle_hash"}
NEW = "neuer-eintrag-en"  # also a name of a page in English


def tree(path: str, text: str) -> Mapping:
    document, findings = parse(SourceFile(path, text.encode()))
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


def record_of(name: str, text: str) -> Mapping:
    """The record inside a new file or template."""
    content_type = project.TYPES[name]
    root = tree(content_type.path_of(NEW), text)
    if not content_type.is_collection:
        return root
    (entry,) = root.entries
    assert isinstance(entry.value, Mapping)
    return entry.value


def every(name: str, *, is_long: bool) -> list[str]:
    content_type = project.TYPES[name]
    return [
        skeleton(content_type, NEW, is_long=is_long),
        template(content_type, is_long=is_long),
    ]


@pytest.mark.parametrize(("name", "is_long"), FORMS)
def test_a_new_file_can_be_read(name: str, is_long: bool) -> None:  # noqa: FBT001
    known = [note.key for note in describe(project.TYPES[name].model)]
    for text in every(name, is_long=is_long):
        written = [entry.key for entry in record_of(name, text).entries]
        assert written == [key for key in known if key in written]
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
        assert "\n\n\n" not in text.rstrip("\n")
        assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(("name", "is_long"), FORMS)
def test_a_new_file_claims_nothing(name: str, is_long: bool) -> None:  # noqa: FBT001
    for text in every(name, is_long=is_long):
        record = record_of(name, text)
        assert not keys(record) & NEVER
        assert values(record) in ([], ["entwurf"])
        assert not re.search(rf"^[ #-]*({'|'.join(NEVER)}):", text, re.MULTILINE)
        assert not re.search(r"\b0\d{2,} ", text), "a number that somebody could call"


def test_a_short_offer_has_ten_keys() -> None:
    root = record_of("angebot", skeleton(OFFER, NEW, is_long=False))
    assert [entry.key for entry in root.entries] == [
        *("titel", "kurz", "art", "anbieter", "modus", "orte", "gebiet", "themen"),
        *("kontakt", "niedrigschwellig", "pflege"),
    ]


@pytest.mark.parametrize("name", project.TYPES)
def test_a_long_file_names_every_key(name: str) -> None:
    """Each key stands at its place: what is needed counts, the rest waits behind a `#`."""
    content_type = project.TYPES[name]
    text = template(content_type, is_long=True)
    lines = [blank.line() for blank in blanks(content_type, is_long=True)]
    shown = [re.sub(r"^[ #-]*", "", line) for line in lines if not line.endswith("-")]
    body = "text" if content_type.suffix.endswith(".md") else ""
    assert [key for key in shown if key] == [f"{key}:" for key in all_keys(name, body)]
    for line in lines:
        assert line in text
    needed = [note for note in describe(content_type.model) if note.is_required]
    assert {note.key for note in needed} - {body} <= keys(record_of(name, text))


def all_keys(name: str, body: str) -> list[str]:
    def walk(notes: Any, *, is_item: bool, is_out: bool, path: str) -> Iterator[str]:
        def counts(note: Any) -> bool:
            named = (*project.TYPES[name].short, "pflege.status")
            own = f"{path}{note.key}"
            return note.is_required or any(f"{word}.".startswith(f"{own}.") for word in named)

        ordered = sorted(notes, key=lambda note: is_item and not is_out and not counts(note))
        for note in ordered:
            if note.key in NEVER or (not path and note.key == body):
                continue
            yield note.key
            inside = is_out or not counts(note)
            for _ in range(max(note.least, 1)):
                yield from walk(
                    note.fields, is_item=note.is_list, is_out=inside, path=f"{path}{note.key}."
                )

    return list(walk(describe(project.TYPES[name].model), is_item=False, is_out=False, path=""))


def full_record(name: str) -> dict[str, Any]:
    """The full example of a type, with the text below its head."""
    content_type = project.TYPES[name]
    [case] = (project.HERE / "valid" / name).glob("voll.*")
    document, _ = parse(SourceFile(case.name, case.read_bytes()))
    assert document is not None
    data = plain(document.root)
    assert isinstance(data, dict)
    if content_type.is_collection:
        first = next(iter(data.values()))
        assert isinstance(first, dict)
        return first
    return {**data, "text": document.body.text} if document.body else data


def value_at(data: Any, path: str, turn: int) -> str:
    """What the example says at a dotted path, of a list one item after the other."""
    for key in path.split("."):
        data = data.get(key) if isinstance(data, dict) else None
        if isinstance(data, list):
            data = data[turn] if turn < len(data) else data[0]
    return data if isinstance(data, str) else ""


def filled(name: str, *, is_long: bool, is_everything: bool = False) -> str:
    """A new file with its blanks filled from the full example, line by line.

    With `is_everything` what was taken out is put back first, as an editor does it.
    """
    content_type = project.TYPES[name]
    data = full_record(name)
    waiting = list(blanks(content_type, is_long=is_long))
    turns: Counter[str] = Counter()
    lines = []
    for line in skeleton(content_type, NEW, is_long=is_long).split("\n"):
        blank = waiting[0] if waiting else None
        empty = [] if blank is None else [blank.line(), blank.line("entwurf")]
        if blank is None or line.removeprefix("  " * content_type.is_collection) not in empty:
            lines.append(line)
            continue
        waiting.pop(0)
        if blank.is_out and not is_everything:
            lines.append(line)
            continue
        bare = line.replace("#", "", 1) if blank.is_out else line
        value = value_at(data, blank.path, turns[blank.path]) if blank.takes_value else ""
        turns[blank.path] += 1
        lines.append(bare if bare.endswith("entwurf") else written(bare, value))
    assert waiting == []
    body = data.get("text", "") if content_type.suffix.endswith(".md") else ""
    return "\n".join([*lines[:-1], body])


def written(line: str, value: str) -> str:
    """The line with the value, or the value below it if it has more than one line."""
    if "\n" not in value.strip():
        quoted = f'"{value}"' if re.fullmatch(r"0[0-9]*", value) else value
        return f"{line} {quoted}".rstrip() if value else line
    indent = " " * (len(line) - len(line.lstrip(" -")) + 2)
    return "\n".join([f"{line} |", *(f"{indent}{row}".rstrip() for row in value.split("\n"))])


FILLINGS = [
    (name, is_long, is_everything)
    for name, is_long in FORMS
    for is_everything in (False, True)
    if is_long or not is_everything
]


@pytest.mark.parametrize(("name", "is_long", "is_everything"), FILLINGS)
def test_a_filled_file_is_right(
    name: str,
    is_long: bool,  # noqa: FBT001
    is_everything: bool,  # noqa: FBT001
) -> None:
    content_type = project.TYPES[name]
    text = filled(name, is_long=is_long, is_everything=is_everything)
    path = content_type.path_of(NEW)
    if content_type.is_collection:
        text = (project.HERE / "valid" / name / "voll.yaml").read_text("utf-8") + text
    files = {**around(name), path: text}
    # No language has so long a name.
    faults = [it for it in project.findings(files) if it.is_error and it.code != "sprache-kuerzel"]
    assert faults == [], text
    if not is_everything:
        return
    wanted = {key for key in _said(full_record(name)) if key not in NEVER}
    record = tree(path, text)
    entry = record.get(NEW) if content_type.is_collection else None
    body = {"text"} if path.endswith(".md") else set()
    assert keys(entry.value if entry else record) | body >= wanted


def around(name: str) -> dict[str, str]:
    """What else must be there: other examples that the full one names, what a twin stands for."""
    folder = project.HERE / "valid"
    others = [case for case in (folder / name).glob("*.*") if case.name.partition(".")[0] != "voll"]
    if name == "uebersetzte-seite":
        page = NEW.removesuffix("-en")
        return {f"content/seiten/{page}.md": (folder / "seite" / "kurz.md").read_text("utf-8")}
    if name == "leichte-seite":
        return {f"content/seiten/{NEW}.md": (folder / "seite" / "kurz.md").read_text("utf-8")}
    if name == "leichter-wegfinder":
        guide = project.city_files()["content/wegfinder/anders.yaml"].decode()
        return {f"content/wegfinder/{NEW}.yaml": guide}
    return {project.place_of(case): case.read_text("utf-8") for case in others}


def _said(data: Any) -> set[str]:
    """Every key of an example; of a list only those of its first item."""
    if isinstance(data, dict):
        return set(data).union(*map(_said, data.values()))
    return _said(data[0]) if isinstance(data, list) else set()


@pytest.mark.parametrize(("name", "is_long"), FORMS)
def test_an_empty_file_asks_for_what_is_missing_and_nothing_else(
    tmp_path: Path,
    name: str,
    is_long: bool,  # noqa: FBT001
) -> None:
    content_type = project.TYPES[name]
    place = content_type.path_of(NEW)
    project.write(tmp_path, project.city_files())
    path, findings = create(tmp_path, content_type, NEW, is_long=is_long)
    assert findings == ()
    assert path == tmp_path / place
    found = [f for f in project.findings({place: path.read_bytes()}) if f.location.path == place]
    assert {finding.code for finding in found} == {"pflichtfeld-fehlt"}
    lines = path.read_text("utf-8").splitlines()
    for finding in found:
        key = finding.message.removesuffix(" fehlt.").rpartition(".")[2]
        line = lines[finding.location.line - 1].strip(" -")
        assert line == f"{key}:" or (key == "text" and place.endswith(".md"))


@pytest.mark.parametrize("name", ["anbieter", "ort"])
def test_the_small_file_to_paste_is_right_once_filled(name: str) -> None:
    content_type = project.TYPES[name]
    offer = project.city_files()["offers/teestube.yaml"].decode()
    key = {"anbieter": "anbieter", "ort": "orte"}[name]
    wrong = re.sub(rf"^{key}:\n  - .*$", f"{key}:\n  - qqqq", offer, flags=re.MULTILINE)
    assert wrong != offer
    wrong += "kontakt:\n  email: tee@example.org\n"
    (finding,) = project.findings({"offers/teestube.yaml": wrong})
    assert finding.hint is not None
    first, *lines = finding.hint.split("\n")
    place = content_type.path_of("qqqq")
    assert first == f"Legen Sie {place} an, mit diesem Inhalt:"
    assert lines == list(smallest(content_type))
    answers = {"name: …": "name: Neu", "- art: …": "- art: telefonat"}
    pasted = "\n".join(lines)
    for blank, answer in answers.items():
        assert blank in pasted
        pasted = pasted.replace(blank, answer)
    assert "…" not in pasted
    assert project.findings({"offers/teestube.yaml": wrong, place: pasted}) == ()


@pytest.mark.parametrize("name", project.TYPES)
def test_the_smallest_record_has_a_blank_for_every_value(name: str) -> None:
    lines = "\n".join(smallest(project.TYPES[name]))
    document, findings = parse(SourceFile("x.yaml", f"{lines}\n".encode()))
    assert findings == ()
    assert document is not None
    assert {value.partition(" ")[0] for value in values(document.root)} == {"…"}


# --- writing


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
@pytest.mark.parametrize("kind", ["angebot", "fakt", "seite"])
def test_a_name_must_be_an_id(tmp_path: Path, name: str, advice: str, kind: str) -> None:
    path, (finding,) = create(tmp_path / "p", project.TYPES[kind], name, is_long=False)
    assert path is None
    assert finding.code == "dateiname-ungueltig"
    assert finding.hint == f"Nennen Sie die Datei zum Beispiel {advice}."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# Nur ein Kommentar.\n",
        "# Kopf\nalt:\n  wert: 1  # bleibt\n",
        "alt:\n  wert: 1\n\n\n# Ende",
        "alt:\r\n  wert: 1\r\n",
        "\ufeffalt:\n  wert: 1\n",
    ],
)
def test_an_entry_is_appended_and_every_byte_before_it_stays(tmp_path: Path, before: str) -> None:
    target = tmp_path / FACT.place
    target.parent.mkdir(parents=True)
    target.write_bytes(before.encode())
    target.chmod(0o640)
    path, findings = create(tmp_path, FACT, NEW, is_long=False)
    assert (path, findings) == (target, ())
    data = target.read_bytes()
    assert data.startswith(before.encode())
    assert (b"\r\n" in data) == ("\r\n" in before)
    assert b"\n" not in data.replace(b"\r\n", b"") or "\r\n" not in before
    root = tree(FACT.place, data.decode("utf-8-sig"))
    assert [entry.key for entry in root.entries] == [*(["alt"] if "alt" in before else []), NEW]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_file_of_many_begins_with_its_first_entry(tmp_path: Path) -> None:
    path, findings = create(tmp_path, FACT, NEW, is_long=True)
    assert findings == ()
    assert path is not None
    assert path.read_text("utf-8") == skeleton(FACT, NEW, is_long=True)


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (f"{NEW}:\n  wert: 1\n", "eintrag-gibt-es-schon"),
        (f"alt: {{wert: 1}}\n{NEW}:\n", "eintrag-gibt-es-schon"),
        ("alt: {wert: 1", "yaml-klammer"),
        ("{alt: {wert: 1}}\n", "anhaengen-geht-nicht"),
        ("alt:\n  wert: 1\n...\n", "anhaengen-geht-nicht"),
        ("- alt\n", None),
        ("alt:\n  wert: |\n    Text\n  quelle: |+\n", None),
    ],
)
def test_nothing_is_appended_where_it_would_change_something(
    tmp_path: Path, before: str, code: str | None
) -> None:
    target = tmp_path / FACT.place
    target.parent.mkdir(parents=True)
    target.write_text(before, "utf-8")
    path, findings = create(tmp_path, FACT, NEW, is_long=False)
    if code is None and path is not None:
        assert target.read_text("utf-8").startswith(before)
        return
    assert path is None
    assert code in {None, *(finding.code for finding in findings)}
    assert target.read_text("utf-8") == before


def test_a_link_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / FACT.place
    target.parent.mkdir(parents=True)
    elsewhere = tmp_path / "anderswo.yaml"
    elsewhere.write_text("alt:\n", "utf-8")
    target.symlink_to(elsewhere)
    path, (finding,) = create(tmp_path, FACT, NEW, is_long=False)
    assert (path, finding.code) == (None, "verknuepfung-nicht-erlaubt")
    assert elsewhere.read_text("utf-8") == "alt:\n"


# --- templates


def test_every_type_has_a_short_and_a_long_template() -> None:
    found = templates()
    assert len(found) == 2 * len(project.TYPES)
    for name, content_type in project.TYPES.items():
        ending = "md" if content_type.suffix.endswith(".md") else "yaml"
        for size, is_long in (("kurz", False), ("lang", True)):
            text = found[f"vorlagen/{name}-{size}.{ending}"]
            assert text == template(content_type, is_long=is_long)
            head = text.partition("\n\n")[0].replace("\n#    ", " ")
            assert f"# {content_type.label}: " in head
            assert content_type.place in head
            assert content_type.is_collection or content_type.ending in head
            assert ("# ohne Leerzeichen" in head) == is_long


def test_a_template_explains_every_key_it_shows() -> None:
    for name, content_type in project.TYPES.items():
        for is_long in (False, True):
            for blank in blanks(content_type, is_long=is_long):
                *comments, line = blank.lines()
                told = " ".join(re.sub(r"^[ #]*", "", comment) for comment in comments)
                assert blank.is_item or told.startswith(blank.note.description), name
                assert all(word in told or blank.is_item for word in blank.note.allowed) or (
                    blank.note.refers_to
                )
                assert line == blank.line("entwurf" if blank.path == "pflege.status" else "")
