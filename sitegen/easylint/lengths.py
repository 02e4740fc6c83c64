"""Rules about length and form: sentences, headings, words without a dictionary."""

import re
from collections.abc import Iterator

from sitegen.easylint.lists import lists
from sitegen.easylint.reading import Reading
from sitegen.easylint.sentences import Fault, Token

_LONG = 10
_TOO_LONG = 12
_HEADING = 6
_LETTERS = 13
# Endings of plurals and cases: readers see the word, not its ending.
_ENDING = re.compile(r"(?:innen|en|er|es|em|e|et|t|n|s)$")
# `weitergearbeitet` is a form of `weiterarbeiten`.
_WITH_GE = re.compile(r"^([a-zäöü]{2,8})ge(?=[a-zäöüß]+(?:t|en)$)")


def long_sentences(reading: Reading) -> Iterator[Fault]:
    """Sentences of more words than one keeps in mind."""
    sentence = reading.sentence
    count = len(sentence.words)
    if sentence.form == "heading":
        if count > _HEADING:
            yield sentence.fault(
                "leicht-ueberschrift-lang", sentence.tokens[0], anzahl=count, grenze=_HEADING
            )
        return
    if count <= _LONG:
        return
    at = _middle(sentence.tokens)
    values = {"anzahl": count, "stelle": at.text if at else sentence.words[count // 2].text}
    if count > _TOO_LONG:
        yield sentence.fault("leicht-satz-zu-lang", sentence.tokens[0], **values)
    else:
        yield sentence.fault("leicht-satz-lang", sentence.tokens[0], **values)


def long_words(reading: Reading) -> Iterator[Fault]:
    """Words, or parts of them, that are too long to be read at a glance."""
    for token in reading.open_words:
        for part in token.parts:
            if is_long(part) and not reading.known.knows_word(part):
                better = split(part, reading)
                rule = "leicht-wort-lang" if "|" in better else "leicht-wort-zu-lang"
                yield reading.sentence.fault(rule, token, wort=part, vorschlag=better)


def is_long(part: str) -> bool:
    """Whether a part of a word has more letters than one sees at once."""
    return len(part) > _LETTERS and len(_ENDING.sub("", _WITH_GE.sub(r"\1", part))) > _LETTERS


def split(part: str, reading: Reading) -> str:
    """The word with its bars, as far as anybody knows them."""
    parts = reading.dictionary.parts(part) if reading.dictionary else (part,)
    return "|".join(piece[:1].upper() + piece[1:] for piece in parts if piece)


def _middle(tokens: tuple[Token, ...]) -> Token | None:
    """Where a long sentence can best be divided: at the joining word nearest to its middle."""
    joints = [
        (abs(index - len(tokens) // 2), token.start, token)
        for index, token in enumerate(tokens)
        if token.lower in lists()["verbinder"] or token.text in {",", "–", ";"}
    ]
    return min(joints)[2] if joints else None
