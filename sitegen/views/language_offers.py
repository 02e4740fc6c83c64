"""All offers in another language: a list by topic, and a page with the facts of each.

Facts are words of the interface, and so can be said in any language. What an editor wrote stays
German, marked as such, unless somebody has translated it and it was reviewed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.dates import Moment
from sitegen.derive import by_first_topic
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import AUDIENCE, TOPIC
from sitegen.rhythms import Rhythm
from sitegen.site import Site
from sitegen.views.card import Card, offer_card
from sitegen.views.languages import Said, head_of, is_unreviewed, summary_in, title_in
from sitegen.views.occurrence import DateView
from sitegen.views.offer import OfferPage, offer_page
from sitegen.views.page import Crumb, Frame, PageLanguage, Planned, View
from sitegen.views.times import TimesView


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """An offer of the list: `spoken` are codes of languages; `is_german` leads out of this one."""

    card: Card
    title: Said
    url: str
    is_german: bool
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicOffers:
    """The offers of one topic."""

    id: str
    name: Said
    offers: tuple[ListedOffer, ...]


@dataclass(frozen=True, slots=True)
class TranslatedOffers(View):
    """The list of all offers by their first topic."""

    count: int
    topics: tuple[TopicOffers, ...]
    is_unreviewed: bool


@dataclass(frozen=True, slots=True)
class RuleIn:
    """How often a regular time comes; `since` and `until` are days, if they are to be said."""

    rhythms: tuple[Rhythm, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class TranslatedOffer(View):
    """The facts of an offer, with `offer` as its German page shows them.

    `rules` stand beside those of `offer.times`, and `dates` for its dates and exceptions;
    `note_until` is the last day of its note. `spoken` are codes of languages; `register_by` is as
    exact as it is known.
    """

    offer: OfferPage
    title: Said
    summary: Said
    rules: tuple[RuleIn, ...]
    dates: tuple[DateView, ...]
    note_until: date | None
    spoken: tuple[str, ...]
    topics: tuple[Said, ...]
    audiences: tuple[Said, ...]
    register_by: Moment | None
    is_unreviewed: bool


def offer_lists(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all offers in every language that has them."""
    for language in frame.languages:
        if language.has(OFFER.url):
            yield _list_page(language, site, frame)


def offer_pages(offer_id: str, site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a listed offer in those languages."""
    languages = [it for it in frame.languages if it.has(OFFER.address(offer_id))]
    if languages:
        record = site.catalogue.of(OFFER)[offer_id]
        view = offer_page(record, site, frame)
        for language in languages:
            yield "sprachen/offer.html", _offer(view, record, language, site)


def _list_page(language: PageLanguage, site: Site, frame: Frame) -> Planned:
    topics = site.catalogue.of(TOPIC)
    texts = site.catalogue.texts[language.code]
    lead = texts.get("foreign.offers_lead", "")
    head = head_of(language, frame, OFFER.url, "", lead)
    view = TranslatedOffers(
        page=replace(head, title_key="foreign.offers_title", section="offers"),
        count=len(site.offers),
        topics=tuple(
            TopicOffers(
                id=topic,
                name=title_in(topics[topic], language.code, site),
                offers=tuple(_listed(name, language, site) for name in group),
            )
            for topic, group in by_first_topic(site.offers, site.catalogue).items()
        ),
        is_unreviewed=is_unreviewed(language.code, site),
    )
    return "sprachen/offers.html", view


def _listed(offer_id: str, language: PageLanguage, site: Site) -> ListedOffer:
    record = site.catalogue.of(OFFER)[offer_id]
    german = OFFER.address(offer_id)
    is_german = not language.has(german)
    return ListedOffer(
        card=offer_card(offer_id, site),
        title=title_in(record, language.code, site),
        url=german if is_german else language.url_of(german),
        is_german=is_german,
        spoken=tuple(record.content.languages),
    )


def _offer(
    view: OfferPage, record: Record[Offer], language: PageLanguage, site: Site
) -> TranslatedOffer:
    offer, code = record.content, language.code
    title, summary = title_in(record, code, site), summary_in(record, code, site)
    head = head_of(language, view.page.frame, OFFER.address(record.id), title.text, summary.text)
    crumb = Crumb("foreign.offers_title", language.url_of(OFFER.url))
    may_be_found = site.standing(record).is_verified
    topics, audiences = site.catalogue.of(TOPIC), site.catalogue.of(AUDIENCE)
    return TranslatedOffer(
        page=replace(head, section="offers", crumbs=(crumb,), may_be_found=may_be_found),
        offer=view,
        title=title,
        summary=summary,
        rules=tuple(_rules(record, site)) if view.times.rules else (),
        dates=_dates(view.times),
        note_until=offer.times.note.until if offer.times and offer.times.note else None,
        spoken=tuple(offer.languages),
        topics=tuple(title_in(topics[name], code, site) for name in offer.topics),
        audiences=tuple(title_in(audiences[name], code, site) for name in offer.audiences),
        register_by=offer.registration.until if offer.registration else None,
        is_unreviewed=is_unreviewed(code, site),
    )


def _dates(times: TimesView) -> tuple[DateView, ...]:
    """The next dates and all days that differ, each once and in their order."""
    known = {it.machine for it in times.dates}
    others = (it for it in times.exceptions if it.machine not in known)
    return tuple(sorted((*times.dates, *others), key=lambda it: it.machine))


def _rules(record: Record[Offer], site: Site) -> Iterator[RuleIn]:
    """The rules that have not run out, in the order in which the German page has them."""
    times = record.content.times
    for rule in times.rules if times else ():
        last, first = rule.valid_until, rule.valid_from
        if last is None or last >= site.today:
            is_to_come = first is not None and first > site.today
            yield RuleIn(tuple(rule.days), first if is_to_come else None, last)
