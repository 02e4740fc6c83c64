"""What else may differ when a build begins: the day, the options, the cache, the last site."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from sitegen.order import Order
from tests.examples import project as examples
from tests.walk.edits import Change
from tests.walk.world import World

Wish: TypeAlias = Callable[[Random, Order], Order]


def _later(days: int) -> Wish:
    return lambda _random, order: replace(order, today=order.today + timedelta(days))


def _first_day(_random: Random, order: Order) -> Order:
    return replace(order, today=examples.TODAY)


def _address(random: Random, order: Order) -> Order:
    hosts = (None, "https://eins.example.org/", "https://zwei.example.org/unter/")
    return replace(order, base_url=random.choice([it for it in hosts if it != order.base_url]))


def _processes(_random: Random, order: Order) -> Order:
    return replace(order, processes=3 - order.processes)


def _library(_random: Random, order: Order) -> Order:
    has_some = (order.templates / "vorschau").is_dir()
    return replace(order, has_pattern_library=has_some and not order.has_pattern_library)


WISHES: Mapping[str, Wish] = {
    "next day": _later(1),
    "next week": _later(7),
    "next month": _later(30),
    "next year": _later(400),
    "day before": _later(-1),
    "month before": _later(-30),
    "first day": _first_day,
    "other address": _address,
    "processes": _processes,
    "pattern library": _library,
}


# --- The cache --------------------------------------------------------------------------------


def _gone(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _cache_removed(_random: Random, world: World) -> str:
    _gone(world.cache)
    return "all"


def _copied(place: Path, copy: Path) -> str:
    if not place.is_dir() or place.is_symlink():
        return ""
    _gone(copy)
    shutil.copytree(place, copy, symlinks=True)
    return place.name


def _cache_kept(_random: Random, world: World) -> str:
    return _copied(world.cache, world.older / "cache")


def _cache_back(_random: Random, world: World) -> str:
    if not (world.older / "cache").exists():
        return ""
    _gone(world.cache)
    return _copied(world.older / "cache", world.cache)


def _kept(world: World) -> list[Path]:
    """The files of the cache that have something in them."""
    found = sorted(world.cache.rglob("*")) if world.cache.is_dir() else []
    return [it for it in found if it.is_file() and not it.is_symlink() and it.stat().st_size]


def _spoilt(spoil: Callable[[Random, bytes], bytes]) -> Change:
    def change(random: Random, world: World) -> str:
        found = _kept(world)
        if not found:
            return ""
        path = random.choice(found)
        path.write_bytes(spoil(random, path.read_bytes()))
        return path.name

    return change


def _flipped(random: Random, data: bytes) -> bytes:
    """Up to three bits the other way round."""
    spoilt = bytearray(data)
    for _ in range(random.randint(1, 3)):
        spoilt[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _one_value(random: Random, data: bytes) -> bytes:
    """One value of the JSON is another."""
    try:
        told = json.loads(data)
    except ValueError:
        return data
    inner = told
    while isinstance(inner, dict | list) and inner:
        key: Any = random.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
        if not isinstance(inner[key], dict | list) or not inner[key] or random.random() < 0.2:
            inner[key] = random.choice((None, -1, 10**30, "", "../x", [], {}, [[]], True))
            break
        inner = inner[key]
    return json.dumps(told, ensure_ascii=False).encode()


_HOSTILE = (
    *(b"[]", b"{}", b"null", b'""', b"1e999", b"NaN", b"\xff\xfe", b"\0" * 9),
    *(b"[" * 100_000, b'{"a":' * 9_000, b'{"findings": [{}], "by_times": 1}'),
    b'{"__class__": "os.system", "files": -1}',
)


def _cache_linked(_random: Random, world: World) -> str:
    """The cache is a link to another folder."""
    _gone(world.cache)
    other = world.older / "linked"
    other.mkdir(exist_ok=True)
    world.cache.symlink_to(other)
    return "folder"


def _cache_file(_random: Random, world: World) -> str:
    _gone(world.cache)
    world.cache.write_text("kein Ordner", "utf-8")
    return "file"


def _kept_as_folder(random: Random, world: World) -> str:
    found = _kept(world)
    if not found:
        return ""
    path = random.choice(found)
    path.unlink()
    path.mkdir()
    return path.name


def _read_only(_random: Random, world: World) -> str:
    found = _kept(world)
    for path in found:
        path.chmod(0o444)
    return f"{len(found)} files" if found else ""


# --- The published site -----------------------------------------------------------------------


def _pages(world: World) -> list[Path]:
    """The files of the site, but for the marker that says whose it is."""
    found = sorted(world.site.rglob("*")) if world.site.is_dir() else []
    return [it for it in found if it.is_file() and not it.is_symlink() and it.parent != world.site]


def _page(do: Callable[[Random, Path], object]) -> Change:
    def change(random: Random, world: World) -> str:
        found = _pages(world)
        if not found:
            return ""
        path = random.choice(found)
        do(random, path)
        return str(path.relative_to(world.site))

    return change


def _rewritten(_random: Random, path: Path) -> None:
    """In place: the tree that is kept for the next build may share the file."""
    with path.open("ab") as file:
        file.write(b"von Hand\n")


def _rewritten_unseen(random: Random, path: Path) -> None:
    state, data = path.stat(), bytearray(path.read_bytes() or b" ")
    data[random.randrange(len(data))] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def _replaced(_random: Random, path: Path) -> None:
    path.unlink()
    path.write_bytes(b"eine andere Datei\n")


def _page_linked(_random: Random, path: Path) -> None:
    path.unlink()
    path.symlink_to("index.html")


def _page_as_folder(_random: Random, path: Path) -> None:
    path.unlink()
    (path / "innen").mkdir(parents=True)
    (path / "innen" / "zettel.txt").write_bytes(b"x")


def _aged(random: Random, path: Path) -> None:
    os.utime(path, (random.randrange(10**9), random.randrange(10**9)))


def _site_removed(_random: Random, world: World) -> str:
    _gone(world.site)
    return world.site.name


def _site_kept(_random: Random, world: World) -> str:
    return _copied(world.site, world.older / "site")


def _site_back(_random: Random, world: World) -> str:
    if not (world.older / "site").exists():
        return ""
    _gone(world.site)
    return _copied(world.older / "site", world.site)


def _spare(world: World) -> Path:
    """The tree beside the site that becomes the next one."""
    return world.site.with_name(f".{world.site.name}.staging")


def _spare_removed(_random: Random, world: World) -> str:
    _gone(_spare(world))
    return "all"


def _spare_spoilt(random: Random, world: World) -> str:
    found = [it for it in sorted(_spare(world).rglob("*.html")) if it.is_file()]
    if not found:
        return ""
    path = random.choice(found)
    _replaced(random, path)
    return str(path.relative_to(world.project))


def _pages_swapped(random: Random, world: World) -> str:
    """Two pages take each other's place, with their times."""
    found = _pages(world)
    if len(found) < 2:
        return ""
    one, other = random.sample(found, 2)
    between = world.older / "between"
    for path, new in ((one, between), (other, one), (between, other)):
        path.rename(new)
    return f"{one.relative_to(world.site)}, {other.relative_to(world.site)}"


