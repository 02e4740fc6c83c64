"""Catalogue + today -> Site: standings, indexes and back-links, computed once.

Templates and outputs never search or sort; whatever a page needs to know about other
records stands in an index made here. What is not public is dropped from every index, with
a warning where an editor's text or referral pointed to it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeAlias

from sitegen.ageing import age_findings, ages
from sitegen.config import SITE_FILE
from sitegen.dates import date_de
from sitegen.diagnostics import Diagnostic, Findings, Keys, Location, Related, diagnose
from sitegen.events import dated_events, placeless
from sitegen.facts import Facts, facts_of
from sitegen.gaps import barriers, last_reviewed, state_of
from sitegen.models import CONTENT_TYPES, TWINS, Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import CITY_WIDE, NATION_WIDE, OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE
from sitegen.models.review import REVIEW
from sitegen.models.taxonomy import TOPIC
from sitegen.models.venue import VENUE
from sitegen.relations import Names, papers_of, relations
from sitegen.reviews import early_checks, early_seals
from sitegen.site import (
    AnyRecord,
    Catalogue,
    Referral,
    Site,
    Standing,
    Target,
    Visibility,
    target_of,
)
from sitegen.timenotes import time_notes
from sitegen.timetable import Occurrence, Timetable, upcoming
from sitegen.translations import translated_standings
from sitegen.visibility import is_checked, is_current, private_hosts, standing

NEXT = 12  # dates to come that a page shows
YEAR = 365  # days that a statement on accessibility holds before somebody has to look again
SOON = 14  # days from now on of which every date is known: this week and the next

Dates: TypeAlias = tuple[Occurrence, ...]
Next: TypeAlias = Callable[[Timetable], Dates]

_ALONE = Standing(Visibility.WITHHELD, reason="ohne-seite")

# Nothing is withheld for these reasons but time passing; the nightly build reports them.
_BY_TIME: Mapping[str, tuple[str, Keys]] = {
    "abgelaufen": ("eintrag-abgelaufen", ("pflege", "gueltig_bis")),
    "einwilligung-abgelaufen": ("einwilligung-abgelaufen", ("kontakt", "einwilligung", "bis")),
}


class Coming(Mapping[Target, Dates]):
    """What comes next of each timetable, worked out when it is first asked."""

    def __init__(self, timetables: Mapping[Target, Timetable], next_of: Next) -> None:
        """Nothing is worked out yet."""
        self._timetables, self._next_of = timetables, next_of
        self._found: dict[Target, Dates] = {}

    def __getitem__(self, target: Target) -> Dates:
        """KeyError for what has no timetable."""
        if target not in self._found:
            self._found[target] = self._next_of(self._timetables[target])
        return self._found[target]

    def __iter__(self) -> Iterator[Target]:
        """The targets of the timetables."""
        return iter(self._timetables)

    def __len__(self) -> int:
        """As many as there are timetables."""
        return len(self._timetables)

    def __contains__(self, target: object) -> bool:
        """Whether there is a timetable: nothing is worked out for it."""
        return target in self._timetables


def next_dates(timetable: Timetable, today: date) -> Dates:
    """What comes next of a timetable: at least the next 12 dates, and all of the next two weeks."""
    return upcoming(timetable, today, NEXT, SOON)


def derive(
    catalogue: Catalogue,
    today: date,
    assets: Mapping[str, bytes],
    facts: Callable[[AnyRecord], Facts] | None = None,
    coming: Callable[[Timetable, date], Dates] = next_dates,
) -> tuple[Site, Findings]:
    """The site as of `today`, with warnings about what time or status withholds.

    Who builds again may keep what `facts_of` says of a record and `next_dates` of a timetable,
    and hand in functions that look there first: `facts` and `coming`.
    """
    look = facts or partial(facts_of, land=catalogue.config.land)
    known = {(record.type_name, record.id): look(record) for record in catalogue.all()}
    names = {target: it.names for target, it in known.items()}
    tables = {target: it.timetable for target, it in known.items() if it.timetable}
    standings = _standings(catalogue, today)
    seen = frozenset(target for target, it in standings.items() if it.is_listed)
    papers = {number: target for number, target in papers_of(catalogue).items() if target in seen}
    refers, referred_by = relations(names, seen, papers)
    timetables = _timetables(catalogue, tables, standings, today)
    dates = Coming(timetables, lambda it: coming(it, today))
    events = dated_events(catalogue, standings, today, dates)
    listed = _listed_offers(catalogue, standings)
    site = Site(
        catalogue=catalogue,
        today=today,
        standings=standings,
        offers=tuple(record.id for record in listed),
        offers_by=_offers_by(catalogue, listed),
        everywhere=tuple(record.id for record in listed if reaches_all(record.content)),
        referrals=_referrals(listed, standings),
        upcoming=events.upcoming,
        past=events.past,
        series=events.series,
        over=events.over,
        timetables=timetables,
        dates=dates,
        events_by=events.by,
        papers=papers,
        refers=refers,
        referred_by=referred_by,
        former_urls=_former_urls(catalogue, standings),
        assets=assets,
    )
    notes = (*placeless(catalogue, events), *early_checks(catalogue, today))
    notes += (*early_seals(catalogue, today), *time_notes(catalogue, tables, today))
    notes += (*_unseen(catalogue, standings), *_statement_notes(site))
    found = _findings(catalogue, names, standings)
    return site, (*found, *age_findings(catalogue, standings), *notes)


def _timetables(
    catalogue: Catalogue,
    tables: Mapping[Target, Timetable],
    standings: Mapping[Target, Standing],
    today: date,
) -> Mapping[Target, Timetable]:
    """The timetables of listed offers and events whose times visitors may see.

    What nobody has checked counts only while its evidence is current; an event's one date is
    what the source is about, and stands with its year beside it.
    """
    records: tuple[Record[Offer] | Record[Event], ...] = (
        *catalogue.of(OFFER).values(),
        *catalogue.of(EVENT).values(),
    )
    found: dict[Target, Timetable] = {}
    for record in records:
        target = (record.type_name, record.id)
        table, state = tables.get(target), standings[target]
        if table and state.is_listed and _may_be_shown(record.content, state, today):
            found[target] = table
    return found


def _may_be_shown(content: Offer | Event, standing: Standing, today: date) -> bool:
    if isinstance(content, Offer):
        year = content.times.year if content.times else None
    elif content.is_series:
        year = standing.evidence_year
    else:
        return True
    return standing.is_verified or is_current(year, today)


def _standings(catalogue: Catalogue, today: date) -> Mapping[Target, Standing]:
    found = {}
    aged = ages(catalogue.all(), today, is_checked)
    for record in catalogue.all():
        target = (record.type_name, record.id)
        hosts = private_hosts(record, catalogue)
        found[target] = standing(record, catalogue.config, today, hosts, aged.get(target))
    # A file in easy language is shown as long as what it stands for, and checked with it.
    for twins, originals in TWINS:
        for record in catalogue.of(twins).values():
            original = found.get((originals.name, record.id), _ALONE)
            found[twins.name, record.id] = replace(original, age=None)
    return {**found, **translated_standings(catalogue, found, today)}


def _listed_offers(
    catalogue: Catalogue, standings: Mapping[Target, Standing]
) -> tuple[Record[Offer], ...]:
    offers = catalogue.of(OFFER).values()
    shown = [record for record in offers if standings[record.type_name, record.id].is_listed]
    return tuple(sorted(shown, key=lambda record: (sort_text(record.content.title), record.id)))


def sort_text(text: str) -> str:
    """German dictionary order (DIN 5007-1): umlauts as their base letters, case ignored."""
    folded = text.casefold().translate(str.maketrans("äöüéèàç", "aoueeac")).replace("ß", "ss")
    return "".join(char for char in folded if char.isalnum() or char == " ").strip()


def is_everywhere(offer: Offer) -> bool:
    """Whether an offer belongs to the whole city or country rather than to a place."""
    return bool({CITY_WIDE, NATION_WIDE} & set(offer.areas))


def reaches_all(offer: Offer) -> bool:
    """Whether people of every district may ask for it; many visitors do not say where they come."""
    return is_everywhere(offer) or (offer.is_visit and not offer.areas)


def districts_of(offer: Offer, catalogue: Catalogue) -> tuple[str, ...]:
    """The districts an offer belongs to: named by itself or through the places one goes to."""
    named = [area for area in offer.areas if area not in {CITY_WIDE, NATION_WIDE}]
    venues = catalogue.of(VENUE)
    for venue_id in offer.places:
        district = venues[venue_id].content.district
        if district is not None:
            named.append(district)
    return tuple(dict.fromkeys(named))


def by_first_topic(ids: Iterable[str], catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Offers by their most important topic, in the order of the topics; that of `ids` is kept."""
    offers = catalogue.of(OFFER)
    found: dict[str, list[str]] = {topic: [] for topic in catalogue.of(TOPIC)}
    for offer_id in ids:
        found[offers[offer_id].content.topics[0]].append(offer_id)
    return {topic: tuple(group) for topic, group in found.items() if group}


