"""Site -> whom to ask about each record: its first provider, or the office itself.

A record has one owner, so that nobody is called twice: an offer of several providers belongs to
the first, a place to the first who offers something there.
"""

from collections.abc import Iterable, Iterator, Mapping

from sitegen.describe import describe
from sitegen.models.blocks import Care
from sitegen.models.crisis import CRISIS_LINE, CRISIS_TOPIC, CrisisLine
from sitegen.models.event import EVENT, Event
from sitegen.models.initiative import Initiative
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.review import Review
from sitegen.models.venue import VENUE
from sitegen.site import AnyRecord, Site, Target

# Nobody calls an emergency number to see whether it works, so its owner is no provider.
CRISIS: Target = (CRISIS_LINE.name, "")
OFFICE: Target = ("stelle", "")

_REFUSED = frozenset(["abgelehnt", "nicht_listen"])


def may_be_checked(type_name: str) -> bool:
    """Whether an entry of content/pruefungen.yaml may name records of this type."""
    notes = {note.key: note for note in describe(Review)}
    return type_name in notes["eintraege"].refers_to


def left_out(site: Site, wanted: Iterable[Target]) -> frozenset[Target]:
    """Those of which somebody decided that they are not listed, they or their owner.

    Nobody who does not want to be named gets a call or a letter again.
    """
    owner_of = owners(site)
    return frozenset(
        target
        for target in wanted
        if may_be_checked(target[0])
        and (_is_refused(target, site) or _is_refused(owner_of[target], site))
    )


def _is_refused(target: Target, site: Site) -> bool:
    record = site.catalogue.get(target)
    care = getattr(record.content, "care", None) if record else None
    return isinstance(care, Care) and care.status in _REFUSED


def target_of(record: AnyRecord) -> Target:
    """Type and id of a record."""
    return record.type_name, record.id


def venues_of(record: AnyRecord) -> tuple[Target, ...]:
    """The places where an offer or event takes place."""
    content = record.content
    if not isinstance(content, Offer | Event):
        return ()
    return tuple((VENUE.name, name) for name in content.venues)


def is_near_crisis(record: AnyRecord) -> bool:
    """Whether somebody in need may rely on it."""
    content = record.content
    return isinstance(content, CrisisLine) or (
        isinstance(content, Offer) and CRISIS_TOPIC in content.topics
    )


def owners(site: Site, first: Iterable[Target] = ()) -> Mapping[Target, Target]:
    """The owner of every record; `first` are records that come first in claiming a place."""
    catalogue = site.catalogue
    wanted = [record for target in first if (record := catalogue.get(target))]
    takers = [*catalogue.of(OFFER).values(), *catalogue.of(EVENT).values()]
    found = {target_of(record): _owner(record) for record in catalogue.all()}
    places: dict[Target, Target] = {}
    for record in (*wanted, *takers):
        for venue in venues_of(record):
            places.setdefault(venue, found[target_of(record)])
    return found | places


def _owner(record: AnyRecord) -> Target:
    if record.type_name == ORGANISATION.name:
        return target_of(record)
    if isinstance(record.content, CrisisLine):
        return CRISIS
    return next(((ORGANISATION.name, name) for name in _bodies(record)), OFFICE)


def _bodies(record: AnyRecord) -> Iterator[str]:
    content = record.content
    if isinstance(content, Offer | Event):
        yield from content.organisations
    if isinstance(content, Initiative) and content.lead:
        yield content.lead
