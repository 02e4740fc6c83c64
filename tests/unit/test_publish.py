"""Publication: what may be replaced, what stands in the tree afterwards, what is refused."""

import fcntl
import os
import pickle
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import Findings
from sitegen.exchange import exchange, rename_twice
from sitegen.publish import (
    MARK,
    SOURCES,
    Staging,
    open_staging,
    publish,
)
from sitegen.trees import MARKER

Site = Mapping[str, bytes]
OLD: Site = {
    "index.html": b"<p>alt",
    "css/site.css": b"p{}",
    "angebote/a/index.html": b"a",
    "angebote/b/index.html": b"b",
}
NEW: Site = {
    "index.html": b"<p>neu",
    "css/site.css": b"p{}",
    "angebote/a/index.html": b"a",
    "angebote/c/index.html": b"c",
}
IN_ONE_STEP = pytest.mark.parametrize("in_one_step", [True, False], ids=["exchange", "renames"])


def build(target: Path, site: Site, *, in_one_step: bool = True) -> Findings:
    """One whole build of `site`."""
    with open_staging(target, target.parent) as (staging, findings):
        if staging is None:
            return findings
        for file, data in site.items():
            assert staging.write(file, data) == ()
        return publish(staging, site, in_one_step=in_one_step)


@contextmanager
def opened(target: Path) -> Iterator[Staging]:
    """A staging tree that must be available."""
    with open_staging(target, target.parent) as (staging, findings):
        assert staging is not None, findings
        yield staging


def codes(findings: Findings) -> list[str]:
    """The codes alone."""
    return [finding.code for finding in findings]


def content(folder: Path) -> dict[str, str]:
    """Everything below a folder: kind, mode and content by path, links not followed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        what = f"{stat.filemode(state.st_mode)}"
        if path.is_symlink():
            what += f" -> {path.readlink()}"
        elif path.is_file():
            what += f" {path.read_bytes()!r}"
        found[path.relative_to(folder).as_posix()] = what
    return found


def expected(site: Site) -> dict[str, str]:
    """What `content` must say of a published site."""
    found = {file: f"-rw-r--r-- {data!r}" for file, data in {**site, MARKER: MARK}.items()}
    for file in site:
        parts = file.split("/")[:-1]
        found |= {"/".join(parts[: n + 1]): "drwxr-xr-x" for n in range(len(parts))}
    return dict(sorted(found.items()))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The output folder of a project that has nothing else."""
    project = tmp_path / "projekt"
    project.mkdir()
    return project / "dist"


# --- What stands there afterwards ---------------------------------------------------------


@IN_ONE_STEP
def test_target_holds_exactly_the_files_of_each_build(target: Path, *, in_one_step: bool) -> None:
    for site in (OLD, NEW, NEW, OLD, {}, NEW):
        assert build(target, site, in_one_step=in_one_step) == ()
        assert content(target) == expected(site)
    assert sorted(path.name for path in target.parent.iterdir()) == [
        ".dist.lock",
        ".dist.staging",
        "dist",
    ]


def test_first_build_leaves_nothing_but_target_and_lock(target: Path) -> None:
    assert build(target, OLD) == ()
    assert sorted(path.name for path in target.parent.iterdir()) == [".dist.lock", "dist"]


def test_an_empty_folder_is_taken(target: Path) -> None:
    target.mkdir(mode=0o700)
    assert build(target, OLD) == ()
    assert content(target) == expected(OLD)
    assert stat.S_IMODE(target.stat().st_mode) == 0o755


def test_unchanged_files_keep_their_time_through_every_exchange(target: Path) -> None:
    build(target, OLD)
    for path in target.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    for number in range(5):
        assert build(target, {**OLD, "index.html": b"%d" % number}) == ()
        old = {
            path.relative_to(target).as_posix()
            for path in target.rglob("*")
            if path.is_file() and path.stat().st_mtime == 1_000_000_000
        }
        assert old == {*OLD, MARKER} - {"index.html"}


