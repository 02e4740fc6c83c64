"""`pruefung eintragen`: an afternoon of calls becomes one entry of content/pruefungen.yaml.

The file is first read as if the entry stood there already, by the program itself; it is
written only if nothing is wrong then. Nowhere else is it said that anybody checked anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.checks.privacy import PERSONAL
from sitegen.dates import date_de
from sitegen.diagnostics import Findings, Location, diagnose, has_errors, in_order
from sitegen.german import UsageError
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.review import REVIEW, Review
from sitegen.parse import locate
from sitegen.pipeline import Outcome, read
from sitegen.scaffold import append
from sitegen.site import Catalogue
from sitegen.source import SourceFile
from sitegen.surveys.callround.table import MOST, Filled, filled
from sitegen.visible import one_line

_TARGET = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"[A-Za-zÄÖÜäöü][A-Za-zÄÖÜäöüß ]*[A-Za-zÄÖÜäöüß]")


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked on one day by one role in one way; `records` are `typ/id`."""

    on: date
    role: str
    kind: str
    records: tuple[str, ...]

    def need_sense(self, today: date) -> None:
        """Raise `UsageError` for what no file is needed to see."""
        if self.on > today:
            raise UsageError(f"--am: Der {date_de(self.on)} ist noch nicht gekommen.")
        if not self.role.strip() or not self.role.isprintable() or len(self.role) > 90:
            raise UsageError("--rolle: Bitte eine Aufgabe in wenigen Worten, etwa Redaktion.")
        if PERSONAL.search(self.role):
            raise UsageError("--rolle: Bitte eine Aufgabe und kein Name, etwa Redaktion.")
        if not self.records:
            raise UsageError("Es fehlt, was geprüft wurde, zum Beispiel angebot/mittagstisch.")
        for number, record in enumerate(self.records):
            if not _TARGET.fullmatch(record):
                shown = one_line(record)[:60]
                raise UsageError(
                    f"„{shown}“ ist kein Eintrag; die Form ist Art/Kennung, "
                    "zum Beispiel angebot/mittagstisch."
                )
            if record in self.records[:number]:
                raise UsageError(f"„{record}“ steht zweimal da.")


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it: the entry's id and text, empty where nothing was written.

    `known` are records that were entered already, with the same day, role and way.
    """

    outcome: Outcome
    id: str = ""
    text: str = ""
    records: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def read_table(path: Path) -> Filled:
    """What a filled call list says; raises `UsageError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError:
        raise UsageError(f"--datei: „{path}“ lässt sich nicht lesen.") from None
    return filled(data)


def joined(records: Sequence[str], table: Filled) -> tuple[str, ...]:
    """The records named one by one, then those of the table that are not among them."""
    return (*records, *(record for record in table.checked if record not in records))


def enter(project: Path, check: Check) -> Entered:
    """Append the entry; where anything is wrong, nothing is written and the findings say what."""
    files, findings = load(project, CONTENT_TYPES)
    sources = {source.path: source for source in files}
    catalogue, more = read(files, None)
    findings = (*findings, *more)
    if has_errors(findings):
        return Entered(_settled(findings, sources))
    known = tuple(record for record in check.records if record in _entered(check, catalogue))
    new = replace(check, records=tuple(r for r in check.records if r not in known))
    if not new.records:
        day = date_de(check.on)
        finding = diagnose("pruefung-gibt-es-schon", Location(REVIEW.place), tag=day)
        return Entered(_settled((finding,), sources), known=known)
    name = _free_name(new, catalogue.of(REVIEW))
    text = _text(name, new)
    wrong = _tried(text, sources)
    if not has_errors(wrong.findings):
        appended = append(project, REVIEW, name, text)
        wrong = replace(wrong, findings=appended)
    if has_errors(wrong.findings):
        return Entered(wrong, known=known)
    return Entered(Outcome((), sources), name, text, new.records, known)


def _entered(check: Check, catalogue: Catalogue) -> frozenset[str]:
    """What is entered already with the same day, role and way."""
    same = (check.on, check.role, check.kind)
    return frozenset(
        target
        for review in catalogue.of(REVIEW).values()
        for target in review.content.records
        if (review.content.on, review.content.by, review.content.kind) == same
    )


def _free_name(check: Check, taken: Mapping[str, object]) -> str:
    return next(name for name in _names(check) if name not in taken)


def _names(check: Check) -> Iterator[str]:
    name = f"{check.kind}-{check.on.isoformat()}"
    yield name
    yield from (f"{name}-{number}" for number in range(2, 10_000))


def _text(name: str, check: Check) -> str:
    """The entry as an editor writes it."""
    role = check.role if _PLAIN.fullmatch(check.role) else _quoted(check.role)
    lines = [
        f"{name}:",
        f"  am: {check.on.isoformat()}",
        f"  rolle: {role}",
        f"  art: {check.kind}",
        "  eintraege:",
        *(f"    - {record}" for record in check.records),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Any line of text as YAML takes it for text."""
    return "'" + text.replace("'", "''") + "'"


def _tried(text: str, sources: Mapping[str, SourceFile]) -> Outcome:
    """What the program would say with the entry at the end of the file."""
    there = sources.get(REVIEW.place)
    before = there.data.rstrip(b"\n") + b"\n\n" if there and there.data else b""
    tried = {**sources, REVIEW.place: SourceFile(REVIEW.place, before + text.encode())}
    _, findings = read(tuple(tried.values()), None)
    return _settled(findings, tried)


def _settled(findings: Iterable[object], sources: Mapping[str, SourceFile]) -> Outcome:
    located: Findings = in_order(locate(findings, sources))  # type: ignore[arg-type]
    return Outcome(located, sources)
