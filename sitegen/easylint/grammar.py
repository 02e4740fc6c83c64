"""Rules about how a sentence is built; they need the parts of speech."""

from collections.abc import Iterator
from functools import cache

from sitegen.easylint.clauses import Pair, Pairs, clause_from, finite_verbs, subordinate
from sitegen.easylint.dictionary import Tag
from sitegen.easylint.lists import lists
from sitegen.easylint.reading import Reading
from sitegen.easylint.sentences import Fault, Token

_WEAK = ("te", "ten", "test", "tet", "ete", "eten")


def two_statements(reading: Reading) -> Iterator[Fault]:
    """Two things said in one sentence, joined by `und` or merely by a comma."""
    pairs = reading.pairs
    finite = finite_verbs(pairs)
    if len(finite) < 2 or subordinate(pairs):
        return
    for index, (token, _) in enumerate(pairs):
        if not any(at < index for at in finite) or not any(at > index for at in finite):
            continue
        is_list = index + 1 in finite and (  # "essen und trinken", "ich male, nähe oder koche"
            index - 1 in finite or (index > 1 and pairs[index - 2][0].text == ",")
        )
        if token.lower in lists()["verbinder"] and not is_list:
            yield reading.sentence.fault("leicht-zwei-aussagen", token, wort=token.text)
            return
        if token.text in {",", "–", ";"} and not is_list and _has_subject(pairs, index):
            yield reading.sentence.fault("leicht-zwei-aussagen", token, wort=token.text)
            return


def subordinate_clauses(reading: Reading) -> Iterator[Fault]:
    """Clauses whose verb stands at the end."""
    found = subordinate(reading.pairs)
    if found:
        token, word = found
        advice = lists()["nebensatz"]
        values = {"wort": token.text, "rat": advice.get(word, advice["relativ"])}
        yield reading.sentence.fault("leicht-nebensatz", token, **values)


def genitives(reading: Reading) -> Iterator[Fault]:
    """`des Hauses`, `das Angebot der Stadt`, `Europas Städte`."""
    pairs = reading.pairs
    for index, (token, tag) in enumerate(pairs):
        if token.start in reading.names:
            continue
        noun = _noun_after(pairs, index)
        if noun is None:
            continue
        word, found = noun
        if token.lower in lists()["genitiv_begleiter"] and _ends_in_s(token, word, found):
            said = {"des": "von dem", "eines": "von einem"}.get(token.lower, "von")
            better = f"{said} {found.lemma}"
            yield reading.sentence.fault("leicht-genitiv", token, vorschlag=better)
            return
        if _is_second_noun(reading, index):
            better = f"von {_dative(token.lower, noun)}"
            yield reading.sentence.fault("leicht-genitiv", token, vorschlag=better)
            return
        if _is_place(reading, token, tag) and index + 1 < len(pairs):
            better = f"{word.text} von {token.text[:-1]}"
            yield reading.sentence.fault("leicht-genitiv", token, vorschlag=better)
            return


def passives(reading: Reading) -> Iterator[Fault]:
    """`wird geprüft`: nobody says who does it."""
    pairs = reading.pairs
    for index, (token, tag) in enumerate(pairs):
        if token.lower == "worden" or (_is_participle(pairs, index) and _has_werden(pairs, index)):
            verb = tag.lemma if token.lower != "worden" else pairs[index - 1][1].lemma
            yield reading.sentence.fault("leicht-passiv", token, wort=token.text, verb=verb)
            return


def past_tense(reading: Reading) -> Iterator[Fault]:
    """`ging`, `besuchte`: spoken German says `ist gegangen`, `hat besucht`."""
    for token, tag in reading.pairs:
        if not tag.pos.startswith("VV(FIN") or token.is_capital:
            continue
        if _is_past(token.lower, tag):
            yield reading.sentence.fault("leicht-praeteritum", token, wort=token.text)


def indirect_speech(reading: Reading) -> Iterator[Fault]:
    """What somebody says, in other words: `Sie sagt, sie kommt gern.`."""
    pairs = reading.pairs
    for index, (token, tag) in enumerate(pairs):
        follows = pairs[index + 1 :]
        if len(follows) < 3 or follows[0][0].text != "," or not tag.pos.startswith("VV"):
            continue
        first = follows[1][0].lower
        is_speech = first in lists()["personen"] or first in lists()["gesagtes"]
        if is_speech and tag.lemma.lower() in lists()["sagen"]:
            yield reading.sentence.fault("leicht-indirekte-rede", token, wort=token.text)
            return