STATES: Mapping[str, Change] = {
    "cache removed": _cache_removed,
    "cache kept": _cache_kept,
    "older cache": _cache_back,
    "cache cut short": _spoilt(lambda random, data: data[: random.randrange(len(data))]),
    "cache with spoilt bits": _spoilt(_flipped),
    "cache with another value": _spoilt(_one_value),
    "cache of garbage": _spoilt(lambda random, _: random.randbytes(random.randrange(1, 2000))),
    "hostile cache": _spoilt(lambda random, _: random.choice(_HOSTILE)),
    "cache is a link": _cache_linked,
    "cache is a file": _cache_file,
    "folder in the cache": _kept_as_folder,
    "cache is read-only": _read_only,
    "page rewritten": _page(_rewritten),
    "page rewritten unseen": _page(_rewritten_unseen),
    "page replaced": _page(_replaced),
    "page removed": _page(lambda _, path: path.unlink()),
    "page added": _page(lambda _, path: path.with_name("zettel.html").write_bytes(b"x")),
    "page linked": _page(_page_linked),
    "folder in place of a page": _page(_page_as_folder),
    "page of another time": _page(_aged),
    "page of another mode": _page(lambda _, path: path.chmod(0o600)),
    "pages swapped": _pages_swapped,
    "site removed": _site_removed,
    "site kept": _site_kept,
    "older site": _site_back,
    "spare tree removed": _spare_removed,
    "spare tree spoilt": _spare_spoilt,
}


def mended(world: World) -> None:
    """A cache that keeps nothing, as a link or a file does, would hide what comes after."""
    if world.cache.is_symlink() or world.cache.is_file():
        world.cache.unlink()
