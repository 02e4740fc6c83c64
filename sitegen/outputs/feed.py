"""feed.atom: the news as an Atom feed (RFC 4287), for readers of feeds.

It needs absolute addresses: without a base address there is none. Its days are those of the
news, so that the same content gives the same bytes.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sitegen.models import Record
from sitegen.models.news import NEWS, News
from sitegen.render import file_job
from sitegen.site import PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.news import newest
from sitegen.views.page import Frame

LONGEST = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"


def plan(site: Site) -> Iterator[PageJob]:
    """The one file, unless there is nothing to say or no address to say it at."""
    frame = frame_of(site)
    if frame.feed_url:
        yield file_job(frame.feed_url, _feed(newest(site)[:LONGEST], frame))


def _feed(news: list[Record[News]], frame: Frame) -> bytes:
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "de"})
    here = frame.base_url + frame.feed_url
    _add(feed, "id", here)
    _add(feed, "title", frame.name)
    _add(feed, "subtitle", frame.claim)
    _add(feed, "updated", _instant(news[0].content.on))
    _add(SubElement(feed, "author"), "name", frame.office.name)
    _link(feed, "self", here, "application/atom+xml")
    _link(feed, "alternate", f"{frame.base_url}{NEWS.url}", "text/html")
    for record in news:
        _entry(feed, record, frame)
    indent(feed)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(feed: Element, record: Record[News], frame: Frame) -> None:
    news = record.content
    # The first id a record ever had: readers must not meet a renamed piece as a new one.
    first_id = next(iter(news.former_ids), record.id)
    entry = SubElement(feed, "entry")
    _add(entry, "id", frame.base_url + NEWS.address(first_id))
    _add(entry, "title", news.title)
    _add(entry, "updated", _instant(news.on))
    _add(entry, "published", _instant(news.on))
    _link(entry, "alternate", frame.base_url + NEWS.address(record.id), "text/html")
    _add(entry, "summary", news.summary)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, relation: str, href: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": href})


def _instant(day: date) -> str:
    """Atom wants a time; noon is on the same day in Germany and wherever else it is read."""
    return f"{day.isoformat()}T12:00:00Z"
