"""Nobody is sent where nobody answers: a published offer has a way of contact."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models.blocks import Contact
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.site import AnyRecord, Catalogue


def known(catalogue: Catalogue) -> frozenset[str]:
    """The providers that nobody can reach."""
    bodies = catalogue.of(ORGANISATION)
    return frozenset(name for name, body in bodies.items() if not _can_answer(body.content))


def check_record(record: AnyRecord, silent: frozenset[str]) -> Iterator[Diagnostic]:
    """Offers without contact, names without consent, addresses without encryption."""
    if (
        OFFER.has(record)
        and record.content.care.status == "veroeffentlicht"
        and not _has_way(record.content, silent)
    ):
        yield diagnose("kontakt-fehlt", record.at("kontakt"), angebot=record.id)
    contact = getattr(record.content, "contact", None)
    if isinstance(contact, Contact):
        yield from _check(record, contact)


def _check(record: AnyRecord, contact: Contact) -> Iterator[Diagnostic]:
    if contact.person and not contact.consent:
        yield diagnose("name-ohne-einwilligung", record.at("kontakt", "name"))
    if contact.web and contact.web.startswith("http:"):
        yield diagnose("webadresse-ohne-s", record.at("kontakt", "web"), wert=contact.web)


def _has_way(offer: Offer, silent: frozenset[str]) -> bool:
    """An unknown provider is answered elsewhere, so it does not count as silent here."""
    if offer.contact and offer.contact.is_reachable:
        return True
    return any(name not in silent for name in offer.organisations)


def _can_answer(body: Organisation) -> bool:
    # A private person is reached through the office, so nothing is missing there.
    if body.legal_form == PRIVATE_PERSON:
        return True
    return body.contact is not None and body.contact.is_reachable
