"""An order -> everything that a look at the site depends on: files, media, assets, day, options."""

import os
import stat
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from sitegen.diagnostics import Findings
from sitegen.load import Read, load, load_assets, read_source
from sitegen.media import load_media
from sitegen.models import CONTENT_TYPES
from sitegen.order import Order
from sitegen.source import Media, SourceFile


@dataclass(frozen=True, slots=True)
class Inputs:
    """All of it as it was read, and what is wrong with the files themselves."""

    order: Order
    files: tuple[SourceFile, ...]
    findings: Findings
    media: Mapping[str, Media]
    assets: Mapping[str, bytes]

    @property
    def sources(self) -> Mapping[str, SourceFile]:
        """The files by their path."""
        return {source.path: source for source in self.files}


def inputs_of(order: Order, read: Read | None = None) -> Inputs:
    """Read it; whoever knows files by their state can be asked instead of the disk: `read`."""
    files, findings = load(order.project, CONTENT_TYPES, read)
    media, refused = load_media(order.project)
    return Inputs(order, files, (*findings, *refused), media, load_assets(order.templates))


def read_again(last: Inputs, paths: Iterable[str]) -> Inputs | None:
    """The same, but for files at these places, which have changed; None if that is not all.

    Another file may be one less or one more, a folder, or one that was refused: then everything
    has to be looked at.
    """
    files = list(last.files)
    for path in paths:
        name = os.path.relpath(path, last.order.project)
        place = bisect_left(files, name, key=attrgetter("path"))
        if place == len(files) or files[place].path != name or files[place].is_refused:
            return None
        try:
            state = os.lstat(path)
        except OSError:
            return None
        found = (
            read_source(last.order.project, name, state) if stat.S_ISREG(state.st_mode) else None
        )
        if not isinstance(found, SourceFile):
            return None
        files[place] = found
    return replace(last, files=tuple(files))
