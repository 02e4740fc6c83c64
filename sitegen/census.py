"""Findings -> what holds for all of them together: how many there are, and marks to know each by.

What several report formats say alike, although they do not know each other.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from sitegen.diagnostics import Diagnostic, Severity

_PLURALS = {
    Severity.ERROR: ("Fehler", "Fehler"),
    Severity.WARNING: ("Warnung", "Warnungen"),
    Severity.NOTE: ("Hinweis", "Hinweise"),
}


def counted(findings: Sequence[Diagnostic]) -> str:
    """How many there are, as in "4 Fehler, 1 Warnung in 3 Dateien"."""
    if not findings:
        return "Keine Fehler."
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]} {_PLURALS[severity][counts[severity] != 1]}"
        if counts[severity]
        else "Keine Fehler"
        for severity in Severity
        if counts[severity] or severity is Severity.ERROR
    ]
    files = len({finding.location.path for finding in findings})
    return f"{', '.join(parts)} in {files} {'Datei' if files == 1 else 'Dateien'}"


def fingerprints(findings: Sequence[Diagnostic]) -> tuple[str, ...]:
    """A mark for each finding by which services know it again, unique among `findings`.

    Made of file, code, message and the how manieth of equal ones it is: not of lines, which
    move with every change further up.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for finding in findings:
        same = (finding.location.path, finding.code, finding.message)
        seen[same] += 1
        text = "\0".join([*same, str(seen[same])])
        marks.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return tuple(marks)
