"""The neutral page of a record that was published and is paused or over.

The address stays, so that last month's printed sheet does not lead nowhere. Nothing of the
record is shown but its title (not even that for private persons), with three alternatives.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.compounds import joined
from sitegen.models import CONTENT_TYPES
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER, Offer
from sitegen.models.page import EASY_PAGE
from sitegen.site import AnyRecord, Site, title_of
from sitegen.views.card import Card, cards
from sitegen.views.easy import easy_title
from sitegen.views.easy_card import easy_cards, easy_name
from sitegen.views.page import EASY, Crumb, Frame, Page, Planned, View, easy_twin
from sitegen.visibility import is_private_person, private_hosts

ALTERNATIVES = 3
_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
_CRUMBS = {
    OFFER.name: (Crumb("nav.offers", OFFER.url),),
    EVENT.name: (Crumb("nav.events", EVENT.url),),
}


@dataclass(frozen=True, slots=True)
class EndPage(View):
    """`kind` is the type of the record; `is_paused`: we are checking it, else it is over."""

    kind: str
    title: str
    is_paused: bool
    alternatives: tuple[Card, ...]


def pages(record: AnyRecord, url: str, site: Site, frame: Frame) -> Iterator[Planned]:
    """The end page at the record's address and at that of its page in easy language.

    The start page never ends, only its words do; a page in easy language ends with its page.
    """
    if record.type_name == EASY_PAGE.name or url == "/":
        return
    content = record.content
    title = "" if _is_private(record, site) else title_of(record)
    alternatives = cards(_alternatives(content, site), site) if isinstance(content, Offer) else ()
    is_paused = site.standing(record).reason == "pausiert"
    easy_url = EASY + url if _TYPES[record.type_name].has_easy else ""
    page = Page(
        frame,
        url,
        title,
        title_key="" if title else "end.title",
        easy_url=easy_url,
        crumbs=_CRUMBS.get(record.type_name, ()),
        may_be_found=False,
    )
    yield "pages/end.html", EndPage(page, record.type_name, title, is_paused, alternatives)
    if easy_url:
        easy = easy_cards(alternatives, site)
        twin = easy_twin(page, joined(easy_title(record, site)) if title else "")
        name = easy_name(record, site) if title else ""
        yield "leicht/end.html", EndPage(twin, record.type_name, name, is_paused, easy)


def _is_private(record: AnyRecord, site: Site) -> bool:
    return is_private_person(record) or bool(private_hosts(record, site.catalogue))


def _alternatives(offer: Offer, site: Site) -> tuple[str, ...]:
    """Its successor, then offers that share topic and area, then those that share a topic."""
    found = [name for name in [offer.care.replaced_by] if name and name in site.offers]
    near = _near(offer, site)
    for topic in offer.topics:
        same_topic = site.offers_by.get(("thema", topic), ())
        found += sorted(same_topic, key=lambda offer_id: offer_id not in near)
    return tuple(dict.fromkeys(found))[:ALTERNATIVES]


def _near(offer: Offer, site: Site) -> frozenset[str]:
    targets = [("stadtbezirk", area) for area in offer.areas] + [("ort", v) for v in offer.places]
    return frozenset(name for target in targets for name in site.offers_by.get(target, ()))
