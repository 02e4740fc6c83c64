"""An initiative as the hub of all that belongs to it, and the list of all initiatives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import Moment, moment_de, span_de
from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.blocks import Links
from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT
from sitegen.models.initiative import INITIATIVE, Initiative, Partner, Phase, State
from sitegen.models.news import NEWS
from sitegen.models.page import PAGE
from sitegen.models.taxonomy import GOAL, TOPIC, WHO_FIELD
from sitegen.site import Site, Target
from sitegen.views.card import Card, StandingView, standing_view
from sitegen.views.contact import Ask, ContactView, contact_view, way_to_ask
from sitegen.views.event import offers_of, past_events, sorted_events
from sitegen.views.event_card import EventCard, event_cards
from sitegen.views.offer import ReferralView, contacts_of, referral_views, referred, terms_of
from sitegen.views.organisation import shown_organisations
from sitegen.views.page import Crumb, Frame, Named, Page, Planned, Prose, View, Words
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import prose_of, words_of
from sitegen.views.related import RelatedView, related

# Offers and events stand in sections of their own.
_RELATED = (INITIATIVE.name, DOCUMENT.name, NEWS.name, PAGE.name)


@dataclass(frozen=True, slots=True)
class StateView:
    """How far it is, as a word, and when that was known; never a score."""

    progress: str
    on: str
    on_machine: str
    text: Words


@dataclass(frozen=True, slots=True)
class PeriodView:
    """The days that are known: `kind` says whether those of begin, end or both."""

    kind: Literal["span", "begin", "end"]
    words: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A stretch of its course."""

    title: str
    period: PeriodView | None
    text: Words


@dataclass(frozen=True, slots=True)
class PartnerView:
    """Who takes part, and with what."""

    organisation: Named
    role: str


@dataclass(frozen=True, slots=True)
class InitiativeCard:
    """An initiative in a list."""

    id: str
    url: str
    title: str
    summary: str
    kind: str
    state: StateView | None
    standing: StandingView


@dataclass(frozen=True, slots=True)
class Group:
    """An initiative with all that belongs to it, parts of parts too."""

    top: InitiativeCard
    parts: tuple[InitiativeCard, ...]


@dataclass(frozen=True, slots=True)
class InitiativePage(View):
    """Everything the page of one initiative shows."""

    summary: Words
    text: Prose | None
    picture: PictureView | None
    kind: str
    standing: StandingView
    period: PeriodView | None
    state: StateView | None
    aims: tuple[Words, ...]
    phases: tuple[PhaseView, ...]
    lead: Named | None
    partners: tuple[PartnerView, ...]
    parent: Named | None
    parts: tuple[InitiativeCard, ...]
    offers: tuple[Card, ...]
    events_to_come: tuple[EventCard, ...]
    events_past: tuple[EventCard, ...]
    topics: tuple[Named, ...]
    who_fields: tuple[Named, ...]
    goals: tuple[Named, ...]
    web: str
    contacts: tuple[ContactView, ...]
    ask: Ask
    referrals: tuple[ReferralView, ...]
    related: RelatedView


@dataclass(frozen=True, slots=True)
class InitiativesPage(View):
    """All initiatives: those on top in the order of their rank, each with its parts."""

    groups: tuple[Group, ...]


