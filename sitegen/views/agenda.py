"""Dates of offers and events together, day by day: from whom, where, and whether they hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from heapq import nsmallest
from itertools import chain, groupby, islice, takewhile
from operator import itemgetter

from sitegen.dates import day_de
from sitegen.derive import SOON, districts_of, is_everywhere, sort_text
from sitegen.freedays import eve, public_holiday
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence
from sitegen.views.card import StandingView, provider_names, standing_view
from sitegen.views.event_card import SHOWN, EventCard, Notice, event_cards, notice_of
from sitegen.views.occurrence import DateView, date_view
from sitegen.visibility import places_left

NEXT = 12  # dates on the page of a district, a topic, a provider …
NEXT_EVERYWHERE = 6  # those for the whole city, below a district's own
SECTION = "termine"

Dated = tuple[Target, Occurrence]
Place = tuple[date, time, str, str, int]
_PLACE = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of an offer or event in a list.

    `part` is the title of a part of an event, often empty; `kind` is an offer's, empty for events;
    `has_begun` on an earlier day than the list. `notice` and `public` are an event's, see
    `EventCard`; `registration` is "ja" where it is needed.
    """

    target: Target
    url: str
    title: str
    part: str
    kind: str
    date: DateView
    has_begun: bool
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    districts: tuple[str, ...]
    mode: str
    is_everywhere: bool
    notice: Notice | None
    public: str
    registration: str
    is_full: bool
    standing: StandingView


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its dates; `free` is the holiday's name, empty on other days."""

    name: str
    machine: str
    free: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """Dates by days without empty ones; `long` are those of several days, each once."""

    long: tuple[Entry, ...] = ()
    days: tuple[Day, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any date in it."""
        return bool(self.long or self.days)

    def shows(self, target: Target) -> bool:
        """Whether one of its dates is of that record."""
        entries = (*self.long, *(entry for day in self.days for entry in day.entries))
        return any(entry.target == target for entry in entries)


NOTHING = Agenda()


def dates_between(
    site: Site, since: date, until: date, targets: Iterable[Target] | None = None
) -> list[Dated]:
    """Dates that touch these days, which lie within the next two weeks, soonest first."""
    since, until = since.replace(), until.replace()  # just those: today is asked once for all
    chosen = site.dates if targets is None else [it for it in targets if it in site.dates]

    def between(target: Target) -> Iterator[Occurrence]:
        coming = takewhile(lambda it: it.day <= until, site.dates[target])
        return (it for it in coming if it.last_day >= since)

    placed = chain.from_iterable(_placed(site, it, between(it), since) for it in chosen)
    return [dated for _, dated in sorted(placed, key=_PLACE)]


def _placed(
    site: Site, target: Target, dates: Iterable[Occurrence], since: date
) -> Iterator[tuple[Place, Dated]]:
    """Dates of one record by day and hour, unknown hours last, then by title."""
    for it in dates:
        day = it.day if it.day == it.last_day else max(it.day, since)
        title = site.shared(_sort_title, target)
        yield (day, it.start or time.max, title, target[1], it.session or 0), (target, it)


def _sort_title(site: Site, target: Target) -> str:
    return sort_text(_titled(target, site).title)


def agenda_of(dated: Iterable[Dated], site: Site) -> Agenda:
    """Dates in their order -> what pages show of them."""
    dated = tuple(dated)
    long = (it for it in dated if it[1].last_day != it[1].day)
    single = (it for it in dated if it[1].last_day == it[1].day)
    days = groupby(single, lambda it: it[1].day)
    return Agenda(
        tuple(entry_of(*it, site) for it in long),
        tuple(day_of(on, site, (entry_of(*it, site) for it in found)) for on, found in days),
    )


def day_of(on: date, site: Site, entries: Iterable[Entry] = ()) -> Day:
    """A day with its name in words and its dates."""
    land = site.catalogue.config.land
    free = eve(on) or (public_holiday(on, land) if land else "")
    return Day(day_de(on), on.isoformat(), free, tuple(entries))


def next_dates(target: Target, site: Site) -> Agenda:
    """The next dates of what belongs to a district, topic, audience, provider or place."""
    return agenda_of(_soon(_dated(target, site), site), site)


def is_dated(target: Target, site: Site) -> bool:
    """Whether there are any such dates."""
    until = site.today + timedelta(days=SOON)
    dates = (it for belonging in _dated(target, site) for it in site.dates.get(belonging, ()))
    return any(it.day <= until for it in dates)


def dates_elsewhere(district: Target, site: Site) -> Agenda:
    """The next dates without a district: for the whole city, on the telephone, online."""
    own = frozenset(_dated(district, site))
    others = (dated for dated in site.shared(_soon_anywhere) if dated[0] not in own)
    return agenda_of(islice(others, NEXT_EVERYWHERE), site)


def _dated(target: Target, site: Site) -> Iterator[Target]:
    """The offers and events that belong to a record."""
    yield from ((OFFER.name, name) for name in site.offers_by.get(target, ()))
    yield from ((EVENT.name, name) for name in site.events_by.get(target, ()))


def _soon_anywhere(site: Site) -> tuple[Dated, ...]:
    events = site.catalogue.of(EVENT)
    targets = [(OFFER.name, name) for name in site.everywhere]
    targets += [
        (EVENT.name, name)
        for name in (*site.upcoming, *site.series)
        if events[name].content.mode != "vor_ort"
    ]
    return tuple(dates_between(site, site.today, site.today + timedelta(days=SOON), targets))


def _soon(targets: Iterable[Target], site: Site) -> Iterator[Dated]:
    """The next dates within two weeks, at most `NEXT`: of today no more is asked than they need.

    Dates after the first ones of so many records cannot be among them.
    """
    dates = {it: found for it in targets if (found := site.dates.get(it))}
    firsts = sorted(found[0].day for found in dates.values())[:NEXT]
    last = max(firsts[-1], site.today) if len(firsts) == NEXT else date.max
    near = {it: takewhile(lambda at: at.day <= last, found) for it, found in dates.items()}
    placed = (_placed(site, it, found, site.today) for it, found in near.items())
    until = site.today + timedelta(days=SOON)
    first = (dated for _, dated in nsmallest(NEXT, chain.from_iterable(placed), key=_PLACE))
    return takewhile(lambda it: it[1].day <= until, first)


def other_events(target: Target, site: Site, dates: Agenda) -> tuple[EventCard, ...]:
    """The next events that belong to a record, without those whose dates stand there already."""
    events = site.events_by.get(target, ())
    others = [name for name in events if not dates.shows((EVENT.name, name))]
    return event_cards(others[:SHOWN], site)


# --- one date ------------------------------------------------------------------------------


def entry_of(target: Target, it: Occurrence, site: Site) -> Entry:
    """One date as lists show it."""
    return site.shared(_entry, target, it)


def _entry(site: Site, target: Target, it: Occurrence) -> Entry:
    record = site.catalogue.records[target[0]][target[1]]
    content = _titled(target, site)
    standing = standing_view(
        site.standing(record), content.care.checked_on, content.care.checked_by
    )
    shown = date_view(record, it, site)
    venues, words, part = _where(content, it)
    is_event = isinstance(content, Event)
    return Entry(
        target=target,
        url=(EVENT if is_event else OFFER).address(record.id),
        title=content.title,
        part=part,
        kind="" if isinstance(content, Event) else content.kind,
        date=shown,
        has_begun=it.day < site.today,
        organisations=provider_names(content.organisations, site),
        places=shown.places or (*_venue_names(venues, site), *filter(None, [words])),
        districts=() if shown.places else tuple(_districts(content, venues, site)),
        mode=content.mode,
        is_everywhere=isinstance(content, Offer) and is_everywhere(content),
        notice=notice_of(content, is_over=False) if isinstance(content, Event) else None,
        public=(content.public or "") if isinstance(content, Event) else "",
        registration=content.registration.needed.value if content.registration else "",
        is_full=isinstance(content, Offer)
        and places_left(content.places_left, content.places_left_on, site.today) == "voll",
        standing=standing,
    )


def _titled(target: Target, site: Site) -> Offer | Event:
    content = site.catalogue.records[target[0]][target[1]].content
    assert isinstance(content, Offer | Event), "nothing else has dates"
    return content


def _where(content: Offer | Event, it: Occurrence) -> tuple[list[str], str, str]:
    """Venues, the place in words, and the title of the part, if it is one."""
    if isinstance(content, Offer):
        return content.places, "", ""
    if it.session is None:
        return content.venues, content.venue_text or "", ""
    part = content.sessions[it.session]
    own = part if part.venues or part.venue_text else content
    return own.venues, own.venue_text or "", part.title


def _venue_names(ids: Iterable[str], site: Site) -> tuple[str, ...]:
    venues = site.catalogue.of(VENUE)
    return tuple(venues[it].content.name for it in ids if site.is_listed((VENUE.name, it)))


def _districts(content: Offer | Event, venue_ids: Iterable[str], site: Site) -> list[str]:
    if isinstance(content, Offer):
        ids: Iterable[str] = districts_of(content, site.catalogue)
    else:
        venues = (site.catalogue.of(VENUE)[it].content for it in venue_ids)
        ids = dict.fromkeys(venue.district for venue in venues if venue.district)
    return [site.catalogue.of(DISTRICT)[it].content.name for it in ids]
