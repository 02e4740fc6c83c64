"""An event as one card of a list: when, where, whether it takes place, how far that is proven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from sitegen.dates import Moment, day_de, span_de
from sitegen.events import ends, over_at, starts
from sitegen.models.event import EVENT, Event
from sitegen.models.venue import VENUE
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence
from sitegen.views.card import StandingView, standing_view
from sitegen.views.occurrence import DateView, date_views
from sitegen.views.series import goes_on, has_dates, next_dates, rhythm_words, span_of

SHOWN = 6
Notice = Literal[
    "abgesagt",
    "verschoben",
    "verschoben_vorbei",
    "nicht_belegt",
    "vorbei",
    "geplant",
    "ausgebucht",
]


@dataclass(frozen=True, slots=True)
class WhenView:
    """Days as given, in words and as machines read them, and the hours where they are known.

    `until` is empty for a single day; then `start` and `end` are its hours, else those of the
    first and of the last day.
    """

    since: str
    since_machine: str
    until: str = ""
    until_machine: str = ""
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list; `notice` says what is special about it, see `notice_of`.

    A series has `dates` instead of `when`: its next one, and if that is cancelled the next that
    is not; `rhythm` says how it goes on. In the archive it has those that are `past`. `over_at`
    is the instant from which all is over, empty if it was so when the site was built.
    """

    target: Target
    url: str
    title: str
    summary: str
    when: WhenView | None
    dates: tuple[DateView, ...]
    past: tuple[DateView, ...]
    rhythm: str
    notice: Notice | None
    is_over: bool
    over_at: str
    public: str
    mode: str
    places: tuple[str, ...]
    participants: str
    documentation: tuple[str, ...]
    standing: StandingView


def event_card(event_id: str, site: Site) -> EventCard:
    """The card of a listed event."""
    record = site.catalogue.of(EVENT)[event_id]
    event = record.content
    over = site.is_over(record.id)
    target, dates = (EVENT.name, event_id), next_dates(event_id, site)
    is_last = bool(dates) and not goes_on(target, dates[-1], site)
    closing = date_views(target, site, dates[-1:] if is_last else ())
    return EventCard(
        target=target,
        url=EVENT.address(record.id),
        title=event.title,
        summary=event.summary,
        when=shown_when(event, is_over=over),
        dates=date_views(target, site, dates),
        past=(),
        rhythm="" if over or is_last else rhythm_words(event_id, site),
        notice=notice_of(event, is_over=over),
        is_over=over,
        over_at="" if over else closing[0].over_at if closing else over_at(event),
        public=event.public or "",
        mode=event.mode,
        places=tuple(_places(event, site)),
        participants=event.participants or "",
        documentation=tuple(entry.title for entry in event.documentation),
        standing=standing_view(site.standing(record), event.care.checked_on, event.care.checked_by),
    )


def archive_card(event_id: str, dates: Sequence[Occurrence], site: Site) -> EventCard:
    """The card of what is over: of the event as a whole, or of some dates of a series."""
    card = event_card(event_id, site)
    if not dates:
        return card
    past = date_views((EVENT.name, event_id), site, dates)
    return replace(card, when=None, dates=(), past=past, rhythm="", over_at="")


def event_cards(ids: Iterable[str], site: Site) -> tuple[EventCard, ...]:
    """Cards in the given order."""
    return tuple(event_card(event_id, site) for event_id in ids)


def next_events(site: Site, count: int) -> tuple[EventCard, ...]:
    """The first `count` events to come, soonest first; a cancelled one says so."""
    return event_cards(site.upcoming[:count], site)


def shown_when(event: Event, *, is_over: bool) -> WhenView | None:
    """The days of an event as given; of a series only once it is over, as a whole."""
    if has_dates(event):
        return when_view(*span_of(event)) if is_over else None
    begin = starts(event)
    return when_view(begin, ends(event)) if begin else None


def when_view(begin: Moment, end: Moment | None) -> WhenView:
    """The days as given; a single one with its day of the week."""
    since, _, until = span_de(begin, end).partition(" bis ")
    if not until and begin.day:
        since = day_de(begin.first)
    return WhenView(
        since=since,
        since_machine=_machine(begin),
        until=until,
        until_machine=_machine(end) if until and end else "",
        start=begin.clock,
        end=end.clock if end else None,
    )


def _machine(moment: Moment) -> str:
    return str(moment).partition(" ")[0]


def notice_of(event: Event, *, is_over: bool) -> Notice | None:
    """What a visitor must know first, as the end of an interface text's key; often nothing.

    What was only announced is never said to have taken place.
    """
    if event.state == "abgesagt":
        return "abgesagt"
    if event.state == "verschoben":
        return "verschoben_vorbei" if is_over else "verschoben"
    if is_over:
        return "nicht_belegt" if event.state == "geplant" else "vorbei"
    return None if event.state == "bestaetigt" else event.state


def _places(event: Event, site: Site) -> list[str]:
    """Names of places, each once: those of the event, else those of its parts."""
    names = [*_venue_names(event.venues, site), event.venue_text or ""]
    if not any(names):
        for session in event.sessions:
            names += [*_venue_names(session.venues, site), session.venue_text or ""]
    return list(dict.fromkeys(name for name in names if name))


def _venue_names(ids: Iterable[str], site: Site) -> list[str]:
    venues = site.catalogue.of(VENUE)
    return [venues[name].content.name for name in ids if site.is_listed((VENUE.name, name))]
