"""What services are told of a proposal: reports in files, and a folder with what it changes.

Beside the checks themselves, this is all that the workflow files ask of the command.
"""

import os
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from sitegen.compare import compare, preview
from sitegen.generated import need_new_folder
from sitegen.german import UsageError
from sitegen.outcome import Outcome
from sitegen.reporters import REPORTERS

Wanted: TypeAlias = tuple[tuple[str, Path], ...]


def wanted_reports(given: Iterable[str]) -> Wanted:
    """Form and file of every `--bericht FORM=DATEI`; raises `UsageError`."""
    pairs = [text.partition("=") for text in given]
    for form, _, file in pairs:
        if not file:
            raise UsageError("--bericht: hier fehlt etwas; die Form ist FORM=DATEI.")
        need_form("--bericht", form)
    return tuple((form, Path(file)) for form, _, file in pairs)


def need_form(option: str, form: str) -> None:
    """Raise `UsageError` when there is no such report format."""
    if form not in REPORTERS:
        known = " oder ".join(sorted(REPORTERS))
        raise UsageError(f"{option}: „{form}“ gibt es nicht; möglich ist {known}.")


def write_reports(outcome: Outcome, wanted: Wanted) -> None:
    """Write the findings in each form; raises `UsageError` for a file that cannot be."""
    for form, path in wanted:
        text = StringIO()
        REPORTERS[form].report(outcome.findings, outcome.sources, text)
        _write(path, text.getvalue().encode())


def write_preview(before: Path, after: Path, target: Path) -> None:
    """Write what differs between two sites into the new folder `target`; or `UsageError`."""
    need_new_folder(target)
    for file, data in preview(compare(before, after), after):
        _write(target / file, data)


def _write(path: Path, data: bytes) -> None:
    """Write a file; a link is not followed, for a proposal may have planted it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        raise UsageError(f"„{path}“ lässt sich nicht schreiben.") from None
