"""A provider: who it is, how to reach it, what it offers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views.agenda import Agenda, next_dates, other_events
from sitegen.views.card import Card, StandingView, cards, standing_view
from sitegen.views.contact import ContactView, contact_view
from sitegen.views.event_card import EventCard
from sitegen.views.page import Frame, Named, Page, Planned, Prose, View
from sitegen.views.prose import prose_of, url_of
from sitegen.views.register import ORGANISATIONS_CRUMB
from sitegen.views.related import RelatedView, related
from sitegen.visibility import is_private_person


@dataclass(frozen=True, slots=True)
class OrganisationPage(View):
    """The page of a provider."""

    name: str
    legal_form: str
    parent: Named | None
    member_of: tuple[Named, ...]
    text: Prose | None
    contact: ContactView | None
    offers: tuple[Card, ...]
    places: tuple[Named, ...]
    dates: Agenda
    events: tuple[EventCard, ...]
    is_partner: bool
    related: RelatedView
    standing: StandingView


def pages(record: Record[Organisation], site: Site, frame: Frame) -> Iterator[Planned]:
    """The provider's one page."""
    body = record.content
    target = (ORGANISATION.name, record.id)
    dates = next_dates(target, site)
    shown = [(EVENT.name, name) for name in site.events_by.get(target, ())]
    yield (
        "pages/organisation.html",
        OrganisationPage(
            page=Page(
                frame,
                f"{ORGANISATION.url}{record.id}/",
                body.name,
                crumbs=(ORGANISATIONS_CRUMB,),
                # Who opens a home is found by neighbours, not by searching for a name.
                may_be_found=body.legal_form != PRIVATE_PERSON,
            ),
            name=body.name,
            legal_form=body.legal_form,
            parent=next(iter(shown_organisations([body.parent or ""], site)), None),
            member_of=shown_organisations(body.member_of, site),
            text=prose_of(body.text, site),
            contact=organisation_contact(record),
            offers=cards(site.offers_by.get(target, ()), site),
            places=_places(site.offers_by.get(target, ()), site),
            is_partner=body.networking == "vernetzt",
            related=related(target, site, without=shown),
            dates=dates,
            events=other_events(target, site, dates),
            standing=standing_view(
                site.standing(record), body.care.checked_on, body.care.checked_by
            ),
        ),
    )


def _places(ids: Iterable[str], site: Site) -> tuple[Named, ...]:
    """Where it offers something, as far as that is public."""
    offers, venues = site.catalogue.of(OFFER), site.catalogue.of(VENUE)
    names = dict.fromkeys(name for it in ids for name in offers[it].content.venues)
    return tuple(
        Named(venues[name].content.name, url)
        for name in names
        if (url := url_of((VENUE.name, name), site))
    )


def public_organisations(offers: Iterable[str], site: Site) -> tuple[Named, ...]:
    """Who makes these offers, by name; private persons are found by what they offer."""
    known, bodies = site.catalogue.of(OFFER), site.catalogue.of(ORGANISATION)
    names = dict.fromkeys(name for it in offers for name in known[it].content.organisations)
    public = (name for name in names if not is_private_person(bodies[name]))
    return tuple(sorted(shown_organisations(public, site), key=lambda it: sort_text(it.label)))


def shown_organisations(ids: Iterable[str], site: Site) -> tuple[Named, ...]:
    """The names of those providers that are known and public, linked to their pages."""
    bodies = site.catalogue.of(ORGANISATION)
    targets = [(ORGANISATION.name, name) for name in ids]
    return tuple(
        Named(bodies[target[1]].content.name, url_of(target, site))
        for target in targets
        if site.is_listed(target) and not bodies[target[1]].content.is_placeholder
    )


def organisation_contact(record: Record[Organisation]) -> ContactView | None:
    """The provider's contact; private persons are reached through the office only."""
    body = record.content
    if body.legal_form == PRIVATE_PERSON:
        return None
    return contact_view(body.short_name or body.name, body.contact)
