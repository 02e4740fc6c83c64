"""Findings as SARIF 2.1.0, the standard form of OASIS, for programs that gather such reports.

Rules carry the German help of the catalogue. Columns count code points and ends are exclusive,
as in `Location`. In messages SARIF gives braces and links a meaning, in addresses nearly
everything: both are escaped.
"""

from collections.abc import Mapping, Sequence
from typing import TextIO
from urllib.parse import quote

from sitegen import __version__
from sitegen.census import fingerprints
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, Severity, in_order
from sitegen.messages import rules
from sitegen.source import SourceFile
from sitegen.visible import json_line, visible

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_OF_RULES = {"fehler": "error", "warnung": "warning", "hinweis": "note"}


def report(
    findings: Sequence[Diagnostic], _sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write one run with all findings and the rules they name, on one line."""
    ordered = in_order(findings)
    codes = sorted({finding.code for finding in ordered})
    run = {
        "tool": {"driver": _driver(codes)},
        "language": "de",
        "columnKind": "unicodeCodePoints",
        "results": _results(ordered, codes),
    }
    stream.write(json_line({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n")


def _driver(codes: Sequence[str]) -> dict[str, object]:
    return {
        "name": "sitegen",
        "version": __version__,
        "language": "de",
        "rules": [_rule(code) for code in codes],
    }


def _rule(code: str) -> dict[str, object]:
    rule = rules().get(code)
    if rule is None:
        return {"id": code}
    help_text = _message(rule.explanation)["text"]
    return {
        "id": code,
        "shortDescription": _message(rule.title),
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": _OF_RULES[rule.severity]},
    }


def _results(findings: Findings, codes: Sequence[str]) -> list[dict[str, object]]:
    pairs = zip(findings, fingerprints(findings), strict=True)
    return [_result(finding, mark, codes.index(finding.code)) for finding, mark in pairs]


def _result(finding: Diagnostic, mark: str, index: int) -> dict[str, object]:
    place = _location(finding.location)
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message(f"{finding.message}\n{finding.hint}".strip()),
        "locations": [place] if place else [],
        "partialFingerprints": {"pathCodeMessage/v1": mark},
    }
    if finding.related:
        result["relatedLocations"] = [_related(other) for other in finding.related]
    return result


def _related(other: Related) -> dict[str, object]:
    return {**_location(other.location), "message": _message(other.message)}


def _location(place: Location) -> dict[str, object]:
    """A place in a file; nothing where the whole project is meant."""
    if not place.path:
        return {}
    # Surrogates stand for bytes of a file name that are no text.
    uri = quote(place.path, safe="/", errors="surrogatepass")
    found: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if place.line:
        found["region"] = _region(place)
    return {"physicalLocation": found}


def _region(place: Location) -> dict[str, int]:
    region = {"startLine": place.line}
    if place.column:
        region["startColumn"] = place.column
    if place.end_line > place.line or place.end_column > place.column > 0:
        region["endLine"] = max(place.end_line, place.line)
        region["endColumn"] = max(place.end_column, 1)
    return region


def _message(text: str) -> dict[str, str]:
    shown = "\n".join(map(visible, text.split("\n")))
    return {"text": shown.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}
