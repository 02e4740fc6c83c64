"""The next dates of what comes again: after a build or check, or asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from sitegen.german import UsageError
from sitegen.site import Site, Target
from sitegen.surveys.upcoming import AT_MOST, survey, write


def show_dates(site: Site | None, wanted: Sequence[str], stream: TextIO) -> None:
    """After a report: the dates of records in the files `wanted`, or of some of all."""
    found = survey(site, _in_files(site, wanted) if wanted else None) if site else ()
    if found:
        stream.write("\n")
        write(found, stream, "text", most=None if wanted else AT_MOST)


def tell_dates(
    site: Site, names: Sequence[str], path_of: Callable[[Path], str], form: str, stream: TextIO
) -> None:
    """The dates of records named by file or id; of all, if none is named.

    Raises `UsageError` for a name that is neither.
    """
    targets: set[Target] = set()
    for name in names:
        path = Path(name)
        found = _in_files(site, [path_of(path)]) if path.exists() else _by_id(site, name)
        if not found and not path.exists():
            raise UsageError(f"„{name}“ ist keine Datei und keine Kennung.")
        targets |= found
    write(survey(site, targets if names else None), stream, form)


def _in_files(site: Site, paths: Sequence[str]) -> set[Target]:
    wanted = tuple(paths)
    records = (it for it in site.catalogue.all() if it.at().is_within(wanted))
    return {(it.type_name, it.id) for it in records}


def _by_id(site: Site, name: str) -> set[Target]:
    kind, slash, record_id = name.rpartition("/")
    return {
        (it.type_name, it.id)
        for it in site.catalogue.all()
        if it.id == record_id and (not slash or it.type_name == kind)
    }
