"""Wegfinder: a page for every way through the questions, and somebody to ask on each of them.

The address of a page is what was answered on the way to it. So every page knows the way back
without a script, and nothing has to be kept anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.derive import sort_text
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.crisis import CrisisLine
from sitegen.models.guide import GUIDE, FirstStep, Guide, Query, Question, Result
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, Organisation
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site, Target, target_of, title_of
from sitegen.views.asking import WITH_A_DOOR
from sitegen.views.card import Card, StandingView, cards, standing_view
from sitegen.views.contact import ContactView, contact_view
from sitegen.views.frame import phone_line
from sitegen.views.offer import contacts_of, terms_of
from sitegen.views.organisation import organisation_contact
from sitegen.views.page import Crumb, Frame, Named, Page, Planned, Prose, StandIn, View, Words
from sitegen.views.prose import names_in, plain_prose_of, url_of, words_of

MOST_OFFERS = 3
_CRUMBS = (Crumb("nav.guides", GUIDE.url),)


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, and the page on which to answer it again."""

    question: str
    answer: str
    url: str


@dataclass(frozen=True, slots=True)
class People:
    """Whom to talk to instead; `is_office`: nobody nearer to the matter is known."""

    contacts: tuple[ContactView, ...]
    is_office: bool


@dataclass(frozen=True, slots=True)
class GuideHead:
    """What all pages of a guide show of it."""

    title: str
    url: str
    is_for_experts: bool
    standing: StandingView


@dataclass(frozen=True, slots=True)
class QuestionPage(View):
    """One question; `given` is the way here, and the summary and text stand on the first only.

    `names` are those of benefits in its texts, with the way to where they come from.
    """

    guide: GuideHead
    summary: str
    text: Prose | None
    number: int
    question: str
    help: Prose | None
    names: tuple[Named, ...]
    answers: tuple[Named, ...]
    given: tuple[Given, ...]
    people: People


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


@dataclass(frozen=True, slots=True)
class ResultPage(View):
    """Where a way ends. No `step` while its place is not public: then `people` are the step."""

    guide: GuideHead
    title: str
    text: Prose | None
    names: tuple[Named, ...]
    step: StepView | None
    has_offers: bool
    offers: tuple[Card, ...]
    is_any_checked: bool
    topics: tuple[Named, ...]
    given: tuple[Given, ...]
    people: People


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """A guide in the overview."""

    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class GuidesPage(View):
    """All guides; those for professionals stand apart."""

    for_all: tuple[GuideEntry, ...]
    for_experts: tuple[GuideEntry, ...]
    people: People


