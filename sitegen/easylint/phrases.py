"""Rules that go by lists of words: negation, what might be, whom one speaks to, idioms."""

import re
from collections.abc import Iterator
from functools import cache

from sitegen.easylint.lists import lists
from sitegen.easylint.reading import Reading
from sitegen.easylint.sentences import Fault


def negations(reading: Reading) -> Iterator[Fault]:
    """Words that turn a sentence round and are easily overread; bold ones are not."""
    if not reading.sentence.line.with_marks:
        return
    for token in reading.sentence.tokens:
        if token.lower in lists()["verneinung"] and not token.is_strong:
            yield reading.sentence.fault("leicht-verneinung", token, wort=token.text)


def subjunctives(reading: Reading) -> Iterator[Fault]:
    """What would or should be."""
    better = lists()["konjunktiv"]
    tokens = reading.sentence.tokens
    speaks_of_self = any(token.lower == "ich" for token in tokens)
    for index, token in enumerate(tokens):
        word = token.lower
        is_wish = word in {"sei", "seien"} and (
            token.is_capital or (index + 1 < len(tokens) and tokens[index + 1].lower == "sie")
        )
        if word not in better or is_wish or (word in lists()["auch_ich"] and speaks_of_self):
            continue
        words = {"wort": token.text, "vorschlag": better[word]}
        yield reading.sentence.fault("leicht-konjunktiv", token, **words)


def prepositions(reading: Reading) -> Iterator[Fault]:
    """Short words that want a genitive and that nobody says."""
    better = lists()["genitiv_praeposition"]
    tokens = reading.sentence.tokens
    for index, token in enumerate(tokens):
        follows = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.lower not in better or follows is None or follows.kind == "sign":
            continue
        if token.lower in {"während", "innerhalb", "außerhalb"} and not _is_genitive(follows.lower):
            continue
        words = {"wort": token.text, "vorschlag": better[token.lower]}
        yield reading.sentence.fault("leicht-genitiv-wort", token, **words)


def impersonal(reading: Reading) -> Iterator[Fault]:
    """`man`: nobody knows who that is."""
    for token in reading.sentence.tokens:
        if token.lower == "man":
            yield reading.sentence.fault("leicht-man", token)


def familiar(reading: Reading) -> Iterator[Fault]:
    """Readers are adults: nobody calls them `du`; a bold one is spoken of."""
    for token in reading.sentence.tokens:
        if token.lower in lists()["du"] and not token.is_strong:
            yield reading.sentence.fault("leicht-du", token, wort=token.text)


def strangers(reading: Reading) -> Iterator[Fault]:
    """Readers of whom one speaks as of somebody else."""
    tokens = reading.sentence.tokens
    for index, token in enumerate(tokens):
        if token.is_capital and token.lower in lists()["dritte_person"]:
            near = tokens[max(index - 2, 0) : index + 3]
            if any(other.text in lists()["tun_fremde"] for other in near):
                yield reading.sentence.fault("leicht-dritte-person", token, wort=token.text)
                return


def idioms(reading: Reading) -> Iterator[Fault]:
    """Words that mean something else than they say."""
    yield from _phrases(reading, "redewendungen", "leicht-redewendung")


def references(reading: Reading) -> Iterator[Fault]:
    """Words that send readers to another place of the text."""
    yield from _phrases(reading, "verweise", "leicht-verweis")


def synonyms(reading: Reading) -> Iterator[Fault]:
    """One thing has one word: that of the glossary."""
    words = reading.sentence.words
    for first, length, better in reading.known.wrong(words):
        if words[first].start not in reading.names:
            said = " ".join(token.text for token in words[first : first + length])
            yield reading.sentence.fault(
                "leicht-anderes-wort", words[first], wort=said, vorschlag=better
            )


def _is_genitive(word: str) -> bool:
    return word in lists()["genitiv_begleiter"] or word in {"der", "einer", "dieser", "ihrer"}


def _phrases(reading: Reading, name: str, rule: str) -> Iterator[Fault]:
    tokens = reading.sentence.tokens
    last = tokens[-1]
    end = last.start + len(last.text)
    for match in _any_of(name).finditer(reading.sentence.line.text, tokens[0].start, end):
        yield reading.sentence.fault(rule, match.start(), wort=match[0])


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(words) for words in sorted(lists()[name]))
    return re.compile(rf"(?i)\b(?:{words})(?:e|en|er|es)?\b")
