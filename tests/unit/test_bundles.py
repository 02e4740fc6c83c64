"""Bundles: each has its own name, and plans the same files whether or not others did before."""

from dataclasses import replace

import pytest

from sitegen.order import Order
from sitegen.outputs import planned
from sitegen.pipeline import look
from sitegen.site import Site
from tests.golden.conftest import TODAY, settle


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The golden city: some of its offers can be read in other languages."""
    folder = settle(tmp_path_factory.mktemp("city"))
    site, _ = look(Order(folder, folder / "templates", folder / "dist", TODAY, None))
    assert site is not None
    return site


def test_each_has_a_name_of_its_own(city: Site) -> None:
    names = [bundle.name for bundle in planned(city)]
    assert len(names) == len({*names}) > 100


def test_what_is_shared_changes_nothing(city: Site) -> None:
    together = {
        bundle.name: [(job.url, job.key) for job in bundle.plan()] for bundle in planned(city)
    }
    for name in [*together][::7]:
        alone = next(bundle for bundle in planned(replace(city)) if bundle.name == name)
        assert [(job.url, job.key) for job in alone.plan()] == together[name], name


def test_values_are_worked_out_once_per_site_and_key(city: Site) -> None:
    asked = []

    def make(site: Site, *key: str) -> str:
        asked.append(key)
        return f"{site.catalogue.config.name} {key}"

    site = replace(city)
    said = [site.shared(make, "a"), site.shared(make, "b"), site.shared(make, "a")]
    assert asked == [("a",), ("b",)]
    assert said[0] is said[2] != said[1]
    assert replace(city).shared(make, "a") == said[0]
    assert len(asked) == 3
