"""Today, this week, the weekend: what takes place, day by day, and what nobody knows yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT
from sitegen.site import Site, Target
from sitegen.views.agenda import (
    SECTION,
    Agenda,
    Day,
    agenda_of,
    dates_between,
    dates_elsewhere,
    day_of,
    is_dated,
)
from sitegen.views.page import EASY, Frame, Named, Page, Planned, View
from sitegen.views.term import tiles_of

TODAY = "/heute/"
WEEK = "/diese-woche/"
WEEKEND = "/wochenende/"
_SATURDAY, _SUNDAY = 5, 6

HowMany = Literal["all", "most", "some"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many offers cannot be in the list, because nobody knows their times for sure."""

    how_many: HowMany
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class DaysPage(View):
    """The days `since` to `until`, also empty ones, as they are seen `today`."""

    today: Day
    since: Day
    until: Day
    agenda: Agenda
    unknown: Unknown | None
    districts: tuple[Named, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no date at all is known for these days."""
        return not (self.agenda.long or any(day.entries for day in self.agenda.days))


def days_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """One page for each of the three stretches of days."""
    titles = {
        TODAY: "agenda.title_today",
        WEEK: "agenda.title_week",
        WEEKEND: "agenda.title_weekend",
    }
    districts = _districts(site)
    for url, title_key in titles.items():
        since, until = stretch(url, site.today)
        yield (
            "pages/agenda.html",
            DaysPage(
                page=Page(
                    frame, url, title_key=title_key, section="day", easy_near=EASY + EVENT.url
                ),
                today=day_of(site.today, site),
                since=day_of(since, site),
                until=day_of(until, site),
                agenda=_agenda(since, until, site),
                unknown=_unknown(site),
                districts=districts,
            ),
        )


def stretch(url: str, today: date) -> tuple[date, date]:
    """The first and the last day of the page at that address, none of them before today."""
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    if url == TODAY:
        return today, today
    return (today if url == WEEK else max(today, sunday - timedelta(days=1))), sunday


def _agenda(since: date, until: date, site: Site) -> Agenda:
    found = agenda_of(dates_between(site, since, until), site)
    filled = {day.machine: day for day in found.days}
    count = (until - since).days + 1
    days = [day_of(since + timedelta(days=step), site) for step in range(count)]
    return replace(found, days=tuple(filled.get(day.machine, day) for day in days))


def _unknown(site: Site) -> Unknown | None:
    total = len(site.offers)
    count = sum((OFFER.name, name) not in site.timetables for name in site.offers)
    if not count:
        return None
    how_many: HowMany = "all" if count == total else "most" if 2 * count > total else "some"
    return Unknown(how_many, count, total)


def _districts(site: Site) -> tuple[Named, ...]:
    """All districts; the links lead to the dates on their pages, where there are any."""
    ids = site.catalogue.of(DISTRICT)
    return tuple(
        Named(tile.name, tile.url + _fragment((DISTRICT.name, name), site))
        for name, tile in zip(ids, tiles_of(DISTRICT, site), strict=True)
    )


def _fragment(district: Target, site: Site) -> str:
    if is_dated(district, site):
        return f"#{SECTION}"
    return "#ueberall" if dates_elsewhere(district, site) else ""
