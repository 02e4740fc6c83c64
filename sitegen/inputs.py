"""An order -> everything that a look at the site depends on: files, media, assets, day, options."""

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.diagnostics import Findings
from sitegen.load import Read, load, load_assets
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
