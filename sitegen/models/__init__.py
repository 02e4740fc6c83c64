"""The content types: one file each, registered here in the order they are read."""

from sitegen.models.base import Content, ContentType, Leaf, Record, leaves
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.fact import FACT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.models.venue import VENUE

CONTENT_TYPES: tuple[ContentType[Content], ...] = (
    DISTRICT,
    TOPIC,
    AUDIENCE,
    FACT,
    CRISIS_LINE,
    ORGANISATION,
    VENUE,
    OFFER,
)

__all__ = ["CONTENT_TYPES", "Content", "ContentType", "Leaf", "Record", "leaves"]
