"""Numbers and names: every fact once, with its year, survey and source, and who quotes it.

Figures of different surveys never share a block, because they cannot be compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.models import Record
from sitegen.models.fact import FACT, Fact
from sitegen.site import Site
from sitegen.views.page import Frame, Page, Planned, View, Words
from sitegen.views.prose import NUMBERS, link_of, number_de, words_of
from sitegen.views.related import KINDS, RelatedItem, named_by

# A newer figure names an older one only to take its place.
_QUOTING = tuple(kind for kind in KINDS if kind != FACT.name)


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact; `id` is its anchor, `until` is given once that day has passed."""

    id: str
    value: str
    unit: str
    statement: Words
    year: int | None
    source: Words
    until: date | None
    replaced_by: RelatedItem | None
    quoted_in: tuple[RelatedItem, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The figures of one survey; no survey for those that come from elsewhere."""

    survey: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class NumbersPage(View):
    """All facts: figures by survey, then names."""

    figures: tuple[FactGroup, ...]
    names: tuple[FactView, ...]


def index_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The one page of all facts."""
    by_survey: dict[str, list[FactView]] = {}
    names = []
    for record in site.catalogue.of(FACT).values():
        if record.content.kind == "name":
            names.append(_fact(record, site))
        else:
            by_survey.setdefault(record.content.survey or "", []).append(_fact(record, site))
    groups = [FactGroup(survey, tuple(facts)) for survey, facts in by_survey.items()]
    yield (
        "pages/numbers.html",
        NumbersPage(
            page=Page(frame, NUMBERS, title_key="number.title", section="numbers"),
            figures=tuple(sorted(groups, key=lambda group: not group.survey)),
            names=tuple(names),
        ),
    )


def _fact(record: Record[Fact], site: Site) -> FactView:
    fact = record.content
    target = (FACT.name, record.id)
    quoting = named_by(target, site, _QUOTING)
    newer = site.catalogue.of(FACT)[fact.replaced_by] if fact.replaced_by else None
    return FactView(
        id=record.id,
        value=number_de(fact.value),
        unit=fact.unit or "",
        statement=words_of(fact.statement, site),
        year=fact.year,
        source=words_of(fact.source, site),
        until=fact.until if fact.until and fact.until < site.today else None,
        replaced_by=_item(newer, site) if newer else None,
        quoted_in=tuple(item for group in quoting.groups for item in group.entries),
    )


def _item(record: Record[Fact], site: Site) -> RelatedItem:
    fact = record.content
    words = f"{number_de(fact.value)} {fact.unit or ''}".strip()
    return RelatedItem(words, link_of((FACT.name, record.id), site), str(fact.year or ""))
