"""What a record says, in the words of its easy page: one fact after the other, to be looked for.

The words come from the record by way of the tested filters. Where only the standard view knows
what may be shown (dates to come, places, what is unknown), they come from there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from sitegen.compounds import shown
from sitegen.dates import date_de, exact_de
from sitegen.easywords import (
    easy_age,
    easy_day,
    easy_hours,
    easy_lines,
    easy_money,
    easy_phone,
    easy_rhythm,
    easy_sentence,
)
from sitegen.fields import YesNo, language_name
from sitegen.models import Record
from sitegen.models.blocks import Contact, Costs, Registration
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.models.times import TimeException, TimeRule, Times
from sitegen.models.venue import VENUE
from sitegen.site import Site, Texts
from sitegen.views.contact import ContactView
from sitegen.views.easy_card import easy_name
from sitegen.views.event import EventPage
from sitegen.views.event_card import shown_when
from sitegen.views.offer import OfferPage
from sitegen.views.times import days_off
from sitegen.views.venue import _ACCESS, place_view
from sitegen.visibility import current_costs, is_current, places_left

# --- a page as its readers get it ----------------------------------------------------------


class _Reader(HTMLParser):
    """The words of the main part, its groups of facts, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.grouped: set[tuple[str, str]] = set()
        self.links: set[str] = set()
        self.days: set[str] = set()
        self._is_main = False
        self._group = ""
        self._caught: list[str] | None = None
        self._catches = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_main |= tag == "main"
        if not self._is_main:
            return
        self.words.append(" ")
        self.links |= {given["href"] or ""} if tag == "a" and given.get("href") else set()
        self.days |= {given["datetime"] or ""} if tag == "time" else set()
        if tag in {"li", "h2"} or given.get("class") == "group-name":
            self._caught, self._catches = [], tag

    def handle_endtag(self, tag: str) -> None:
        self._is_main &= tag != "main"
        self.words.append(" ")
        if tag == self._catches and self._caught is not None:
            said = line("".join(self._caught))
            if tag in {"p", "h2"}:
                self._group = said
            else:
                self.grouped.add((self._group, said))
            self._caught = None

    def handle_data(self, data: str) -> None:
        if self._is_main:
            self.words.append(data)
            if self._caught is not None:
                self._caught.append(data)


@dataclass(frozen=True, slots=True)
class Read:
    """What stands on a page."""

    words: str
    grouped: frozenset[tuple[str, str]]
    links: frozenset[str]
    days: frozenset[str]


def read(html: bytes) -> Read:
    reader = _Reader()
    # Dates of other records that a standard page only mentions are no facts of its own.
    reader.feed(html.decode())
    reader.close()
    links, days = frozenset(reader.links), frozenset(reader.days)
    return Read(line("".join(reader.words)), frozenset(reader.grouped), links, days)


def line(text: str) -> str:
    return " ".join(text.split())


# --- what has to stand there ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """What a page has to say: words, a link, or words within a named group."""

    name: str
    words: str = ""
    link: str = ""
    group: str = ""

    def stands_on(self, page: Read) -> bool:
        if self.link:
            return self.link in page.links
        words = line(self.words)
        return (self.group, words) in page.grouped if self.group else words in page.words


@dataclass
class Said:
    """Facts of one record, gathered with the easy texts of its site."""

    texts: Texts
    facts: list[Fact] = field(default_factory=list)

    def t(self, key: str, **values: object) -> str:
        return shown(self.texts[key], "bindestrich").format_map(values)

    def say(self, name: str, *words: str) -> None:
        self.facts += [Fact(name, it) for it in words]

    def key(self, about: str, key: str, **values: object) -> None:
        self.say(about, self.t(key, **values))

    def unknown(self, about: str, key: str) -> None:
        self.facts.append(Fact(about, self.t(key), group=self.t("offer.open")))

    def lines(self, name: str, text: str | None) -> None:
        self.say(name, *easy_lines(text or ""))

    def link(self, name: str, *links: str | None) -> None:
        self.facts += [Fact(name, link=it) for it in links if it]


def facts_of(record: Record[Any], view: Any, site: Site, texts: Texts) -> tuple[Fact, ...]:
    """Everything that a record says and its standard page shows."""
    said = Said(texts)
    said.say("title", easy_name(record, site))
    _standing(said, view)
    content = record.content
    if not getattr(view, "is_over", False):
        _contacts(said, content.contact or Contact(), view.contacts)
    said.say("organisations", *_listed_names(content.organisations, site))
    for kind, ids in ((TOPIC, content.topics), (AUDIENCE, content.audiences)):
        found = (site.catalogue.of(kind)[it] for it in ids)
        said.say(kind.name, *(easy_name(it, site) for it in found))
    for referral in view.referrals:
        said.lines("referral", referral.reason.text)
    (_offer if isinstance(content, Offer) else _event)(said, record, view, site)
    return tuple(said.facts)


