"""The content types: one file each, registered here in the order they are read."""

from sitegen.models.base import Content, ContentType, Leaf, Record, leaves
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.document import DOCUMENT
from sitegen.models.easy_guide import EASY_GUIDE, EasyGuide
from sitegen.models.event import EVENT
from sitegen.models.fact import FACT
from sitegen.models.film import FILM
from sitegen.models.glossary import GLOSSARY
from sitegen.models.guide import GUIDE
from sitegen.models.initiative import INITIATIVE
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE
from sitegen.models.news import NEWS
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, PAGE, EasyPage
from sitegen.models.review import REVIEW
from sitegen.models.searchword import SEARCH_WORD
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, GOAL, TOPIC, WHO_FIELD
from sitegen.models.venue import VENUE

CONTENT_TYPES: tuple[ContentType[Content], ...] = (
    DISTRICT,
    TOPIC,
    AUDIENCE,
    WHO_FIELD,
    GOAL,
    FACT,
    CRISIS_LINE,
    REVIEW,
    ORGANISATION,
    VENUE,
    OFFER,
    SEARCH_WORD,
    GLOSSARY,
    EVENT,
    INITIATIVE,
    PAGE,
    EASY_PAGE,
    LANGUAGE,
    TRANSLATED_PAGE,
    GUIDE,
    EASY_GUIDE,
    DOCUMENT,
    NEWS,
    FILM,
)

# Files in easy language beside those they stand for.
TWINS: tuple[tuple[ContentType[EasyPage | EasyGuide], ContentType[Content]], ...] = (
    (EASY_PAGE, PAGE),
    (EASY_GUIDE, GUIDE),
)

__all__ = ["CONTENT_TYPES", "TWINS", "Content", "ContentType", "Leaf", "Record", "leaves"]
