"""A sentence as the rules see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.easylint.dictionary import Dictionary, Tag
from sitegen.easylint.sentences import Sentence, Token
from sitegen.easylint.vocabulary import KnownWords

_NAME = "Europa"  # stands for what a program fills in


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with what is known of its words.

    `tags` has one for each token, none without a dictionary; `names` is where the words of
    names begin.
    """

    sentence: Sentence
    known: KnownWords
    dictionary: Dictionary | None
    tags: tuple[Tag, ...]
    names: frozenset[int]

    @property
    def pairs(self) -> tuple[tuple[Token, Tag], ...]:
        """Every token with its tag."""
        return tuple(zip(self.sentence.tokens, self.tags, strict=True))

    @property
    def open_words(self) -> Iterator[Token]:
        """The words that are no names and not on the list of known words."""
        for token in self.sentence.tokens:
            if (
                token.kind == "word"
                and token.start not in self.names
                and not self.known.knows(token)
            ):
                yield token


def read(sentence: Sentence, known: KnownWords, dictionary: Dictionary | None) -> Reading:
    """The sentence with tags and names."""
    tags = dictionary.tags(tuple(map(_spoken, sentence.tokens))) if dictionary else ()
    return Reading(sentence, known, dictionary, tags, known.named(sentence.tokens))


def _spoken(token: Token) -> str:
    """The word as a tagger knows it: of a split compound its last part."""
    if token.kind == "blank":
        return _NAME
    last = token.parts[-1] if token.kind == "word" and token.parts else token.text
    return last[:1].upper() + last[1:] if token.is_capital else last
