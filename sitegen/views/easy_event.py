"""An event's page, and the same event or series in easy language: the same facts in other words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.taxonomy import AUDIENCE, TOPIC
from sitegen.site import Site
from sitegen.views.asking import OpenView
from sitegen.views.contact import ContactView
from sitegen.views.easy import EasyWords, easy_words_of
from sitegen.views.easy_card import easy_cards, easy_event_cards, easy_named
from sitegen.views.easy_facts import (
    easy_dates,
    easy_further,
    easy_names,
    easy_referrals,
)
from sitegen.views.event import EventPage, event_page
from sitegen.views.offer import referred_and_listed
from sitegen.views.page import Frame, Planned, View, easy_twin


@dataclass(frozen=True, slots=True)
class EasyEventPage(View):
    """An event in easy language: its facts with easy names, and a hand-written text if any.

    `further` are the ways of contact besides the one to ask, `open` is what nobody has told us.
    """

    event: EventPage
    words: EasyWords
    further: tuple[ContactView, ...]
    open: OpenView


def pages(record: Record[Event], site: Site, frame: Frame) -> Iterator[Planned]:
    """The event's page and its easy-language twin."""
    view = event_page(record, site, frame)
    yield "pages/event.html", view
    words = easy_words_of(record, site)
    twin = easy_twin(view.page, words.plain_title)
    further, easy = easy_further(view.contacts, view.ask), _easy(view, record, site)
    yield "leicht/event.html", EasyEventPage(twin, easy, words, further, _open(view))


def _open(view: EventPage) -> OpenView:
    """What is missing of an event to come; of one that is over there is nothing to ask."""
    access = dict.fromkeys(name for place in view.where.places for name in place.access.unknown)
    questions = () if view.is_over else tuple(_questions(view, access))
    asked = {*access} if view.is_over else {*questions}
    return OpenView((), (), questions, (), tuple(name for name in access if name not in asked))


def _questions(view: EventPage, access: Iterable[str]) -> Iterator[str]:
    says_where = view.where or any(part.where for part in view.sessions)
    if view.mode == "vor_ort" and not says_where:
        yield "where"
    if not view.costs.is_known:
        yield "costs"
    if view.notice not in {"abgesagt", "ausgebucht"} and not view.registration.is_known:
        yield "registration"
    if "step_free" in access:
        yield "step_free"


def _easy(view: EventPage, record: Record[Event], site: Site) -> EventPage:
    event, repeats = record.content, view.repeats
    if repeats:
        dates, past = easy_dates(repeats.dates, site), easy_dates(repeats.past, site)
        repeats = replace(repeats, dates=dates, past=past)
    return replace(
        view,
        repeats=repeats,
        topics=easy_names(TOPIC.name, event.topics, site),
        audiences=easy_names(AUDIENCE.name, event.audiences, site),
        series=easy_named((EVENT.name, event.series), site)
        if view.series and event.series
        else None,
        dates_to_come=easy_event_cards(view.dates_to_come, site),
        dates_past=easy_event_cards(view.dates_past, site),
        offers=easy_cards(view.offers, site),
        referrals=easy_referrals(view.referrals, referred_and_listed(event.links, site), site),
    )
