"""Taken -> what happened, in German: written, known, changed, left out, and what comes next."""

from collections.abc import Iterator

from sitegen.importers.calendar import Taken
from sitegen.models import Record
from sitegen.models.event import Event
from sitegen.visible import one_line

_MOST = 40


def report_of(taken: Taken) -> str:
    """The report, without the findings."""
    parts = [
        f"Kalender „{one_line(taken.calendar)}“",
        *_section("Neu angelegt", list(_written(taken))),
        *_section("Hat sich geändert; im Eintrag steht es noch anders", list(_changed(taken))),
        *_section("Steht nicht mehr im Kalender; bitte nachfragen", list(_gone(taken))),
        *_section("Schon da", list(_same(taken))),
        *_section("Nicht übernommen", list(_left_out(taken))),
    ]
    if taken.over:
        parts += ["", f"Ohne kommenden Termin, deshalb nicht übernommen: {taken.over}"]
    return "\n".join([*parts, "", *_next_step(taken)]) + "\n"


def _section(title: str, blocks: list[list[str]]) -> Iterator[str]:
    if not blocks:
        return
    yield from ("", f"{title} ({len(blocks)}):")
    for block in blocks[:_MOST]:
        first, *others = block
        yield f"  {first}"
        yield from (f"    {line}" for line in others)
    if len(blocks) > _MOST:
        yield f"  … und {len(blocks) - _MOST} weitere"


def _written(taken: Taken) -> Iterator[list[str]]:
    for path, draft in taken.written:
        title = one_line(str(draft.keys["titel"]))
        yield [f"{path}: {title}, {draft.keys['beginn']}", *map(one_line, draft.notes)]


def _changed(taken: Taken) -> Iterator[list[str]]:
    for record, changes in taken.known:
        if changes:
            rows = (f"{it.what}: im Eintrag {it.here}, im Kalender {it.there}" for it in changes)
            yield [_named(record), *map(one_line, rows)]


def _same(taken: Taken) -> Iterator[list[str]]:
    yield from ([_named(record)] for record, changes in taken.known if not changes)


def _gone(taken: Taken) -> Iterator[list[str]]:
    yield from ([_named(record)] for record in taken.gone)


def _left_out(taken: Taken) -> Iterator[list[str]]:
    yield from ([f"{one_line(title)}: {one_line(reason)}"] for title, reason in taken.left_out)


def _named(record: Record[Event]) -> str:
    return f"{record.path}: {one_line(record.content.title)}"


def _next_step(taken: Taken) -> Iterator[str]:
    if not taken.written:
        yield "Nichts Neues angelegt."
        return
    yield "Besucher sehen davon noch nichts. So geht es weiter:"
    yield "  1. Jede neue Datei lesen: Stimmen Titel, Zeit und Ort? Steht niemandes Name darin?"
    yield "  2. Veranstalter, Themen und Zielgruppen ergänzen, kurz in eigenen Worten schreiben."
    yield "  3. Beim Veranstalter nachfragen und bei pflege den status auf veroeffentlicht setzen."
