"""Notes <-> a file below .cache/: one line for each file that was read and each record."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.diagnostics import Diagnostic
from sitegen.memory.notes import FileNote, Found, Notes, Subject
from sitegen.plain import decoded, encoded
from sitegen.reading import Reading
from sitegen.relations import Names
from sitegen.shelf import lines_at, put


def noted(place: Path, program: bytes) -> Notes:
    """What an earlier build by the same program noted; nothing if there is no such file."""
    try:
        head, *lines = lines_at(place)
        told = json.loads(head)
        if told["program"] != program.hex():
            return Notes()
        count = told["files"]
        known = {name: bytes.fromhex(digest) for name, digest in told["known"].items()}
        files, about = dict(map(_file, lines[:count])), list(map(_about, lines[count:]))
        found = {subject: it for subject, it, _, _ in about}
        rests = {subject: (it[0], it[1]) for subject, _, it, _ in about if it}
        names = {subject: (its.digest, it) for subject, its, _, it in about if it}
        return Notes(files, found, known, rests, names=names)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Notes()


def note_down(place: Path, notes: Notes, program: bytes) -> None:
    """Keep notes for the next build."""
    put(place, _lines(notes, program))


def _lines(notes: Notes, program: bytes) -> Iterator[str | bytes]:
    known = {name: digest.hex() for name, digest in notes.known.items()}
    yield _json({"program": program.hex(), "files": len(notes.files), "known": known})
    for path, file in notes.files.items():
        yield file.line or _json([path, file.digest.hex(), encoded(file.reading)])
    for subject, found in notes.found.items():
        told = {rule: list(map(encoded, it)) for rule, it in found.findings.items()}
        met = {rule: digest.hex() for rule, digest in found.met.items()}
        rests = [digest.hex() for digest in notes.rests.get(subject, ())]
        facts = notes.facts.get(subject)
        named = [encoded(facts[2].names)] if facts and facts[0] == found.digest else []
        yield _json([subject, found.digest.hex(), told, met, rests, named])


def _file(line: bytes) -> tuple[str, FileNote]:
    path, digest, reading = json.loads(line)
    return path, FileNote(bytes.fromhex(digest), decoded(Reading, reading), line=line)


def _about(line: bytes) -> tuple[Subject, Found, tuple[bytes, ...], Names | None]:
    subject, digest, told, met, rests, named = json.loads(line)
    found = {rule: tuple(decoded(Diagnostic, it) for it in its) for rule, its in told.items()}
    seen = {rule: bytes.fromhex(digest) for rule, digest in met.items()}
    known = Found(bytes.fromhex(digest), found, seen)
    names = decoded(Names, named[0]) if named else None
    return tuple(subject), known, tuple(map(bytes.fromhex, rests)), names


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
