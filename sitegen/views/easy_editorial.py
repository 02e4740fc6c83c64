"""The office's pages in easy language: what somebody wrote, and the finished parts of the page.

Where nobody has written anything yet, the page says so and shows what there is without a text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.compounds import joined
from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.guide import GUIDE
from sitegen.models.page import EASY_PAGE, PAGE, START, EasyPage, EditorialPage
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site, target_of
from sitegen.views import editorial
from sitegen.views.directory import most_used
from sitegen.views.easy import EasyPart, EasyWords, easy_words_of, twin_words_of
from sitegen.views.easy_card import Tiles, easy_cards, easy_named, easy_tiles
from sitegen.views.editorial import Selection, held_by, parts_of, selection_of
from sitegen.views.film import FilmList
from sitegen.views.page import (
    EASY,
    EASY_LANG,
    EASY_TEXTS,
    Frame,
    Named,
    Page,
    Planned,
    Prose,
    View,
)
from sitegen.views.prose import easy_prose_of
from sitegen.views.statement import GapView, StatementView, gap_views
from sitegen.views.term import tiles_of

# Parts that lead to everything there is.
_SEARCH = {"suche", "verweisen"}
# Parts that such a page leaves out, because it leads to all lists.
_LISTS = {"themen", "zielgruppen", "stadtbezirke"}


@dataclass(frozen=True, slots=True)
class EasyParts:
    """What the finished parts of the page show; `at_home` are offers that need no way there."""

    topics: Tiles
    audiences: Tiles
    districts: Tiles
    at_home: tuple[Named, ...]
    gaps: tuple[GapView, ...]
    films: FilmList | None
    statement: StatementView | None


@dataclass(frozen=True, slots=True)
class EasyStartPage(View):
    """The start in easy language: `intro` stands above the ways to begin, `words` below all else.

    `topics` are those with most offers. Where nobody has written it, there is no `intro`.
    """

    words: EasyWords
    intro: Prose | None
    topics: Tiles


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
        words = easy_words_of(record, site)
        head = _head(record, words, "", frame)
        is_start = record.id == START
        yield _start(head, words, None, site) if is_start else _twin(record, head, words, site)


def easy_pages(record: Record[EasyPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The twin that somebody wrote."""
    standard, words = site.catalogue.of(PAGE)[record.id], twin_words_of(record, site)
    head = _head(standard, words, joined(record.content.summary or ""), frame)
    if record.id == START:
        intro, rest = _divided(record, site)
        yield _start(head, replace(words, parts=rest), intro, site)
    else:
        yield _twin(standard, head, words, site)


def _head(standard: Record[EditorialPage], words: EasyWords, summary: str, frame: Frame) -> Page:
    url = PAGE.address(standard.id)
    return Page(
        frame,
        EASY + url,
        words.plain_title,
        description=summary or words.plain_title,
        section=standard.id,
        texts=EASY_TEXTS,
        lang=EASY_LANG,
        standard_url=url,
        holds=held_by(standard.content) if standard.id != START else (),
    )


def _start(page: Page, words: EasyWords, intro: Prose | None, site: Site) -> Planned:
    topics = easy_tiles(most_used(tiles_of(TOPIC, site)), TOPIC, site)
    return "leicht/start.html", EasyStartPage(page, words, intro, topics)


def _divided(record: Record[EasyPage], site: Site) -> tuple[Prose, tuple[EasyPart, ...]]:
    """What stands above the first heading of the text, and the rest of it."""
    written = record.content
    first = next(written.headings(), None)
    cut = first.start() if first else len(written.text)
    rest = replace(record, content=written.model_copy(update={"text": written.text[cut:]}))
    return easy_prose_of(written.text[:cut], site), twin_words_of(rest, site).parts


def _twin(standard: Record[EditorialPage], head: Page, words: EasyWords, site: Site) -> Planned:
    content = standard.content
    leads_on = words.is_missing or bool({*content.begins_with, *content.shows} & _SEARCH)
    left_out = _LISTS if leads_on else set()
    view = EasyEditorialView(
        page=head,
        words=words,
        guides=tuple(
            easy_named((GUIDE.name, name), site)
            for name in content.guides
            if site.is_listed((GUIDE.name, name))
        ),
        begins_with=tuple(it for it in content.begins_with if it not in left_out),
        selections=tuple(_selection(target, site) for target in content.offers_of),
        shows=tuple(it for it in content.shows if it not in left_out),
        parts=_parts(content, site, head.frame),
        leads_on=leads_on,
    )
    return "leicht/editorial.html", view


def _selection(target: str, site: Site) -> Selection:
    selection, named = selection_of(target, site), easy_named(target_of(target), site)
    offers = easy_cards(selection.offers, site)
    return replace(selection, name=named.label, url=named.url, offers=offers)


def _parts(content: EditorialPage, site: Site, frame: Frame) -> EasyParts:
    parts = parts_of(content, site, frame)
    at_home = (
        easy_named(brief.target, site) for group in parts.without_way for brief in group.offers
    )
    return EasyParts(
        topics=easy_tiles(parts.topics, TOPIC, site),
        audiences=easy_tiles(parts.audiences, AUDIENCE, site),
        districts=easy_tiles(parts.districts, DISTRICT, site),
        at_home=tuple(sorted(at_home, key=lambda it: sort_text(it.label))),
        gaps=gap_views(site, is_easy=True) if parts.gaps else (),
        films=parts.films,
        statement=parts.statement,
    )
