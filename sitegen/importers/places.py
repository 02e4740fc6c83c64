"""LOCATION of a calendar -> where an event takes place, without a way into any meeting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.importers.wording import (
    cut,
    has_address,
    is_meeting,
    joined,
    without_addresses,
    words_of,
)
from sitegen.models import Record
from sitegen.models.event import Event
from sitegen.models.venue import Venue

Venues = Mapping[str, Record[Venue]]

_ONLINE = re.compile(
    r"(?:online|digital|virtuell|im netz|(?:microsoft )?teams|zoom|webex|skype|jitsi"
    r"|video-?konferenz)(?:[- ](?:besprechung|meeting|veranstaltung|treffen|konferenz))?",
    re.IGNORECASE,
)
_MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a record of a place, or words; `is_online` without any. `notes` are for an editor."""

    venue: str | None = None
    words: str = ""
    is_online: bool = False
    notes: tuple[str, ...] = ()

    def keys(self) -> Mapping[str, str | list[str]]:
        """What a record says of it."""
        if self.venue:
            return {"orte": [self.venue]}
        return {"ort_text": self.words} if self.words else {}

    def told(self, venues: Venues) -> str:
        """It in words for an editor."""
        name = venues[self.venue].content.name if self.venue else self.words
        return "online" if self.is_online else name


def place_of(written: str, venues: Venues) -> Place:
    """What the words mean; a place of ours is known by its name."""
    line = joined(", ".join(part for part in written.split("\n") if part.strip()))
    rest = without_addresses(line)
    words = words_of(rest)
    if is_meeting(line) or has_address(line):
        note = "Am Ort stand eine Web-Adresse oder ein Zugang; das ist nicht übernommen"
        if not words.text or _ONLINE.fullmatch(words.text):
            return Place(is_online=True, notes=(f"{note}. Prüfen: online?",))
        return Place(words=_words(words.text), notes=(f"{note}. Prüfen: auch online?",))
    if _ONLINE.fullmatch(rest):
        return Place(is_online=True)
    venue = next((name for name, it in venues.items() if _is_named(rest, it.content)), None)
    if venue:
        return Place(venue)
    notes = ("Der Ort enthielt persönliche Angaben; er fehlt.",) if words.dropped else ()
    return Place(words=_words(words.text), notes=notes)


def _words(text: str) -> str:
    return cut(text, _MOST)


def _is_named(line: str, venue: Venue) -> bool:
    """`Haus am Fluss`, or `Haus am Fluss, Uferweg 1, 70000 Stadt` if that is its street."""
    name, *more = (_plain(part) for part in line.split(","))
    if _plain(line) == _plain(venue.name):
        return True
    return name == _plain(venue.name) and bool(venue.street) and _plain(venue.street or "") in more


def is_same(event: Event, place: Place, written: str, venues: Venues) -> bool:
    """Whether a record still says what the calendar says of its place.

    An editor may have found the record of the place: then its name or street is among the
    calendar's words.
    """
    if place.is_online or event.mode == "online":
        return place.is_online == (event.mode == "online")
    if not event.venues:
        return _plain(event.venue_text or "") == _plain(place.words) and not place.venue
    line = _plain(written)
    found = [venues[name].content for name in event.venues if name in venues]
    names = [_plain(word) for it in found for word in (it.name, it.street or "") if word]
    return place.venue in event.venues or any(name in line for name in names)


def in_words(event: Event, venues: Venues) -> str:
    """Where a record says that it takes place."""
    if event.mode == "online":
        return "online"
    names = [venues[name].content.name for name in event.venues if name in venues]
    return ", ".join(names) or event.venue_text or "kein Ort"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
