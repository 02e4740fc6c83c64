"""Records -> what each of them names, in fields, in links and by the number of a paper.

One walk serves everything that shows "who refers to this": hubs, backlinks of documents,
people's way from a fact to its source. What only editors see (care, evidence) names nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from sitegen.diagnostics import Keys, Location
from sitegen.fields import MarkdownText
from sitegen.markup import mentions_of, paper_numbers
from sitegen.models import Leaf, leaves
from sitegen.models.blocks import Care, Evidence
from sitegen.models.document import DOCUMENT
from sitegen.models.review import REVIEW
from sitegen.models.versions import EasyException
from sitegen.site import AnyRecord, Catalogue, Standing, Target

Papers = Mapping[str, Target]
Relations = Mapping[Target, tuple[Target, ...]]

_UNSEEN = (Care, Evidence, EasyException)


def papers_of(catalogue: Catalogue) -> Papers:
    """The documents by their number, the first of each number."""
    found: dict[str, Target] = {}
    for record in catalogue.of(DOCUMENT).values():
        if record.content.number:
            found.setdefault(record.content.number, (DOCUMENT.name, record.id))
    return found


def relations(
    catalogue: Catalogue, standings: Mapping[Target, Standing], papers: Papers
) -> tuple[Relations, Relations]:
    """What each listed record names, and what names it; both ends are listed."""
    onward: dict[Target, dict[Target, None]] = {}
    back: dict[Target, dict[Target, None]] = {}
    for record in catalogue.all():
        here = (record.type_name, record.id)
        if not standings[here].is_listed or record.type_name == REVIEW.name:
            continue
        for target in (*(target for target, _ in named(record)), *named_papers(record, papers)):
            if target != here and target in standings and standings[target].is_listed:
                onward.setdefault(here, {})[target] = None
                back.setdefault(target, {})[here] = None
    return _frozen(onward), _frozen(back)


def _frozen(found: Mapping[Target, Iterable[Target]]) -> Relations:
    return {target: tuple(others) for target, others in found.items()}


def named(record: AnyRecord) -> Iterator[tuple[Target, Location]]:
    """The records that references and texts of a record name, and where they do."""
    for leaf in leaves(record.content):
        if "kein_doppel" not in leaf.keys:
            yield from _named(record, leaf)


def _named(record: AnyRecord, leaf: Leaf) -> Iterator[tuple[Target, Location]]:
    place = record.at(*leaf.keys)
    if isinstance(leaf.marker, MarkdownText):
        for mention in mentions_of(leaf.value):
            yield (mention.kind, mention.target), place.inside(mention.line, mention.column)
    elif (target := leaf.marker.split(leaf.value)) is not None:
        yield target, place


def named_papers(record: AnyRecord, papers: Papers) -> Iterator[Target]:
    """The documents whose numbers stand in any text of a record that visitors see."""
    for text, _ in texts_with_places(record.content):
        for whole, base in paper_numbers(text):
            found = papers.get(whole) or papers.get(base)
            if found is not None:
                yield found


def texts_with_places(value: object, keys: Keys = ()) -> Iterator[tuple[str, Keys]]:
    """Texts of a record, but of its care, evidence and exceptions, and the keys they stand at."""
    if isinstance(value, str):
        yield value, keys
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_with_places(item, (*keys, index))
    elif isinstance(value, BaseModel) and not isinstance(value, _UNSEEN):
        for name, field in type(value).model_fields.items():
            yield from texts_with_places(getattr(value, name), (*keys, field.alias or name))
