"""NetworkReport -> text for a terminal, JSON for programs, Markdown for a merge request.

JSON is one object of pure ASCII, its keys always in this order, one to a line:

- `doppel`: `[{neu, alt, stand, gleich: […]}]`, probable duplicates; `stand` is the status of `alt`
- `ueberschneidungen`: `[{thema, stadtbezirk, wochentag, tageszeit, angebote: [{…, geprueft,
  datiert}]}]`; `wochentag` counts from 1 for Monday, `geprueft` and `datiert` are true or false
- `einseitig`: `[{von, nach}]`
- `sackgassen`, `ohne_hinweis`, `anbieter_ohne_angebot`: lists of records
- `inseln`: a list of lists of records

A record is `{art, kennung, titel, datei}`. Titles are shown as they were written; whatever could
drive a terminal, a build service or Markdown is escaped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from sitegen.surveys.network import NetworkReport, Node, Timed
from sitegen.visible import json_line, markdown, one_line

_WEEKDAYS = (
    "montags",
    "dienstags",
    "mittwochs",
    "donnerstags",
    "freitags",
    "samstags",
    "sonntags",
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a section in cells that stand below each other, and lines that belong to it."""

    cells: tuple[str, ...]
    more: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """One kind of finding: what it is called, what it means, and what was found."""

    title: str
    meaning: str
    entries: tuple[_Entry, ...]


def write_text(report: NetworkReport, stream: TextIO) -> None:
    """Aligned German text; a section without entries says so."""
    for number, section in enumerate(_sections(report)):
        stream.write("\n" * (number > 0) + _heading(section) + "\n")
        stream.write(f"  {section.meaning}\n" if section.entries else "")
        rows = [(entry, _escaped([entry.cells], one_line)[0]) for entry in section.entries]
        widths = _widths(cells for _, cells in rows)
        for entry, cells in rows:
            stream.write(_aligned(cells, widths, "  "))
            more = _escaped(entry.more, one_line)
            stream.writelines(_aligned(line, _widths(more), "    ") for line in more)


def write_markdown(report: NetworkReport, stream: TextIO) -> None:
    """Only what was found: this stands in the report of a merge request."""
    sections = [section for section in _sections(report) if section.entries]
    stream.write("## Doppelstrukturen und Verweise\n")
    if not sections:
        stream.write("\nNichts gefunden: kein Doppel, keine Überschneidung, keine Lücke.\n")
    for section in sections:
        stream.write(f"\n### {_heading(section)}\n\n{section.meaning}\n\n")
        for entry in section.entries:
            stream.write("- " + " · ".join(_escaped([entry.cells], markdown)[0]) + "\n")
            stream.writelines(
                "  - " + " · ".join(line) + "\n" for line in _escaped(entry.more, markdown)
            )


def write_json(report: NetworkReport, stream: TextIO) -> None:
    """One object, as the module's docstring says."""
    rows = (f"{json_line(key)}: {json_line(value)}" for key, value in _as_json(report).items())
    stream.write("{\n" + ",\n".join(rows) + "\n}\n")


FORMATS: Mapping[str, Callable[[NetworkReport, TextIO], None]] = {
    "text": write_text,
    "json": write_json,
    "markdown": write_markdown,
}


def _heading(section: _Section) -> str:
    return f"{section.title}: {len(section.entries) or 'nichts gefunden'}"


def _escaped(
    lines: Iterable[tuple[str, ...]], escape: Callable[[str], str]
) -> list[tuple[str, ...]]:
    return [tuple(escape(cell) for cell in line) for line in lines]


def _widths(lines: Iterable[Sequence[str]]) -> tuple[int, ...]:
    return tuple(max(map(len, column)) for column in zip(*lines, strict=True))


def _aligned(cells: Sequence[str], widths: Sequence[int], indent: str) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"{indent}{'  '.join(padded).rstrip()}\n"


def _sections(report: NetworkReport) -> Iterator[_Section]:
    yield _Section(
        "Wahrscheinlich doppelt",
        "Führen Sie beide zusammen, oder halten Sie unter pflege.kein_doppel den Grund fest.",
        tuple(
            _Entry(
                (it.later.title, it.later.path),
                ((it.earlier.title, it.earlier.path, it.status), (", ".join(it.agreed), "", "")),
            )
            for it in report.doubles
        ),
    )
    yield _Section(
        "Überschneidungen",
        "Gleiches Thema, gleicher Stadtbezirk, gleiche Tageszeit. Das kann gewollt sein.",
        tuple(
            _Entry(
                (it.topic.title, it.district.title, f"{_WEEKDAYS[it.weekday]} {it.part}"),
                tuple((timed.offer.title, timed.offer.path, _doubts(timed)) for timed in it.offers),
            )
            for it in report.overlaps
        ),
    )
    yield _Section(
        "Einseitige Verweise",
        "Das erste verweist auf das zweite, das zweite nicht zurück.",
        tuple(
            _Entry((it.start.title, it.start.path, "→", it.end.title, it.end.path))
            for it in report.one_way
        ),
    )
    yield _list("Sackgassen", "Diese Angebote verweisen auf nichts.", report.dead_ends)
    yield _list("Ohne Hinweis", "Auf diese Angebote verweist niemand.", report.unreferenced)
    yield _Section(
        "Inseln",
        "Diese Angebote verweisen nur aufeinander, nicht auf den Rest.",
        tuple(
            _Entry((f"{len(island)} Angebote",), tuple((it.title, it.path) for it in island))
            for island in report.islands
        ),
    )
    yield _list("Anbieter ohne Angebot", "Keines ihrer Angebote ist zu sehen.", report.idle)


def _list(title: str, meaning: str, nodes: Iterable[Node]) -> _Section:
    return _Section(title, meaning, tuple(_Entry((node.title, node.path)) for node in nodes))


def _doubts(timed: Timed) -> str:
    doubts = (
        "" if timed.is_verified else "ungeprüft",
        "" if timed.is_dated else "Zeiten ohne Jahr",
    )
    return ", ".join(filter(None, doubts))


def _as_json(report: NetworkReport) -> Mapping[str, object]:
    return {
        "doppel": [
            {
                "neu": _record(it.later),
                "alt": _record(it.earlier),
                "stand": it.status,
                "gleich": list(it.agreed),
            }
            for it in report.doubles
        ],
        "ueberschneidungen": [
            {
                "thema": _record(it.topic),
                "stadtbezirk": _record(it.district),
                "wochentag": it.weekday + 1,
                "tageszeit": it.part,
                "angebote": [
                    {
                        **_record(timed.offer),
                        "geprueft": timed.is_verified,
                        "datiert": timed.is_dated,
                    }
                    for timed in it.offers
                ],
            }
            for it in report.overlaps
        ],
        "einseitig": [{"von": _record(it.start), "nach": _record(it.end)} for it in report.one_way],
        "sackgassen": [_record(node) for node in report.dead_ends],
        "ohne_hinweis": [_record(node) for node in report.unreferenced],
        "inseln": [[_record(node) for node in island] for island in report.islands],
        "anbieter_ohne_angebot": [_record(node) for node in report.idle],
    }


def _record(node: Node) -> dict[str, object]:
    kind, record_id = node.target
    return {"art": kind, "kennung": record_id, "titel": node.title, "datei": node.path}
