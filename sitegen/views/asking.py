"""What is not known of an offer, as one short block: sentences to say, and what else to ask.

Only what matters for that kind of offer is asked: nobody opens a door to a website, and a card
that makes things cheaper has no hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.fields import YesNo
from sitegen.models.blocks import FirstVisit, LowThreshold
from sitegen.models.offer import Offer
from sitegen.views.contact import ContactView
from sitegen.views.facts import CostsView, RegistrationView
from sitegen.views.times import TimesView
from sitegen.views.venue import PlaceView

Sentence = Literal["meeting", "question", "telefon", "hausbesuch", "company", "helping"]

WITH_A_DOOR = frozenset(["vor_ort", "hybrid"])
VISIT = ("greeted_by", "alone", "watch", "leave", "door")
# Read or used whenever one likes: neither hours nor registration, and nobody to be greeted by.
_TIMELESS = frozenset(["information", "verguenstigung", "online"])
# One comes alone and with a purpose; what counts is whom to find, and what to have at hand.
_ADVICE = frozenset(["beratung", "anlaufstelle", "tafel-laden"])
_VISIT_OF_ADVICE = ("greeted_by", "door")
_VISITED_LIKE_AN_OFFICE = _ADVICE | {"ehrenamt"}
# Nobody goes there for company.
_NO_COMPANY = frozenset(["beratung", "anlaufstelle", "telefon", *_TIMELESS])
_MEETINGS = frozenset(
    ["offener-treff", "gruppe", "veranstaltung", "mittagstisch", "sport", "kultur"]
)
_WITH_PAPERS = _ADVICE | {"verguenstigung"}
# Said of what people do together.
_OF_COMPANY = ("meet_people", "join_any_time", "no_experience", "alone_welcome")
_NOT_OF_HELPERS = ("join_any_time", "alone_welcome", "companion")
# All that matters where one goes nowhere.
_OF_A_CALL = frozenset(["meet_people", "anonymous"])
# Said of a room that one enters among others.
_OF_A_ROOM = frozenset(["alone_welcome", "greeter", "companion"])
# Sentences that also ask for a low-threshold fact: one is needed only while both are unknown.
_ASKS_FOR = {"registration": "no_registration", "alone": "alone_welcome", "greeted_by": "greeter"}


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """Low-threshold facts by what is known; names are keys of the interface texts."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the page already shows of an offer.

    `outdated` facts are known, but not shown: their evidence is old or has no date.
    """

    offer: Offer
    times: TimesView
    costs: CostsView
    registration: RegistrationView
    threshold: ThresholdView
    places: tuple[PlaceView, ...]
    is_everywhere: bool
    asks_area: bool
    contacts: tuple[ContactView, ...]
    outdated: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenView:
    """What nobody has told us yet; all are keys of the interface texts.

    `facts` are missing at a glance, `outdated` ones known from old or undated evidence only,
    `questions` are sentences to say, `threshold` and `access`
    the facts that no sentence asks for.
    """

    facts: tuple[str, ...]
    outdated: tuple[str, ...]
    questions: tuple[str, ...]
    threshold: tuple[str, ...]
    access: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.questions or self.threshold or self.access)


def threshold_view(offer: Offer) -> ThresholdView:
    """The low-threshold facts; that an office is no place to meet people goes without saying."""
    by: dict[YesNo, list[str]] = {state: [] for state in YesNo}
    for name in LowThreshold.model_fields:
        by[getattr(offer.low_threshold, name)].append(name)
    if offer.kind in _NO_COMPANY and "meet_people" in by[YesNo.NO]:
        by[YesNo.NO].remove("meet_people")
    return ThresholdView(tuple(by[YesNo.YES]), tuple(by[YesNo.NO]), tuple(by[YesNo.UNKNOWN]))


def sentence_of(offer: Offer) -> Sentence:
    """What one can say first, as the end of an interface text's key."""
    if offer.kind == "ehrenamt":
        return "helping"
    if offer.mode == "hausbesuch":
        return "hausbesuch"
    if offer.mode == "telefon" and offer.kind not in _ADVICE:
        return "telefon"
    if offer.kind == "begleitung":
        return "company"
    is_met = offer.kind in _MEETINGS and offer.mode in WITH_A_DOOR
    return "meeting" if is_met else "question"


def open_view(known: Known) -> OpenView:
    """What is missing, and how to ask for it."""
    facts = tuple(_facts(known))
    questions = tuple(_questions(known, facts))
    asked = {*questions, *(_ASKS_FOR.get(name) for name in questions), *_pointless(known.offer)}
    access = dict.fromkeys(name for place in known.places for name in place.access.unknown)
    return OpenView(
        facts=tuple(name for name in facts if name not in known.outdated),
        outdated=tuple(name for name in facts if name in known.outdated),
        questions=questions,
        threshold=tuple(name for name in known.threshold.unknown if name not in asked),
        access=tuple(name for name in access if name not in asked),
    )


def _facts(known: Known) -> Iterator[str]:
    offer = known.offer
    is_timeless = offer.kind in _TIMELESS
    is_free_of_course = is_timeless or offer.kind == "ehrenamt"
    if not (known.times.is_known or is_timeless):
        yield "when"
    if offer.mode in WITH_A_DOOR and not (known.places or known.is_everywhere or is_timeless):
        yield "where"
    if not known.costs.is_known and (offer.kind == "verguenstigung" or not is_free_of_course):
        yield "costs"
    is_said = known.registration.is_known or not _is_open("registration", known)
    if offer.mode in WITH_A_DOOR and not (is_said or is_timeless):
        yield "registration"
    if offer.mode != "online" and not any(contact.phones for contact in known.contacts):
        yield "phone"


def _questions(known: Known, facts: Iterable[str]) -> Iterator[str]:
    offer = known.offer
    for name in facts:
        if name == "when" and offer.mode in {"telefon", "hausbesuch"}:
            yield f"when_{offer.mode}"
        elif name != "phone":
            yield name
    if known.asks_area:
        yield "area"
    if offer.kind in _WITH_PAPERS and not offer.documents:
        yield "bring"
    visit = offer.first_visit or FirstVisit()
    for name in _visit_of(offer):
        # Whoever does not know the house asks for it first.
        is_asked = known.places if name == "door" else _is_open(name, known)
        if not getattr(visit, name) and is_asked:
            yield name
    if any("step_free" in place.access.unknown for place in known.places):
        yield "step_free"


def _pointless(offer: Offer) -> Iterable[str]:
    """The low-threshold facts that nobody needs to ask for."""
    if offer.kind in _TIMELESS:
        return LowThreshold.model_fields
    if offer.kind in _ADVICE:
        return _OF_COMPANY
    if offer.mode in {"telefon", "hausbesuch"}:
        return LowThreshold.model_fields.keys() - _OF_A_CALL
    if offer.kind == "ehrenamt":
        return _NOT_OF_HELPERS
    return () if offer.mode in WITH_A_DOOR else _OF_A_ROOM


def _is_open(question: str, known: Known) -> bool:
    """Whether no low-threshold fact answers the question already."""
    fact = _ASKS_FOR.get(question)
    return fact is None or fact in known.threshold.unknown


def _visit_of(offer: Offer) -> tuple[str, ...]:
    if offer.mode not in WITH_A_DOOR or offer.kind in _TIMELESS:
        return ()
    return _VISIT_OF_ADVICE if offer.kind in _VISITED_LIKE_AN_OFFICE else VISIT
