"""Names and titles in German -> how alike they are.

Texts come in as editors wrote them; what leaves is a `Name`, the words that tell one thing
from another, and a `Likeness` of two names. Spelling does not count (umlauts, accents, „e. V.“,
hyphens, gender marks), small words do not, nor whether a compound is written as one word
(„Trauercafé“, „Café für Trauernde“). Slips of the keyboard are left to difflib: words are short,
and only names that already share something else are ever compared.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache


class Likeness(IntEnum):
    """How much two names agree, the more the higher."""

    NONE = 0
    WITHIN = 1
    NEAR = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Name:
    """What a name is compared by: its own words, and those that name a part of the city.

    `letters` are all its letters in a row, to find slips in words that are short or small;
    `starts` are the beginnings of its words, to see at once that two names have nothing alike.
    """

    words: tuple[str, ...]
    places: frozenset[str] = frozenset()
    letters: str = ""
    starts: frozenset[str] = frozenset()

    def is_elsewhere(self, other: "Name") -> bool:
        """Whether both name a part of the city, and not the same one."""
        return not (self.places <= other.places or other.places <= self.places)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The stems of a city's name and of its parts, which say nothing about what a thing is."""

    city: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def name(self, text: str) -> Name:
        """The name in `text`; where nothing else is left, the city's own name counts."""
        return _name(text, self)


_SMALL = frozenset(
    [
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"),
        *("eines", "und", "oder", "u", "in", "im", "an", "am", "auf", "aus", "bei", "beim"),
        *("fur", "fuhr", "mit", "nach", "ohne", "uber", "um", "unter", "vom", "von", "vor"),
        *("zu", "zum", "zur", "als", "st", "sankt"),
    ]
)
# Legal forms, and the words for the most frequent of them.
_FORMS = frozenset(
    [
        *("ev", "eg", "ag", "kg", "ohg", "gbr", "ug", "gug", "gmbh", "ggmbh", "mbh", "gag"),
        *("kdor", "verein", "verband", "gemeinnutzige"),
    ]
)
_GENDER = re.compile(r"(?<=\w)\s?[*:_/·]-?(?=in(?:nen)?\b)")
_SPACED_FORM = re.compile(r"\b(e)\W{0,2}(v|g)\b|\b(g)\W?(gmbh)\b|\beingetragener verein\b")
_UMLAUT = re.compile(r"(?<=[aou])e")
_ENDINGS = ("innen", "ende", "ern", "nde", "en", "er", "es", "em", "in", "e", "n", "s")
_MOST_PARTS = 6  # nobody joins more words, and trying all orders of many takes long
_JOINTS = ("", "s", "n", "e", "en", "er", "es")


def folded(text: str) -> str:
    """The text in small letters without umlauts, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", re.sub("[’'`´‘]", "", text).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _UMLAUT.sub("", letters)


def words(text: str) -> Iterator[str]:
    """The words of a name that tell it from others, each once and in their order."""
    plain = _SPACED_FORM.sub(
        lambda form: "".join(filter(None, form.groups())), folded(_GENDER.sub("", text))
    )
    known = set()
    for word in re.findall(r"[^\W_]+", plain):
        if word in _SMALL or word in _FORMS or stem(word) in known:
            continue
        known.add(stem(word))
        yield word.removesuffix("verband") if len(word) >= 12 else word


@lru_cache(maxsize=1 << 16)
def _name(text: str, vocabulary: Vocabulary) -> Name:
    every = tuple(words(text))
    kept = tuple(word for word in every if stem(word) not in vocabulary.city)
    own = tuple(word for word in kept if stem(word) not in vocabulary.places)
    found = own or kept or every
    return Name(
        words=found,
        places=frozenset(map(stem, kept)) & vocabulary.places,
        letters=re.sub(r"[\W_]+", "", folded(text)),
        starts=frozenset(word[:3] for word in found),
    )


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """The stems of all words of a name."""
    return frozenset(map(stem, words(text)))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without its endings; at least four letters stay."""
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
        word = word.removesuffix(ending)
    return word


def compare(one: Name, other: Name, weak: frozenset[str] = frozenset()) -> Likeness:
    """How alike two names are; the stems in `weak` neither make nor hinder a likeness.

    `WITHIN`: all that one name says is said by the other, which says more.
    """
    if one.words == other.words:
        return Likeness.SAME
    if "".join(one.words) == "".join(other.words) or _is_typed_alike(one.letters, other.letters):
        return Likeness.NEAR
    if one.starts.isdisjoint(other.starts):
        return Likeness.NONE
    rest_one, rest_other = _unmatched(one.words, other.words)
    met = [word for word in one.words if word not in rest_one]
    left = [[word for word in rest if stem(word) not in weak] for rest in (rest_one, rest_other)]
    if not any(left) and not (rest_one or rest_other):
        return Likeness.NEAR
    if all(left) or not any(stem(word) not in weak for word in met):
        return Likeness.NONE
    return Likeness.WITHIN if any(left) else Likeness.NEAR


