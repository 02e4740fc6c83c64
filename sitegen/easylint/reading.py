"""A sentence as the rules see it."""

from dataclasses import dataclass

from sitegen.easylint.dictionary import Dictionary, Tag
from sitegen.easylint.sentences import Sentence, Token
from sitegen.easylint.vocabulary import KnownWords

_NAME = "Europa"  # stands for what a program fills in


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with what is known of its words.

    `pairs` are the tokens with their tags, none without a dictionary; `names` is where the words
    of names begin; `open_words` are no names and not on the list of known words.
    """

    sentence: Sentence
    known: KnownWords
    dictionary: Dictionary | None
    pairs: tuple[tuple[Token, Tag], ...]
    names: frozenset[int]
    open_words: tuple[Token, ...]


def read(sentence: Sentence, known: KnownWords, dictionary: Dictionary | None) -> Reading:
    """The sentence with tags and names."""
    tokens = sentence.tokens
    tags = dictionary.tags(tuple(map(_spoken, tokens))) if dictionary else ()
    pairs = tuple(zip(tokens, tags, strict=True)) if dictionary else ()
    names = known.named(tokens)
    unnamed = (token for token in tokens if token.kind == "word" and token.start not in names)
    open_words = tuple(token for token in unnamed if not known.knows(token))
    return Reading(sentence, known, dictionary, pairs, names, open_words)


def _spoken(token: Token) -> str:
    """The word as a tagger knows it: of a split compound its last part."""
    if token.kind == "blank":
        return _NAME
    last = token.parts[-1] if token.kind == "word" and token.parts else token.text
    return last[:1].upper() + last[1:] if token.is_capital else last
