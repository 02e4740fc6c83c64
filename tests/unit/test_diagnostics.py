"""Findings: made from the catalogue, sorted, raised and frozen."""

from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from datetime import date, time
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.dates import Moment
from sitegen.diagnostics import (
    Diagnostic,
    Location,
    Related,
    Severity,
    diagnose,
    has_errors,
    in_order,
    strict,
)
from sitegen.messages import Rule, rules, shown

PLACE = Location("offers/a.yaml", 3, 1, 3, 6)
CODE = "schluessel-doppelt"
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


def finding(
    location: Location = PLACE, severity: Severity = E, code: str = "c", message: str = "M"
) -> Diagnostic:
    return Diagnostic(location, code, severity, message)


def words(rule: Rule) -> dict[str, Any]:
    """A value for every placeholder of a rule."""
    parsed = [*Formatter().parse(rule.message), *Formatter().parse(rule.hint)]
    return {name: "wert" for _, name, _, _ in parsed if name}


# --- made from the catalogue


def test_a_finding_has_the_texts_of_the_catalogue() -> None:
    other = Related(Location("offers/a.yaml", 1, 1), "Hier auch.")
    rule = rules()[CODE]
    made = diagnose(CODE, PLACE, related=[other], schluessel="titel")
    expected = rule.message.replace("{schluessel}", "titel")
    assert made == Diagnostic(PLACE, CODE, Severity.ERROR, expected, rule.hint, (other,))
    assert "titel" in made.message


@pytest.mark.parametrize("code", rules())
def test_every_code_makes_a_finding(code: str) -> None:
    rule = rules()[code]
    made = diagnose(code, PLACE, **words(rule))
    assert made.severity.label.lower() == rule.severity
    assert "{" not in made.message + made.hint
    assert "\n" not in made.message


@pytest.mark.parametrize("hint", ["", "Ein besserer Rat: {wert}"])
def test_the_caller_may_know_a_better_hint(hint: str) -> None:
    assert diagnose(CODE, PLACE, hint=hint, schluessel="titel").hint == hint


def test_an_unknown_code_or_a_missing_value_is_our_bug() -> None:
    with pytest.raises(KeyError, match="gibt-es-nicht"):
        diagnose("gibt-es-nicht", PLACE)
    with pytest.raises(KeyError, match="schluessel"):
        diagnose(CODE, PLACE)


@pytest.mark.parametrize("value", ["{wert}", "{0}", "{", "}}", "{schluessel.__class__}", "%s"])
def test_what_an_editor_wrote_is_never_a_template(value: str) -> None:
    assert f"„{value}“" in diagnose(CODE, PLACE, schluessel=value).message


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 3, 1), "1. März 2026"),
        (Moment(2026, 3), "März 2026"),
        (Moment(2026, 3, 1, time(18, 30)), "1. März 2026, 18:30 Uhr"),
        ("2026-03-01", "2026-03-01"),
    ],
)
def test_days_are_said_in_words_and_what_is_to_be_typed_as_it_is(
    value: object, expected: str
) -> None:
    assert f"„{expected}“" in diagnose(CODE, PLACE, schluessel=value).message


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\n b\t\tc ", "a b c"),
        ("a\u2028b\r\nc", "a b c"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("", ""),
        (12, "12"),
    ],
)
def test_values_become_one_short_line(value: object, expected: str) -> None:
    assert shown(value) == expected
    assert f"„{expected}“" in diagnose(CODE, PLACE, schluessel=value).message


# --- severity


@pytest.mark.parametrize(("severity", "label"), [(E, "Fehler"), (W, "Warnung"), (N, "Hinweis")])
def test_labels(severity: Severity, label: str) -> None:
    assert severity.label == label


@pytest.mark.parametrize(
    ("severities", "blocks", "blocks_strictly"),
    [
        ([], False, False),
        ([N], False, False),
        ([W, N], False, True),
        ([W, E], True, True),
    ],
)
def test_only_errors_stop_publication(
    severities: list[Severity], *, blocks: bool, blocks_strictly: bool
) -> None:
    findings = [finding(severity=severity) for severity in severities]
    assert has_errors(findings) is blocks
    assert has_errors(strict(findings)) is blocks_strictly


def test_strict_raises_warnings_and_nothing_else() -> None:
    before = [finding(severity=severity, code=severity.label) for severity in Severity]
    after = strict(before)
    assert [one.severity for one in after] == [E, E, N]
    assert [one.code for one in after] == [one.code for one in before]


# --- order

IN_ORDER = (
    finding(Location("a.yaml")),
    finding(Location("a.yaml", 2, 1)),
    finding(Location("a.yaml", 2, 9), W),
    finding(Location("a.yaml", 10, 1), E, "b"),
    finding(Location("a.yaml", 10, 1), E, "c", "A"),
    finding(Location("a.yaml", 10, 1), E, "c", "B"),
    finding(Location("a.yaml", 10, 1), W, "a"),
    finding(Location("a.yaml", 10, 1), N, "a"),
    finding(Location("b.yaml", 1, 1)),
    finding(Location("b.yaml", 1, 1, keys=("titel", 1))),
)


@settings(deadline=None)
@given(st.permutations(IN_ORDER * 2))
def test_findings_are_sorted_and_named_once(shuffled: Sequence[Diagnostic]) -> None:
    assert in_order(shuffled) == IN_ORDER
    assert in_order(in_order(shuffled)) == IN_ORDER


def test_findings_that_differ_anywhere_are_both_kept() -> None:
    place = Location("a.yaml", 1, 1)
    both = [
        Diagnostic(place, "c", E, "M", related=(Related(Location(path), "Hier auch."),))
        for path in ("b.yaml", "d.yaml")
    ]
    assert set(in_order(both)) == set(both)


# --- values


def test_findings_are_frozen_and_hashable() -> None:
    one = finding()
    assert len({one, finding()}) == 1
    with pytest.raises(FrozenInstanceError):
        one.code = "d"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        one.location.line = 4  # type: ignore[misc]
