"""Site -> rows: which easy texts are to be written, brought up to date or tested, and where.

JSON is an array of `{datei, art, kennung, titel, zustand: […], adresse}` with one record to a
line, pure ASCII; `datei` is where the easy text stands or is to stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from sitegen.easytexts import Written, easy_place_of, easy_text_of, is_outdated, is_tested
from sitegen.models import CONTENT_TYPES
from sitegen.site import AnyRecord, Site, title_of
from sitegen.views.prose import easy_url_of
from sitegen.visible import json_line, one_line

# What a text waits for, in the order in which somebody should do it.
STATES: Mapping[str, str] = {
    "fehlt": "fehlt",
    "veraltet": "veraltet",
    "ungeprueft": "nicht von einer Prüfgruppe gelesen",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An easy page that waits: the file of its words, its record, `STATES`, and its address."""

    path: str
    type_name: str
    id: str
    title: str
    states: tuple[str, ...]
    address: str


def survey(site: Site, type_name: str | None = None) -> tuple[Row, ...]:
    """The easy pages, of one type or of all, that lack something: first what is not written."""
    order = list(STATES)
    rows = [
        row
        for content_type in CONTENT_TYPES
        if content_type.has_easy and type_name in {None, content_type.name}
        for record in site.catalogue.of(content_type).values()
        if (row := _row(record, site)) is not None
    ]
    return tuple(sorted(rows, key=lambda row: order.index(row.states[0])))


def write(rows: Sequence[Row], stream: TextIO, *, form: str) -> None:
    """The rows one by one, as "text" or as "json"."""
    if form == "json":
        lines = [json_line(_fields(row)) for row in rows]
        stream.write("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n")
        return
    for row in rows:
        told = ", ".join(STATES[state] for state in row.states)
        stream.write(f"{_place(row)}: {one_line(row.title)} · {told} · {row.address}\n")


def _row(record: AnyRecord, site: Site) -> Row | None:
    address = easy_url_of((record.type_name, record.id), site)
    if not address:
        return None
    states = tuple(_states(easy_text_of(record, site.catalogue), record))
    base = (site.catalogue.config.base_url or "").rstrip("/")
    return (
        Row(
            path=easy_place_of(record).path,
            type_name=record.type_name,
            id=record.id,
            title=title_of(record),
            states=states,
            address=base + address,
        )
        if states
        else None
    )


def _states(written: Written | None, record: AnyRecord) -> Iterator[str]:
    if written is None:
        yield "fehlt"
        return
    if is_outdated(written, record.content):
        yield "veraltet"
    if not is_tested(written):
        yield "ungeprueft"


def _place(row: Row) -> str:
    """The file; for files of many records with the id."""
    is_own = row.path.rpartition("/")[2].partition(".")[0] == row.id
    return row.path if is_own else f"{row.path} ({row.id})"


def _fields(row: Row) -> dict[str, object]:
    return {
        "datei": row.path,
        "art": row.type_name,
        "kennung": row.id,
        "titel": row.title,
        "zustand": list(row.states),
        "adresse": row.address,
    }
