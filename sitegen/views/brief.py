"""An offer in two lines: for lists beside the cards, and for paper.

What needs no way there, because somebody calls, comes along or answers online, stands in groups
of its own: it is first-class in every district, also where nothing else is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.derive import by_first_topic
from sitegen.finder.facets import feature_url
from sitegen.models.offer import OFFER, Mode
from sitegen.models.taxonomy import TOPIC
from sitegen.site import Site, Target
from sitegen.views.card import StandingView, place_names, provider_names, standing_view
from sitegen.views.contact import Ask, contact_view, way_to_ask
from sitegen.views.offer import contacts_of
from sitegen.views.page import Frame

SHOWN = 12  # offers of one group; the finder has the others
WITHOUT_WAY: tuple[Mode, ...] = ("telefon", "hausbesuch", "online")


@dataclass(frozen=True, slots=True)
class Brief:
    """An offer with the easiest way to ask about it; `names` are its providers and its places."""

    target: Target
    url: str
    title: str
    summary: str
    mode: str
    names: tuple[str, ...]
    ask: Ask
    standing: StandingView


@dataclass(frozen=True, slots=True)
class ModeGroup:
    """Offers in which one takes part in the same way; `count` is that of all of them, at `url`."""

    mode: str
    url: str
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
    offer = record.content
    own = contact_view(offer.title, offer.contact)
    return Brief(
        target=(OFFER.name, offer_id),
        url=OFFER.address(offer_id),
        title=offer.title,
        summary=offer.summary,
        mode=offer.mode,
        names=_once([*provider_names(offer.organisations, site), *place_names(offer, site)]),
        ask=way_to_ask(contacts_of(own, offer.organisations, site), frame.office),
        standing=standing_view(site.standing(record), offer.care.checked_on, offer.care.checked_by),
    )


def _once(names: Sequence[str]) -> tuple[str, ...]:
    """Each name, but none with which another one begins: not "Haus" beside "Haus am Fluss"."""
    found = dict.fromkeys(names)
    return tuple(it for it in found if not any(other.startswith(f"{it} ") for other in found))


def others(ids: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
    """The offers that are not among the `own`, in their order."""
    known = frozenset(own)
    return tuple(it for it in ids if it not in known)


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
        ModeGroup(
            mode,
            feature_url("modus", mode),
            len(group),
            tuple(brief(it, site, frame) for it in group[:SHOWN]),
        )
        for mode, group in found.items()
        if group
    )


def topic_groups(ids: Sequence[str], site: Site, frame: Frame, most: int) -> tuple[TopicGroup, ...]:
    """Offers by their first topic, in the order of the topics; only counts above `most`."""
    topics = site.catalogue.of(TOPIC)
    return tuple(
        TopicGroup(
            name=topics[topic_id].content.name,
            url=TOPIC.address(topic_id),
            count=len(group),
            offers=tuple(brief(it, site, frame) for it in group) if len(ids) <= most else (),
        )
        for topic_id, group in by_first_topic(ids, site.catalogue).items()
    )
