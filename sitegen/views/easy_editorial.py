"""The office's pages in easy language: what somebody wrote, and the finished parts of the page.

Where nobody has written anything yet, the page says so and shows what there is without a text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.compounds import joined
from sitegen.models import Record
from sitegen.models.guide import GUIDE
from sitegen.models.page import EASY_PAGE, PAGE, START, EasyPage, EditorialPage
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site, target_of
from sitegen.views import editorial
from sitegen.views.card import Card, cards
from sitegen.views.easy import EasyWords, easy_words_of, twin_words_of
from sitegen.views.easy_card import Tiles, easy_cards, easy_named, easy_tiles, id_in
from sitegen.views.editorial import Selection, held_by, parts_of, selection_of
from sitegen.views.film import FilmList
from sitegen.views.page import EASY, EASY_LANG, EASY_TEXTS, Frame, Named, Page, Planned, View
from sitegen.views.statement import GapView, StatementView

# Parts that lead to everything there is.
_SEARCH = {"suche", "verweisen"}


@dataclass(frozen=True, slots=True)
class EasyParts:
    """What the finished parts of the page show; `at_home` are offers that need no way there."""

    topics: Tiles
    audiences: Tiles
    districts: Tiles
    at_home: tuple[Card, ...]
    gaps: tuple[GapView, ...]
    films: FilmList | None
    statement: StatementView | None


@dataclass(frozen=True, slots=True)
class EasyEditorialView(View):
    """A page of the office in easy language.

    `begins_with` and `shows` name the parts above and below its text, in their order; it
    `leads_on` to all lists where its original searches, and where it has no text itself.
    """

    words: EasyWords
    guides: tuple[Named, ...]
    begins_with: tuple[str, ...]
    selections: tuple[Selection, ...]
    shows: tuple[str, ...]
    parts: EasyParts
    leads_on: bool


def pages(record: Record[EditorialPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The page, and its twin if that has no file of its own."""
    yield from editorial.pages(record, site, frame)
    if record.id not in site.catalogue.of(EASY_PAGE):
        yield _twin(record, easy_words_of(record, site), "", site, frame)


def easy_pages(record: Record[EasyPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The twin that somebody wrote."""
    standard = site.catalogue.of(PAGE)[record.id]
    summary = joined(record.content.summary or "")
    yield _twin(standard, twin_words_of(record, site), summary, site, frame)


def _twin(
    standard: Record[EditorialPage], words: EasyWords, summary: str, site: Site, frame: Frame
) -> Planned:
    content, url = standard.content, PAGE.address(standard.id)
    asked = {*content.begins_with, *content.shows}
    view = EasyEditorialView(
        page=Page(
            frame,
            EASY + url,
            words.plain_title,
            description=summary or words.plain_title,
            section=standard.id,
            texts=EASY_TEXTS,
            lang=EASY_LANG,
            standard_url=url,
            holds=held_by(content),
        ),
        words=words,
        guides=tuple(
            easy_named((GUIDE.name, name), site)
            for name in content.guides
            if site.is_listed((GUIDE.name, name))
        ),
        begins_with=tuple(content.begins_with),
        selections=tuple(_selection(target, site) for target in content.offers_of),
        shows=tuple(content.shows),
        parts=_parts(content, site, frame),
        leads_on=words.is_missing or standard.id == START or bool(asked & _SEARCH),
    )
    return "leicht/editorial.html", view


def _selection(target: str, site: Site) -> Selection:
    selection, named = selection_of(target, site), easy_named(target_of(target), site)
    offers = easy_cards(selection.offers, site)
    return replace(selection, name=named.label, url=named.url, offers=offers)


def _parts(content: EditorialPage, site: Site, frame: Frame) -> EasyParts:
    parts = parts_of(content, site, frame)
    at_home = (id_in(brief.url) for group in parts.without_way for brief in group.offers)
    return EasyParts(
        topics=easy_tiles(parts.topics, TOPIC, site),
        audiences=easy_tiles(parts.audiences, AUDIENCE, site),
        districts=easy_tiles(parts.districts, DISTRICT, site),
        at_home=easy_cards(cards(tuple(at_home), site), site),
        gaps=parts.gaps,
        films=parts.films,
        statement=parts.statement,
    )
