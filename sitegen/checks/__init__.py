"""What must hold: one rule family per module, registered here.

A check of a record yields findings about what editors wrote there, one of the settings about
these and the texts of the interface; both are told what to *know* of everything else, and their
findings hold as long as that is the same. One of the content compares what it likes; one of the
built site looks at the summaries of all files. To add one, write a module with the functions of
its protocol and name it in the tuple it belongs to; one with rules of two kinds is named in both.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

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
from sitegen.config import SiteConfig
from sitegen.diagnostics import Diagnostic
from sitegen.site import AnyRecord, Catalogue, PageSummary, Texts

K = TypeVar("K")


class RecordCheck(Protocol[K]):
    """A rule about one record."""

    def known(self, catalogue: Catalogue, /) -> K:
        """All that it asks of settings, texts, media and other records: a small, frozen value.

        It can be compared: an edit of words that the rule does not ask for leaves it equal.
        """
        ...

    def check_record(self, record: AnyRecord, known: K, /) -> Iterator[Diagnostic]:
        """What is wrong with a record of any type; reads nothing but its arguments."""
        ...


class SettingsCheck(Protocol[K]):
    """A rule about the settings and the texts of the interface."""

    def known(self, catalogue: Catalogue, /) -> K:
        """All that it asks of records; the same as that of a record check of the module."""
        ...

    def check_settings(
        self, config: SiteConfig, texts: Mapping[str, Texts], known: K, /
    ) -> Iterator[Diagnostic]:
        """What is wrong with them; reads nothing but its arguments."""
        ...


class SparingCheck(RecordCheck[K], SettingsCheck[K], Protocol[K]):
    """A rule that knows much of which it needs little: most records meet none of it.

    What it finds in a record follows from the record and from what that has `met`.
    """

    def met(self, record: AnyRecord, known: K, /) -> K | None:
        """As much of what is known as can make a difference there."""
        ...

    def met_in_settings(
        self, config: SiteConfig, texts: Mapping[str, Texts], known: K, /
    ) -> K | None:
        """The same of the settings and the texts of the interface."""
        ...


class ContentCheck(Protocol):
    """A rule about all content together."""

    def check(self, catalogue: Catalogue, /) -> Iterator[Diagnostic]:
        """What is wrong with it."""
        ...


class SiteCheck(Protocol):
    """A rule about the finished files."""

    def check(
        self, pages: Sequence[PageSummary], files: Mapping[str, PageSummary], /
    ) -> Iterator[Diagnostic]:
        """What is wrong with `pages`: all files, or those that are new among `files` by name.

        Where some are left out, they were right beside files of the same names and places; so
        all of it is an error.
        """
        ...


RECORD_CHECKS: tuple[RecordCheck[Any], ...] = (
    bars,
    care,
    contact,
    crisis,
    easy,
    easy_guides,
    easy_language,
    events,
    exceptions,
    films,
    guides,
    initiatives,
    languages,
    media,
    meetings,
    offers,
    pages,
    papers,
    personal,
    privacy,
    registration,
    series,
    summertime,
    times,
    wording,
)
SETTINGS_CHECKS: tuple[SettingsCheck[Any], ...] = (bars, easy_language, personal, wording)
SPARING_CHECKS: tuple[SparingCheck[Any], ...] = (easy_language,)
CONTENT_CHECKS: tuple[ContentCheck, ...] = (
    circles,
    crisis,
    doubles,
    easy_language,
    glossary,
    languages,
    media,
    pages,
    papers,
    production,
    settings,
    statement,
    times,
)
SITE_CHECKS: tuple[SiteCheck, ...] = (output_paths, links, headings, topics)
