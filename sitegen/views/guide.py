"""Wegfinder: a page for every way through the questions, and somebody to ask on each of them.

The address of a page is what was answered on the way to it. So every page knows the way back
without a script, and nothing has to be kept anywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sitegen.models import Record
from sitegen.models.guide import GUIDE, Guide, Question, Result
from sitegen.models.taxonomy import TOPIC
from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.easy_guide import easy_entry, translation_of
from sitegen.views.offer import terms_of
from sitegen.views.page import EASY, Crumb, Frame, Named, Page, Planned, Prose, View, easy_twin
from sitegen.views.prose import names_in, plain_prose_of
from sitegen.views.ways import (
    Given,
    GuideEntry,
    GuideHead,
    People,
    StepView,
    Way,
    head_of,
    listed_guides,
    offers_of,
    people_after,
    people_of,
    step_of,
    ways_of,
)

_CRUMBS = (Crumb("nav.guides", GUIDE.url),)


@dataclass(frozen=True, slots=True)
class QuestionPage(View):
    """One question; `given` is the way here, and the summary and text stand on the first only.

    `names` are those of benefits in its texts, with the way to where they come from.
    """

    guide: GuideHead
    summary: str
    text: Prose | None
    number: int
    question: str
    help: Prose | None
    names: tuple[Named, ...]
    answers: tuple[Named, ...]
    given: tuple[Given, ...]
    people: People


@dataclass(frozen=True, slots=True)
class ResultPage(View):
    """Where a way ends. No `step` while its place is not public: then `people` are the step."""

    guide: GuideHead
    title: str
    text: Prose | None
    names: tuple[Named, ...]
    step: StepView | None
    has_offers: bool
    offers: tuple[Card, ...]
    is_any_checked: bool
    topics: tuple[Named, ...]
    given: tuple[Given, ...]
    people: People


@dataclass(frozen=True, slots=True)
class GuidesPage(View):
    """All guides; those for professionals stand apart."""

    for_all: tuple[GuideEntry, ...]
    for_experts: tuple[GuideEntry, ...]
    people: People


def guides_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The overview in both languages."""
    listed = listed_guides(site)
    for_all = [it for it in listed if it.content.public == "alle"]
    for_experts = [it for it in listed if it.content.public == "fachlich"]
    page = Page(
        frame, GUIDE.url, title_key="guide.title", section="guide", easy_url=EASY + GUIDE.url
    )
    view = GuidesPage(
        page,
        for_all=tuple(map(_entry, for_all)),
        for_experts=tuple(map(_entry, for_experts)),
        people=people_of((), site, frame),
    )
    yield "pages/guides.html", view
    easy = replace(
        view,
        page=easy_twin(page),
        for_all=tuple(easy_entry(it, site) for it in for_all),
        for_experts=tuple(easy_entry(it, site) for it in for_experts),
    )
    yield "leicht/guides.html", easy


def guide_entries(ids: Iterable[str], site: Site) -> tuple[GuideEntry, ...]:
    """Those of the guides that are public, in the given order."""
    guides = site.catalogue.of(GUIDE)
    return tuple(_entry(guides[name]) for name in ids if site.is_listed((GUIDE.name, name)))


def _entry(record: Record[Guide]) -> GuideEntry:
    guide = record.content
    return GuideEntry(guide.title, guide.summary, GUIDE.address(record.id))


def pages(record: Record[Guide], site: Site, frame: Frame) -> Iterator[Planned]:
    """Two pages for every way: in everyday language and in easy language."""
    translation = translation_of(record, site)
    for way in ways_of(record):
        view: QuestionPage | ResultPage
        if isinstance(way.node, Result):
            template, view = "pages/guide-result.html", _result(record, way, way.node, site, frame)
        else:
            template, view = "pages/guide.html", _question(record, way, way.node, site, frame)
        yield template, view
        yield translation.page(way, view.page)


def _question(
    record: Record[Guide], way: Way, node: Question, site: Site, frame: Frame
) -> QuestionPage:
    guide = record.content
    is_first = not way.answered
    text = plain_prose_of(guide.text, site) if is_first else None
    help_text = plain_prose_of(node.help, site)
    is_checked = site.standing(record).is_verified
    return QuestionPage(
        page=Page(
            frame,
            way.url,
            guide.title if is_first else node.question,
            description=guide.summary,
            crumbs=_CRUMBS,
            section="guide",
            easy_url=EASY + way.url,
            # Whoever comes from a search begins at the beginning.
            may_be_found=is_first and is_checked,
        ),
        guide=head_of(record, site),
        summary=guide.summary if is_first else "",
        text=text,
        number=len(way.answered) + 1,
        question=node.question,
        help=help_text,
        names=names_in((text, help_text), site),
        answers=tuple(Named(it.text, f"{way.url}{it.id}/") for it in node.choices),
        given=_given(way),
        people=people_of((guide.helper,), site, frame),
    )


def _result(record: Record[Guide], way: Way, node: Result, site: Site, frame: Frame) -> ResultPage:
    guide = record.content
    text = plain_prose_of(node.text, site)
    shown = cards(offers_of(node, site), site)
    return ResultPage(
        # Its own title stays on the page: the history of a browser is read by others too.
        page=Page(
            frame,
            way.url,
            guide.title,
            description=guide.summary,
            crumbs=_CRUMBS,
            section="guide",
            easy_url=EASY + way.url,
            may_be_found=False,
        ),
        guide=head_of(record, site),
        title=node.title,
        text=text,
        names=names_in((text,), site),
        step=step_of(node.first_step, site),
        has_offers=node.query is not None,
        offers=shown,
        is_any_checked=any(card.standing.is_verified for card in shown),
        topics=terms_of(TOPIC, node.query.topics, site.catalogue) if node.query else (),
        given=_given(way),
        people=people_after(node, guide, site, frame),
    )


def _given(way: Way) -> tuple[Given, ...]:
    return tuple(Given(it.question.question, it.choice.text, it.url) for it in way.answered)
