"""How to get in touch: an offer's own ways first, then its providers', then the office."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

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
    """The way to ask what is not known: `kind` chooses the words, `whose` names who answers."""

    kind: Literal["telefon", "mail", "web", "stelle"]
    label: str
    href: str
    whose: str


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
    """The easiest way: any phone, then mail, then web; the office when there is none."""
    contacts = tuple(contacts)
    found = next(_ways(contacts, office), None)
    return found or Ask("stelle", office.name, office.web, office.name)


def _ways(contacts: tuple[ContactView, ...], office: Office) -> Iterator[Ask]:
    for contact in contacts:
        for line in contact.phones:
            yield Ask("telefon", line.display, line.href, contact.owner)
    if office.phone and not contacts:
        yield Ask("telefon", office.phone.display, office.phone.href, office.name)
    for contact in contacts:
        if contact.mail:
            yield Ask("mail", contact.mail, f"mailto:{contact.mail}", contact.owner)
    for contact in contacts:
        if contact.web:
            yield Ask("web", contact.web, contact.web, contact.owner)
