"""Two Traits -> what makes them probably one thing; None where they are probably two.

A false alarm costs an editor's trust, so every rule asks for a name that agrees and for
something else that does, and gives way to whatever tells the two apart.
"""

from dataclasses import dataclass
from math import cos, hypot, radians

from sitegen.likeness import Likeness, compare, extra_words, is_slip
from sitegen.pairs.traits import Traits

_NEAR_METRES = 60
_METRES_PER_DEGREE = 111_200


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike the names are, and what else is equal: German words for editors."""

    name: Likeness
    shared: tuple[str, ...]


def like_offer(one: Traits, other: Traits) -> Agreement | None:
    """One offer entered twice, also with another spelling, provider's name or address."""
    if one.name.is_elsewhere(other.name) or _are_for_others(one, other):
        return None
    name = compare(one.name, other.name, one.weak | other.weak)
    if not name:
        return None
    agreement = Agreement(name, tuple(_shared(one, other)))
    has_provider = bool(one.providers & other.providers)
    common = frozenset[object](one.phones & other.phones) | (one.pages & other.pages)
    direct = common - one.shared_lines - other.shared_lines
    if name is Likeness.WITHIN:
        is_alike = (
            has_provider and direct and not _are_apart(one, other) and _adds_little(one, other)
        )
    elif _are_apart(one, other):
        is_alike = has_provider and direct and _may_have_moved(one, other)
    else:
        same_house = one.venues & other.venues and not _differ(one.slots, other.slots)
        is_alike = has_provider or common or same_house
    return agreement if is_alike else None


def like_event(one: Traits, other: Traits) -> Agreement | None:
    """One event entered twice: title and beginning, and no two places."""
    name = compare(one.name, other.name, one.weak | other.weak)
    if not name or one.name.is_elsewhere(other.name) or _differ(one.venues, other.venues):
        return None
    shared = tuple(_shared(one, other))
    if one.own.begin is None or other.own.begin is None:
        is_alike = one.own.begin is other.own.begin and name is not Likeness.WITHIN and bool(shared)
    elif one.own.begin.day is None or other.own.begin.day is None:
        same_month = (one.own.begin.year, one.own.begin.month) == (
            other.own.begin.year,
            other.own.begin.month,
        )
        is_alike = same_month and name is not Likeness.WITHIN and bool(shared)
    else:
        clocks = {one.own.begin.clock, other.own.begin.clock}
        is_alike = one.own.begin.first == other.own.begin.first and (
            len(clocks) == 1 or None in clocks
        )
        if name is Likeness.WITHIN:
            is_alike = is_alike and len(clocks) == 1 and bool(shared)
    return Agreement(name, ("gleicher Beginn", *shared)) if is_alike else None


def like_organisation(one: Traits, other: Traits) -> Agreement | None:
    """One body under one name or two; people who share a first name are two."""
    if one.name.is_elsewhere(other.name) or one.own.is_person or other.own.is_person:
        return None
    shared = tuple(_shared(one, other))
    name = compare(one.name, other.name)
    pairs = [(one.name, alias) for alias in other.names[1:]]
    pairs += [(alias, other.name) for alias in one.names[1:]]
    by_alias = max((compare(*pair) for pair in pairs), default=Likeness.NONE)
    strangers = _differ(one.pages, other.pages) + _differ(one.phones, other.phones)
    if max(name, by_alias) <= Likeness.WITHIN:
        is_within = max(name, by_alias) > 0 and one.name.places == other.name.places
        if (is_within or _is_initials(one, other)) and shared and not strangers:
            return Agreement(max(name, by_alias), shared)
        return None
    is_branch = one.name.places != other.name.places
    if not shared and (is_branch or strangers > (name is Likeness.SAME)):
        return None
    return Agreement(max(name, by_alias), shared)


def like_venue(one: Traits, other: Traits) -> Agreement | None:
    """One house under one name or two."""
    name = compare(one.name, other.name)
    near = _is_near(one, other)
    codes_differ = bool(one.own.postal_code and other.own.postal_code) and (
        one.own.postal_code != other.own.postal_code
    )
    same_address = bool(one.own.number) and (one.own.street, one.own.number) == (
        other.own.street,
        other.own.number,
    )
    if same_address and (name > Likeness.WITHIN or not codes_differ):
        return Agreement(name, ("gleiche Adresse",))
    if not name or one.name.is_elsewhere(other.name):
        return None
    if near and not (one.own.street and other.own.street and one.own.street != other.own.street):
        return Agreement(name, ("gleiche Lage",))
    if name is Likeness.WITHIN:
        return None
    if one.own.street and other.own.street:
        return Agreement(name, ("gleiche Straße",)) if _is_street_like(one, other) else None
    is_here = bool(one.districts & other.districts) or (
        bool(one.own.postal_code) and one.own.postal_code == other.own.postal_code
    )
    return Agreement(name, ("gleicher Stadtbezirk",)) if is_here and not codes_differ else None


def _shared(one: Traits, other: Traits) -> list[str]:
    """What is equal besides the name, in an editor's words."""
    found = (
        ("gleicher Anbieter", one.providers & other.providers),
        ("gleiche Adresse", one.venues & other.venues),
        ("gleiches Telefon", one.phones & other.phones),
        ("gleiche Web-Seite", one.pages & other.pages),
        ("gleiche Zeit", one.slots & other.slots),
    )
    return [word for word, common in found if common]


def _differ(one: frozenset[object], other: frozenset[object]) -> bool:
    """Whether both are known and nothing is common."""
    return bool(one and other) and not one & other


def _are_apart(one: Traits, other: Traits) -> bool:
    if one.venues & other.venues:
        return False
    places = _differ(one.venues, other.venues) or _differ(one.districts, other.districts)
    return places or one.own.is_remote != other.own.is_remote


def _are_for_others(one: Traits, other: Traits) -> bool:
    return _differ(one.audiences, other.audiences)


def _may_have_moved(one: Traits, other: Traits) -> bool:
    """Whether an old address explains the difference, rather than a second group."""
    if _differ(one.slots, other.slots):
        return False
    is_same = bool(one.slots & other.slots) or bool(one.districts & other.districts)
    return is_same or one.is_over or other.is_over


def _adds_little(one: Traits, other: Traits) -> bool:
    """Whether the longer name only explains the shorter: no numbers, no other people."""
    extra = extra_words(one.name, other.name)
    return not any(char.isdigit() for word in extra for char in word) and not (
        _differ(one.slots, other.slots) or one.audiences != other.audiences
    )


def _is_initials(one: Traits, other: Traits) -> bool:
    """„DRK“ and „Deutsches Rotes Kreuz“."""
    for short, long in ((one, other), (other, one)):
        letters = "".join(word[0] for word in long.name.words)
        if len(letters) > 2 and any(name.words == (letters,) for name in short.names):
            return True
    return False


def _is_near(one: Traits, other: Traits) -> bool:
    if one.own.point is None or other.own.point is None:
        return False
    south_north = one.own.point[0] - other.own.point[0]
    west_east = (one.own.point[1] - other.own.point[1]) * cos(radians(one.own.point[0]))
    return hypot(south_north, west_east) * _METRES_PER_DEGREE <= _NEAR_METRES


def _is_street_like(one: Traits, other: Traits) -> bool:
    """The same street where a number is missing or only its letter differs, or a slip in it."""
    numbers = {traits.own.number.rstrip("abcdefgh") for traits in (one, other)}
    if one.own.street == other.own.street:
        return len(numbers) == 1 or "" in numbers
    return len(numbers) == 1 and is_slip(one.own.street, other.own.street)
