"""Guides in easy language: they say what their guide says, all of it, and nothing else.

Words for what is not there are mistakes. What lacks its words is only reported: its page says
so, and nobody who corrects a guide has to write easy language first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
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
from sitegen.models.guide import GUIDE, Choice, FirstStep, Guide, Question, Result
from sitegen.site import Catalogue

Keys: TypeAlias = tuple[str | int, ...]
Twin: TypeAlias = Record[EasyGuide]
_Easy: TypeAlias = Sequence[EasyQuestion | EasyAnswer | EasyResult]
_Standard: TypeAlias = Sequence[Question | Choice | Result]

# What a first step need not have, by its key.
_OF_STEP = {
    "sagen": "say",
    "gefragt": "asked",
    "mitbringen": "bring",
    "begleitung": "company",
}


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Twins without a guide, and where a twin and its guide do not say the same."""
    guides = catalogue.of(GUIDE)
    for twin in catalogue.of(EASY_GUIDE).values():
        if twin.id in guides:
            yield from _compare(twin, guides[twin.id].content)
        else:
            path = GUIDE.path_of(twin.id)
            yield diagnose("wegfinder-leicht-allein", twin.at("titel"), datei=path)


def _compare(twin: Twin, guide: Guide) -> Iterator[Diagnostic]:
    easy = twin.content
    yield from _ids(twin, ("fragen",), easy.questions, guide.questions)
    yield from _ids(twin, ("ergebnisse",), easy.results, guide.results)
    questions = {question.id: question for question in guide.questions}
    for number, question in enumerate(easy.questions):
        if question.id in questions:
            keys = ("fragen", number, "antworten")
            yield from _ids(twin, keys, question.answers, questions[question.id].choices)
    results = {result.id: result for result in guide.results}
    for number, result in enumerate(easy.results):
        if result.id in results:
            keys = ("ergebnisse", number, "erster_schritt")
            step = results[result.id].first_step
            yield from _parts(twin, keys, result, result.first_step, step)


def _ids(twin: Twin, keys: Keys, easy: _Easy, standard: _Standard) -> Iterator[Diagnostic]:
    """Ids that the guide does not know, doubled ones, and those without easy words."""
    known = [part.id for part in standard]
    for number, part in enumerate(easy):
        if part.id not in known:
            place = twin.at(*keys, number, "kennung")
            words = ", ".join(known)
            yield diagnose("wegfinder-leicht-unbekannt", place, kennung=part.id, moeglich=words)
    written = Counter(part.id for part in easy)
    for name, count in written.items():
        if count > 1:
            yield diagnose("wegfinder-leicht-doppelt", twin.at(*keys), kennung=name)
    for name in known:
        if name not in written:
            yield diagnose("wegfinder-leicht-fehlt", twin.at(*keys), kennung=name)


def _parts(
    twin: Twin, keys: Keys, result: EasyResult, easy: EasyStep, standard: FirstStep
) -> Iterator[Diagnostic]:
    """Parts of a first step that only one of both has."""
    for key, name in _OF_STEP.items():
        said, meant = getattr(easy, name), getattr(standard, name)
        if said and not meant:
            yield diagnose("wegfinder-leicht-zu-viel", twin.at(*keys, key), schluessel=key)
        elif meant and not said:
            place, own = twin.at(*keys), result.id
            yield diagnose("wegfinder-leicht-teil-fehlt", place, schluessel=key, kennung=own)
