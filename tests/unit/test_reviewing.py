"""`pruefung eintragen` and the papers of `list`: from the call list back into the records."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.derive import derive
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.review import REVIEW
from sitegen.pipeline import read
from sitegen.site import Site
from tests.examples import project

DAY = "2026-11-20"
HERE = "angebot/teestube"
THERE = REVIEW.place
ALL = ("anbieter/nachbarschaft", HERE, "ort/haus-am-anger")
OLD = """frueher:
  am: 2026-01-05
  rolle: Büro
  art: besuch
  eintraege:
    - ort/haus-am-anger
"""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example city as the working folder, on the day of the examples."""
    monkeypatch.chdir(project.city(tmp_path / "stadt"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    return tmp_path / "stadt"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def enter(
    *records: str,
    capsys: pytest.CaptureFixture[str],
    on: str = DAY,
    role: str = "Redaktion",
    kind: str = "telefonat",
) -> tuple[int, str]:
    words = ("--am", on, "--rolle", role, "--art", kind)
    return run("pruefung", "eintragen", *words, *records, capsys=capsys)


def site_of(folder: Path) -> Site:
    files, _ = load(folder, CONTENT_TYPES)
    catalogue, findings = read(files, None)
    assert not [finding for finding in findings if finding.is_error]
    return derive(catalogue, project.TODAY, {})[0]


def verified(folder: Path) -> set[str]:
    return {
        "/".join(target)
        for target, standing in site_of(folder).standings.items()
        if standing.is_verified and target[0] in {"angebot", "anbieter", "ort"}
    }


def test_one_entry_verifies_all_and_touches_one_file(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p: p.read_bytes() for p in city.rglob("*") if p.is_file()}
    assert verified(city) == set()
    code, said = enter(*ALL, capsys=capsys)
    assert code == cli.FINE
    assert "telefonat-2026-11-20" in said
    assert f"git add {THERE}" in said
    assert "3 Einträge" in said
    assert verified(city) == set(ALL)
    after = {p: p.read_bytes() for p in city.rglob("*") if p.is_file()}
    assert {p for p in after if before.get(p) != after[p]} == {city / THERE}
    assert not [p for p in after if b"geprueft_am" in after[p] and p not in before]


@pytest.mark.parametrize("old", [OLD, OLD.rstrip("\n"), OLD.replace("\n", "\r\n")])
def test_what_stands_before_stays(city: Path, capsys: pytest.CaptureFixture[str], old: str) -> None:
    (city / THERE).write_bytes(old.encode())
    assert enter(HERE, capsys=capsys)[0] == cli.FINE
    assert (city / THERE).read_bytes().startswith(old.encode())
    found = site_of(city).catalogue.of(REVIEW)
    assert list(found)[-1] == "telefonat-2026-11-20"
    assert found["telefonat-2026-11-20"].content.records == [HERE]


@pytest.mark.parametrize(
    "role", ["Redaktion", "Büro: für #Nähe", "Anruf's Team", "ja", "[a]", "~x"]
)
def test_any_role_is_kept_as_it_is(
    city: Path, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    assert enter(HERE, role=role, capsys=capsys)[0] == cli.FINE
    (found,) = site_of(city).catalogue.of(REVIEW).values()
    assert found.content.by == role


def test_each_afternoon_has_a_name_of_its_own(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for records in ([HERE], ["ort/haus-am-anger"], ["anbieter/nachbarschaft"]):
        assert enter(*records, capsys=capsys)[0] == cli.FINE
    assert enter(HERE, kind="mail", capsys=capsys)[0] == cli.FINE
    names = [f"telefonat-{DAY}", f"telefonat-{DAY}-2", f"telefonat-{DAY}-3", f"mail-{DAY}"]
    assert list(site_of(city).catalogue.of(REVIEW)) == names


def test_the_same_is_not_entered_twice(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(HERE, capsys=capsys)[0] == cli.FINE
    once = (city / THERE).read_bytes()
    code, said = enter(HERE, capsys=capsys)
    assert code == cli.FINDINGS
    assert "pruefung-gibt-es-schon" in said
    assert "20. November 2026" in said
    assert (city / THERE).read_bytes() == once
    code, said = enter(HERE, "ort/haus-am-anger", capsys=capsys)
    assert code == cli.FINE
    assert f"Stand schon da, für diesen Tag:\n  {HERE}" in said
    found = site_of(city).catalogue.of(REVIEW)
    assert found[f"telefonat-{DAY}-2"].content.records == ["ort/haus-am-anger"]


@pytest.mark.parametrize(
    ("records", "options", "code", "words"),
    [
        (["angebot/teestuben"], {}, 1, "Meinten Sie „teestube“?"),
        (["thema/begegnung"], {}, 1, "[verweis-art-falsch]"),
        ([HERE, "angebot/nirgends"], {}, 1, "gibt es nicht"),
        ([HERE], {"role": "x" * 91}, 1, "[text-zu-lang]"),
        ([], {}, 2, "Es fehlt, was geprüft wurde"),
        (["teestube"], {}, 2, "„teestube“ ist kein Eintrag"),
        (["angebot/../x"], {}, 2, "ist kein Eintrag"),
        (["angebot/x\n    - a"], {}, 2, "ist kein Eintrag"),
        ([HERE, HERE], {}, 2, "steht zweimal da"),
        ([HERE], {"on": "2026-11-23"}, 2, "23. November 2026 ist noch nicht gekommen"),
        ([HERE], {"on": "20.11.2026"}, 2, "--am: „20.11.2026“ ist kein Tag"),
        ([HERE], {"on": "2026-02-30"}, 2, "ist kein Tag"),
        ([HERE], {"role": "Frau Muster"}, 2, "keinen Namen"),
        ([HERE], {"role": "eva.muster@example.org"}, 2, "keinen Namen"),
        ([HERE], {"role": " "}, 2, "Bitte eine Aufgabe"),
        ([HERE], {"role": "a\nb: c"}, 2, "Bitte eine Aufgabe"),
        ([HERE], {"kind": "presse"}, 2, "„presse“ gibt es nicht"),
        (["--datei", "fehlt.csv"], {}, 2, "„fehlt.csv“ lässt sich nicht lesen"),
    ],
)
def test_what_is_refused_is_answered_and_nothing_is_written(  # noqa: PLR0913
    city: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    records: list[str],
    options: Mapping[str, str],
    code: int,
    words: str,
) -> None:
    before = project.fingerprint(city)
    found, said = enter(*records, capsys=capsys, **options)
    assert found == code
    assert words in said
    assert project.fingerprint(city) == before


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (THERE, "{}\n", "Fehler"),
        (THERE, "# leer\n", "Fehler"),
        (THERE, "frueher: [\n", "Fehler"),
        (THERE, OLD + "...\n", "Fehler"),
        ("offers/kaputt.yaml", "titel: x\n", "offers/kaputt.yaml"),
    ],
)
def test_nothing_is_added_to_what_is_broken(
    city: Path, capsys: pytest.CaptureFixture[str], path: str, text: str, words: str
) -> None:
    (city / path).write_text(text, "utf-8")
    before = project.fingerprint(city)
    code, said = enter(HERE, capsys=capsys)
    assert code == cli.FINDINGS
    assert words in said
    assert "Nichts eingetragen." in said
    assert project.fingerprint(city) == before


def test_nothing_is_written_through_a_link(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "anderswo.yaml"
    outside.write_text("", "utf-8")
    (city / THERE).symlink_to(outside)
    code, said = enter(HERE, capsys=capsys)
    assert code == cli.FINDINGS
    assert "verknuepfung-nicht-erlaubt" in said
    assert outside.read_bytes() == b""


# --- from the call list to the records


def test_an_afternoon_from_the_call_list_to_verified_records(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "anrufe"
    paper = ("--format", "anrufliste", "--out", str(target))
    code, said = run("list", "--ungeprueft", "--art", "angebot", *paper, capsys=capsys)
    assert code == cli.FINE
    assert said.startswith("1 Bogen mit 3 Einträgen liegt in ")
    assert {path.name for path in target.iterdir()} == {"anrufliste.html", "anrufliste.csv"}
    sheet = target / "anrufliste.csv"
    rows = list(csv.DictReader(StringIO(sheet.read_text("utf-8-sig")), delimiter=";"))
    results = {HERE: "stimmt", "anbieter/nachbarschaft": "geprueft", "ort/haus-am-anger": ""}
    for row in rows:
        row["ergebnis"] = results[row["eintrag"]] if not row["feld"] else ""
    stream = StringIO()
    writer = csv.DictWriter(stream, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    sheet.write_text(stream.getvalue(), "cp1252")
    code, said = enter("--datei", str(sheet), capsys=capsys)
    assert code == cli.FINE
    assert verified(city) == {HERE, "anbieter/nachbarschaft"}
    _, left = run("list", "--ungeprueft", "--format", "json", capsys=capsys)
    waiting = {f"{row['art']}/{row['kennung']}" for row in json.loads(left)}
    assert "ort/haus-am-anger" in waiting
    assert not waiting & {HERE, "anbieter/nachbarschaft"}


def test_what_else_came_of_the_calls_is_not_lost(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "liste.csv"
    lines = [
        *("eintrag;ergebnis", f"{HERE};gibt es nicht mehr"),
        *("ort/haus-am-anger;stimmt", "anbieter/nachbarschaft;nicht erreicht"),
    ]
    sheet.write_text("\n".join(lines), "utf-8")
    code, said = enter("--datei", str(sheet), capsys=capsys)
    assert code == cli.FINE
    assert f"  {HERE}: gibt es nicht mehr" in said
    assert "  anbieter/nachbarschaft: nicht erreicht" in said
    assert verified(city) == {"ort/haus-am-anger"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ungeprueft", "--format", "anrufliste"], "es fehlt --out"),
        (["--ungeprueft", "--format", "anschreiben"], "es fehlt --out"),
        (["--format", "anrufliste", "--out", "neu"], "Welche Einträge?"),
        (["--ungeprueft", "--out", "neu"], "--out gibt es nur mit"),
        (["--diese-woche", "--ungeprueft"], "gehen nicht zusammen"),
        (["--ungeprueft", "--format", "anrufliste", "--out", "offers"], "gibt es schon"),
        (["--ungeprueft", "--format", "xml"], "„xml“ gibt es nicht"),
        (["--diese-woche", "--art", "lampe"], "„lampe“ gibt es nicht"),
    ],
)
def test_wrong_usage_of_list_writes_nothing(
    city: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    before = project.fingerprint(city)
    code, said = run("list", *arguments, capsys=capsys)
    assert code == cli.USAGE
    assert words in said
    assert project.fingerprint(city) == before


def test_nothing_is_written_while_a_record_is_wrong(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "offers" / "kaputt.yaml").write_text("titel: x\n", "utf-8")
    paper = ("--format", "anrufliste", "--out", str(tmp_path / "neu"))
    assert run("list", "--diese-woche", *paper, capsys=capsys)[0] == cli.FINDINGS
    assert not (tmp_path / "neu").exists()


@pytest.mark.usefixtures("city")
def test_letters_lie_in_a_new_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "briefe"
    target.mkdir()
    paper = ("--format", "anschreiben", "--out", str(target))
    code, said = run("list", "--ungeprueft", "--art", "angebot", *paper, capsys=capsys)
    assert code == cli.FINE
    assert said.startswith("1 Brief mit 3 Einträgen liegt in ")
    assert {path.name for path in target.iterdir()} == {"index.html", "nachbarschaft.txt"}
    assert run("list", "--ungeprueft", *paper, capsys=capsys)[0] == cli.USAGE


@pytest.mark.parametrize("form", ["anrufliste", "anschreiben"])
def test_how_many_are_not_asked_is_said(
    city: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = ("--zurueckgehalten", "--format", form, "--out")
    assert "nicht darin" not in run("list", *paper, str(tmp_path / "a"), capsys=capsys)[1]
    file = city / "offers" / "teestube.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("status: veroeffentlicht", "status: nicht_listen"), "utf-8")
    code, said = run("list", *paper, str(tmp_path / "b"), capsys=capsys)
    assert code == cli.FINE
    assert "\n1 Eintrag steht nicht darin: abgelehnt oder mit der Bitte" in said
    papers = "".join(path.read_text("utf-8") for path in (tmp_path / "b").iterdir())
    assert "Teestube" not in papers


@pytest.mark.usefixtures("city")
def test_this_week_is_told_and_printed_and_moves_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run("list", "--diese-woche", capsys=capsys)
    assert code == cli.FINE
    first = said.splitlines()
    assert 0 < len(first) <= 10
    assert first[0].startswith("offers/teestube.yaml: ")
    _, told = run("list", "--diese-woche", "--format", "json", capsys=capsys)
    assert [row["kennung"] for row in json.loads(told)][:1] == ["teestube"]
    paper = ("--format", "anrufliste", "--out", str(tmp_path / "woche"))
    assert run("list", "--diese-woche", *paper, capsys=capsys)[0] == cli.FINE
    page = (tmp_path / "woche" / "anrufliste.html").read_text("utf-8")
    assert len(set(page.split("<code>")) - {""}) > 1
    assert enter(HERE, capsys=capsys)[0] == cli.FINE
    assert "teestube" not in run("list", "--diese-woche", capsys=capsys)[1]


@pytest.mark.usefixtures("city")
def test_what_is_overdue_comes_before_what_was_never_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    day = date(project.TODAY.year - 2, 1, 5).isoformat()
    assert enter("ort/haus-am-anger", on=day, capsys=capsys)[0] == cli.FINE
    _, said = run("list", "--diese-woche", capsys=capsys)
    assert said.splitlines()[0].startswith("content/orte/haus-am-anger.yaml: ")