def guides_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The overview."""
    listed = listed_guides(site)
    yield (
        "pages/guides.html",
        GuidesPage(
            page=Page(frame, GUIDE.url, title_key="guide.title", section="guide"),
            for_all=tuple(_entry(r) for r in listed if r.content.public == "alle"),
            for_experts=tuple(_entry(r) for r in listed if r.content.public == "fachlich"),
            people=_people((), site, frame),
        ),
    )


def listed_guides(site: Site) -> tuple[Record[Guide], ...]:
    """The guides that are public, by their rank."""
    listed = (r for r in site.catalogue.of(GUIDE).values() if site.standing(r).is_listed)
    return tuple(sorted(listed, key=lambda r: (r.content.rank, sort_text(r.content.title), r.id)))


def guide_entries(ids: Iterable[str], site: Site) -> tuple[GuideEntry, ...]:
    """Those of the guides that are public, in the given order."""
    guides = site.catalogue.of(GUIDE)
    return tuple(_entry(guides[name]) for name in ids if site.is_listed((GUIDE.name, name)))


def _entry(record: Record[Guide]) -> GuideEntry:
    guide = record.content
    return GuideEntry(guide.title, guide.summary, GUIDE.address(record.id))


def pages(record: Record[Guide], site: Site, frame: Frame) -> Iterator[Planned]:
    """A page for every way; `checks.guides` has refused circles and too many of them."""
    yield from _Ways(record, site, frame).pages()


@dataclass(frozen=True, slots=True)
class _Ways:
    """A guide and all that its pages need."""

    record: Record[Guide]
    site: Site
    frame: Frame

    def pages(self) -> Iterator[Planned]:
        guide = self.record.content
        nodes: dict[str, Question | Result] = {
            question.id: question for question in guide.questions
        }
        nodes |= {result.id: result for result in guide.results}
        yield from self._from(guide.start, GUIDE.address(self.record.id), (), nodes)

    def _from(
        self, name: str, url: str, given: tuple[Given, ...], nodes: Mapping[str, Question | Result]
    ) -> Iterator[Planned]:
        node = nodes[name]
        if isinstance(node, Result):
            yield "pages/guide-result.html", self._result(node, url, given)
            return
        yield "pages/guide.html", self._question(node, url, given)
        for choice in node.choices:
            answered = Given(node.question, choice.text, url)
            yield from self._from(choice.leads_to, f"{url}{choice.id}/", (*given, answered), nodes)

    def _question(self, node: Question, url: str, given: tuple[Given, ...]) -> QuestionPage:
        guide = self.record.content
        is_first = not given
        text = plain_prose_of(guide.text, self.site) if is_first else None
        help_text = plain_prose_of(node.help, self.site)
        is_checked = self.site.standing(self.record).is_verified
        return QuestionPage(
            page=Page(
                self.frame,
                url,
                guide.title if is_first else node.question,
                description=guide.summary,
                crumbs=_CRUMBS,
                section="guide",
                # Whoever comes from a search begins at the beginning.
                may_be_found=is_first and is_checked,
            ),
            guide=self._head(),
            summary=guide.summary if is_first else "",
            text=text,
            number=len(given) + 1,
            question=node.question,
            help=help_text,
            names=names_in((text, help_text), self.site),
            answers=tuple(Named(it.text, f"{url}{it.id}/") for it in node.choices),
            given=given,
            people=_people((guide.helper,), self.site, self.frame),
        )

    def _result(self, node: Result, url: str, given: tuple[Given, ...]) -> ResultPage:
        guide, site = self.record.content, self.site
        step = node.first_step
        offers = _matching(node.query, site, without=step.body) if node.query else ()
        shown = cards(offers, site)
        text = plain_prose_of(node.text, site)
        return ResultPage(
            # Its own title stays on the page: the history of a browser is read by others too.
            page=Page(
                self.frame,
                url,
                guide.title,
                description=guide.summary,
                crumbs=_CRUMBS,
                section="guide",
                may_be_found=False,
            ),
            guide=self._head(),
            title=node.title,
            text=text,
            names=names_in((text,), site),
            step=_step(step, site),
            has_offers=node.query is not None,
            offers=shown,
            is_any_checked=any(card.standing.is_verified for card in shown),
            topics=terms_of(TOPIC, node.query.topics, site.catalogue) if node.query else (),
            given=given,
            people=_people((node.helper, guide.helper), site, self.frame, without=step.body),
        )

    def _head(self) -> GuideHead:
        guide, standing = self.record.content, self.site.standing(self.record)
        return GuideHead(
            guide.title,
            GUIDE.address(self.record.id),
            guide.public == "fachlich",
            standing_view(standing, guide.care.checked_on, guide.care.checked_by),
        )


# --- whom to ask ---------------------------------------------------------------------------


def _people(
    wanted: tuple[str | None, ...], site: Site, frame: Frame, without: str | None = None
) -> People:
    """The first of the wanted who can be called and is public, then the office, or who stands in.

    Nobody can say a sentence to a website: ways without a number count only where there is none.
    """
    found = [_ways_to(target_of(mixed), site) for mixed in wanted if mixed and mixed != without]
    office = frame.office
    phones = (office.phone,) if office.phone else ()
    own = ContactView(office.name, office.role, phones, office.mail, office.web, office.hours)
    ways = [People(contacts, is_office=False) for contacts in found if contacts]
    ways.append(People((own,), is_office=True))
    if office.stand_in:
        ways.append(People((_stand_in(office.stand_in),), is_office=False))
    can_be_called = (it for it in ways if any(contact.phones for contact in it.contacts))
    return next(can_be_called, ways[0])


def _stand_in(body: StandIn) -> ContactView:
    return ContactView(body.name, "", (body.phone,), "", "", body.hours)


def _ways_to(target: Target, site: Site) -> tuple[ContactView, ...]:
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


def _step(step: FirstStep, site: Site) -> StepView | None:
    target = target_of(step.body) if step.body else None
    if target and not site.is_listed(target):
        return None
    contacts = _ways_to(target, site) if target else ()
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


def _matching(query: Query, site: Site, without: str | None) -> tuple[str, ...]:
    """At most three listed offers that fit all that is named: checked ones, then the newest."""
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
        and f"{OFFER.name}/{name}" != without
    ]
    return tuple(sorted(found, key=lambda name: _trust(name, site))[:MOST_OFFERS])


def _trust(offer_id: str, site: Site) -> tuple[bool, int]:
    """Smaller for what can be trusted more; equal ones keep the order of their titles."""
    standing = site.standings[OFFER.name, offer_id]
    return not standing.is_verified, -(standing.evidence_year or 0)
