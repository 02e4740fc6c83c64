"""What templates may see. `RECORD_VIEWS` names the pages of each content type."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT
from sitegen.models.film import FILM
from sitegen.models.guide import GUIDE
from sitegen.models.initiative import INITIATIVE
from sitegen.models.language import TRANSLATED_PAGE
from sitegen.models.news import NEWS
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, GOAL, TOPIC, WHO_FIELD
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views import (
    document,
    easy_editorial,
    easy_event,
    easy_offer,
    easy_term,
    film,
    guide,
    initiative,
    language_pages,
    news,
    organisation,
    term,
    venue,
)
from sitegen.views.page import Frame, Planned

RecordView: TypeAlias = Callable[[Any, Site, Frame], Iterator[Planned]]

RECORD_VIEWS: Mapping[str, RecordView] = {
    OFFER.name: easy_offer.pages,
    ORGANISATION.name: organisation.pages,
    VENUE.name: venue.pages,
    EVENT.name: easy_event.pages,
    GUIDE.name: guide.pages,
    INITIATIVE.name: initiative.pages,
    NEWS.name: news.pages,
    PAGE.name: easy_editorial.pages,
    EASY_PAGE.name: easy_editorial.easy_pages,
    TRANSLATED_PAGE.name: language_pages.translated_pages,
    DISTRICT.name: easy_term.district_pages,
    TOPIC.name: easy_term.topic_pages,
    AUDIENCE.name: easy_term.audience_pages,
    WHO_FIELD.name: term.who_field_pages,
    GOAL.name: term.goal_pages,
    DOCUMENT.name: document.pages,
    FILM.name: film.pages,
}
