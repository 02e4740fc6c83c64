"""An offer in two lines: for lists beside the cards, and for paper.

What needs no way there, because somebody calls, comes along or answers online, stands in groups
of its own: it is first-class in every district, also where nothing else is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.models.offer import OFFER, Mode
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import TOPIC
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views.card import StandingView, standing_view
from sitegen.views.contact import Ask, contact_view, way_to_ask
from sitegen.views.offer import contacts_of
from sitegen.views.page import Frame

SHOWN = 12  # offers of one group; the finder has the others
WITHOUT_WAY: tuple[Mode, ...] = ("telefon", "hausbesuch", "online")


@dataclass(frozen=True, slots=True)
class Brief:
    """An offer with the easiest way to ask about it."""

    url: str
    title: str
    summary: str
    mode: str
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    ask: Ask
    standing: StandingView


@dataclass(frozen=True, slots=True)
class ModeGroup:
    """Offers in which one takes part in the same way; `count` is that of all of them."""

    mode: str
    count: int
    offers: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Offers that share their first topic; none of them where the list would be too long."""

    name: str
    url: str
    count: int
    offers: tuple[Brief, ...]


def brief(offer_id: str, site: Site, frame: Frame) -> Brief:
    """The two lines of a listed offer."""
    record = site.catalogue.of(OFFER)[offer_id]
    offer, catalogue = record.content, site.catalogue
    own = contact_view(offer.title, offer.contact)
    bodies = [
        catalogue.of(ORGANISATION)[name].content
        for name in offer.organisations
        if site.is_listed((ORGANISATION.name, name))
    ]
    return Brief(
        url=OFFER.address(offer_id),
        title=offer.title,
        summary=offer.summary,
        mode=offer.mode,
        organisations=tuple(body.short_name or body.name for body in bodies),
        places=tuple(
            catalogue.of(VENUE)[name].content.name
            for name in offer.venues
            if site.is_listed((VENUE.name, name))
        ),
        ask=way_to_ask(contacts_of(own, offer.organisations, site), frame.office),
        standing=standing_view(site.standing(record), offer.care.checked_on, offer.care.checked_by),
    )


def is_without_way(offer_id: str, site: Site) -> bool:
    """Whether one takes part from home."""
    return site.catalogue.of(OFFER)[offer_id].content.mode in WITHOUT_WAY


def by_mode(ids: Iterable[str], site: Site, frame: Frame) -> tuple[ModeGroup, ...]:
    """What needs no way there, by telephone first; the order within a group is kept."""
    found: dict[str, list[str]] = {mode: [] for mode in WITHOUT_WAY}
    for offer_id in ids:
        if is_without_way(offer_id, site):
            found[site.catalogue.of(OFFER)[offer_id].content.mode].append(offer_id)
    return tuple(
        ModeGroup(mode, len(group), tuple(brief(it, site, frame) for it in group[:SHOWN]))
        for mode, group in found.items()
        if group
    )


def by_topic(ids: Sequence[str], site: Site, frame: Frame, most: int) -> tuple[TopicGroup, ...]:
    """Offers by their first topic, in the order of the topics; only counts above `most`."""
    offers = site.catalogue.of(OFFER)
    found: dict[str, list[str]] = {}
    for offer_id in ids:
        found.setdefault(offers[offer_id].content.topics[0], []).append(offer_id)
    return tuple(
        TopicGroup(
            name=record.content.name,
            url=TOPIC.address(topic_id),
            count=len(found[topic_id]),
            offers=tuple(brief(it, site, frame) for it in found[topic_id])
            if len(ids) <= most
            else (),
        )
        for topic_id, record in site.catalogue.of(TOPIC).items()
        if topic_id in found
    )
