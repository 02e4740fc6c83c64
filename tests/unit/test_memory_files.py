"""What is kept below .cache/ comes back as it was, or not at all."""

import json
from array import array
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sitegen.memory.bundles import Made, Memory, Numbers, Trace, given_of
from sitegen.memory.cells import Cell, Prints
from sitegen.memory.files import Kept, keep, recalled
from sitegen.memory.notebook import Notebook
from sitegen.memory.notes import Notes
from sitegen.memory.noting import note_down, noted
from sitegen.memory.recollection import OnDisk
from sitegen.memory.remaking import Last
from sitegen.pipeline import build, look
from sitegen.shelf import lines_at, put, sealed
from sitegen.site import Bundle, Link, Links
from sitegen.unchanged import place_of, program, tree
from tests.examples import project
from tests.walk.states import _HOSTILE
from tests.walk.world import World, settled

Spoil = Callable[[bytes], bytes]

PROGRAM = b"\x01" * 32


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A project that was built once; no test changes it."""
    world = settled("views", tmp_path_factory.mktemp("kept"))
    assert build(world.order).is_published
    return world


@pytest.fixture(scope="module")
def memory(built: World) -> Kept:
    """What its build left."""
    return recalled(place_of(built.order, ".gemacht"), built.site)


# --- A shelf ------------------------------------------------------------------------------------


def test_what_is_put_on_a_shelf_is_there(tmp_path: Path) -> None:
    place = tmp_path / "x"
    assert list(lines_at(place)) == []
    for lines in (["a", "ä\ud800", ""], ["b"]):
        put(place, lines)
        assert list(lines_at(place)) == [it.encode("utf-8", "surrogatepass") for it in lines]
    assert [it.name for it in tmp_path.iterdir()] == ["x"]
    put(tmp_path / "no" / "folder", ["a"])
    (tmp_path / "y").mkdir()
    put(tmp_path / "y", ["a"])
    assert list(lines_at(tmp_path / "y")) == []


@pytest.mark.parametrize("at", [0, 10, 63, 64, 65, 70, -1])
def test_what_was_changed_on_a_shelf_is_not_believed(tmp_path: Path, at: int) -> None:
    place = tmp_path / "x"
    put(place, ["eins", "zwei"])
    data = place.read_bytes()
    other = bytes([data[at] ^ 1])
    spoilt = (data[:at] + other + data[len(data) + at + 1 if at < 0 else at + 1 :], data[:at])
    for it in (*spoilt, data + b"\n", b""):
        place.write_bytes(it)
        assert list(lines_at(place)) == []


# --- What was made -----------------------------------------------------------------------------


def test_a_memory_comes_back_as_it_was(built: World, memory: Kept, tmp_path: Path) -> None:
    assert len(memory.memory.made) > 50
    keep(tmp_path / "x", memory.memory, memory.prints, tree(built.site))
    again = recalled(tmp_path / "x", built.site)
    assert (again.memory, again.prints) == (memory.memory, memory.prints)
    keep(tmp_path / "y", memory.memory, memory.prints, tree(built.site), memory)
    assert recalled(tmp_path / "y", built.site) == memory


def test_what_is_the_same_is_passed_on_and_of_the_rest_no_word_stays(
    built: World, memory: Kept, tmp_path: Path
) -> None:
    place, made = tmp_path / "x", dict(memory.memory.made)
    name = next(name for name, it in made.items() if it.files[0].links.targets)
    others = set(memory.words.values())
    for number in range(20):
        file = made[name].files[0]
        told = (f"ein-{number}", "", "\n")
        now = replace(file, ids=told, links=Links.of(Link(it, 7) for it in told))
        made[name] = replace(made[name], files=(now, *made[name].files[1:]))
        last = replace(memory.memory, made=made)
        keep(place, last, memory.prints, tree(built.site), memory)
        again = recalled(place, built.site)
        lost = again.memory.made.keys() ^ made.keys()
        assert (again.memory.made, lost) == (made, set())
        same = {it: line.told for it, line in memory.lines.items() if it != name}
        assert {it: again.lines[it].told for it in same} == same
        assert set(again.words.values()) - others == set(told) - others
        assert len(place.read_bytes().split(b"\n")) == len(made) + 2
        memory, made = again, dict(again.memory.made)
    assert max(memory.words) < len(others) + 3, "numbers are given again"
    keep(place, Memory(), {}, tree(built.site), memory)
    assert recalled(place, built.site) == Kept()


def test_cells_that_do_not_exist_are_known_without_a_digest(built: World, tmp_path: Path) -> None:
    cells: Mapping[Cell, int] = {("a", "b"): 0, ("a", None): 1, ("ä", "\n"): 2}
    trace = Trace(array("I", [0, 2]), (), 5, 9)
    made = {"x": Made(b"given", trace, ())}
    there: Prints = {("a", "b"): b"0" * 16}
    keep(tmp_path / "x", Memory(b"basis", Numbers(cells), made), there, tree(built.site))
    kept = recalled(tmp_path / "x", built.site)
    found, prints = kept.memory, kept.prints
    assert (found.basis, found.made, prints) == (b"basis", made, there)
    assert (found.numbers["a", "b"], found.numbers["ä", "\n"]) == (0, 2)
    assert [found.made["x"].trace.holds(day, frozenset()) for day in (4, 5, 8, 9)] == [
        *(False, True, True, False)
    ]
    assert not found.made["x"].trace.holds(5, {2})


def test_a_bundle_is_the_same_if_it_was_cut_with_the_same_and_nothing_it_read_changed() -> None:
    bundle = Bundle("x", tuple, given=(1, ("a", "b")))
    made = Made(given_of(bundle), Trace(array("I", [0]), (), 5, 9), ())
    memory = Memory(b"", Numbers({("a", "b"): 0, ("c",): 1}), {"x": made})
    assert memory.same([bundle], 5, {("c",), ("d",)}) == {"x": made}
    for other, day, changed in (
        (replace(bundle, given=(2, ("a", "b"))), 5, frozenset[Cell]()),
        (replace(bundle, name="y"), 5, frozenset[Cell]()),
        (bundle, 9, frozenset[Cell]()),
        (bundle, 5, frozenset[Cell]({("a", "b")})),
    ):
        assert memory.same([other], day, changed) == {}


def test_only_what_is_still_published_counts(built: World, memory: Kept, tmp_path: Path) -> None:
    keep(tmp_path / "x", memory.memory, memory.prints, tree(built.site))
    world = settled("views", tmp_path)
    assert build(world.order).is_published
    made = memory.memory.made
    assert recalled(tmp_path / "x", world.site).memory.made == made, "the same bytes"
    (world.site / "index.html").write_bytes(b"von Hand")
    found = recalled(tmp_path / "x", world.site).memory.made
    lost = [name for name in made if name not in found]
    assert lost
    assert all(any(file.file == "index.html" for file in made[name].files) for name in lost)


def _lines(change: Callable[[list[Any]], None]) -> Spoil:
    """Other JSON on the lines, sealed as if it were right."""

    def spoil(data: bytes) -> bytes:
        lines = [json.loads(it) for it in data.split(b"\n")[1:]]
        change(lines)
        return sealed("\n".join(map(json.dumps, lines)).encode())

    return spoil


def _drop(lines: list[Any]) -> None:
    lines[0].pop("cells", None) or lines[0].pop("files")


def _other_values(seed: int) -> Callable[[list[Any]], None]:
    def change(lines: list[Any]) -> None:
        random = Random(seed)  # noqa: S311 - the same each time
        line: Any = random.choice(lines)
        key = random.choice(list(line) if isinstance(line, dict) else range(len(line)))
        line[key] = random.choice([None, -1, 10**30, "Ä", [], {}, [[1]], 1.5])

    return change


def _always(data: bytes) -> Spoil:
    return lambda _: data


SPOILT: Mapping[str, Spoil] = {
    **{f"hostile {number}": _always(sealed(it)) for number, it in enumerate(_HOSTILE)},
    "cut": lambda data: data[: len(data) // 2],
    "cut and sealed": lambda data: sealed(data.split(b"\n", 1)[1][:5000]),
    "nothing": lambda _: b"",
    "a value is missing": _lines(_drop),
    "no line is one": _lines(lambda lines: lines.__setitem__(1, [])),
    "numbers of no word": _lines(lambda lines: lines[0].update(words=[], files=10**9)),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_spoilt_is_an_empty_memory(name: str, built: World, tmp_path: Path) -> None:
    places = []
    for kept in (place_of(built.order, ".gemacht"), built.cache / "gelesen"):
        places.append(tmp_path / kept.name)
        places[-1].write_bytes(SPOILT[name](kept.read_bytes()))
    assert recalled(places[0], built.site) == Kept()
    assert noted(places[1], program()) == Notes()


@pytest.mark.parametrize("numbers", [[], [0] * 99_999])
def test_other_numbers_of_cells_words_and_lines_are_an_empty_memory(
    numbers: list[int], built: World, tmp_path: Path
) -> None:
    def change(lines: list[Any]) -> None:
        next(it for it in lines[1:] if it[-1])[-1] = told

    told = b64encode(array("I", numbers).tobytes()).decode()
    kept, place = place_of(built.order, ".gemacht"), tmp_path / "x"
    place.write_bytes(_lines(change)(kept.read_bytes()))
    assert recalled(place, built.site) == Kept()


@pytest.mark.parametrize("seed", range(12))
def test_no_value_can_make_it_fail(seed: int, built: World, tmp_path: Path) -> None:
    for kept in (place_of(built.order, ".gemacht"), built.cache / "gelesen"):
        place = tmp_path / kept.name
        place.write_bytes(_lines(_other_values(seed))(kept.read_bytes()))
        recalled(place, built.site)
        noted(place, program())


# --- What was noted ----------------------------------------------------------------------------


def test_notes_come_back_as_they_were_for_the_same_program(built: World, tmp_path: Path) -> None:
    notebook = Notebook()
    site, outcome = look(built.order, notebook)
    notes = notebook.notes()
    note_down(tmp_path / "x", notes, PROGRAM)
    again = noted(tmp_path / "x", PROGRAM)
    assert again.known == notes.known
    assert again.found == notes.found
    assert again.names == {name: (it[0], it[2].names) for name, it in notes.facts.items()}
    assert any(it.mentions for _, it in again.names.values())
    assert [(it.digest, it.reading) for it in again.files.values()] == [
        (it.digest, it.reading) for it in notes.files.values()
    ]
    assert look(built.order, Notebook(again)) == (site, outcome)
    assert noted(tmp_path / "x", b"\x02").files == {}


def test_several_processes_note_what_one_notes(tmp_path: Path) -> None:
    offer = (project.CITY / "offers" / "teestube.yaml").read_text("utf-8")
    many = {
        # Some cannot be read, some name what there is not, some are faultless.
        f"offers/treff-{number:03}.yaml": offer.replace("Teestube", f"Treff {number}")
        + ("titel: [\n", "x: y\n", 'text: "[Mehr](angebot:fehlt)"\n', "")[number % 4]
        for number in range(220)
    }
    order = project.order(project.city(tmp_path, many))
    alone, shared = Notebook(), Notebook(processes=2)
    assert look(order, alone) == look(order, shared)
    notes, same = alone.notes(), shared.notes()
    assert [(it.digest, it.reading) for it in notes.files.values()] == [
        (it.digest, it.reading) for it in same.files.values()
    ]
    assert list(notes.found.items()) == list(same.found.items())
    assert any(it.findings for it in same.found.values())
    assert any(it.reading.findings for it in same.files.values())


def test_another_basis_is_another_memory(built: World, memory: Kept) -> None:
    assert memory.memory.on(memory.memory.basis) is memory.memory
    assert memory.memory.on(b"another").made == {}
    order = replace(built.order, base_url="https://anders.example.org/")
    last = OnDisk()
    last.begin(order)
    site, _ = look(order, last.notebook)
    assert site is not None
    found = last.made(order, site)
    assert isinstance(found, Last)
    assert found.memory.made == {}
