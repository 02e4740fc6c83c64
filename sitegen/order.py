"""What to build; of its own, because whoever only looks whether anything changed needs no more."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: every path, the day, and the options that change the result.

    `has_pattern_library`: with the page that shows what pages are made of, for the preview alone.
    The work is shared out among so many `processes`; the result is the same.
    """

    project: Path
    templates: Path
    target: Path
    today: date
    base_url: str | None = None
    is_strict: bool = False
    has_pattern_library: bool = False
    processes: int = 1
