"""A text -> words in it that hurt, blame or hide, each with what to write instead.

The rules are data (`rules.toml`). What somebody else says is none of ours: quotations, names, and
where a link leads are passed over.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

Where: TypeAlias = Literal["anywhere", "heads", "ageless"]

LINK, ABBREVIATION = "wortwahl-link", "wortwahl-abkuerzung"

_LINK_TEXT = re.compile(r"(?<!\[)\[([^\[\]]+)\]\(")
# What a number of three digits follows is the name of a norm.
_CAPITALS = re.compile(r"(?<![\w/.])[A-ZÄÖÜ]{2,6}(?![\w/]|\.\w| \d{3})")
_TWO_CAPITALS = re.compile(r"[A-ZÄÖÜ]{2}")
_ROMAN = re.compile(r"[IVX]+")
# What somebody else says, where a link leads, and what stands for a fact.
_NOT_OURS = re.compile(
    r"„[^„“”]*[“”]|“[^“”]*”|\"[^\"\n]*\"|»[^»«]*«|‚[^‚‘]*‘|(?m:^> ?.*$)"
    r"|\]\([^)\n]*\)|\[\[[^\]\n]*\]\]|https?://\S+|\S+@\S+"
)
_HARMLESS = re.compile("gemeinsam(?!keit)")
_BARE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Words that should be others: `start` counts characters from 0; `instead` may be empty."""

    code: str
    words: str
    start: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Words to look for at some places; without one of its `stems` a text has none of them."""

    code: str
    where: Where
    stems: tuple[str, ...]
    instead: str
    find: re.Pattern[str]


def rules_for(texts: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that may find something in any of the texts, with the stems that are there."""
    small = _small("\n".join(texts))
    there = ((rule, tuple(stem for stem in rule.stems if stem in small)) for rule in _rules())
    return tuple(replace(rule, stems=stems) for rule, stems in there if stems)


def faults(
    text: str,
    where: Collection[Where],
    names: Collection[str] = (),
    rules: Iterable[Rule] | None = None,
) -> Iterator[Fault]:
    """What the rules for these places find in the text; not within any of the `names`.

    The same words are answered once, by the first rule that finds them. `rules` are all of them,
    unless the caller knows which can find anything.
    """
    answered: list[tuple[int, int]] = []
    small = _small(text)
    for rule in _rules() if rules is None else rules:
        if rule.where not in where or not any(stem in small for stem in rule.stems):
            continue
        for match in rule.find.finditer(text):
            start, end = match.span()
            is_answered = any(start < other and one < end for one, other in answered)
            if not is_answered and not _is_others(text, match, names):
                answered.append((start, end))
                yield Fault(rule.code, match[0], start, rule.instead)


def _small(text: str) -> str:
    """The text in small letters, without the words that hold a stem most often and mean no harm."""
    return _HARMLESS.sub("", text.lower())


def may_excuse(name: str) -> bool:
    """Whether anything that a rule finds can stand within the name: few names excuse anything."""
    small = name.lower()
    return bool(_TWO_CAPITALS.search(name)) or any(stem in small for stem in _stems())


def vague_links(text: str) -> Iterator[Fault]:
    """Links of a Markdown text that do not say where they lead."""
    for match in _LINK_TEXT.finditer(text) if "](" in text else ():
        if _BARE.sub(" ", match[1]).strip().casefold() in _vague():
            yield Fault(LINK, match[1], match.start(1))


def abbreviations(
    text: str, known: Collection[str], names: Collection[str] = ()
) -> Iterator[Fault]:
    """Words of capitals, each once, that are neither known nor explained in the text itself."""
    seen = {*known, *known_to_all()}
    for match in _CAPITALS.finditer(text):
        word = match[0]
        if word in seen or _ROMAN.fullmatch(word) or _is_others(text, match, names):
            continue
        seen.add(word)
        if not _is_explained(word, text):
            yield Fault(ABBREVIATION, word, match.start())


def capitals(text: str) -> frozenset[str]:
    """The abbreviations in a text."""
    return frozenset(_CAPITALS.findall(text))


def _is_explained(word: str, text: str) -> bool:
    """`Weltgesundheitsorganisation (WHO)`, `WHO (Weltgesundheitsorganisation)`, `WHO heißt`."""
    before = rf"\w\** \((?:\w+-)?{word}[^()]{{0,12}}\)"
    after = rf"\b{word}\b[\w-]*\** (?:\(|heißt|bedeutet|steht für)"
    return bool(re.search(f"{before}|{after}", text))


def _is_others(text: str, match: re.Match[str], names: Collection[str]) -> bool:
    spans = (found.span() for found in _NOT_OURS.finditer(text))
    if any(start <= match.start() and match.end() <= end for start, end in spans):
        return True
    return any(_covers(name, text, match) for name in names if match[0] in name)


def _covers(name: str, text: str, match: re.Match[str]) -> bool:
    start = text.find(name, max(0, match.end() - len(name)))
    return -1 < start <= match.start()


@cache
def known_to_all() -> frozenset[str]:
    """Abbreviations that need no explanation anywhere."""
    return frozenset(_data()["abbreviations"]["known"])


@cache
def _vague() -> frozenset[str]:
    return frozenset(_data()["links"]["vague"])


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            it["code"],
            it["where"],
            tuple(it["stems"]),
            it["instead"],
            re.compile("|".join(it["find"])),
        )
        for it in _data()["rules"]
    )


@cache
def _stems() -> frozenset[str]:
    """Of every word that a rule finds one is a part."""
    return frozenset(stem for rule in _rules() for stem in rule.stems)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath("rules.toml").read_text("utf-8"))