def _listed_names(ids: Iterable[str], site: Site) -> Iterator[str]:
    bodies = site.catalogue.of(ORGANISATION)
    for name in ids:
        if site.is_listed((ORGANISATION.name, name)) and not bodies[name].content.is_placeholder:
            yield bodies[name].content.name


def _standing(said: Said, view: Any) -> None:
    standing = view.standing
    if standing.is_verified:
        said.say("checked", date_de(standing.checked_on), standing.checked_by)
    elif standing.evidence_year:
        said.say("evidence", str(standing.evidence_year))
    if standing.overdue:
        said.say("overdue", date_de(standing.overdue))


def _contacts(said: Said, own: Contact, shown: Iterable[ContactView]) -> None:
    """The record's own ways of contact, and those of its providers as far as they are shown."""
    for line_ in own.phones:
        said.say("phone", easy_phone(line_.number.display))
        said.lines("phone", line_.note)
        said.link("phone", f"tel:{line_.number.uri}")
    said.link("mail", f"mailto:{own.mail}" if own.mail else None)
    said.link("web", own.web)
    for contact in shown:
        said.say("contact", contact.owner, easy_sentence(contact.hours))
        said.lines("contact", contact.role)
        said.say("phone", *(easy_phone(it.display) for it in contact.phones))
        said.link("phone", *(it.href for it in contact.phones))
        said.link("mail", f"mailto:{contact.mail}" if contact.mail else None)
        said.link("web", contact.web)


def _offer(said: Said, record: Record[Offer], view: OfferPage, site: Site) -> None:
    offer, standing = record.content, site.standing(record)
    said.key("kind", f"kind.{offer.kind}")
    _area(said, offer, view, site)
    times = offer.times
    if times and (standing.is_verified or is_current(times.year, site.today)):
        _times(said, times, view, site, is_verified=standing.is_verified)
    _costs(said, current_costs(offer.costs, standing, site.today))
    _registration(said, offer.registration, site.today)
    _places(said, offer.venues if offer.is_visit else offer.places, site, is_office=offer.is_visit)
    _for_whom(said, offer)
    left = places_left(offer.places_left, offer.places_left_on, site.today)
    if left != "unbekannt":
        said.key("places left", f"places_left.{left}")
    for name in (*view.threshold.yes, *view.threshold.no):
        _grouped(said, "threshold", name, getattr(offer.low_threshold, name))
    _open(said, view)


def _open(said: Said, view: OfferPage) -> None:
    """What is not known stands in one section: as a sentence to say, or by its name."""
    missing = {*view.open.facts, *view.open.outdated}
    for name in missing & {"phone"}:
        said.unknown("phone", f"missing.{name}")
    for name in missing - {"phone"}:
        mode = f"_{view.mode}" if name == "when" and view.mode in {"telefon", "hausbesuch"} else ""
        said.unknown(name, f"say.{name}{mode}")
    for name in view.open.outdated:
        said.say(name, f"{said.t(f'missing.{name}')}: {said.t('easy.only_old')}")
    for question in view.open.questions:
        said.unknown("question", f"say.{question}")
    for area, names in (("threshold", view.open.threshold), ("access", view.open.access)):
        for name in names:
            said.unknown(f"{area} {name}", f"{area}.{name}")
    if not view.organisations:
        said.unknown("organisations", "offer.provider")


def _area(said: Said, offer: Offer, view: OfferPage, site: Site) -> None:
    if offer.mode != "vor_ort":
        said.key("mode", f"easy.mode_{offer.mode}")
    ids = (named.url.rstrip("/").rpartition("/")[2] for named in view.districts)
    said.say("districts", *(easy_name(site.catalogue.of(DISTRICT)[it], site) for it in ids))
    if view.is_nation_wide and not view.asks_area:
        said.key("area", "where.nation_wide")
    elif view.is_everywhere and not view.asks_area and offer.mode != "online":
        said.key("area", "where.city_wide", city=site.catalogue.config.city)


