"""A record -> what we believe of it, and what is still to be asked, by the table `fragen.toml`.

The table names keys as editors write them, so a new field needs one line there and none here.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from sitegen.dates import Moment, date_de, moment_de
from sitegen.describe import FieldNote, describe
from sitegen.fields import PhoneNumber, YesNo, language_names
from sitegen.models import CONTENT_TYPES
from sitegen.models.blocks import Evidence
from sitegen.models.event import Event
from sitegen.models.offer import CITY_WIDE, NATION_WIDE
from sitegen.models.venue import Venue
from sitegen.rhythms import Rhythm
from sitegen.schedules import last_day
from sitegen.site import AnyRecord, Site, title_of
from sitegen.texts import MAIN
from sitegen.visibility import is_private_person

_FILE = "fragen.toml"
_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
# What is no value but says that there is none.
_NOTHING = (None, "", "unbekannt", YesNo.UNKNOWN)
# What is not on the page of a place whose address is not shown in full.
_WHERE = frozenset(["strasse", "plz", "haltestelle", "eingang"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table; see there for what the keys mean."""

    fields: tuple[str, ...]
    name: str
    question: str
    words: str
    target: str
    year: str
    modes: tuple[str, ...]
    or_provider: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What we believe; `year` is empty where nobody knows what it is proven for."""

    name: str
    text: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: the keys it fills in, and whether to tick an answer, to write one, or both."""

    fields: tuple[str, ...]
    text: str
    has_boxes: bool
    has_line: bool


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(_FILE).read_text("utf-8"))


@cache
def entries(type_name: str) -> tuple[Entry, ...]:
    """The lines of the table for one type of record."""
    return tuple(_entry(row) for row in _table().get(type_name, ()))


def _entry(row: Mapping[str, Any]) -> Entry:
    field = row["feld"]
    return Entry(
        fields=(field,) if isinstance(field, str) else tuple(field),
        name=row["name"],
        question=row.get("frage", ""),
        words=row.get("worte", ""),
        target=row.get("verweis", ""),
        year=row.get("jahr", ""),
        modes=tuple(row.get("modus", ())),
        or_provider=row.get("oder") == "anbieter",
        answer=row.get("antwort", ""),
    )


def labels() -> Mapping[str, str]:
    """The types of record that stand on sheets, in that order, by their German names."""
    found: Mapping[str, str] = _table()["arten"]
    return found


def name_of(key: str) -> str:
    """What stands for something that has no name of its own, or none that may be shown."""
    return str(_table()["namen"][key])


def facts(record: AnyRecord, site: Site) -> tuple[Fact, ...]:
    """Everything that is known of a record and may be said, in the order of the table."""
    return tuple(_facts(record, site))


def _facts(record: AnyRecord, site: Site) -> Iterator[Fact]:
    for entry in _open(record):
        values = [value for field in entry.fields for value in read(record.content, field)]
        told = ", ".join(dict.fromkeys(_said(value, entry, site) for value in values))
        if told:
            years = read(record.content, entry.year) if entry.year else ()
            yield Fact(entry.name, told, ", ".join(map(said, years)))


def questions(
    record: AnyRecord,
    site: Site,
    provider: AnyRecord | None = None,
    *,
    asks_provider: bool = False,
) -> tuple[Question, ...]:
    """What is not known of a record; nothing about what is over.

    What the provider says may do, or will say because the same sheet asks it (`asks_provider`).
    """
    if isinstance(record.content, Event) and last_day(record.content) < site.today:
        return ()
    return tuple(
        _question(entry, record.type_name)
        for entry in _open(record)
        if entry.question
        and not (entry.or_provider and asks_provider)
        and _is_asked(entry, record, provider)
    )


def _question(entry: Entry, type_name: str) -> Question:
    is_yes_or_no = note_at(type_name, entry.fields[0]).kind == "ja/nein/unbekannt"
    answer = entry.answer or ("haken" if is_yes_or_no else "zeile")
    return Question(entry.fields, entry.question, answer != "zeile", answer != "haken")


def _is_asked(entry: Entry, record: AnyRecord, provider: AnyRecord | None) -> bool:
    mode = getattr(record.content, "mode", "")
    if entry.modes and mode not in entry.modes:
        return False
    leading = entry.fields[0]
    is_theirs = entry.or_provider and provider and read(provider.content, leading)
    return not (read(record.content, leading) or is_theirs)


