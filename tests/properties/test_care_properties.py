"""Whatever was checked whenever: few pause at once, nothing checked again does, all days agree."""

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen.ageing import WINDOW, ages, checked_on, due_on, interval_days, most_pauses
from sitegen.site import AnyRecord, Target
from sitegen.visibility import is_checked
from tests.examples import project
from tests.golden.conftest import ROOT, build_city, settle

START = date(2026, 1, 1)
DAY = timedelta(days=1)
Records = tuple[AnyRecord, ...]

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
checks = st.fixed_dictionaries(
    {"checked_on": st.one_of(days, st.sampled_from([START, START + 7 * DAY]))},
    optional={
        "interval": st.one_of(st.integers(1, 1_100), st.sampled_from([90, 365])),
        "valid_from": days,
        "valid_until": days,
        "checked_by": st.none(),
    },
)


@cache
def patterns() -> Sequence[AnyRecord]:
    """A checked offer, a series without an end, and a place, to make others of."""
    check = "  status: veroeffentlicht\n  geprueft_am: 2026-01-01\n  geprueft_von: Redaktion\n"
    files: dict[str, str | bytes | None] = {}
    for path, data in project.city_files().items():
        if path.startswith(("offers/", "content/veranstaltungen/", "content/orte/")):
            lines = data.decode().splitlines(keepends=True)
            kept = "".join(line for line in lines if "geprueft_" not in line)
            files[path] = kept.replace("  status: veroeffentlicht\n", check).replace(
                "art: sonstiges", "art: telefonat"
            )
    found = project.catalogue(files)
    kinds = ("angebot", "veranstaltung", "ort")
    return [next(iter(found.records[kind].values())) for kind in kinds]


def record(number: int, care: Mapping[str, Any]) -> AnyRecord:
    pattern = patterns()[number % 7 % 3]
    block = pattern.content.care.model_copy(update=dict(care))  # type: ignore[attr-defined]
    content = pattern.content.model_copy(update={"care": block})
    return replace(pattern, id=f"r{number}", content=content)


@st.composite
def catalogues(draw: st.DrawFn) -> Records:
    """Up to 120 records, many of them checked in the same days."""
    cares = draw(st.lists(checks, min_size=1, max_size=120))
    return tuple(record(number, care) for number, care in enumerate(cares))


def paused(records: Records, today: date) -> frozenset[Target]:
    found = ages(records, today, is_checked)
    return frozenset(target for target, age in found.items() if age.state == "pausiert")


def limit(records: Records) -> int:
    able = [r for r in records if r.type_name != "ort" and is_checked(r, date.max)]
    return most_pauses(len(able))


@given(catalogues(), st.dates(START, date(2030, 12, 31)))
@settings(max_examples=60)
def test_from_day_to_day_few_pause(records: Records, first: date) -> None:
    states = [paused(records, first + n * DAY) for n in range(31)]
    for before, after in pairwise(states):
        assert before <= after
        assert len(after) - len(before) <= limit(records)


@given(catalogues(), st.lists(st.integers(1, WINDOW), min_size=29, max_size=29))
@settings(max_examples=60)
def test_builds_may_be_weeks_apart(records: Records, gaps: Sequence[int]) -> None:
    today, before = START, paused(records, START)
    for gap in gaps:
        today += gap * DAY
        after = paused(records, today)
        assert len(after - before) <= limit(records)
        before = after


def checked_again(records: Records, numbers: Collection[int], today: date) -> Records:
    care = {"checked_on": today, "checked_by": "Redaktion"}
    return tuple(record(n, care) if n in numbers else it for n, it in enumerate(records))


@given(catalogues(), st.dates(START, date(2030, 12, 31)), st.data())
@settings(max_examples=60)
def test_what_is_checked_again_does_not_pause(
    records: Records, today: date, data: st.DataObject
) -> None:
    again = data.draw(st.sets(st.sampled_from(range(len(records)))))
    checked = checked_again(records, again, today)
    assert not paused(checked, today) & {(checked[n].type_name, checked[n].id) for n in again}


@given(catalogues(), st.dates(START, date(2030, 12, 31)), st.data())
@settings(max_examples=60)
def test_checking_one_frees_no_more_than_the_brake_allows(
    records: Records, today: date, data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(range(len(records))))
    assume(is_checked(records[one], date.max))
    checked = checked_again(records, [one], today)
    assert len(paused(checked, today) - paused(records, today)) <= limit(records)


