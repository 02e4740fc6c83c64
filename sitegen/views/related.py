"""What belongs to a record: whom it names and who names it, grouped by type, ready to link.

The indexes of the `Site` know every mention, in fields, in texts and by the number of a paper;
here they become short lists, in the order in which readers look through them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sitegen.compounds import joined
from sitegen.dates import date_de, span_de
from sitegen.derive import sort_text
from sitegen.events import ends, starts
from sitegen.models.document import DOCUMENT, Document
from sitegen.models.event import EVENT, Event
from sitegen.models.fact import FACT, Fact
from sitegen.models.guide import GUIDE, Guide
from sitegen.models.initiative import INITIATIVE
from sitegen.models.news import NEWS, News
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, GOAL, TOPIC, WHO_FIELD
from sitegen.models.venue import VENUE
from sitegen.site import AnyRecord, Site, Target, title_of
from sitegen.views.prose import link_of, number_de
from sitegen.views.series import has_dates, rhythm_words, when_named

# The types of what belongs together, in the order of their groups.
MAIN = tuple(t.name for t in (INITIATIVE, EVENT, DOCUMENT, NEWS, PAGE, GUIDE))
KINDS = (
    *MAIN,
    *(t.name for t in (EASY_PAGE, OFFER, ORGANISATION, VENUE, FACT)),
    *(t.name for t in (TOPIC, AUDIENCE, DISTRICT, WHO_FIELD, GOAL)),
)


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """A record as a link; `note` is its day, or what a figure says."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Related records of one type; `kind` is its name."""

    kind: str
    entries: tuple[RelatedItem, ...]


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Everything related to one record; false where there is nothing."""

    groups: tuple[RelatedGroup, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.groups)


NOTHING = RelatedView()


def related(
    target: Target, site: Site, without: Collection[Target] = (), kinds: Iterable[str] = MAIN
) -> RelatedView:
    """What a record names and what names it; `without` stands elsewhere on the page already."""
    both = dict.fromkeys((*site.refers.get(target, ()), *site.referred_by.get(target, ())))
    return _view(target, (other for other in both if other not in without), site, kinds)


def named_by(target: Target, site: Site, kinds: Iterable[str] = KINDS) -> RelatedView:
    """Only what names the record."""
    return _view(target, site.referred_by.get(target, ()), site, kinds)


def _view(here: Target, targets: Iterable[Target], site: Site, kinds: Iterable[str]) -> RelatedView:
    by_kind: dict[str, list[AnyRecord]] = {}
    for target in targets:
        record = site.catalogue.get(target)
        if record is not None and link_of(target, site) and not _is_for_experts(record):
            by_kind.setdefault(target[0], []).append(record)
    groups = (
        RelatedGroup(kind, tuple(_item(r, here, site) for r in _sorted(by_kind[kind], site)))
        for kind in kinds
        if kind in by_kind
    )
    return RelatedView(tuple(groups))


def _is_for_experts(record: AnyRecord) -> bool:
    """Whether only the page for professionals, and the list of guides, lead there."""
    return isinstance(record.content, Guide) and record.content.public == "fachlich"


def _sorted(records: list[AnyRecord], site: Site) -> list[AnyRecord]:
    """Events as lists show them, what has a day newest first, everything else by its title."""
    if len(records) == 1:
        return records
    by_title = sorted(records, key=lambda record: (sort_text(title_of(record)), record.id))
    if records[0].type_name == EVENT.name:
        places = site.shared(_places_of_events)
        return sorted(by_title, key=lambda record: places[record.id])
    return sorted(by_title, key=_age)


def _places_of_events(site: Site) -> Mapping[str, int]:
    return {name: i for i, name in enumerate((*site.upcoming, *site.series, *site.past))}


def _age(record: AnyRecord) -> tuple[int, int]:
    content = record.content
    day = content.on if isinstance(content, Document | News) else None
    rank = getattr(content, "rank", 0)
    return (-day.toordinal() if day else 0, rank)


def _item(record: AnyRecord, here: Target, site: Site) -> RelatedItem:
    url = link_of((record.type_name, record.id), site)
    return RelatedItem(_label(record), url, _note(record, here, site))


def _label(record: AnyRecord) -> str:
    content = record.content
    if isinstance(content, Document) and content.number:
        return f"{content.number}: {content.title}"
    if isinstance(content, Fact):
        return f"{number_de(content.value)} {content.unit or ''}".strip()
    return joined(title_of(record))


def _note(record: AnyRecord, here: Target, site: Site) -> str:
    content = record.content
    if isinstance(content, Event):
        begin = None if has_dates(content) else starts(content)
        if begin:
            return span_de(begin, ends(content))
        return when_named(record.id, here, site) or rhythm_words(record.id, site)
    if isinstance(content, Document | News) and content.on:
        return date_de(content.on)
    if isinstance(content, Fact):
        return content.statement
    return ""
