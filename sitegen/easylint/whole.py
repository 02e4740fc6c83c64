"""Rules about a whole text: answers to questions, sections, whom it speaks to, its measure."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from sitegen.easylint.lines import Line
from sitegen.easylint.lists import lists
from sitegen.easylint.sentences import Fault, Sentence

_ENOUGH = 8  # sentences of a text that should speak to somebody
_MANY = 60  # words of a text that can be measured
_MEAN = 8.0
_GRADE = 4.5
_SOME = frozenset(["Ein", "Eine"])
_VOWELS = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)

Sentences = Sequence[Sentence]


def crowded_lines(sentences: Sentences) -> Iterator[Fault]:
    """Two sentences of a paragraph in one line."""
    for before, sentence in pairwise(sentences):
        if before.line is not sentence.line or sentence.form != "text" or ":" in before.text[-2:]:
            continue
        if sentence.place(sentence.tokens[0].start)[0] == before.place(before.tokens[-1].start)[0]:
            yield sentence.fault("leicht-zeile", sentence.tokens[0])


def unanswered_questions(sentences: Sentences) -> Iterator[Fault]:
    """A question after which the section, or the text, ends."""
    before: Sentence | None = None
    for sentence, after in pairwise([*sentences, None]):
        if sentence is None:
            continue
        is_quoted = before is not None and before.line is sentence.line and ":" in before.text[-2:]
        before = sentence
        if not sentence.is_question or sentence.form == "item" or is_quoted:
            continue
        is_heading = sentence.form == "heading"
        ends = after is None or after.form == "heading"
        if ends and (is_heading or sentence.line.with_marks):
            yield sentence.fault("leicht-frage-offen", sentence.tokens[0])


def explained(sentences: Sentences) -> Iterator[str]:
    """The words that a text explains itself: `Ein Server ist …`, `Barriere|Freiheit heißt: …`."""
    means = lists()["bedeutet"]
    for sentence in sentences:
        words = [token.text for token in sentence.words]
        second = words[1] if len(words) > 1 else ""
        if second and words[-1] in means:
            yield words[-2]
        if words[:1] and words[0] in _SOME and words[2:3] in (["ist"], ["sind"]):
            yield second
        elif second in means or second == "sind" or words[1:3] in (["ist", "ein"], ["ist", "eine"]):
            yield words[0]


def many_clauses(found: Sequence[Fault], lines: Sequence[Line]) -> Iterator[Fault]:
    """The second subordinate clause of a section is one too many."""
    sections = {line.places[0]: line.section for line in lines}
    starts = sorted(sections)

    def section(fault: Fault) -> int:
        before = [start for start in starts if start <= (fault.line, fault.column)]
        return sections[before[-1]] if before else 0

    for _, faults in groupby(found, key=section):
        for fault in list(faults)[1:2]:
            yield Fault("leicht-nebensaetze", fault.line, fault.column, {}, fault.sentence)


def without_address(sentences: Sentences) -> Iterator[Fault]:
    """A text of some length that speaks to nobody."""
    running = [sentence for sentence in sentences if sentence.form != "heading"]
    if len(running) < _ENOUGH or not running[0].line.with_marks:
        return
    words = {
        token.lower
        for sentence in sentences
        for index, token in enumerate(sentence.tokens)
        if token.is_capital and (index or token.lower == "sie")
    }
    if not words & lists()["anrede"]:
        yield sentences[0].fault("leicht-ohne-anrede", sentences[0].tokens[0])


def measure(sentences: Sentences) -> Iterator[Fault]:
    """Words a sentence, and the first Vienna formula, which says school years."""
    running = [sentence for sentence in sentences if sentence.form != "heading"]
    words = [token.text for sentence in running for token in sentence.words]
    if len(words) < _MANY:
        return
    mean = len(words) / len(running)
    grade = vienna_grade(words, len(running))
    if mean > _MEAN or grade > _GRADE:
        values = {"mittel": _german(mean), "stufe": _german(grade)}
        yield running[0].fault("leicht-mass", running[0].tokens[0], **values)


def vienna_grade(words: Sequence[str], sentences: int) -> float:
    """The first Wiener Sachtextformel; a split compound counts by its parts."""
    parts = [part for word in words for part in re.split(r"[-|·]", word) if part]
    syllables = [max(len(_VOWELS.findall(part)), 1) for part in parts]
    many = 100 * sum(count > 2 for count in syllables) / len(parts)
    single = 100 * sum(count == 1 for count in syllables) / len(parts)
    long = 100 * sum(len(part) > 6 for part in parts) / len(parts)
    mean = len(words) / sentences
    return 0.1935 * many + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875


def _german(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
