"""The office's own pages, with the finished parts they ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.models import Record
from sitegen.models.guide import GUIDE
from sitegen.models.page import PAGE, START, EditorialPage
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site, target_of, title_of
from sitegen.views.brief import ModeGroup, by_mode
from sitegen.views.card import Card, cards
from sitegen.views.film import FilmList, film_list
from sitegen.views.guide import guide_entries
from sitegen.views.page import (
    Frame,
    Named,
    Page,
    Planned,
    Prose,
    View,
    Words,
)
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import easy_url_of, prose_of, url_of, words_of
from sitegen.views.referring import TopicReach, reach_of
from sitegen.views.related import MAIN, RelatedView, related
from sitegen.views.sheet import sheets
from sitegen.views.statement import GapView, StatementView, gap_views, statement_view
from sitegen.views.term import Tile, tiles_of
from sitegen.views.ways import GuideEntry

_SHOWN_OFFERS = 4
# Pages link to each other in their texts and menus; a list of them would say nothing. Guides
# stand under the heading.
_RELATED = tuple(kind for kind in MAIN if kind not in {PAGE.name, GUIDE.name})


@dataclass(frozen=True, slots=True)
class Selection:
    """Some offers of a term, with the way to all of them."""

    id: str
    name: str
    url: str
    count: int
    offers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the finished parts of a page show, as far as it asks for them; the others are empty."""

    topics: tuple[Tile, ...]
    audiences: tuple[Tile, ...]
    districts: tuple[Tile, ...]
    without_way: tuple[ModeGroup, ...]
    sheets: tuple[Named, ...]
    reach: tuple[TopicReach, ...]
    gaps: tuple[GapView, ...]
    films: FilmList | None
    statement: StatementView | None


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
            holds=held_by(content),
        ),
        summary=words_of(content.summary, site),
        picture=picture_view(record, site),
        guides=guide_entries(content.guides, site),
        begins_with=tuple(content.begins_with),
        text=prose_of(content.text, site),
        placeholder=content.placeholder or "",
        selections=tuple(selection_of(target, site) for target in content.offers_of),
        shows=tuple(content.shows),
        parts=parts_of(content, site, frame),
        related=related((PAGE.name, record.id), site),
    )
    yield "pages/editorial.html", view


def start_record(site: Site) -> Record[EditorialPage] | None:
    """What the office says on the start page, if it is public."""
    record = site.catalogue.of(PAGE).get(START)
    return record if record and site.standing(record).is_listed else None


def held_by(content: EditorialPage) -> tuple[Literal["hilfe", "kontakt"], ...]:
    """Whether the help lines and the office stand on the page itself."""
    asked = {*content.begins_with, *content.shows}
    places: tuple[Literal["hilfe", "kontakt"], ...] = ("hilfe", "kontakt")
    return tuple(place for place in places if place in asked)


def selection_of(target: str, site: Site) -> Selection:
    """The first offers of a term."""
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


def parts_of(content: EditorialPage, site: Site, frame: Frame) -> Parts:
    """What the finished parts show that a page asks for."""
    asked = {*content.begins_with, *content.shows}
    return Parts(
        topics=tiles_of(TOPIC, site) if "themen" in asked else (),
        audiences=tiles_of(AUDIENCE, site) if "zielgruppen" in asked else (),
        districts=tiles_of(DISTRICT, site) if "stadtbezirke" in asked else (),
        without_way=by_mode(site.everywhere, site, frame) if "ohne-weg" in asked else (),
        sheets=sheets(site) if "wochenblaetter" in asked else (),
        reach=reach_of(site) if "verweisen" in asked else (),
        gaps=gap_views(site) if "luecken" in asked else (),
        films=film_list(site) if "gebaerdensprache" in asked else None,
        statement=statement_view(site) if "erklaerung" in asked else None,
    )
