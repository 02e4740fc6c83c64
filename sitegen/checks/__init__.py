"""What must hold: one rule family per module, registered here.

A check of records yields findings about what editors wrote; a check of the built site looks
at the summaries of all files. To add one, write a module with a `check` function and name it
in the tuple it belongs to.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from sitegen.checks import (
    bars,
    care,
    circles,
    contact,
    crisis,
    doubles,
    easy,
    easy_guides,
    easy_language,
    events,
    exceptions,
    films,
    glossary,
    guides,
    headings,
    initiatives,
    languages,
    links,
    media,
    meetings,
    offers,
    output_paths,
    pages,
    papers,
    personal,
    privacy,
    production,
    registration,
    series,
    settings,
    statement,
    summertime,
    times,
    topics,
    wording,
)
from sitegen.diagnostics import Diagnostic
from sitegen.site import Catalogue, PageSummary


class ContentCheck(Protocol):
    """A rule about records."""

    def check(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        """What is wrong with the records."""
        ...


class SiteCheck(Protocol):
    """A rule about the finished files."""

    def check(self, summaries: Sequence[PageSummary]) -> Iterator[Diagnostic]:
        """What is wrong with the files."""
        ...


CONTENT_CHECKS: tuple[ContentCheck, ...] = (
    bars,
    care,
    circles,
    contact,
    crisis,
    doubles,
    easy,
    easy_guides,
    easy_language,
    events,
    exceptions,
    films,
    glossary,
    guides,
    initiatives,
    languages,
    media,
    meetings,
    offers,
    papers,
    pages,
    personal,
    privacy,
    production,
    registration,
    series,
    settings,
    statement,
    summertime,
    times,
    wording,
)
SITE_CHECKS: tuple[SiteCheck, ...] = (output_paths, links, headings, topics)
