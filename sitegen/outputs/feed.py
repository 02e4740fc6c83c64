"""feed.atom: news and events as an Atom feed (RFC 4287), for readers of feeds.

It needs absolute addresses: without a base address there is none. Its days are those of the
news and of the checks and changes of events, so that the same content gives the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sitegen.dates import day_de, span_de, time_range_de
from sitegen.events import ends, starts
from sitegen.models.event import EVENT, Event
from sitegen.models.news import NEWS
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.texts import MAIN
from sitegen.views.frame import frame_of
from sitegen.views.news import newest
from sitegen.views.page import Frame

LONGEST = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A piece of news or an event; `first_url` is the first address it ever had."""

    on: date
    first_url: str
    url: str
    title: str
    summary: str
    is_news: bool


def plan(site: Site) -> Iterator[Bundle]:
    """The one file, unless there is nothing to say or no address to say it at."""
    yield Bundle("feed", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    frame = site.shared(frame_of)
    if frame.feed_url:
        entries = sorted(
            (*_news(site), *_events(site)), key=lambda it: (-it.on.toordinal(), it.url)
        )
        yield file_job(frame.feed_url, _feed(entries[:LONGEST], frame))


def _news(site: Site) -> Iterator[_Entry]:
    for record in newest(site):
        news = record.content
        # The first id a record ever had: readers must not meet a renamed piece as a new one.
        first = NEWS.address(next(iter(news.former_ids), record.id))
        url = NEWS.address(record.id)
        yield _Entry(news.on, first, url, news.title, news.summary, is_news=True)


def _events(site: Site) -> Iterator[_Entry]:
    """Events that somebody has checked, as new as that check or a change since."""
    for record in site.catalogue.of(EVENT).values():
        event, standing = record.content, site.standing(record)
        on = event.care.told_on(site.today)
        if standing.is_listed and standing.is_verified and on:
            first = EVENT.address(next(iter(event.former_ids), record.id))
            url = EVENT.address(record.id)
            yield _Entry(on, first, url, event.title, _summary(event, site), is_news=False)


def _summary(event: Event, site: Site) -> str:
    """How sure it is, when it is, and what it is about; nothing that time alone changes."""
    mark = site.catalogue.texts.get(MAIN, {}).get(f"calendar.mark_{event.state}", "")
    when = ": ".join(filter(None, [mark, _when(event)]))
    return f"{when}. {event.summary}" if when else event.summary


def _when(event: Event) -> str:
    """The rule of a series, not its next date: that would change without anybody's doing."""
    begin, end = starts(event), ends(event)
    hours = time_range_de(begin.clock if begin else None, end.clock if end else None)
    if event.is_series:
        rhythm = event.recurrence.rhythm.words if event.recurrence else event.rhythm
        return ", ".join(filter(None, [rhythm, hours])) if rhythm else ""
    if begin is None:
        return ""
    days = span_de(begin, end)
    if begin.day is None or (end and end.first != begin.first):
        return days
    return ", ".join(filter(None, [day_de(begin.first), hours]))


def _feed(entries: list[_Entry], frame: Frame) -> bytes:
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "de"})
    here = frame.base_url + frame.feed_url
    _add(feed, "id", here)
    _add(feed, "title", frame.name)
    _add(feed, "subtitle", frame.claim)
    _add(feed, "updated", _instant(entries[0].on))
    _add(SubElement(feed, "author"), "name", frame.office.name)
    _link(feed, "self", here, "application/atom+xml")
    _link(feed, "alternate", f"{frame.base_url}/", "text/html")
    for entry in entries:
        _entry(feed, entry, frame)
    indent(feed)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(feed: Element, said: _Entry, frame: Frame) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", frame.base_url + said.first_url)
    _add(entry, "title", said.title)
    _add(entry, "updated", _instant(said.on))
    if said.is_news:
        _add(entry, "published", _instant(said.on))
    _link(entry, "alternate", frame.base_url + said.url, "text/html")
    _add(entry, "summary", said.summary)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, relation: str, href: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": href})


def _instant(day: date) -> str:
    """Atom wants a time; noon is on the same day in Germany and wherever else it is read."""
    return f"{day.isoformat()}T12:00:00Z"
