"""Nobody is sent where nobody answers: a published offer has a way of contact."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models.blocks import Contact
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.site import AnyRecord, Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Offers without contact, names without consent, addresses without encryption."""
    for record in catalogue.of(OFFER).values():
        if record.content.care.status == "veroeffentlicht" and not _has_way(
            record.content, catalogue
        ):
            yield diagnose("kontakt-fehlt", record.at("kontakt"), angebot=record.id)
    for other in catalogue.all():
        contact = getattr(other.content, "contact", None)
        if isinstance(contact, Contact):
            yield from _check(other, contact)


def _check(record: AnyRecord, contact: Contact) -> Iterator[Diagnostic]:
    if contact.person and not contact.consent:
        yield diagnose("name-ohne-einwilligung", record.at("kontakt", "name"))
    if contact.web and contact.web.startswith("http:"):
        yield diagnose("webadresse-ohne-s", record.at("kontakt", "web"), wert=contact.web)


def _has_way(offer: Offer, catalogue: Catalogue) -> bool:
    """An unknown provider is answered elsewhere, so it does not count as silent here."""
    if offer.contact and offer.contact.is_reachable:
        return True
    bodies = [catalogue.of(ORGANISATION).get(name) for name in offer.organisations]
    return any(body is None or _can_answer(body.content) for body in bodies)


def _can_answer(body: Organisation) -> bool:
    # A private person is reached through the office, so nothing is missing there.
    if body.legal_form == PRIVATE_PERSON:
        return True
    return body.contact is not None and body.contact.is_reachable
