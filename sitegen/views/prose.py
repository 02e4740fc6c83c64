"""Markdown texts with everything their mentions need, so that a page renders by itself."""

from collections.abc import Iterable
from dataclasses import replace

from sitegen.compounds import shown
from sitegen.markup import Mention, accepted, paper_numbers
from sitegen.models import CONTENT_TYPES
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.fact import FACT, Fact
from sitegen.site import Site, Target
from sitegen.views.page import EASY, Line, Named, Prose, Words

NUMBERS = "/zahlen/"
_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}


def prose_of(text: str | None, site: Site) -> Prose | None:
    """The text with resolved mentions; links to what is not public lose their address."""
    if not text:
        return None
    return _prose(text, site, is_easy=False)


def plain_prose_of(text: str | None, site: Site, *, is_easy: bool = False) -> Prose | None:
    """The same without sources in the middle of a sentence: names of benefits stand alone.

    Where they come from has to be said elsewhere on the page: `names_in`.
    """
    if not text:
        return None
    prose = easy_prose_of(text, site) if is_easy else _prose(text, site, is_easy=False)
    facts = site.catalogue.of(FACT)
    names = {fact: facts[fact].content.value for fact, _ in prose.facts if _is_name(fact, site)}
    unlinked = {(FACT.name, fact) for fact in names}
    return replace(
        prose,
        facts=tuple((fact, names.get(fact, said)) for fact, said in prose.facts),
        links=tuple((target, url) for target, url in prose.links if target not in unlinked),
    )


def names_in(texts: Iterable[Prose | None], site: Site) -> tuple[Named, ...]:
    """The names of benefits in the texts, each with the way to its source."""
    found = dict.fromkeys(fact for text in texts if text for fact, _ in text.facts)
    facts = site.catalogue.of(FACT)
    return tuple(
        Named(facts[fact].content.value, link_of((FACT.name, fact), site))
        for fact in found
        if _is_name(fact, site)
    )


def _is_name(fact_id: str, site: Site) -> bool:
    """Whether a fact is a name that needs no warning; one that is out of date keeps its own."""
    fact = site.catalogue.of(FACT)[fact_id].content
    return fact.kind == "name" and not _is_old(fact, site)


def easy_prose_of(text: str, site: Site) -> Prose:
    """The text of a page in easy language: lines are kept, compounds get their hyphen.

    A link to a page leads to its twin in easy language, where there is one.
    """
    return _prose(text, site, is_easy=True)


def words_of(text: str | None, site: Site) -> Words:
    """A plain text in which the numbers of council papers are links."""
    return Words(text or "", _papers(text or "", site))


def _papers(text: str, site: Site) -> tuple[tuple[str, str], ...]:
    numbers = (number for both in paper_numbers(text) for number in both)
    found = {number: site.papers[number] for number in numbers if number in site.papers}
    return tuple((number, url_of(target, site)) for number, target in found.items())


def _prose(text: str, site: Site, *, is_easy: bool) -> Prose:
    markup = accepted(text)  # by `link`, or the site would not be built
    if is_easy:
        markup = replace(markup, text=shown(markup.text, site.catalogue.config.splitting))
    links = {}
    facts = {}
    numbers = {}
    for mention in markup.mentions:
        target = (mention.kind, mention.target)
        url = (is_easy and easy_url_of(target, site)) or link_of(target, site)
        if mention.kind == FACT.name:
            facts[mention.target] = quote(mention, site)
        if mention.kind == CRISIS_LINE.name:
            numbers[mention.target] = _number(mention, site)
        if url:
            links[target] = url
    papers = _papers(text, site)
    said = tuple(facts.items())
    return Prose(markup, tuple(links.items()), said, papers, tuple(numbers.items()), is_easy)


def _number(mention: Mention, site: Site) -> Line:
    """The first number of a help line: one is enough where a sentence asks to call."""
    number = site.catalogue.of(CRISIS_LINE)[mention.target].content.numbers[0]
    return Line(number.display, f"tel:{number.uri}")


def url_of(target: Target, site: Site) -> str:
    """The address of a record's page, or nothing when it has none or is not public."""
    content_type = _TYPES.get(target[0])
    return content_type.address(target[1]) if content_type and site.is_listed(target) else ""


def link_of(target: Target, site: Site) -> str:
    """Where a record can be read: its page, or a fact's place among the numbers."""
    if target[0] == FACT.name and site.is_listed(target):
        return f"{NUMBERS}#{target[1]}"
    return url_of(target, site)


def easy_url_of(target: Target, site: Site) -> str:
    """The address of a record in easy language, or nothing where it has no such page."""
    content_type = _TYPES.get(target[0])
    url = url_of(target, site) if content_type and content_type.has_easy else ""
    return EASY + url if url else ""


def quote(mention: Mention, site: Site) -> str:
    """A fact as it stands in a text: value, unit, and always its source and year."""
    fact = site.catalogue.of(FACT)[mention.target].content
    words = f"{number_de(fact.value)} {fact.unit or ''}".strip()
    origin = f"{_origin(fact)}; bitte nachfragen" if _is_old(fact, site) else _origin(fact)
    # A name that ends in a bracket, "… (bisher …)", gets no second one.
    return f"{words[:-1]}; {origin})" if words.endswith(")") else f"{words} ({origin})"


def _is_old(fact: Fact, site: Site) -> bool:
    return fact.until is not None and fact.until < site.today


def _origin(fact: Fact) -> str:
    origin = fact.survey or fact.source
    year = str(fact.year or "")
    return origin if not year or year in origin else f"{origin}, {year}"


def number_de(value: str) -> str:
    """`58000` -> `58.000`; names and other values stay as written."""
    if not (value.isascii() and value.isdigit()) or len(value) < 5:
        return value
    return f"{int(value):,}".replace(",", ".")
