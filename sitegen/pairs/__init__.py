"""Catalogue -> pairs of records that are probably one and the same thing, entered twice.

A name alone proves nothing: half the city has a Seniorencafé. So only records are compared
that share something else too (provider, address, telephone, web page, month), sorted within
each such block and only with their neighbours there: the work grows with the number of
records. Kinds of records join by a line in `_KINDS`.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from sitegen.likeness import Likeness, Vocabulary, stem
from sitegen.models import Content, ContentType
from sitegen.models.blocks import Care
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.venue import VENUE
from sitegen.pairs.rules import Agreement, like_event, like_offer, like_organisation, like_venue
from sitegen.pairs.traits import Own, Reader, Traits, count_lines, own_of, vocabulary_of
from sitegen.site import AnyRecord, Catalogue, Target

NEIGHBOURS = 12
"""With how many records after it in a sorted block each is compared."""

_SETTLED = frozenset(["abgelehnt", "nicht_listen", "beendet"])
_OLDEST_FIRST = {**dict.fromkeys(_SETTLED, 0), **dict.fromkeys(("entwurf", "eingang"), 2)}
_NAMES = {
    Likeness.SAME: "{} gleich",
    Likeness.NEAR: "{} fast gleich",
    Likeness.WITHIN: "{} im anderen enthalten",
    Likeness.NONE: "anderer {}",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of one type that are probably one.

    `later` is the newer as far as one can tell: a draft came after what is published, that
    after what was refused; else it is the one whose id comes later. `reason` tells why an
    editor recorded that they are two.
    """

    earlier: AnyRecord
    later: AnyRecord
    agreement: Agreement
    reason: str | None = None

    @property
    def earlier_status(self) -> str:
        """How an editor decided on the earlier record: `abgelehnt`, `entwurf` and so on."""
        return _status(self.earlier)

    @property
    def is_open(self) -> bool:
        """Whether somebody should look: nobody has decided, and one of both may yet be shown."""
        settled = all(_status(record) in _SETTLED for record in (self.earlier, self.later))
        return self.reason is None and not settled

    @property
    def agreed(self) -> tuple[str, ...]:
        """What agrees, for editors: „Titel fast gleich“, „gleicher Anbieter“ and so on."""
        noun = "Titel" if hasattr(self.later.content, "title") else "Name"
        return (_NAMES[self.agreement.name].format(noun), *self.agreement.shared)

    @property
    def targets(self) -> frozenset[Target]:
        """Type and id of both."""
        return frozenset((record.type_name, record.id) for record in (self.earlier, self.later))


