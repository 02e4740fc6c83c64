"""Guides in easy language: they say what their guide says, all of it, and nothing else.

Words for what is not there are mistakes. What lacks its words is only reported: its page says
so, and nobody who corrects a guide has to write easy language first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.easy_guide import (
    EASY_GUIDE,
    EasyAnswer,
    EasyGuide,
    EasyQuestion,
    EasyResult,
    EasyStep,
)
from sitegen.models.guide import GUIDE, FirstStep, Guide
from sitegen.site import AnyRecord, Catalogue

Keys: TypeAlias = tuple[str | int, ...]
Twin: TypeAlias = Record[EasyGuide]
_Easy: TypeAlias = Sequence[EasyQuestion | EasyAnswer | EasyResult]

# What a first step need not have, by its key.
_OF_STEP = {
    "sagen": "say",
    "gefragt": "asked",
    "mitbringen": "bring",
    "begleitung": "company",
}


@dataclass(frozen=True, slots=True)
class _Outline:
    """The ids of a guide: its questions with their answers, its results with parts of a step."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    results: tuple[tuple[str, tuple[str, ...]], ...]


def known(catalogue: Catalogue) -> Mapping[str, _Outline]:
    """What there is to say in easy language, by the id of the guide."""
    return {guide.id: _outline(guide.content) for guide in catalogue.of(GUIDE).values()}


def check_record(record: AnyRecord, guides: Mapping[str, _Outline]) -> Iterator[Diagnostic]:
    """A twin without a guide, and where a twin and its guide do not say the same."""
    if not EASY_GUIDE.has(record):
        return
    if record.id in guides:
        yield from _compare(record, guides[record.id])
    else:
        path = GUIDE.path_of(record.id)
        yield diagnose("wegfinder-leicht-allein", record.at("titel"), datei=path)


def _outline(guide: Guide) -> _Outline:
    return _Outline(
        tuple((it.id, tuple(choice.id for choice in it.choices)) for it in guide.questions),
        tuple((it.id, _said(it.first_step)) for it in guide.results),
    )


def _said(step: EasyStep | FirstStep) -> tuple[str, ...]:
    """The keys of what a first step says."""
    return tuple(key for key, name in _OF_STEP.items() if getattr(step, name))


def _compare(twin: Twin, guide: _Outline) -> Iterator[Diagnostic]:
    easy, questions, results = twin.content, dict(guide.questions), dict(guide.results)
    yield from _ids(twin, ("fragen",), easy.questions, [name for name, _ in guide.questions])
    yield from _ids(twin, ("ergebnisse",), easy.results, [name for name, _ in guide.results])
    for number, question in enumerate(easy.questions):
        if question.id in questions:
            keys = ("fragen", number, "antworten")
            yield from _ids(twin, keys, question.answers, questions[question.id])
    for number, result in enumerate(easy.results):
        if result.id in results:
            keys = ("ergebnisse", number, "erster_schritt")
            yield from _parts(twin, keys, result, results[result.id])


def _ids(twin: Twin, keys: Keys, easy: _Easy, standard: Sequence[str]) -> Iterator[Diagnostic]:
    """Ids that the guide does not know, doubled ones, and those without easy words."""
    for number, part in enumerate(easy):
        if part.id not in standard:
            place = twin.at(*keys, number, "kennung")
            words = ", ".join(standard)
            yield diagnose("wegfinder-leicht-unbekannt", place, kennung=part.id, moeglich=words)
    written = Counter(part.id for part in easy)
    for name, count in written.items():
        if count > 1:
            yield diagnose("wegfinder-leicht-doppelt", twin.at(*keys), kennung=name)
    for name in standard:
        if name not in written:
            yield diagnose("wegfinder-leicht-fehlt", twin.at(*keys), kennung=name)


def _parts(
    twin: Twin, keys: Keys, result: EasyResult, standard: Sequence[str]
) -> Iterator[Diagnostic]:
    """Parts of a first step that only one of both has."""
    said = _said(result.first_step)
    for key in _OF_STEP:
        if key in said and key not in standard:
            yield diagnose("wegfinder-leicht-zu-viel", twin.at(*keys, key), schluessel=key)
        elif key in standard and key not in said:
            place, own = twin.at(*keys), result.id
            yield diagnose("wegfinder-leicht-teil-fehlt", place, schluessel=key, kennung=own)
