"""The office's own pages and their twins in easy language, with the parts they ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.fields import YesNo
from sitegen.models import Record
from sitegen.models.guide import GUIDE
from sitegen.models.offer import OFFER
from sitegen.models.page import EASY_PAGE, PAGE, START, EasyPage, EditorialPage
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.models.venue import VENUE, Venue
from sitegen.site import Site, target_of, title_of
from sitegen.views.brief import ModeGroup, by_mode
from sitegen.views.card import Card, cards
from sitegen.views.easy import outdated
from sitegen.views.guide import GuideEntry, guide_entries
from sitegen.views.page import (
    EASY_LANG,
    EASY_TEXTS,
    Frame,
    Named,
    Page,
    Planned,
    Prose,
    View,
    Words,
)
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import easy_prose_of, easy_url_of, prose_of, url_of, words_of
from sitegen.views.referring import TopicReach, reach_of
from sitegen.views.related import MAIN, RelatedView, related
from sitegen.views.sheet import sheets
from sitegen.views.term import Tile, tiles_of

_SHOWN_OFFERS = 4
# Pages link to each other in their texts and menus; a list of them would say nothing. Guides
# stand under the heading.
_RELATED = tuple(kind for kind in MAIN if kind not in {PAGE.name, GUIDE.name})


GapKind = Literal[
    "films",
    "offers_without_easy",
    "offers_untested",
    "pages_without_easy",
    "pages_untested",
    "venues",
]


@dataclass(frozen=True, slots=True)
class Selection:
    """Some offers of a term, with the way to all of them."""

    id: str
    name: str
    url: str
    count: int
    offers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What visitors may miss: `kind` chooses the words, `missing` of `total` lack it."""

    kind: GapKind
    missing: int
    total: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What the finished parts of a page show, as far as it asks for them; the others are empty."""

    topics: tuple[Tile, ...]
    audiences: tuple[Tile, ...]
    districts: tuple[Tile, ...]
    without_way: tuple[ModeGroup, ...]
    sheets: tuple[Named, ...]
    reach: tuple[TopicReach, ...]
    easy_offers: tuple[Named, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class EditorialView(View):
    """A page of the office; `placeholder` says that its text is none yet, or a draft.

    `begins_with` and `shows` name the parts above and below its text, in their order.
    """

    summary: Words
    picture: PictureView | None
    guides: tuple[GuideEntry, ...]
    begins_with: tuple[str, ...]
    text: Prose | None
    placeholder: str
    selections: tuple[Selection, ...]
    shows: tuple[str, ...]
    parts: Parts
    related: RelatedView


@dataclass(frozen=True, slots=True)
class EasyEditorialView(View):
    """The same page in easy language."""

    text: Prose
    standard_title: str
    is_outdated: bool
    translated_by: str
    tested_by: str
    tested_on: date | None
    picture_credit: str
    shows_contact: bool


def pages(record: Record[EditorialPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The page; the words of the start page stand on the start page itself."""
    if record.id == START:
        return
    content = record.content
    view = EditorialView(
        page=Page(
            frame,
            PAGE.address(record.id),
            content.title,
            description=content.summary,
            section=record.id,
            easy_url=easy_url_of((PAGE.name, record.id), site),
            holds=_held(content),
        ),
        summary=words_of(content.summary, site),
        picture=picture_view(record, site),
        guides=guide_entries(content.guides, site),
        begins_with=tuple(content.begins_with),
        text=prose_of(content.text, site),
        placeholder=content.placeholder or "",
        selections=tuple(_selection(target, site) for target in content.offers_of),
        shows=tuple(content.shows),
        parts=_parts(content, site, frame),
        related=related((PAGE.name, record.id), site),
    )
    yield "pages/editorial.html", view


