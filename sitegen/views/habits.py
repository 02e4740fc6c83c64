"""The usual week of a place: on which weekdays what takes place, by the rules of its offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from sitegen.dates import WEEKDAYS
from sitegen.derive import SOON, sort_text
from sitegen.models.offer import OFFER
from sitegen.models.venue import VENUE
from sitegen.rhythms import Rhythm
from sitegen.site import Site
from sitegen.timetable import Series
from sitegen.views.card import StandingView, standing_view


@dataclass(frozen=True, slots=True)
class Habit:
    """What comes again on a weekday; `rhythm` says how often, empty for every week."""

    url: str
    title: str
    start: time | None
    end: time | None
    rhythm: str
    standing: StandingView


@dataclass(frozen=True, slots=True)
class HabitDay:
    """A day of the week; without a name for rhythms that keep to none."""

    name: str
    habits: tuple[Habit, ...]


def habits_of(venue_id: str, site: Site) -> tuple[HabitDay, ...]:
    """The days of the week with what takes place at a venue; not of offers with several venues."""
    found: dict[int, list[Habit]] = {number: [] for number in range(len(WEEKDAYS) + 1)}
    for offer_id in site.offers_by.get((VENUE.name, venue_id), ()):
        if len(site.catalogue.of(OFFER)[offer_id].content.venues) == 1:
            for number, habit in _habits(offer_id, site):
                found[number].append(habit)
    names = (*WEEKDAYS, "")
    return tuple(
        HabitDay(names[number], tuple(sorted(habits, key=_order)))
        for number, habits in found.items()
        if habits
    )


def _habits(offer_id: str, site: Site) -> Iterator[tuple[int, Habit]]:
    record = site.catalogue.of(OFFER)[offer_id]
    care, table = record.content.care, site.timetables.get((OFFER.name, offer_id))
    standing = standing_view(site.standing(record), care.checked_on, care.checked_by)
    for series in table.series if table else ():
        if _holds(series, site.today):
            rhythm = "" if _is_weekly(series.rhythm) else series.rhythm.words
            url, title = OFFER.address(offer_id), record.content.title
            habit = Habit(url, title, series.start, series.end, rhythm, standing)
            for number in series.rhythm.weekdays or (len(WEEKDAYS),):
                yield number, habit


def _holds(series: Series, today: date) -> bool:
    """Whether the rule has not run out and begins within the next weeks."""
    begins_soon = series.first is None or series.first <= today + timedelta(days=SOON)
    return begins_soon and (series.until is None or series.until >= today)


def _is_weekly(rhythm: Rhythm) -> bool:
    return rhythm.unit == "woche" and rhythm.interval == 1


def _order(habit: Habit) -> tuple[time, str]:
    return habit.start or time.max, sort_text(habit.title)
