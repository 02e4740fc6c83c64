"""An event as one card of a list: when, where, whether it takes place, how far that is proven."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Literal

from sitegen.dates import Moment, day_de, span_de
from sitegen.events import ends, over_at, starts
from sitegen.models.event import EVENT, Event
from sitegen.models.venue import VENUE
from sitegen.site import Site, Target
from sitegen.views.card import StandingView, standing_view

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

    `over_at` is the instant from which it is over, empty if it was so when the site was built.
    """

    url: str
    title: str
    summary: str
    when: WhenView | None
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
    begin = starts(event)
    over = site.is_over(record.id)
    return EventCard(
        url=EVENT.address(record.id),
        title=event.title,
        summary=event.summary,
        when=when_view(begin, ends(event)) if begin else None,
        rhythm=event.rhythm or "",
        notice=notice_of(event, is_over=site.is_over(record.id)),
        is_over=over,
        over_at="" if over else over_at(event, *event.sessions),
        public=event.public or "",
        mode=event.mode,
        places=tuple(_places(event, site)),
        participants=event.participants or "",
        documentation=tuple(entry.title for entry in event.documentation),
        standing=standing_view(site.standing(record), event.care.checked_on, event.care.checked_by),
    )


def event_cards(ids: Iterable[str], site: Site) -> tuple[EventCard, ...]:
    """Cards in the given order."""
    return tuple(event_card(event_id, site) for event_id in ids)


def next_events(site: Site, count: int) -> tuple[EventCard, ...]:
    """The first `count` events to come, soonest first; a cancelled one says so."""
    return event_cards(site.upcoming[:count], site)


def events_at(target: Target, site: Site) -> tuple[EventCard, ...]:
    """The next events of a district, topic, audience, venue or organisation, a few of them."""
    return event_cards(site.events_by.get(target, ())[:SHOWN], site)


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