def _offers_by(
    catalogue: Catalogue, listed: Iterable[Record[Offer]]
) -> Mapping[Target, tuple[str, ...]]:
    found: dict[Target, list[str]] = defaultdict(list)
    for record in listed:
        offer = record.content
        targets: list[Target] = [("stadtbezirk", name) for name in districts_of(offer, catalogue)]
        targets += [("thema", topic) for topic in offer.topics]
        targets += [("zielgruppe", audience) for audience in offer.audiences]
        targets += [("ort", venue) for venue in offer.places]
        if offer.links:
            targets += [("who-feld", name) for name in offer.links.who_fields]
            targets += [("sdg", name) for name in offer.links.goals]
        for organisation in offer.organisations:
            targets += [("anbieter", name) for name in _with_parents(organisation, catalogue)]
        for target in dict.fromkeys(targets):
            found[target].append(record.id)
    return {target: tuple(ids) for target, ids in found.items()}


def _with_parents(organisation_id: str, catalogue: Catalogue) -> Iterator[str]:
    """The organisation and those it belongs to; `checks.circles` sees that it ends."""
    current: str | None = organisation_id
    while current is not None:
        yield current
        current = catalogue.of(ORGANISATION)[current].content.parent


def _referrals(
    listed: Iterable[Record[Offer]], standings: Mapping[Target, Standing]
) -> Mapping[Target, tuple[Referral, ...]]:
    """Referrals of each record, first its own, then those that lead back to it."""
    onward: dict[Target, list[Referral]] = defaultdict(list)
    back: dict[Target, list[Referral]] = defaultdict(list)
    for record in listed:
        here = (record.type_name, record.id)
        for target, reason in _targets(record.content).items():
            if target == here or not standings[target].is_listed:
                continue
            onward[here].append(Referral(target, reason))
            back[target].append(Referral(here, reason, is_back=True))
    found = {}
    for target in dict.fromkeys((*onward, *back)):
        own = onward[target]
        known = {referral.target for referral in own}
        others = [referral for referral in back[target] if referral.target not in known]
        found[target] = (*own, *others)
    return found


