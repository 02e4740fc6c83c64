"""No two files share an address, nor differ only in case, nor need the other to be a folder."""

from collections.abc import Iterator, Mapping, Sequence

from sitegen.diagnostics import Diagnostic, Location, Related, diagnose
from sitegen.site import PageSummary


def check(pages: Sequence[PageSummary], _files: Mapping[str, PageSummary]) -> Iterator[Diagnostic]:
    """Collisions among the files of the site."""
    owners: dict[str, PageSummary] = {}
    for summary in pages:
        first = owners.setdefault(summary.file.casefold(), summary)
        if first is not summary:
            yield _collision(summary, first)
    for summary in pages:
        parts = summary.file.casefold().split("/")
        for end in range(1, len(parts)):
            blocking = owners.get("/".join(parts[:end]))
            if blocking is not None:
                yield _collision(summary, blocking)


def _collision(summary: PageSummary, first: PageSummary) -> Diagnostic:
    other = Related(_place(first), "Diese Datei hat schon diese Adresse.")
    return diagnose("adresse-zweimal", _place(summary), related=[other], adresse=summary.url)


def _place(summary: PageSummary) -> Location:
    return Location(summary.source or f"dist/{summary.file}")