@given(catalogues())
@settings(max_examples=60)
def test_days_move_by_a_month_or_a_sixth_at_most(records: Records) -> None:
    for it in records:
        due, checked = due_on(it), checked_on(it)
        assert due is not None
        assert checked is not None
        moved = abs((due - checked).days - interval_days(it))
        assert moved <= min(30, interval_days(it) / 6)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_every_run_moves_them_alike(seed: str) -> None:
    module = "tests.properties.test_care_properties"
    program = f"from {module} import told_days\nprint(*told_days(), sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode().splitlines() == [*told_days()]


def told_days() -> Iterator[str]:
    for number in range(40):
        yield str(due_on(record(number, {"interval": 10 + number * 20})))


# Of the fictitious city, these were checked long ago, on days that are far apart.
LONG_AGO = {
    "content/veranstaltungen/gespraech-am-abend.yaml": "2025-06-01",
    "offers/cafe-am-fluss.yaml": "2025-10-01",
}
NIGHT, TALK, CAFE = (
    ("angebote", "nachttelefon"),
    ("veranstaltungen", "gespraech-am-abend"),
    ("angebote", "cafe-am-fluss"),
)
BANNER = "sollten bis 2. September 2026 geprüft sein. Bitte fragen Sie vorher nach."
SHORT = "Bitte vorher nachfragen"


def words(path: str, text: str) -> str:
    """A file with all that its links lead to, from the root of the site."""
    links = re.findall(r'(?:href|src)="([^"]*)"', text)
    return "\n".join([text, *(urljoin(f"/{path}", link) for link in links)])


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = settle(tmp_path_factory.mktemp("old-city"))
    for path, day in LONG_AGO.items():
        file = folder / path
        text = file.read_text("utf-8")
        file.write_text(text.replace("geprueft_am: 2026-02-02", f"geprueft_am: {day}"), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), [NIGHT]),
        (date(2026, 10, 1), [NIGHT, TALK]),
        (date(2026, 12, 1), [NIGHT, TALK, CAFE]),
    ],
)
def test_what_paused_stands_nowhere_but_on_its_own_page(
    city: Path, today: date, gone: Sequence[tuple[str, str]]
) -> None:
    outcome = build_city(city, today)
    assert outcome.is_published
    codes = [finding.code for finding in outcome.findings]
    assert codes.count("eintrag-pausiert") == len(gone)
    assert "pausen-gebremst" not in codes
    dist = city / "dist"
    files = {
        path.relative_to(dist).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in dist.rglob("*")
        if path.is_file()
    }
    for folder, name in [NIGHT, TALK, CAFE]:
        own = f"{folder}/{name}/index.html"
        # Its easy page ends as well; a former address and other languages lead there.
        ways = {own, f"leichte-sprache/{own}", f"en/{own}"}
        areas = ("", "leichte-sprache/", "en/")
        ways |= {f"{area}angebote/flusscafe/index.html" for area in areas}
        elsewhere = [
            path
            for path, text in files.items()
            if f"{folder}/{name}" in words(path, text) and path not in ways
        ]
        calendar = f"{folder}/{name}/kalender.ics"
        if (folder, name) not in gone:
            assert elsewhere
            continue
        # Whoever subscribed to its calendar finds it empty, and loses the dates.
        former = {path for path in files if path.endswith("flusscafe/kalender.ics")}
        assert set(elsewhere) <= {calendar, *former}
        for path in {calendar, *former} & set(elsewhere):
            assert "VEVENT" not in files[path]
            assert "Café" not in files[path]
        page = files[own]
        assert "prüfen wir gerade" in page
        assert "noindex" in page
        assert 'id="kontakt"' in page
        main = page.partition("<main")[2].partition("</main")[0]
        assert not [fact for fact in ("tel:", "Uferweg", "<time", "Uhr") if fact in main]
        if folder == "angebote":
            assert 1 <= main.count('<li class="card">') <= 3
            assert "Wir prüfen dieses Angebot gerade." in files[f"leichte-sprache/{own}"]


def test_what_is_overdue_says_so_on_pages_and_cards(city: Path) -> None:
    """The café was to be checked by 2 September; two months later it pauses."""
    for today, is_late in [(date(2026, 9, 2), False), (date(2026, 10, 1), True)]:
        build_city(city, today)
        dist = city / "dist"
        page = (dist / "angebote/cafe-am-fluss/index.html").read_text("utf-8")
        easy = (dist / "leichte-sprache/angebote/cafe-am-fluss/index.html").read_text("utf-8")
        cards = (dist / "angebote/index.html").read_text("utf-8")
        assert (BANNER in page) == is_late
        assert ("bis 2. September 2026 nachfragen. Das fehlt noch." in easy) == is_late
        assert cards.count(SHORT) == is_late