def test_content_that_returns_is_found_in_the_previous_tree(target: Path) -> None:
    build(target, OLD)
    build(target, NEW)
    before = (target.parent / ".dist.staging" / "index.html").stat()
    build(target, OLD)
    assert (target / "index.html").stat() == before


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_do_not_depend_on_the_umask(target: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        for site in (OLD, NEW):
            assert build(target, site) == ()
            assert content(target) == expected(site)
            assert stat.S_IMODE(target.stat().st_mode) == 0o755
    finally:
        os.umask(before)


NAMES = st.sampled_from(["a", "b", "index.html", "x.css"])
FILES = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SITES = st.dictionaries(FILES, st.binary(max_size=3), max_size=6).filter(
    lambda site: not any(f"{file}/" in other for file in site for other in site)
)


@settings(max_examples=40)
@given(sites=st.lists(SITES, min_size=1, max_size=4), in_one_step=st.booleans())
def test_any_sequence_of_sites_comes_out_exactly(sites: list[Site], *, in_one_step: bool) -> None:
    with TemporaryDirectory() as folder:
        target = Path(folder, "dist")
        for site in sites:
            assert build(target, site, in_one_step=in_one_step) == ()
            assert content(target) == expected(site)


# --- A staging tree is never believed -----------------------------------------------------


def plant_wrong_bytes(tree: Path, _: Path) -> None:
    (tree / "index.html").unlink()
    (tree / "index.html").write_bytes(b"<p>alT")


def plant_half_file(tree: Path, _: Path) -> None:
    (tree / "css/site.css").unlink()
    (tree / "css/site.css").write_bytes(b"p")


def plant_leftovers(tree: Path, _: Path) -> None:
    (tree / ".sitegen-0123456789abcdef").write_bytes(b"half")
    (tree / "tief/er/liegt").mkdir(parents=True)
    (tree / "tief/er/liegt/etwas").write_bytes(b"x")
    (tree / "angebote/.sitegen").write_bytes(MARK)


def plant_empty_marker(tree: Path, _: Path) -> None:
    (tree / MARKER).unlink()
    (tree / MARKER).touch()


def plant_file_link(tree: Path, outside: Path) -> None:
    (tree / "index.html").unlink()
    (tree / "index.html").symlink_to(outside / "geheim")


def plant_folder_link(tree: Path, outside: Path) -> None:
    shutil.rmtree(tree / "angebote")
    (tree / "angebote").symlink_to(outside, target_is_directory=True)


def plant_dangling_links(tree: Path, outside: Path) -> None:
    shutil.rmtree(tree / "css")
    (tree / "css").symlink_to(outside / "nichts")
    (tree / "neu").symlink_to("neu")


def plant_hard_link(tree: Path, outside: Path) -> None:
    (tree / "index.html").unlink()
    os.link(outside / "geheim", tree / "index.html")


def plant_pipe(tree: Path, _: Path) -> None:
    (tree / "index.html").unlink()
    os.mkfifo(tree / "index.html")
    os.mkfifo(tree / "rohr")


def plant_folder_for_file(tree: Path, _: Path) -> None:
    (tree / "index.html").unlink()
    (tree / "index.html/darin").mkdir(parents=True)
    (tree / "index.html/darin/x").write_bytes(b"x")


def plant_file_for_folder(tree: Path, _: Path) -> None:
    shutil.rmtree(tree / "angebote")
    (tree / "angebote").write_bytes(b"x")


def plant_modes(tree: Path, _: Path) -> None:
    (tree / "index.html").unlink()
    (tree / "index.html").write_bytes(NEW["index.html"])
    (tree / "index.html").chmod(0o4777)
    (tree / "angebote/a").chmod(0o777)
    tree.chmod(0o700)


Plant = Callable[[Path, Path], None]
PLANTS = [value for name, value in sorted(globals().items()) if name.startswith("plant_")]


@pytest.mark.parametrize("where", [".dist.staging", "dist"])
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_whatever_lies_in_either_tree_the_next_build_is_right(
    target: Path, plant: Plant, where: str
) -> None:
    outside = target.parent.parent / "aussen"
    (outside / "a").mkdir(parents=True)
    (outside / "geheim").write_bytes(b"<p>alt")
    (outside / "a/index.html").write_bytes(b"fremd")
    for site in (OLD, OLD):
        build(target, site)
    before = content(outside)
    plant(target.parent / where, outside)
    for site in (NEW, NEW, OLD):
        assert build(target, site) == ()
        assert content(target) == expected(site)
        assert stat.S_IMODE(target.stat().st_mode) == 0o755
    assert content(outside) == before
    assert (outside / "geheim").stat().st_mode & 0o7777 == 0o644


# --- What is refused, with nothing touched ------------------------------------------------


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        (".", "."),
        ("", "."),
        ("dist/..", "."),
        ("..", None),
        ("../..", None),
        ("/", "/"),
        *((name, name) for name in sorted(SOURCES)),
        ("content/dist", "content/dist"),
        ("Content", "Content"),
        (".git/x/y", ".git/x/y"),
        ("dist/../sitegen", "sitegen"),
    ],
)
def test_the_project_and_its_sources_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, shown: str | None
) -> None:
    project = tmp_path / "a/projekt"
    (project / "content").mkdir(parents=True)
    (project / "content/site.yaml").write_bytes(b"name: x")
    monkeypatch.chdir(project)
    before = content(tmp_path)
    with open_staging(Path(named), project) as (staging, findings):
        assert staging is None
    assert codes(findings) == ["ausgabeordner-quelle"]
    if shown is not None:
        assert findings[0].location.path == shown
    assert content(tmp_path) == before


