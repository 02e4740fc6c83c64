"""The neutral page of a record that was published and is paused or over.

The address stays, so that last month's printed sheet does not lead nowhere. Nothing of the
record is shown but its title (not even that for private persons), with three alternatives.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.models.offer import OFFER, Offer
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.site import AnyRecord, Site, title_of
from sitegen.views.card import Card, cards
from sitegen.views.page import EASY, EASY_LANG, EASY_TEXTS, Crumb, Frame, Page, Planned, View
from sitegen.visibility import is_private_person, private_hosts

ALTERNATIVES = 3
_CRUMBS = (Crumb("nav.offers", OFFER.url),)


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
    easy_url = EASY + url if _has_twin(record, site) else ""
    page = Page(
        frame,
        url,
        title,
        title_key="" if title else "end.title",
        easy_url=easy_url,
        crumbs=_CRUMBS if isinstance(content, Offer) else (),
        may_be_found=False,
    )
    yield "pages/end.html", EndPage(page, record.type_name, title, is_paused, alternatives)
    if easy_url:
        twin = replace(
            page,
            url=easy_url,
            easy_url="",
            standard_url=url,
            texts=EASY_TEXTS,
            lang=EASY_LANG,
        )
        yield "leicht/end.html", EndPage(twin, record.type_name, title, is_paused, alternatives)


def _has_twin(record: AnyRecord, site: Site) -> bool:
    if record.type_name == PAGE.name:
        return record.id in site.catalogue.of(EASY_PAGE)
    return isinstance(record.content, Offer)


def _is_private(record: AnyRecord, site: Site) -> bool:
    return is_private_person(record) or bool(private_hosts(record, site.catalogue))


def _alternatives(offer: Offer, site: Site) -> tuple[str, ...]:
    """Its successor, then offers that share topic and area, then those that share a topic."""
    found = [name for name in [offer.care.replaced_by] if name in site.offers]
    near = _near(offer, site)
    for topic in offer.topics:
        same_topic = site.offers_by.get(("thema", topic), ())
        found += sorted(same_topic, key=lambda offer_id: offer_id not in near)
    return tuple(dict.fromkeys(found))[:ALTERNATIVES]


def _near(offer: Offer, site: Site) -> frozenset[str]:
    targets = [("stadtbezirk", area) for area in offer.areas] + [("ort", v) for v in offer.places]
    return frozenset(name for target in targets for name in site.offers_by.get(target, ()))
