"""Records -> what each of them names, in fields, in links and by the number of a paper.

One walk serves everything that shows "who refers to this": hubs, backlinks of documents,
people's way from a fact to its source. What only editors see (care, evidence) names nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from sitegen.diagnostics import Keys, Location
from sitegen.fields import MarkdownText
from sitegen.markup import mentions_of, paper_numbers
from sitegen.models import Content, leaves
from sitegen.models.blocks import Care, Evidence
from sitegen.models.document import DOCUMENT
from sitegen.models.review import REVIEW
from sitegen.models.versions import EasyException
from sitegen.site import AnyRecord, Catalogue, Target

Papers = Mapping[str, Target]
Relations = Mapping[Target, tuple[Target, ...]]
Unseen: TypeAlias = tuple[type[BaseModel], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A reference of a record to another: the keys of the text that makes it, and where in it."""

    target: Target
    keys: Keys
    line: int = 0
    column: int = 0

    def place(self, record: AnyRecord) -> Location:
        """Where the reference of that record stands."""
        place = record.at(*self.keys)
        return place.inside(self.line, self.column) if self.line else place


@dataclass(frozen=True, slots=True)
class Names:
    """What one record names, in the order written: records, and numbers of papers.

    Of a number both forms are given, in full and without its supplement, each pair once.
    """

    mentions: tuple[Named, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()


_UNSEEN: Unseen = (Care, Evidence, EasyException)


def papers_of(catalogue: Catalogue) -> Papers:
    """The documents by their number, the first of each number."""
    found: dict[str, Target] = {}
    for record in catalogue.of(DOCUMENT).values():
        if record.content.number:
            found.setdefault(record.content.number, (DOCUMENT.name, record.id))
    return found


def names_of(record: AnyRecord) -> Names:
    """What one record names, whatever there is of it: a pure function of its content."""
    # Every number has a stroke, and hardly any other text has one.
    texts = (text for text, _ in texts_with_places(record.content) if "/" in text)
    numbers = dict.fromkeys(number for text in texts for number in paper_numbers(text))
    return Names(tuple(_mentions(record.content)), tuple(numbers))


def relations(
    names: Mapping[Target, Names], listed: frozenset[Target], papers: Papers
) -> tuple[Relations, Relations]:
    """What each of the `listed` records names, and what names it; both ends are listed."""
    onward: dict[Target, tuple[Target, ...]] = {}
    back: dict[Target, list[Target]] = {}
    for here, it in names.items():
        if here not in listed or here[0] == REVIEW.name:
            continue
        every = dict.fromkeys((*(said.target for said in it.mentions), *named_papers(it, papers)))
        targets = tuple(target for target in every if target in listed and target != here)
        if targets:
            onward[here] = targets
        for target in targets:
            back.setdefault(target, []).append(here)
    return onward, {target: tuple(others) for target, others in back.items()}


def named(record: AnyRecord) -> Iterator[tuple[Target, Location]]:
    """The records that references and texts of a record name, and where they do."""
    return ((it.target, it.place(record)) for it in _mentions(record.content))


def _mentions(content: Content) -> Iterator[Named]:
    for leaf in leaves(content):
        if "kein_doppel" in leaf.keys:
            continue
        if isinstance(leaf.marker, MarkdownText):
            for it in mentions_of(leaf.value):
                yield Named((it.kind, it.target), leaf.keys, it.line, it.column)
        elif (target := leaf.marker.split(leaf.value)) is not None:
            yield Named(target, leaf.keys)


def named_papers(names: Names, papers: Papers) -> Iterator[Target]:
    """The documents whose numbers stand in any text of a record that visitors see."""
    for whole, base in names.papers:
        found = papers.get(whole) or papers.get(base)
        if found is not None:
            yield found


def texts_with_places(
    value: object, keys: Keys = (), unseen: Unseen = _UNSEEN
) -> Sequence[tuple[str, Keys]]:
    """Texts of a record and the keys they stand at, but words of closed lists and of `unseen`.

    `unseen` are blocks: care, evidence and exceptions unless the caller wants all.
    """
    found: list[tuple[str, Keys]] = []
    _collect(value, keys, unseen, found)
    return found


def _collect(value: object, keys: Keys, unseen: Unseen, found: list[tuple[str, Keys]]) -> None:
    if isinstance(value, str):
        found.append((value, keys))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, (*keys, index), unseen, found)
    elif isinstance(value, BaseModel) and not isinstance(value, unseen):
        for key, name in _with_texts(type(value)):
            part = getattr(value, name)
            if part:
                _collect(part, (*keys, key), unseen, found)


@cache
def _with_texts(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Key and name of the fields that may hold a text, or a block with one."""
    fields = model.model_fields.items()
    return tuple((it.alias or name, name) for name, it in fields if _may_hold(it.annotation))


def _may_hold(annotation: object) -> bool:
    if get_origin(annotation) is Literal:
        return False
    if isinstance(annotation, type) and issubclass(annotation, str | BaseModel):
        return True
    return any(map(_may_hold, get_args(annotation)))
