"""Listed offers -> facets: by which values one can choose, and which offers each value has.

The finder, its counts and the facet pages all read this. Ids are German and ASCII, because
they stand in addresses. What nobody knows is the value `unbekannt`, never "no"; what nobody
has checked counts only while it is current, as on cards and in timetables. Chosen values of
one facet widen the result, those of different facets narrow it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from sitegen.dates import WEEKDAYS
from sitegen.derive import districts_of, reaches_all, sort_text
from sitegen.fields import YesNo, language_name
from sitegen.models import ContentType, Record
from sitegen.models.blocks import LowThreshold
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Term
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.timetable import Series, Timetable
from sitegen.visibility import current_costs

FEATURES = "/merkmale/"  # where values have their pages
UNKNOWN = "unbekannt"
EVERYWHERE = "ganze-stadt"
NOON, EVENING = time(12), time(17)

Group = Literal["was", "wo", "wann", "wer", "wie"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that at least one listed offer has; `offers` are their ids in title order.

    Its name is `label`, which comes from content, or else the interface text `label_key`.
    """

    id: str
    offers: tuple[str, ...]
    label: str = ""
    label_key: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What one can choose by; `label_key` is its name, `group` where it stands in the form."""

    id: str
    group: Group
    values: tuple[Value, ...]
    label_key: str


Names: TypeAlias = Mapping[str, tuple[str, str]]


class _Definition(NamedTuple):
    """A facet without its offers; `names` gives (label, key of a label) by value, in order."""

    id: str
    group: Group
    label_key: str
    names: Callable[[Site], Names]


# Facets whose values are records with names, synonyms and pages of their own.
TERMS: Mapping[str, ContentType[Term]] = {
    "thema": TOPIC,
    "bezirk": DISTRICT,
    "zielgruppe": AUDIENCE,
}
_COSTS = {
    "kostet-nichts": "costs.kostenlos",
    "spende": "costs.spende",
    "verzehr": "costs.verzehr",
    "kostet-etwas": "facet.costs_something",
    "bonuscard": "reduction.bonuscard",
    "familiencard": "reduction.familiencard",
    "studierende": "reduction.studierende",
    "senioren": "reduction.senioren",
    "andere": "reduction.andere",
}
_COST_KINDS = {
    "kostenlos": "kostet-nichts",
    "spende": "spende",
    "verzehr": "verzehr",
    "fest": "kostet-etwas",
    "gestaffelt": "kostet-etwas",
    "unbekannt": UNKNOWN,
}
_DAYS = tuple(day.lower() for day in WEEKDAYS)
_HOURS = ("vormittags", "nachmittags", "abends")
_MODES = {
    "vor_ort": ("vor-ort",),
    "hybrid": ("vor-ort", "online"),
    "online": ("online",),
    "telefon": ("telefon",),
    "hausbesuch": ("hausbesuch",),
}
_MODE_KEYS = {values[0]: f"mode.{mode}" for mode, values in _MODES.items() if mode != "hybrid"}
_YES_NO = {"ja": "group.is_yes", "nein": "group.is_no"}
_UNKNOWN_KEY = "group.is_unknown"
# Facets by field; they are named by the keys that editors write.
_THRESHOLD = {
    field: str(info.alias).replace("_", "-") for field, info in LowThreshold.model_fields.items()
}


def _terms(content_type: ContentType[Term], site: Site) -> Names:
    terms = site.catalogue.of(content_type)
    return {name: (record.content.name, "") for name, record in terms.items()}


def _districts(site: Site) -> Names:
    return {**_terms(DISTRICT, site), EVERYWHERE: ("", "facet.everywhere")}


def _languages(site: Site) -> Names:
    offers = site.catalogue.of(OFFER)
    codes = {code for offer_id in site.offers for code in offers[offer_id].content.languages}
    names = {code: language_name(code) for code in codes}
    return {code: (names[code], "") for code in sorted(codes, key=lambda c: sort_text(names[c]))}


def _keys(keys: Mapping[str, str]) -> Callable[[Site], Names]:
    names = {value: ("", key) for value, key in keys.items()}
    return lambda _site: names


_DEFINITIONS = (
    _Definition("thema", "was", "nav.thema", partial(_terms, TOPIC)),
    _Definition("bezirk", "wo", "nav.stadtbezirk", _districts),
    _Definition("modus", "wo", "facet.mode", _keys(_MODE_KEYS)),
    _Definition("stufenlos", "wo", "access.step_free", _keys(_YES_NO)),
    _Definition("tag", "wann", "facet.day", _keys({day: f"facet.{day}" for day in _DAYS})),
    _Definition("zeit", "wann", "facet.time", _keys({hour: f"facet.{hour}" for hour in _HOURS})),
    _Definition("zielgruppe", "wer", "nav.zielgruppe", partial(_terms, AUDIENCE)),
    _Definition("sprache", "wer", "fact.languages", _languages),
    _Definition("kosten", "wie", "fact.costs", _keys(_COSTS)),
    *(
        _Definition(name, "wie", f"threshold.{field}", _keys(_YES_NO))
        for field, name in _THRESHOLD.items()
    ),
)
FACETS = tuple(it.id for it in _DEFINITIONS)


def feature_url(facet_id: str, value_id: str) -> str:
    """The page of a value that is no record."""
    return f"{FEATURES}{facet_id}-{value_id}/"


def facets_of(site: Site) -> tuple[Facet, ...]:
    """All facets with the values that listed offers have, in the order of the form."""
    offers = site.catalogue.of(OFFER)
    having: dict[str, dict[str, list[str]]] = {}
    for offer_id in site.offers:
        for facet_id, values in values_of(offers[offer_id], site).items():
            for value in values:
                having.setdefault(facet_id, {}).setdefault(value, []).append(offer_id)
    return tuple(
        Facet(it.id, it.group, _named(it.names(site), having[it.id]), it.label_key)
        for it in _DEFINITIONS
        if it.id in having
    )


def values_of(record: Record[Offer], site: Site) -> Mapping[str, tuple[str, ...]]:
    """The ids of an offer's values by facet, the most important first; none where none applies."""
    offer = record.content
    times = site.timetables.get((OFFER.name, record.id), Timetable())
    series = [it for it in times.series if it.until is None or it.until >= site.today]
    facts = offer.low_threshold
    found = {
        "thema": tuple(offer.topics),
        "bezirk": _areas(offer, site),
        "zielgruppe": tuple(offer.audiences),
        "sprache": tuple(offer.languages) or (UNKNOWN,),
        "kosten": _costs(record, site),
        "tag": _days(series),
        "zeit": _hours(series),
        "modus": _MODES[offer.mode],
        **{name: (getattr(facts, field).value,) for field, name in _THRESHOLD.items()},
        "stufenlos": _step_free(offer, site),
    }
    return {facet_id: tuple(dict.fromkeys(values)) for facet_id, values in found.items() if values}


