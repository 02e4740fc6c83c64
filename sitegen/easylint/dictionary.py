"""What a word is and how common it is: HanTa and wordfreq, the optional extra `leicht`.

Both are read when the first sentence needs them; nothing here knows any rule.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain, pairwise
from typing import Any

_MODEL = "morphmodel_ger.pgz"
_MOST = 8192  # words and sentences that are remembered
_LONGEST = 60  # letters of a word; for many more the tagger takes minutes
_UNKNOWN = "Wort"  # stands in for a longer one
_RARE = 2.9  # Zipf: 3 is once in a million words
_PARTS_OF_WORDS = frozenset(["NN", "NN_VAR", "NN_VAR_EL", "VV", "VVnp", "ADJ", "NE"])
_PACKAGES = ("HanTa", "numpy", "wordfreq")


@dataclass(frozen=True, slots=True)
class Tag:
    """A word's part of speech in its sentence, as in the STTS: NN, VV(FIN), ADJ(A)."""

    word: str
    pos: str
    find_lemma: Callable[[str, str], str] = field(repr=False)

    @property
    def lemma(self) -> str:
        """The basic form of the word, looked up when it is asked for."""
        return self.find_lemma(self.word, self.pos)

    @property
    def is_finite(self) -> bool:
        """Whether it is a verb that says who does it, or asks somebody to."""
        return self.pos.endswith(("(FIN)", "(IMP)"))


class Dictionary:
    """Answers about German words; the same for the same words."""

    def __init__(self, tagger: Any) -> None:
        """Answers of a loaded tagger, which looks at each word once."""
        for name in ("analyze_forward", "analyze_viterbi"):
            setattr(tagger, name, lru_cache(_MOST)(getattr(tagger, name)))
        self._tagger = tagger
        self.lemma = lru_cache(_MOST)(self._lemma)
        self.tags = lru_cache(_MOST)(self._tags)
        self.parts = lru_cache(_MOST)(self._parts)
        self.is_common = lru_cache(_MOST)(self._is_common)

    def _tags(self, words: Sequence[str]) -> tuple[Tag, ...]:
        spoken = [word if len(word) <= _LONGEST else _UNKNOWN for word in words]
        found = self._tagger.tag_sent(spoken, taglevel=0)
        return tuple(Tag(word, pos, self.lemma) for word, pos in zip(words, found, strict=True))

    def _lemma(self, word: str, pos: str) -> str:
        return str(self._tagger.analyze(word, pos)[0]) if len(word) <= _LONGEST else word

    def _parts(self, word: str) -> tuple[str, ...]:
        """The nouns, verbs and adjectives that a noun is made of, joints and endings included."""
        if len(word) > _LONGEST:
            return (word,)
        _, morphs, _ = self._tagger.analyze(word, "NN" if word[0].isupper() else "EMPTY", 3)
        return _cut(word, _starts(morphs))

    def _is_common(self, word: str) -> bool:
        """Whether it occurs often enough, as it stands or in its basic form."""
        return any(
            form in _frequent(size) for form in self._forms(word) for size in ("small", "large")
        )

    def _forms(self, word: str) -> Iterator[str]:
        """The word and its basic forms as in the list of frequent words: ss for ß."""
        yield word.casefold()
        for written in dict.fromkeys((word, word.capitalize(), word.lower())):
            yield self.lemma(written, "EMPTY").casefold()


def has_dictionary() -> bool:
    """Whether the extra is installed; nothing of it is read."""
    return all(map(find_spec, _PACKAGES))


@cache
def load_dictionary() -> Dictionary | None:
    """The dictionary; None where the extra is not installed."""
    if not has_dictionary():
        return None
    from HanTa.HanoverTagger import HanoverTagger  # type: ignore[import-untyped]

    return Dictionary(HanoverTagger(_MODEL))


@cache
def _frequent(size: str) -> frozenset[str]:
    """The words that are not rare; the small list has almost all of them and is read at once."""
    from wordfreq import get_frequency_list

    steps = get_frequency_list("de", size)  # one per hundredth of the scale, 9 first
    return frozenset(chain.from_iterable(steps[: round((9 - _RARE) * 100) + 1]))


def _starts(morphs: Sequence[tuple[str, str]]) -> list[int]:
    """Where the parts begin in the word as the tagger writes it."""
    starts: list[int] = []
    length = 0
    for text, kind in morphs:
        if kind in _PARTS_OF_WORDS:
            starts.append(length if starts else 0)
        length += len(text)
    return starts


def _cut(word: str, starts: Sequence[int]) -> tuple[str, ...]:
    cuts = [0, *starts[1:], len(word)]
    return tuple(word[start:end] for start, end in pairwise(cuts))
