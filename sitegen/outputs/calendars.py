"""kalender.ics per offer, event and district, and one of all: files that people subscribe to.

They need absolute addresses, and hold only what is verified. In production every address goes
on to answer, empty if need be, also a former one: a program that gets no answer keeps showing
dates that no longer hold. In demo mode there are only calendars with dates, all of events.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TypeAlias

from sitegen.calendars import AnyDated, Calendar, dates_of, written
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT, District
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site, Target, Visibility
from sitegen.views.calendar import ALL, CALENDARS, calendar_path, has_dates, members
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame

Dates: TypeAlias = Callable[[Target], bytes]


def plan(site: Site) -> Iterator[Bundle]:
    """That of all, then of districts, then of records."""
    frame = frame_of(site)
    if not frame.base_url:
        return
    dates = cache(partial(_dates, site=site, frame=frame))  # most stand in three calendars
    yield Bundle("calendars", partial(_all, dates, site, frame))
    for district in site.catalogue.of(DISTRICT).values():
        make = partial(_of_district, district, dates, site, frame)
        yield Bundle(f"calendars/{district.id}", make)
    for record in _records(site):
        name = f"calendars/{record.type_name}/{record.id}"
        yield Bundle(name, partial(_of_record, record, dates, site, frame))


def _all(dates: Dates, site: Site, frame: Frame) -> Iterator[PageJob]:
    found = tuple(filter(None, (dates(_target(record)) for record in _records(site))))
    return _job(ALL, "", CALENDARS, found, frame)


def _of_district(
    district: Record[District], dates: Dates, site: Site, frame: Frame
) -> Iterator[PageJob]:
    target = (DISTRICT.name, district.id)
    page = DISTRICT.address(district.id)
    found = tuple(dates(_target(record)) for record in members(target, site))
    return _job(calendar_path(target), district.content.full_name, page, found, frame)


def _of_record(record: AnyDated, dates: Dates, site: Site, frame: Frame) -> Iterator[PageJob]:
    standing = site.standing(record)
    if standing.visibility is Visibility.WITHHELD:
        return
    target = _target(record)
    name = record.content.title if standing.is_listed else ""
    page = calendar_path(target).removesuffix("kalender.ics")
    for file in _job(calendar_path(target), name, page, (dates(target),), frame):
        yield file
        for former in record.content.former_ids:
            yield replace(file, url=calendar_path((record.type_name, former)))


def _dates(target: Target, site: Site, frame: Frame) -> bytes:
    """What calendars say about a record; nothing where it has no dates for them."""
    kind, name = target
    offers, events = site.catalogue.of(OFFER), site.catalogue.of(EVENT)
    record = offers[name] if kind == OFFER.name else events[name]
    return dates_of(record, site, frame) if has_dates(target, site) else b""


def _target(record: AnyDated) -> Target:
    return record.type_name, record.id


def _job(
    url: str, name: str, page: str, dates: tuple[bytes, ...], frame: Frame
) -> Iterator[PageJob]:
    if any(dates) or not frame.is_demo:
        title = f"{name} – {frame.name}" if name else frame.name
        file = Calendar(title, frame.base_url + url, frame.base_url + page, dates)
        yield file_job(url, written(file))


def _records(site: Site) -> tuple[AnyDated, ...]:
    catalogue = site.catalogue
    return (*catalogue.of(OFFER).values(), *catalogue.of(EVENT).values())
