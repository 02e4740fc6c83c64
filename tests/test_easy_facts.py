"""No page in easy language without the facts of its original: record and page are compared.

What a record says is put into easy words by the tested filters, and has to stand on its easy page;
what the standard page links, dials and dates has to be linked, dialled and dated there too.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.derive import derive
from sitegen.easywords import easy_day
from sitegen.gather import gather
from sitegen.link import link
from sitegen.load import load
from sitegen.media import load_media
from sitegen.models import CONTENT_TYPES, Record
from sitegen.models.blocks import Contact, Costs, Registration
from sitegen.models.event import EVENT, Event, Session
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import Date, TimeException, TimeRule, Times
from sitegen.reading import read_file
from sitegen.render import Templates
from sitegen.site import Catalogue, Site
from sitegen.source import SourceFile
from sitegen.views import RECORD_VIEWS
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame
from tests import real
from tests.components.test_components import PAGES
from tests.easy_facts import Fact, Read, facts_of, read
from tests.easy_list_facts import lists_of
from tests.examples import project
from tests.golden.conftest import TODAY, settle

KINDS = (OFFER, EVENT)
TEMPLATES = real.ROOT / "templates"

# Days that are special, soon enough to stand in lists too.
_CARE = """
pflege:
  status: veroeffentlicht
  geprueft_am: 2026-11-02
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-11-02
      beleg_jahr: 2026
"""
SPECIAL: project.Files = {
    "content/veranstaltungen/woche.yaml": """
titel: Tee-Woche
kurz: Eine Woche lang Tee.
beginn: 2026-11-20 18:00
ende: 2026-11-25 12:00
ort_text: im Hof"""
    + _CARE,
    "content/veranstaltungen/reise.yaml": """
titel: Reise zum Tee
kurz: Drei Tage unterwegs.
beginn: 2026-11-27 18:00
ende: 2026-11-29 12:00
ort_text: im Bus"""
    + _CARE,
    "content/veranstaltungen/abend.yaml": """
titel: Abend mit Tee
kurz: Jede Woche ein anderer Tee.
beginn: 2026-11-03 18:00
ende: 2026-11-03 20:00
wiederholung:
  regel: Dienstag
  ferien: ja
  feiertage: offen
termine:
  - am: 2026-11-24
    ort_text: Bücherei am Markt
    thema: Grüner Tee
    text: Bitte hinten über den Hof kommen.
orte:
  - haus-am-anger"""
    + _CARE,
    "content/orte/baustelle.yaml": """
name: Haus im Umbau
pflege:
  status: pausiert
  quellen:
    - art: telefonat
      datum: 2026-11-02
""",
    "content/veranstaltungen/umbau.yaml": """
titel: Blick ins Haus
kurz: Wir sehen uns den Umbau an.
beginn: 2026-12-09
modus: hybrid
orte:
  - baustelle"""
    + _CARE,
    "offers/probe.yaml": """
titel: Offene Probe
kurz: Zusammen singen.
art: gruppe
anbieter:
  - nachbarschaft
modus: vor_ort
orte:
  - haus-am-anger
themen:
  - begegnung
zeiten:
  regeln:
    - tage:
        - Dienstag
      ferien: ja
      feiertage: offen
  ausnahmen:
    - datum: 2026-11-24
      geschlossen: nein
      text: Wir singen im Hof.
    - datum: 2026-12-01
      geschlossen: ja
      text: Das Haus wird gestrichen.
    - datum: 2027-03-11
      geschlossen: nein
