"""What is there side by side, and how offers refer to each other; how that is written down."""

import json
import re
from collections.abc import Mapping
from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import cli
from sitegen.derive import derive
from sitegen.models.times import TimeRule, Times
from sitegen.rhythmwords import parse_rhythm
from sitegen.site import Site
from sitegen.surveys.network import NetworkReport, bands_of, concerning, survey, targets_in
from sitegen.surveys.network.formats import FORMATS
from tests.examples import project

BODY = project.city_files()["content/anbieter/nachbarschaft.yaml"].decode()
TEE = project.city_files()["offers/teestube.yaml"].decode().replace("veroeffentlicht", "entwurf")
TITLES = ("Lesekreis", "Singkreis", "Nähtreff", "Schachclub", "Lachyoga")
IDS = tuple("abcde")


def offer(title: str, *, links: str = "", times: str = "", extra: str = "") -> str:
    lines = [
        f'titel: "{title}"',
        "kurz: Für alle.",
        "art: gruppe",
        "anbieter: [nachbarschaft]",
        "modus: vor_ort",
        "gebiet: [mitte]",
        "themen: [begegnung]",
        "niedrigschwellig: {kennenlernen: ja}",
        f"verweise: {links}",
        f"zeiten: {times}",
        extra or "pflege: {status: veroeffentlicht, quellen: [{art: sonstiges, titel: x}]}",
    ]
    return "\n".join(lines) + "\n"


def at(day: str, start: str, *, year: str = "") -> str:
    return f'{{regeln: [{{tage: ["{day}"], von: "{start}"}}], beleg_jahr: {year}}}'


def also(*others: str) -> str:
    return f"{{siehe_auch: [{', '.join(others)}]}}"


def site_of(offers: Mapping[str, str], more: project.Files | None = None) -> Site:
    """The example city with these offers alone; its own is a draft."""
    files: dict[str, str | bytes | None] = {"offers/teestube.yaml": TEE, **(more or {})}
    files |= {f"offers/{offer_id}.yaml": text for offer_id, text in offers.items()}
    return derive(project.catalogue(files), project.TODAY, {})[0]


def report_of(offers: Mapping[str, str], more: project.Files | None = None) -> NetworkReport:
    return survey(site_of(offers, more))


def links_of(edges: Mapping[str, list[str]]) -> NetworkReport:
    """The report about five offers which refer to each other like this."""
    texts = {name: also(*edges.get(name, [])) for name in IDS}
    return report_of(
        {name: offer(title, links=texts[name]) for name, title in zip(IDS, TITLES, strict=True)}
    )


def one_ways(report: NetworkReport) -> set[tuple[str, str]]:
    return {(it.start.target[1], it.end.target[1]) for it in report.one_way}


def ids(nodes: object) -> list[str]:
    assert isinstance(nodes, tuple)
    return [node.target[1] for node in nodes]


# Referrals


def test_one_way_links_dead_ends_and_offers_nobody_refers_to() -> None:
    report = links_of({"a": ["b"], "b": ["a", "c"], "d": ["c"]})
    assert one_ways(report) == {("b", "c"), ("d", "c")}
    assert sorted(ids(report.dead_ends)) == ["c", "e"]
    assert sorted(ids(report.unreferenced)) == ["d", "e"]


def test_islands_are_all_groups_but_the_largest() -> None:
    report = links_of({"a": ["b"], "b": ["c"], "d": ["e"]})
    assert [sorted(ids(island)) for island in report.islands] == [["d", "e"]]
    assert links_of({"a": ["b"]}).islands == ()
    assert links_of({}).islands == ()


EDGES = st.dictionaries(
    st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=4, unique=True)
)


@given(EDGES)
def test_a_link_back_removes_exactly_that_entry(edges: dict[str, list[str]]) -> None:
    edges = {start: [end for end in ends if end != start] for start, ends in edges.items()}
    before = one_ways(links_of(edges))
    for start, end in sorted(before)[:2]:
        answered = {**edges, end: [*edges.get(end, []), start]}
        assert one_ways(links_of(answered)) == before - {(start, end)}


def test_a_referral_to_something_else_is_no_dead_end() -> None:
    links = "{verweist_an: [{ziel: anbieter/nachbarschaft, grund: Wer mehr sucht.}]}"
    report = report_of({"a": offer("Lesekreis", links=links)})
    assert report.dead_ends == ()
    assert report.one_way == ()


def test_what_is_not_listed_does_not_count() -> None:
    draft = "pflege: {quellen: [{art: sonstiges, titel: x}]}"
    report = report_of(
        {
            "a": offer("Lesekreis", links=also("b")),
            "b": offer("Singkreis", links=also("a"), extra=draft),
        }
    )
    assert ids(report.dead_ends) == ids(report.unreferenced) == ["a"]
    assert report.one_way == ()


