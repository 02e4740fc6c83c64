"""Call sheets -> a table for spreadsheets, and the filled table -> what was checked.

The table is CSV as German spreadsheets open it: UTF-8 with BOM, semicolons, one row per record
and one per question. Filled, it may come back with other separators or from an older program
in its own encoding. `ergebnis` is what counts; nothing else is read.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from sitegen.german import UsageError
from sitegen.surveys.callround import Matter, Sheet
from sitegen.visible import one_line

COLUMNS = (
    "anbieter",
    "telefon",
    "eintrag",
    "titel",
    "feld",
    "frage",
    "bisher",
    "antwort",
    "ergebnis",
)
WHOLE = "Stimmt das alles noch?"
# What may stand in `ergebnis`, and what it says in the words of the report.
CHECKED = "stimmt"
RESULTS: Mapping[str, str] = {
    "stimmt": CHECKED,
    "geprueft": CHECKED,
    "geprüft": CHECKED,
    "geändert": "geändert",
    "geaendert": "geändert",
    "gibt es nicht mehr": "gibt es nicht mehr",
    "will nicht genannt werden": "will nicht genannt werden",
    "nicht erreicht": "nicht erreicht",
}
MOST = 5_000_000  # bytes
_BOM = "\ufeff"
# What makes a spreadsheet take a cell for a formula; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled table says: records that are right, and by record what else came of it."""

    checked: tuple[str, ...]
    others: Mapping[str, str]


def table(sheets: Iterable[Sheet]) -> str:
    """The sheets as CSV."""
    stream = StringIO()
    stream.write(_BOM)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for sheet in sheets:
        for matter in sheet.matters:
            writer.writerows([_safe(cell) for cell in row] for row in _rows(sheet, matter))
    return stream.getvalue()


def _rows(sheet: Sheet, matter: Matter) -> Iterator[Sequence[str]]:
    phones = "" if sheet.is_crisis else " oder ".join(sheet.phones)
    head = (sheet.title, phones, matter.target, matter.title)
    known = " · ".join(f"{fact.name}: {fact.text}" for fact in matter.facts)
    yield (*head, "", WHOLE, known, "", "")
    for question in matter.questions:
        yield (*head, ", ".join(question.fields), question.text, "", "", "")


def _safe(cell: str) -> str:
    """A cell that a spreadsheet shows as it is; titles and the like can be anything."""
    shown = one_line(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def filled(data: bytes) -> Filled:
    """What the filled table says; raises `UsageError` for what cannot be understood."""
    rows = list(_read(_decoded(data)))
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    missing = [name for name in ("eintrag", "ergebnis") if name not in header]
    if missing:
        raise UsageError(f"In der ersten Zeile der Tabelle fehlt die Spalte „{missing[0]}“.")
    target, result = header.index("eintrag"), header.index("ergebnis")
    found: dict[str, str] = {}
    for number, row in rows[1:]:
        said = _result(row[result], number) if len(row) > result else ""
        if not said:
            continue
        name = one_line(row[target]) if len(row) > target else ""
        if not name:
            raise UsageError(f"Zeile {number}: Hier steht ein Ergebnis, aber kein Eintrag.")
        if found.setdefault(name, said) != said:
            raise UsageError(
                f"Zeile {number}: „{name}“ hat zwei Ergebnisse, „{found[name]}“ und „{said}“."
            )
    others = {name: said for name, said in found.items() if said != CHECKED}
    return Filled(tuple(name for name in found if name not in others), others)


def _result(cell: str, number: int) -> str:
    text = " ".join(cell.split()).casefold()
    if text and text not in RESULTS:
        known = ", ".join(dict.fromkeys(RESULTS.values()))
        raise UsageError(
            f"Zeile {number}: „{one_line(cell)[:60]}“ ist kein Ergebnis; möglich ist: {known}."
        )
    return RESULTS[text] if text else ""


def _decoded(data: bytes) -> str:
    if len(data) > MOST:
        raise UsageError("Die Tabelle ist zu groß.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older programs save in the encoding of Windows, in which every byte means something.
        return data.decode("cp1252", errors="replace")


def _read(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that hold something, each with the line on which it ends."""
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error:
        raise UsageError("Die Datei ist keine Tabelle, die man lesen kann (CSV).") from None
