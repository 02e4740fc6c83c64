"""The ways through a guide: where each leads, what was answered, whom to ask, what to do first.

Pages in both languages are made of them: they differ in words, never in ways or facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.crisis import CrisisLine
from sitegen.models.guide import GUIDE, Choice, FirstStep, Guide, Question, Result
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, Organisation
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site, Target, target_of, title_of
from sitegen.views.asking import WITH_A_DOOR
from sitegen.views.card import StandingView, standing_view
from sitegen.views.contact import ContactView, contact_view
from sitegen.views.frame import phone_line
from sitegen.views.offer import contacts_of
from sitegen.views.organisation import organisation_contact
from sitegen.views.page import Frame, Named, StandIn, Words
from sitegen.views.prose import url_of, words_of

MOST_OFFERS = 3
Node: TypeAlias = Question | Result


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered on a way, and the address at which it was asked."""

    question: Question
    choice: Choice
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way from the first question to a question or result; its address is what was answered."""

    url: str
    node: Node
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, and the page on which to answer it again.

    `lang` is set where its words are in another language than those of the page.
    """

    question: str
    answer: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class GuideHead:
    """What all pages of a guide show of it."""

    title: str
    url: str
    is_for_experts: bool
    standing: StandingView


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """A guide in the overview."""

    title: str
    summary: str
    url: str


def listed_guides(site: Site) -> tuple[Record[Guide], ...]:
    """The guides that are public, by their rank."""
    listed = (r for r in site.catalogue.of(GUIDE).values() if site.standing(r).is_listed)
    return tuple(sorted(listed, key=lambda r: (r.content.rank, sort_text(r.content.title), r.id)))


def head_of(record: Record[Guide], site: Site) -> GuideHead:
    """What all its pages show."""
    guide, standing = record.content, site.standing(record)
    return GuideHead(
        guide.title,
        GUIDE.address(record.id),
        guide.public == "fachlich",
        standing_view(standing, guide.care.checked_on, guide.care.checked_by),
    )


def ways_of(record: Record[Guide]) -> Iterator[Way]:
    """Every way, shorter ones first where one is part of the other.

    `checks.guides` has refused circles and too many of them.
    """
    guide = record.content
    nodes: dict[str, Node] = {question.id: question for question in guide.questions}
    nodes |= {result.id: result for result in guide.results}
    yield from _onward(Way(GUIDE.address(record.id), nodes[guide.start]), nodes)


def _onward(way: Way, nodes: Mapping[str, Node]) -> Iterator[Way]:
    yield way
    if isinstance(way.node, Question):
        for choice in way.node.choices:
            answered = (*way.answered, Answered(way.node, choice, way.url))
            following = Way(f"{way.url}{choice.id}/", nodes[choice.leads_to], answered)
            yield from _onward(following, nodes)


# --- whom to ask ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class People:
    """Whom to talk to instead; `is_office`: nobody nearer to the matter is known."""

    contacts: tuple[ContactView, ...]
    is_office: bool


def people_of(
    wanted: tuple[str | None, ...], site: Site, frame: Frame, without: str | None = None
) -> People:
    """The first of the wanted who can be called and is public, then the office, or who stands in.

    Nobody can say a sentence to a website: ways without a number count only where there is none.
    """
    found = [_reached(target_of(mixed), site) for mixed in wanted if mixed and mixed != without]
    office = frame.office
    phones = (office.phone,) if office.phone else ()
    own = ContactView(office.name, office.role, phones, office.mail, office.web, office.hours)
    ways = [People(contacts, is_office=False) for contacts in found if contacts]
    ways.append(People((own,), is_office=True))
    if office.stand_in:
        ways.append(People((_stand_in(office.stand_in),), is_office=False))
    can_be_called = (it for it in ways if any(contact.phones for contact in it.contacts))
    return next(can_be_called, ways[0])


def people_after(node: Result, guide: Guide, site: Site, frame: Frame) -> People:
    """Whom to ask besides the first step of a result."""
    return people_of((node.helper, guide.helper), site, frame, without=node.first_step.body)


