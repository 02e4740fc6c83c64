"""How to get in touch: an offer's own ways first, then its providers', then the office."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from sitegen.models.blocks import Contact
from sitegen.views.frame import phone_line
from sitegen.views.page import Line, Office


@dataclass(frozen=True, slots=True)
class ContactView:
    """One body's ways of contact; empty texts are unknown and not printed."""

    owner: str
    role: str
    phones: tuple[Line, ...]
    mail: str
    web: str
    hours: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The way to ask what is not known: `kind` chooses the words, `whose` names who answers.

    `note` says what a number is for, `hours` when somebody answers it.
    """

    kind: Literal["telefon", "mail", "web", "stelle"]
    label: str
    href: str
    whose: str
    note: str = ""
    hours: str = ""


def contact_view(owner: str, contact: Contact | None) -> ContactView | None:
    """The contact block as shown, or nothing where no way is given."""
    if contact is None or not contact.is_reachable:
        return None
    return ContactView(
        owner=owner,
        role=contact.role or "",
        phones=tuple(phone_line(line.number, line.note or "") for line in contact.phones),
        mail=contact.mail or "",
        web=contact.web or "",
        hours=contact.hours or "",
    )


def way_to_ask(contacts: Iterable[ContactView], office: Office) -> Ask:
    """The easiest way: any phone, then mail, then web; the office, or who stands in, for none."""
    contacts = tuple(contacts)
    found = next(_ways(contacts, office), None)
    return found or Ask("stelle", office.name, office.web, office.name)


def further_contacts(contacts: Iterable[ContactView], ask: Ask) -> tuple[ContactView, ...]:
    """The ways of contact that do not stand on the page yet, each once; `ask` is shown before.

    Whoever has a page of a site finds its front page.
    """
    shown = {ask.href}
    found = []
    for contact in contacts:
        phones = tuple(line for line in contact.phones if line.href not in shown)
        rest = replace(
            contact,
            phones=phones,
            hours=contact.hours if phones == contact.phones else "",
            mail=contact.mail if f"mailto:{contact.mail}" not in shown else "",
            web=contact.web if not _leads_to(contact.web, shown) else "",
        )
        shown |= {*(line.href for line in rest.phones), f"mailto:{rest.mail}", rest.web}
        if rest.phones or rest.mail or rest.web:
            found.append(rest)
    return tuple(found)


def _leads_to(web: str, shown: Iterable[str]) -> bool:
    """Whether the address, or for a front page any of its site, is shown already."""
    parts = urlsplit(web)
    is_front = bool(parts.netloc) and not (parts.path.strip("/") or parts.query)
    return web in shown or (is_front and any(_host(href) == _host(web) for href in shown))


def _host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _ways(contacts: tuple[ContactView, ...], office: Office) -> Iterator[Ask]:
    for contact in contacts:
        for line in contact.phones:
            yield _call(line, contact.owner, contact.hours)
    if office.phone and not contacts:
        yield _call(office.phone, office.name, office.hours)
    if office.stand_in and not contacts:
        yield _call(office.stand_in.phone, office.stand_in.name, office.stand_in.hours)
    for contact in contacts:
        if contact.mail:
            yield Ask("mail", contact.mail, f"mailto:{contact.mail}", contact.owner)
    for contact in contacts:
        if contact.web:
            yield Ask("web", contact.web, contact.web, contact.owner)


def _call(line: Line, whose: str, hours: str) -> Ask:
    return Ask("telefon", line.display, line.href, whose, line.note, hours)
