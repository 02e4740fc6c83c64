"""What is open when most doors are closed: holy days, Sundays, evenings, nights.

Only what a person has checked and what really holds on that day; what is in doubt stands by
itself, and the telephone lines come first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from sitegen.freedays import public_holiday
from sitegen.models.event import Event
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence, occurrences
from sitegen.views.agenda import Dated, Day, Entry, day_of, entry_of
from sitegen.views.easy_card import easy_entries
from sitegen.views.page import EASY, Frame, Page, Planned, View, easy_twin

OPEN = "/offen/"
EVENING = time(18)
NIGHT = time(22)
_MORNING = time(6)
_SUNDAY = 6
_WITHIN = 28  # days ahead in which a Sunday, an evening or a night counts
_HOLIDAYS = 4  # public holidays ahead, besides those with a section of their own
_LEAP = 366

Occasion = Literal[
    "heiligabend",
    "erster_weihnachtstag",
    "zweiter_weihnachtstag",
    "silvester",
    "neujahr",
    "feiertag",
    "sonntags",
    "abends",
    "nachts",
]
_FIXED: tuple[tuple[Occasion, int, int], ...] = (
    ("heiligabend", 12, 24),
    ("erster_weihnachtstag", 12, 25),
    ("zweiter_weihnachtstag", 12, 26),
    ("silvester", 12, 31),
    ("neujahr", 1, 1),
)


@dataclass(frozen=True, slots=True)
class OpenSection:
    """What is open on a day, or, without one, as a habit; `id` is its place on the page."""

    id: str
    occasion: Occasion
    day: Day | None
    sure: tuple[Entry, ...]
    doubtful: tuple[Entry, ...]

    def __bool__(self) -> bool:
        """Whether anything is open, or may be."""
        return bool(self.sure or self.doubtful)


@dataclass(frozen=True, slots=True)
class OpenPage(View):
    """Occasions for which somebody has confirmed a time, and those still without."""

    sections: tuple[OpenSection, ...]
    unconfirmed: tuple[OpenSection, ...]


def open_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The page and its twin in easy language."""
    dated = tuple(_open(site))
    found = (*_days(dated, site), *_habits(dated, site))
    view = OpenPage(
        page=Page(frame, OPEN, title_key="open.title", easy_url=EASY + OPEN, holds=("hilfe",)),
        sections=tuple(section for section in found if section),
        unconfirmed=tuple(section for section in found if not section),
    )
    yield "pages/open.html", view
    twin = replace(
        view,
        page=easy_twin(view.page),
        sections=tuple(_easy(section, site) for section in view.sections),
    )
    yield "leicht/open.html", twin


def _easy(section: OpenSection, site: Site) -> OpenSection:
    return replace(
        section,
        sure=easy_entries(section.sure, site),
        doubtful=easy_entries(section.doubtful, site),
    )


def is_season(today: date) -> bool:
    """Whether it is the time of year in which people ask: November to the sixth of January."""
    return today.month > 10 or (today.month, today.day) <= (1, 6)


# --- occasions -----------------------------------------------------------------------------


def _days(dated: Iterable[Dated], site: Site) -> Iterator[OpenSection]:
    """The days around Christmas and New Year and other public holidays, the next one first."""
    for day, name in site.shared(_occasions).items():
        section = _section(name, _on([day], dated), site)
        place = f"{name}-{day.isoformat()}" if name == "feiertag" else name
        yield replace(section, id=place, day=day_of(day, site))


def _occasions(site: Site) -> Mapping[date, Occasion]:
    today = _today(site)
    days: dict[date, Occasion] = dict.fromkeys(_holidays(site), "feiertag")
    days |= {_next(month, day, today): name for name, month, day in _FIXED}
    return dict(sorted(days.items()))


def _today(site: Site) -> date:
    """That very day: the page says something else on every day, so today is asked once for all."""
    return site.today.replace()


