"""An event's page, and the same event or series in easy language: the same facts in other words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.taxonomy import AUDIENCE, TOPIC
from sitegen.site import Site
from sitegen.views.easy import EasyWords, easy_words_of
from sitegen.views.easy_card import easy_cards, easy_event_cards, easy_named
from sitegen.views.easy_facts import (
    easy_contacts,
    easy_dates,
    easy_names,
    easy_referrals,
    easy_way,
)
from sitegen.views.event import EventPage, event_page
from sitegen.views.offer import referred_and_listed
from sitegen.views.page import Frame, Planned, View, easy_twin


@dataclass(frozen=True, slots=True)
class EasyEventPage(View):
    """An event in easy language: its facts with easy names, and a hand-written text if any."""

    event: EventPage
    words: EasyWords


def pages(record: Record[Event], site: Site, frame: Frame) -> Iterator[Planned]:
    """The event's page and its easy-language twin."""
    view = event_page(record, site, frame)
    yield "pages/event.html", view
    words = easy_words_of(record, site)
    twin = easy_twin(view.page, words.plain_title)
    yield "leicht/event.html", EasyEventPage(twin, _easy(view, record, site), words)


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
        contacts=easy_contacts(view.contacts),
        ask=easy_way(view.ask),
        series=easy_named((EVENT.name, event.series), site)
        if view.series and event.series
        else None,
        dates_to_come=easy_event_cards(view.dates_to_come, site),
        dates_past=easy_event_cards(view.dates_past, site),
        offers=easy_cards(view.offers, site),
        referrals=easy_referrals(view.referrals, referred_and_listed(event.links, site), site),
    )