def _open(record: AnyRecord) -> Iterator[Entry]:
    """The lines that may be shown: of people and of hidden places no more than on their pages."""
    is_person, content = is_private_person(record), record.content
    is_hidden = isinstance(content, Venue) and content.shown_as != "voll"
    for entry in entries(record.type_name):
        is_contact = entry.fields[0].startswith("kontakt.")
        if not (is_person and is_contact) and not (is_hidden and entry.fields[0] in _WHERE):
            yield entry


def sources(record: AnyRecord) -> tuple[str, ...]:
    """Where its facts come from: kind, year or day, and name or host; newest first."""
    care = getattr(record.content, "care", record.content)
    found: Sequence[Evidence] = getattr(care, "evidence", [])
    newest = sorted(found, key=lambda source: -(source.year or 0))
    return tuple(dict.fromkeys(_source(source) for source in newest))


def _source(source: Evidence) -> str:
    kind = _table()["quellen"][source.kind]
    when = str(source.year or (source.on and source.on.year) or name_of("ohne_jahr"))
    host = urlsplit(source.address or "").hostname or ""
    where = source.title or host.removeprefix("www.")
    return f"{kind} {when} ({where})" if where else f"{kind} {when}"


def read(value: object, path: str) -> tuple[object, ...]:
    """All values at a dotted path of keys, lists one by one; what is not known is left out."""
    if isinstance(value, list):
        return tuple(found for item in value for found in read(item, path))
    if not path:
        return () if value in _NOTHING else (value,)
    key, _, rest = path.partition(".")
    return read(_under(value, key), rest) if isinstance(value, BaseModel) else ()


def _under(block: BaseModel, key: str) -> object:
    fields = type(block).model_fields
    return next((getattr(block, name) for name, f in fields.items() if f.alias == key), None)


@cache
def note_at(type_name: str, path: str) -> FieldNote:
    """What is known of the field at a dotted path; raises `KeyError` where there is none."""
    notes = describe(_TYPES[type_name].model)
    for key in path.split("."):
        note = {note.key: note for note in notes}[key]
        notes = note.fields
    return note


def _said(value: object, entry: Entry, site: Site) -> str:
    """A value in the words of the site, where there are any."""
    if not isinstance(value, str):
        return said(value)
    texts = site.catalogue.texts.get(MAIN, {})
    record = site.catalogue.get((entry.target, value))
    if record:
        return title_of(record)
    if value in {CITY_WIDE, NATION_WIDE} or entry.fields == ("sprachen",):
        return _keyword(value, texts, site.catalogue.config.city)
    return texts.get(f"{entry.words}.{value}", value)


def _keyword(word: str, texts: Mapping[str, str], city: str) -> str:
    """Areas and languages: words that stand for themselves and for no record."""
    key = {CITY_WIDE: "where.city_wide", NATION_WIDE: "where.nation_wide"}.get(word, "")
    named = {**language_names(), "dgs": name_of("dgs")}
    return texts.get(key, "").replace("{city}", city) or named.get(word, word)


def said(value: object) -> str:
    """A value of any field in German words."""
    match value:
        case YesNo():
            return value.value
        case Decimal():
            return f"{value:.2f} Euro".replace(".", ",")
        case Moment():
            return f"{moment_de(value)}, {value.clock:%H:%M}" if value.clock else moment_de(value)
        case date():
            return date_de(value)
        case time():
            return f"{value:%H:%M}"
        case PhoneNumber():
            return value.display
        case Rhythm():
            return value.words
        case BaseModel():
            return _block(value)
        case _:
            return str(value)


def _block(block: BaseModel) -> str:
    """A block in one line: each key that says something, as the table has it said."""
    forms = _table()["bausteine"]
    found = ((f.alias or name, read(block, f.alias or name)) for name, f in _fields(block))
    told = ((key, " und ".join(map(said, values))) for key, values in found if values)
    return " ".join(
        forms[key].format(text) if key in forms else f"{key.replace('_', ' ')}: {text}"
        for key, text in told
    )


def _fields(block: BaseModel) -> Iterable[tuple[str, Any]]:
    return type(block).model_fields.items()
