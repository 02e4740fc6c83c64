"""Which cells of a site changed: told alike by digests and by comparing, whatever is edited."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from sitegen.memory.cells import PROSE, cells_of, changed_cells, changed_prints, prints_of
from sitegen.memory.notebook import Notebook
from sitegen.models import CONTENT_TYPES
from sitegen.pipeline import look
from sitegen.site import Site
from tests.walk.edits import EDITS, Change
from tests.walk.records import RECORDS
from tests.walk.world import World, put, settled, snapshot

# Of records a digest is that of their file, which may say the same in other bytes.
BY_FILE = {*(it.name for it in CONTENT_TYPES), "timetables", "dates"}
STEPS = 40


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A project that was never built."""
    return settled("views", tmp_path_factory.mktemp("cells"))


def _sites(world: World) -> Iterator[tuple[Site, Notebook]]:
    """The site after each of many edits, as far as its records are right."""
    notebook, random = Notebook(), Random(5)  # noqa: S311 - the same each time
    changes: list[Change] = [*EDITS.values(), *RECORDS.values()]
    order, good = world.order, world.good
    for number in range(STEPS):
        notebook = Notebook(notebook.notes())
        site, _ = look(order, notebook)
        if site is None:
            put(world.project, good)
        else:
            good = snapshot(world.project)
            yield site, notebook
        if number % 5 == 4:
            order = replace(order, today=order.today + timedelta(random.choice((-40, 1, 1, 9))))
        random.choice(changes)(random, world)


def _basis(site: Site) -> tuple[object, ...]:
    """What digests of times hold for beside the record."""
    return site.today, site.catalogue.config


def test_digests_and_comparison_agree(world: World) -> None:
    before, changes = None, 0
    for site, notebook in _sites(world):
        prints = prints_of(site, notebook.digests)
        assert prints.keys() <= {*cells_of(site)}
        if before is not None:
            if _basis(site) == _basis(before[0]):
                assert prints_of(site, notebook.digests, before[1]) == prints
            by_prints = changed_prints(before[1], prints)
            by_values = changed_cells(before[0], site)
            # Comparing says of a changed record that its long text may be another, too.
            more = by_values - by_prints
            assert all(it[2:] == (PROSE,) and it[:2] in by_prints for it in more)
            assert {it[0] for it in by_prints - by_values} <= BY_FILE
            changes += len(by_values)
        before = site, prints
    assert changes > STEPS
