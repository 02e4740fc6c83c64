"""What stands on the cards of search results: the same words as on all other cards."""

from dataclasses import dataclass, replace

from sitegen.models.offer import OFFER
from sitegen.site import Site
from sitegen.views.card import Card, cards, provider_names
from sitegen.views.page import Frame, Page, View
from sitegen.visibility import private_hosts

DATA = "/assets/suche/angebote.js"


def texts_url(number: int) -> str:
    """Where further texts of some offers are."""
    return f"/assets/suche/texte-{number}.js"


@dataclass(frozen=True, slots=True)
class SearchCards(View):
    """The cards of all listed offers in title order; no page, but the words of one."""

    cards: tuple[Card, ...]


def search_cards(site: Site, frame: Frame) -> SearchCards:
    """The cards whose words the search data holds: those of the lists, but they name no person."""
    found = (_unnamed(card, site) for card in cards(site.offers, site))
    return SearchCards(Page(frame, DATA), tuple(found))


def _unnamed(card: Card, site: Site) -> Card:
    record = site.catalogue.of(OFFER)[card.id]
    persons = {host.id for host in private_hosts(record, site.catalogue)}
    if not persons:
        return card
    bodies = (name for name in record.content.organisations if name not in persons)
    return replace(card, organisations=provider_names(bodies, site))
