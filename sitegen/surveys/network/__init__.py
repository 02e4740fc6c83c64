"""Site -> NetworkReport: what is there twice or side by side, and how records refer to each other.

Overlaps are no mistake: two Seniorencafés on one afternoon may be one too many or just enough.
The report only shows what people who plan need to see together. It counts listed records; a
time that nobody has checked or dated counts too, and is marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from sitegen.derive import districts_of, sort_text
from sitegen.models import Record
from sitegen.models.blocks import Links
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.models.times import Times
from sitegen.pairs import probable_pairs
from sitegen.site import AnyRecord, Site, Target, target_of, title_of

PARTS = ("vormittags", "nachmittags", "abends")
_NOON, _EVENING = 12, 18


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A record, as reports name it: type and id, title, and the file it stands in."""

    target: Target
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that are probably one: the newer, the other with its status, what agrees."""

    later: Node
    earlier: Node
    status: str
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """An offer in an overlap, and how far its times can be trusted."""

    offer: Node
    is_verified: bool
    is_dated: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """At least two offers on one topic in one district at one part of a day; Monday is 0."""

    topic: Node
    district: Node
    weekday: int
    part: str
    offers: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class OneWay:
    """One offer refers to another, which does not refer back."""

    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """What the survey found, everything in a stable order.

    `dead_ends` are offers that refer to nothing, `unreferenced` those to which nothing
    refers, of whatever type. `islands` are groups of at least two offers that are linked to
    each other and not to the largest such group. `idle` are organisations without listed offers.
    """

    doubles: tuple[Double, ...]
    overlaps: tuple[Overlap, ...]
    one_way: tuple[OneWay, ...]
    dead_ends: tuple[Node, ...]
    unreferenced: tuple[Node, ...]
    islands: tuple[tuple[Node, ...], ...]
    idle: tuple[Node, ...]


def survey(site: Site) -> NetworkReport:
    """The network of all listed records, and all probable doubles."""
    onward = _edges(site)
    reached = {target for targets in onward.values() for target in targets}
    offers = [_node(site, (OFFER.name, offer_id)) for offer_id in site.offers]
    between = {node.target: _offers_in(onward.get(node.target, ())) for node in offers}
    return NetworkReport(
        doubles=tuple(_doubles(site)),
        overlaps=tuple(_overlaps(site)),
        one_way=tuple(_one_way(site, between)),
        dead_ends=tuple(node for node in offers if not onward.get(node.target)),
        unreferenced=tuple(node for node in offers if node.target not in reached),
        islands=tuple(_islands(site, between)),
        idle=tuple(_idle(site)),
    )


def targets_in(site: Site, paths: Iterable[str]) -> frozenset[Target]:
    """The records that stand in these files or below these folders; other files hold none."""
    wanted = tuple(paths)
    records = (record for record in site.catalogue.all() if record.at().is_within(wanted))
    return frozenset((record.type_name, record.id) for record in records)


def concerning(report: NetworkReport, targets: frozenset[Target]) -> NetworkReport:
    """What of the report names one of these records."""

    def has(*nodes: Node) -> bool:
        return any(node.target in targets for node in nodes)

    return replace(
        report,
        doubles=tuple(it for it in report.doubles if has(it.later, it.earlier)),
        overlaps=tuple(it for it in report.overlaps if has(*(timed.offer for timed in it.offers))),
        one_way=tuple(it for it in report.one_way if has(it.start, it.end)),
        dead_ends=tuple(node for node in report.dead_ends if has(node)),
        unreferenced=tuple(node for node in report.unreferenced if has(node)),
        islands=tuple(island for island in report.islands if has(*island)),
        idle=tuple(node for node in report.idle if has(node)),
    )


def _node(site: Site, target: Target) -> Node:
    record = site.catalogue.get(target)
    assert record is not None  # `link` has seen to it
    return _node_of(record)


def _node_of(record: AnyRecord) -> Node:
    return Node((record.type_name, record.id), title_of(record), record.path)


def _by_title(node: Node) -> tuple[str, Target]:
    return sort_text(node.title), node.target


# Doubles


def _doubles(site: Site) -> Iterator[Double]:
    for pair in probable_pairs(site.catalogue):
        if pair.is_open:
            nodes = _node_of(pair.later), _node_of(pair.earlier)
            yield Double(*nodes, status=pair.earlier_status, agreed=pair.agreed)


# Overlaps


def _overlaps(site: Site) -> Iterator[Overlap]:
    """In the order of topics and districts, from Monday morning to Sunday evening."""
    found: dict[tuple[str, str, int, str], list[str]] = defaultdict(list)
    offers = site.catalogue.of(OFFER)
    for offer_id in site.offers:
        offer = offers[offer_id].content
        where = districts_of(offer, site.catalogue)
        bands = bands_of(offer.times, site.today)
        for topic, district, band in product(dict.fromkeys(offer.topics), where, bands):
            found[topic, district, *band].append(offer_id)
    for topic, district in product(site.catalogue.of(TOPIC), site.catalogue.of(DISTRICT)):
        for weekday, part in product(range(7), PARTS):
            ids = found.get((topic, district, weekday, part), ())
            if len(ids) > 1:
                yield Overlap(
                    topic=_node(site, (TOPIC.name, topic)),
                    district=_node(site, (DISTRICT.name, district)),
                    weekday=weekday,
                    part=part,
                    offers=tuple(_timed(site, offers[offer_id]) for offer_id in ids),
                )


def _timed(site: Site, record: Record[Offer]) -> Timed:
    times = record.content.times
    return Timed(
        offer=_node(site, (record.type_name, record.id)),
        is_verified=site.standing(record).is_verified,
        is_dated=times is not None and times.year is not None,
    )


def bands_of(times: Times | None, today: date) -> tuple[tuple[int, str], ...]:
    """Weekday and part of the day of every regular time that begins at a known hour.

    Times in words alone say too little; rules that are over no longer count.
    """
    found: dict[tuple[int, str], None] = {}
    for rule in times.rules if times else ():
        if rule.start is None or (rule.valid_until and rule.valid_until < today):
            continue
        part = PARTS[(rule.start.hour >= _NOON) + (rule.start.hour >= _EVENING)]
        for rhythm in rule.days:
            found.update(dict.fromkeys((weekday, part) for weekday in rhythm.weekdays))
    return tuple(found)


# Referrals


def _edges(site: Site) -> Mapping[Target, frozenset[Target]]:
    """What every listed record refers visitors to; both ends are listed."""
    found = {}
    for record in site.catalogue.all():
        here = (record.type_name, record.id)
        links = getattr(record.content, "links", None)
        if isinstance(links, Links) and site.is_listed(here):
            found[here] = frozenset(
                target for target in _named(links) if target != here and site.is_listed(target)
            )
    return found


def _named(links: Links) -> Iterator[Target]:
    for referral in links.refers_to:
        yield target_of(referral.target)
    yield from ((OFFER.name, record_id) for record_id in links.see_also)


def _offers_in(targets: Iterable[Target]) -> frozenset[Target]:
    return frozenset(target for target in targets if target[0] == OFFER.name)


def _one_way(site: Site, between: Mapping[Target, frozenset[Target]]) -> Iterator[OneWay]:
    """In the order of the lists; `between` holds every offer and the offers it refers to."""
    for start, ends in between.items():
        nodes = (_node(site, end) for end in ends if start not in between[end])
        yield from (OneWay(_node(site, start), end) for end in sorted(nodes, key=_by_title))


def _islands(site: Site, onward: Mapping[Target, frozenset[Target]]) -> Iterator[tuple[Node, ...]]:
    """All groups but the largest, the larger ones first."""
    near: dict[Target, set[Target]] = defaultdict(set)
    for start, ends in onward.items():
        for end in ends:
            near[start].add(end)
            near[end].add(start)
    groups = [
        tuple(sorted((_node(site, target) for target in group), key=_by_title))
        for group in _connected(near)
    ]
    groups.sort(key=lambda group: (-len(group), _by_title(group[0])))
    yield from groups[1:]


def _connected(near: Mapping[Target, set[Target]]) -> Iterator[set[Target]]:
    """The records that can be reached from each other, whatever the direction."""
    left = set(near)
    while left:
        open_ends, group = {left.pop()}, set[Target]()
        while open_ends:
            here = open_ends.pop()
            group.add(here)
            open_ends |= near[here] - group
        left -= group
        yield group


# Organisations


def _idle(site: Site) -> Iterator[Node]:
    bodies = site.catalogue.of(ORGANISATION).values()
    listed = [record for record in bodies if site.standing(record).is_listed]
    without = (record for record in listed if not site.offers_by.get((record.type_name, record.id)))
    yield from sorted(
        (_node(site, (record.type_name, record.id)) for record in without), key=_by_title
    )
