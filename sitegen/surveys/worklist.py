"""Site -> rows: which records wait for somebody, and for what.

A record can wait for more than one thing. What visitors see of it is decided by its standing,
when it is to be asked about again by `ageing`; nothing is decided here.

JSON is an array of `{datei, art, kennung, titel, zustand: […], grund, geprueft_am, faellig_am}`
with one record to a line, pure ASCII; days are ISO dates or null. Without a filter it is one
object that counts records by state.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from sitegen.ageing import checked_on, due_on, is_due, is_overdue
from sitegen.dates import date_de
from sitegen.models.blocks import Care
from sitegen.models.crisis import CrisisLine
from sitegen.site import AnyRecord, Site, Visibility, title_of
from sitegen.visible import json_line, one_line

# The states in the order in which they are named, in the words of the report.
STATES: Mapping[str, str] = {
    "entwurf": "Entwurf",
    "ungeprueft": "nicht geprüft",
    "faellig": "bald zu prüfen",
    "ueberfaellig": "Prüfung überfällig",
    "pausiert": "pausiert",
    "zurueckgehalten": "zurückgehalten",
}
_DRAFTS = frozenset(["entwurf", "eingang"])
_OPEN = "veroeffentlicht"
_REASONS = {
    "eingang": "vorgeschlagen, noch nicht angesehen",
    "abgelehnt": "abgelehnt",
    "nicht_listen": "soll nicht genannt werden",
    "noch-nicht-gueltig": "gilt noch nicht",
    "abgelaufen": "gilt nicht mehr",
    "einwilligung-abgelaufen": "Einwilligung fehlt oder ist abgelaufen",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A record that waits: where it stands, what it is called, its `STATES`, and since when.

    `reason` is that of its standing, empty where it is listed; `due` is when it is to be
    checked again, None if it never was.
    """

    path: str
    type_name: str
    id: str
    title: str
    states: tuple[str, ...]
    reason: str
    checked: date | None
    due: date | None


def survey(site: Site) -> tuple[Row, ...]:
    """All records that wait for something: what is due longest first, then file by file."""
    rows = [row for record in site.catalogue.all() for row in _rows(record, site)]
    return tuple(sorted(rows, key=lambda row: (row.due or date.max, row.path, row.id)))


def chosen(
    rows: Sequence[Row], states: Collection[str], type_name: str | None = None
) -> tuple[Row, ...]:
    """The rows in at least one of the states (in any, if none is named) and of that type."""
    return tuple(
        row
        for row in rows
        if (not states or set(states) & set(row.states))
        and (type_name is None or type_name == row.type_name)
    )


def counts(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many records are in each state; one record may count for several."""
    return {state: len(chosen(rows, [state])) for state in STATES}


def write(rows: Sequence[Row], stream: TextIO, *, form: str, is_summary: bool) -> None:
    """The records one by one, or how many there are in each state; as "text" or as "json"."""
    if form == "json":
        lines = [json_line(_fields(row)) for row in rows]
        array = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
        stream.write(json_line(counts(rows)) + "\n" if is_summary else array)
    elif is_summary:
        told = (f"{n:5}  {STATES[state]:20}--{state}\n" for state, n in counts(rows).items())
        stream.writelines(told)
    else:
        stream.writelines(map(_line, rows))


def _line(row: Row) -> str:
    told = [*(STATES[state] for state in row.states), *_details(row)]
    return f"{_address(row)}: {one_line(row.title)} · {', '.join(told)}\n"


def _rows(record: AnyRecord, site: Site) -> Iterator[Row]:
    states = tuple(state for state in STATES if state in set(_states(record, site)))
    if states:
        yield Row(
            path=record.path,
            type_name=record.type_name,
            id=record.id,
            title=title_of(record),
            states=states,
            reason=site.standing(record).reason,
            checked=checked_on(record),
            due=due_on(record) if _is_open(record, site) else None,
        )


def _states(record: AnyRecord, site: Site) -> Iterator[str]:
    standing, care = site.standing(record), getattr(record.content, "care", None)
    status = care.status if isinstance(care, Care) else _OPEN
    if status in _DRAFTS:
        yield "entwurf"
    elif standing.visibility is Visibility.WITHHELD:
        yield "zurueckgehalten"
    if status == "pausiert":
        yield "pausiert"
    if _is_open(record, site):
        due = due_on(record)
        if not _is_checked(record, site):
            yield "ungeprueft"
        if is_overdue(due, site.today):
            yield "ueberfaellig"
        if is_due(due, site.today):
            yield "faellig"


def _is_open(record: AnyRecord, site: Site) -> bool:
    """Whether it is meant to be shown and not over, so that somebody must know it is true."""
    care = getattr(record.content, "care", None)
    if isinstance(care, Care):
        is_over = site.standing(record).visibility is Visibility.ENDED
        return care.status == _OPEN and not is_over
    return isinstance(record.content, CrisisLine)


def _is_checked(record: AnyRecord, site: Site) -> bool:
    if isinstance(record.content, CrisisLine):
        return checked_on(record) is not None
    return site.standing(record).is_verified


def _address(row: Row) -> str:
    """The file; for files of many records with the id."""
    is_own = row.path.rpartition("/")[2].partition(".")[0] == row.id
    return row.path if is_own else f"{row.path} ({row.id})"


def _details(row: Row) -> Iterator[str]:
    if row.reason in _REASONS:
        yield _REASONS[row.reason]
    if row.checked:
        yield f"geprüft am {date_de(row.checked)}"
    if row.due:
        yield f"zu prüfen bis {date_de(row.due)}"


def _fields(row: Row) -> dict[str, object]:
    return {
        "datei": row.path,
        "art": row.type_name,
        "kennung": row.id,
        "titel": row.title,
        "zustand": list(row.states),
        "grund": row.reason,
        "geprueft_am": row.checked.isoformat() if row.checked else None,
        "faellig_am": row.due.isoformat() if row.due else None,
    }
