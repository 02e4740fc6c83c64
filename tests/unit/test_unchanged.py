"""What the last build said is believed only while nothing that it read or made has changed."""

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sitegen import unchanged
from sitegen.order import Order
from sitegen.pipeline import build
from sitegen.shelf import sealed
from sitegen.unchanged import CACHE, Kept, inputs, recall, remember, tree
from tests.examples import project

OFFER = "offers/teestube.yaml"
PAGE = "content/seiten/kurz.md"
WARNED = {PAGE: project.city_files()[PAGE] + b"\n[hier](angebot:teestube)\n"}


def keep(order: Order) -> None:
    """What a build does before and after its work."""
    remember(order, inputs(order), (), 1, tree(order.target))


@pytest.fixture(params=["times", "bytes"])
def order(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Order:
    """A site of which times are believed, or only bytes, as right after a checkout."""
    believed = {"times": -(10**15), "bytes": 10**15}[request.param]
    monkeypatch.setattr(unchanged, "_TICK", believed)
    found = project.order(project.city(tmp_path))
    assert recall(found) is None
    published(found).parent.mkdir(parents=True)
    published(found).write_text("Teestube", "utf-8")
    keep(found)
    assert recall(found) == Kept((), {}, 1)
    return found


def published(order: Order) -> Path:
    return order.target / "angebote" / "teestube" / "index.html"


def test_what_a_build_said_holds_as_long_as_nothing_changes(tmp_path: Path) -> None:
    order = project.order(project.city(tmp_path, WARNED))
    said = build(order)
    assert "wortwahl-link" in {finding.code for finding in said.findings}
    quoted = {it.location.path: said.sources[it.location.path] for it in said.findings}
    for _ in range(2):
        assert recall(order) == Kept(said.findings, quoted, len(said.files))
    move_in(order)
    assert recall(order) is None
    (order.project / "offers" / "teestube.yaml").write_text("titel: x\ntitel: y\n", "utf-8")
    assert not build(order).is_published
    assert recall(order) is None


def rewrite(order: Order) -> None:
    """The same length and time, other bytes."""
    path = order.project / OFFER
    state = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("Teestube", "Teestunb"), "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size


def move_in(order: Order) -> None:
    """Another file takes the place of one, with its old time."""
    path, other = order.project / OFFER, order.project / "elsewhere"
    other.write_text(path.read_text("utf-8").replace("Teestube", "Teehaus"), "utf-8")
    os.utime(other, ns=(0, path.stat().st_mtime_ns))
    other.replace(path)


CHANGES: dict[str, Callable[[Order], object]] = {
    "rewritten": rewrite,
    "moved in": move_in,
    "new": lambda it: project.write(it.project, {"content/anbieter/neu.yaml": "name: Neu\n"}),
    "removed": lambda it: (it.project / OFFER).unlink(),
    "renamed": lambda it: (it.project / OFFER).rename(it.project / "offers/teehaus.yaml"),
    "template": lambda it: (it.templates / "pages/offer.html").write_text("anders", "utf-8"),
    "asset": lambda it: project.write(it.templates, {"assets/neu.css": "a {}"}),
    "link": lambda it: (it.project / "offers" / "x.yaml").symlink_to("teestube.yaml"),
    "page rewritten": lambda it: published(it).write_text("von Hand", "utf-8"),
    "page removed": lambda it: published(it).unlink(),
    "page added": lambda it: (it.target / "zettel.html").write_text("x", "utf-8"),
    "site removed": lambda it: shutil.rmtree(it.target),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(order: Order, change: str) -> None:
    CHANGES[change](order)
    assert recall(order) is None


def test_an_edit_of_another_length_is_seen_without_reading(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Order) -> str:
        raise AssertionError("read")

    (order.project / OFFER).write_text("titel: x\n", "utf-8")
    monkeypatch.setattr(unchanged, "_by_bytes", refuse)
    assert recall(order) is None


OPTIONS: dict[str, Callable[[Order], Order]] = {
    "day": lambda it: replace(it, today=it.today + timedelta(days=1)),
    "address": lambda it: replace(it, base_url="https://other.example.org/"),
    "strict": lambda it: replace(it, is_strict=True),
    "pattern library": lambda it: replace(it, has_pattern_library=True),
    "target": lambda it: replace(it, target=it.project / "other"),
}


@pytest.mark.parametrize("option", OPTIONS)
def test_other_options_are_another_build(order: Order, option: str) -> None:
    assert recall(OPTIONS[option](order)) is None
    assert recall(replace(order, processes=2)) is not None


def test_another_program_is_another_build(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    own = order.project / "sitegen"
    shutil.copytree(Path(unchanged.__file__).parent, own)
    monkeypatch.setattr("sitegen.__file__", str(own / "__init__.py"))
    keep(order)
    assert recall(order) is not None
    (own / "dates.py").write_text("# another version", "utf-8")
    assert recall(order) is None


def spoiled(data: bytes, values: Mapping[str, object]) -> bytes:
    """Another value, in a file that is sealed all the same."""
    told = json.loads(data.partition(b"\n")[2])
    return sealed(json.dumps({**told, **values}).encode())


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "no text": lambda data: b"\xff" + data,
    "list": lambda _: sealed(b"[]"),
    "word": lambda _: sealed(b'"text"'),
    "other letter": lambda data: data.replace(b'"begun"', b'"begum"'),
    "not sealed": lambda data: data.partition(b"\n")[2],
    "finding without a place": lambda data: spoiled(data, {"findings": [{}]}),
    "number of findings": lambda data: spoiled(data, {"findings": 1}),
    "word for a time": lambda data: spoiled(data, {"begun": "gestern"}),
    "deep": lambda _: sealed(b"[" * 100_000),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_broken_cache_only_costs_time(order: Order, spoil: str) -> None:
    (kept,) = (order.project / CACHE).glob("*.json")
    kept.write_bytes(SPOILS[spoil](kept.read_bytes()))
    assert recall(order) is None
    keep(order)
    assert recall(order) is not None


def test_after_a_checkout_bytes_decide(tmp_path: Path) -> None:
    order = project.order(project.city(tmp_path))
    order.target.mkdir()
    keep(order)
    for path in (*(order.project / "content").rglob("*"), order.project / OFFER):
        if path.is_file():
            os.utime(path, (0, time.time()))
    assert recall(order) is not None


def test_what_changes_during_a_build_is_not_kept(order: Order) -> None:
    before = inputs(order)
    move_in(order)
    remember(order, before, (), 1, tree(order.target))
    assert recall(order) is None
    assert not list((order.project / CACHE).glob("*.json"))


def test_nothing_is_kept_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    order = project.order(project.city(tmp_path / "city"))
    (order.project / CACHE).symlink_to(elsewhere)
    assert build(order).is_published
    assert list(elsewhere.iterdir()) == []
    assert recall(order) is None


def test_a_giant_file_is_not_read_for_this(order: Order) -> None:
    with (order.project / "content" / "medien" / "riesig.bin").open("wb") as file:
        file.truncate(10**12)
    assert inputs(order) is None
