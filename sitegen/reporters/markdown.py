"""Findings as a German report for people: the summary of a job, a file beside a merge request.

File by file, those with errors first; each finding with its line, what is wrong and what to do.
What comes from files is shown as it is and can be neither Markdown nor HTML. When there are too
many to read, only the worst stand in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TextIO

from sitegen.census import counted
from sitegen.diagnostics import Diagnostic, Findings, Related, has_errors, in_order
from sitegen.source import SourceFile
from sitegen.visible import markdown, visible

MOST = 60  # findings that are shown
_LONGEST = 40  # further lines of a hint that are shown


def report(
    findings: Sequence[Diagnostic], _sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write a heading that counts all findings, and the worst of them."""
    ordered = in_order(findings)
    shown = in_order(sorted(ordered, key=lambda finding: finding.severity)[:MOST])
    stream.write(f"## Prüfung: {counted(ordered).rstrip('.')}\n\n{_meaning(ordered)}\n")
    for path, group in _by_file(shown):
        stream.write(f"\n### {markdown(path) or 'Alle Dateien'}\n")
        for finding in group:
            stream.writelines(f"{line}\n" for line in _finding(finding))
    if len(shown) < len(ordered):
        stream.write(f"\n… und {len(ordered) - len(shown)} weitere.\n")


def _by_file(findings: Findings) -> list[tuple[str, Findings]]:
    """The findings of each file; files with errors come first, then those with warnings."""
    groups = groupby(findings, key=lambda finding: finding.location.path)
    files = [(path, tuple(group)) for path, group in groups]
    return sorted(files, key=lambda file: min(finding.severity for finding in file[1]))


def _meaning(findings: Sequence[Diagnostic]) -> str:
    if not findings:
        return "Alles in Ordnung."
    if has_errors(findings):
        return (
            "Solange ein Fehler da ist, wird nichts veröffentlicht; die Seite im Netz bleibt, "
            "wie sie ist. Oft verschwinden mit dem ersten Fehler weitere."
        )
    return "Nichts davon hält die Veröffentlichung auf."


def _finding(finding: Diagnostic) -> Iterator[str]:
    line = finding.location.line
    where = f" in Zeile {line}" if line else ""
    code = markdown(f"[{finding.code}]")
    yield ""
    yield f"- **{finding.severity.label}{where}:** {markdown(finding.message)} {code}"
    yield from _hint(finding.hint)
    for other in finding.related:
        yield f"\n  {_related(other, finding.location.path)}"


def _related(other: Related, path: str) -> str:
    place = other.location
    words = [
        *([markdown(place.path)] if place.path != path else []),
        *([f"Zeile {place.line}"] if place.line else []),
    ]
    return f"Dazu gehört {', '.join(words) or 'diese Datei'}: {markdown(other.message)}"


def _hint(hint: str) -> Iterator[str]:
    """The advice; further lines are a file to paste, in a fence that nothing in it can close."""
    first, *rest = hint.strip().split("\n")
    if first:
        yield f"\n  **Was tun?** {markdown(first)}"
    if rest:
        lines = [visible(line.rstrip()) for line in rest[:_LONGEST]]
        longest = max(map(len, re.findall("`+", "\n".join(lines))), default=0)
        fence = "`" * max(3, longest + 1)
        more = ["…"] if len(rest) > _LONGEST else []
        yield from ("", f"  {fence}yaml", *(f"  {line}".rstrip() for line in [*lines, *more]))
        yield f"  {fence}"
