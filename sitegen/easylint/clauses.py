"""Where clauses begin, and which verbs stand in them."""

from collections.abc import Sequence
from typing import TypeAlias

from sitegen.easylint.dictionary import Tag
from sitegen.easylint.lists import lists
from sitegen.easylint.sentences import Token

Pair: TypeAlias = tuple[Token, Tag]
Pairs: TypeAlias = Sequence[Pair]

_JOINING = frozenset(["KOUS", "KOKOM", "PWAV", "APPR", "ADV", "KON", "PROAV"])


def finite_verbs(pairs: Pairs) -> tuple[int, ...]:
    """Where the verbs stand that belong to a subject, or ask somebody to do something."""
    found: list[int] = []
    is_helped = False  # after `können` what looks like a verb is an infinitive
    for index, (token, tag) in enumerate(pairs):
        is_noun = token.is_capital and index > 0 and pairs[index - 1][0].kind != "sign"
        if not tag.is_finite or token.kind != "word" or is_noun:
            continue
        if is_helped and token.lower.endswith("n") and not _is_near_person(pairs, index):
            continue
        found.append(index)
        is_helped = is_helped or tag.pos.startswith("VM") or tag.lemma in {"werden", "lassen"}
    return tuple(found)


def subordinate(pairs: Pairs) -> tuple[Token, str] | None:
    """The word that begins a subordinate clause, as it stands and in small letters."""
    for index, (token, _) in enumerate(pairs):
        is_after_comma = index > 0 and pairs[index - 1][0].text == ","
        is_first = index == 0 and any(other.text == "," for other, _ in pairs)
        may_begin = is_after_comma or is_first or _follows_preposition(pairs, index)
        if may_begin and _leads(pairs, index):
            return token, token.lower
    return None


def clause_from(pairs: Pairs, start: int) -> Pairs:
    """From a word to the next comma or the end."""
    for index in range(start + 1, len(pairs)):
        if pairs[index][0].kind == "sign":
            return pairs[start:index]
    return pairs[start:]


def _leads(pairs: Pairs, index: int) -> bool:
    """Whether a word makes the clause that it begins a subordinate one."""
    token, tag = pairs[index]
    word = token.lower
    clause = clause_from(pairs, index)
    if word in lists()["mit_zu"]:
        return any(other.lower == "zu" or "(IZU)" in found.pos for other, found in clause)
    if word in lists()["fragend"] or (word in lists()["relativ"] and index > 0):
        return _verb_is_last(clause)
    if word not in lists()["nebensatz"] or tag.pos not in _JOINING:
        return False
    return word not in lists()["auch_im_hauptsatz"] or _verb_is_last(clause)


def _is_near_person(pairs: Pairs, index: int) -> bool:
    near = (*pairs[max(index - 1, 0) : index], *pairs[index + 1 : index + 2])
    return any(token.lower in lists()["personen"] for token, _ in near)


def _follows_preposition(pairs: Pairs, index: int) -> bool:
    """`, in der …`, `, mit denen …`."""
    return (
        index > 1
        and pairs[index - 1][1].pos == "APPR"
        and pairs[index - 2][0].text == ","
        and pairs[index][0].lower in lists()["relativ"]
    )


def _verb_is_last(clause: Pairs) -> bool:
    return len(clause) > 1 and clause[-1][1].pos.startswith(("VV", "VA", "VM"))
