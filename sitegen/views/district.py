"""A district: what there is within reach, what comes to people, and what is next door."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from sitegen.derive import by_first_topic, sort_text
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.taxonomy import DISTRICT, District
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views.agenda import NOTHING as NO_DATES
from sitegen.views.agenda import Agenda, dates_elsewhere, next_dates, other_events
from sitegen.views.brief import ModeGroup, TopicGroup, by_mode, is_without_way, others, topic_groups
from sitegen.views.calendar import calendar_url
from sitegen.views.card import Card, cards
from sitegen.views.event_card import EventCard
from sitegen.views.organisation import public_organisations
from sitegen.views.page import Frame, Named, Page, Planned, Prose, View
from sitegen.views.prose import prose_of
from sitegen.views.related import NOTHING, RelatedView, related
from sitegen.views.sheet import sheet_page, sheet_url
from sitegen.views.term import (
    UNPAGED,
    Pagination,
    Tile,
    chunks,
    page_url,
    pagination,
    term_head,
    tile_of,
)


@dataclass(frozen=True, slots=True)
class DistrictPage(View):
    """One page of a district; what is more than its offers stands on the first.

    `offers` are those one goes to, in the order of the topics; `without_way` those of the district
    and of the whole city that one reaches from home, `everywhere` what is left of the latter.
    `events` are those whose dates do not stand in `dates`. `id` is the district's in the finder.
    """

    id: str
    name: str
    text: Prose | None
    count: int
    offers: tuple[Card, ...]
    pagination: Pagination | None
    sheet: str = ""
    dates: Agenda = NO_DATES
    events: tuple[EventCard, ...] = ()
    without_way: tuple[ModeGroup, ...] = ()
    places: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    neighbours: tuple[Tile, ...] = ()
    everywhere: tuple[TopicGroup, ...] = ()
    dates_elsewhere: Agenda = NO_DATES
    calendar: str = ""
    related: RelatedView = NOTHING


def pages(record: Record[District], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a district, and its week as a sheet for paper."""
    ids = site.offers_by.get((DISTRICT.name, record.id), ())
    there = tuple(it for it in ids if not is_without_way(it, site))
    by_topic = by_first_topic(there, site.catalogue).values()
    lists = chunks(tuple(chain.from_iterable(by_topic)))
    url = DISTRICT.address(record.id)
    for number, chunk in enumerate(lists, start=1):
        head = term_head(DISTRICT, frame, page_url(url, number), record.content.full_name)
        offers, place = cards(chunk, site), pagination(url, number, len(lists))
        if number == 1:
            yield "pages/district.html", _first(record, site, head, offers, place)
        else:
            yield (
                "pages/district.html",
                DistrictPage(
                    page=head,
                    id=record.id,
                    name=record.content.full_name,
                    text=None,
                    count=len(ids),
                    offers=offers,
                    pagination=place,
                ),
            )
    yield "pages/week.html", sheet_page(record, record.content.full_name, site, frame)


def _first(
    record: Record[District],
    site: Site,
    head: Page,
    offers: tuple[Card, ...],
    place: Pagination | None,
) -> DistrictPage:
    here = (DISTRICT.name, record.id)
    ids = site.offers_by.get(here, ())
    elsewhere = others(site.everywhere, ids)
    dates = next_dates(here, site)
    shown = [(EVENT.name, name) for name in site.events_by.get(here, ())]
    return DistrictPage(
        page=head,
        id=record.id,
        name=record.content.full_name,
        text=prose_of(record.content.text, site),
        count=len(ids),
        offers=offers,
        pagination=place,
        sheet=sheet_url(record.id),
        dates=dates,
        events=other_events(here, site, dates),
        without_way=by_mode((*ids, *elsewhere), site, head.frame),
        places=places_in(record.id, site),
        organisations=public_organisations(ids, site),
        neighbours=_neighbours(record.content, site),
        everywhere=topic_groups(
            [it for it in elsewhere if not is_without_way(it, site)], site, head.frame, UNPAGED
        ),
        dates_elsewhere=dates_elsewhere(here, site),
        calendar=calendar_url(here, site),
        related=related(here, site, without=shown),
    )


def places_in(district_id: str, site: Site) -> tuple[Named, ...]:
    """The public places of a district in order of the alphabet."""
    return site.shared(_places).get(district_id, ())


def _places(site: Site) -> Mapping[str, tuple[Named, ...]]:
    found: dict[str, list[Named]] = {}
    for record in site.catalogue.of(VENUE).values():
        if record.content.district and site.standing(record).is_listed:
            name = Named(record.content.name, VENUE.address(record.id))
            found.setdefault(record.content.district, []).append(name)
    return {
        district: tuple(sorted(places, key=lambda it: sort_text(it.label)))
        for district, places in found.items()
    }


def _neighbours(district: District, site: Site) -> tuple[Tile, ...]:
    districts = site.catalogue.of(DISTRICT)
    return tuple(tile_of(DISTRICT, districts[name], site) for name in district.neighbours)