def _next(month: int, day: int, today: date) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _habits(dated: Iterable[Dated], site: Site) -> Iterator[OpenSection]:
    today = _today(site)
    days = [today + timedelta(days=step) for step in range(_WITHIN + 1)]
    sundays = [day for day in days if day.weekday() == _SUNDAY]
    yield _section("sonntags", _first_each(_on(sundays, dated)), site)
    soon = [it for it in dated if it[1].day <= days[-1]]
    yield _section("abends", _first_each(_while(is_evening, soon)), site)
    yield _section("nachts", _first_each(_while(is_night, soon)), site)


def _holidays(site: Site) -> list[date]:
    """The next public holidays that have no section of their own."""
    land = site.catalogue.config.land
    if land is None:
        return []
    own = {(month, day) for _, month, day in _FIXED}
    today = _today(site)
    days = (today + timedelta(days=step) for step in range(_LEAP))
    found = [d for d in days if (d.month, d.day) not in own and public_holiday(d, land)]
    return found[:_HOLIDAYS]


def is_evening(it: Occurrence) -> bool:
    """Whether it is certainly on at some time after 18 o'clock."""
    return _lasts_beyond(EVENING, it)


def is_night(it: Occurrence) -> bool:
    """Whether it is certainly on at some time between 22 and 6 o'clock."""
    return _lasts_beyond(NIGHT, it) or (it.start is not None and it.start < _MORNING)


def _lasts_beyond(hour: time, it: Occurrence) -> bool:
    if it.start is None or it.last_day != it.day:
        return False
    is_late = it.end is not None and (it.end > hour or it.end <= it.start)
    return it.start >= hour or is_late


# --- dates ---------------------------------------------------------------------------------


def _on(days: Iterable[date], dated: Iterable[Dated]) -> list[Dated]:
    spans = [((it.day, it.last_day), (target, it)) for target, it in dated]
    each = {span for span, _ in spans}  # few: most dates last one day
    touched = ({span for span in each if span[0] <= day <= span[1]} for day in days)
    return [both for now in touched for span, both in spans if span in now]


def _open(site: Site) -> Iterator[Dated]:
    """Dates that take place or may: of checked offers and events that are open to visitors."""
    for target in site.timetables:
        yield from ((target, it) for it in site.shared(_dates, target))


def _dates(site: Site, target: Target) -> tuple[Occurrence, ...]:
    """Those of one offer or event, in the next weeks and on the days that people ask for."""
    if not _is_for_visitors(target, site):
        return ()
    table, today = site.timetables[target], _today(site)
    until = today + timedelta(days=_WITHIN)
    found = [*occurrences(table, today, until)]
    for day in site.shared(_occasions):
        if day > until:
            found += occurrences(table, day, day)
    return tuple(it for it in dict.fromkeys(found) if it.state != "entfaellt")


def _is_for_visitors(target: Target, site: Site) -> bool:
    content = site.catalogue.records[target[0]][target[1]].content
    is_closed = isinstance(content, Event) and content.public in {"fachlich", "geladen"}
    return site.standings[target].is_verified and not is_closed


def _while(holds: Callable[[Occurrence], bool], dated: Iterable[Dated]) -> list[Dated]:
    return [(target, it) for target, it in dated if holds(it)]


def _first_each(dated: Iterable[Dated]) -> list[Dated]:
    """Each offer or event once, with its next date, one that certainly holds if it has any."""
    found: dict[Target, Occurrence] = {}
    for target, it in sorted(dated, key=lambda it: (it[1].state != "gilt", it[1].day)):
        found.setdefault(target, it)
    return list(found.items())


def _section(occasion: Occasion, dated: Iterable[Dated], site: Site) -> OpenSection:
    entries = sorted(
        (entry_of(*it, site) for it in dated),
        key=lambda entry: (
            entry.date.machine,
            entry.date.start or time.max,
            entry.title,
            entry.part,
        ),
    )
    return OpenSection(
        occasion,
        occasion,
        None,
        sure=tuple(entry for entry in entries if _is_sure(entry)),
        doubtful=tuple(entry for entry in entries if not _is_sure(entry)),
    )


def _is_sure(entry: Entry) -> bool:
    """Whether nobody needs to ask before going there."""
    is_full = entry.is_full or entry.date.is_full
    is_in_doubt = entry.date.state != "gilt" or entry.notice or is_full
    return not is_in_doubt and entry.standing.overdue is None
