"""Rules for Leichte Sprache: lines in, faults out.

`lines` reads a text, `sentences` cuts it up, and every rule is a small function that looks at
one sentence and yields what easy language does otherwise. Rules that need the parts of speech
run only with a `Dictionary`. The rules are those of BITV 2.0 (Anlage 2 Teil 2), of the seal
"Leichte Sprache Baden-Württemberg", of the Netzwerk Leichte Sprache and of DIN SPEC 33429;
each code of `messages/leicht.toml` names its own.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from sitegen.easylint import grammar, hard, lengths, phrases, signs, whole
from sitegen.easylint.dictionary import Dictionary, has_dictionary, load_dictionary
from sitegen.easylint.lines import Line, markdown_lines, plain_lines
from sitegen.easylint.reading import Reading, read
from sitegen.easylint.sentences import Fault, Sentence, sentences_of
from sitegen.easylint.vocabulary import KnownWords, known_words, plain

__all__ = [
    "Dictionary",
    "Fault",
    "KnownWords",
    "Line",
    "has_dictionary",
    "known_words",
    "lint",
    "load_dictionary",
    "markdown_lines",
    "plain_lines",
    "words_of",
]

Rule: TypeAlias = Callable[[Reading], Iterator[Fault]]
TextRule: TypeAlias = Callable[[Sequence[Sentence]], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    lengths.long_sentences,
    lengths.long_words,
    phrases.familiar,
    phrases.idioms,
    phrases.impersonal,
    phrases.negations,
    phrases.prepositions,
    phrases.references,
    phrases.strangers,
    phrases.subjunctives,
    phrases.synonyms,
    signs.abbreviations,
    signs.bars,
    signs.big_numbers,
    signs.number_words,
    signs.spoken_signs,
    signs.times_and_dates,
)
DICTIONARY_RULES: tuple[Rule, ...] = (
    grammar.genitives,
    grammar.indirect_speech,
    grammar.passives,
    grammar.past_tense,
    grammar.subordinate_clauses,
    grammar.two_statements,
    hard.compounds,
    hard.hard_words,
    hard.nominal_style,
)
TEXT_RULES: tuple[TextRule, ...] = (
    whole.crowded_lines,
    whole.measure,
    whole.unanswered_questions,
    whole.without_address,
)


def lint(
    lines: Sequence[Line], known: KnownWords, dictionary: Dictionary | None
) -> tuple[Fault, ...]:
    """What easy language does otherwise, in the order of the text."""
    sentences = tuple(sentences_of(lines))
    known = known.with_words(whole.explained(sentences))
    rules = RULES if dictionary is None else (*RULES, *DICTIONARY_RULES)
    found: list[Fault] = []
    for sentence in sentences:
        reading = read(sentence, known, dictionary)
        for rule in rules:
            found += rule(reading)
    for text_rule in TEXT_RULES:
        found += text_rule(sentences)
    clauses = [fault for fault in found if fault.rule == "leicht-nebensatz"]
    found += whole.many_clauses(clauses, lines)
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.column, fault.rule)))


def words_of(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a text and their parts as known words are compared with them."""
    tokens = (token for sentence in sentences_of(lines) for token in sentence.tokens)
    return frozenset(plain(word) for token in tokens for word in (token.text, *token.parts))
