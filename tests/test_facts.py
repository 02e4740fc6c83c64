"""The real content says what its sources say, and every fact of the site leads to one.

The raw facts lie beside the project at its birth only; without them those tests are skipped.
"""

import html
import random
import re
from collections.abc import Iterator
from enum import Enum
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from pydantic import BaseModel

from sitegen.addresses import PhoneNumber
from sitegen.load import load
from sitegen.models import CONTENT_TYPES, Record
from sitegen.models.blocks import Evidence
from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT, Event
from sitegen.models.fact import FACT
from sitegen.models.news import NEWS
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import GOAL, WHO_FIELD
from sitegen.models.venue import VENUE
from sitegen.pipeline import read
from sitegen.site import Catalogue, title_of
from tests.real import ROOT, RealSite

RAW = ROOT.parent / "shared" / "content"
PAPER = ROOT.parent / "shared" / "reference" / "grdrs-101-2023.txt"
needs_raw_facts = pytest.mark.skipif(not RAW.exists(), reason="the raw facts are not at hand")

RawEntry = dict[str, Any]
AnyRecord = Record[Any]

# What a source only announces: nothing proves that it took place.
ONLY_ANNOUNCED = frozenset(
    [
        "sga-2023-03-06",
        "urban-future-2023",
        "sga-2024-07-08",
        "kampagne-gemeinsamkeiten",
        "aktionswoche-2026",
    ]
)
# Where the sources contradict each other or themselves, only the month is sure.
ONLY_THE_MONTH = {"sga-einsamkeit-2021": "2021-11", "arrival-ukraine-start": "2022-05"}
# What the papers of the council themselves say, where the raw facts know them at second hand.
_PAPERS = "https://www.domino1.stuttgart.de/web/ksd/KSDRedSystem.nsf"
CORRECTED: dict[str, RawEntry] = {
    "beschluss-who": {"date": "2022-03-10"},
    "grdrs-42-2022": {
        "date": "2022-02-21",
        "decided": "2022-03-10",
        "source": f"{_PAPERS}/738cd478e7e6c50bc125868e0055cfb2"
        "/5a9ccf9e8e562cabc12587f1003cde9d?OpenDocument",
    },
    "grdrs-101-2023": {
        "source": f"{_PAPERS}/fd321a0810eb96ecc1257f7e00359de5/72fe65406bb9607bc125894b002bfe74"
    },
}
# Years that another raw entry with the same source proves.
PROVEN_ELSEWHERE = {"jobcenter-20-jahre": {2025}}
# Benefits are facts without a number; their names still wait for a person and a source.
WITHOUT_EVIDENCE = {"grundsicherungsgeld", "grundsicherung-im-alter"}

