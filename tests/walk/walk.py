"""A walk: change the project at random, build it, compare it with a build from nothing; again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from random import Random
from traceback import format_exc

from sitegen.order import Order
from tests.walk.edits import EDITS, FILES, Change
from tests.walk.records import MISTAKES, RECORDS, REPAIRS
from tests.walk.states import STATES, WISHES, mended
from tests.walk.world import (
    Kind,
    Said,
    Snapshot,
    World,
    anew,
    built,
    difference,
    files_of,
    from_nothing,
    put,
    settled,
    snapshot,
    tree,
)

SOURCES: Mapping[str, Mapping[str, Change]] = {
    "edit": EDITS,
    "file": FILES,
    "record": RECORDS,
    "mistake": MISTAKES,
    "repair": REPAIRS,
}

# How often; most steps are one edit of a project that can be published.
_AREAS = {"edit": 60, "file": 8, "record": 12, "mistake": 4, "wish": 10, "state": 10}
_AREAS_AROUND = {"wish": 2, "state": 5}  # while the sources stay as they are
_HOW_MANY = {0: 8, 1: 64, 2: 20, 3: 8}
_AROUND, _REPAIRED, _MENDED, _STRICT = 0.3, 0.7, 0.7, 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """What was changed, in words, and what is to be done again to repeat it."""

    told: tuple[str, ...]
    sources: Snapshot
    order: Order
    states: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a walk came, how many of its builds were published, what was wrong at its end."""

    steps: int
    published: int
    wrong: str = ""


def walk(kind: Kind, seed: int, steps: int, folder: Path) -> Walked:
    """So many steps in an empty folder, or up to the first that is not exact."""
    world = settled(kind, folder)
    trail, published = [Step(("start",), world.good, world.order)], 0
    for number in range(steps + 1):
        if number:
            drawn = Random(f"{seed}/{number}")  # noqa: S311 - the same walk each time
            trail.append(_changed(world, trail[-1], drawn))
        is_published, wrong = compared(world, trail[-1], folder / f"nothing-{number}")
        if wrong:
            lines = (f"{place:5} {'; '.join(it.told)}" for place, it in enumerate(trail))
            said = (
                f"{kind}, seed {seed}, step {number}: {wrong}",
                *lines,
                _least(kind, trail, folder),
            )
            return Walked(number, published, "\n".join(said))
        if is_published:
            world.good = trail[-1].sources
            published += 1
    return Walked(steps, published)


def _changed(world: World, before: Step, random: Random) -> Step:
    """Change the world: mostly once, a few times, or not at all."""
    told, states = [], []
    if random.random() < _MENDED:
        mended(world)
    weights = _AREAS_AROUND if random.random() < _AROUND else _AREAS
    areas = _drawn(random, weights, int(_drawn(random, _HOW_MANY, 1)[0]))
    if world.good is not before.sources and random.random() < _REPAIRED:
        areas.insert(0, "repair")
    for area in areas:
        if area == "wish":
            name = random.choice(list(WISHES))
            world.order = WISHES[name](random, world.order)
            told.append(name)
        elif area == "state":
            states.append((random.choice(list(STATES)), str(random.random())))
        else:
            name = random.choice(list(SOURCES[area]))
            told.append(f"{name}: {SOURCES[area][name](random, world) or 'nothing to do'}")
    sources = snapshot(world.project, before.sources)
    told += [f"{name}: {_state(name, drawn, world)}" for name, drawn in states]
    # Strict for once: while warnings stand, nothing would be published any more.
    order = replace(world.order, is_strict=random.random() < _STRICT)
    told.append(_wanted(order))
    return Step(tuple(told), sources, order, tuple(states))


def _drawn(random: Random, weights: Mapping[str, int] | Mapping[int, int], count: int) -> list[str]:
    return [str(it) for it in random.choices(list(weights), list(weights.values()), k=count)]


def _state(name: str, drawn: str, world: World) -> str:
    """Change the cache or the site, in the same way when it is repeated."""
    own = Random(drawn)  # noqa: S311 - as above
    return STATES[name](own, world) or "nothing to do"


def _wanted(order: Order) -> str:
    """The day and the options in a few words."""
    strict, library = order.is_strict and "strict", order.has_pattern_library and "library"
    options = (strict, library, order.base_url, f"{order.processes} at work")
    return f"[{', '.join(it for it in (order.today.isoformat(), *options) if it)}]"


def compared(world: World, step: Step, folder: Path) -> tuple[bool, str]:
    """Whether it was published, and what is not as it should be, in words."""
    before, shown = tree(world.site), tree(world.preview)
    try:
        said, stays = _both(world, step.order)
    except Exception:  # noqa: BLE001 - whatever a build raises is told with what led to it
        return False, format_exc()
    wanted, made = from_nothing(step.order, step.sources, folder)
    # What cannot be published leaves everything as it was.
    should, to_show = (made, made) if wanted.is_published else (before, shown)
    wrong = difference((said, tree(world.site)), (wanted, should))
    # In a preview nobody sees a folder without files.
    got = files_of(tree(world.preview))
    more = difference((stays, got), (wanted, files_of(to_show)))
    return said.is_published, wrong or (more and f"in a process that stays: {more}")


def _both(world: World, order: Order) -> tuple[Said, Said]:
    """What is said by a build that remembers beside the sources, and by one of what stays.

    The latter is told what changed, and has the time to prepare itself for the next one.
    """
    said, before, world.told = built(order), world.told, snapshot(world.project)
    changed = (path for path, _ in before.items() ^ world.told.items())
    world.stays.tell(str(world.project / path) for path in changed)
    stays = anew(replace(order, target=world.preview), world.stays)
    while world.stays.prepare():
        pass
    return said, stays


def _least(kind: Kind, trail: Sequence[Step], folder: Path) -> str:
    """How few of the last steps, after a build from nothing, are enough for the same."""
    for count in takewhile(lambda it: it < len(trail), (2**it for it in range(20))):
        if _is_wrong_again(kind, trail[-count - 1 :], folder / f"again-{count}"):
            return f"The last {count} alone, after a first build of what was before, do it."
    return "Only all of them together, or the moments they were made at, do it."


def _is_wrong_again(kind: Kind, trail: Sequence[Step], folder: Path) -> bool:
    """Whether the end of these steps is wrong; the first is a build from nothing."""
    folder.mkdir()
    world = settled(kind, folder)
    place = world.order
    for number, step in enumerate(trail):
        put(world.project, step.sources)
        for name, drawn in step.states if number else ():
            _state(name, drawn, world)
        order = replace(
            step.order, project=place.project, templates=place.templates, target=place.target
        )
        if number < len(trail) - 1:
            _both(world, order)
    return bool(compared(world, replace(trail[-1], order=order), folder / "nothing")[1])
