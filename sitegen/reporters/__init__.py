"""Report formats: one module per audience, each of which turns findings into text.

To add one, write a module with a `report` function as `Reporter` describes it, and give it
a line in `REPORTERS`. Formats do not know each other, and only they write findings.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TextIO

from sitegen.diagnostics import Diagnostic
from sitegen.reporters import github, gitlab, json, markdown, sarif, terminal
from sitegen.source import SourceFile


class Reporter(Protocol):
    """What the module of a report format must offer."""

    def report(
        self,
        findings: Sequence[Diagnostic],
        sources: Mapping[str, SourceFile],
        stream: TextIO,
        /,
    ) -> None:
        """Write `findings` in order and without repetitions to `stream`, and do nothing else.

        Places are located (`parse.locate`). `sources` holds files by path, for formats that
        quote the line; a file may be missing. Texts may hold anything an attacker can put
        into a file or its name: what has a meaning to the reader of the format is escaped.
        """


REPORTERS: Mapping[str, Reporter] = {
    "github": github,
    "gitlab": gitlab,
    "json": json,
    "markdown": markdown,
    "sarif": sarif,
    "terminal": terminal,
}
