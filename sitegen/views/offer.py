"""An offer's page in the order of its first visit; the same in easy language: `easy_offer`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.derive import districts_of, is_everywhere
from sitegen.fields import language_name
from sitegen.models import ContentType, Record
from sitegen.models.blocks import AgeRange, FirstVisit, Links
from sitegen.models.offer import NATION_WIDE, OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, GOAL, TOPIC, WHO_FIELD, Term
from sitegen.models.venue import VENUE
from sitegen.site import Catalogue, Referral, Site, Target, target_of, title_of
from sitegen.views.asking import (
    VISIT,
    Known,
    OpenView,
    Sentence,
    ThresholdView,
    open_view,
    sentence_of,
    threshold_view,
)
from sitegen.views.calendar import calendar_url
from sitegen.views.card import StandingView, mode_tag, standing_view
from sitegen.views.contact import (
    Ask,
    ContactView,
    contact_view,
    further_contacts,
    way_to_ask,
)
from sitegen.views.facts import CostsView, RegistrationView, costs_view, registration_view
from sitegen.views.organisation import organisation_contact, shown_organisations
from sitegen.views.page import (
    EASY,
    Crumb,
    Frame,
    Named,
    Page,
    Prose,
    View,
    Words,
)
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import prose_of, url_of, words_of
from sitegen.views.qr import qr_url
from sitegen.views.related import MAIN, RelatedView, related
from sitegen.views.times import TimesView, times_view
from sitegen.views.venue import PlaceView, place_view
from sitegen.visibility import is_current, is_private_person, places_left

# What is shown as belonging to an offer: also what it contributes to.
_RELATED = (*MAIN, WHO_FIELD.name, GOAL.name)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one of the five questions about the first visit."""

    question: str
    text: Words


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral as the page shows it: another record that may fit better, and why."""

    title: str
    url: str
    reason: Words
    is_back: bool


@dataclass(frozen=True, slots=True)
class OfferPage(View):
    """Everything the page of one offer shows.

    `visit` are the answers that are known; `further` are the ways of contact besides `ask`; `qr`
    is empty where the site does not know its own address. `offices` are where those are who come
    to people; where they come is to be asked if the page `asks_area`.
    """

    id: str
    title: str
    summary: Words
    picture: PictureView | None
    text: Prose | None
    kind: str
    mode: str
    mode_tag: str
    standing: StandingView
    times: TimesView
    calendar: str
    costs: CostsView
    topics: tuple[Named, ...]
    audiences: tuple[Named, ...]
    districts: tuple[Named, ...]
    is_everywhere: bool
    is_nation_wide: bool
    asks_area: bool
    languages: tuple[str, ...]
    age_low: int | None
    age_high: int | None
    age_note: str
    access: tuple[str, ...]
    not_for: tuple[str, ...]
    registration: RegistrationView
    documents: tuple[str, ...]
    places_left: str
    next_steps: tuple[str, ...]
    sentence: Sentence
    visit: tuple[Answer, ...]
    threshold: ThresholdView
    places: tuple[PlaceView, ...]
    offices: tuple[PlaceView, ...]
    organisations: tuple[Named, ...]
    bodies: tuple[Named, ...]
    contacts: tuple[ContactView, ...]
    further: tuple[ContactView, ...]
    ask: Ask
    open: OpenView
    qr: str
    referrals: tuple[ReferralView, ...]
    related: RelatedView


def offer_page(record: Record[Offer], site: Site, frame: Frame) -> OfferPage:
    """The view of one listed offer."""
    offer = record.content
    catalogue = site.catalogue
    standing = site.standing(record)
    target = (OFFER.name, record.id)
    referrals = site.referrals.get(target, ())
    known = known_of(record, site)
    ask = way_to_ask(known.contacts, frame.office)
    age = offer.age or AgeRange()
    return OfferPage(
        page=_head(record, frame, may_be_found=standing.is_verified),
        id=record.id,
        title=offer.title,
        summary=words_of(offer.summary, site),
        picture=picture_view(record, site),
        text=prose_of(offer.text, site),
        kind=offer.kind,
        mode=offer.mode,
        mode_tag=mode_tag(offer),
        standing=standing_view(standing, offer.care.checked_on, offer.care.checked_by),
        times=known.times,
        calendar=calendar_url(target, site),
        costs=known.costs,
        topics=terms_of(TOPIC, offer.topics, catalogue),
        audiences=terms_of(AUDIENCE, offer.audiences, catalogue),
        districts=districts_in(offer, site),
        is_everywhere=known.is_everywhere,
        is_nation_wide=NATION_WIDE in offer.areas,
        asks_area=known.asks_area,
        languages=tuple(language_name(code) for code in offer.languages),
        age_low=age.low,
        age_high=age.high,
        age_note=age.note or "",
        access=tuple(offer.access),
        not_for=tuple(offer.not_for),
        registration=known.registration,
        documents=tuple(offer.documents),
        places_left=places_left(offer.places_left, offer.places_left_on, site.today),
        next_steps=tuple(offer.next_steps),
        sentence=sentence_of(offer),
        visit=_visit(offer.first_visit, site),
        threshold=known.threshold,
        places=known.places,
        offices=_places(offer.venues, site) if offer.is_visit else (),
        organisations=shown_organisations(offer.organisations, site),
        bodies=shown_organisations(bodies_of(offer.organisations, catalogue), site),
        contacts=known.contacts,
        further=known.contacts if offer.next_steps else further_contacts(known.contacts, ask),
        ask=ask,
        open=open_view(known),
        qr=qr_url(OFFER.address(record.id), frame),
        referrals=tuple(_referral(referral, site) for referral in referrals),
        related=related(target, site, [referral.target for referral in referrals], _RELATED),
    )


def _head(record: Record[Offer], frame: Frame, *, may_be_found: bool) -> Page:
    url = f"{OFFER.url}{record.id}/"
    return Page(
        frame,
        url,
        record.content.title,
        description=record.content.summary,
        crumbs=(Crumb("nav.offers", OFFER.url),),
        section="offers",
        easy_url=EASY + url,
        may_be_found=may_be_found,
    )


def terms_of(
    content_type: ContentType[Term], ids: Iterable[str], catalogue: Catalogue
) -> tuple[Named, ...]:
    """The names of terms, linked to their pages."""
    terms = catalogue.of(content_type)
    return tuple(Named(terms[name].content.name, f"{content_type.url}{name}/") for name in ids)


def bodies_of(organisations: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    """The organisers that are no private persons: they alone are named to machines."""
    bodies = catalogue.of(ORGANISATION)
    return (name for name in organisations if not is_private_person(bodies[name]))


def contacts_of(
    own: ContactView | None, organisations: Iterable[str], site: Site
) -> tuple[ContactView, ...]:
    """A record's own ways of contact, then those of its providers that are public."""
    bodies = [site.catalogue.of(ORGANISATION)[name] for name in organisations]
    theirs = [
        organisation_contact(body)
        for body in bodies
        if site.is_listed((ORGANISATION.name, body.id))
    ]
    return tuple(contact for contact in [own, *theirs] if contact is not None)


