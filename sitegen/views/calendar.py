"""Where calendars stand for programs of visitors, and the page that tells how to subscribe."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.models import CONTENT_TYPES
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.site import Site, Target
from sitegen.views.page import Crumb, Frame, Page, Planned, View

CALENDARS = "/kalender/"
ALL = "/kalender.ics"
_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}


@dataclass(frozen=True, slots=True)
class Subscription:
    """A calendar to subscribe to; the one of all has no name of its own.

    `webcal` is a link that opens programs for calendars, `address` what people copy.
    """

    name: str
    url: str
    webcal: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarPage(View):
    """How dates get into a calendar of one's own; no `all` where there are no calendars yet."""

    all: Subscription | None
    districts: tuple[Subscription, ...]


def calendar_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The page at /kalender/."""
    districts = tuple(
        _subscription(record.content.full_name, url, frame)
        for record in site.catalogue.of(DISTRICT).values()
        if (url := calendar_url((DISTRICT.name, record.id), site))
    )
    crumbs = (Crumb("nav.events", EVENT.url),)
    page = Page(frame, CALENDARS, title_key="calendar.title", crumbs=crumbs, section="event")
    is_dated = any(has_dates(target, site) for target in site.timetables)
    everything = _subscription("", ALL, frame) if is_dated and frame.base_url else None
    yield "pages/calendar.html", CalendarPage(page, everything, districts)


def _subscription(name: str, url: str, frame: Frame) -> Subscription:
    address = frame.base_url + url
    return Subscription(name, url, f"webcal://{address.partition('://')[2]}", address)


def calendar_url(target: Target, site: Site) -> str:
    """The calendar of an offer, event or district, if a page should link to it; else empty.

    A district's is offered even while it is empty: it is there for what will come.
    """
    if not site.catalogue.config.base_url:
        return ""
    if target[0] == DISTRICT.name:
        is_offered = not site.catalogue.config.is_demo or any(members(target, site))
    else:
        is_offered = has_dates(target, site) and not (
            target[0] == EVENT.name and site.is_over(target[1])
        )
    return calendar_path(target) if is_offered else ""


def calendar_path(target: Target) -> str:
    """The address of a record's calendar, whether or not there is one."""
    return f"{_TYPES[target[0]].address(target[1])}kalender.ics"


def has_dates(target: Target, site: Site) -> bool:
    """Whether dates of that offer or event may stand in a calendar: only what is verified.

    In demo mode no hours of offers do: people must not set out by a site that is tried out.
    """
    if site.catalogue.config.is_demo and target[0] == OFFER.name:
        return False
    standing = site.standings[target]
    return standing.is_listed and standing.is_verified and target in site.timetables


def members(district: Target, site: Site) -> Iterator[Target]:
    """The offers and events that belong to a district and have dates, also what is over.

    One date of a series elsewhere does not make all of it the other district's.
    """
    offers = ((OFFER.name, name) for name in site.offers_by.get(district, ()))
    yield from (target for target in offers if has_dates(target, site))
    yield from site.shared(_events_by_district).get(district[1], ())


def _events_by_district(site: Site) -> Mapping[str, list[Target]]:
    venues = site.catalogue.of(VENUE)
    found: dict[str, list[Target]] = {}
    for record in site.catalogue.of(EVENT).values():
        event = record.content
        places = [*event.venues, *(name for part in event.sessions for name in part.venues)]
        target = (EVENT.name, record.id)
        if has_dates(target, site):
            for district in dict.fromkeys(venues[name].content.district for name in places):
                found.setdefault(district or "", []).append(target)
    return found
