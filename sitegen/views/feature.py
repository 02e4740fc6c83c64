"""Facets as plain pages: by what one can choose, and the offers of each value, without scripts.

Topics, districts and target groups have pages of their own; every other value has one here, so
that each value of the finder can be reached by a link. What nobody knows is a value like others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sitegen.finder.facets import (
    FEATURES,
    TERMS,
    UNKNOWN,
    Facet,
    Value,
    facets_of,
    feature_url,
)
from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.page import Crumb, Frame, Page, Planned, View
from sitegen.views.term import Pagination, chunks, page_url, pagination

_THRESHOLD, _ANSWER = "threshold.", "group."  # how keys of interface texts begin


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: its name is `label` or the interface text `label_key`; `url` is its page.

    A mere answer (`is_answer`), such as "ja", says nothing without the name of its facet.
    """

    id: str
    label: str
    label_key: str
    url: str
    count: int
    is_answer: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A facet with its values; `key` is the interface text that names it."""

    id: str
    key: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What one asks at once: one facet, or several short ones under a common question."""

    id: str
    key: str
    facets: tuple[ChoiceGroup, ...]


@dataclass(frozen=True, slots=True)
class FeaturesPage(View):
    """All values that have their page here; `unknown` names what is known of no offer yet."""

    questions: tuple[Question, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeaturePage(View):
    """One page of one value's offers; `others` are the other values of its facet."""

    value: Choice
    offers: tuple[Card, ...]
    pagination: Pagination | None
    others: tuple[Choice, ...]

    @property
    def is_unknown(self) -> bool:
        """Whether these are the offers of which nobody knows it."""
        return self.value.id == UNKNOWN


def questions_of(site: Site) -> tuple[Question, ...]:
    """By what one can choose, in the order of the form; not by what nobody knows of any offer."""
    known = [facet for facet in site.shared(facets_of) if _is_known(facet)]
    found = []
    for key, facets in groupby(known, key=_question):
        groups = tuple(_group(facet) for facet in facets)
        found.append(Question(groups[0].id, key, groups))
    return tuple(found)


def features_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The overview."""
    page = Page(frame, FEATURES, title_key="features.title", section="offers")
    questions = tuple(it for it in map(_ours, questions_of(site)) if it.facets)
    unknown = tuple(facet.label_key for facet in site.shared(facets_of) if not _is_known(facet))
    yield "pages/features.html", FeaturesPage(page, questions, unknown)


def feature_pages(facet_id: str, site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of every value of a facet that has none elsewhere."""
    facet = next((it for it in site.shared(facets_of) if it.id == facet_id), None)
    if facet and _is_known(facet):
        group = _group(facet)
        for choice, value in zip(group.choices, facet.values, strict=True):
            if _is_ours(choice):
                yield from _pages(group, choice, value, site, frame)


def _is_known(facet: Facet) -> bool:
    return any(value.id != UNKNOWN for value in facet.values)


def _question(facet: Facet) -> str:
    return "offer.threshold" if facet.label_key.startswith(_THRESHOLD) else facet.label_key


def _group(facet: Facet) -> ChoiceGroup:
    return ChoiceGroup(facet.id, facet.label_key, tuple(_choice(facet, it) for it in facet.values))


def _choice(facet: Facet, value: Value) -> Choice:
    is_answer = value.label_key.startswith(_ANSWER)
    url = _url(facet, value)
    return Choice(value.id, value.label, value.label_key, url, len(value.offers), is_answer)


def _url(facet: Facet, value: Value) -> str:
    """The page of a value: that of its record, if it is one, else one of ours."""
    if facet.id in TERMS and value.label:
        return f"{TERMS[facet.id].url}{value.id}/"
    return feature_url(facet.id, value.id)


def _is_ours(choice: Choice) -> bool:
    return choice.url.startswith(FEATURES)


def _ours(question: Question) -> Question:
    """The question with those values only that have their page here."""
    facets = (replace(it, choices=tuple(filter(_is_ours, it.choices))) for it in question.facets)
    return replace(question, facets=tuple(facet for facet in facets if facet.choices))


def _pages(
    group: ChoiceGroup, choice: Choice, value: Value, site: Site, frame: Frame
) -> Iterator[Planned]:
    parts = chunks(value.offers)
    crumbs = (Crumb("nav.offers", "/angebote/"), Crumb("features.menu", FEATURES))
    for number, part in enumerate(parts, start=1):
        url = page_url(choice.url, number)
        yield (
            "pages/feature.html",
            FeaturePage(
                page=Page(frame, url, title_key=group.key, crumbs=crumbs, section="offers"),
                value=choice,
                offers=cards(part, site),
                pagination=pagination(choice.url, number, len(parts)),
                others=tuple(other for other in group.choices if other != choice),
            ),
        )
