"""On long texts nothing depends but their record; the short way after an edit rests on that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen.checks import CONTENT_CHECKS, RECORD_CHECKS, SETTINGS_CHECKS
from sitegen.derive import derive
from sitegen.inputs import inputs_of
from sitegen.memory.cells import PROSE, WITH_PROSE, changed_cells, prose_cell
from sitegen.memory.notebook import Notebook
from sitegen.parse import settled as located
from sitegen.pipeline import look
from sitegen.site import AnyRecord, Catalogue
from tests.examples import project as examples
from tests.walk.world import World, settled

FULL = {
    examples.place_of(it): it.read_bytes()
    for it in examples.cases("valid")
    if "voll" in it.stem or "text" in it.stem
}
BEGIN = "text: |\n"
LATER = 1 << 62  # every file has its time for long


def has_prose(record: AnyRecord) -> bool:
    return record.type_name in WITH_PROSE and bool(getattr(record.content, PROSE))


def longer(record: AnyRecord) -> AnyRecord:
    if not has_prose(record):
        return record
    text = getattr(record.content, PROSE) + "\n\nNoch ein Satz, der nichts nennt."
    return replace(record, content=record.content.model_copy(update={PROSE: text}))


@pytest.fixture(scope="module")
def both() -> tuple[Catalogue, Catalogue]:
    """All records, and the same with more to say at length."""
    before = examples.catalogue(FULL)
    records = {
        kind: {name: longer(record) for name, record in group.items()}
        for kind, group in before.records.items()
    }
    assert {it.type_name for it in before.all() if has_prose(it)} == WITH_PROSE
    return before, replace(before, records=records)


def test_no_rule_needs_to_know_long_texts(both: tuple[Catalogue, Catalogue]) -> None:
    before, after = both
    rules: tuple[Any, ...] = (*RECORD_CHECKS, *SETTINGS_CHECKS)
    for rule in rules:
        assert rule.known(before) == rule.known(after), rule
    for whole in CONTENT_CHECKS:
        assert list(whole.check(before)) == list(whole.check(after)), whole


def test_nothing_is_derived_from_long_texts(both: tuple[Catalogue, Catalogue]) -> None:
    (before, told), (after, more) = (derive(it, examples.TODAY, {}) for it in both)
    texts = {prose_cell(record) for record in both[0].all() if has_prose(record)}
    assert changed_cells(before, after) == texts
    assert told == more


def edited(old: str, new: str) -> Callable[[Path], None]:
    def edit(file: Path) -> None:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def moved(file: Path) -> None:
    file.rename(file.with_name("anders.yaml"))


EDITS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "nothing": (lambda _: None, True),
    "touched": (lambda file: file.touch(), True),
    "longer": (edited(BEGIN, f"{BEGIN}  Neu dazu.\n\n"), True),
    "title": (edited("titel: ", "titel: Neu "), False),
    "link": (edited(BEGIN, f"{BEGIN}  Nach [da](angebot:nachbarschaftstreff).\n\n"), False),
    "link to nothing": (edited(BEGIN, f"{BEGIN}  Nach [da](angebot:nirgends).\n\n"), False),
    "broken": (edited(BEGIN, f"{BEGIN}\tneu\n"), False),
    "moved": (moved, False),
    "gone": (lambda file: file.unlink(), False),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return settled("views", tmp_path_factory.mktemp("prose"))


@pytest.mark.parametrize("name", EDITS)
def test_the_short_way_leads_to_the_same(world: World, name: str) -> None:
    edit, is_short = EDITS[name]
    first = Notebook(now=LATER)
    site, _ = look(world.order, first)
    assert site is not None
    record = next(it for it in site.catalogue.all() if it.type_name == "angebot" and has_prose(it))
    file = world.project / record.path
    written = file.read_bytes()
    try:
        edit(file)
        notebook = Notebook(first.notes(), LATER)
        inputs = inputs_of(world.order, notebook.source)
        found = notebook.retouched(inputs)
        assert (found is not None) == is_short
        if found is not None:
            whole, outcome = look(world.order, Notebook())
            assert whole is not None
            assert not changed_cells(found[0], whole)
            told = [located(it.findings, it.sources, is_strict=False) for it in (found[1], outcome)]
            assert told[0] == told[1]
    finally:
        (file.with_name("anders.yaml")).unlink(missing_ok=True)
        file.write_bytes(written)
