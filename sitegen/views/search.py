"""What stands on the cards of search results: the same words as on all other cards."""

from dataclasses import dataclass

from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.page import Frame, Page, View

DATA = "/assets/suche/angebote.js"
TEXTS = "/assets/suche/texte.js"


@dataclass(frozen=True, slots=True)
class SearchCards(View):
    """The cards of all listed offers in title order; no page, but the words of one."""

    cards: tuple[Card, ...]


def search_cards(site: Site, frame: Frame) -> SearchCards:
    """The cards whose words the search data holds."""
    return SearchCards(Page(frame, DATA), cards(site.offers, site))
