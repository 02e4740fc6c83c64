"""Site -> rows: which records wait for somebody, and for what.

A record can wait for more than one thing. What visitors see of it, and how old its last check
is, are decided by its standing; nothing is decided here.

JSON is an array of `{datei, art, kennung, titel, zustand: […], grund, geprueft_am, faellig_am}`
with one record to a line, pure ASCII; days are ISO dates or null. Without a filter it is one
object that counts records by state.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from sitegen.ageing import PAUSED, checked_on
from sitegen.dates import date_de
from sitegen.models.blocks import Care
from sitegen.site import AnyRecord, Site, Standing, Visibility, title_of
from sitegen.visible import json_line, one_line

# The states in the order in which they are named, in the words of the report.
STATES: Mapping[str, str] = {
    "entwurf": "Entwurf",
    "ungeprueft": "nicht geprüft",
    "faellig": "bald zu prüfen",
    "ueberfaellig": "Prüfung überfällig",
    PAUSED: "pausiert",
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
    standing = site.standing(record)
    states = tuple(state for state in STATES if state in set(_states(record, standing)))
    if states:
        yield Row(
            path=record.path,
            type_name=record.type_name,
            id=record.id,
            title=title_of(record),
            states=states,
            reason=standing.reason,
            checked=checked_on(record),
            due=standing.age.due if standing.age and not _is_over(standing) else None,
        )


def _states(record: AnyRecord, standing: Standing) -> Iterator[str]:
    care = getattr(record.content, "care", None)
    status = care.status if isinstance(care, Care) else _OPEN
    if status in _DRAFTS:
        yield "entwurf"
    elif standing.visibility is Visibility.WITHHELD:
        yield "zurueckgehalten"
    if status == PAUSED:
        yield PAUSED
    if standing.age and not _is_over(standing):
        yield standing.age.state
        # What pauses for its age waits for the same call as what is overdue.
        if standing.age.state == PAUSED:
            yield "ueberfaellig"


def _is_over(standing: Standing) -> bool:
    """Whether nobody needs to know any more that it is true."""
    return standing.visibility is Visibility.ENDED and standing.reason != PAUSED


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
