"""A place: as much of its address as may be shown, and its access facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from sitegen.fields import YesNo
from sitegen.models import Record
from sitegen.models.blocks import Accessibility
from sitegen.models.event import EVENT
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE, Venue
from sitegen.site import Site
from sitegen.views.agenda import Agenda, next_dates, other_events
from sitegen.views.card import Card, StandingView, cards, standing_view
from sitegen.views.event_card import EventCard
from sitegen.views.habits import HabitDay, habits_of
from sitegen.views.organisation import public_organisations
from sitegen.views.page import Frame, Named, Page, Planned, Prose, View
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import prose_of
from sitegen.views.register import VENUES_CRUMB
from sitegen.views.related import RelatedView, related

_ACCESS = (
    "step_free",
    "lift",
    "wheelchair_toilet",
    "parking",
    "induction_loop",
    "guidance",
    "quiet_room",
    "assistance_dog",
    "sign_language",
)


@dataclass(frozen=True, slots=True)
class AccessView:
    """Access facts by what is known; the names are keys of the interface texts."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]
    note: str

    @property
    def is_known(self) -> bool:
        """Whether anything can be said about the way in."""
        return bool(self.yes or self.no or self.note)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place within another page; `address` holds only what may be shown."""

    name: str
    url: str
    address: tuple[str, ...]
    is_on_request: bool
    district: Named | None
    stop: str
    entrance: str
    map_url: str
    route_url: str
    access: AccessView


@dataclass(frozen=True, slots=True)
class VenuePage(View):
    """The page of a place: `habits` is its usual week, `organisations` are all who use it."""

    place: PlaceView
    text: Prose | None
    picture: PictureView | None
    offers: tuple[Card, ...]
    organisations: tuple[Named, ...]
    habits: tuple[HabitDay, ...]
    dates: Agenda
    events: tuple[EventCard, ...]
    related: RelatedView
    standing: StandingView


def pages(record: Record[Venue], site: Site, frame: Frame) -> Iterator[Planned]:
    """The place's one page."""
    venue = record.content
    target = (VENUE.name, record.id)
    dates = next_dates(target, site)
    shown = [(EVENT.name, name) for name in site.events_by.get(target, ())]
    page = Page(
        frame,
        f"{VENUE.url}{record.id}/",
        venue.name,
        crumbs=(VENUES_CRUMB,),
    )
    yield (
        "pages/venue.html",
        VenuePage(
            page=page,
            place=place_view(record, site),
            text=prose_of(venue.text, site),
            picture=picture_view(record, site),
            offers=cards(site.offers_by.get(target, ()), site),
            organisations=public_organisations(site.offers_by.get(target, ()), site),
            habits=habits_of(record.id, site),
            related=related(target, site, without=shown),
            dates=dates,
            events=other_events(target, site, dates),
            standing=standing_view(
                site.standing(record), venue.care.checked_on, venue.care.checked_by
            ),
        ),
    )


def place_view(record: Record[Venue], site: Site) -> PlaceView:
    """The place as other pages show it."""
    return site.shared(_place, record.id)


def _place(site: Site, venue_id: str) -> PlaceView:
    record = site.catalogue.of(VENUE)[venue_id]
    venue = record.content
    district = None
    if venue.district:
        name = site.catalogue.of(DISTRICT)[venue.district].content.full_name
        district = Named(name, DISTRICT.address(venue.district))
    address = tuple(_address(venue, site.catalogue.config.city))
    return PlaceView(
        name=venue.name,
        url=f"{VENUE.url}{record.id}/" if site.standing(record).is_listed else "",
        address=address,
        is_on_request=venue.shown_as == "auf_anfrage",
        district=district,
        stop=(venue.stop or "") if venue.shown_as in {"voll", "strasse"} else "",
        entrance=(venue.entrance or "") if venue.shown_as == "voll" else "",
        map_url=_map_url(venue, address, "search?query="),
        route_url=_map_url(venue, address, "directions?to="),
        access=access_view(venue.accessibility or Accessibility()),
    )


def access_view(access: Accessibility) -> AccessView:
    """Access facts sorted by what is known."""
    facts = {name: getattr(access, name) for name in _ACCESS}
    by = {state: tuple(n for n, value in facts.items() if value is state) for state in YesNo}
    return AccessView(by[YesNo.YES], by[YesNo.NO], by[YesNo.UNKNOWN], access.note or "")


def _address(venue: Venue, city: str) -> Iterator[str]:
    if venue.shown_as in {"bezirk", "auf_anfrage"}:
        return
    street = venue.street or ""
    if venue.shown_as == "strasse":
        # From the house number on; "Straße des 17. Juni" has a number of its own.
        street = re.split(r",?\s+\d+(?!\d*\.)", street)[0]
    if street:
        yield street
        yield f"{venue.postal_code or ''} {venue.city or city}".strip()


def _map_url(venue: Venue, address: tuple[str, ...], ask: str) -> str:
    """A plain link to a map: of the place or the way there; nothing loads before it is used."""
    if not address or venue.shown_as != "voll":
        return ""
    return f"https://www.openstreetmap.org/{ask}" + quote(", ".join(address))