def _named(names: Names, offers: Mapping[str, list[str]]) -> tuple[Value, ...]:
    """The values that occur, in the order of their names; what is unknown comes last."""
    names = {**names, UNKNOWN: ("", _UNKNOWN_KEY)}
    return tuple(
        Value(value, tuple(offers[value]), label, label_key)
        for value, (label, label_key) in names.items()
        if value in offers
    )


def _areas(offer: Offer, site: Site) -> tuple[str, ...]:
    everywhere = (EVERYWHERE,) if reaches_all(offer) else ()
    return (*districts_of(offer, site.catalogue), *everywhere) or (UNKNOWN,)


def _costs(record: Record[Offer], site: Site) -> tuple[str, ...]:
    costs = current_costs(record.content.costs, site.standing(record), site.today)
    if costs is None:
        return (UNKNOWN,)
    return (_COST_KINDS[costs.kind], *costs.reductions)


def _days(series: Iterable[Series]) -> tuple[str, ...]:
    """The days of the week on which it regularly takes place."""
    days = {day for it in series for day in it.rhythm.weekdays}
    return tuple(_DAYS[day] for day in sorted(days)) or (UNKNOWN,)


def _hours(series: Sequence[Series]) -> tuple[str, ...]:
    """The parts of the day that its hours touch; without an end the one in which it begins."""
    found = {hour for it in series for hour in _parts(it.start, it.end)}
    return tuple(hour for hour in _HOURS if hour in found) or (UNKNOWN,)


def _parts(start: time | None, end: time | None) -> Iterator[str]:
    if start is None:
        return
    until = end or start
    if until < start or end == time(0):
        until = time.max  # into the night
    if start < NOON:
        yield "vormittags"
    if start < EVENING and (start >= NOON or until > NOON):
        yield "nachmittags"
    if start >= EVENING or until > EVENING:
        yield "abends"


def _step_free(offer: Offer, site: Site) -> tuple[str, ...]:
    """What is known of its public places; nothing where one goes to no place."""
    if "vor-ort" not in _MODES[offer.mode]:
        return ()
    venues = site.catalogue.of(VENUE)
    blocks = [
        venues[name].content.accessibility
        for name in offer.venues
        if site.is_listed((VENUE.name, name))
    ]
    states = [block.step_free if block else YesNo.UNKNOWN for block in blocks]
    return tuple(state.value for state in states) or (UNKNOWN,)
