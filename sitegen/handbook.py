"""The handbook pages that are generated: all codes, all fields.

`sitegen handbuch` writes them; a test compares them with what would be written, so that
the handbook cannot go stale.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.config import SITE_FILE, SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.messages import Rule, rules
from sitegen.models import CONTENT_TYPES

FOLDER = "docs/handbuch"
_NOTICE = "<!-- Erzeugt mit: python -m sitegen handbuch -->\n\n"


def pages() -> Mapping[str, str]:
    """The generated pages by path relative to the project."""
    return {f"{FOLDER}/hinweise.md": codes_page(), f"{FOLDER}/felder.md": fields_page()}


def write(project: Path) -> tuple[str, ...]:
    """Write all generated pages and return their paths."""
    for path, text in pages().items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tuple(pages())


def codes_page() -> str:
    """What every finding means, by code."""
    parts = [
        "# Alle Hinweise des Programms\n\n",
        _NOTICE,
        "Jeder Hinweis nennt in eckigen Klammern eine Kennung. Hier steht, was sie bedeutet.\n",
        "Fehler verhindern die Veröffentlichung, Warnungen nicht.\n",
    ]
    return "".join([*parts, *(_rule(rule) for rule in rules().values())])


def _rule(rule: Rule) -> str:
    severity = rule.severity.capitalize()
    head = f'\n<a id="{rule.code}"></a>\n## {rule.title}\n\n`{rule.code}` · {severity}\n\n'
    return f"{head}{rule.explanation}\n"


def fields_page() -> str:
    """Every key of every record, with its duty, shape and allowed values."""
    parts = ["# Alle Felder\n\n", _NOTICE, "**Fett** gedruckte Felder sind nötig.\n"]
    parts += _type("Einstellungen", SITE_FILE, describe(SiteConfig))
    for content_type in CONTENT_TYPES:
        place = content_type.place
        where = place if content_type.is_collection else f"{place}/<kennung>{content_type.suffix}"
        parts += _type(content_type.label, where, describe(content_type.model))
    return "".join(parts)


def _type(label: str, where: str, notes: tuple[FieldNote, ...]) -> Iterator[str]:
    yield f"\n## {label}\n\nDatei: `{where}`\n\n"
    yield "| Feld | Bedeutung | Werte |\n|---|---|---|\n"
    yield from _rows(notes, "")


def _rows(notes: tuple[FieldNote, ...], prefix: str) -> Iterator[str]:
    for note in notes:
        key = f"{prefix}{note.key}{'[]' if note.is_list else ''}"
        shown = f"**{key}**" if note.is_required else key
        yield f"| {shown} | {note.description} | {_values(note)} |\n"
        yield from _rows(note.fields, f"{key}.")


def _values(note: FieldNote) -> str:
    if note.kind == "block":
        return "Liste von Blöcken" if note.is_list else "Block"
    if note.refers_to:
        kinds = " oder ".join(note.refers_to)
        words = f", oder: {', '.join(note.allowed)}" if note.allowed else ""
        return f"Kennung ({kinds}){words}"
    if note.allowed:
        return ", ".join(note.allowed)
    return note.kind if note.kind != "text" else ("Liste" if note.is_list else "Text")
