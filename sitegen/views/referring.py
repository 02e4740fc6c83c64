"""Where professionals can refer somebody to: by topic how many offers take part in which way.

Only what is known is counted; what nobody has said is no number and no "no".
"""

from collections.abc import Callable
from dataclasses import dataclass

from sitegen.fields import YesNo
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import TOPIC
from sitegen.site import Site

_BY_OTHERS = frozenset(["fachstelle", "ueberweisung"])

# What a professional asks about an offer, as ends of interface texts' keys.
ASPECTS: dict[str, Callable[[Offer], bool]] = {
    "referral": lambda offer: bool(_BY_OTHERS & set(offer.access)),
    "companion": lambda offer: (
        offer.kind == "begleitung" or offer.low_threshold.companion is YesNo.YES
    ),
    "visit": lambda offer: offer.mode == "hausbesuch",
    "phone": lambda offer: offer.mode == "telefon",
    "online": lambda offer: offer.mode in {"online", "hybrid"},
}


@dataclass(frozen=True, slots=True)
class Aspect:
    """How many offers of a topic are known for it."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicReach:
    """A topic with the number of its offers and what is known of them; never a zero."""

    name: str
    url: str
    count: int
    aspects: tuple[Aspect, ...]


def reach_of(site: Site) -> tuple[TopicReach, ...]:
    """All topics that have offers, in their order."""
    offers = site.catalogue.of(OFFER)
    found = []
    for topic_id, record in site.catalogue.of(TOPIC).items():
        ids = site.offers_by.get((TOPIC.name, topic_id), ())
        own = [offers[it].content for it in ids]
        counts = (Aspect(kind, sum(map(holds, own))) for kind, holds in ASPECTS.items())
        aspects = tuple(aspect for aspect in counts if aspect.count)
        if ids:
            found.append(
                TopicReach(record.content.name, TOPIC.address(topic_id), len(ids), aspects)
            )
    return tuple(found)
