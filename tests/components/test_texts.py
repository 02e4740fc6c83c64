"""Interface texts and templates agree: every word that is asked for exists and is used."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from sitegen.config import Statement
from sitegen.finder.facets import _DAYS, _HOURS
from sitegen.models.blocks import Costs, LowThreshold
from sitegen.models.event import Event
from sitegen.models.film import FILM
from sitegen.models.initiative import Initiative, Progress
from sitegen.models.language import LANGUAGE
from sitegen.models.news import News
from sitegen.models.offer import Mode, Offer, OfferKind
from sitegen.models.organisation import LegalForm
from sitegen.models.page import TOPIC_PAGES, EditorialPage
from sitegen.models.times import InSchoolHolidays, OnHolidays
from sitegen.views.asking import VISIT, Sentence
from sitegen.views.contact import Ask
from sitegen.views.days import HowMany
from sitegen.views.document import KINDS as DOCUMENT_KINDS
from sitegen.views.event_card import Notice
from sitegen.views.frame import AREAS
from sitegen.views.initiative import PeriodView
from sitegen.views.occurrence import FreeKind
from sitegen.views.open import Occasion
from sitegen.views.referring import ASPECTS
from sitegen.views.related import KINDS
from sitegen.views.statement import ARTS
from sitegen.views.term import Tile
from sitegen.views.times import _ALIKE
from sitegen.views.venue import _ACCESS
from tests.components.test_components import TEXTS

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VIEWS = [
    it for name in ("views", "calendars", "finder") for it in (ROOT / "sitegen" / name).glob("*.py")
]

KEY = r"[a-z_]+\.[a-z_]+"
# Keys in full, wherever a template or a view names one; beginnings of keys that are put
# together; and the beginnings that groups of facts are given.
WHOLE = re.compile(rf'"({KEY})"')
PUT_TOGETHER = re.compile(r't\("([a-z_.]+)" ~')
COUNTED = re.compile(r'counted\("([a-z_.]+)"')
GROUPED = re.compile(r'three_groups\([a-z.]+, "([a-z]+)"\)')
NAMED_BY_CALL = re.compile(r'call (fact|easy_section)\((?:"[a-z-]+", )+"([a-z_]+)"\)')


def _choices(annotation: Any) -> tuple[str, ...]:
    """All values of the `Literal` within an annotation."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return tuple(chain.from_iterable(_choices(part) for part in get_args(annotation)))


def _values(model: Any, field: str) -> tuple[str, ...]:
    return _choices(model.model_fields[field].annotation)


ASK_KINDS = _choices(Ask.__dataclass_fields__["kind"].type)
MODES = get_args(Mode)
VOCABULARIES = ("stadtbezirk", "thema", "zielgruppe", "who-feld", "sdg")
NUMBERED = ("who-feld", "sdg")
REGISTERS = ("anbieter", "ort")
# How the office can be told of an offer.
BY_WHAT = ("phone", "mail", "paper")
# What the accessibility statement counts by itself.
BARRIERS = ("films", "films_open", "files")
PROGRAMS = ("apple", "google", "outlook", "other")