def initiatives_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all initiatives."""
    page = Page(frame, INITIATIVE.url, title_key="initiative.title", section="initiative")
    listed = (r for r in site.catalogue.of(INITIATIVE).values() if _is_listed(r.id, site))
    tops = sorted((r for r in listed if not _is_listed(r.content.part_of, site)), key=_rank)
    groups = (
        Group(_card(top, site), tuple(_card(part, site) for part in _all_below(top, site)))
        for top in tops
    )
    yield "pages/initiatives.html", InitiativesPage(page, tuple(groups))


def pages(record: Record[Initiative], site: Site, frame: Frame) -> Iterator[Planned]:
    """The initiative's one page."""
    initiative = record.content
    here = (INITIATIVE.name, record.id)
    standing, care = site.standing(record), initiative.care
    contacts = contacts_of(
        contact_view(initiative.title, initiative.contact),
        [name for name in [initiative.lead] if name],
        site,
    )
    links = initiative.links or Links()
    parts = _parts(here, site)
    events = sorted_events(_related_ids(here, EVENT.name, site), site)
    past = past_events(events, site)
    shown = [(INITIATIVE.name, name) for name in [initiative.part_of or "", *(p.id for p in parts)]]
    shown += referred(initiative.links)
    yield (
        "pages/initiative.html",
        InitiativePage(
            page=_head(record, frame, may_be_found=standing.is_verified),
            summary=words_of(initiative.summary, site),
            text=prose_of(initiative.text, site),
            picture=picture_view(record, site),
            kind=initiative.kind,
            standing=standing_view(standing, care.checked_on, care.checked_by),
            period=_period(initiative.begin, initiative.end),
            state=_state(initiative.state, site),
            aims=tuple(words_of(aim, site) for aim in initiative.aims),
            phases=tuple(_phase(phase, site) for phase in initiative.phases),
            lead=next(iter(shown_organisations([initiative.lead or ""], site)), None),
            partners=tuple(_partners(initiative.partners, site)),
            parent=_parent(initiative, site),
            parts=tuple(_card(part, site) for part in parts),
            offers=offers_of(here, site, without=shown),
            events_to_come=event_cards((name for name in events if name not in past), site),
            events_past=event_cards(past, site),
            topics=terms_of(TOPIC, initiative.topics, site.catalogue),
            who_fields=terms_of(WHO_FIELD, links.who_fields, site.catalogue),
            goals=terms_of(GOAL, links.goals, site.catalogue),
            web=initiative.web or "",
            contacts=contacts,
            ask=way_to_ask(contacts, frame.office),
            referrals=referral_views(initiative.links, site),
            related=related(here, site, without=shown, kinds=_RELATED),
        ),
    )


def _head(record: Record[Initiative], frame: Frame, *, may_be_found: bool) -> Page:
    return Page(
        frame,
        INITIATIVE.address(record.id),
        record.content.title,
        description=record.content.summary,
        crumbs=(Crumb("nav.initiatives", INITIATIVE.url),),
        section="initiative",
        may_be_found=may_be_found,
    )


def _state(state: State | None, site: Site) -> StateView | None:
    if state is None:
        return None
    machine = str(state.on).partition(" ")[0]
    return StateView(state.progress, moment_de(state.on), machine, words_of(state.text, site))


def _period(begin: Moment | None, end: Moment | None) -> PeriodView | None:
    if begin and end:
        return PeriodView("span", span_de(begin, end))
    if begin:
        return PeriodView("begin", moment_de(begin))
    return PeriodView("end", moment_de(end)) if end else None


def _phase(phase: Phase, site: Site) -> PhaseView:
    return PhaseView(phase.title, _period(phase.begin, phase.end), words_of(phase.text, site))


def _partners(partners: Iterable[Partner], site: Site) -> Iterator[PartnerView]:
    for partner in partners:
        for named in shown_organisations([partner.organisation], site):
            yield PartnerView(named, partner.role or "")


def _related_ids(target: Target, kind: str, site: Site) -> tuple[str, ...]:
    both = (*site.refers.get(target, ()), *site.referred_by.get(target, ()))
    return tuple(dict.fromkeys(name for type_name, name in both if type_name == kind))


def _is_listed(initiative_id: str | None, site: Site) -> bool:
    return initiative_id is not None and site.is_listed((INITIATIVE.name, initiative_id))


def _parent(initiative: Initiative, site: Site) -> Named | None:
    if not initiative.part_of or not _is_listed(initiative.part_of, site):
        return None
    parent = site.catalogue.of(INITIATIVE)[initiative.part_of]
    return Named(parent.content.title, INITIATIVE.address(parent.id))


def _parts(target: Target, site: Site) -> tuple[Record[Initiative], ...]:
    """What says of itself that it is part of this one, in the order of the ranks."""
    records = site.catalogue.of(INITIATIVE)
    names = (name for kind, name in site.referred_by.get(target, ()) if kind == INITIATIVE.name)
    parts = (records[name] for name in names if records[name].content.part_of == target[1])
    return tuple(sorted(parts, key=_rank))


def _all_below(record: Record[Initiative], site: Site) -> Iterator[Record[Initiative]]:
    """Its parts, each followed by its own; `checks.initiatives` has refused circles."""
    for part in _parts((INITIATIVE.name, record.id), site):
        yield part
        yield from _all_below(part, site)


def _rank(record: Record[Initiative]) -> tuple[int, str, str]:
    return record.content.rank, sort_text(record.content.title), record.id


def _card(record: Record[Initiative], site: Site) -> InitiativeCard:
    initiative, care = record.content, record.content.care
    return InitiativeCard(
        id=record.id,
        url=INITIATIVE.address(record.id),
        title=initiative.title,
        summary=initiative.summary,
        kind=initiative.kind,
        state=_state(initiative.state, site),
        standing=standing_view(site.standing(record), care.checked_on, care.checked_by),
    )