# What a record says about itself ends where it names other records and places to read.
# The digits of a checksum are no figures.
NOT_ITS_OWN = frozenset(
    (
        *("care", "evidence", "links", "documentation", "web", "source", "former_ids"),
        *("replaced_by", "source_hash"),
    )
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, findings = read(load(ROOT, CONTENT_TYPES)[0], None)
    assert [finding for finding in findings if finding.is_error] == []
    return found


@pytest.fixture(scope="module")
def site_texts(real_site: RealSite) -> dict[str, str]:
    """What visitors read, by the address of the page."""
    dist = real_site.dist
    return {
        f"/{page.parent.relative_to(dist).as_posix()}/": _visible(page.read_text("utf-8"))
        for page in dist.rglob("index.html")
    }


def _visible(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def _raw(name: str) -> dict[str, RawEntry]:
    text = (RAW / f"{name}.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return {entry["id"]: entry | CORRECTED.get(entry["id"], {}) for entry in entries}


def _said(value: object) -> Iterator[str]:
    """All texts, numbers and dates that a record states itself."""
    match value:
        case None | Enum():
            return
        case BaseModel():
            for name in type(value).model_fields:
                if name not in NOT_ITS_OWN:
                    yield from _said(getattr(value, name))
        case list():
            for item in value:
                yield from _said(item)
        case PhoneNumber():
            yield value.display
        case _:
            yield str(value)


def _numbers(*values: object) -> set[int]:
    """The numbers in texts; `58.000` is one of them, and so are the parts of a date."""
    text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", " ".join(map(str, values)))
    return {int(digits) for digits in re.findall(r"\d+", text)}


def _evidence(record: AnyRecord) -> list[Evidence]:
    owner = getattr(record.content, "care", record.content)
    evidence: list[Evidence] = getattr(owner, "evidence", [])
    return evidence


def _sourced(catalogue: Catalogue) -> list[AnyRecord]:
    """The records that state facts: they have evidence or ought to."""
    return [
        record
        for record in catalogue.all()
        if hasattr(getattr(record.content, "care", record.content), "evidence")
    ]


def test_every_source_can_be_found_again(catalogue: Catalogue) -> None:
    records = _sourced(catalogue)
    assert len(records) > 200
    for record in records:
        evidence = _evidence(record)
        assert evidence or record.id in WITHOUT_EVIDENCE, record.path
        assert all(source.address or source.title for source in evidence), record.path


def test_thirty_facts_of_the_site_lead_to_a_source(
    catalogue: Catalogue, site_texts: dict[str, str]
) -> None:
    """Drawn by chance (always the same), from every type that states facts."""
    addresses = {kind.name: kind.address for kind in CONTENT_TYPES}
    anywhere = " ".join(site_texts.values())
    by_type: dict[str, list[tuple[AnyRecord, str]]] = {}
    for record in _sourced(catalogue):
        address = addresses[record.type_name](record.id)
        page = site_texts.get(address, "") if address else anywhere
        facts = (text for text in _said(record.content) if re.search(r"[\d ]", text))
        shown = [(record, text) for text in facts if text in page]
        by_type.setdefault(record.type_name, []).extend(shown)
    chance = random.Random(101)  # noqa: S311 - no secret
    drawn = [chance.sample(facts, min(30, len(facts))) for facts in by_type.values()]
    turns = chain.from_iterable(zip_longest(*drawn))
    sample = [fact for fact in turns if fact is not None][:30]
    assert len(sample) == 30
    assert {record.type_name for record, _ in sample} == set(by_type)
    for record, text in sample:
        sources = [source.address or source.title for source in _evidence(record)]
        assert sources or record.id in WITHOUT_EVIDENCE, f"{record.path} says {text}"
        assert all(sources), f"{record.path} says {text}"


def test_newspapers_are_evidence_and_never_a_link(catalogue: Catalogue) -> None:
    papers = {
        urlsplit(source.address).hostname
        for record in catalogue.all()
        for source in _evidence(record)
        if source.kind == "presse" and source.address
    }
    assert papers
    for content_type in (EVENT, NEWS, DOCUMENT, ORGANISATION):
        for record in catalogue.of(content_type).values():
            for address in _web_addresses(record.content):
                assert urlsplit(address).hostname not in papers, record.path


def _web_addresses(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _web_addresses(item)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "web" and inner:
                yield inner
            elif name != "care":
                yield from _web_addresses(inner)


def test_both_lists_of_goals_are_complete(catalogue: Catalogue) -> None:
    assert list(catalogue.of(GOAL)) == [f"sdg-{number}" for number in range(1, 18)]
    fields = catalogue.of(WHO_FIELD).values()
    assert [field.content.number for field in fields] == [str(number) for number in range(1, 9)]


@needs_raw_facts
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("events", EVENT),
        ("documents", DOCUMENT),
        ("statistics", FACT),
        ("partners", ORGANISATION),
        ("places", VENUE),
    ],
)
def test_no_raw_fact_is_missing_and_its_source_is_kept(
    catalogue: Catalogue, name: str, kind: Any
) -> None:
    records = catalogue.of(kind)
    for key, raw in _raw(name).items():
        assert key in records, f"{name}: {key}"
        known = [f"{source.address} {source.title}" for source in _evidence(records[key])]
        stated = (text for word, text in raw.items() if word.endswith("source"))
        if kind in {EVENT, DOCUMENT, FACT}:
            for source in stated:
                assert any(source in text for text in known), f"{key}: {source}"


@needs_raw_facts
@pytest.mark.parametrize("name", ["events", "documents", "statistics"])
def test_every_number_stands_in_the_raw_facts(catalogue: Catalogue, name: str) -> None:
    kind: Any = {"events": EVENT, "documents": DOCUMENT, "statistics": FACT}[name]
    paper = _numbers(PAPER.read_text("utf-8"))
    for key, raw in _raw(name).items():
        record = catalogue.of(kind)[key]
        known = _numbers(raw) | paper | PROVEN_ELSEWHERE.get(key, set())
        assert _numbers(*_said(record.content)) <= known, record.path


@needs_raw_facts
def test_every_number_of_the_news_stands_in_the_raw_facts(catalogue: Catalogue) -> None:
    known = _numbers(*(path.read_text("utf-8") for path in [*RAW.glob("*.yaml"), PAPER]))
    for record in catalogue.of(NEWS).values():
        assert _numbers(*_said(record.content)) <= known, record.path
        day = record.content.on
        forms = [day.isoformat(), f"{day:%Y/%m/%d}"]
        written = "\n".join(path.read_text("utf-8") for path in RAW.glob("*.yaml"))
        german = f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
        assert any(form in written for form in [*forms, german]), record.path


MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


@needs_raw_facts
def test_events_take_place_when_and_where_the_source_says(catalogue: Catalogue) -> None:
    for key, raw in _raw("events").items():
        event: Event = catalogue.of(EVENT)[key].content
        begin, end = str(event.begin or ""), str(event.end or "")
        day = ONLY_THE_MONTH.get(key, raw.get("date", ""))
        start, _, close = raw.get("time", "").partition("-")
        assert begin == f"{day} {start}".strip(), key
        assert end == f"{raw.get('end', day if close else '')} {close}".strip(), key
        assert (event.participants or "") == raw.get("participants", ""), key
        assert (event.state == "geplant") == (key in ONLY_ANNOUNCED), key
        if raw.get("place") in catalogue.of(VENUE):
            assert event.venues == [raw["place"]], key
        if raw.get("public") == "false":
            assert event.public == "geladen", key


@needs_raw_facts
def test_documents_have_number_days_and_group_of_the_source(catalogue: Catalogue) -> None:
    for key, raw in _raw("documents").items():
        paper = catalogue.of(DOCUMENT)[key].content
        number = f"{raw['type']} {raw['number']}" if "number" in raw else None
        assert paper.number == number, key
        assert str(paper.on or "") == raw.get("date", ""), key
        assert str(paper.meeting_on or "") == raw.get("meeting", raw.get("decided", "")), key
        assert raw.get("group") in {None, paper.issued_by}, key
        assert paper.title in raw["title"] or "genannt" in raw["title"], key
        assert paper.web in {None, raw["source"]}, key
    assert catalogue.of(DOCUMENT)["grdrs-895-2023"].content.care.status == "entwurf"


@needs_raw_facts
def test_figures_have_the_value_and_the_year_of_the_source(catalogue: Catalogue) -> None:
    for key, raw in _raw("statistics").items():
        fact = catalogue.of(FACT)[key].content
        assert re.sub(r"\D", "", fact.value) == re.sub(r"\D", "", raw.get("value", "")), key
        assert {fact.year} <= _numbers(raw) | PROVEN_ELSEWHERE.get(key, {None}), key
        if "year" in raw:
            assert str(fact.year) == raw["year"], key


@needs_raw_facts
def test_places_have_the_address_of_the_source(catalogue: Catalogue) -> None:
    for key, raw in _raw("places").items():
        venue = catalogue.of(VENUE)[key].content
        assert venue.street == raw.get("address"), key
        assert venue.postal_code == raw.get("postcode"), key
        assert venue.district == raw.get("district"), key
        assert title_of(catalogue.of(VENUE)[key]).split(" (")[0].split()[-1] in raw["name"], key


@needs_raw_facts
def test_nobody_who_signed_a_paper_is_named() -> None:
    signers = [raw["signed_by"] for raw in _raw("documents").values() if "signed_by" in raw]
    families = [signer.partition(" (")[0].split()[-1].casefold() for signer in signers]
    assert families
    for folder in ("content", "offers"):
        for path in chain.from_iterable(
            (ROOT / folder).rglob(f"*{end}") for end in (".yaml", ".md")
        ):
            text = path.read_text("utf-8").casefold()
            assert [name for name in families if name in text] == [], path
