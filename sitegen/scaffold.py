"""`new` and `vorlagen/`: files to fill in, short with the needed keys or long with all of them.

The files are made of the models, so they always fit; comments say what each key means. They
start as drafts and never claim that anybody has checked anything.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from types import MappingProxyType

from sitegen.blanks import blanks, body_note, paragraph
from sitegen.diagnostics import Findings, Location, diagnose
from sitegen.generated import first_link
from sitegen.german import UsageError
from sitegen.load import advised_id
from sitegen.models import CONTENT_TYPES, ContentType
from sitegen.models.base import Content
from sitegen.parse import FENCE, parse
from sitegen.source import SourceFile
from sitegen.urls import RESERVED, is_slug

FOLDER = "vorlagen"
_STAND_IN = "kennung"
_NOTHING: Mapping[str, str] = MappingProxyType({})

_INTO_FOLDER = (
    "Kopieren Sie diese Datei in den Ordner {place}/.",
    (
        "Geben Sie ihr einen Namen aus kleinen Buchstaben, Ziffern und Bindestrichen, ohne "
        "Umlaute, mit der Endung {suffix}. Der Name ist die Kennung: Er steht später in der "
        "Adresse der Seite und bleibt für immer."
    ),
)
_INTO_FILE = (
    "Kopieren Sie alles ab der Zeile „kennung:“ an das Ende der Datei {place}.",
    (
        "Ersetzen Sie „kennung“ durch einen Namen aus kleinen Buchstaben, Ziffern und "
        "Bindestrichen, ohne Umlaute. Er bleibt für immer."
    ),
)
_FILLING = (
    (
        "Schreiben Sie hinter jeden Doppelpunkt ein Leerzeichen und dann die Angabe. Was leer "
        "bleibt, gilt als nicht angegeben. Nötig ist, wo „(nötig)“ steht; in einem eingerückten "
        "Block nur, wenn Sie ihn ausfüllen."
    ),
    (
        "Lassen Sie die Einrückung, wie sie ist. Ein Strich beginnt einen Eintrag einer Liste. "
        "Für einen weiteren schreiben Sie den Strich und alles, was zu ihm gehört, noch einmal "
        "darunter."
    ),
)
_MANY_LINES = (
    "Für mehrere Zeilen setzen Sie einen senkrechten Strich | hinter den Doppelpunkt und schreiben "
    "darunter, um zwei Leerzeichen eingerückt."
)
_UNLOCKING = (
    "Vor Angaben, die nicht nötig sind, steht ein # ohne Leerzeichen. Löschen Sie es in jeder "
    "Zeile der Angaben, die Sie machen möchten."
)
_COMMENTS = (
    "Zeilen, die mit # und einem Leerzeichen beginnen, erklären nur. Sie dürfen sie löschen."
)


def kind_named(name: str) -> ContentType[Content]:
    """The content type that editors call so; raises `UsageError` where there is none."""
    types = {content_type.name: content_type for content_type in CONTENT_TYPES}
    if name not in types:
        raise UsageError(f"„{name}“ gibt es nicht; möglich ist: {', '.join(types)}")
    return types[name]


def templates() -> Mapping[str, str]:
    """The files of `vorlagen/` by path: two for each content type."""
    return {
        f"{FOLDER}/{content_type.name}-{size}.{content_type.suffix.rpartition('.')[2]}": text
        for content_type in CONTENT_TYPES
        for size, is_long in (("kurz", False), ("lang", True))
        for text in [template(content_type, is_long=is_long)]
    }


def template(content_type: ContentType[Content], *, is_long: bool) -> str:
    """A file to copy, which says where to and what to do."""
    place = _INTO_FILE if content_type.is_collection else _INTO_FOLDER
    steps = [step.format(place=content_type.place, suffix=content_type.ending) for step in place]
    head = _head(content_type, steps, is_long=is_long)
    return _text(content_type, _STAND_IN, head, is_long=is_long)


def skeleton(
    content_type: ContentType[Content],
    record_id: str,
    *,
    is_long: bool,
    known: Mapping[str, str] = _NOTHING,
) -> str:
    """The text of a new file, or of a new entry in a file of many.

    `known` are values by dotted key; raises `KeyError` for a key that the type does not have.
    """
    head = () if content_type.is_collection else _head(content_type, [], is_long=is_long)
    return _text(content_type, record_id, head, is_long=is_long, known=known)


def _head(
    content_type: ContentType[Content], steps: Sequence[str], *, is_long: bool
) -> tuple[str, ...]:
    """What to do, step by step, as comments."""
    size = "alle Angaben" if is_long else "die nötigen Angaben"
    asked = blanks(content_type, is_long=is_long)
    has_prose = any(blank.note.shape == "mehrere Zeilen" for blank in asked)
    notes = (*_FILLING, *[_MANY_LINES] * has_prose, *[_UNLOCKING] * is_long, _COMMENTS)
    numbered = (paragraph(step, f"{n}. ") for n, step in enumerate((*steps, *notes), 1))
    title = f"# {content_type.label}: {size}"
    return (title, "#", *(line for lines in numbered for line in lines))


def _text(
    content_type: ContentType[Content],
    record_id: str,
    head: Sequence[str],
    *,
    is_long: bool,
    known: Mapping[str, str] = _NOTHING,
) -> str:
    rows = list(_rows(content_type, known, is_long=is_long))
    if content_type.is_collection:
        rows = [f"{record_id}:", *(f"  {row}".rstrip() for row in rows)]
    above = [*head, ""] if head else []
    body = body_note(content_type)
    if body:
        duty = " (nötig)" if body.is_required else ""
        below = paragraph(f"Nach den drei Strichen folgt: {body.description}{duty}")
        return "\n".join([FENCE, *above, *rows, "", *below, FENCE, "", ""])
    return "\n".join([*above, *rows, ""])


def _rows(
    content_type: ContentType[Content], known: Mapping[str, str], *, is_long: bool
) -> Iterator[str]:
    """The lines of a record, with an empty one before every key of its own."""
    asked = blanks(content_type, is_long=is_long, named=tuple(known))
    strange = known.keys() - {blank.path for blank in asked}
    if strange:
        raise KeyError(*strange)
    for place, blank in enumerate(asked):
        if place and not blank.indent:
            yield ""
        yield from blank.lines(known.get(blank.path, ""))


def create(
    project: Path,
    content_type: ContentType[Content],
    record_id: str,
    *,
    is_long: bool,
    known: Mapping[str, str] = _NOTHING,
) -> tuple[Path | None, Findings]:
    """Write a new file, or append to the file of many; nothing that is there is changed.

    `known` are values to fill in, see `skeleton`.
    """
    place = content_type.path_of(record_id)
    if not is_slug(record_id) or record_id in RESERVED:
        advice = advised_id(record_id)
        finding = diagnose(
            "dateiname-ungueltig", Location(place), datei=record_id, vorschlag=advice
        )
        return None, (finding,)
    text = skeleton(content_type, record_id, is_long=is_long, known=known)
    if content_type.is_collection:
        findings = append(project, content_type, record_id, text)
    else:
        findings = _put(project, place, text)
    return (None if findings else project / place), findings


def append(
    project: Path, content_type: ContentType[Content], record_id: str, text: str
) -> Findings:
    """Put an entry at the end of a file of many; what stands before it stays as it is."""
    place = content_type.place
    link = first_link(project, place)
    if link:
        return (diagnose("verknuepfung-nicht-erlaubt", Location(link)),)
    path = project / place
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            return _append(path, place, record_id, text)
    except OSError:
        raise _unwritable(place) from None


def _put(project: Path, place: str, text: str) -> Findings:
    link = first_link(project, place.rpartition("/")[0])
    if link:
        return (diagnose("verknuepfung-nicht-erlaubt", Location(link)),)
    path = project / place
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise _unwritable(place) from None
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return (diagnose("datei-gibt-es-schon", Location(place)),)
    except OSError:
        raise _unwritable(place) from None
    return ()


def _unwritable(place: str) -> UsageError:
    return UsageError(f"„{place}“ lässt sich nicht schreiben.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else adds to a file of the folder meanwhile, lest one of two entries be lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _append(path: Path, place: str, record_id: str, text: str) -> Findings:
    if path.exists() and not path.is_file():
        return (diagnose("datei-besonders", Location(place)),)
    before = path.read_bytes() if path.exists() else b""
    data, objections = extended(SourceFile(place, before), record_id, text)
    if not objections:
        _replace(path, data)
    return objections


def extended(file: SourceFile, record_id: str, text: str) -> tuple[bytes, Findings]:
    """A file of many with one more entry at its end, and what would be wrong with that."""
    is_windows = b"\r\n" in file.data
    gap = "" if not file.data else "\n" if file.data.endswith(b"\n") else "\n\n"
    added = (gap + text).replace("\n", "\r\n" if is_windows else "\n").encode()
    data = file.data + added
    old, objections = parse(file)
    keys = [entry.key for entry in old.root.entries] if old else []
    if record_id in keys:
        finding = diagnose("eintrag-gibt-es-schon", Location(file.path), kennung=record_id)
        return data, (finding,)
    new, _ = parse(SourceFile(file.path, data))
    if new is None or [entry.key for entry in new.root.entries] != [*keys, record_id]:
        return data, objections or (diagnose("anhaengen-geht-nicht", Location(file.path)),)
    return data, ()


def _replace(path: Path, data: bytes) -> None:
    """The file with other bytes, in one step."""
    handle, temporary = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    if path.exists():
        shutil.copymode(path, temporary)
    else:
        Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
