"""Markdown texts with everything their mentions need, so that a page renders by itself."""

from sitegen.diagnostics import Location
from sitegen.markup import Mention, read_markup
from sitegen.models import CONTENT_TYPES
from sitegen.models.fact import FACT, Fact
from sitegen.site import Site, Target
from sitegen.views.page import Prose

_URLS = {content_type.name: content_type.url for content_type in CONTENT_TYPES}


def prose_of(text: str | None, site: Site) -> Prose | None:
    """The text with resolved mentions; links to what is not public lose their address."""
    if not text:
        return None
    markup, _ = read_markup(text, Location(""))
    links = {}
    facts = {}
    for mention in markup.mentions:
        target = (mention.kind, mention.target)
        url = url_of(target, site)
        if mention.kind == FACT.name:
            facts[mention.target] = quote(mention, site)
        elif url:
            links[target] = url
    return Prose(markup, tuple(links.items()), tuple(facts.items()))


def url_of(target: Target, site: Site) -> str:
    """The address of a record's page, or nothing when it has none or is not public."""
    folder = _URLS.get(target[0], "")
    return f"{folder}{target[1]}/" if folder and site.is_listed(target) else ""


def quote(mention: Mention, site: Site) -> str:
    """A fact as it stands in a text: value, unit, and always its source and year."""
    fact = site.catalogue.of(FACT)[mention.target].content
    words = f"{_number(fact.value)} {fact.unit or ''}".strip()
    if fact.until is not None and fact.until < site.today:
        return f"{words} ({_origin(fact)}; bitte nachfragen)"
    return f"{words} ({_origin(fact)})"


def _origin(fact: Fact) -> str:
    origin = fact.survey or fact.source
    year = str(fact.year or "")
    return origin if not year or year in origin else f"{origin}, {year}"


def _number(value: str) -> str:
    """`58000` -> `58.000`; names and other values stay as written."""
    if not (value.isascii() and value.isdigit()) or len(value) < 5:
        return value
    return f"{int(value):,}".replace(",", ".")