def _for_whom(said: Said, offer: Offer) -> None:
    if offer.age:
        said.say("age", easy_age(offer.age.low, offer.age.high))
        said.lines("age", offer.age.note)
    said.say("not_for", *map(easy_sentence, offer.not_for))
    said.say("documents", *map(easy_sentence, offer.documents))
    said.say("languages", *map(language_name, offer.languages))
    for who in offer.access:
        said.key("access", f"contact_by.{who}")
    for step in offer.next_steps:
        said.lines("next step", step)
    for name, text in dict(offer.first_visit or ()).items():
        if text:
            said.key("first visit", f"visit.{name}")
            said.lines("first visit", text)


def _grouped(said: Said, area: str, name: str, value: YesNo) -> None:
    """Known facts stand below words that say what the answer is."""
    answer = "works" if area == "threshold" else "there_is"
    group = said.t(f"easy.{answer}" + ("_not" if value is YesNo.NO else ""))
    said.facts.append(Fact(f"{area} {name}", said.t(f"{area}.{name}"), group=group))


def _times(said: Said, times: Times, view: OfferPage, site: Site, *, is_verified: bool) -> None:
    today = site.today
    for rule in times.rules:
        if not (rule.valid_until and rule.valid_until < today):
            _rule(said, rule, today)
    for it in times.exceptions:
        if (it.until or it.on) >= today:
            _exception(said, it, site)
    if times.by_arrangement is YesNo.YES:
        is_only = not (times.rules or times.text)
        said.key("arrangement", "times.by_arrangement" + ("" if is_only else "_too"))
    if times.note and times.note.until >= today:
        said.lines("note", times.note.text)
        said.say("note", date_de(times.note.until))
    said.lines("times", times.text)
    if times.year and not is_verified:
        said.key("times", "times.of_year", year=times.year)
    _dates(said, view.times.dates)


def _rule(said: Said, rule: TimeRule, today: date) -> None:
    said.say("rhythm", *(easy_rhythm(rhythm.words) for rhythm in rule.days))
    said.say("hours", easy_hours(rule.start, rule.end))
    if rule.valid_from and rule.valid_from > today:
        said.key("since", "times.since", date=date_de(rule.valid_from))
    if rule.valid_until:
        said.key("until", "times.until", date=date_de(rule.valid_until))
    apart = (*days_off(rule.school_holidays, ""), *days_off("", rule.public_holidays))
    alike = days_off(rule.school_holidays, rule.public_holidays)
    for key in apart if len(alike) > 1 else alike:
        said.key("days off", f"times.{key}")


def _exception(said: Said, it: TimeException, site: Site) -> None:
    said.say("exception", easy_day(it.on.isoformat()))
    said.say("exception", easy_day(it.until.isoformat()) if it.until else "")
    if it.closed == "ja":
        said.key("exception closed", "date.cancelled")
    elif it.start or it.end:
        said.say("exception", easy_hours(it.start, it.end))
    else:
        said.key("exception open", "times.open")
    venues = site.catalogue.of(VENUE)
    shown = (name for name in it.venues if site.is_listed((VENUE.name, name)))
    said.say("exception place", *(venues[name].content.name for name in shown))
    said.lines("exception", it.text)


def _dates(said: Said, dates: Iterable[Any], *, are_past: bool = False) -> None:
    for it in dates:
        said.say("date", easy_day(it.machine))
        said.say("date", easy_day(it.until_machine) if it.until else "")
        if it.state == "entfaellt":
            said.key("cancelled", "easy.was_cancelled" if are_past else "date.cancelled")
        elif not are_past:
            said.say("date hours", easy_hours(it.start, it.end))
            said.say("moved", easy_day(it.moved_from_machine) if it.moved_from else "")
            if it.is_full:
                said.key("full", "event.notice_ausgebucht")
        if it.state == "fraglich":
            said.key("doubt", f"date.doubt_{it.free_kind}", name=it.free)
        said.say("date topic", it.topic, *it.places)
        said.lines("date text", it.text.text)
        said.say("date offers", *(offer.label for offer in it.offers))
        said.say("date reading", *(entry.title for entry in it.material))


def _costs(said: Said, costs: Costs | None) -> None:
    if costs is None or (costs.kind == "unbekannt" and not costs.text):
        return
    if costs.kind != "unbekannt":
        said.key("costs", f"costs.{costs.kind}")
    said.say("price", easy_money(costs.amount) if costs.amount is not None else "")
    said.lines("costs", costs.text)
    for reduction in costs.reductions:
        said.key("reduction", f"reduction.{reduction}")


def _registration(said: Said, given: Registration | None, today: date) -> None:
    given = given or Registration()
    if given.until:
        said.say("registration until", exact_de(given.until))
    elif given.needed is not YesNo.UNKNOWN:
        said.key("registration", f"registration.{given.needed.value}")
    said.lines("registration", given.text)
    if not (given.until and given.until.last < today):
        said.link("registration", given.web)


