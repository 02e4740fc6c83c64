"""A page's view -> what it says to machines, in the words of schema.org.

It is made of the view alone, so nothing is said that the page does not show. Types: `WebSite`
and `Organization` for the office (start page); `Organization` for a provider (the page of a
private person is never indexed, and so says nothing); `Place` with as much of its address as is
shown; `Service` for an offer, the one type that says who provides what, where, to whom and how
to get in touch without claiming a date or a price; `BreadcrumbList` for the way to every inner
page. Dates of events and opening hours are not said yet.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sitegen.views.contact import ContactView
from sitegen.views.directory import StartPage
from sitegen.views.offer import OfferPage
from sitegen.views.organisation import OrganisationPage
from sitegen.views.page import Crumb, Line, Office, Page, View
from sitegen.views.venue import PlaceView, VenuePage

CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Word:
    """A key of the interface texts, for whoever writes the page."""

    key: str


Value: TypeAlias = "str | int | Word | Thing | tuple[Value, ...]"


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
        provider=tuple(
            _thing(
                "Organization",
                name=body.label,
                url=_absolute(page, body.url) if body.url else "",
            )
            for body in view.bodies
        ),
        areaServed=names or (country if view.is_nation_wide else city),
        audience=tuple(_thing("Audience", audienceType=group.label) for group in view.audiences),
        availableLanguage=view.languages,
        availableChannel=tuple(_channel(contact) for contact in view.contacts)
        + tuple(
            _thing("ServiceChannel", serviceLocation=_place(place, page)) for place in view.places
        ),
    )


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
