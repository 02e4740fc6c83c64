"""A file is read by itself: what it holds and what is wrong with it depend on nothing else."""

from sitegen.reading import Reading, read_file
from sitegen.source import SourceFile
from tests.examples import project


def test_all_files_are_read_whatever_is_wrong_with_one() -> None:
    files = {"offers/a.yaml": b"a: [", "offers/b.yaml": b"a: b", "offers/c.yaml": b"\xff"}
    readings = [read_file(SourceFile(path, data)) for path, data in files.items()]
    assert [reading.is_readable for reading in readings] == [False, True, False]
    for path, reading in zip(files, readings, strict=True):
        assert reading.path == path
        assert {finding.location.path for finding in reading.findings} == {path}


def test_what_was_refused_says_nothing() -> None:
    reading = read_file(SourceFile("offers/x.yaml", b"", is_refused=True))
    assert reading == Reading("offers/x.yaml", is_readable=False)


def test_each_file_holds_what_its_place_is_for() -> None:
    readings = {source.path: read_file(source) for source in project.sources()}
    assert [path for path, it in readings.items() if it.config] == ["content/site.yaml"]
    texts = [path for path, it in readings.items() if it.texts]
    assert texts == [path for path in readings if path.startswith("content/texte/")]
    for reading in readings.values():
        assert reading.is_readable
        assert not reading.findings
        assert {record.path for record in reading.records} <= {reading.path}
        assert reading.keys in ((), tuple(record.id for record in reading.records))


def test_keys_of_a_collection_are_known_when_their_records_are_not() -> None:
    reading = read_file(SourceFile("content/taxonomie/themen.yaml", b"a: x\nb:\n  name: B\n"))
    assert reading.keys == ("a", "b")
    assert "a" not in {record.id for record in reading.records}
