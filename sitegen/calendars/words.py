"""An entry of a calendar -> what it says: title, text, place and how sure it is.

Nothing is said that the page of the record does not show: addresses come from the places as
pages show them, meeting links stay out, and whoever is asked back is whom the page names. What
takes place at a private person's has no place here, and the office answers for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import day_de, time_range_de
from sitegen.models import Record
from sitegen.models.event import Event, Session
from sitegen.models.offer import Offer
from sitegen.models.times import Date
from sitegen.models.venue import VENUE
from sitegen.schedules import CALLED_OFF
from sitegen.site import Site
from sitegen.texts import MAIN
from sitegen.timetable import Occurrence
from sitegen.views.contact import contact_view, way_to_ask
from sitegen.views.event_card import notice_of
from sitegen.views.occurrence import said_of
from sitegen.views.offer import contacts_of
from sitegen.views.page import Frame
from sitegen.views.prose import url_of
from sitegen.views.venue import place_view
from sitegen.visibility import private_hosts

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Said:
    """What visitors read in their calendar; `place` is empty where none may be named."""

    title: str
    text: str
    place: str
    status: Status


def said(record: Record[Offer] | Record[Event], it: Occurrence, site: Site, frame: Frame) -> Said:
    """The words for one date, or for the usual date of a rule."""
    status = _status(record.content, it)
    lines = (*_about(record, it, site), *_behind(record, site, frame))
    return Said(
        title=_title(record.content, it, status, site),
        text="\n".join(line for line in lines if line),
        place="" if private_hosts(record, site.catalogue) else "; ".join(_where(record, it, site)),
        status=status,
    )


def say(site: Site, key: str, **values: str) -> str:
    """An interface text; what a city took away is empty."""
    text = site.catalogue.texts.get(MAIN, {}).get(key, "")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _status(content: Offer | Event, it: Occurrence) -> Status:
    state = content.state if isinstance(content, Event) else ""
    if it.state == "entfaellt" or state in CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if it.state == "fraglich" or state == "geplant" else "CONFIRMED"


def _title(content: Offer | Event, it: Occurrence, status: Status, site: Site) -> str:
    """Not all programs show the status, so the title says it, too."""
    part = _part(content, it)
    title = f"{content.title}: {part.title}" if part else content.title
    state = getattr(content, "state", "")
    marks = {
        "CANCELLED": "verschoben" if state == "verschoben" else "abgesagt",
        "TENTATIVE": "fraglich" if it.state == "fraglich" else "geplant",
    }
    mark = say(site, f"calendar.mark_{marks.get(status)}")
    return f"{mark}: {title}" if mark else title


def _about(record: Record[Offer] | Record[Event], it: Occurrence, site: Site) -> Iterator[str]:
    """What holds for this date, then what the record is about."""
    content = record.content
    notice = notice_of(content, is_over=False) if isinstance(content, Event) else None
    if notice:
        yield say(site, f"event.notice_{notice}")
    elif it.state == "entfaellt":
        yield say(site, "calendar.cancelled")
    if it.state == "fraglich":
        yield say(site, "calendar.doubt", free=it.free)
    if it.announced:
        yield say(site, "calendar.moved", day=day_de(it.announced))
    if it.start is None:
        yield time_range_de(None, it.end)
    about = said_of(record, it)
    if isinstance(about, Date) and about.full == "ja" and notice is None:
        yield say(site, "event.notice_ausgebucht")
    topic = getattr(about, "topic", None)
    yield say(site, "calendar.topic", topic=topic) if topic else ""
    yield (about.text or "") if about else ""
    yield content.summary
    part = _part(content, it)
    if part:
        yield part.text or ""
    elif isinstance(content, Event):
        yield from (_session(session, site) for session in content.sessions)


def _session(session: Session, site: Site) -> str:
    begin, end = session.begin, session.end
    day = day_de(begin.first) if begin and begin.day else ""
    hours = time_range_de(begin.clock if begin else None, end.clock if end else None)
    when = ", ".join(filter(None, [day, hours]))
    mark = say(site, "calendar.mark_abgesagt") if session.cancelled == "ja" else ""
    return "- " + ": ".join(filter(None, [when, mark, session.title]))


def _behind(record: Record[Offer] | Record[Event], site: Site, frame: Frame) -> Iterator[str]:
    """Whom to ask, and where there is more to read."""
    content = record.content
    own = contact_view(content.title, content.contact)
    is_private = bool(private_hosts(record, site.catalogue))
    contacts = () if is_private else contacts_of(own, content.organisations, site)
    ask = way_to_ask(contacts, frame.office)
    who = ask.label if ask.label == ask.whose else f"{ask.label} ({ask.whose})"
    yield say(site, "calendar.ask", who=who)
    yield page_url(record, site, frame)


def page_url(record: Record[Offer] | Record[Event], site: Site, frame: Frame) -> str:
    """The absolute address of the page."""
    return frame.base_url + url_of((record.type_name, record.id), site)


def _where(record: Record[Offer] | Record[Event], it: Occurrence, site: Site) -> Iterator[str]:
    """Where this date is: elsewhere if an editor says so, else where its part or record is."""
    content = record.content
    stages = (said_of(record, it), _part(content, it), content)
    named = (tuple(_places(stage, site)) for stage in stages if stage)
    if content.mode in {"vor_ort", "hybrid"}:
        yield from next(filter(None, named), ())
    if content.mode != "vor_ort":
        yield say(site, f"mode.{'online' if content.mode == 'hybrid' else content.mode}")


def _places(stage: object, site: Site) -> Iterator[str]:
    venues = site.catalogue.of(VENUE)
    for name in getattr(stage, "venues", ()):
        if site.is_listed((VENUE.name, name)):
            place = place_view(venues[name], site)
            district = (place.district.label,) if place.district else ()
            yield ", ".join((place.name, *(place.address or district)))
    if text := getattr(stage, "venue_text", None):
        yield text


def _part(content: Offer | Event, it: Occurrence) -> Session | None:
    if isinstance(content, Event) and it.session is not None:
        return content.sessions[it.session]
    return None
