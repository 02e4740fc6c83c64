"""Topics, districts and audiences in easy language: what is meant, and what there is.

Each page of the standard list has its twin, made of the same view, so that both show the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sitegen.models import ContentType, Record
from sitegen.models.crisis import LineGroup
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Choice, District, Topic
from sitegen.site import Site
from sitegen.views import district, term, topic
from sitegen.views.agenda import NOTHING as NO_DATES
from sitegen.views.agenda import Agenda
from sitegen.views.brief import is_without_way, others
from sitegen.views.card import Card, cards
from sitegen.views.easy import EasyWords, easy_words_of
from sitegen.views.easy_card import (
    Tiles,
    by_name,
    easy_agenda,
    easy_event_cards,
    easy_tiles,
)
from sitegen.views.event_card import EventCard
from sitegen.views.page import EASY, Frame, Planned, View, easy_twin
from sitegen.views.term import UNPAGED, Pagination

EASY_TERM = "leicht/term.html"
_REACH: dict[topic.Reach, str] = {
    "bezirk": "topic.in_districts",
    "stadt": "term.everywhere",
    "daheim": "brief.without_way",
}


@dataclass(frozen=True, slots=True)
class EasyGroup:
    """Offers below one heading, an interface text; none of them where the list is too long."""

    heading: str
    offers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class EasyTermPage(View):
    """One page of a term; what is more than its offers stands on the first.

    It `explains` what is meant, or says that nobody wrote it yet, where there is a text at all.
    `events` are those whose dates do not stand in `dates`; `neighbours` are those of a district,
    `lines` the help lines of a topic, by their groups.
    """

    kind: str
    words: EasyWords
    explains: bool
    count: int
    groups: tuple[EasyGroup, ...]
    pagination: Pagination | None
    dates: Agenda = NO_DATES
    events: tuple[EventCard, ...] = ()
    neighbours: Tiles = ()
    lines: tuple[LineGroup, ...] = ()


def topic_pages(record: Record[Topic], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a topic and their twins."""
    for template, view in topic.pages(record, site, frame):
        yield template, view
        assert isinstance(view, topic.TopicPage)
        groups = [EasyGroup(_REACH[it.reach], it.offers) for it in view.groups]
        _, twin = _twin(TOPIC, record, view, groups, site)
        yield EASY_TERM, replace(twin, lines=view.lines)


def audience_pages(record: Record[Choice], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a target group and their twins."""
    for template, view in term.audience_pages(record, site, frame):
        yield template, view
        assert isinstance(view, term.TermPage)
        yield _twin(AUDIENCE, record, view, [EasyGroup("term.offers", view.offers)], site)


def district_pages(record: Record[District], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a district and their twins; its sheet for paper has none."""
    for template, view in district.pages(record, site, frame):
        yield template, view
        if isinstance(view, district.DistrictPage):
            _, twin = _twin(DISTRICT, record, view, _in_reach(view, site), site)
            neighbours = easy_tiles(view.neighbours, DISTRICT, site)
            yield EASY_TERM, replace(twin, neighbours=neighbours)


def _in_reach(view: district.DistrictPage, site: Site) -> Iterator[EasyGroup]:
    """What is near, what comes to people, and what is for the whole city."""
    yield EasyGroup("district.offers", view.offers)
    if not _is_first(view.pagination):
        return
    ids = site.offers_by.get((DISTRICT.name, view.id), ())
    elsewhere = others(site.everywhere, ids)
    at_home = tuple(it for it in (*ids, *elsewhere) if is_without_way(it, site))
    yield EasyGroup("brief.without_way", cards(at_home, site))
    rest = others(elsewhere, at_home)
    yield EasyGroup("term.everywhere", cards(rest if len(rest) <= UNPAGED else (), site))


def _twin(
    content_type: ContentType[Any],
    record: Record[Any],
    view: topic.TopicPage | term.TermPage | district.DistrictPage,
    groups: Iterable[EasyGroup],
    site: Site,
) -> tuple[str, EasyTermPage]:
    words = easy_words_of(record, site)
    return (
        EASY_TERM,
        EasyTermPage(
            page=easy_twin(view.page, words.plain_title),
            kind=content_type.name,
            words=words,
            explains=_is_first(view.pagination) and bool(words.sentences or record.content.text),
            count=view.count,
            groups=tuple(
                replace(group, offers=by_name(group.offers, site))
                for group in groups
                if group.offers
            ),
            pagination=easy_pagination(view.pagination),
            dates=easy_agenda(view.dates, site),
            events=easy_event_cards(view.events, site),
        ),
    )


def _is_first(pagination: Pagination | None) -> bool:
    return pagination is None or pagination.number == 1


def easy_pagination(pagination: Pagination | None) -> Pagination | None:
    """The same place in the same list, in easy language."""
    if pagination is None:
        return None
    return replace(
        pagination,
        pages=tuple(EASY + url for url in pagination.pages),
        previous=EASY + pagination.previous if pagination.previous else "",
        following=EASY + pagination.following if pagination.following else "",
    )
