"""A page's view -> what it says to machines, in the words of schema.org.

It is made of the view alone, so nothing is said that the page does not show. Types: `WebSite`
and `Organization` for the office (start page); `Organization` for a provider (the page of a
private person is never indexed, and so says nothing); `Place` with as much of its address as is
shown; `Service` for an offer, the one type that says who provides what, where, to whom and how
to get in touch without claiming a date or a price; `BreadcrumbList` for the way to every inner
page; `Event` for a single event whose day is known and `EventSeries` for what comes again, with
its next dates. A date in doubt is left out, and so are the hours of a rule of which nobody knows
whether it holds on days off; others are said up to the day before the next one in doubt, and that
is often Heiligabend. There is no word for doubt, and an open door must not be promised.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TypeAlias

from sitegen.dates import first_instant, instant
from sitegen.rhythmwords import parse_rhythm
from sitegen.timetable import Occurrence
from sitegen.views.contact import ContactView
from sitegen.views.directory import StartPage
from sitegen.views.event import EventPage, SessionView, Where
from sitegen.views.event_card import WhenView
from sitegen.views.occurrence import DateView
from sitegen.views.offer import OfferPage
from sitegen.views.organisation import OrganisationPage
from sitegen.views.page import Crumb, Line, Named, Office, Page, View
from sitegen.views.times import RuleView, TimesView
from sitegen.views.venue import PlaceView, VenuePage

CONTEXT = "https://schema.org"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ATTENDANCE = {
    "vor_ort": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_STATUS = {
    "abgesagt": "EventCancelled",
    "verschoben": "EventPostponed",
    "verschoben_vorbei": "EventPostponed",
}
# Rules that hold in Ferien; on public holidays, too, or not then.
_HOLDS = frozenset([("free_ja",), ("school_ja", "public_offen"), ("school_ja", "public_zu")])
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Word:
    """A key of the interface texts, for whoever writes the page."""

    key: str


Value: TypeAlias = "str | int | bool | Word | Thing | tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a schema.org type; empty values are left out when it is written."""

    type: str
    values: tuple[tuple[str, Value], ...]


def things_of(view: View) -> tuple[Thing, ...]:
    """What a page says; nothing unless it may be indexed and knows its own address."""
    page = view.page
    if not (page.is_indexed and page.frame.base_url):
        return ()
    return tuple(_things(view))


def _things(view: View) -> Iterator[Thing]:
    page = view.page
    if isinstance(view, StartPage):
        yield _site(page)
        yield _office(page.frame.office, page)
    elif isinstance(view, OfferPage):
        yield _offer(view)
    elif isinstance(view, EventPage):
        yield from _happening(view)
    elif isinstance(view, OrganisationPage):
        yield _organisation(view)
    elif isinstance(view, VenuePage):
        yield _place(view.place, page)
    if page.url != "/":
        yield _breadcrumb(page)


def _thing(type_: str, **values: Value) -> Thing:
    return Thing(type_, tuple(values.items()))


def _absolute(page: Page, url: str) -> str:
    return page.frame.base_url + url if url.startswith("/") else url


def _site(page: Page) -> Thing:
    frame = page.frame
    return _thing(
        "WebSite",
        name=frame.name,
        description=frame.claim,
        url=_absolute(page, "/"),
        inLanguage="de",
    )


def _office(office: Office, page: Page) -> Thing:
    return _thing(
        "Organization",
        name=office.name,
        description=office.role,
        url=office.web,
        telephone=_phone(office.phone),
        email=office.mail,
        areaServed=_thing("City", name=page.frame.city),
    )


def _offer(view: OfferPage) -> Thing:
    page = view.page
    area = view.districts if not view.is_everywhere else ()
    names = tuple(_thing("AdministrativeArea", name=district.label) for district in area)
    city = _thing("City", name=page.frame.city)
    country = _thing("Country", name="Deutschland")
    return _thing(
        "Service",
        name=view.title,
        description=view.summary.text,
        url=_absolute(page, page.url),
        provider=_bodies(view.bodies, page),
        areaServed=names or ("" if view.asks_area else country if view.is_nation_wide else city),
        audience=tuple(_thing("Audience", audienceType=group.label) for group in view.audiences),
        availableLanguage=view.languages,
        hoursAvailable=tuple(_hours(view.times)),
        availableChannel=tuple(_channel(contact) for contact in view.contacts)
        + tuple(
            _thing("ServiceChannel", serviceLocation=_place(place, page)) for place in view.places
        ),
    )