# What follows each beginning that templates complete with a value.
ENDINGS: dict[str, Iterable[str]] = {
    "access.": _ACCESS,
    "agenda.at_": MODES,
    "agenda.unknown_": get_args(HowMany),
    "ask.": ASK_KINDS,
    "calendar.how_": (*PROGRAMS, *(f"{name}_title" for name in PROGRAMS)),
    "calendar.marks_": ("doubt", "cancelled", "moved", "renewed"),
    "contact_by.": _values(Offer, "access"),
    "count.": _choices(Tile.__dataclass_fields__["instead"].type),
    "costs.": [kind for kind in _values(Costs, "kind") if kind != "unbekannt"],
    "menu.": AREAS,
    "page.": _values(EditorialPage, "placeholder"),
    "date.doubt_": get_args(FreeKind),
    "document.": ("number", "kind", "body", "issued_by", "on", "meeting_on"),
    "document.kind_": DOCUMENT_KINDS,
    "document.kinds_": DOCUMENT_KINDS,
    "easy.mode_": [mode for mode in MODES if mode != "vor_ort"],
    "event.notice_": get_args(Notice),
    "event.public_": _values(Event, "public"),
    "bitv.": TOPIC_PAGES,
    "foreign.nth_": ("1", "2", "3", "4", "last"),
    "gap.": ("no_easy_text", "untested", "venues", "translations", "crisis_words"),
    "index.lead_": VOCABULARIES,
    "initiative.kind_": _values(Initiative, "kind"),
    "initiative.period_": _choices(PeriodView.__dataclass_fields__["kind"].type),
    "initiative.progress_": get_args(Progress),
    "kind.": get_args(OfferKind),
    "legal_form.": [form for form in get_args(LegalForm) if form != "sonstige"],
    "missing.": ("when", "where", "costs", "registration", "phone"),
    "mode.": MODES,
    "news.kind_": _values(News, "kind"),
    "open.on_": [name for name in get_args(Occasion) if name != "feiertag"],
    "places_left.": [state for state in _values(Offer, "places_left") if state != "unbekannt"],
    "reduction.": _values(Costs, "reductions"),
    "register.lead_": REGISTERS,
    "registration.": ["ja", "nein"],
    "report.paper_": BY_WHAT,
    "report.paper_text_": BY_WHAT,
    "report.to_paper_": BY_WHAT,
    "link.": ["sheet", "place", "organisation", "initiative"],
    "part.": [f"{n}{end}" for n in ("merkzettel", "melden") for end in ("", "_text", "_link")],
    "reach.": ASPECTS,
    "related.": (*KINDS, FILM.name, LANGUAGE.name),
    "say.": (
        *("when", "when_telefon", "when_hausbesuch", "where", "costs", "registration", "bring"),
        "area",
        *VISIT,
        "step_free",
    ),
    "statement.gap_": BARRIERS,
    "statement.why_": BARRIERS,
    "statement.kind_": ARTS,
    "statement.method_": _values(Statement, "method"),
    "statement.state_": (*_values(Statement, "state"), "unbewertet"),
    "single.": LowThreshold.model_fields,
    "step.": [*ASK_KINDS, "online"],
    "step.sentence_": get_args(Sentence),
    "term.count_": VOCABULARIES,
    "threshold.": LowThreshold.model_fields,
    "times.": [
        *_ALIKE.values(),
        *(f"school_{holds}" for holds in get_args(InSchoolHolidays)),
        *(f"public_{holds}" for holds in get_args(OnHolidays)),
    ],
    "vocabulary.number_": NUMBERED,
    "visit.": VISIT,
}
# Beginnings whose endings the templates themselves give: to `call`, or to a macro.
BY_CALL = {"fact": "fact.", "easy_section": "easy."}
BY_VIEW = {
    "calendar.mark_": ("abgesagt", "verschoben", "fraglich", "geplant"),
    "facet.": (*_DAYS, *_HOURS),
    "index.": VOCABULARIES,
    "nav.": VOCABULARIES,
    "register.title_": REGISTERS,
}


def _asked_for() -> set[str]:
    templates = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    views = "\n".join(path.read_text("utf-8") for path in VIEWS)
    keys = {key for key in WHOLE.findall(templates + views) if key.split(".")[0] in _areas()}
    keys -= set(ENDINGS)
    for name in COUNTED.findall(templates):
        keys = keys - {name} | {f"{name}_one", f"{name}_other"}
    for beginning, endings in chain(ENDINGS.items(), BY_VIEW.items()):
        keys |= {beginning + ending for ending in endings}
    for macro, name in NAMED_BY_CALL.findall(templates):
        keys.add(BY_CALL[macro] + name)
    return keys


def _areas() -> set[str]:
    return {key.split(".")[0] for key in TEXTS["de"]}


def test_every_text_that_is_asked_for_exists() -> None:
    assert _asked_for() - set(TEXTS["de"]) == set()


def test_every_text_is_used() -> None:
    assert set(TEXTS["de"]) - _asked_for() == set()


def test_every_beginning_has_its_endings_listed() -> None:
    templates = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    found = set(PUT_TOGETHER.findall(templates))
    found |= {area + "." for area in GROUPED.findall(templates)}
    assert found == set(ENDINGS) | set(BY_CALL.values())


def test_a_missing_text_would_be_found() -> None:
    assert "start.title" in _asked_for()
    assert "kind.offener-treff" in _asked_for()
    assert "easy.when" in _asked_for()


# --- Easy language: the habits a machine can see ---

EASY = TEXTS["de-leicht"]
# Prescribed word for word, or spoken by a visitor.
FIXED = {"demo.banner", "easy.untested"}


@pytest.mark.parametrize("key", sorted(set(EASY) - FIXED))
def test_easy_texts_are_easy(key: str) -> None:
    for sentence in re.split(r"(?<=[.?!])\s", EASY[key]):
        assert len(sentence.split()) <= 12, sentence
    assert not re.search(
        r"\b(könnten?|würden?|wären?|hätten?|müssten?|z\. ?B\.|usw\.)\b", EASY[key]
    )
    assert not re.search(r"[/&%§;()\[\]]", EASY[key])
    for word in re.findall(r"[A-ZÄÖÜ]?[a-zäöüß]+", EASY[key]):
        assert len(word) <= 16, f"{word}: split it by a hyphen"