niedrigschwellig:
  kennenlernen: ja"""
    + _CARE,
}

# What a record says of itself and its easy page says in its own words, or nobody sees.
_NO_FACTS = {"summary", "text", "care", "former_ids", "versions", "picture", "links"}
COMPARED = {
    Offer: {"title", "kind", "organisations", "mode", "venues", "areas", "topics", "audiences"}
    | {"age", "languages", "access", "not_for", "next_steps", "registration", "documents"}
    | {"places_left", "places_left_on", "contact", "times", "costs", "low_threshold"}
    | {"first_visit"},
    Event: {"title", "begin", "end", "rhythm", "recurrence", "dates", "series", "organisations"}
    | {"mode", "venues", "venue_text", "sessions", "public", "topics", "audiences"}
    | {"registration", "costs", "contact", "state", "participants", "documentation"},
    Times: {"rules", "exceptions", "by_arrangement", "note", "text", "year"},
    TimeRule: {"days", "start", "end", "valid_from", "valid_until"}
    | {"school_holidays", "public_holidays"},
    TimeException: {"on", "until", "closed", "start", "end", "venues", "text"},
    Date: {"on", "cancelled", "full", "moved_to", "start", "end", "venues", "venue_text"}
    | {"topic", "text", "offers", "material"},
    Session: {"title", "begin", "end", "cancelled", "venues", "venue_text", "text"},
    Costs: {"kind", "amount", "reductions", "text", "year"},
    Registration: {"needed", "text", "web", "until"},
    Contact: {"role", "phones", "mail", "web", "hours"},
}
UNSEEN = {
    Offer: _NO_FACTS | {"search_words", "networking"},
    Event: _NO_FACTS | {"origin"},
    Contact: {"person", "consent"},
}


@pytest.mark.parametrize("model", COMPARED)
def test_every_key_of_a_record_is_compared_or_named_here(model: Any) -> None:
    assert COMPARED[model] | UNSEEN.get(model, set()) == set(model.model_fields)


# --- the pages -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """A record, its standard view and both of its pages."""

    record: Record[Any]
    view: Any
    standard: Read
    easy: Read


def pairs_of(site: Site, templates: Templates, frame: Frame) -> Iterator[Pair]:
    for kind in KINDS:
        for record in site.catalogue.of(kind).values():
            if site.standing(record).is_listed:
                (first, view), (second, twin) = RECORD_VIEWS[kind.name](record, site, frame)
                standard = read(templates.page(first, view))
                yield Pair(record, view, standard, read(templates.page(second, twin)))


def missing(pair: Pair, page: Read, site: Site) -> list[Fact]:
    """Facts of the record that its easy page does not tell."""
    facts = facts_of(pair.record, pair.view, site, site.catalogue.texts["de-leicht"])
    return [fact for fact in facts if not fact.stands_on(page)]


def not_linked(pair: Pair) -> set[str]:
    """Numbers, addresses of mails and of other sites on the standard page alone.

    Of what is over there is nothing to ask, so nobody is named whom one could.
    """
    asked = {pair.view.ask.href} if getattr(pair.view, "is_over", False) else set()
    links = pair.standard.links - pair.easy.links - asked
    return {link for link in links if re.match(r"tel:|mailto:.+@|https?:", link)}


def _read(folder: Path) -> Catalogue:
    """Its records as far as they can be read: whether they are right, other tests ask."""
    files, _ = load(folder, CONTENT_TYPES)
    media, _ = load_media(folder)
    return replace(_linked(files), media=media)


def _linked(files: tuple[SourceFile, ...]) -> Catalogue:
    written, _ = gather(tuple(map(read_file, files)))
    return link(written.at(None))[0]


def _site(catalogue: Catalogue, today: date) -> tuple[Site, tuple[Pair, ...]]:
    site, _ = derive(catalogue, today, {})
    templates = Templates(TEMPLATES, catalogue.texts, catalogue.config.splitting)
    return site, tuple(pairs_of(site, templates, frame_of(site)))


Sites = Mapping[str, tuple[Site, tuple[Pair, ...]]]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The real site, the golden city and the valid examples, with both pages of each record."""
    whole, city = _read(real.ROOT), _read(settle(tmp_path_factory.mktemp("facts")))
    files = {
        project.place_of(case): case.read_bytes()
        for case in project.cases("valid")
        if case.parent.name in {kind.name for kind in KINDS}
    }
    examples = replace(_linked(project.sources({**files, **SPECIAL})), texts=whole.texts)
    return {
        "real": _site(whole, real.TODAY),
        "city": _site(city, TODAY),
        "examples": _site(examples, project.TODAY),
    }


@pytest.mark.parametrize("name", ["real", "city", "examples"])
def test_every_fact_of_a_record_stands_on_its_easy_page(sites: Sites, name: str) -> None:
    site, pairs = sites[name]
    assert pairs
    faults = {pair.record.id: found for pair in pairs if (found := missing(pair, pair.easy, site))}
    assert faults == {}


@pytest.mark.parametrize("name", ["real", "city", "examples"])
def test_what_nobody_knows_is_said_once(sites: Sites, name: str) -> None:
    site, pairs = sites[name]
    texts = site.catalogue.texts["de-leicht"]
    for pair in pairs:
        assert pair.easy.words.count(f"{texts['offer.open']} ") <= 1, pair.record.id
        if getattr(pair.view, "is_over", False):
            assert texts["offer.open"] not in pair.easy.words, pair.record.id