# Overlaps


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        ("Dienstag", time(9), [(1, "vormittags")]),
        ("dienstags", time(11, 59), [(1, "vormittags")]),
        ("Di", time(12), [(1, "nachmittags")]),
        ("jeden 1. Dienstag im Monat", time(17, 59), [(1, "nachmittags")]),
        ("Dienstag", time(18), [(1, "abends")]),
        ("Mo-Mi", time(18), [(0, "abends"), (1, "abends"), (2, "abends")]),
        ("Dienstag", None, []),
    ],
)
def test_bands(day: str, start: time | None, expected: list[tuple[int, str]]) -> None:
    rule = TimeRule.model_construct(days=[parse_rhythm(day)], start=start, valid_until=None)
    times = Times.model_construct(rules=[rule])
    assert list(bands_of(times, date(2026, 1, 1))) == expected


def test_times_that_are_over_no_longer_count() -> None:
    day = date(2026, 1, 1)
    rule = TimeRule.model_construct(days=[parse_rhythm("Mo")], start=time(9), valid_until=day)
    times = Times.model_construct(rules=[rule])
    assert bands_of(times, day) == ((0, "vormittags"),)
    assert bands_of(times, date(2026, 1, 2)) == ()
    assert bands_of(None, day) == ()


def test_two_at_a_time_overlap_and_their_doubts_are_told() -> None:
    checked = (
        "pflege: {status: veroeffentlicht, geprueft_am: 2026-03-01, geprueft_von: Redaktion, "
        "quellen: [{art: telefonat}]}"
    )
    report = report_of(
        {
            "a": offer("Lesekreis", times=at("Di", "14:00", year="2026"), extra=checked),
            "b": offer("Singkreis", times=at("dienstags", "16:30")),
            "c": offer("Nähtreff", times=at("Di", "10:00")),
            "d": offer("Schachclub"),
        }
    )
    [overlap] = report.overlaps
    assert (overlap.topic.title, overlap.district.title) == ("Begegnung", "Mitte")
    assert (overlap.weekday, overlap.part) == (1, "nachmittags")
    assert [(it.offer.target[1], it.is_verified, it.is_dated) for it in overlap.offers] == [
        ("a", True, True),
        ("b", False, False),
    ]


def test_another_district_or_topic_is_no_overlap() -> None:
    times = at("Di", "14:00")
    one = offer("Lesekreis", times=times)
    for old, new in (("[mitte]", "[nord]"), ("[begegnung]", "[bewegung]"), ("mitte", "stadtweit")):
        other = offer("Singkreis", times=times).replace(old, new)
        assert report_of({"a": one, "b": other}).overlaps == ()


# Organisations and doubles


def test_bodies_without_a_listed_offer() -> None:
    draft = BODY.replace("veroeffentlicht", "entwurf").replace("Nachbarschaft", "Seewind")
    more = {
        "content/anbieter/still.yaml": BODY.replace("Nachbarschaft", "Stille").replace(
            "120", "121"
        ),
        "content/anbieter/neu.yaml": draft.replace("120", "122"),
    }
    assert ids(report_of({"a": offer("Lesekreis")}, more).idle) == ["still"]


def test_doubles_are_told_with_their_status() -> None:
    paused = offer("Lese-Kreis").replace("veroeffentlicht", "pausiert")
    [double] = report_of({"a": offer("Lesekreis"), "b": paused}).doubles
    assert (double.earlier.target[1], double.later.target[1]) == ("a", "b")
    assert double.agreed == ("Titel fast gleich", "gleicher Anbieter")


# What concerns some files


def test_only_what_concerns_the_records_of_a_file() -> None:
    offers = {
        "a": offer("Lesekreis", links=also("b"), times=at("Di", "14:00")),
        "b": offer("Singkreis", times=at("Di", "15:00")),
        "c": offer("Lese-Kreis", links=also("d"), times=at("Fr", "15:00")),
        "d": offer("Schachclub", times=at("Fr", "15:00")),
    }
    site = site_of(offers)
    whole = survey(site)
    assert targets_in(site, ["offers/b.yaml", "content/site.yaml"]) == {("angebot", "b")}
    about_b = concerning(whole, targets_in(site, ["offers/b.yaml"]))
    assert one_ways(about_b) == {("a", "b")}
    assert ids(about_b.dead_ends) == ["b"]
    assert not about_b.doubles
    assert not about_b.unreferenced
    assert [ids(tuple(it.offer for it in o.offers)) for o in about_b.overlaps] == [["a", "b"]]
    about_c = concerning(whole, targets_in(site, ["offers/c.yaml"]))
    assert about_c.doubles == whole.doubles != ()
    assert concerning(whole, frozenset()) == concerning(whole, targets_in(site, ["README.md"]))
    everything = concerning(whole, targets_in(site, ["offers", "content"]))
    assert everything == whole


