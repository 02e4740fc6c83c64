"""Every case of the tables: refused with its place or accepted, at bounded cost, and no more.

Each runs as an editor would run it, in a process that ends when it needs more than 5 seconds of
work or 512 MiB, and in which every file opened outside the project is noticed.
"""

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.examples import project
from tests.hostile.cases import FAMILIES, Case, cases, lines_of
from tests.hostile.running import SECRET, Answer, confinement, place
from tests.once import once

CASES = cases()
REFUSED = [case for case in CASES if case.refused]
ACCEPTED = {family: [it for it in CASES if it.family == family and it.inert] for family in FAMILIES}
MISDEEDS = ("--busy", "--greedy", "--curious", "--connected", "--untidy")
# Faults of a whole file or of its name stand in no line of it.
NO_LINE = re.compile(
    "datei.*|verknuepfung-.*|ordner-.*|endung-.*|gross-klein-gleich|zu-viele-fehler"
    "|bild-.*|pdf-.*|film-.*"
)
GOAL = 0.95


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answer]:
    """What came of each refused case, of each family's accepted ones, and of misdeeds."""
    return once(tmp_path_factory, "hostile", _answers)


def _answers(folder: Path) -> dict[str, Answer]:
    city, others = project.city(place(folder / "stadt")), place(folder / "leer")
    (folder / "warm").mkdir()
    found = {}
    with confinement(folder / "warm") as run:
        for case in REFUSED:
            with case.lying_in(city):
                found[f"{case.family}/{case.name}"] = run(city)
        for misdeed in MISDEEDS:
            found[misdeed] = run(others, [misdeed], seconds=1)
        for family, accepted in ACCEPTED.items():
            with ExitStack() as lying:
                for case in accepted:
                    lying.enter_context(case.lying_in(city))
                found[family] = run(city)
    shutil.rmtree(folder)
    return found


def test_the_tables_are_large_and_clear() -> None:
    assert len(CASES) >= 250
    assert len(FAMILIES) >= 13
    assert all(count >= 20 for count in Counter(case.family for case in CASES).values())
    assert all(bool(case.refused) != bool(case.inert) for case in CASES)
    assert all(case.path for case in CASES)


def assert_nothing_else(answer: Answer) -> None:
    """Nothing was reached, written or told that is no finding; no fault of the program's own."""
    assert answer.err == ""
    assert answer.reached == []
    assert answer.changed == []
    assert SECRET not in answer.out


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.family}-{case.name}")
def test_each_is_refused_where_it_stands(answers: Mapping[str, Answer], case: Case) -> None:
    answer = answers[f"{case.family}/{case.name}"]
    assert_nothing_else(answer)
    assert answer.code == 1
    found = [it for it in answer.findings if it["severity"] == "fehler"]
    lines = lines_of(case.files[case.path], case.at) if case.at else range(1)
    told = [f"{it['code']} {it['line']}:{it['column']} {it['path']}" for it in found]
    assert len(told) == len(case.refused), told
    for wanted, it, place_of in zip(case.refused, found, told, strict=True):
        if " " in wanted:
            assert place_of in {wanted, f"{wanted} {case.path}"}
        else:
            assert (it["code"], it["path"]) == (wanted, case.path)
            assert it["line"] in lines


@pytest.mark.parametrize("family", [family for family in FAMILIES if ACCEPTED[family]])
def test_the_others_are_accepted(answers: Mapping[str, Answer], family: str) -> None:
    assert_nothing_else(answers[family])
    assert [it for it in answers[family].findings if it["severity"] == "fehler"] == []
    assert answers[family].code == 0


def test_nearly_every_finding_names_its_line_and_field(answers: Mapping[str, Answer]) -> None:
    lines, fields = [], []
    for case in REFUSED:
        field = lines_of(case.files[case.path], case.at) if case.at else range(0)
        for it in answers[f"{case.family}/{case.name}"].findings:
            if not NO_LINE.fullmatch(it["code"]):
                lines.append(bool(it["line"] and it["column"]))
            if field and it["line"]:
                fields.append(it["line"] in field)
    assert sum(lines) >= GOAL * len(lines)
    assert sum(fields) >= GOAL * len(fields)


def test_misdeeds_are_noticed(answers: Mapping[str, Answer]) -> None:
    busy, greedy, curious, connected, untidy = (answers[it] for it in MISDEEDS)
    assert busy.code < 0
    assert greedy.code == 99  # nothing that the program answers
    assert [line.split()[0] for line in curious.reached] == ["open"]
    assert [line.split()[0] for line in connected.reached] == ["socket.__new__", "socket.connect"]
    assert untidy.reached
    assert untidy.changed == ["'geraten'"]
