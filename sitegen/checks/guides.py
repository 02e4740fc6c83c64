"""Wegfinder: every way leads soon to a result, by few pages, and somebody can be asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.crisis import CrisisLine
from sitegen.models.guide import GUIDE, Guide
from sitegen.models.offer import Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.site import AnyRecord, Catalogue, Target, target_of

MOST_STEPS = 7
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class _Known:
    """The office, whether visitors reach it or its stand-in, and the helpers that they reach."""

    office: str
    is_reachable: bool
    helpers: frozenset[str]


def known(catalogue: Catalogue) -> _Known:
    """Whom visitors of a guide can ask."""
    office = catalogue.config.office
    helpers = frozenset(it.content.helper for it in catalogue.of(GUIDE).values())
    answering = frozenset(
        name
        for name in {*helpers, office.stand_in}
        if name and _answers(target_of(name), catalogue)
    )
    is_reachable = bool(office.phone or office.mail or office.web) or office.stand_in in answering
    return _Known(office.name, is_reachable, answering & helpers)


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """Faults in the ways of a guide, and one that leaves visitors without anybody to ask."""
    if not GUIDE.has(record):
        return
    # Every page names somebody to talk to: the guide's contact, or the office and its stand-in.
    if not known.is_reachable and record.content.helper not in known.helpers:
        yield diagnose("wegfinder-ohne-kontakt", record.at("kontakt"), stelle=known.office)
    doubled = tuple(_doubled(record))
    unknown = tuple(_unknown(record))
    yield from (*doubled, *unknown, *_doubled_answers(record))
    if not doubled and not unknown:
        yield from _ways(record)


def _doubled(record: Record[Guide]) -> Iterator[Diagnostic]:
    guide = record.content
    names = [q.id for q in guide.questions] + [r.id for r in guide.results]
    for name, count in Counter(names).items():
        if count > 1:
            yield diagnose("wegfinder-kennung-doppelt", record.at("fragen"), kennung=name)


def _doubled_answers(record: Record[Guide]) -> Iterator[Diagnostic]:
    """Answers to one question whose pages would have the same address."""
    for number, question in enumerate(record.content.questions):
        seen: set[str] = set()
        for index, choice in enumerate(question.choices):
            if choice.id in seen:
                place = record.at("fragen", number, "antworten", index)
                yield diagnose("wegfinder-antwort-doppelt", place, kennung=choice.id)
            seen.add(choice.id)


def _unknown(record: Record[Guide]) -> Iterator[Diagnostic]:
    """Answers, and a start, that lead to nothing."""
    guide = record.content
    questions = {question.id for question in guide.questions}
    known = questions | {result.id for result in guide.results}
    if guide.start not in questions:
        yield diagnose("wegfinder-ziel-unbekannt", record.at("start"), ziel=guide.start)
    for number, question in enumerate(guide.questions):
        for index, choice in enumerate(question.choices):
            if choice.leads_to not in known:
                place = record.at("fragen", number, "antworten", index, "weiter")
                yield diagnose("wegfinder-ziel-unbekannt", place, ziel=choice.leads_to)


def _ways(record: Record[Guide]) -> Iterator[Diagnostic]:
    guide = record.content
    onward = {q.id: [choice.leads_to for choice in q.choices] for q in guide.questions}
    # The sorter thinks in predecessors: a node comes after all that it leads to.
    sorter = TopologicalSorter(onward)
    try:
        order = tuple(sorter.static_order())
    except CycleError as error:
        way = " → ".join(reversed(error.args[1]))
        yield diagnose("wegfinder-im-kreis", record.at("fragen"), weg=way)
        return
    steps = _steps(guide.start, reversed(order), onward)
    if max(steps.values()) > MOST_STEPS:
        yield diagnose("wegfinder-zu-lang", record.at("fragen"), grenze=MOST_STEPS)
    elif (count := _pages(guide.start, order, onward)) > MOST_PAGES:
        place = record.at("fragen")
        yield diagnose("wegfinder-zu-viele-seiten", place, anzahl=count, grenze=MOST_PAGES)
    for kind, names in (
        ("fragen", [question.id for question in guide.questions]),
        ("ergebnisse", [result.id for result in guide.results]),
    ):
        for number, name in enumerate(names):
            if name not in steps:
                place = record.at(kind, number, "kennung")
                yield diagnose("wegfinder-unerreichbar", place, kennung=name)


def _steps(
    start: str, order: Iterable[str], onward: Mapping[str, Sequence[str]]
) -> Mapping[str, int]:
    """How many steps the longest way from the start to each node has, the first included."""
    found = {start: 1}
    for name in order:
        for following in onward.get(name, ()) if name in found else ():
            found[following] = max(found.get(following, 0), found[name] + 1)
    return found


def _pages(start: str, order: Iterable[str], onward: Mapping[str, Sequence[str]]) -> int:
    """How many pages a guide has: one for each way to each node. `order` begins at the ends."""
    below: dict[str, int] = {}
    for name in order:
        below[name] = 1 + sum(below[following] for following in onward.get(name, ()))
    return below[start]


def _answers(target: Target, catalogue: Catalogue) -> bool:
    """Whether visitors learn how to reach it; what is unknown is answered elsewhere."""
    record = catalogue.get(target)
    content = record.content if record else None
    if isinstance(content, Offer):
        own = content.contact
        bodies = [(ORGANISATION.name, name) for name in content.organisations]
        return bool(own and own.is_reachable) or any(_answers(it, catalogue) for it in bodies)
    if isinstance(content, Organisation):
        is_private = content.legal_form == PRIVATE_PERSON
        return not is_private and bool(content.contact and content.contact.is_reachable)
    return content is None or isinstance(content, CrisisLine)
