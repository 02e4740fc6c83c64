"""Guides in easy language: the same ways and facts as in the guide, in the words of its twin.

A question or result that nobody has put into easy words has its page all the same: it says so,
shows what the records know, and leads on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sitegen.compounds import joined, shown
from sitegen.models import Record
from sitegen.models.easy_guide import (
    EASY_GUIDE,
    EasyGuide,
    EasyQuestion,
    EasyResult,
    EasyStep,
)
from sitegen.models.guide import GUIDE, Guide, Question, Result
from sitegen.models.taxonomy import TOPIC
from sitegen.site import Site, target_of
from sitegen.views.card import Card, cards
from sitegen.views.easy import EasyWords, with_origin
from sitegen.views.easy_card import easy_cards, easy_name, easy_named
from sitegen.views.glossary import explained_in
from sitegen.views.page import EASY, Named, Page, Planned, Prose, View, easy_twin
from sitegen.views.prose import easy_url_of, names_in, plain_prose_of
from sitegen.views.ways import (
    Answered,
    Given,
    GuideEntry,
    GuideHead,
    People,
    StepView,
    Way,
    head_of,
    offers_of,
    people_after,
    people_of,
    step_of,
)


@dataclass(frozen=True, slots=True)
class EasyQuestionPage(View):
    """One question; where it `is_missing` in easy words, nothing of them is there.

    As on the standard page, summary and text stand on the first only.
    """

    guide: GuideHead
    words: EasyWords
    is_missing: bool
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
class SaidStep:
    """What the twin says of a first step, one sentence a line."""

    who: str
    how: Prose | None
    say: str
    asked: tuple[str, ...]
    bring: tuple[str, ...]
    company: Prose | None


@dataclass(frozen=True, slots=True)
class EasyResultPage(View):
    """Where a way ends: facts of the `step` from the record it leads to, `said` by the twin."""

    guide: GuideHead
    words: EasyWords
    is_missing: bool
    title: str
    text: Prose | None
    names: tuple[Named, ...]
    step: StepView | None
    said: SaidStep | None
    has_offers: bool
    offers: tuple[Card, ...]
    is_any_checked: bool
    topics: tuple[Named, ...]
    given: tuple[Given, ...]
    people: People


def easy_entry(record: Record[Guide], site: Site) -> GuideEntry:
    """A guide in the overview; without a twin it has its own title and no summary."""
    twin = site.catalogue.of(EASY_GUIDE).get(record.id)
    summary = shown(twin.content.summary, site.catalogue.config.splitting) if twin else ""
    return GuideEntry(easy_name(record, site), summary.strip(), EASY + GUIDE.address(record.id))


def translation_of(record: Record[Guide], site: Site) -> "Translation":
    """What is written of a guide in easy language, perhaps nothing."""
    guide = record.content
    twin = site.catalogue.of(EASY_GUIDE).get(record.id)
    if twin is None:
        return Translation(record, site, None, {}, {})
    answers = {question.id: {it.id for it in question.choices} for question in guide.questions}
    questions = {
        question.id: question
        for question in twin.content.questions
        if answers.get(question.id, set()) <= {answer.id for answer in question.answers}
    }
    results = {result.id: result for result in twin.content.results}
    return Translation(record, site, twin.content, questions, results)


@dataclass(frozen=True, slots=True)
class Translation:
    """A guide with its easy words: questions with all their answers, and results, by id."""

    record: Record[Guide]
    site: Site
    twin: EasyGuide | None
    questions: Mapping[str, EasyQuestion]
    results: Mapping[str, EasyResult]

    def page(self, way: Way, standard: Page) -> Planned:
        """The easy page of a way; `standard` is the head of its page in everyday language."""
        if isinstance(way.node, Result):
            return "leicht/guide-result.html", self._result(way, way.node, standard)
        return "leicht/guide.html", self._question(way, way.node, standard)

    def _question(self, way: Way, node: Question, standard: Page) -> EasyQuestionPage:
        frame, guide = standard.frame, self.record.content
        easy = self.questions.get(node.id)
        twin = None if way.answered else self.twin
        text = self._prose(twin.text if twin else None)
        help_text = self._prose(easy.help if easy else None)
        labels = {it.id: it.text for it in easy.answers} if easy else {}
        title = easy.question if easy and way.answered else self._title()
        return EasyQuestionPage(
            page=self._page(standard, title),
            guide=self._head(),
            words=self._words(easy),
            is_missing=easy is None,
            summary=self._shown(twin.summary) if twin else "",
            text=text,
            number=len(way.answered) + 1,
            question=self._shown(easy.question) if easy else "",
            help=help_text,
            names=names_in((text, help_text), self.site),
            answers=tuple(
                Named(self._shown(labels[it.id]), f"{EASY}{way.url}{it.id}/")
                for it in node.choices
                if labels
            ),
            given=self._given(way),
            people=people_of((guide.helper,), self.site, frame),
        )

    def _result(self, way: Way, node: Result, standard: Page) -> EasyResultPage:
        frame, guide, site = standard.frame, self.record.content, self.site
        easy = self.results.get(node.id)
        text = self._prose(easy.text if easy else None)
        offers = easy_cards(cards(offers_of(node, site), site), site)
        topics = node.query.topics if node.query else ()
        return EasyResultPage(
            page=self._page(standard, self._title()),
            guide=self._head(),
            words=self._words(easy),
            is_missing=easy is None,
            title=self._shown(easy.title) if easy else "",
            text=text,
            names=names_in((text,), site),
            step=self._facts(node),
            said=self._said(easy.first_step) if easy else None,
            has_offers=node.query is not None,
            offers=offers,
            is_any_checked=any(card.standing.is_verified for card in offers),
            topics=tuple(easy_named((TOPIC.name, name), site) for name in topics),
            given=self._given(way),
            people=people_after(node, guide, site, frame),
        )

    def _page(self, standard: Page, title: str) -> Page:
        summary = self.twin.summary if self.twin else ""
        return easy_twin(standard, joined(title), joined(" ".join(summary.split())))

    def _title(self) -> str:
        return self.twin.title if self.twin else self.record.content.title

    def _head(self) -> GuideHead:
        head = head_of(self.record, self.site)
        return replace(head, title=self._shown(self._title()), url=EASY + head.url)

    def _words(self, part: EasyQuestion | EasyResult | None) -> EasyWords:
        """Who wrote and tested the twin, and the words of this page that need explaining."""
        title, twin = self._title(), self.twin
        words = EasyWords(self._shown(title), joined(title))
        if twin is None or part is None:
            return words
        glossary = explained_in("\n".join(part.words), self.site)
        return with_origin(replace(words, glossary=glossary), twin, self.record.content)

    def _facts(self, node: Result) -> StepView | None:
        """What the record knows that the step leads to, on its easy page if it has one."""
        step, target = step_of(node.first_step, self.site), target_of(node.first_step.body or "")
        if step is None or not easy_url_of(target, self.site):
            return step
        return replace(step, body=easy_named(target, self.site))

    def _said(self, step: EasyStep) -> SaidStep:
        return SaidStep(
            who=self._shown(step.who),
            how=self._prose(step.how),
            say=self._shown(step.say or ""),
            asked=tuple(map(self._shown, step.asked)),
            bring=tuple(map(self._shown, step.bring)),
            company=self._prose(step.company),
        )

    def _given(self, way: Way) -> tuple[Given, ...]:
        return tuple(map(self._answered, way.answered))

    def _answered(self, it: Answered) -> Given:
        """Words that nobody has put into easy language keep their own."""
        easy, url = self.questions.get(it.question.id), EASY + it.url
        if easy is None:
            return Given(it.question.question, it.choice.text, url, lang="de")
        labels = {answer.id: answer.text for answer in easy.answers}
        return Given(self._shown(easy.question), self._shown(labels[it.choice.id]), url)

    def _prose(self, text: str | None) -> Prose | None:
        return plain_prose_of(text, self.site, is_easy=True)

    def _shown(self, text: str) -> str:
        return shown(text.strip(), self.site.catalogue.config.splitting)
