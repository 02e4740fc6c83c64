"""Site -> the next dates of everything that comes again, for an editor to compare.

Whoever writes a rule shall see what it means, whatever its status and whether visitors may see
it already: a slip shows at once in the next six dates.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from sitegen.dates import date_de, day_de, time_range_de
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER
from sitegen.schedules import timetable_of
from sitegen.site import AnyRecord, Site, Target, title_of
from sitegen.timetable import Occurrence, Timetable, upcoming
from sitegen.visible import markdown, one_line

DATES = 6
AT_MOST = 10
TITLE = "Nächste Termine – bitte vergleichen:"


@dataclass(frozen=True, slots=True)
class Next:
    """A record that comes again: what it is called, its rules in words, its next dates."""

    path: str
    title: str
    rules: tuple[str, ...]
    dates: tuple[str, ...]


def survey(site: Site, targets: Collection[Target] | None = None) -> tuple[Next, ...]:
    """What comes again, soonest first; only `targets`, if they are given."""
    records: tuple[AnyRecord, ...] = (
        *site.catalogue.of(OFFER).values(),
        *site.catalogue.of(EVENT).values(),
    )
    found = []
    for record in records:
        table = timetable_of(record.content, site.catalogue.config.land)
        is_asked = targets is None or (record.type_name, record.id) in targets
        if is_asked and _comes_again(record, table):
            dates = upcoming(table, site.today, DATES, 0)
            order = dates[0].day if dates else date.max
            found.append(
                (order, record.path, next_dates(record.path, title_of(record), table, dates))
            )
    return tuple(it for *_, it in sorted(found, key=lambda row: row[:2]))


def next_dates(path: str, title: str, table: Timetable, dates: Sequence[Occurrence]) -> Next:
    """The rules and dates of a timetable in words."""
    rules = []
    for it in table.series:
        hours = time_range_de(it.start, it.end)
        rules.append(
            ", ".join(filter(None, (it.rhythm.words, hours, *_period(it.first, it.until))))
        )
    return Next(path, title, tuple(rules), tuple(map(_words, dates)))


def write(found: Sequence[Next], stream: TextIO, form: str, *, most: int | None = None) -> None:
    """As "text" or "markdown"; beyond `most` records only how many there are."""
    lines = _markdown(found[:most]) if form == "markdown" else _text(found[:most])
    stream.writelines(f"{line}\n" for line in lines)
    if most is not None and len(found) > most:
        stream.write(f"… und {len(found) - most} weitere. Alle zeigt: python -m sitegen termine\n")


def _comes_again(record: AnyRecord, table: Timetable) -> bool:
    content = record.content
    return bool(table.series) or (isinstance(content, Event) and bool(content.dates))


def _period(first: date | None, until: date | None) -> Iterator[str]:
    if first:
        yield f"ab {date_de(first)}"
    if until:
        yield f"bis {date_de(until)}"


def _words(it: Occurrence) -> str:
    """`Dienstag, 24. November 2026, 14–16 Uhr – fällt aus`."""
    until = f" bis {day_de(it.last_day)}" if it.last_day > it.day else ""
    hours = time_range_de(it.start, it.end)
    marks = [
        *(["fällt aus"] if it.state == "entfaellt" else []),
        *([f"fraglich wegen {it.free}"] if it.state == "fraglich" else []),
        *([f"verlegt vom {date_de(it.announced)}"] if it.announced else []),
    ]
    told = f"{day_de(it.day)}{until}" + (f", {hours}" if hours else "")
    return " – ".join([told, *marks])


def _text(found: Sequence[Next]) -> Iterator[str]:
    if found:
        yield TITLE
    for it in found:
        yield f"  {one_line(it.title)} ({one_line(it.path)})"
        yield from (f"    {rule}" for rule in it.rules)
        yield from (f"      {day}" for day in it.dates or ("keine kommenden Termine",))


def _markdown(found: Sequence[Next]) -> Iterator[str]:
    if found:
        yield f"## {TITLE.removesuffix(':')}\n"
    for it in found:
        yield f"- **{markdown(it.title)}** ({markdown(it.path)}): {markdown(' · '.join(it.rules))}"
        yield from (f"  - {markdown(day)}" for day in it.dates or ("keine kommenden Termine",))
