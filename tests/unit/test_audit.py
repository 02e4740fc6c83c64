"""What `make audit` makes of the answers of pip-audit and npm, as both of them print them."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / ".ci/audit.py"
SPEC = importlib.util.spec_from_file_location("audit", FILE)
assert SPEC is not None
assert SPEC.loader is not None
audit = importlib.util.module_from_spec(SPEC)
sys.modules["audit"] = audit  # where its classes look for themselves
SPEC.loader.exec_module(audit)

FINE = {"name": "rich", "version": "15.0.0", "vulns": []}
HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["3.1.6"], "aliases": [], "description": "…"}
HELD = {"name": "jinja2", "version": "3.1.5", "vulns": [HOLE, HOLE | {"fix_versions": []}]}
UNKNOWN = {"name": "segno", "skip_reason": "Dependency not found and could not be audited"}
REFUSED = "requests.exceptions.ProxyError: HTTPSConnectionPool(host='…', port=443): Max retries"
NODE_HOLE = {"name": "axe-core", "severity": "high", "range": "<4.1", "via": [], "nodes": []}


def python(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("said", "complaint", "report", "is_bad"),
    [
        (python(FINE), "", "Python: Keine bekannten Schwachstellen.", False),
        (
            python(FINE, HELD),
            "Found 2 known vulnerabilities in 1 package",
            """\
Python: jinja2 3.1.5: PYSEC-2026-1, behoben in 3.1.6
Python: jinja2 3.1.5: PYSEC-2026-1, noch ohne Behebung""",
            True,
        ),
        (
            python(FINE, UNKNOWN),
            "No known vulnerabilities found",
            "Python: Pakete, zu denen die Liste keine Antwort gab: 1",
            False,
        ),
        (
            "",
            REFUSED,
            "Python: Die Liste der bekannten Schwachstellen ist nicht erreichbar.",
            False,
        ),
        (
            "",
            "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed",
            "Python: Die Liste der bekannten Schwachstellen ist nicht erreichbar.",
            False,
        ),
    ],
)
def test_answers_of_pip_audit(said: str, complaint: str, report: str, is_bad: bool) -> None:  # noqa: FBT001
    answer = audit.of_python(said, complaint)
    assert audit.report("Python", answer) == report
    assert bool(answer.weaknesses) is is_bad


@pytest.mark.parametrize(
    ("said", "report"),
    [
        ({"auditReportVersion": 2, "vulnerabilities": {}}, "Node: Keine bekannten Schwachstellen."),
        (
            {"auditReportVersion": 2, "vulnerabilities": {"axe-core": NODE_HOLE}},
            "Node: axe-core <4.1: high",
        ),
        (
            {"message": "request to … failed, reason: connect ECONNREFUSED", "error": {}},
            "Node: Die Liste der bekannten Schwachstellen ist nicht erreichbar.",
        ),
    ],
)
def test_answers_of_npm(said: object, report: str) -> None:
    assert audit.report("Node", audit.of_node(json.dumps(said), "")) == report


def test_a_question_that_is_wrong_is_no_good_news(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="invalid requirements input"):
        audit.of_python("", "ERROR:pip_audit._cli:invalid requirements input: requirements/x.txt")
    with pytest.raises(KeyError):
        audit.of_node(json.dumps({"error": {"code": "ENOLOCK"}}), "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "PYTHON_COMMAND", ("pip-audit-that-is-not-there",))
        patch.setattr(audit, "NODE_COMMAND", ("echo", '{"vulnerabilities": {}}'))
        assert audit.main() == 1
    said = capsys.readouterr().out
    assert said.startswith("Python: Die Frage ist misslungen: ")
    assert "Node: Keine bekannten Schwachstellen." in said


def test_everything_that_is_locked_is_asked_about() -> None:
    asked = [Path(word).name for word in audit.PYTHON_COMMAND if word.endswith(".txt")]
    assert asked == sorted(path.name for path in FILE.parents[1].glob("requirements/*.txt"))
    assert audit.NODE_COMMAND[-1] == str(FILE.parents[1] / "tests/browser")