# Formats


def written(report: NetworkReport, form: str) -> str:
    stream = StringIO()
    FORMATS[form](report, stream)
    return stream.getvalue()


HOSTILE = r"Treff ::error:: ##[x] *b* <i> | [x](y) \e[31m `c`"


@pytest.fixture(scope="module")
def full() -> NetworkReport:
    """A report with something in every section, and with a title that wants to be more."""
    times = at("Di", "14:00")
    offers = {
        "a": offer("Lesekreis", links=also("b", "c"), times=times),
        "b": offer("Lese-Kreis", times=times),
        "c": offer(HOSTILE.replace("\\", ""), times=times),
        "d": offer("Schachclub", links=also("e")),
        "e": offer("Lachyoga", links=also("d")),
    }
    still = BODY.replace("Nachbarschaft", "Stille").replace("120", "121")
    return report_of(offers, {"content/anbieter/still.yaml": still})


def test_json_is_ascii_and_says_everything(full: NetworkReport) -> None:
    text = written(full, "json")
    assert text.isascii()
    assert "##[" not in text
    found = json.loads(text)
    assert list(found) == [
        "doppel",
        "ueberschneidungen",
        "einseitig",
        "sackgassen",
        "ohne_hinweis",
        "inseln",
        "anbieter_ohne_angebot",
    ]
    assert all(found.values())
    assert found["doppel"][0]["alt"] == {
        "art": "angebot",
        "kennung": "a",
        "titel": "Lesekreis",
        "datei": "offers/a.yaml",
    }
    assert found["ueberschneidungen"][0]["wochentag"] == 2


def test_text_is_aligned_and_commands_nothing(full: NetworkReport) -> None:
    lines = written(full, "text").splitlines()
    assert "Wahrscheinlich doppelt: 1" in lines
    assert any("dienstags nachmittags" in line for line in lines)
    start = lines.index("Sackgassen: 2") + 2
    assert len({line.index("offers/") for line in lines[start : start + 2]}) == 1
    assert all("##[" not in line and line == line.rstrip() for line in lines)


def test_markdown_shows_titles_as_they_are(full: NetworkReport) -> None:
    text = written(full, "markdown")
    assert "## Doppelstrukturen und Verweise" in text
    assert r"\*b\* \<i\> \| \[x\](y)" in text
    assert "[x](y)" not in text.replace(r"\[x\](y)", "")


def test_nothing_found_is_said() -> None:
    empty = concerning(report_of({}), frozenset())
    assert written(empty, "text").count("nichts gefunden") == 7
    assert "Nichts gefunden" in written(empty, "markdown")
    assert not any(json.loads(written(empty, "json")).values())


def test_the_same_site_gives_the_same_report(full: NetworkReport) -> None:
    for form in FORMATS:
        assert written(full, form) == written(full, form)


# The verb


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example city with two offers that are probably one, as the working folder."""
    offers = {"offers/a.yaml": offer("Lesekreis"), "offers/b.yaml": offer("Lese-Kreis")}
    monkeypatch.chdir(project.city(tmp_path, {**offers, "README.md": "Musterstadt"}))
    return tmp_path


def said(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["netz", *arguments])
    both = capsys.readouterr()
    return code, both.out + both.err


def test_the_whole_network(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.fingerprint(city)
    code, text = said(capsys=capsys)
    assert code == cli.FINE
    assert "Wahrscheinlich doppelt: 1\n" in text
    assert re.search(r"Lese-Kreis +offers/b\.yaml\n +Lesekreis +offers/a\.yaml", text)
    assert project.fingerprint(city) == before


@pytest.mark.usefixtures("city")
def test_only_the_network_of_some_files(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said("--zu", "offers/a.yaml", "README.md", "--format", "json", capsys=capsys)
    found = json.loads(text)
    assert code == cli.FINE
    assert len(found["doppel"]) == 1
    assert [node["kennung"] for node in found["sackgassen"]] == ["a"]
    code, text = said("--zu", "README.md", "--format", "markdown", capsys=capsys)
    assert code == cli.FINE
    assert "Nichts gefunden" in text


@pytest.mark.usefixtures("city")
def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said("--zu", "offers/gibt-es-nicht.yaml", capsys=capsys)
    assert code == cli.USAGE
    assert "„offers/gibt-es-nicht.yaml“ gibt es nicht." in text
    assert said("--format", "html", capsys=capsys)[0] == cli.USAGE


def test_no_network_while_a_record_is_wrong(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (city / "offers" / "a.yaml").write_text("titel: x\n", "utf-8")
    code, text = said("--format", "json", capsys=capsys)
    assert code == cli.FINDINGS
    assert text == "Erst müssen alle Fehler behoben sein; der Befehl check zeigt sie.\n"