def test_a_link_above_the_target_is_resolved_before_the_judgement(target: Path) -> None:
    project = target.parent
    (project / "content").mkdir()
    (project / "weg").symlink_to("content")
    assert codes(refused(project / "weg/dist", project)) == ["ausgabeordner-quelle"]


def refused(target: Path, project: Path) -> Findings:
    with open_staging(target, project) as (staging, findings):
        assert staging is None
    return findings


def foreign_folder(place: Path) -> None:
    (place / "fotos").mkdir(parents=True)
    (place / "fotos/unersetzlich.jpg").write_bytes(b"jpg")


def foreign_hidden_file(place: Path) -> None:
    place.mkdir()
    (place / ".versteckt").touch()


def foreign_marker(place: Path) -> None:
    place.mkdir()
    (place / MARKER).write_bytes(b"etwas ganz anderes")


def marker_is_a_link(place: Path) -> None:
    place.mkdir()
    (place / "echt").write_bytes(MARK)
    (place / MARKER).symlink_to("echt")


def a_file(place: Path) -> None:
    place.write_bytes(b"x")


def a_link(place: Path) -> None:
    (place.parent / "woanders").mkdir()
    place.symlink_to("woanders")


def a_dangling_link(place: Path) -> None:
    place.symlink_to("nirgends")


OBSTACLES = [
    (foreign_folder, "ausgabeordner-fremd"),
    (foreign_hidden_file, "ausgabeordner-fremd"),
    (foreign_marker, "ausgabeordner-fremd"),
    (marker_is_a_link, "ausgabeordner-fremd"),
    (a_file, "ausgabeordner-datei"),
    (a_link, "ausgabeordner-verknuepfung"),
    (a_dangling_link, "ausgabeordner-verknuepfung"),
]


@pytest.mark.parametrize("name", ["dist", ".dist.staging", ".dist.previous"])
@pytest.mark.parametrize(("obstacle", "code"), OBSTACLES)
def test_what_the_generator_did_not_make_stays(
    target: Path, obstacle: Callable[[Path], None], code: str, name: str
) -> None:
    if name != "dist":
        build(target, OLD)
        shutil.rmtree(target.parent / name, ignore_errors=True)
    obstacle(target.parent / name)
    before = content(target.parent)
    findings = refused(target, target.parent)
    assert codes(findings) == [code]
    assert findings[0].location.path == name
    assert f"„{name}“" in findings[0].message
    assert {k: v for k, v in content(target.parent).items() if k != ".dist.lock"} == {
        k: v for k, v in before.items() if k != ".dist.lock"
    }
    assert name != "dist" or not (target.parent / ".dist.lock").exists()


