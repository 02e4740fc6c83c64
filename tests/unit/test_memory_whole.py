"""Checks that compare everything are asked again only when what they read has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from sitegen.checks import CONTENT_CHECKS
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.memory.cells import PROSE, Digest
from sitegen.memory.fingerprints import fingerprint
from sitegen.memory.whole import digests_of, found_by
from sitegen.models.offer import OFFER
from sitegen.order import Order
from sitegen.pipeline import look
from sitegen.site import AnyRecord, Catalogue, Site
from tests.golden.conftest import TODAY, settle


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = settle(tmp_path_factory.mktemp("whole"))
    site, _ = look(Order(folder, folder / "templates", folder / "dist", TODAY, None))
    assert site is not None
    return site


@dataclass(frozen=True)
class _Check:
    """A check that looks at one field of every offer."""

    field: str

    def check(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        for record in catalogue.of(OFFER).values():
            if getattr(record.content, self.field):
                yield diagnose("datei-nicht-lesbar", Location(record.path))


def _digest(record: AnyRecord) -> Digest:
    prose = getattr(record.content, PROSE, None) if record.type_name == OFFER.name else None
    rest = record.content.model_copy(update={PROSE: "-"}) if prose else record.content
    return Digest(fingerprint((record.path, rest)), fingerprint(prose) if prose else b"")


def _edited(city: Site, **fields: str) -> Catalogue:
    catalogue = city.catalogue
    name, record = next((name, it) for name, it in catalogue.of(OFFER).items() if it.content.text)
    content = record.content.model_copy(update=fields)
    offers = {**catalogue.of(OFFER), name: replace(record, content=content)}
    return replace(catalogue, records={**catalogue.records, OFFER.name: offers})


@pytest.mark.parametrize(("field", "reads_prose"), [("title", False), (PROSE, True)])
def test_what_reads_a_long_text_is_known(city: Site, field: str, *, reads_prose: bool) -> None:
    ((name, findings, is_read),) = found_by({"one": _Check(field)}, city.catalogue)
    assert (name, is_read) == ("one", reads_prose)
    assert findings == tuple(_Check(field).check(city.catalogue))


def test_checks_find_the_same_in_a_watched_catalogue(city: Site) -> None:
    checks = {check.__name__: check for check in CONTENT_CHECKS}  # type: ignore[attr-defined]
    for name, findings, _ in found_by(checks, city.catalogue):
        assert findings == tuple(checks[name].check(city.catalogue))


def test_a_long_text_changes_one_of_the_digests_and_everything_else_both(city: Site) -> None:
    rest, everything = digests_of(city.catalogue, _digest)
    other_text = digests_of(_edited(city, text="Etwas ganz anderes."), _digest)
    other_title = digests_of(_edited(city, title="Ein anderer Titel"), _digest)
    assert (other_text[0], other_text[1] != everything) == (rest, True)
    assert not {*other_title} & {rest, everything}
    assert digests_of(replace(city.catalogue, media={}), _digest)[0] != rest
