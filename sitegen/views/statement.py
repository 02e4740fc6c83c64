"""The accessibility statement, made of what people entered and of what is missing today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.config import Barrier, Body, Statement
from sitegen.gaps import Gap, GapKind, barriers, gaps, last_reviewed, state_of, topics_without_film
from sitegen.models.language import LANGUAGE
from sitegen.models.page import EASY_PAGE, PAGE, Topic
from sitegen.site import Site, Target, title_of
from sitegen.views.easy_card import easy_name
from sitegen.views.frame import phone_line
from sitegen.views.languages import page_languages, translated_pages
from sitegen.views.page import EASY_LANG, Line, PageLanguage
from sitegen.views.prose import easy_url_of, url_of

Art = Literal["unvereinbar", "unverhaeltnismaessig", "ausgenommen"]
ARTS: tuple[Art, ...] = ("unvereinbar", "unverhaeltnismaessig", "ausgenommen")
GAPS_PAGE = "was-noch-fehlt"


@dataclass(frozen=True, slots=True)
class GapRecord:
    """A record that lacks something; `is_easy` if its label is in easy words.

    `url` is where one sees what is missing, a page in the language `lang`.
    """

    label: str
    url: str
    lang: str = "de"
    is_easy: bool = False


@dataclass(frozen=True, slots=True)
class GapView:
    """`missing` of `total` lack what `kind` says; `of` is the type of the `records`, if any.

    What lacks it may have a `name` of its own, as languages do.
    """

    kind: GapKind
    missing: int
    total: int
    of: str
    records: tuple[GapRecord, ...]
    name: str = ""


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

    `state` is never better than what is missing allows, and "unbewertet" as long as nobody has
    looked at the whole site; `no_film` are the topics without a film;
    `mail` is where barriers are reported, `gaps_url` the page of all else that is missing, and its
    twin in easy language.
    """

    legal_on: date | None
    operator: str
    scope: str
    state: Literal["vollstaendig", "teilweise", "nicht", "unbewertet"]
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
    return StatementView(
        legal_on=config.legal.accessibility_on,
        operator=statement.operator or "",
        scope=statement.scope or "",
        state=_state(statement, groups),
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


def _state(
    statement: Statement, groups: tuple[BarrierGroup, ...]
) -> Literal["vollstaendig", "teilweise", "nicht", "unbewertet"]:
    if statement.state != "nicht" and statement.method is None:
        return "unbewertet"
    return state_of(statement, len(groups))


def gap_views(site: Site, *, is_easy: bool = False) -> tuple[GapView, ...]:
    """What is promised beyond the law and missing, or not known yet."""
    counted = (_gap(gap, site, is_easy=is_easy) for gap in gaps(site))
    return (*counted, *_language_gaps(site, is_easy=is_easy))


def _language_gaps(site: Site, *, is_easy: bool) -> Iterator[GapView]:
    """Translations that nobody has reviewed, and languages in which "Hilfe sofort" is German."""
    languages = site.shared(page_languages)
    for language in languages:
        pages = translated_pages(language.code, site)
        unreviewed = tuple(
            _translated(name, language, site, is_easy=is_easy)
            for name, page in pages.items()
            if not site.standing(page).is_verified
        )
        if unreviewed:
            missing, total = len(unreviewed), len(pages)
            yield GapView("translations", missing, total, "", unreviewed, language.german)
    german = tuple(
        GapRecord(it.german, it.url_of("/"), it.code, is_easy)
        for it in languages
        if not it.says_crisis
    )
    if german:
        yield GapView("crisis_words", len(german), len(languages), LANGUAGE.name, german)


def _translated(name: str, language: PageLanguage, site: Site, *, is_easy: bool) -> GapRecord:
    page = site.catalogue.of(PAGE)[name]
    label = easy_name(page, site) if is_easy else page.content.title
    return GapRecord(label, language.url_of(PAGE.address(name)), language.code, is_easy)


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


def _gap(gap: Gap, site: Site, *, is_easy: bool = False) -> GapView:
    is_test = gap.kind == "untested"
    records = (_record(it, site, is_easy=is_easy, is_test=is_test) for it in gap.records)
    return GapView(gap.kind, gap.missing, gap.total, gap.of, tuple(records))


def _record(target: Target, site: Site, *, is_easy: bool, is_test: bool) -> GapRecord:
    """On easy pages by its easy name; who tests easy texts is led to them from everywhere."""
    record = site.catalogue.get(target)
    assert record is not None
    easy_url = easy_url_of(target, site) if is_easy or is_test else ""
    label = easy_name(record, site) if is_easy and easy_url else title_of(record)
    lang = EASY_LANG if easy_url else "de"
    return GapRecord(label, easy_url or url_of(target, site), lang, is_easy and bool(easy_url))


def _barrier(barrier: Barrier) -> BarrierView:
    return BarrierView(barrier.what, barrier.reason, barrier.instead or "", barrier.until or "")


def _body(body: Body | None) -> BodyView | None:
    if body is None:
        return None
    phone = phone_line(body.phone) if body.phone else None
    return BodyView(body.name, body.address or "", phone, body.mail or "", body.web or "")
