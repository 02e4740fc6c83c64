"""Wegfinder: every question leads somewhere, every node is reached, no way is long or a circle."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.guide import GUIDE, Guide
from sitegen.site import Catalogue

MOST_STEPS = 7


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Faults in the ways of each guide."""
    for record in catalogue.of(GUIDE).values():
        doubled = tuple(_doubled(record))
        unknown = tuple(_unknown(record))
        yield from (*doubled, *unknown)
        if not doubled and not unknown:
            yield from _ways(record)


def _doubled(record: Record[Guide]) -> Iterator[Diagnostic]:
    guide = record.content
    names = [q.id for q in guide.questions] + [r.id for r in guide.results]
    for name, count in Counter(names).items():
        if count > 1:
            yield diagnose("wegfinder-kennung-doppelt", record.at("fragen"), kennung=name)


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
