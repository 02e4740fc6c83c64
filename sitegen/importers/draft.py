"""Series -> the record an editor gets: its keys in the order of the model, and its text in YAML.

It is never public: its state is `eingang`, nobody has checked it, and what the calendar does
not say is not there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic_core import PydanticCustomError

from sitegen.addresses import parse_web_address
from sitegen.importers.ics import Entry, LeftOutError, Series
from sitegen.importers.places import Venues, place_of
from sitegen.importers.schedule import Keys, Plain, Window, schedule_of
from sitegen.importers.wording import (
    as_prose,
    cut,
    first_sentence,
    is_meeting,
    without_addresses,
    words_of,
)
from sitegen.models.base import Content
from sitegen.models.event import Event
from sitegen.rhythms import listed

_TITLE, _SUMMARY, _TEXT, _UID = 90, 160, 4_000, 200
# What YAML takes for text as it stands: no mark that begins anything, no colon, no comment.
_BARE = re.compile(r"[A-Za-zÄÖÜäöüß0-9„](?:[^\W_]|_(?=[a-z])|[ ,.;!?()/&„“+–·…@-]|:(?=\S))*")
_ABSENT = frozenset(["null", "Null", "NULL"])


@dataclass(frozen=True, slots=True)
class Source:
    """Whose calendar it is, on which day it was read, and who organises what is in it."""

    calendar: str
    on: date
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be written, and what an editor has to know about it."""

    keys: Keys
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(_lines(self.keys, 0)) + "\n"


def draft_of(series: Series, source: Source, window: Window, venues: Venues) -> Draft:
    """The record; raises `LeftOutError` with the reason why there is none."""
    entry = series.head
    if entry.is_private:
        raise LeftOutError("ist im Kalender als privat gekennzeichnet")
    title = words_of(without_addresses(entry.title), entry.people).text
    if not title:
        raise LeftOutError("hat keinen Titel, der übernommen werden darf")
    schedule = schedule_of(series, window, venues)
    place = place_of(entry.place, venues)
    words, word_notes = _words(entry, title)
    web, web_notes = _web(entry)
    keys: dict[str, Plain] = {
        "titel": cut(title, _TITLE),
        **words,
        **schedule.keys,
        **({"veranstalter": [source.organisation]} if source.organisation else {}),
        **({"modus": "online"} if place.is_online else {}),
        **place.keys(),
        **({"kontakt": {"web": web}} if web else {}),
        **({"stand": "geplant"} if entry.status == "TENTATIVE" else {}),
        "herkunft": {"kalender": source.calendar, "uid": kept_uid(series.uid)},
        "pflege": {
            "status": "eingang",
            "quellen": [
                {"art": "sonstiges", "datum": source.on.isoformat(), "titel": source.calendar}
            ],
        },
    }
    notes = (*schedule.notes, *place.notes, *word_notes, *web_notes)
    return Draft(in_model_order(keys, Event), tuple(dict.fromkeys(notes)))


def kept_uid(uid: str) -> str:
    """The uid as a record keeps it: as it is, or a sign of it where it does not fit."""
    is_line = len(uid) <= _UID and uid.isprintable()
    return uid if is_line else f"sha256-{sha256(uid.encode('utf-8', 'replace')).hexdigest()}"


def in_model_order(keys: Mapping[str, Plain], model: type[Content]) -> Keys:
    """The keys of a record in the order in which its model declares them."""
    order = [field.alias for field in model.model_fields.values()]
    return dict(sorted(keys.items(), key=lambda pair: order.index(pair[0])))


def _words(entry: Entry, title: str) -> tuple[dict[str, Plain], tuple[str, ...]]:
    """`kurz` and `text`, and what of the description is not in them."""
    found = words_of(entry.text, entry.people)
    notes = []
    if len(title) > _TITLE:
        notes.append("Der Titel ist gekürzt.")
    if found.dropped:
        notes.append(f"Sätze mit diesen Angaben fehlen: {listed(found.dropped)}.")
    if found.has_meeting:
        notes.append("Im Text stand der Link zu einem Treffen im Netz. Prüfen: online?")
    sentence = first_sentence(found.text)
    if not sentence:
        notes.append("kurz: Es gibt keine Beschreibung; bitte einen Satz schreiben.")
        return {"kurz": cut(title, _SUMMARY)}, tuple(notes)
    keys: dict[str, Plain] = {"kurz": cut(sentence, _SUMMARY)}
    if " ".join(found.text.split()) != sentence or len(sentence) > _SUMMARY:
        prose = as_prose(_shortened(found.text))
        if prose:
            keys["text"] = prose + "\n"
        else:
            notes.append("Die Beschreibung ist nicht übernommen: Sie passt nicht in lange Texte.")
    return keys, tuple(notes)


def _shortened(text: str) -> str:
    if len(text) <= _TEXT:
        return text
    return text[:_TEXT].rpartition(" ")[0].rstrip(" ,;:–-") + " …"


def _web(entry: Entry) -> tuple[str | None, tuple[str, ...]]:
    """The address of a page about it, never one by which somebody takes part."""
    if not entry.web:
        return None, ()
    if is_meeting(entry.web):
        return None, ("Der Link zu einem Treffen im Netz ist nicht übernommen. Prüfen: online?",)
    try:
        address = parse_web_address(entry.web)
    except PydanticCustomError:
        address = ""
    if not address.startswith("https:"):
        return None, ("Die Web-Adresse ist nicht übernommen: Sie beginnt nicht mit https.",)
    return address, ()


# --- YAML ----------------------------------------------------------------------------------


def _lines(keys: Mapping[str, Plain], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in keys.items():
        if isinstance(value, str):
            yield from _text(f"{margin}{key}:", value, indent + 2)
        elif isinstance(value, Mapping):
            yield f"{margin}{key}:"
            yield from _lines(value, indent + 2)
        else:
            yield f"{margin}{key}:"
            for item in value:
                yield from _item(item, indent + 2)


def _item(item: Plain, indent: int) -> Iterator[str]:
    margin = " " * indent
    if isinstance(item, Mapping):
        first, *others = _lines(item, indent + 2)
        yield f"{margin}- {first.lstrip()}"
        yield from others
    elif isinstance(item, str):
        yield from _text(f"{margin}-", item, indent + 2)


def _text(head: str, value: str, indent: int) -> Iterator[str]:
    if "\n" in value:
        yield f"{head} |"
        for line in value.removesuffix("\n").split("\n"):
            yield " " * indent + line if line else ""
        return
    is_bare = _BARE.fullmatch(value) and not value.endswith((":", " ")) and value not in _ABSENT
    yield f"{head} {value}" if is_bare else f"{head} '{value.replace(chr(39), chr(39) * 2)}'"
