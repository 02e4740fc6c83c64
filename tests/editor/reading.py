"""What programs for editors make of a file: YAML read as they read it, validated by our schemas."""

import json
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from sitegen.schema import schemas

HERE = Path(__file__).parent


@cache
def schema_of(kind: str) -> Any:
    """The schema of a content type, or of the settings ("site")."""
    return json.loads(schemas()[f".vscode/schema/{kind}.json"])


def head(path: str, text: str) -> str:
    """The YAML of a file; of a Markdown file the head, each line where it was."""
    if not path.endswith(".md"):
        return text
    lines = text.split("\n")
    end = lines.index("---", 1)
    return "\n".join(["", *lines[1:end], ""])


def faults(cases: Iterable[tuple[str, str]]) -> list[list[str]]:
    """For each (type, YAML) the places that its schema refuses, with the reason."""
    node, _ = compute_driver_executable()
    given = list(cases)
    asked = {"schemas": {kind: schema_of(kind) for kind, _ in given}, "cases": given}
    done = subprocess.run(
        [node, str(HERE / "validate.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    return [[f"{fault['path']} {fault['message']}" for fault in answer] for answer in answers]