def easy_pages(record: Record[EasyPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The twin in easy language."""
    content = record.content
    standard = site.catalogue.of(PAGE)[record.id]
    title = content.title.replace("|", "")
    yield (
        "leicht/editorial.html",
        EasyEditorialView(
            page=Page(
                frame,
                EASY_PAGE.address(record.id),
                title,
                description=(content.summary or title).replace("|", ""),
                section=record.id,
                texts=EASY_TEXTS,
                lang=EASY_LANG,
                standard_url=url_of((PAGE.name, record.id), site),
                holds=_held(standard.content),
            ),
            text=easy_prose_of(content.text, site),
            standard_title=standard.content.title,
            is_outdated=outdated(content.source_hash, standard.content),
            translated_by=content.translated_by or "",
            tested_by=content.tested_by or "",
            tested_on=content.tested_on,
            picture_credit=content.picture_credit or "",
            shows_contact=bool(_held(standard.content)),
        ),
    )


def start_record(site: Site) -> Record[EditorialPage] | None:
    """What the office says on the start page, if it is public."""
    record = site.catalogue.of(PAGE).get(START)
    return record if record and site.standing(record).is_listed else None


def _held(content: EditorialPage) -> tuple[Literal["kontakt"], ...]:
    """Whether the office stands on the page itself."""
    return ("kontakt",) if "kontakt" in {*content.begins_with, *content.shows} else ()


def _selection(target: str, site: Site) -> Selection:
    kind, record_id = target_of(target)
    record = site.catalogue.get((kind, record_id))
    assert record is not None
    ids = site.offers_by.get((kind, record_id), ())
    return Selection(
        id=f"{kind}-{record_id}",
        name=title_of(record),
        url=url_of((kind, record_id), site),
        count=len(ids),
        offers=cards(ids[:_SHOWN_OFFERS], site),
    )


def _parts(content: EditorialPage, site: Site, frame: Frame) -> Parts:
    asked = {*content.begins_with, *content.shows}
    return Parts(
        topics=tiles_of(TOPIC, site) if "themen" in asked else (),
        audiences=tiles_of(AUDIENCE, site) if "zielgruppen" in asked else (),
        districts=tiles_of(DISTRICT, site) if "stadtbezirke" in asked else (),
        without_way=by_mode(site.everywhere, site, frame) if "ohne-weg" in asked else (),
        sheets=sheets(site) if "wochenblaetter" in asked else (),
        reach=reach_of(site) if "verweisen" in asked else (),
        easy_offers=_easy_offers(site) if "leichte-sprache" in asked else (),
        gaps=gaps_of(site) if "luecken" in asked else (),
    )


def _easy_offers(site: Site) -> tuple[Named, ...]:
    """Offers with a text of their own in easy language."""
    offers = site.catalogue.of(OFFER)
    return tuple(
        Named(offers[name].content.title, easy_url_of((OFFER.name, name), site))
        for name in site.offers
        if (versions := offers[name].content.versions) and versions.easy
    )


def gaps_of(site: Site) -> tuple[Gap, ...]:
    """What is missing for people who need easy language, sign language or access facts."""
    offers = [site.catalogue.of(OFFER)[name].content.versions for name in site.offers]
    easy = [versions.easy for versions in offers if versions and versions.easy]
    pages = [r for r in site.catalogue.of(PAGE).values() if site.standing(r).is_listed]
    twins = site.catalogue.of(EASY_PAGE)
    own = [twins[record.id].content for record in pages if record.id in twins]
    venues = [r.content for r in site.catalogue.of(VENUE).values() if site.standing(r).is_listed]
    closed = sum(not _has_access_facts(venue) for venue in venues)
    gaps: tuple[Gap, ...] = (
        Gap("films", int(not _films(site)), 1),
        Gap("offers_without_easy", len(offers) - len(easy), len(offers)),
        Gap("offers_untested", sum(not text.tested_by for text in easy), len(easy)),
        Gap("pages_without_easy", len(pages) - len(own), len(pages)),
        Gap("pages_untested", sum(not text.tested_by for text in own), len(own)),
        Gap("venues", closed, len(venues)),
    )
    return tuple(gap for gap in gaps if gap.missing)


def _films(site: Site) -> int:
    records = (r for r in site.catalogue.all() if site.standing(r).is_listed)
    versions = (getattr(record.content, "versions", None) for record in records)
    return sum(1 for version in versions if version and version.sign)


def _has_access_facts(venue: Venue) -> bool:
    facts = venue.accessibility
    return facts is not None and any(
        value is not YesNo.UNKNOWN for value in dict(facts).values() if isinstance(value, YesNo)
    )
