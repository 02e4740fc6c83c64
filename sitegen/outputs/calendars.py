"""kalender.ics per offer, event and district, and one of all: files that people subscribe to.

They need absolute addresses, and hold only what is verified. In production every address goes
on to answer, empty if need be, also a former one: a program that gets no answer keeps showing
dates that no longer hold. In demo mode there are only calendars with dates, all of events.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from sitegen.calendars import AnyDated, Calendar, dates_of, written
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT, District
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site, Visibility
from sitegen.views.calendar import ALL, CALENDARS, calendar_path, has_dates, members
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame


def plan(site: Site) -> Iterator[Bundle]:
    """That of all, then of districts, then of records."""
    frame = frame_of(site)
    if not frame.base_url:
        return
    yield Bundle("calendars", partial(_all, site, frame))
    for district in site.catalogue.of(DISTRICT).values():
        yield Bundle(f"calendars/{district.id}", partial(_of_district, district, site, frame))
    for record in _records(site):
        name = f"calendars/{record.type_name}/{record.id}"
        yield Bundle(name, partial(_of_record, record, site, frame))


def _all(site: Site, frame: Frame) -> Iterator[PageJob]:
    return _job(ALL, "", CALENDARS, _dates(_records(site), site, frame), frame)


def _of_district(district: Record[District], site: Site, frame: Frame) -> Iterator[PageJob]:
    target = (DISTRICT.name, district.id)
    page = DISTRICT.address(district.id)
    dates = _dates(members(target, site), site, frame)
    return _job(calendar_path(target), district.content.full_name, page, dates, frame)


def _of_record(record: AnyDated, site: Site, frame: Frame) -> Iterator[PageJob]:
    standing = site.standing(record)
    if standing.visibility is Visibility.WITHHELD:
        return
    target = (record.type_name, record.id)
    name = record.content.title if standing.is_listed else ""
    page = calendar_path(target).removesuffix("kalender.ics")
    for file in _job(calendar_path(target), name, page, _dates([record], site, frame), frame):
        yield file
        for former in record.content.former_ids:
            yield replace(file, url=calendar_path((record.type_name, former)))


def _dates(records: Iterable[AnyDated], site: Site, frame: Frame) -> tuple[bytes, ...]:
    return tuple(
        dates_of(record, site, frame)
        for record in records
        if has_dates((record.type_name, record.id), site)
    )


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
