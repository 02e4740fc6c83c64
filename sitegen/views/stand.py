"""When the site was built: the page for those who see no script."""

from dataclasses import dataclass
from datetime import date

from sitegen.dates import day_de
from sitegen.views.page import Frame, Page, View

STAND = "/stand/"
RENEWED_WITHIN = 3  # days; a site that is older says that it may be outdated


@dataclass(frozen=True, slots=True)
class StandPage(View):
    """The day of the build in words and as machines read it; `days` is how long it is new."""

    built_on: str
    built_on_machine: str
    days: int


def stand_page(today: date, frame: Frame) -> StandPage:
    """The page at /stand/."""
    page = Page(frame, STAND, title_key="stand.title", may_be_found=False)
    return StandPage(page, day_de(today), today.isoformat(), RENEWED_WITHIN)