def _stand_in(body: StandIn) -> ContactView:
    return ContactView(body.name, "", (body.phone,), "", "", body.hours)


def _reached(target: Target, site: Site) -> tuple[ContactView, ...]:
    """How to reach a public provider, offer or help line; nothing where that is unknown."""
    record = site.catalogue.get(target)
    content = record.content if record and site.is_listed(target) else None
    if isinstance(content, Offer):
        own = contact_view(content.title, content.contact)
        return contacts_of(own, () if own else content.organisations, site)
    if isinstance(content, Organisation):
        found = organisation_contact(site.catalogue.of(ORGANISATION)[target[1]])
        return (found,) if found else ()
    return (_line(content),) if isinstance(content, CrisisLine) else ()


def _line(line: CrisisLine) -> ContactView:
    phones = tuple(phone_line(number) for number in line.numbers)
    return ContactView(line.name, line.audience, phones, "", line.web or "", line.hours)


# --- results -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepView:
    """One first step; `body` is the record it leads to, with its standing and ways of contact.

    `is_call`: it takes place on the telephone alone; `has_number`: one can call there at all.
    """

    who: str
    how: Words
    say: str
    asked: tuple[str, ...]
    bring: tuple[str, ...]
    company: Words
    body: Named | None
    standing: StandingView | None
    contacts: tuple[ContactView, ...]
    has_number: bool
    is_call: bool


def step_of(step: FirstStep, site: Site) -> StepView | None:
    """A first step with what is known of the record it leads to; none while that is not public."""
    target = target_of(step.body) if step.body else None
    if target and not site.is_listed(target):
        return None
    contacts = _reached(target, site) if target else ()
    has_number = any(contact.phones for contact in contacts)
    return StepView(
        who=step.who,
        how=words_of(step.how, site),
        say=step.say or "",
        asked=tuple(step.asked),
        bring=tuple(step.bring),
        company=words_of(step.company, site),
        body=_named(target, site) if target else None,
        standing=_standing(target, site) if target else None,
        contacts=contacts,
        has_number=has_number,
        is_call=has_number and not _has_a_door(target, site),
    )


def _has_a_door(target: Target | None, site: Site) -> bool:
    """Whether one goes there, or might: only help lines and some offers are for the telephone."""
    record = site.catalogue.get(target) if target else None
    content = record.content if record else None
    if isinstance(content, Offer):
        return content.mode in WITH_A_DOOR
    return not isinstance(content, CrisisLine)


def _named(target: Target, site: Site) -> Named | None:
    record, url = site.catalogue.get(target), url_of(target, site)
    return Named(title_of(record), url) if record and url else None


def _standing(target: Target, site: Site) -> StandingView | None:
    """How far the record can be trusted; help lines are watched by rules of their own."""
    record = site.catalogue.get(target)
    care = getattr(record.content, "care", None) if record else None
    if not isinstance(care, Care):
        return None
    return standing_view(site.standings[target], care.checked_on, care.checked_by)


def offers_of(node: Result, site: Site) -> tuple[str, ...]:
    """At most three listed offers that fit all that is named: checked ones, then the newest.

    The place of the first step is not among them.
    """
    query, body = node.query, node.first_step.body
    if query is None:
        return ()
    conditions = (
        (TOPIC.name, query.topics),
        (AUDIENCE.name, query.audiences),
        (DISTRICT.name, query.districts),
    )
    allowed = [
        {offer for name in names for offer in site.offers_by.get((kind, name), ())}
        for kind, names in conditions
        if names
    ]
    offers = site.catalogue.of(OFFER)
    found = [
        name
        for name in site.offers
        if all(name in some for some in allowed)
        and (not query.modes or offers[name].content.mode in query.modes)
        and f"{OFFER.name}/{name}" != body
    ]
    return tuple(sorted(found, key=lambda name: _trust(name, site))[:MOST_OFFERS])


def _trust(offer_id: str, site: Site) -> tuple[bool, int]:
    """Smaller for what can be trusted more; equal ones keep the order of their titles."""
    standing = site.standings[OFFER.name, offer_id]
    return not standing.is_verified, -(standing.evidence_year or 0)
