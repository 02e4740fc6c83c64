"""The accessibility statement, made of what people entered and of what is missing today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.config import Barrier, Body, Statement
from sitegen.gaps import Gap, GapKind, barriers, gaps, last_reviewed, topics_without_film
from sitegen.models.page import EASY_PAGE, PAGE, Topic
from sitegen.site import Site, Target, title_of
from sitegen.views.frame import phone_line
from sitegen.views.page import Line, Named
from sitegen.views.prose import url_of

Art = Literal["unvereinbar", "unverhaeltnismaessig", "ausgenommen"]
ARTS: tuple[Art, ...] = ("unvereinbar", "unverhaeltnismaessig", "ausgenommen")
GAPS_PAGE = "was-noch-fehlt"


@dataclass(frozen=True, slots=True)
class GapView:
    """`missing` of `total` lack what `kind` says; `of` is the type of the `records`, if any."""

    kind: GapKind
    missing: int
    total: int
    of: str
    records: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class BarrierView:
    """Something that not everybody can use, with the reason, a way around it, and a term."""

    what: str
    reason: str
    instead: str
    until: str


@dataclass(frozen=True, slots=True)
class BarrierGroup:
    """What the law calls alike: it conflicts, it would be too much, or it is left out by law."""

    kind: Art
    gaps: tuple[GapView, ...]
    barriers: tuple[BarrierView, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """An authority and how to reach it; empty texts are unknown."""

    name: str
    address: str
    phone: Line | None
    mail: str
    web: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """The statement of today; a draft until its `legal_on`, its text approved that day.

    `state` is never better than what is missing allows; `no_film` are the topics without a film;
    `mail` is where barriers are reported, `gaps_url` the page of all else that is missing, and its
    twin in easy language.
    """

    legal_on: date | None
    operator: str
    scope: str
    state: Literal["vollstaendig", "teilweise", "nicht"]
    groups: tuple[BarrierGroup, ...]
    no_film: tuple[Topic, ...]
    method: str
    method_text: str
    created_on: date | None
    reviewed_on: date | None
    mail: str
    arbitration: BodyView | None
    monitoring: BodyView | None
    gaps_url: str
    easy_gaps_url: str


def statement_view(site: Site) -> StatementView:
    """The statement; what nobody has entered yet is named as missing on the page."""
    config = site.catalogue.config
    statement = config.statement or Statement()
    groups = _groups(statement, site)
    is_whole = statement.state != "vollstaendig" or not groups
    return StatementView(
        legal_on=config.legal.accessibility_on,
        operator=statement.operator or "",
        scope=statement.scope or "",
        state=statement.state if is_whole else "teilweise",
        groups=groups,
        no_film=topics_without_film(site),
        method=statement.method or "",
        method_text=statement.method_text or "",
        created_on=statement.created_on,
        reviewed_on=last_reviewed(statement),
        mail=config.legal.accessibility_mail or "",
        arbitration=_body(statement.arbitration),
        monitoring=_body(statement.monitoring),
        gaps_url=url_of((PAGE.name, GAPS_PAGE), site),
        easy_gaps_url=url_of((EASY_PAGE.name, GAPS_PAGE), site),
    )


def gap_views(site: Site) -> tuple[GapView, ...]:
    """What is promised beyond the law and missing, or not known yet."""
    return tuple(_gap(gap, site) for gap in gaps(site))


def _groups(statement: Statement, site: Site) -> tuple[BarrierGroup, ...]:
    counted = tuple(_gap(gap, site) for gap in barriers(site))
    found = (
        BarrierGroup(
            kind,
            counted if kind == "unvereinbar" else (),
            tuple(_barrier(it) for it in statement.barriers if it.kind == kind),
        )
        for kind in ARTS
    )
    return tuple(group for group in found if group.gaps or group.barriers)


def _gap(gap: Gap, site: Site) -> GapView:
    records = tuple(_named(target, site) for target in gap.records)
    return GapView(gap.kind, gap.missing, gap.total, gap.of, records)


def _named(target: Target, site: Site) -> Named:
    record = site.catalogue.get(target)
    assert record is not None
    return Named(title_of(record), url_of(target, site))


def _barrier(barrier: Barrier) -> BarrierView:
    return BarrierView(barrier.what, barrier.reason, barrier.instead or "", barrier.until or "")


def _body(body: Body | None) -> BodyView | None:
    if body is None:
        return None
    phone = phone_line(body.phone) if body.phone else None
    return BodyView(body.name, body.address or "", phone, body.mail or "", body.web or "")