def extra_words(one: Name, other: Name) -> tuple[str, ...]:
    """The words that only one of both has."""
    return tuple(word for rest in _unmatched(one.words, other.words) for word in rest)


def _unmatched(one: Iterable[str], other: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is left of both once words that mean the same are taken away."""
    rest_one, rest_other = _without_equal(one, other)
    for word in tuple(rest_one):
        twin = next((candidate for candidate in rest_other if is_slip(word, candidate)), None)
        if twin is not None:
            rest_one.remove(word)
            rest_other.remove(twin)
    for compounds, parts in ((rest_one, rest_other), (rest_other, rest_one)):
        for word in tuple(compounds):
            used = _spelled(word, tuple(parts)) if 1 < len(parts) <= _MOST_PARTS else ()
            if len(used) > 1:
                compounds.remove(word)
                for part in used:
                    parts.remove(part)
    return rest_one, rest_other


def _without_equal(one: Iterable[str], other: Iterable[str]) -> tuple[list[str], list[str]]:
    """Both without the words of one stem, each taken away with the first of the other."""
    rest_one, rest_other = [], list(other)
    stems_left = [stem(word) for word in rest_other]
    for word in one:
        own = stem(word)
        if own in stems_left:
            place = stems_left.index(own)
            del stems_left[place], rest_other[place]
        else:
            rest_one.append(word)
    return rest_one, rest_other


@lru_cache(maxsize=1 << 18)
def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a slip; numbers and very short words never are."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2:
        return False
    if any(char.isdigit() for char in one + other) or not set(one[:2]) & set(other[:2]):
        return False
    # Other beginnings are mostly other words: Montagstreff, Sonntagstreff.
    least = 0.85 if one[0] == other[0] else 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def _is_typed_alike(one: str, other: str) -> bool:
    """Whether in all the letters of a name one is missing, or two neighbours are swapped."""
    if min(len(one), len(other)) < 7 or abs(len(one) - len(other)) > 1:
        return False
    if len(set(one) ^ set(other)) > 1 or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    if ((Counter(one) - Counter(other)) + (Counter(other) - Counter(one))).total() > 1:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= max(len(one), len(other)) - 1


@lru_cache(maxsize=1 << 16)
def _spelled(compound: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of which `compound` is made, if it is made of nothing else."""
    for part in parts:
        if not compound.startswith(part[:3]):
            continue
        others = tuple(other for other in parts if other != part)
        for form in _forms(part):
            if not compound.startswith(form):
                continue
            rest = compound.removeprefix(form)
            if not rest or rest in _JOINTS:
                return (part,)
            for joint in _JOINTS:
                if rest.startswith(joint):
                    found = _spelled(rest.removeprefix(joint), others)
                    if found:
                        return (part, *found)
    return ()


@lru_cache(maxsize=1 << 16)
def _forms(part: str) -> tuple[str, ...]:
    """A word as it may stand in a compound: whole, or without its ending."""
    if len(part) < 3:
        return ()
    endings = (e for e in _ENDINGS if part.endswith(e) and len(part) - len(e) >= 4)
    return (part, *(part.removesuffix(ending) for ending in endings))


_STREET = re.compile(r"(.*?)\s*(\d+)\s*([a-z]?)(?:\s*[-–/+]\s*\d*\s*[a-z]?)?\W*")


def street_and_number(text: str) -> tuple[str, str]:
    """Street in one spelling, and its house number without a range; empty where there is none.

    „Böblinger Str. 12 A“ and „Boeblingerstraße 12a“ are ("boblingerstr", "12a").
    """
    plain = folded(text).partition(",")[0]
    match = _STREET.fullmatch(plain)
    name, number = (match[1], match[2] + match[3]) if match else (plain, "")
    letters = re.sub(r"[\W_]+", "", name)
    return re.sub(r"str(asse)?$", "str", letters), number


def web_page(address: str) -> tuple[str, str]:
    """Host and path of a web address in one spelling; the path of a home page is empty."""
    plain = re.sub(r"^https?://(www\d?\.)?", "", address.strip().casefold())
    host, _, path = plain.partition("#")[0].partition("/")
    path = re.sub(r"[?&](utm_[a-z]+|fbclid|gclid)=[^&]*", "", path)
    path = re.sub(r"(^|/)(index|home|start(seite)?)(\.(html?|php|aspx?))?$", "", path)
    return host, path.rstrip("/")
