"""Received -> what happened, in German: what would be or was written, and what comes next."""

from collections.abc import Iterator

from sitegen.importers.intake import Received
from sitegen.visible import one_line, visible


def report_of(received: Received) -> str:
    """The report of a report, without the findings."""
    *others, (path, offer) = received.files
    head = "Angelegt" if received.is_written else "Würde angelegt"
    lines = [f"{head}: {path}", *(f"{head}: {other}" for other, _ in others)]
    lines += [one_line(note) for note in received.notes]
    if not received.is_written:
        for place, draft in (*others, (path, offer)):
            lines += ["", f"{place}:", *(f"  {visible(row)}" for row in draft.text.splitlines())]
    return "\n".join([*lines, "", *_next_step(received, len(others))]) + "\n"


def _next_step(received: Received, drafts: int) -> Iterator[str]:
    if not received.is_written:
        yield "Nichts geschrieben. Passt alles? Dann noch einmal mit --schreiben."
        return
    yield "Besucher sehen davon noch nichts. So geht es weiter:"
    steps = ["Die Datei lesen: Stimmen Titel und kurz? Steht niemandes Name darin?"]
    if drafts:
        steps.append("Anbieter oder Ort sind neu: Gibt es sie wirklich noch nicht?")
    steps += [
        "Bei der Stelle nachfragen, die es macht, auch wenn jemand anderes es gemeldet hat.",
        "Die Prüfung eintragen und den status auf veroeffentlicht setzen.",
    ]
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, 1))