def districts_in(offer: Offer, site: Site) -> tuple[Named, ...]:
    """The districts of an offer, linked to their pages."""
    known = site.catalogue.of(DISTRICT)
    names = districts_of(offer, site.catalogue)
    return tuple(Named(known[name].content.full_name, DISTRICT.address(name)) for name in names)


def known_of(
    record: Record[Offer],
    site: Site,
    times: Callable[[Record[Offer], Site], TimesView] = times_view,
) -> Known:
    """What pages show of an offer at a glance; of its times, what they make of them."""
    offer = record.content
    standing = site.standing(record)
    is_all_known = standing.is_verified and is_everywhere(offer)
    return Known(
        offer=offer,
        times=times(record, site),
        costs=costs_view(offer.costs, standing, site.today),
        registration=registration_view(offer.registration, site.today),
        threshold=threshold_view(offer),
        places=_places(offer.places, site),
        is_everywhere=is_everywhere(offer),
        asks_area=offer.is_visit and not (is_all_known or districts_of(offer, site.catalogue)),
        contacts=contacts_of(contact_view(offer.title, offer.contact), offer.organisations, site),
        outdated=frozenset(() if standing.is_verified else _outdated(offer, site.today)),
    )


def _outdated(offer: Offer, today: date) -> Iterator[str]:
    """What a record says of an offer that nobody has checked, but only from old evidence."""
    times, costs = offer.times, offer.costs
    if times and (times.rules or times.text) and not is_current(times.year, today):
        yield "when"
    if costs and (costs.kind != "unbekannt" or costs.text) and not is_current(costs.year, today):
        yield "costs"


def _places(ids: Iterable[str], site: Site) -> tuple[PlaceView, ...]:
    venues = site.catalogue.of(VENUE)
    return tuple(
        place_view(venues[name], site) for name in ids if site.is_listed((VENUE.name, name))
    )


def _visit(visit: FirstVisit | None, site: Site) -> tuple[Answer, ...]:
    texts = {name: getattr(visit, name) if visit else None for name in VISIT}
    return tuple(Answer(name, words_of(text, site)) for name, text in texts.items() if text)


def referral_views(links: Links | None, site: Site) -> tuple[ReferralView, ...]:
    """What a record itself refers to, each public target once."""
    reasons = dict(_referrals(links))
    shown = referred_and_listed(links, site)
    return tuple(_referral(Referral(target, reasons[target]), site) for target in shown)


def referred_and_listed(links: Links | None, site: Site) -> tuple[Target, ...]:
    """The targets of `referral_views`, in their order."""
    return tuple(target for target in dict(_referrals(links)) if site.is_listed(target))


def referred(links: Links | None) -> tuple[Target, ...]:
    """What `referral_views` shows, so that a page need not show it twice."""
    return tuple(target for target, _ in _referrals(links))


def _referrals(links: Links | None) -> Iterator[tuple[Target, str]]:
    for referral in links.refers_to if links else ():
        yield target_of(referral.target), referral.reason


def _referral(referral: Referral, site: Site) -> ReferralView:
    record = site.catalogue.get(referral.target)
    assert record is not None
    title = title_of(record)
    reason = words_of(referral.reason, site)
    return ReferralView(title, url_of(referral.target, site), reason, referral.is_back)
