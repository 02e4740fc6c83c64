"""One date as pages show it: the day, the hours, whether it holds, and what is special about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import Literal

from sitegen.dates import day_de, instant
from sitegen.freedays import eve, public_holiday
from sitegen.models.document import DOCUMENT
from sitegen.models.event import Event
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import Date, Material, TimeException
from sitegen.models.venue import VENUE
from sitegen.site import AnyRecord, Site, Target
from sitegen.timetable import Occurrence, State
from sitegen.views.page import Words
from sitegen.views.prose import url_of, words_of

FreeKind = Literal["feiertag", "abend", "ferien"]


@dataclass(frozen=True, slots=True)
class Presented:
    """An offer that presents itself on that day."""

    target: Target
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read or see: `url` on this site, `web` elsewhere."""

    title: str
    url: str
    web: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A date of a series or a rule.

    `until` is empty for one day; the two share its year if they can. `state` is "gilt",
    "fraglich" (because of `free`, the name of a day off; `free_kind` says of which kind) or
    "entfaellt"; `moved_from` is the day its rule gave. `places` are names where it is elsewhere
    than usual; `is_full` when no place is left; `offers` present themselves. `over_at` is the
    instant from which it is over.
    """

    day: str
    machine: str
    until: str
    until_machine: str
    start: time | None
    end: time | None
    state: State
    free: str
    free_kind: FreeKind | None
    moved_from: str
    moved_from_machine: str
    is_full: bool
    topic: str
    text: Words
    places: tuple[str, ...]
    offers: tuple[Presented, ...]
    material: tuple[Reading, ...]
    over_at: str


def date_views(target: Target, site: Site, dates: Iterable[Occurrence]) -> tuple[DateView, ...]:
    """Dates of an offer or event as given, in their order."""
    record = site.catalogue.records[target[0]][target[1]]
    return tuple(date_view(record, it, site) for it in dates)


def date_view(record: AnyRecord, it: Occurrence, site: Site) -> DateView:
    """One date with what an editor says about it."""
    said = said_of(record, it)
    is_long = it.last_day != it.day
    is_same_year = is_long and it.last_day.year == it.day.year
    return DateView(
        day=day_de(it.day).removesuffix(f" {it.day.year}") if is_same_year else day_de(it.day),
        machine=it.day.isoformat(),
        until=day_de(it.last_day) if is_long else "",
        until_machine=it.last_day.isoformat() if is_long else "",
        start=it.start,
        end=it.end,
        state=it.state,
        free=it.free,
        free_kind=_free_kind(it, site) if it.free else None,
        moved_from=day_de(it.announced) if it.announced else "",
        moved_from_machine=it.announced.isoformat() if it.announced else "",
        is_full=isinstance(said, Date) and said.full == "ja" and it.state != "entfaellt",
        topic=(said.topic or "") if isinstance(said, Date) else "",
        text=words_of(said.text if said else None, site),
        places=tuple(_places(said, site)),
        offers=tuple(_offers(said, site)) if isinstance(said, Date) else (),
        material=tuple(reading(entry, site) for entry in getattr(said, "material", ())),
        over_at=instant(*it.closing),
    )


def said_of(record: AnyRecord, it: Occurrence) -> Date | TimeException | None:
    """The entry of `termine` or `ausnahmen` about that very date."""
    content = record.content
    if it.change is None:
        return None
    if isinstance(content, Event):
        return content.dates[it.change]
    assert isinstance(content, Offer), "nothing else has dates"
    assert content.times is not None
    return content.times.exceptions[it.change]


def _places(said: Date | TimeException | None, site: Site) -> list[str]:
    if said is None:
        return []
    venues = site.catalogue.of(VENUE)
    names = [venues[it].content.name for it in said.venues if site.is_listed((VENUE.name, it))]
    return [*names, *filter(None, [getattr(said, "venue_text", None)])]


def _free_kind(it: Occurrence, site: Site) -> FreeKind:
    land = site.catalogue.config.land
    if land and public_holiday(it.day, land) == it.free:
        return "feiertag"
    return "abend" if eve(it.day) == it.free else "ferien"


def _offers(said: Date, site: Site) -> Iterator[Presented]:
    """The offers that present themselves, as far as they are shown."""
    for name in said.offers:
        target = (OFFER.name, name)
        if url := url_of(target, site):
            yield Presented(target, site.catalogue.of(OFFER)[name].content.title, url)


def reading(entry: Material, site: Site) -> Reading:
    """Something to read with as many ways to it as there are."""
    url = url_of((DOCUMENT.name, entry.document), site) if entry.document else ""
    return Reading(entry.title, url, entry.web or "")