@pytest.mark.parametrize("name", ["real", "city", "examples"])
def test_what_the_standard_page_dials_links_and_dates_the_easy_page_does_too(
    sites: Sites, name: str
) -> None:
    _, pairs = sites[name]
    assert {pair.record.id: found for pair in pairs if (found := not_linked(pair))} == {}
    for pair in pairs:
        own = {day for day in pair.standard.days if easy_day(day) not in pair.easy.words}
        assert own == set(), pair.record.id


@pytest.mark.parametrize("name", ["real", "city", "examples"])
def test_every_fact_of_a_standard_list_stands_in_the_easy_one(sites: Sites, name: str) -> None:
    assert not_listed(sites[name][0], TEMPLATES) == []


def not_listed(site: Site, folder: Path) -> list[Fact]:
    """Facts of dates and events that easy lists do not tell."""
    templates = Templates(folder, site.catalogue.texts, site.catalogue.config.splitting)
    return [
        fact
        for macro, argument, shown, facts in lists_of(site)
        for card, own in zip(_cards(templates, macro, {argument: shown}), facts, strict=True)
        for fact in own
        if not fact.stands_on(card)
    ]


def _cards(templates: Templates, macro: str, shown: Mapping[str, Any]) -> list[Read]:
    """What a macro of easy_card.html writes, card by card."""
    templates.here.turn_to(PAGES["leicht"])
    html = templates._environment.from_string(
        f'{{% from "components/easy_card.html" import {macro} %}}'
        f"{{{{ {macro}(level=3, **shown) }}}}"
    ).render(shown=shown)
    return [read(f"<main>{card}</main>".encode()) for card in html.split('<li class="card"')[1:]]


@pytest.mark.parametrize(
    ("part", "fact"),
    [
        (r"\{\{-? easy_last_day\(entry.date\) -?\}\}", "last day"),
        (r"\{\{-? easy_clocks\(entry.date\) -?\}\}", "hours"),
        (r"\{\{-? easy_special\(entry.date\) -?\}\}", "text"),
        (r"date.places \| easy_listed", "place"),
        (r"\{\{-? easy_topic\(date\) -?\}\}", "topic"),
        (r"\{\{-? easy_clocks\(card.when\) -?\}\}", "hours"),
    ],
)
def test_a_part_forgotten_in_a_list_is_found(
    sites: Sites, tmp_path: Path, part: str, fact: str
) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    file = folder / "components" / "easy_card.html"
    spoilt, count = re.subn(part, "", file.read_text("utf-8"))
    assert count
    file.write_text(spoilt.replace("places=)", 'places="")'), "utf-8")
    assert fact in {it.name for it in not_listed(sites["examples"][0], folder)}


@pytest.mark.parametrize(
    ("template", "part", "fact"),
    [
        ("offer", r"\{\{ easy_costs\(.*?\) -?\}\}", "costs"),
        ("offer", r"\{\{ easy_place\(place\) \}\}", "place"),
        ("offer", r"\{\{ easy_access\(.*?\) -?\}\}", "access step_free"),
        ("offer", r"\{\{ easy_contact\(.*?\) \}\}", "contact"),
        ("offer", r"\{\{ easy_first\(.*?\) \}\}", "contact"),
        ("offer", r"\{\{ easy_open\(.*?\) \}\}", "question"),
        ("event", r"\{\{ easy_open\(.*?\) \}\}", "costs"),
        ("offer", r"\{\{ easy_times\(.*?\) -?\}\}", "rhythm"),
        ("offer", r"\{\{ offer.age_low \| easy_age.*?\}\}", "age"),
        ("offer", r"\{\{ easy_items\(offer.not_for\) \}\}", "not_for"),
        ("event", r"\{\{ notice\(event.notice\) \}\}", "state"),
        ("event", r"\{\{ easy_date\(date\) \}\}", "date"),
        ("event", r"\{\{ easy_registration\(.*?\) \}\}", "registration until"),
    ],
)
def test_a_forgotten_part_is_found(
    sites: Sites, tmp_path: Path, template: str, part: str, fact: str
) -> None:
    site, pairs = sites["city"]
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    file = folder / "leicht" / f"{template}.html"
    spoilt, count = re.subn(part, "", file.read_text("utf-8"))
    assert count
    file.write_text(spoilt, "utf-8")
    templates = Templates(folder, site.catalogue.texts)
    frame = frame_of(site)
    found = set()
    for pair in pairs:
        _, (name, twin) = RECORD_VIEWS[pair.record.type_name](pair.record, site, frame)
        if name == f"leicht/{template}.html":
            found |= {it.name for it in missing(pair, read(templates.page(name, twin)), site)}
    assert fact in found
