"""Call sheets -> one HTML file to print: large type, boxes to tick, a page per provider.

The file stands by itself: nothing is loaded, and it opens from a disk without any connection.
"""

import textwrap
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, select_autoescape

from sitegen.config import SiteConfig
from sitegen.surveys.callround import Sheet
from sitegen.visible import one_line

COLUMNS = 78  # of a text


@cache
def templates() -> Environment:
    """The environment of this package: HTML is escaped, plain text is not."""
    folder = resources.files(__package__)
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fold"] = fold
    return environment


def fold(text: str, first: str = "", rest: str = "") -> str:
    """A text in lines of at most `COLUMNS`, with what begins the first and the others."""
    return textwrap.fill(
        one_line(text),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def template(name: str) -> Template:
    """One of the package's templates."""
    return templates().get_template(name)


def html(sheets: Sequence[Sheet], config: SiteConfig) -> str:
    """All sheets, with an overview before them."""
    total = sum(len(sheet.matters) for sheet in sheets)
    return template("anrufliste.html").render(
        sheets=sheets, total=total, config=config, office=config.office
    )
