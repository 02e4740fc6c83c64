"""What comes of a build or a check."""

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.diagnostics import Findings
from sitegen.site import Site
from sitegen.source import SourceFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """Located findings, the sources they quote, the files made, the site."""

    findings: Findings
    sources: Mapping[str, SourceFile]
    files: tuple[str, ...] = ()
    is_published: bool = False
    site: Site | None = None
