"""Files of the published tree that the next one takes over, and those put into it one by one."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.publish import open_staging, publish
from tests.unit.test_publish import NEW, OLD, Site, build, codes, content, expected, opened, target

__all__ = ["target"]

CHANGED = sorted(NEW.items() - OLD.items())
KEPT = sorted(NEW.keys() & OLD.keys() - dict(CHANGED).keys())
GONE = sorted(OLD.keys() - NEW.keys())


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _inodes(folder: Path) -> Mapping[str, int]:
    return {name: (folder / name).stat().st_ino for name in KEPT}


@pytest.mark.parametrize("builds", [1, 2, 3])
@pytest.mark.parametrize("has_links", [True, False], ids=["hard links", "no hard links"])
def test_what_is_kept_need_not_be_written(
    target: Path, builds: int, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", _refuse)
    for number in range(builds):
        build(target, {**OLD, "css/site.css": b"%d" % number})
    build(target, OLD)
    before = _inodes(target)
    with opened(target) as staging:
        assert staging.keep(KEPT) == ()
        assert [staging.write(*it) for it in CHANGED] == [()] * len(CHANGED)
        assert publish(staging, NEW) == ()
    assert content(target) == expected(NEW)
    assert (_inodes(target) == before) is has_links


def test_what_is_kept_takes_the_place_of_whatever_stands_there(target: Path) -> None:
    for _ in range(2):
        build(target, OLD)
    file, folder, *_ = KEPT
    with opened(target) as staging:
        for name in (file, folder):
            (staging.root / name).unlink()
        (staging.root / file).write_bytes(b"etwas anderes")
        (staging.root / folder / "innen").mkdir(parents=True)
        assert staging.keep(OLD) == ()
        assert publish(staging, OLD) == ()
    assert content(target) == expected(OLD)


def test_nothing_is_kept_of_what_is_not_published(target: Path) -> None:
    with opened(target) as staging:
        assert staging.keep(()) == ()
        assert codes(staging.keep(["index.html"])) == ["ausgabe-abgeloest"]
    build(target, OLD)
    with opened(target) as staging:
        for missing in ("fehlt.html", "fehlt/index.html", "index.html/innen"):
            assert len(staging.keep(["index.html", missing])) == 1, missing
        assert {*codes(publish(staging, NEW))} == {"ausgabe-unvollstaendig"}
    assert content(target) == expected(OLD)


def test_nothing_is_kept_through_a_link(target: Path) -> None:
    build(target, {**OLD, "x/a.html": b"x"})
    (target.parent / "woanders").mkdir()
    (target.parent / "woanders" / "a.html").write_bytes(b"fremd")
    (target / "x" / "a.html").unlink()
    (target / "x").rmdir()
    (target / "x").symlink_to(target.parent / "woanders")
    with opened(target) as staging:
        assert staging.keep(["x/a.html"]) != ()


def test_a_handle_of_an_earlier_build_neither_keeps_nor_hands_over(target: Path) -> None:
    build(target, OLD)
    with opened(target) as staging:
        staging.write("index.html", b"neu")
    with opened(target):
        assert codes(staging.keep(KEPT)) == ["ausgabe-abgeloest"]
        assert codes(staging.hand_over(["index.html"], GONE)) == ["ausgabe-abgeloest"]
    assert content(target) == expected(OLD)


def _files(site: Mapping[str, str]) -> Mapping[str, str]:
    return {path: it for path, it in site.items() if not it.startswith("d")}


WAYS: Mapping[str, tuple[Site, Site]] = {
    "as it is": (OLD, OLD),
    "other files": (OLD, NEW),
    "and back": (NEW, OLD),
    "a folder in place of a file": ({**OLD, "x": b"x"}, {**OLD, "x/y/z.html": b"z"}),
    "a file in place of a folder": ({**OLD, "x/y/z.html": b"z", "x/a": b""}, {**OLD, "x": b"x"}),
    "nothing left": (OLD, {}),
}


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("rounds", [1, 3])
def test_what_is_handed_over_stands_in_the_published_tree(
    target: Path, name: str, rounds: int
) -> None:
    old, new = WAYS[name]
    build(target, old)
    for before, after in [(old, new), (new, old)] * rounds:
        with opened(target) as staging:
            others = {file: data for file, data in after.items() if before.get(file) != data}
            assert [staging.write(*it) for it in others.items()] == [()] * len(others)
            assert staging.hand_over(others, before.keys() - after.keys()) == ()
        assert _files(content(target)) == _files(expected(after))


def test_what_was_written_for_a_site_that_came_to_nothing_stays_out(target: Path) -> None:
    build(target, OLD)
    with opened(target) as staging:
        for file in ("index.html", "angebote/neu/index.html"):
            assert staging.write(file, b"verworfen") == ()
    with opened(target) as staging:
        assert staging.write("css/site.css", b"neu") == ()
        assert staging.hand_over(["css/site.css"], []) == ()
    assert _files(content(target)) == _files(expected({**OLD, "css/site.css": b"neu"}))


def test_what_cannot_be_handed_over_is_a_finding(target: Path) -> None:
    with open_staging(target, target.parent) as (staging, _):
        assert staging is not None
        assert codes(staging.hand_over([], ["x"])) == ["ausgabe-abgeloest"], "no tree"
    build(target, OLD)
    with opened(target) as staging:
        assert staging.hand_over([], ["fehlt.html", "fehlt/index.html"]) == ()
        assert codes(staging.hand_over(["nie/geschrieben.html"], [])) == ["ausgabe-abgeloest"]
    assert _files(content(target)) == _files(expected(OLD))
