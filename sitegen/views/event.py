"""An event's page: what is to come and how to get there, or what was and what came of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sitegen.derive import sort_text
from sitegen.events import over_at
from sitegen.models import Record
from sitegen.models.event import EVENT, Event, Session
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import AUDIENCE, TOPIC
from sitegen.models.venue import VENUE
from sitegen.schedules import closing_of
from sitegen.site import Site, Target, title_of
from sitegen.views.calendar import calendar_url
from sitegen.views.card import Card, StandingView, cards, standing_view
from sitegen.views.contact import Ask, ContactView, contact_view, way_to_ask
from sitegen.views.event_card import (
    EventCard,
    Notice,
    WhenView,
    event_cards,
    notice_of,
    shown_when,
    when_view,
)
from sitegen.views.facts import CostsView, RegistrationView, costs_view, registration_view
from sitegen.views.occurrence import Reading, reading
from sitegen.views.offer import (
    ReferralView,
    bodies_of,
    contacts_of,
    referral_views,
    referred,
    terms_of,
)
from sitegen.views.organisation import shown_organisations
from sitegen.views.page import EASY, Crumb, Frame, Named, Page, Prose, View, Words
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import prose_of, url_of, words_of
from sitegen.views.related import RelatedView, related
from sitegen.views.series import SeriesView, day_of, offers_named, series_view
from sitegen.views.venue import PlaceView, place_view


@dataclass(frozen=True, slots=True)
class Where:
    """Where it takes place: venues with a page, and words where there is none."""

    places: tuple[PlaceView, ...]
    text: str

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.places or self.text)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A part of an event; `over_at` as for its whole page."""

    title: str
    is_cancelled: bool
    when: WhenView | None
    over_at: str
    where: Where
    text: Words


@dataclass(frozen=True, slots=True)
class EventPage(View):
    """Everything the page of one event or series shows.

    `repeats` are the dates of a series, `dates_to_come` and `dates_past` events of their own
    that belong to it. `over_at` is the instant from which it is over, empty if it was so when
    the site was built; `calendar` is empty where there is none.
    """

    summary: Words
    text: Prose | None
    picture: PictureView | None
    notice: Notice | None
    is_over: bool
    over_at: str
    standing: StandingView
    when: WhenView | None
    repeats: SeriesView | None
    calendar: str
    public: str
    mode: str
    where: Where
    sessions: tuple[SessionView, ...]
    organisations: tuple[Named, ...]
    bodies: tuple[Named, ...]
    topics: tuple[Named, ...]
    audiences: tuple[Named, ...]
    costs: CostsView
    registration: RegistrationView
    contacts: tuple[ContactView, ...]
    ask: Ask
    participants: str
    documentation: tuple[Reading, ...]
    series: Named | None
    dates_to_come: tuple[EventCard, ...]
    dates_past: tuple[EventCard, ...]
    offers: tuple[Card, ...]
    referrals: tuple[ReferralView, ...]
    related: RelatedView


def event_page(record: Record[Event], site: Site, frame: Frame) -> EventPage:
    """The view of one listed event or series."""
    event = record.content
    standing = site.standing(record)
    here = (EVENT.name, record.id)
    over = site.is_over(record.id)
    contacts = contacts_of(contact_view(event.title, event.contact), event.organisations, site)
    dates = _dates_of(here, site)
    past = past_events(dates, site)
    repeats = series_view(record, site)
    series = (EVENT.name, event.series or "")
    shown = [series, *referred(event.links), *((EVENT.name, name) for name in dates)]
    shown += offers_named(repeats, record) if repeats else []
    return EventPage(
        page=_head(record, frame, may_be_found=standing.is_verified),
        summary=words_of(event.summary, site),
        text=prose_of(event.text, site),
        picture=picture_view(record, site),
        notice=notice_of(event, is_over=over),
        is_over=over,
        over_at="" if over else over_at(event),
        standing=standing_view(standing, event.care.checked_on, event.care.checked_by),
        when=shown_when(event, is_over=over),
        repeats=repeats,
        calendar=calendar_url(here, site),
        public=event.public or "",
        mode=event.mode,
        where=_where(event, site),
        sessions=tuple(_session(session, site, is_over=over) for session in event.sessions),
        organisations=shown_organisations(event.organisations, site),
        bodies=shown_organisations(bodies_of(event.organisations, site.catalogue), site),
        topics=terms_of(TOPIC, event.topics, site.catalogue),
        audiences=terms_of(AUDIENCE, event.audiences, site.catalogue),
        costs=costs_view(event.costs, standing, site.today),
        registration=registration_view(event.registration, site.today),
        contacts=contacts,
        ask=way_to_ask(contacts, frame.office),
        participants=event.participants or "",
        documentation=tuple(reading(entry, site) for entry in event.documentation),
        series=_named(series, site),
        dates_to_come=event_cards((name for name in dates if name not in past), site),
        dates_past=event_cards(past, site),
        offers=offers_of(here, site, without=shown),
        referrals=referral_views(event.links, site),
        related=related(here, site, without=shown),
    )


def _head(record: Record[Event], frame: Frame, *, may_be_found: bool) -> Page:
    return Page(
        frame,
        EVENT.address(record.id),
        record.content.title,
        description=record.content.summary,
        crumbs=(Crumb("nav.events", EVENT.url),),
        section="event",
        easy_url=EASY + EVENT.address(record.id),
        may_be_found=may_be_found,
    )


def _where(stage: Event | Session, site: Site) -> Where:
    venues = site.catalogue.of(VENUE)
    listed = [name for name in stage.venues if site.is_listed((VENUE.name, name))]
    return Where(tuple(place_view(venues[name], site) for name in listed), stage.venue_text or "")


def _session(session: Session, site: Site, *, is_over: bool) -> SessionView:
    return SessionView(
        title=session.title,
        is_cancelled=session.cancelled == "ja",
        when=when_view(session.begin, closing_of(session)) if session.begin else None,
        over_at="" if is_over else over_at(session),
        where=_where(session, site),
        text=words_of(session.text, site),
    )


def _named(target: Target, site: Site) -> Named | None:
    record = site.catalogue.get(target)
    return Named(title_of(record), url) if record and (url := url_of(target, site)) else None


def _dates_of(series: Target, site: Site) -> tuple[str, ...]:
    """The events of a series, in the order of their days."""
    events = site.catalogue.of(EVENT)
    ids = [name for kind, name in site.referred_by.get(series, ()) if kind == EVENT.name]
    return sorted_events((name for name in ids if events[name].content.series == series[1]), site)


def sorted_events(ids: Iterable[str], site: Site) -> tuple[str, ...]:
    """Events with the soonest first; those without a date last."""

    def order(event_id: str) -> tuple[bool, str, str]:
        begin = day_of(event_id, site)
        return begin is None, str(begin or ""), event_id

    return tuple(sorted(ids, key=order))


def past_events(ids: Iterable[str], site: Site) -> tuple[str, ...]:
    """Those of the events that are over, in the opposite order: newest first."""
    return tuple(reversed([name for name in ids if site.is_over(name)]))


def offers_of(target: Target, site: Site, without: Collection[Target]) -> tuple[Card, ...]:
    """Cards of the offers that a record names or that name it, by title, without some."""
    offers = site.catalogue.of(OFFER)
    both = (*site.refers.get(target, ()), *site.referred_by.get(target, ()))
    ids = {name for kind, name in both if kind == OFFER.name and (kind, name) not in without}
    return cards(tuple(sorted(ids, key=lambda n: (sort_text(offers[n].content.title), n))), site)
