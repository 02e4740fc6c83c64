"""Every link leads to a file of this site, and nothing is loaded from elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from posixpath import normpath

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.site import PageSummary

_MOST = 1 << 16  # ways that are remembered: pages of one depth share most of theirs


def check(pages: Sequence[PageSummary], files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    """Links that lead nowhere, and anything a visitor's browser would fetch elsewhere."""
    for summary in pages:
        yield from _check(summary, files)
        for link in summary.outside:
            place = Location(f"dist/{summary.file}", link.line)
            yield diagnose("fremde-quelle", place, adresse=link.target)


def _check(summary: PageSummary, files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    folders = _folders(summary.url)
    for target, line in zip(summary.links.targets, summary.links.lines, strict=True):
        path, _, fragment = target.partition("#")
        if path.startswith("/"):
            # Only the page for wrong addresses links from the base path; see `Page.is_anywhere`.
            continue
        found = files.get(_file_at(path, folders)) if path else summary
        if found is None:
            place = Location(f"dist/{summary.file}", line)
            yield diagnose("link-ins-leere", place, ziel=target, seite=summary.url)
        elif fragment and "=" not in fragment and fragment not in found.ids:
            # With "=" it is a choice for the finder, no place on the page.
            place = Location(f"dist/{summary.file}", line)
            yield diagnose("anker-fehlt", place, ziel=target, seite=summary.url)


def _folders(url: str) -> tuple[str, ...]:
    """The folders around a page, its own first: `/a/b/` -> `a/b/`, `a/` and the site itself."""
    names = url.split("/")[1:-1]
    return tuple("".join(f"{name}/" for name in names[:end]) for end in range(len(names), -1, -1))


def _file_at(path: str, folders: Sequence[str]) -> str:
    up, file = _way(path)
    return folders[min(up, len(folders) - 1)] + file  # above the site there is nothing


@lru_cache(maxsize=_MOST)
def _way(path: str) -> tuple[int, str]:
    """How many folders up a relative path leads, and to which file below the last of them."""
    steps = normpath(path).split("/")
    up = steps.count("..")
    below = [step for step in steps[up:] if step != "."]
    is_folder = path.rpartition("/")[2] in {"", ".", ".."}
    return up, "/".join([*below, "index.html"] if is_folder else below)
