"""Digests of values: the same for equal ones in every process, another for what differs."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from itertools import combinations

import pytest

from sitegen.diagnostics import Location, Severity
from sitegen.memory.fingerprints import SIZE, fingerprint, is_same
from sitegen.site import Link, Standing, Visibility
from sitegen.source import Media
from tests.examples import project

# Values that are the same one, written in several ways; no two lines have the same digest.
VALUES: Sequence[Sequence[object]] = (
    [None],
    [""],
    ["None"],
    ["a,b"],
    ["ä\ud800"],
    [b"a"],
    [b""],
    [0],
    [1],
    [True],
    [1.5],
    [Decimal("2.5")],
    [Decimal("2.50")],
    [date(2026, 3, 1)],
    ["2026-03-01"],
    [time(9, 5)],
    [Severity.ERROR],
    [Visibility.LISTED],
    [(), []],
    [("a", "b"), ["a", "b"]],
    [("b", "a")],
    [(("a",), "b")],
    [("a", ("b",))],
    [("a', 'b",)],
    [{"a", "b"}, frozenset("ba")],
    [{"a"}],
    [frozenset(), set()],
    [{"a": 1, "b": 2}, {"b": 2, "a": 1}],
    [{"a": 2, "b": 1}],
    [{}],
    [{"a": {"x", "y"}, "b": ({"k": 1, "l": 2},)}, {"b": [{"l": 2, "k": 1}], "a": {"y", "x"}}],
    [Location("a", 1), Location("a", line=1)],
    [Location("a", 2)],
    [Link("a", 1)],
    [Standing(Visibility.LISTED)],
    [Standing(Visibility.LISTED, is_verified=True)],
    [Media("a.pdf", "/a.pdf", b"1")],
    [Media("a.pdf", "/a.pdf", b"2")],
)


def test_equal_values_have_equal_digests_and_others_do_not() -> None:
    digests = [{fingerprint(it) for it in same} for same in VALUES]
    assert all(len(it) == 1 for it in digests)
    for (number, one), (other, two) in combinations(enumerate(digests), 2):
        assert one != two, (VALUES[number], VALUES[other])
    assert {len(digest) for it in digests for digest in it} == {SIZE}


def test_what_is_the_same_is_told_the_same() -> None:
    values = [value for same in VALUES for value in same]
    for one in values:
        for other in values:
            assert is_same(one, other) == (fingerprint(one) == fingerprint(other)), (one, other)


def test_every_field_of_a_record_counts() -> None:
    records = project.catalogue().all()
    assert len({fingerprint(it) for it in records}) == len(records)
    for record in records:
        content = record.content
        for name in content.__dict__:
            other = content.model_copy(update={name: "etwas anderes"})
            assert fingerprint(other) != fingerprint(content), (record.id, name)


def _told() -> str:
    lines = [fingerprint(same[-1]).hex() for same in VALUES]
    return "\n".join([*lines, fingerprint(project.catalogue().records).hex()])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_other_processes_have_the_same_digests(seed: str) -> None:
    """Sets and hashes of texts are in another order there."""
    run = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import _told; print(_told())"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=project.HERE.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == _told()
