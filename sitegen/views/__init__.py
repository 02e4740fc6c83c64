"""What templates may see. `RECORD_VIEWS` names the pages of each content type."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views import editorial, offer, organisation, term, venue
from sitegen.views.page import Frame, Planned

RecordView: TypeAlias = Callable[[Any, Site, Frame], Iterator[Planned]]

RECORD_VIEWS: Mapping[str, RecordView] = {
    OFFER.name: offer.pages,
    ORGANISATION.name: organisation.pages,
    VENUE.name: venue.pages,
    PAGE.name: editorial.pages,
    EASY_PAGE.name: editorial.easy_pages,
    DISTRICT.name: term.district_pages,
    TOPIC.name: term.topic_pages,
    AUDIENCE.name: term.audience_pages,
}
