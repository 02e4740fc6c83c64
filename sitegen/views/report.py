"""`/angebot-melden/`: where everybody can tell of an offer; the page itself sends nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from sitegen.models import ContentType
from sitegen.models.offer import CITY_WIDE, NATION_WIDE, Mode, OfferKind
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Term
from sitegen.site import Site
from sitegen.views.page import Frame, Page, Planned, View

REPORT = "/angebot-melden/"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a record may have, in people's words."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class ReportPage(View):
    """What can be chosen; kinds and modes have their words in the interface texts."""

    kinds: tuple[str, ...]
    modes: tuple[str, ...]
    districts: tuple[Choice, ...]
    city_wide: str
    nation_wide: str
    topics: tuple[Choice, ...]
    audiences: tuple[Choice, ...]


def report_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The one page."""
    yield (
        "pages/report.html",
        ReportPage(
            page=Page(frame, REPORT, title_key="report.title", section="report"),
            kinds=get_args(OfferKind),
            modes=get_args(Mode),
            districts=_choices(DISTRICT, site),
            city_wide=CITY_WIDE,
            nation_wide=NATION_WIDE,
            topics=_choices(TOPIC, site),
            audiences=_choices(AUDIENCE, site),
        ),
    )


def _choices(content_type: ContentType[Term], site: Site) -> tuple[Choice, ...]:
    records = site.catalogue.of(content_type)
    return tuple(Choice(name, record.content.name) for name, record in records.items())
