"""BITV 2.0 § 4: the start page leads to four topics in easy language; films may be missing."""

from collections.abc import Iterator, Mapping, Sequence

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.page import TOPIC_PAGES
from sitegen.site import PageSummary


def check(pages: Sequence[PageSummary], _files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    """Topics that the start page does not mark, or marks without a way to read them."""
    for summary in pages:
        # A page that could not be made was answered already.
        if summary.url == "/" and summary.digest:
            easy = dict(summary.topics)
            for topic, page in TOPIC_PAGES.items():
                if not easy.get(topic):
                    place = Location(f"dist/{summary.file}")
                    yield diagnose("startseite-thema-fehlt", place, thema=topic, seite=page)