def _places(said: Said, ids: Iterable[str], site: Site, *, is_office: bool = False) -> None:
    for name in ids:
        if not site.is_listed((VENUE.name, name)):
            continue
        record = site.catalogue.of(VENUE)[name]
        place, access = place_view(record, site), record.content.accessibility
        said.say("place", place.name, *place.address)
        if place.is_on_request:
            said.key("address", "place.on_request")
        if is_office:
            continue
        said.say("stop", place.stop)
        said.lines("entrance", place.entrance)
        said.link("map", place.map_url, place.route_url)
        for fact in _ACCESS:
            value = getattr(access, fact, YesNo.UNKNOWN)
            if value is not YesNo.UNKNOWN:
                _grouped(said, "access", fact, value)
        said.lines("access", access.note if access else None)


def _event(said: Said, record: Record[Event], view: EventPage, site: Site) -> None:
    event, is_over = record.content, view.is_over
    if view.notice:
        said.key("state", f"event.notice_{view.notice}")
    when = shown_when(event, is_over=is_over)
    if when:
        _when(said, when)
    if view.repeats:
        _series(said, event, view)
    if not (when or view.repeats or view.dates_to_come or is_over):
        said.key("when", "event.no_dates")
    _sessions(said, event, view)
    said.lines("place", event.venue_text)
    if event.mode == "hybrid" and not view.where:
        said.say("mode", "Vor Ort und im Internet")
    elif event.mode != "vor_ort":
        said.key("mode", f"mode.{event.mode}")
    if event.public:
        said.key("public", f"event.public_{event.public}")
    if view.series and event.series:
        said.say("series", easy_name(site.catalogue.of(EVENT)[event.series], site))
    said.say("reading", *(it.title for it in view.documentation if is_over or view.repeats))
    if is_over:
        said.say("place", *(place.name for place in view.where.places))
        said.say("participants", *easy_lines(event.participants or ""))
    else:
        _to_come(said, record, view, site)


def _to_come(said: Said, record: Record[Event], view: EventPage, site: Site) -> None:
    event = record.content
    _places(said, event.venues, site)
    if event.mode == "vor_ort" and not (view.where or any(it.where for it in view.sessions)):
        said.unknown("where", "say.where")
    for fact in {name for place in view.where.places for name in place.access.unknown}:
        is_asked = fact == "step_free"
        said.unknown(f"access {fact}", f"say.{fact}" if is_asked else f"access.{fact}")
    costs = current_costs(event.costs, site.standing(record), site.today)
    _costs(said, costs)
    if costs is None or (costs.kind == "unbekannt" and not costs.text):
        said.unknown("costs", "say.costs")
    if view.notice == "ausgebucht":
        said.key("registration", "registration.full")
    elif view.notice != "abgesagt":
        _registration(said, event.registration, site.today)
        if not view.registration.is_known:
            said.unknown("registration", "say.registration")


def _sessions(said: Said, event: Event, view: EventPage) -> None:
    for session, part in zip(event.sessions, view.sessions, strict=True):
        said.say("session", session.title)
        said.lines("session", session.text)
        said.lines("session place", session.venue_text)
        said.say("session place", *(place.name for place in part.where.places))
        if session.cancelled == "ja":
            said.key("session", "easy.was_cancelled" if view.is_over else "date.cancelled")
        if part.when:
            _when(said, part.when)


def _when(said: Said, when: Any) -> None:
    said.say("day", easy_day(when.since_machine))
    if when.until:
        said.say("day", easy_day(when.until_machine))
        said.say("hours", easy_hours(when.start, None), easy_hours(None, when.end))
    else:
        said.say("hours", easy_hours(when.start, when.end))


def _series(said: Said, event: Event, view: EventPage) -> None:
    repeats = view.repeats
    assert repeats is not None
    if repeats.rule:
        said.say("rhythm", *map(easy_rhythm, repeats.rule.rhythms))
        said.say("hours", easy_hours(repeats.rule.start, repeats.rule.end))
        if event.recurrence and event.recurrence.until and not view.is_over:
            said.say("until", date_de(event.recurrence.until))
    elif event.rhythm:
        said.say("rhythm", easy_rhythm(event.rhythm))
    if not repeats.is_verified and (repeats.rule or repeats.rhythm) and repeats.year:
        said.key("rhythm", "event.rhythm_of", year=repeats.year)
    if repeats.goes_on:
        said.key("series", "event.goes_on")
    _dates(said, repeats.dates)
    _dates(said, repeats.past, are_past=True)