def _targets(offer: Offer) -> Mapping[Target, str]:
    """What an offer refers to, each target once and with its first reason."""
    reasons: dict[Target, str] = {}
    if offer.links is not None:
        for referral in offer.links.refers_to:
            reasons.setdefault(target_of(referral.target), referral.reason)
        for record_id in offer.links.see_also:
            reasons.setdefault((OFFER.name, record_id), "")
    return reasons


def _former_urls(catalogue: Catalogue, standings: Mapping[Target, Standing]) -> Mapping[str, str]:
    """Old address -> present address, for every record that has a page, and its easy twin."""
    found: dict[str, str] = {}
    easy = EASY_PAGE.url.rstrip("/")
    for content_type in CONTENT_TYPES:
        for record in catalogue.of(content_type).values():
            state = standings[record.type_name, record.id]
            if content_type.url and state.visibility is not Visibility.WITHHELD:
                for former in getattr(record.content, "former_ids", ()):
                    old, new = content_type.address(former), content_type.address(record.id)
                    found[old] = new
                    if content_type.has_easy:
                        found[easy + old] = easy + new
    return dict(sorted(found.items()))


def _findings(
    catalogue: Catalogue, names: Mapping[Target, Names], standings: Mapping[Target, Standing]
) -> Iterator[Diagnostic]:
    for record in catalogue.all():
        target = (record.type_name, record.id)
        state = standings[target]
        if state.reason in _BY_TIME:
            hosts = private_hosts(record, catalogue)
            causes = [h for h in hosts if standings[h.type_name, h.id].reason == state.reason]
            yield _overdue(record, state.reason, causes)
        if state.is_listed and record.type_name != REVIEW.name:
            yield from _dropped(record, names[target], standings)


def _unseen(catalogue: Catalogue, standings: Mapping[Target, Standing]) -> Iterator[Diagnostic]:
    """What the settings name for every page, where nobody can open it."""
    config = catalogue.config
    named = (
        (config.notice.target if config.notice else None, ("hinweis", "ziel")),
        (config.office.stand_in, ("kontakt", "vertretung")),
    )
    for target, keys in named:
        if target:
            state = standings[target_of(target)]
            if not state.is_listed:
                place = Location(SITE_FILE, keys=keys)
                yield diagnose("verweis-nicht-sichtbar", place, ziel=target, stand=state.reason)


def _statement_notes(site: Site) -> Iterator[Diagnostic]:
    """A statement that nobody has looked at for a year, or that says more than is true."""
    statement = site.catalogue.config.statement
    if statement is None:
        return
    last = last_reviewed(statement)
    if last is not None and site.today - last > timedelta(days=YEAR):
        place = Location(SITE_FILE, keys=("erklaerung",))
        yield diagnose("erklaerung-alt", place, tag=date_de(last))
    known = len(barriers(site)) + len(statement.barriers)
    if state_of(statement, known) != statement.state:
        place = Location(SITE_FILE, keys=("erklaerung", "stand"))
        yield diagnose("erklaerung-widerspruch", place, anzahl=known)


def _overdue(record: AnyRecord, reason: str, causes: Iterable[AnyRecord]) -> Diagnostic:
    """What time has taken away, by itself or with the private person behind it."""
    code, keys = _BY_TIME[reason]
    related = [Related(cause.at(*keys), "Das ist der Grund.") for cause in causes]
    owners = "veranstalter" if record.type_name == EVENT.name else "anbieter"
    place = record.at(owners) if related else record.at(*keys)
    return diagnose(code, place, related=related, kennung=record.id)


def _dropped(
    record: AnyRecord, names: Names, standings: Mapping[Target, Standing]
) -> Iterator[Diagnostic]:
    for it in names.mentions:
        state = standings[it.target]
        if not state.is_listed:
            target = "/".join(it.target)
            place = it.place(record)
            yield diagnose("verweis-nicht-sichtbar", place, ziel=target, stand=state.reason)
