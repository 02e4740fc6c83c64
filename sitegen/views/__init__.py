"""What templates may see. `RECORD_VIEWS` names the pages of each content type."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT
from sitegen.models.guide import GUIDE
from sitegen.models.initiative import INITIATIVE
from sitegen.models.news import NEWS
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, GOAL, TOPIC, WHO_FIELD
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views import (
    district,
    document,
    editorial,
    event,
    guide,
    initiative,
    news,
    offer,
    organisation,
    term,
    topic,
    venue,
)
from sitegen.views.page import Frame, Planned

RecordView: TypeAlias = Callable[[Any, Site, Frame], Iterator[Planned]]

RECORD_VIEWS: Mapping[str, RecordView] = {
    OFFER.name: offer.pages,
    ORGANISATION.name: organisation.pages,
    VENUE.name: venue.pages,
    EVENT.name: event.pages,
    GUIDE.name: guide.pages,
    INITIATIVE.name: initiative.pages,
    NEWS.name: news.pages,
    PAGE.name: editorial.pages,
    EASY_PAGE.name: editorial.easy_pages,
    DISTRICT.name: district.pages,
    TOPIC.name: topic.pages,
    AUDIENCE.name: term.audience_pages,
    WHO_FIELD.name: term.who_field_pages,
    GOAL.name: term.goal_pages,
    DOCUMENT.name: document.pages,
}