@pytest.mark.parametrize(("obstacle", "code"), OBSTACLES)
def test_what_appears_during_the_build_stays_too(
    target: Path, obstacle: Callable[[Path], None], code: str
) -> None:
    with opened(target) as staging:
        staging.write("index.html", b"neu")
        obstacle(target)
        before = content(target.parent)
        findings = publish(staging, ["index.html"])
    assert codes(findings) == [code]
    for path, what in before.items():
        if not path.startswith(".dist.staging"):
            assert content(target.parent)[path] == what


def test_a_folder_outside_the_project_is_named_in_full(tmp_path: Path) -> None:
    project, target = tmp_path / "projekt", tmp_path / "www"
    project.mkdir()
    foreign_folder(target)
    assert refused(target, project)[0].location.path == str(target)
    target.rename(tmp_path / "weg")
    with open_staging(target, project) as (staging, findings):
        assert staging is not None
        assert findings == staging.write("index.html", b"x") == publish(staging, ["index.html"])
    assert content(target) == expected({"index.html": b"x"})


def test_missing_parents_are_not_made(target: Path) -> None:
    assert codes(refused(target / "a/b", target.parent)) == ["ausgabeordner-ort-fehlt"]
    assert list(target.parent.iterdir()) == []


def test_a_planted_lock_is_not_followed(target: Path) -> None:
    (target.parent / ".dist.lock").symlink_to("anderswo")
    assert codes(refused(target, target.parent)) == ["ausgabe-schreibfehler"]
    assert not (target.parent / "anderswo").exists()


# --- Names ---------------------------------------------------------------------------------


BAD_NAMES = [
    *("", "/", "/etc/x", "a//b", "a/", "./a", "a/.", "..", "a/../../b", "a\\b", "a\nb", "a\n"),
    *("ä.html", "a b", "a%2fb", "a\0b", "\ud800", "a?b", "a:b", "a" * 256, "a/" * 16 + "b"),
    *("/".join(["a" * 250] * 4), MARKER, f"a/{MARKER}", ".sitegen-1/a"),
]
USUAL_NAMES = [
    *("404.html", "_headers", ".htaccess", ".well-known/security.txt", "...", "a..b", "a" * 255),
    *("a/" * 15 + "b", "/".join(["a" * 249] * 4)),
]


@pytest.mark.parametrize("file", BAD_NAMES)
def test_bad_names_are_refused(target: Path, file: str) -> None:
    with opened(target) as staging:
        before = content(target.parent)
        assert codes(staging.write(file, b"x")) == ["ausgabe-pfad-ungueltig"]
        assert content(target.parent) == before
        assert codes(publish(staging, [file])) == ["ausgabe-unvollstaendig"]


@pytest.mark.parametrize("file", USUAL_NAMES)
def test_usual_names_are_accepted(target: Path, file: str) -> None:
    assert build(target, {file: b"x"}) == ()
    assert content(target) == expected({file: b"x"})


# --- Handles -------------------------------------------------------------------------------


def test_a_handle_can_be_sent_to_a_worker(target: Path) -> None:
    with opened(target) as staging:
        assert pickle.loads(pickle.dumps(staging)).write("index.html", b"x") == ()  # noqa: S301
        assert publish(staging, ["index.html"]) == ()
    assert len(pickle.dumps(staging)) < 1000


def test_a_handle_of_an_earlier_build_writes_nothing(target: Path) -> None:
    with opened(target) as killed:
        killed.write("index.html", b"alt")
    with opened(target) as staging:
        staging.write("index.html", b"neu")
        assert codes(killed.write("index.html", b"alt")) == ["ausgabe-abgeloest"]
        assert codes(publish(killed, ["index.html"])) == ["ausgabe-abgeloest"]
        assert publish(staging, ["index.html"]) == ()
    assert content(target) == expected({"index.html": b"neu"})


