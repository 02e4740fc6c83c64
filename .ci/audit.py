"""Asks the public lists of known weaknesses about everything that is locked; `make audit` runs it.

Ends with 1 when there is a weakness or the question itself was wrong, else with 0. What could
not be asked, for want of a network or of an answer, is said and fails nothing.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = sorted(path.as_posix() for path in (ROOT / "requirements").glob("*.txt"))
NODE = "tests/browser"
PYTHON_COMMAND = (
    *(str(Path(sys.executable).parent / "pip-audit"), "--disable-pip", "--require-hashes"),
    *("--format", "json", "--progress-spinner", "off"),
    *(word for lock in LOCKS for word in ("--requirement", lock)),
)
NODE_COMMAND = ("npm", "audit", "--package-lock-only", "--json", "--prefix", str(ROOT / NODE))
# What pip-audit says when it is the list that does not answer.
_SILENT = ("requests.exceptions.", "vulnerability feed", "ServiceError")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a list says: weaknesses, a line each; packages that it did not know; or nothing."""

    weaknesses: tuple[str, ...] = ()
    unknown: int = 0
    is_reached: bool = True


def of_python(said: str, complaint: str) -> Answer:
    """The answer of pip-audit, from both that it prints; ValueError if it is none."""
    if not said.strip():
        if any(sign in complaint for sign in _SILENT):
            return Answer(is_reached=False)
        raise ValueError(complaint)
    packages = json.loads(said)["dependencies"]
    found = tuple(
        f"{it['name']} {it['version']}: {hole['id']}, {_repaired(hole['fix_versions'])}"
        for it in packages
        for hole in it.get("vulns", ())
    )
    return Answer(found, sum("skip_reason" in it for it in packages))


def of_node(said: str, complaint: str) -> Answer:
    """The answer of npm, likewise."""
    if not said.strip():
        raise ValueError(complaint)
    answer = json.loads(said)
    if "message" in answer:  # of the request; of a lock that cannot be read npm says another thing
        return Answer(is_reached=False)
    packages = answer["vulnerabilities"].values()
    return Answer(tuple(f"{it['name']} {it['range']}: {it['severity']}" for it in packages))


def _repaired(versions: Iterable[str]) -> str:
    return "behoben in " + ", ".join(versions) if versions else "noch ohne Behebung"


def report(name: str, answer: Answer) -> str:
    """The answer in words."""
    if not answer.is_reached:
        return f"{name}: Die Liste der bekannten Schwachstellen ist nicht erreichbar."
    said = [f"{name}: {line}" for line in answer.weaknesses]
    if answer.unknown:
        said.append(f"{name}: Pakete, zu denen die Liste keine Antwort gab: {answer.unknown}")
    elif not said:
        said.append(f"{name}: Keine bekannten Schwachstellen.")
    return "\n".join(said)


def ask(command: tuple[str, ...], read: Callable[[str, str], Answer]) -> Answer:
    """Run the command and read what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return read(done.stdout, done.stderr)


def main() -> int:
    """Ask both lists; the exit code."""
    code = 0
    for name, command, read in (
        ("Python", PYTHON_COMMAND, of_python),
        ("Node", NODE_COMMAND, of_node),
    ):
        try:
            answer = ask(command, read)
        except (OSError, ValueError, KeyError) as error:
            print(f"{name}: Die Frage ist misslungen: {error}")
            code = 1
            continue
        print(report(name, answer))
        code = code or int(bool(answer.weaknesses))
    if code:
        print("Neuere Fassungen holt:  make lock UPGRADE=--upgrade")
    return code


if __name__ == "__main__":
    sys.exit(main())