def _has_subject(pairs: Pairs, index: int) -> bool:
    """Whether a main clause of its own follows: somebody, and a verb that comes first or second."""
    clause = clause_from(pairs, index + 1)
    finite = finite_verbs(clause)
    persons = [
        at
        for at, (token, tag) in enumerate(clause)
        if token.lower in lists()["personen"] or (tag.pos in {"NN", "NE"} and token.is_capital)
    ]
    return bool(finite and persons) and finite[0] <= 2 and finite[0] < len(clause) - 1


def _noun_after(pairs: Pairs, index: int) -> Pair | None:
    """The noun that a word belongs to, with adjectives between them."""
    for token, tag in pairs[index + 1 : index + 4]:
        if tag.pos in {"NN", "NE", "NNA", "NNI"} and token.is_capital:
            return token, tag
        if not tag.pos.startswith("ADJ(A") and tag.pos != "CARD":
            return None
    return None


def _ends_in_s(token: Token, noun: Token, tag: Tag) -> bool:
    if token.lower == "des":
        return True
    lemma = tag.lemma.lower()
    is_other = noun.lower != lemma and (noun.lower.endswith("es") or not lemma.endswith("s"))
    return noun.lower.endswith("s") and is_other


def _is_second_noun(reading: Reading, index: int) -> bool:
    """`das Angebot der Stadt`; but not what is given to somebody."""
    pairs = reading.pairs
    token = pairs[index][0]
    if index == 0 or token.lower not in lists()["genitiv_nach"] or token.is_capital:
        return False
    before, tag = pairs[index - 1]
    is_noun = tag.pos in {"NN", "NNI", "NNA"} and before.is_capital and before.kind == "word"
    gives = any(
        other.pos.startswith("VV") and other.lemma.lower() in lists()["mit_dativ"]
        for _, other in pairs
    )
    return is_noun and not gives


def _is_place(reading: Reading, token: Token, tag: Tag) -> bool:
    return (
        tag.pos == "NE" and token.lower.endswith("s") and reading.known.knows_place(token.text[:-1])
    )


def _dative(word: str, noun: Pair) -> str:
    """`von der Stadt`, `von den Angeboten`, `von vielen Menschen`."""
    token, tag = noun
    is_plural = word.endswith("r") and token.lower != tag.lemma.lower()
    many = token.text if token.lower.endswith(("n", "s")) else f"{token.text}n"
    plurals = lists()["mehrzahl"]
    if word in plurals:
        return f"{plurals[word]} {many}"
    return f"den {many}" if word == "der" and is_plural else f"{word} {token.text}"


def _is_participle(pairs: Pairs, index: int) -> bool:
    token, tag = pairs[index]
    return token.kind == "word" and not token.is_capital and tag.pos == "VV(PP)"


def _has_werden(pairs: Pairs, index: int) -> bool:
    """Whether `werden` makes a passive of the participle: before it, or right after it."""
    helpers = lists()["werden"]
    if any(token.lower in helpers for token, _ in pairs[index + 1 : index + 3]):
        return True
    has_before = any(token.lower in helpers for token, _ in pairs[:index])
    is_other = any(tag.pos in {"VA(INF)", "VV(INF)"} for _, tag in pairs[index + 1 :])
    return has_before and not is_other


def _is_past(word: str, tag: Tag) -> bool:
    if word.endswith(_WEAK):
        stem = tag.lemma.lower().removesuffix("n").removesuffix("e")
        if word.startswith(stem) and word.removeprefix(stem) in _WEAK:
            return True
    if not word.endswith(_past_forms()):
        return False
    befores = (word.removesuffix(form) for form in _past_forms() if word.endswith(form))
    return any(not before or before in lists()["vorsilben"] for before in befores)


@cache
def _past_forms() -> tuple[str, ...]:
    """`ging`, `gingen`, `gingst` …, of all strong verbs."""
    endings = ("", "en", "st", "t", "n")
    return tuple(strong + ending for strong in lists()["vergangenheit"] for ending in endings)
