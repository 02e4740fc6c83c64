"""The project's own words: what counts as known, and what another word stands for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from sitegen.easylint.sentences import Token

_Words: TypeAlias = tuple[str, ...]
_Instead: TypeAlias = tuple[tuple[_Words, str], ...]

_NO_WORD = re.compile(r"[^\w|·'’-]|_")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What readers know from this site.

    `words` are forms that need no remark, in small letters and unsplit; those that are written
    with a bar are also `divided`. `names` are those of places, providers and offers, word by
    word; `instead` leads from words that are not to be used to the one that is; `places` are the
    city and its districts, `of_names` the single words of names.
    """

    words: frozenset[str] = frozenset()
    names: frozenset[_Words] = frozenset()
    divided: frozenset[str] = frozenset()
    instead: _Instead = ()
    places: frozenset[str] = frozenset()
    of_names: frozenset[str] = frozenset()

    def with_words(self, words: Iterable[str]) -> "KnownWords":
        """The same with more words."""
        more = frozenset(plain(word) for word in words)
        return replace(self, words=self.words | more) if more else self

    def among(self, words: frozenset[str]) -> "KnownWords":
        """As much of it as can be met in a text of these words, each in its `plain` form."""
        begins = _by_first_word(self.names)
        names = (name for word in words for name in begins.get(word, ()))
        return KnownWords(
            self.words & words,
            frozenset(name for name in names if words.issuperset(name)),
            self.divided & words,
            tuple(it for it in self.instead if words.issuperset(it[0])),
            self.places,
            self.of_names & words,
        )

    def knows(self, token: Token) -> bool:
        """Whether the word needs no remark."""
        return self.knows_word(token.text)

    def knows_word(self, word: str) -> bool:
        """Whether the word, or a part of one, needs no remark."""
        key = plain(word)
        return key in self.words and (key not in self.divided or word.lower() != key)

    def is_of_name(self, word: str) -> bool:
        """Whether some name has the word in it."""
        return plain(word) in self.of_names

    def knows_place(self, word: str) -> bool:
        """Whether the city, or a district of it, is called so."""
        return word.lower() in self.places

    def named(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Where the tokens that belong to a name begin, signs within it included."""
        at = [index for index, token in enumerate(tokens) if token.kind != "sign"]
        words = [plain(tokens[index].text) for index in at]
        begins = _by_first_word(self.names)
        found: set[int] = set()
        for first, word in enumerate(words):
            for name in begins.get(word, ()):
                last = first + len(name)
                if tuple(words[first:last]) == name:
                    found.update(it.start for it in tokens[at[first] : at[last - 1] + 1])
        return frozenset(found)

    def wrong(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Where words stand that are not to be used, how many, and what to use instead."""
        words = [plain(token.text) for token in tokens]
        unwanted = _instead_by_first_word(self.instead)
        for first, word in enumerate(words):
            for wrong, better in unwanted.get(word, ()):
                if tuple(words[first : first + len(wrong)]) == wrong:
                    yield first, len(wrong), better


def known_words(
    words: Iterable[str] = (),
    names: Iterable[str] = (),
    instead: Mapping[str, str] = MappingProxyType({}),
    places: Iterable[str] = (),
) -> KnownWords:
    """The words as they are compared: small letters, compounds unsplit."""
    given = tuple(words)
    names_of = {_of_name(name) for name in (*names, *(it for it in given if " " in it))} - {()}
    return KnownWords(
        frozenset(plain(word) for word in given),
        frozenset(names_of),
        frozenset(plain(word) for word in given if "|" in word),
        tuple((_of_name(wrong), right) for wrong, right in instead.items() if _of_name(wrong)),
        frozenset(place.lower() for place in places),
        frozenset(word for name in names_of for word in name),
    )


@lru_cache(maxsize=4)
def _by_first_word(names: frozenset[_Words]) -> Mapping[str, Sequence[_Words]]:
    """The names by the word that they begin with."""
    found: dict[str, list[_Words]] = {}
    for name in names:
        found.setdefault(name[0], []).append(name)
    return found


@lru_cache(maxsize=4)
def _instead_by_first_word(instead: _Instead) -> Mapping[str, _Instead]:
    """The words that are not to be used by the first of them."""
    found: dict[str, _Instead] = {}
    for words, better in instead:
        found[words[0]] = (*found.get(words[0], ()), (words, better))
    return found


def plain(word: str) -> str:
    """A word without splitting and in small letters."""
    return word.replace("|", "").replace("·", "").replace("-", "").lower()


@lru_cache(maxsize=1 << 14)
def _of_name(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(plain, _NO_WORD.sub(" ", name).split()) if word)
