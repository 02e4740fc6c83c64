"""Rules about words: compounds that want splitting, rare words, things made of verbs."""

from collections.abc import Iterator

from sitegen.easylint.lengths import is_long, split
from sitegen.easylint.lists import lists
from sitegen.easylint.reading import Reading
from sitegen.easylint.sentences import Fault, Token

_SHORT = 9  # letters of a compound that is still read at a glance
_FEW = 4
_JOINTS = ("", "s", "es", "n", "en")
_ENDINGS = ("", "e", "en", "er", "es", "em", "n", "s")
_CONTENT = ("NN", "NE", "VV", "ADJ", "ADV", "FM", "XY")


def compounds(reading: Reading) -> Iterator[Fault]:
    """Words of two and more words, without a bar between them."""
    for token, part in _nouns(reading):
        if _is_compound(part, reading):
            words = {"wort": part, "vorschlag": split(part, reading)}
            yield reading.sentence.fault("leicht-wort-ungetrennt", token, **words)


def hard_words(reading: Reading) -> Iterator[Fault]:
    """Words that are rare, not explained in the glossary and not on the list of known words."""
    open_words = {token.start for token in reading.open_words}
    for index, (token, tag) in enumerate(reading.pairs):
        if token.start not in open_words or not tag.pos.startswith(_CONTENT):
            continue
        if _is_street(token, reading) or _is_called(reading, index):
            continue
        for part in token.parts:
            if _is_hard(part, tag.pos, reading):
                yield reading.sentence.fault("leicht-wort-schwer", token, wort=part)
                break


def nominal_style(reading: Reading) -> Iterator[Fault]:
    """Two and more things that are made of verbs."""
    found = [
        token
        for token, tag in reading.pairs
        if tag.pos == "NN" and token.is_capital and _is_nominal(token)
    ]
    if len(found) > 1:
        words = {"wort": found[0].text, "zweites": found[1].text}
        yield reading.sentence.fault("leicht-nominalstil", found[0], **words)


def _nouns(reading: Reading) -> Iterator[tuple[Token, str]]:
    open_words = {token.start for token in reading.open_words}
    for token, tag in reading.pairs:
        if token.start in open_words and tag.pos == "NN" and token.is_capital:
            for part in token.parts:
                if not reading.known.knows_word(part) and not is_long(part):
                    yield token, part


def _is_compound(part: str, reading: Reading) -> bool:
    if len(part) <= _SHORT or not part[1:].islower() or _is_whole(part):
        return False
    return "|" in split(part, reading)


def _is_whole(part: str) -> bool:
    """Whether a word counts as one in spite of its parts, with any ending."""
    word = part.lower()
    return any(word.removesuffix(ending) in lists()["ungetrennt"] for ending in (*_JOINTS, "e"))


def _is_called(reading: Reading, index: int) -> bool:
    """Whether a word is somebody's name, or that of a place: `Frau Öztürk`, `in Plochingen`."""
    token, tag = reading.pairs[index]
    before, kind = reading.pairs[index - 1] if index else (token, tag)
    if tag.pos == "NE":
        is_after_name = kind.pos in {"NE", "NN", "APPR", "APPRART"}
        return index == 0 or is_after_name or before.lower in lists()["vor_namen"]
    towns = tuple(lists()["endungen_von_orten"])
    return kind.pos == "APPR" and token.is_capital and token.lower.endswith(towns)


def _is_street(token: Token, reading: Reading) -> bool:
    after = [other for other in reading.sentence.tokens if other.start > token.start]
    has_number = bool(after) and after[0].kind == "number"
    streets = tuple(lists()["endungen_von_strassen"])
    return token.lower.endswith(streets) and (has_number or len(token.parts) > 2)


def _is_hard(part: str, pos: str, reading: Reading) -> bool:
    dictionary = reading.dictionary
    if dictionary is None or len(part) < _FEW or not part.isalpha() or part.isupper():
        return False
    if reading.known.knows_word(part) or reading.known.is_of_name(part) or is_long(part):
        return False
    if len(part) > _SHORT and _is_compound(part, reading):
        return False  # said already
    if any(part.lower().removesuffix(ending) in lists()["schwer"] for ending in _ENDINGS):
        return True
    return not any(map(dictionary.is_common, _forms(part, pos)))


def _forms(part: str, pos: str) -> Iterator[str]:
    """What a word may be a form of: `Prüf|Gruppe`, `Weihnachts|Tag`, `ich bastle`, `mitspielen`."""
    yield part
    for joint in ("s", "es", "n", "en"):
        if part.endswith(joint):
            yield part.removesuffix(joint)
    yield from (f"{part}en", f"{part}e")
    if part.endswith("le"):
        yield f"{part[:-2]}eln"
    if pos.startswith(("VV", "NNI")):
        for prefix in lists()["vorsilben"]:
            if part.lower().startswith(prefix) and len(part) > len(prefix) + _FEW:
                yield part[len(prefix) :].lower()


def _is_nominal(token: Token) -> bool:
    word = token.parts[-1].lower() if token.parts else ""
    single = word.removesuffix("en")
    is_thing = single in lists()["keine_nominalisierung"]
    return single.endswith(tuple(lists()["nominale_endungen"])) and not is_thing and len(single) > 6
