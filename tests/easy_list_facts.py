"""What lists in standard language say of one date or event has to stand in the easy ones too."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sitegen.easywords import easy_day, easy_hours, easy_rhythm
from sitegen.site import Site
from sitegen.views.agenda import Entry, entry_of
from sitegen.views.easy_card import easy_entries, easy_event_cards
from sitegen.views.event_card import EventCard, archive_card, event_card
from sitegen.views.event_lists import _archived
from tests.easy_facts import Fact, Said

Shown = tuple[str, str, Iterable[Any], tuple[tuple[Fact, ...], ...]]
"""The macro of a list, its argument, what it lists, and the facts of each."""


def lists_of(site: Site) -> Iterator[Shown]:
    """All dates to come and all events of a site, as they stand in its easy lists."""
    entries = [
        entry_of(target, it, site)
        for target, dates in site.dates.items()
        if site.is_listed(target)
        for it in dates
    ]
    facts = tuple(_gathered(_entry, entry, site) for entry in entries)
    yield "easy_entries", "entries", easy_entries(entries, site), facts
    cards = [event_card(name, site) for name in (*site.upcoming, *site.series)]
    cards += [archive_card(it.event_id, it.dates, site) for it in _archived(site)]
    facts = tuple(_gathered(_card, card, site) for card in cards)
    yield "easy_event_cards", "cards", easy_event_cards(cards, site), facts


def _gathered(say: Callable[[Said, Any], None], shown: object, site: Site) -> tuple[Fact, ...]:
    said = Said(site.catalogue.texts["de-leicht"])
    say(said, shown)
    return tuple(said.facts)


def _entry(said: Said, entry: Entry) -> None:
    it = entry.date
    if it.until:
        said.say("last day", easy_day(it.until_machine), _own("last", None, it.end, said))
    if not entry.has_begun:
        said.say("day", easy_day(it.machine))
        said.say("hours", *_hours(it, said))
    if it.state == "entfaellt" and not entry.notice:
        said.key("cancelled", "agenda.off")
    _special(said, it)
    said.lines("text", it.text.text)
    if entry.mode in {"vor_ort", "hybrid"}:
        said.say("place", *it.places)


def _card(said: Said, card: EventCard) -> None:
    if card.when:
        when = card.when
        said.say("day", easy_day(when.since_machine))
        said.say("last day", easy_day(when.until_machine) if when.until else "")
        said.say("hours", *_hours(when, said))
    for it in card.dates:
        said.say("day", easy_day(it.machine))
        if it.state == "entfaellt":
            said.key("cancelled", "date.cancelled")
        else:
            said.say("hours", *_hours(it, said))
            _special(said, it)
            said.say("place", *it.places)
    for it in card.past:
        said.say("past day", easy_day(it.machine))
        said.say("past topic", it.topic)
    said.say("rhythm", easy_rhythm(card.rhythm))
    said.say("place", *card.places)


def _special(said: Said, it: Any) -> None:
    said.say("topic", it.topic)
    if it.moved_from:
        said.say("moved", easy_day(it.moved_from_machine))
    if it.is_full:
        said.key("full", "event.notice_ausgebucht")


def _hours(it: Any, said: Said) -> tuple[str, ...]:
    """Those of the one day, or those of the first and of the last."""
    if not it.until:
        return (easy_hours(it.start, it.end),)
    return _own("first", it.start, None, said), _own("last", None, it.end, said)


def _own(which: str, start: Any, end: Any, said: Said) -> str:
    hours = easy_hours(start, end)
    return said.t(f"easy.{which}_day", hours=hours) if hours else ""
