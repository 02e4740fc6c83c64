"""What is to come, day by day, and the archive by years with what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sitegen.dates import Moment, day_de, moment_de
from sitegen.models.event import EVENT
from sitegen.site import Site
from sitegen.timetable import Occurrence
from sitegen.views.event_card import EventCard, archive_card, event_cards
from sitegen.views.page import EASY, Crumb, Frame, Page, Planned, View
from sitegen.views.series import day_of, past_dates
from sitegen.views.term import Pagination, chunks, page_url, pagination

ARCHIVE = f"{EVENT.url}archiv/"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events under one heading: a day, a month or a year, as exactly as they are known."""

    name: str
    machine: str
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event in the archive: as a whole, or some dates of a series; `day` orders entries."""

    day: date
    event_id: str
    dates: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class EventsPage(View):
    """What is to come: what has begun already, then day by day, then series without dates."""

    running: tuple[EventCard, ...]
    days: tuple[Stretch, ...]
    series: tuple[EventCard, ...]
    pagination: Pagination | None


@dataclass(frozen=True, slots=True)
class ArchivePage(View):
    """What is over, by years, newest first; a series stands in every year of its past dates."""

    years: tuple[Stretch, ...]
    pagination: Pagination | None


def events_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of what is to come."""
    parts = chunks(site.upcoming)
    for number, part in enumerate(parts, start=1):
        running = [name for name in part if _begin(name, site).last < site.today]
        days: dict[Moment, list[str]] = {}
        for name in part:
            if name not in running:
                days.setdefault(_day(name, site), []).append(name)
        yield (
            "pages/events.html",
            EventsPage(
                page=Page(
                    frame,
                    page_url(EVENT.url, number),
                    title_key="event.title",
                    section="event",
                    easy_url=EASY + page_url(EVENT.url, number),
                ),
                running=event_cards(running, site),
                days=tuple(
                    Stretch(_day_words(day), str(day), event_cards(ids, site))
                    for day, ids in days.items()
                ),
                series=event_cards(site.series, site) if number == len(parts) else (),
                pagination=pagination(EVENT.url, number, len(parts)),
            ),
        )


def archive_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of what is over."""
    parts = chunks(_archived(site))
    for number, part in enumerate(parts, start=1):
        years = (
            Stretch(
                str(year),
                str(year),
                tuple(archive_card(it.event_id, it.dates, site) for it in entries),
            )
            for year, entries in groupby(part, lambda entry: entry.day.year)
        )
        yield (
            "pages/archive.html",
            ArchivePage(
                page=Page(
                    frame,
                    page_url(ARCHIVE, number),
                    title_key="event.archive_title",
                    crumbs=(Crumb("nav.events", EVENT.url),),
                    section="event",
                    easy_url=EASY + page_url(ARCHIVE, number),
                ),
                years=tuple(years),
                pagination=pagination(ARCHIVE, number, len(parts)),
            ),
        )


def _archived(site: Site) -> tuple[_Entry, ...]:
    """What is over and the past dates of every series, newest first."""
    found: list[_Entry] = []
    for event_id in (*site.past, *site.upcoming, *site.series):
        entries = [
            _Entry(dates[0].day, event_id, dates) for dates in _by_year(past_dates(event_id, site))
        ]
        if site.is_over(event_id):
            day = _begin(event_id, site).first
            if not entries or entries[0].day.year < day.year:
                entries.append(_Entry(day, event_id))
        found += entries
    return tuple(sorted(found, key=lambda entry: entry.day, reverse=True))


def _by_year(dates: tuple[Occurrence, ...]) -> Iterator[tuple[Occurrence, ...]]:
    for _, group in groupby(dates, lambda it: it.day.year):
        yield tuple(group)


def _begin(event_id: str, site: Site) -> Moment:
    begin = day_of(event_id, site)
    assert begin is not None, "what is to come or over has a date"
    return begin


def _day(event_id: str, site: Site) -> Moment:
    begin = _begin(event_id, site)
    return Moment(begin.year, begin.month, begin.day)


def _day_words(moment: Moment) -> str:
    return day_de(moment.first) if moment.day else moment_de(moment)