def test_a_file_that_is_being_written_is_awaited(target: Path) -> None:
    events = []
    with opened(target) as killed:
        pass
    writing = os.open(killed.root, os.O_RDONLY)
    fcntl.flock(writing, fcntl.LOCK_SH)

    def finish() -> None:
        events.append("written")
        fcntl.flock(writing, fcntl.LOCK_UN)

    writer = Timer(0.2, finish)
    writer.start()
    with opened(target):
        events.append("opened")
    writer.join()
    os.close(writing)
    assert events == ["written", "opened"]


@pytest.mark.parametrize("builds", [0, 1, 2])
def test_a_handle_ends_with_the_publication(target: Path, builds: int) -> None:
    for _ in range(builds):
        build(target, OLD)
    with opened(target) as staging:
        assert publish(staging, []) == ()
        assert codes(staging.write("index.html", b"x")) == ["ausgabe-abgeloest"]
        assert codes(publish(staging, [])) == ["ausgabe-abgeloest"]
    assert content(target) == expected({})


def test_a_file_that_was_not_written_stops_publication(target: Path) -> None:
    build(target, OLD)
    with opened(target) as staging:
        staging.write("a", b"x")
        staging.write("a/b", b"takes the place of a")
        findings = publish(staging, ["a", "a/b", "fehlt.html"])
    assert codes(findings) == ["ausgabe-unvollstaendig"] * 2
    assert [finding.message.split("“")[0] for finding in findings] == [
        "Die Datei „a",
        "Die Datei „fehlt.html",
    ]
    assert content(target) == expected(OLD)


def test_an_abandoned_build_leaves_the_target(target: Path) -> None:
    build(target, OLD)
    with suppress(KeyboardInterrupt), opened(target) as staging:
        staging.write("index.html", b"halb")
        raise KeyboardInterrupt
    assert content(target) == expected(OLD)
    assert build(target, NEW) == ()
    assert content(target) == expected(NEW)


# --- What a build killed between two renames left ----------------------------------------


def killed_after_first_rename(target: Path) -> Site:
    target.rename(target.with_name(".dist.previous"))
    return NEW


def killed_after_second_rename(target: Path) -> Site:
    target.with_name(".dist.staging").rename(target.with_name(".dist.previous"))
    return NEW


def target_restored_by_hand(target: Path) -> Site:
    shutil.copytree(target, target.with_name(".dist.previous"))
    return NEW


def all_but_previous_lost(target: Path) -> Site:
    target.rename(target.with_name(".dist.previous"))
    shutil.rmtree(target.with_name(".dist.staging"))
    return NEW


@IN_ONE_STEP
@pytest.mark.parametrize(
    "damage",
    [
        killed_after_first_rename,
        killed_after_second_rename,
        target_restored_by_hand,
        all_but_previous_lost,
    ],
)
def test_the_next_start_mends_the_gap(
    target: Path, damage: Callable[[Path], Site], *, in_one_step: bool
) -> None:
    for site in (OLD, NEW):
        build(target, site)
    before = damage(target)
    with opened(target):
        assert content(target) == expected(before)
        assert not target.with_name(".dist.previous").exists()
    assert build(target, OLD, in_one_step=in_one_step) == ()
    assert content(target) == expected(OLD)


def test_a_second_rename_that_fails_undoes_the_first(target: Path) -> None:
    build(target, OLD)
    with pytest.raises(FileNotFoundError):
        rename_twice(target.with_name("fehlt"), target, target.with_name(".dist.previous"))
    assert content(target) == expected(OLD)


def test_a_refused_exchange_is_no_failure_but_a_missing_folder_is(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    assert not exchange(tmp_path / "a", tmp_path / "a/b")  # what a simple file system answers
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "fehlt")