def _bodies(bodies: tuple[Named, ...], page: Page) -> tuple[Thing, ...]:
    return tuple(
        _thing("Organization", name=body.label, url=_absolute(page, body.url) if body.url else "")
        for body in bodies
    )


def _hours(times: TimesView) -> Iterator[Thing]:
    """Weekly hours as long as they are known to hold, then the days that differ."""
    for rule in times.rules:
        off = rule.days_off or times.days_off
        if off in _HOLDS and not rule.since and rule.sure_until is not None:
            through = _first_of(rule.sure_until, rule.over_at and _day_before(rule.over_at[:10]))
            yield from _weekly(rule, through, is_closed_on_holidays="public_zu" in off)
    for it in times.exceptions:
        if it.state == "entfaellt":
            yield _opening(_MIDNIGHT, _MIDNIGHT, it.machine, it.until_machine or it.machine)
        elif it.start and it.end and not it.until_machine:
            yield _opening(it.start, it.end, it.machine, it.machine)


def _weekly(rule: RuleView, through: str, *, is_closed_on_holidays: bool) -> Iterator[Thing]:
    rhythms = [parse_rhythm(words) for words in rule.rhythms]
    weekly = [it for it in rhythms if it.unit == "woche" and not it.needs_start]
    days = sorted({day for it in weekly for day in it.weekdays})
    if not (days and rule.start and rule.end):
        return
    yield _opening(rule.start, rule.end, "", through, tuple(_WEEKDAYS[day] for day in days))
    if is_closed_on_holidays:
        yield _opening(_MIDNIGHT, _MIDNIGHT, "", through, ("PublicHolidays",))


def _opening(
    opens: time, closes: time, since: str, through: str, days: tuple[str, ...] = ()
) -> Thing:
    """Hours on some days; from midnight to midnight is how schema.org says closed."""
    return _thing(
        "OpeningHoursSpecification",
        dayOfWeek=days,
        opens=f"{opens:%H:%M}",
        closes=f"{closes:%H:%M}",
        validFrom=since,
        validThrough=through,
    )


def _happening(view: EventPage) -> Iterator[Thing]:
    """An event whose day is known, or a series, also one without a date."""
    page, place = view.page, _location(view.where, view.mode, view.page)
    status = _STATUS.get(view.notice or "", "EventScheduled")
    about: dict[str, Value] = {
        "name": page.title,
        "description": view.summary.text,
        "url": _absolute(page, page.url),
        "eventAttendanceMode": _said(_ATTENDANCE.get(view.mode, "")),
        "location": place,
        "organizer": _bodies(view.bodies, page),
        "isAccessibleForFree": "" if view.costs.kind != "kostenlos" else True,
    }
    if view.repeats:
        status = status if view.repeats.is_called_off else ""
        dates = tuple(_date(it, view, place) for it in view.repeats.dates if it.state != "fraglich")
        yield _thing("EventSeries", **about, eventStatus=_said(status), subEvent=dates)
    elif view.when and (span := _span(view.when)):
        parts = tuple(part for it in view.sessions for part in _part(it, view, status))
        series = view.series
        above = (
            _thing("EventSeries", name=series.label, url=_absolute(page, series.url))
            if series
            else ""
        )
        yield _thing(
            "Event", **about, **span, eventStatus=_said(status), superEvent=above, subEvent=parts
        )


def _date(it: DateView, view: EventPage, place: tuple[Thing, ...]) -> Thing:
    """One date of a series, elsewhere than usual if it is."""
    status = "EventCancelled" if it.state == "entfaellt" else "EventScheduled"
    elsewhere = _location(Where((), ", ".join(it.places)), view.mode, view.page)
    return _thing(
        "Event",
        name=": ".join(filter(None, [view.page.title, it.topic])),
        url=_absolute(view.page, view.page.url),
        startDate=_begin(it.machine, it.start),
        endDate=it.over_at if it.end else it.until_machine,
        eventStatus=_said("EventRescheduled" if it.moved_from_machine else status),
        previousStartDate=it.moved_from_machine,
        eventAttendanceMode=_said(_ATTENDANCE.get(view.mode, "")),
        location=elsewhere if it.places else place,
    )


