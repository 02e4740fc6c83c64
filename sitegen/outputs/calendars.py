"""kalender.ics per offer, event and district, and one of all: files that people subscribe to.

They need absolute addresses, and hold only what is verified. In production every address goes
on to answer, empty if need be, also a former one: a program that gets no answer keeps showing
dates that no longer hold. In demo mode there are only calendars with dates, all of events.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from sitegen.calendars import AnyDated, Calendar, dates_of, written
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site, Target, Visibility
from sitegen.views.calendar import ALL, CALENDARS, calendar_path, has_dates, members
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame


def plan(site: Site) -> Iterator[Bundle]:
    """That of all, then of districts, then of records."""
    frame = site.shared(frame_of)
    if not frame.base_url:
        return
    yield Bundle("calendars", partial(_all, site, frame))
    for name in site.catalogue.of(DISTRICT):
        yield Bundle(f"calendars/{name}", partial(_of_district, name, site, frame))
    for target in _targets(site):
        yield Bundle(f"calendars/{'/'.join(target)}", partial(_of_record, target, site, frame))


def _all(site: Site, frame: Frame) -> Iterator[PageJob]:
    return _job(ALL, "", CALENDARS, _dates(_targets(site), site), frame)


def _of_district(name: str, site: Site, frame: Frame) -> Iterator[PageJob]:
    target, title = (DISTRICT.name, name), site.catalogue.of(DISTRICT)[name].content.full_name
    dates = _dates(members(target, site), site)
    return _job(calendar_path(target), title, DISTRICT.address(name), dates, frame)


def _of_record(target: Target, site: Site, frame: Frame) -> Iterator[PageJob]:
    record = _record(site, target)
    standing = site.standing(record)
    if standing.visibility is Visibility.WITHHELD:
        return
    url = calendar_path(target)
    name = record.content.title if standing.is_listed else ""
    for file in _job(url, name, url.removesuffix("kalender.ics"), _dates([target], site), frame):
        yield file
        for former in record.content.former_ids:
            yield replace(file, url=calendar_path((record.type_name, former)))


def _dates(targets: Iterable[Target], site: Site) -> tuple[bytes, ...]:
    """What calendars say about records; most stand in three of them."""
    return tuple(filter(None, (site.shared(_said, target) for target in targets)))


def _said(site: Site, target: Target) -> bytes:
    """Nothing where a record has no dates for calendars."""
    if not has_dates(target, site):
        return b""
    return dates_of(_record(site, target), site, site.shared(frame_of))


def _record(site: Site, target: Target) -> AnyDated:
    kind, name = target
    return site.catalogue.of(OFFER)[name] if kind == OFFER.name else site.catalogue.of(EVENT)[name]


def _job(
    url: str, name: str, page: str, dates: tuple[bytes, ...], frame: Frame
) -> Iterator[PageJob]:
    if dates or not frame.is_demo:
        title = f"{name} – {frame.name}" if name else frame.name
        file = Calendar(title, frame.base_url + url, frame.base_url + page, dates)
        yield file_job(url, written(file))


def _targets(site: Site) -> tuple[Target, ...]:
    catalogue = site.catalogue
    return tuple((it.name, name) for it in (OFFER, EVENT) for name in catalogue.of(it))
