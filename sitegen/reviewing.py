"""`pruefung eintragen`: an afternoon of calls becomes one entry of content/pruefungen.yaml.

The file is first read as if the entry stood there already, by the program itself; it is
written only if nothing is wrong then. Nowhere else is it said that anybody checked anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.checks.privacy import PERSONAL
from sitegen.dates import date_de
from sitegen.diagnostics import Findings, Location, diagnose, in_order
from sitegen.german import UsageError
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.review import REVIEW
from sitegen.outcome import Outcome
from sitegen.parse import locate
from sitegen.persons import names
from sitegen.pipeline import read
from sitegen.scaffold import append, extended
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
        if not self.role.strip() or not self.role.isprintable():
            raise UsageError("--rolle: Bitte eine Aufgabe in wenigen Worten, etwa Redaktion.")
        if PERSONAL.search(self.role) or any(names(self.role)):
            raise UsageError("--rolle: Bitte eine Aufgabe und keinen Namen, etwa Redaktion.")
        if not self.records:
            raise UsageError(
                "Es fehlt, was geprüft wurde: Einträge wie angebot/mittagstisch oder --datei mit "
                "Zeilen, in denen bei ergebnis „stimmt“ steht."
            )
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


def read_table(path: Path | None) -> Filled:
    """What a filled call list says, nothing without one; raises `UsageError`."""
    if path is None:
        return Filled((), {})
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError:
        raise UsageError(f"--datei: „{path}“ lässt sich nicht lesen.") from None
    return filled(data)


def enter(project: Path, check: Check) -> Entered:
    """Append the entry; where anything is wrong, nothing is written and the findings say what."""
    files, findings = load(project, CONTENT_TYPES)
    sources = {source.path: source for source in files}
    catalogue, more = read(files, None)
    errors = _errors((*findings, *more), sources)
    if errors:
        return Entered(Outcome(errors, sources))
    known = tuple(record for record in check.records if record in _entered(check, catalogue))
    new = replace(check, records=tuple(r for r in check.records if r not in known))
    if not new.records:
        day = date_de(check.on)
        finding = diagnose("pruefung-gibt-es-schon", Location(REVIEW.place), tag=day)
        return Entered(Outcome((finding,), sources), known=known)
    name = _free_name(new, catalogue.of(REVIEW))
    text = _text(name, new)
    outcome = _tried(name, text, sources)
    if not outcome.findings:
        outcome = replace(outcome, findings=append(project, REVIEW, name, text))
    if outcome.findings:
        return Entered(outcome, known=known)
    return Entered(outcome, name, text, new.records, known)


def told(entered: Entered, others: Mapping[str, str]) -> str:
    """What was written, what is to be done with it, and what else came of the calls."""
    count = len(entered.records)
    title = f"Prüfung {entered.id}: {count} {'Eintrag' if count == 1 else 'Einträge'}"
    lines = [
        f"In {REVIEW.place} angehängt:",
        "",
        *(f"  {line}" for line in entered.text.splitlines()),
        "",
        "Damit es gilt, übernehmen Sie die Datei:",
        "",
        f"  git add {REVIEW.place}",
        f'  git commit -m "{title}"',
    ]
    if entered.known:
        lines += ["", "Stand schon da, für diesen Tag:", *(f"  {it}" for it in entered.known)]
    if others:
        todo = (f"  {record}: {result}" for record, result in others.items())
        lines += ["", "Nicht eingetragen, bitte selbst ändern oder noch einmal fragen:", *todo]
    return "\n".join(lines) + "\n"


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


def _tried(name: str, text: str, sources: Mapping[str, SourceFile]) -> Outcome:
    """The errors that the program would find with the entry at the end of the file."""
    there = sources.get(REVIEW.place) or SourceFile(REVIEW.place, b"")
    data, objections = extended(there, name, text)
    tried = {**sources, REVIEW.place: SourceFile(REVIEW.place, data)}
    if objections:
        return Outcome(objections, sources)
    _, findings = read(tuple(tried.values()), None)
    return Outcome(_errors(findings, tried), tried)


def _errors(findings: Findings, sources: Mapping[str, SourceFile]) -> Findings:
    return in_order(locate((f for f in findings if f.is_error), sources))
