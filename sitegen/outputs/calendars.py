"""kalender.ics per offer, event and district, and one of all: files that people subscribe to.

They need absolute addresses, and hold only what is verified. In production every address goes
on to answer, empty if need be, also a former one: a program that gets no answer keeps showing
dates that no longer hold. In demo mode there are only calendars with dates, all of events.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.calendars import Calendar, dates_of, written
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import DISTRICT
from sitegen.render import file_job
from sitegen.site import PageJob, Site, Target, Visibility
from sitegen.views.calendar import ALL, CALENDARS, calendar_path, has_dates, members
from sitegen.views.frame import frame_of


def plan(site: Site) -> Iterator[PageJob]:
    """That of all, then of districts, then of records."""
    frame = frame_of(site)
    if not frame.base_url:
        return
    dates = {
        (record.type_name, record.id): dates_of(record, site, frame)
        for record in _records(site)
        if has_dates((record.type_name, record.id), site)
    }

    def job(url: str, name: str, page: str, targets: Iterable[Target]) -> Iterator[PageJob]:
        found = tuple(dates[target] for target in targets if target in dates)
        if any(found) or not frame.is_demo:
            title = f"{name} – {frame.name}" if name else frame.name
            file = Calendar(title, frame.base_url + url, frame.base_url + page, found)
            yield file_job(url, written(file))

    yield from job(ALL, "", CALENDARS, dates)
    for district in site.catalogue.of(DISTRICT).values():
        target = (DISTRICT.name, district.id)
        name = district.content.full_name
        page = DISTRICT.address(district.id)
        yield from job(calendar_path(target), name, page, members(target, site))
    for record in _records(site):
        standing = site.standing(record)
        target = (record.type_name, record.id)
        if standing.visibility is not Visibility.WITHHELD:
            name = record.content.title if standing.is_listed else ""
            page = calendar_path(target).removesuffix("kalender.ics")
            for file in job(calendar_path(target), name, page, [target]):
                yield file
                for former in record.content.former_ids:
                    yield replace(file, url=calendar_path((record.type_name, former)))


def _records(site: Site) -> tuple[Record[Offer] | Record[Event], ...]:
    catalogue = site.catalogue
    return (*catalogue.of(OFFER).values(), *catalogue.of(EVENT).values())