def _part(it: SessionView, view: EventPage, status: str) -> Iterator[Thing]:
    span = _span(it.when) if it.when else {}
    where = it.where or view.where
    if span:
        yield _thing(
            "Event",
            name=it.title,
            description=it.text.text,
            **span,
            eventStatus=_said("EventCancelled" if it.is_cancelled else status),
            eventAttendanceMode=_said(_ATTENDANCE.get(view.mode, "")),
            location=_location(where, view.mode, view.page),
        )


def _span(when: WhenView) -> dict[str, Value]:
    """Begin and end of what has a known day; empty where only a month or year is known."""
    if len(when.since_machine) < len("2026-03-01"):
        return {}
    end = when.until_machine
    if when.end:
        first, last = (
            date.fromisoformat(day) for day in (when.since_machine, end or when.since_machine)
        )
        end = instant(*Occurrence(first, last, when.start, when.end).closing)
    return {"startDate": _begin(when.since_machine, when.start), "endDate": end}


def _begin(day: str, clock: time | None) -> str:
    return first_instant(date.fromisoformat(day), clock) if clock else day


def _location(where: Where, mode: str, page: Page) -> tuple[Thing, ...]:
    """Where to go, and for what is online our own page: meeting links stand nowhere."""
    online = (_thing("VirtualLocation", url=_absolute(page, page.url)),)
    named = (_thing("Place", name=where.text),) if where.text else ()
    return (
        *(_place(place, page) for place in where.places if mode in {"vor_ort", "hybrid"}),
        *(named if mode in {"vor_ort", "hybrid"} else ()),
        *(online if mode in {"online", "hybrid"} else ()),
    )


def _said(word: str) -> str:
    return f"{CONTEXT}/{word}" if word else ""


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _first_of(*days: str) -> str:
    return min(filter(None, days), default="")


def _channel(contact: ContactView) -> Thing:
    phone = contact.phones[0] if contact.phones else None
    return _thing(
        "ServiceChannel",
        servicePhone=_thing("ContactPoint", telephone=_phone(phone)) if phone else "",
        serviceUrl=contact.web,
    )


def _organisation(view: OrganisationPage) -> Thing:
    page, contact = view.page, view.contact
    phone = contact.phones[0] if contact and contact.phones else None
    parent = view.parent
    return _thing(
        "Organization",
        name=view.name,
        url=_absolute(page, page.url),
        sameAs=contact.web if contact else "",
        telephone=_phone(phone),
        email=contact.mail if contact else "",
        parentOrganization=_thing("Organization", name=parent.label) if parent else "",
    )


def _place(place: PlaceView, page: Page) -> Thing:
    return _thing(
        "Place",
        name=place.name,
        url=_absolute(page, place.url) if place.url else "",
        hasMap=place.map_url,
        address=_address(place.address) if place.address else "",
    )


def _address(lines: tuple[str, ...]) -> Thing:
    """The lines that the page shows: the street, then postcode and town."""
    code, _, town = lines[-1].partition(" ") if len(lines) > 1 else ("", "", "")
    if not code.isdigit():
        code, town = "", lines[-1] if len(lines) > 1 else ""
    return _thing("PostalAddress", streetAddress=lines[0], postalCode=code, addressLocality=town)


def _phone(line: Line | None) -> str:
    return line.href.removeprefix("tel:") if line else ""


def _breadcrumb(page: Page) -> Thing:
    own = page.title or Word(page.title_key)
    steps = (Crumb("nav.start", "/"), *page.crumbs)
    ways: list[tuple[Value, str]] = [(Word(step.key), step.url) for step in steps]
    return _thing(
        "BreadcrumbList",
        itemListElement=tuple(
            _thing("ListItem", position=number, name=name, item=_absolute(page, url))
            for number, (name, url) in enumerate([*ways, (own, page.url)], start=1)
        ),
    )


def plain_of(thing: Thing, say: Callable[[str], str]) -> Mapping[str, object]:
    """The thing as JSON knows it: keys in the order given, words by `say`, nothing empty."""
    found: dict[str, object] = {"@type": thing.type}
    for key, value in thing.values:
        plain = _plain(value, say)
        if plain not in ("", [], {}):
            found[key] = plain
    return found


def _plain(value: Value, say: Callable[[str], str]) -> object:
    if isinstance(value, Thing):
        return plain_of(value, say)
    if isinstance(value, Word):
        return say(value.key)
    if isinstance(value, tuple):
        return [_plain(item, say) for item in value]
    return value
