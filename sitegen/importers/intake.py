"""`eingang`: what somebody tells of an offer becomes a record for an editor to check.

The record is never public: its state is `eingang`, its source is that somebody told of it, and
nothing of whoever did is kept. Provider and place are records that are there, or drafts beside it.
All of it is first read by the program itself together with everything that is there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sitegen.diagnostics import Diagnostic, Findings, Location, diagnose, in_order
from sitegen.german import UsageError
from sitegen.importers.block import Block, blocks_of
from sitegen.importers.draft import Draft, in_model_order
from sitegen.importers.mail import MAX_BYTES, UnreadableError, texts_of
from sitegen.importers.matching import Claims, Matches, claims_of
from sitegen.importers.personal import personal
from sitegen.importers.schedule import Keys
from sitegen.importers.writing import errors_of, need_organisation, put_new
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.offer import OFFER
from sitegen.outcome import Outcome
from sitegen.parse import locate, parse
from sitegen.pipeline import read
from sitegen.site import Catalogue
from sitegen.source import Document, Plain, SourceFile, plain
from sitegen.validate import validate
from sitegen.visible import one_line

_BLOCK = "eingang.yaml"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: a mail or file by name, and who organises what it tells of."""

    name: str
    data: bytes
    today: date
    organisation: str | None = None
    is_writing: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What came of it. With errors in the findings there are no files and nothing was written.

    `files` are new files with their records, the offer last; `notes` are for an editor.
    """

    outcome: Outcome
    files: tuple[tuple[str, Draft], ...] = ()
    notes: tuple[str, ...] = ()
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class _Letter:
    """A text with the offer in it, found and read."""

    name: str
    text: str
    block: Block
    document: Document

    @property
    def source(self) -> SourceFile:
        """The text, for reports to quote."""
        return SourceFile(self.name, self.text.encode())

    def placed(self, findings: Iterable[Diagnostic], path: str) -> Findings:
        """What is said of the record at `path`, where it stands in the text."""
        data = {_BLOCK: SourceFile(_BLOCK, self.block.data.encode())}
        own = (it for it in findings if it.location.path == path)
        there = (replace(it, location=replace(it.location, path=_BLOCK)) for it in own)
        return tuple(
            replace(it, location=self.block.place(it.location, self.name))
            for it in locate(there, data)
        )


def given(name: str, stdin: BinaryIO) -> tuple[str, bytes]:
    """What a file holds, or the standard input for `-`, and how to call it."""
    try:
        if name == "-":
            return "Eingabe", stdin.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return name, file.read(MAX_BYTES + 1)
    except OSError:
        raise UsageError(f"„{one_line(name)}“ lässt sich nicht lesen.") from None


def receive(project: Path, wish: Wish) -> Received:
    """Read, match, check and, if wished, write; raises `UsageError` for what cannot be meant."""
    files, faults = load(project, CONTENT_TYPES)
    sources = {file.path: file for file in files}
    catalogue, more = read(files, None)
    errors = errors_of((*faults, *more), sources)
    if errors:
        return Received(Outcome(errors, sources))
    need_organisation("--anbieter", wish.organisation, catalogue)
    letter = _letter(wish)
    if isinstance(letter, Outcome):
        return Received(letter)
    received = _drafted(letter, claims_of(letter.document), wish, catalogue, sources)
    if received.files and wish.is_writing:
        made = {path: draft.text.encode() for path, draft in received.files}
        objections = put_new(project, made)
        if objections:
            return Received(Outcome(objections, sources))
        return replace(received, is_written=True)
    return received


# --- finding the offer ---------------------------------------------------------------------


def _letter(wish: Wish) -> _Letter | Outcome:
    """The offer in what was given, or what is wrong with that, and the text it stands in."""
    name = one_line(wish.name)
    try:
        texts = texts_of(wish.data)
    except UnreadableError as error:
        return Outcome((diagnose(error.code, Location(name)),), {})
    for text in texts:
        found = _blocks(text)
        sources = {name: SourceFile(name, text.encode())}
        if len({block.data.strip() for block in found}) > 1:
            line = next(iter(sorted(found[1].pieces)))
            return Outcome((diagnose("eingang-mehrere", Location(name, line, 1)),), sources)
        if found:
            document, faults = parse(SourceFile(_BLOCK, found[0].data.encode()))
            if document is not None and not faults:
                return _Letter(name, text, found[0], document)
            placed = (
                replace(it, location=found[0].place(it.location, name), related=()) for it in faults
            )
            return Outcome(in_order(placed), sources)
    return Outcome((diagnose("eingang-ohne-angaben", Location(name)),), {})


def _blocks(text: str) -> tuple[Block, ...]:
    """A whole file of YAML, or what stands in a mail."""
    document, faults = parse(SourceFile(_BLOCK, text.encode()))
    if document is not None and not faults and document.root.get("titel"):
        return (Block(text, {}),)
    return blocks_of(text)


# --- making records of it ------------------------------------------------------------------


def _drafted(
    letter: _Letter,
    claims: Claims,
    wish: Wish,
    catalogue: Catalogue,
    sources: Mapping[str, SourceFile],
) -> Received:
    """The drafts, if the program itself finds nothing wrong with them."""
    matches = Matches(catalogue, wish.today, wish.organisation)
    matched = matches.matched(claims)
    quoted = {letter.name: letter.source}
    if matched.needs_person:
        fault = diagnose("eingang-privatperson", Location(_BLOCK, keys=("anbieter",)))
        return Received(Outcome(letter.placed([fault], _BLOCK), quoted))
    document = replace(letter.document, root=matched.root)
    records, wrong = validate(document, OFFER)
    if not records:
        return Received(Outcome(in_order(letter.placed(wrong, _BLOCK)), quoted))
    title = records[0].content.title
    path = OFFER.path_of(matches.free_name(OFFER, title, matched.district))
    files = (*matched.files, (path, Draft(_keys(document), ())))
    made = {place: SourceFile(place, draft.text.encode()) for place, draft in files}
    tried = {**sources, **made}
    _, findings = read(tuple(tried.values()), None)
    own = (*letter.placed(findings, path), *personal(document, letter.block, letter.name))
    others = locate((it for it in findings if it.location.path in made.keys() - {path}), tried)
    strange = errors_of(tuple(it for it in findings if it.location.path not in made), tried)
    outcome = Outcome(in_order((*own, *others, *strange)), {**tried, **quoted})
    if any(it.is_error for it in outcome.findings):
        return Received(outcome)
    return Received(outcome, files, (*claims.notes, *matched.notes))


def _keys(document: Document) -> Keys:
    """The keys of the offer in the order of its model, long texts without outer space."""
    keys = plain(document.root)
    assert isinstance(keys, dict)
    return in_model_order({key: _trimmed(value) for key, value in keys.items()}, OFFER.model)


def _trimmed(value: Plain) -> Plain:
    if isinstance(value, str):
        return f"{value.strip()}\n" if "\n" in value.strip() else value.strip()
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    return {key: _trimmed(item) for key, item in value.items()}
