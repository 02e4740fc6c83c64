"""`new`: a file to fill in, short with the required keys or long with all of them.

The files are made of the models, so they always fit; comments say what each key means.
They start as drafts and never claim that anybody has checked anything.
"""

from collections.abc import Iterator
from pathlib import Path

from sitegen.describe import FieldNote, describe
from sitegen.diagnostics import Findings, Location, diagnose
from sitegen.load import advised_id
from sitegen.models import ContentType
from sitegen.models.base import Content
from sitegen.urls import RESERVED, is_slug

# Keys that belong into the short form although the model does not demand them: one of
# `orte` and `gebiet`, and a way of contact.
_SHORT = {"angebot": ("orte", "gebiet", "kontakt")}
_NEVER = frozenset(["geprueft_am", "geprueft_von", "quelle_hash"])
_CONTACT = frozenset(["telefon", "email", "web", "nummer"])
_DRAFT = {"status": "entwurf"}


def create(
    project: Path, content_type: ContentType[Content], record_id: str, *, is_long: bool
) -> tuple[Path | None, Findings]:
    """Write the new file; an existing one is never touched."""
    place = f"{content_type.place}/{record_id}{content_type.suffix}"
    if not is_slug(record_id) or record_id in RESERVED:
        advice = advised_id(record_id)
        finding = diagnose(
            "dateiname-ungueltig", Location(place), datei=record_id, vorschlag=advice
        )
        return None, (finding,)
    path = project / place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(content_type, is_long=is_long))
    except FileExistsError:
        return None, (diagnose("datei-gibt-es-schon", Location(place)),)
    return path, ()


def skeleton(content_type: ContentType[Content], *, is_long: bool) -> str:
    """The text of a new file."""
    kind = "alle Felder" if is_long else "die nötigen Felder"
    head = f"# {content_type.label}: {kind}. Was leer bleibt, gilt als nicht angegeben.\n"
    chosen = None if is_long else _SHORT.get(content_type.name, ())
    return head + "".join(_lines(describe(content_type.model), 0, chosen))


def _lines(
    notes: tuple[FieldNote, ...], depth: int, chosen: tuple[str, ...] | None
) -> Iterator[str]:
    for note in notes:
        if note.key in _NEVER or not _is_wanted(note, chosen):
            continue
        indent = "  " * depth
        yield f"{indent}# {_comment(note)}\n"
        yield f"{indent}{note.key}:{_value(note)}\n"
        if note.fields:
            inner = chosen if chosen is None else (*_CONTACT, *_DRAFT)
            yield from _block(note, depth + 1, inner)
        elif note.is_list:
            yield f"{indent}  -\n"


def _is_wanted(note: FieldNote, chosen: tuple[str, ...] | None) -> bool:
    return chosen is None or note.is_required or note.key in chosen


def _block(note: FieldNote, depth: int, chosen: tuple[str, ...] | None) -> Iterator[str]:
    lines = list(_lines(note.fields, depth + note.is_list, chosen))
    if note.is_list and lines:
        # The first key of a list's block follows its dash; comments go before it.
        first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        dash = "  " * depth + "- "
        lines[first] = dash + lines[first].lstrip()
    yield from lines


def _value(note: FieldNote) -> str:
    return f" {_DRAFT[note.key]}" if note.key in _DRAFT else ""


def _comment(note: FieldNote) -> str:
    parts = [note.description]
    if note.kind == "ja/nein/unbekannt":
        parts.append("ja, nein oder unbekannt.")
    elif note.allowed and not note.refers_to:
        parts.append(f"Möglich: {', '.join(note.allowed)}.")
    if note.is_required:
        parts.append("(nötig)")
    return " ".join(parts)
