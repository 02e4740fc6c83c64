"""Every link leads to a file of this site, and nothing is loaded from elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import join, normpath

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.site import Link, PageSummary
from sitegen.urls import file_of


def check(pages: Sequence[PageSummary], files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    """Links that lead nowhere, and anything a visitor's browser would fetch elsewhere."""
    for summary in pages:
        for link in summary.links:
            yield from _check(summary, link, files)
        for link in summary.outside:
            place = Location(f"dist/{summary.file}", link.line)
            yield diagnose("fremde-quelle", place, adresse=link.target)


def _check(
    summary: PageSummary, link: Link, files: Mapping[str, PageSummary]
) -> Iterator[Diagnostic]:
    path, _, fragment = link.target.partition("#")
    place = Location(f"dist/{summary.file}", link.line)
    if path.startswith("/"):
        # Only the page for wrong addresses links from the base path; see `Page.is_anywhere`.
        return
    base = summary.url.rpartition("/")[0] + "/"
    target = normpath(join(base, path)) if path else summary.url
    names_folder = path.rpartition("/")[2] in {"", ".", ".."}
    if path and names_folder and target != "/":
        target += "/"
    found = files.get(file_of(target))
    if found is None:
        yield diagnose("link-ins-leere", place, ziel=link.target, seite=summary.url)
    elif fragment and "=" not in fragment and fragment not in found.ids:
        # With "=" it is a choice for the finder, no place on the page.
        yield diagnose("anker-fehlt", place, ziel=link.target, seite=summary.url)
