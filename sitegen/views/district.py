"""A district: what there is within reach, what comes to people, and what is next door."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import DISTRICT, TOPIC, District
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views.agenda import NOTHING as NO_DATES
from sitegen.views.agenda import Agenda, dates_elsewhere, next_dates, other_events
from sitegen.views.brief import ModeGroup, TopicGroup, by_mode, by_topic, is_without_way
from sitegen.views.calendar import calendar_url
from sitegen.views.card import Card, cards
from sitegen.views.event_card import EventCard
from sitegen.views.organisation import shown_organisations
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
from sitegen.visibility import is_private_person


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
    lists = chunks(tuple(sorted(there, key=lambda it: _topic(it, site))))
    url = DISTRICT.address(record.id)
    for number, chunk in enumerate(lists, start=1):
        head = term_head(DISTRICT, frame, page_url(url, number), name_of(record.content))
        offers, place = cards(chunk, site), pagination(url, number, len(lists))
        if number == 1:
            yield "pages/district.html", _first(record, site, head, offers, place)
        else:
            yield (
                "pages/district.html",
                DistrictPage(
                    page=head,
                    id=record.id,
                    name=name_of(record.content),
                    text=None,
                    count=len(ids),
                    offers=offers,
                    pagination=place,
                ),
            )
    yield "pages/week.html", sheet_page(record, name_of(record.content), site, frame)


def name_of(district: District) -> str:
    """What a district is called where it stands alone."""
    return district.long_name or district.name


def _first(
    record: Record[District],
    site: Site,
    head: Page,
    offers: tuple[Card, ...],
    place: Pagination | None,
) -> DistrictPage:
    here = (DISTRICT.name, record.id)
    ids = site.offers_by.get(here, ())
    elsewhere = tuple(it for it in site.everywhere if it not in ids)
    dates = next_dates(here, site)
    shown = [(EVENT.name, name) for name in site.events_by.get(here, ())]
    return DistrictPage(
        page=head,
        id=record.id,
        name=name_of(record.content),
        text=prose_of(record.content.text, site),
        count=len(ids),
        offers=offers,
        pagination=place,
        sheet=sheet_url(record.id),
        dates=dates,
        events=other_events(here, site, dates),
        without_way=by_mode((*ids, *elsewhere), site, head.frame),
        places=places_in(record.id, site),
        organisations=_organisations(ids, site),
        neighbours=_neighbours(record.content, site),
        everywhere=by_topic(
            [it for it in elsewhere if not is_without_way(it, site)], site, head.frame, UNPAGED
        ),
        dates_elsewhere=dates_elsewhere(here, site),
        calendar=calendar_url(here, site),
        related=related(here, site, without=shown),
    )


def _topic(offer_id: str, site: Site) -> int:
    """The rank of an offer's first topic."""
    first = site.catalogue.of(OFFER)[offer_id].content.topics[0]
    return list(site.catalogue.of(TOPIC)).index(first)


def places_in(district_id: str, site: Site) -> tuple[Named, ...]:
    """The public places of a district in order of the alphabet."""
    venues = (
        record
        for record in site.catalogue.of(VENUE).values()
        if record.content.district == district_id and site.standing(record).is_listed
    )
    found = (Named(record.content.name, VENUE.address(record.id)) for record in venues)
    return tuple(sorted(found, key=lambda it: sort_text(it.label)))


def _organisations(ids: tuple[str, ...], site: Site) -> tuple[Named, ...]:
    """Who offers something here; private persons are found by what they offer."""
    offers, bodies = site.catalogue.of(OFFER), site.catalogue.of(ORGANISATION)
    names = dict.fromkeys(name for it in ids for name in offers[it].content.organisations)
    public = (name for name in names if not is_private_person(bodies[name]))
    return tuple(sorted(shown_organisations(public, site), key=lambda it: sort_text(it.label)))


def _neighbours(district: District, site: Site) -> tuple[Tile, ...]:
    districts = site.catalogue.of(DISTRICT)
    return tuple(tile_of(DISTRICT, districts[name], site) for name in district.neighbours)
