"""Every page has one h1, headings in order, a title, and ids that occur once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.site import PageSummary


def check(pages: Sequence[PageSummary], _files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    """Faults in the outline of a page."""
    for summary in pages:
        if summary.file.endswith(".html"):
            yield from _check(summary)


def _check(summary: PageSummary) -> Iterator[Diagnostic]:
    place = Location(f"dist/{summary.file}")
    ones = summary.headings.count(1)
    if ones != 1:
        yield diagnose("hauptueberschrift", place, seite=summary.url, anzahl=ones)
    for before, after in pairwise(summary.headings):
        if after > before + 1:
            yield diagnose("ueberschrift-springt", place, seite=summary.url, von=before, auf=after)
    if not summary.title:
        yield diagnose("seitentitel-fehlt", place, seite=summary.url)
    for name, count in Counter(summary.ids).items():
        if count > 1:
            yield diagnose("anker-doppelt", place, seite=summary.url, anker=name)