@dataclass(frozen=True, slots=True)
class _Alike:
    """A `Pair` by type and id of both."""

    earlier: Target
    later: Target
    agreement: Agreement
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records of one type are brought together and compared."""

    content_type: ContentType[Content]
    blocks: Callable[[Traits], Iterator[Hashable]]
    compare: Callable[[Traits, Traits], Agreement | None]


def probable_pairs(
    catalogue: Catalogue, own: Callable[[AnyRecord], Own] = own_of
) -> tuple[Pair, ...]:
    """All pairs, also those of which an editor recorded that they are two.

    They follow from what `own` says of each record, and from the names of the city's parts; as
    long as these say the same nothing is compared again.
    """
    records = {
        (record.type_name, record.id): record
        for kind in _KINDS
        for record in catalogue.of(kind.content_type).values()
    }
    owns = tuple((target, own(record)) for target, record in records.items())
    return tuple(
        Pair(records[alike.earlier], records[alike.later], alike.agreement, alike.reason)
        for alike in _all_alike(owns, vocabulary_of(catalogue))
    )


@lru_cache(maxsize=1)
def _all_alike(said: tuple[tuple[Target, Own], ...], vocabulary: Vocabulary) -> tuple[_Alike, ...]:
    """What is alike in a catalogue whose records say that of themselves."""
    owns = dict(said)
    lines = count_lines(owns)
    groups: dict[Target, str] = {}
    found: list[_Alike] = []
    for kind in _KINDS:
        reader = Reader(owns, vocabulary, lines, groups)
        of_kind = (target for target in owns if target[0] == kind.content_type.name)
        alike = tuple(_alike(map(reader.traits, of_kind), kind))
        found += alike
        # What comes later meets under either name of a provider or place.
        groups |= _groups(kind.content_type.name, alike)
    return tuple(found)


def _alike(every: Iterable[Traits], kind: _Kind) -> Iterator[_Alike]:
    ordered = sorted(every, key=_order)
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, traits in enumerate(ordered):
        for key in set(kind.blocks(traits)):
            blocks[key].append(index)
    for first, second in sorted(_neighbours(blocks.values())):
        one, other = ordered[first], ordered[second]
        if not _are_related(one, other):
            agreement = kind.compare(one, other)
            if agreement is not None:
                yield _as_found(one, other, agreement)


def _neighbours(blocks: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for block in blocks:
        for place, first in enumerate(block):
            found.update((first, second) for second in block[place + 1 : place + 1 + NEIGHBOURS])
    return found


def _order(traits: Traits) -> tuple[object, ...]:
    """Alike names stand together, those of one part of the city closest."""
    return "".join(traits.name.words), sorted(traits.name.places), traits.id


def _status(record: AnyRecord) -> str:
    care = getattr(record.content, "care", None)
    return care.status if isinstance(care, Care) else ""


def _are_related(one: Traits, other: Traits) -> bool:
    """Whether the records say themselves how they belong together."""
    for here, there in ((one, other), (other, one)):
        if there.id in here.own.relatives or here.own.word.replaced_by == there.id:
            return True
    return False


def _as_found(one: Traits, other: Traits, agreement: Agreement) -> _Alike:
    earlier, later = sorted(
        (one, other), key=lambda it: (_OLDEST_FIRST.get(it.own.word.status, 1), it.id)
    )
    noted = (_noted(later, earlier), _noted(earlier, later))
    reason = next((reason for reason in noted if reason is not None), None)
    return _Alike(earlier.target, later.target, agreement, reason)


def _noted(here: Traits, there: Traits) -> str | None:
    target = "/".join(there.target)
    return next((reason for noted, reason in here.own.word.no_doubles if noted == target), None)


def _groups(type_name: str, pairs: Iterable[_Alike]) -> Mapping[Target, str]:
    """For every record of a pair the first id of all that are linked to it by pairs."""
    leader: dict[str, str] = {}

    def lead(record_id: str) -> str:
        while record_id in leader:
            record_id = leader[record_id]
        return record_id

    for pair in pairs:
        first, second = sorted((lead(pair.earlier[1]), lead(pair.later[1])))
        if pair.reason is None and first != second:
            leader[second] = first
    return {(type_name, record_id): lead(record_id) for record_id in leader}


def _offer_blocks(traits: Traits) -> Iterator[Hashable]:
    anchors: tuple[frozenset[Any], ...] = (
        traits.providers,
        traits.venues,
        traits.phones,
        traits.pages,
    )
    starts = tuple(_starts(traits, 4))
    for kind, names in enumerate(anchors):
        for name in names:
            yield kind, name
            yield from ((kind, name, start) for start in starts)


def _organisation_blocks(traits: Traits) -> Iterator[Hashable]:
    yield from traits.phones
    yield from traits.pages
    yield from _starts(traits, 5)


def _venue_blocks(traits: Traits) -> Iterator[Hashable]:
    yield from _starts(traits, 5)
    own = traits.own
    if own.number:
        yield own.street, own.number
    if own.point:
        # Cells of some 200 metres that overlap, so that no border parts two neighbours.
        halves = [(int(degrees * 1_000), int(degrees * 1_000) + 1) for degrees in own.point]
        yield from (("lage", *cell) for cell in product(*halves))


def _event_blocks(traits: Traits) -> Iterator[Hashable]:
    begin = traits.own.begin
    month = (begin.year, begin.month) if begin else None
    yield from ((month, start) for start in _starts(traits, 4))
    if begin and begin.day:
        yield begin.first


def _starts(traits: Traits, length: int) -> Iterator[str]:
    """How all words by which a record is known begin, and how its names end."""
    for name in traits.names:
        yield from (stem(word)[:length] for word in name.words)
        yield f"…{name.letters[-length:]}"


# Providers and places first: the others are compared by them.
_KINDS = (
    _Kind(ORGANISATION, _organisation_blocks, like_organisation),
    _Kind(VENUE, _venue_blocks, like_venue),
    _Kind(OFFER, _offer_blocks, like_offer),
    _Kind(EVENT, _event_blocks, like_event),
)

COMPARED = frozenset(kind.content_type.name for kind in _KINDS)
"""The types whose records are compared with each other."""

__all__ = [
    "COMPARED",
    "NEIGHBOURS",
    "Agreement",
    "Likeness",
    "Own",
    "Pair",
    "own_of",
    "probable_pairs",
]
