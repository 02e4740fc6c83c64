"""Site -> what is missing for some people, counted record by record, so that no text goes stale.

`barriers` are what the accessibility statement has to name: contents of the website that not
everybody can use. `gaps` are what the city has promised beyond that, or does not know yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.config import Statement
from sitegen.easytexts import easy_text_of, is_tested
from sitegen.fields import YesNo
from sitegen.models import CONTENT_TYPES
from sitegen.models.document import DOCUMENT
from sitegen.models.film import FILM, open_criteria
from sitegen.models.news import NEWS
from sitegen.models.page import TOPIC_PAGES, Topic
from sitegen.models.venue import VENUE, Venue
from sitegen.site import AnyRecord, Site, Target

State = Literal["vollstaendig", "teilweise", "nicht"]
GapKind = Literal[
    "films",
    "films_open",
    "files",
    "no_easy_text",
    "untested",
    "venues",
    "translations",
    "crisis_words",
]


@dataclass(frozen=True, slots=True)
class Gap:
    """`missing` of `total` lack what `kind` says; `of` is the type of the `records`, if any."""

    kind: GapKind
    missing: int
    total: int
    of: str = ""
    records: tuple[Target, ...] = ()


def barriers(site: Site) -> tuple[Gap, ...]:
    """What of the website itself not everybody can use: films and files."""
    films = listed(FILM.name, site)
    unfit = [film for film in films if open_criteria(site.catalogue.of(FILM)[film.id].content)]
    papers = [
        record
        for kind in (DOCUMENT.name, NEWS.name)
        for record in listed(kind, site)
        if getattr(record.content, "file", None)
    ]
    closed = [it for it in papers if getattr(it.content, "file_for_all", None) is not YesNo.YES]
    found = (
        Gap("films", len(topics_without_film(site)), len(TOPIC_PAGES)),
        _gap("films_open", FILM.name, unfit, len(films)),
        _gap("files", "", closed, len(papers)),
    )
    return tuple(gap for gap in found if gap.missing)


def topics_without_film(site: Site) -> tuple[Topic, ...]:
    """Those of the four topics that no film shows which visitors can see."""
    films = site.catalogue.of(FILM)
    shown = {topic for film in listed(FILM.name, site) for topic in films[film.id].content.topics}
    return tuple(topic for topic in TOPIC_PAGES if topic not in shown)


def gaps(site: Site) -> tuple[Gap, ...]:
    """Easy texts that nobody wrote or tested, and places nobody knows the way into."""
    easy = [gap for t in CONTENT_TYPES if t.has_easy for gap in _easy_gaps(t.name, site)]
    venues = listed(VENUE.name, site)
    closed = [record for record in venues if not _has_access_facts(record)]
    found = (*easy, _gap("venues", VENUE.name, closed, len(venues)))
    return tuple(gap for gap in found if gap.missing)


def listed(kind: str, site: Site) -> tuple[AnyRecord, ...]:
    """The records of that type that visitors find, past events too: their pages stay."""
    records = site.catalogue.records.get(kind, {}).values()
    return tuple(record for record in records if site.standing(record).is_listed)


def _easy_gaps(kind: str, site: Site) -> Iterator[Gap]:
    records = listed(kind, site)
    both = [(record, easy_text_of(record, site.catalogue)) for record in records]
    unwritten = [record for record, text in both if text is None]
    untested = [record for record, text in both if text and not is_tested(text)]
    yield _gap("no_easy_text", kind, unwritten, len(records))
    yield _gap("untested", kind, untested, len(records) - len(unwritten))


def _gap(kind: GapKind, of: str, records: list[AnyRecord], total: int) -> Gap:
    return Gap(kind, len(records), total, of, tuple((it.type_name, it.id) for it in records))


def _has_access_facts(record: AnyRecord) -> bool:
    assert isinstance(record.content, Venue)
    facts = record.content.accessibility
    return facts is not None and any(
        value is not YesNo.UNKNOWN for value in dict(facts).values() if isinstance(value, YesNo)
    )


def state_of(statement: Statement, known: int) -> State:
    """What the statement says of the site, never better than its number of barriers allows."""
    return "teilweise" if statement.state == "vollstaendig" and known else statement.state


def last_reviewed(statement: Statement) -> date | None:
    """The last day on which somebody held the statement against the site."""
    days = [day for day in (statement.created_on, statement.reviewed_on) if day]
    return max(days, default=None)
