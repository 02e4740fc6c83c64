"""Who is shown: every status in both modes, by day, by check, by consent."""

from datetime import date
from typing import Any

import pytest

from sitegen.config import SiteConfig
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, Organisation
from sitegen.models.taxonomy import TOPIC, Topic
from sitegen.site import AnyRecord, Visibility
from sitegen.visibility import is_current, places_left, standing

TODAY = date(2026, 6, 15)
LISTED, ENDED, WITHHELD = Visibility.LISTED, Visibility.ENDED, Visibility.WITHHELD

CHECKED = {"geprueft_am": "2026-05-01", "geprueft_von": "Redaktion"}


def config(mode: str) -> SiteConfig:
    return SiteConfig.model_validate(
        {
            "name": "Nebenan",
            "untertitel": "Ein Satz.",
            "stadt": "Lindenau",
            "betrieb": mode,
            "repository": "privat",
            "kontakt": {"stelle": "Büro", "aufgabe": "Hilft."},
        }
    )


def care(source: str = "telefonat", **keys: str) -> dict[str, Any]:
    return {"status": "veroeffentlicht", "quellen": [{"art": source}], **keys}


def offer(block: dict[str, Any]) -> AnyRecord:
    content = Offer.model_validate(
        {
            "titel": "Singkreis",
            "kurz": "Zusammen singen.",
            "art": "gruppe",
            "anbieter": ["verein"],
            "modus": "vor_ort",
            "gebiet": ["stadtweit"],
            "themen": ["begegnung"],
            "niedrigschwellig": {"kennenlernen": "ja"},
            "pflege": block,
        }
    )
    return Record(OFFER.name, "singkreis", content, "offers/singkreis.yaml")


def person(until: str | None, **keys: str) -> AnyRecord:
    consent = {"datum": "2026-01-01", "umfang": "Vorname", "bis": until}
    contact = {"kontakt": {"einwilligung": consent}} if until else {}
    content = Organisation.model_validate(
        {"name": "Mila", "rechtsform": "privatperson", "pflege": care(**CHECKED, **keys), **contact}
    )
    return Record(ORGANISATION.name, "mila", content, "content/anbieter/mila.yaml")


@pytest.mark.parametrize(
    ("block", "in_demo", "in_production"),
    [
        pytest.param(care(), LISTED, WITHHELD, id="unchecked"),
        pytest.param(care(**CHECKED), LISTED, LISTED, id="checked"),
        pytest.param(care("presse", **CHECKED), LISTED, WITHHELD, id="checked-by-newspaper-only"),
        pytest.param(
            care(geprueft_am="2026-06-16", geprueft_von="Redaktion"),
            LISTED,
            WITHHELD,
            id="checked-tomorrow",
        ),
        pytest.param(care(geprueft_am="2026-05-01"), LISTED, WITHHELD, id="checked-by-nobody"),
        pytest.param(care(status="entwurf"), WITHHELD, WITHHELD, id="draft"),
        pytest.param(care(status="entwurf", **CHECKED), WITHHELD, WITHHELD, id="checked-draft"),
        pytest.param(care(status="eingang"), WITHHELD, WITHHELD, id="inbox"),
        pytest.param(care(status="abgelehnt", **CHECKED), WITHHELD, WITHHELD, id="refused"),
        pytest.param(care(status="nicht_listen", **CHECKED), WITHHELD, WITHHELD, id="do-not-list"),
        pytest.param(care(status="pausiert"), ENDED, WITHHELD, id="paused-never-public"),
        pytest.param(care(status="pausiert", **CHECKED), ENDED, ENDED, id="paused"),
        pytest.param(care(status="beendet", **CHECKED), ENDED, ENDED, id="over"),
        pytest.param(care(gueltig_ab="2026-06-16", **CHECKED), WITHHELD, WITHHELD, id="tomorrow"),
        pytest.param(care(gueltig_ab="2026-06-15", **CHECKED), LISTED, LISTED, id="from-today"),
        pytest.param(care(gueltig_bis="2026-06-15", **CHECKED), LISTED, LISTED, id="until-today"),
        pytest.param(care(gueltig_bis="2026-06-14", **CHECKED), ENDED, ENDED, id="until-yesterday"),
        pytest.param(care(gueltig_bis="2026-06-14"), ENDED, WITHHELD, id="expired-never-public"),
    ],
)
def test_status_and_day_decide(
    block: dict[str, Any], in_demo: Visibility, in_production: Visibility
) -> None:
    record = offer(block)
    assert standing(record, config("demo"), TODAY).visibility is in_demo
    assert standing(record, config("produktion"), TODAY).visibility is in_production


def test_a_withheld_record_says_why() -> None:
    assert standing(offer(care()), config("produktion"), TODAY).reason == "ungeprueft"
    assert standing(offer(care(status="entwurf")), config("demo"), TODAY).reason == "entwurf"
    assert standing(offer(care()), config("demo"), TODAY).reason == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param(person("2026-06-15"), LISTED, id="consent-ends-today"),
        pytest.param(person("2026-06-14"), ENDED, id="consent-ended-yesterday"),
        pytest.param(person(None), ENDED, id="no-consent"),
        pytest.param(person("2026-12-31", status="pausiert"), ENDED, id="paused"),
        pytest.param(person("2026-12-31", gueltig_bis="2026-06-01"), ENDED, id="expired"),
    ],
)
@pytest.mark.parametrize("mode", ["demo", "produktion"])
def test_a_private_person_and_what_they_offer_end_together(
    host: AnyRecord, expected: Visibility, mode: str
) -> None:
    settings = config(mode)
    assert standing(host, settings, TODAY).visibility is expected
    theirs = standing(offer(care(**CHECKED)), settings, TODAY, [host])
    assert theirs.visibility is expected
    draft = standing(offer(care(status="entwurf")), settings, TODAY, [host])
    assert draft.visibility is WITHHELD


def test_records_without_care_are_always_shown() -> None:
    topic = Record(TOPIC.name, "x", Topic.model_validate({"name": "X"}), TOPIC.place, ("x",))
    for mode in ("demo", "produktion"):
        assert standing(topic, config(mode), TODAY).is_listed


def test_the_newest_year_of_evidence_is_named() -> None:
    block = care()
    block["quellen"] = [
        {"art": "presse", "beleg_jahr": "2017"},
        {"art": "amtliches", "beleg_jahr": "2021"},
        {"art": "sonstiges"},
    ]
    assert standing(offer(block), config("demo"), TODAY).evidence_year == 2021
    assert standing(offer(care()), config("demo"), TODAY).evidence_year is None


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [
        (None, date(2026, 6, 15), False),
        (2026, date(2026, 6, 15), True),
        (2025, date(2026, 12, 31), True),
        (2025, date(2027, 1, 1), True),
        (2025, date(2027, 1, 2), False),
        (2024, date(2026, 1, 2), False),
    ],
)
def test_unchecked_times_and_prices_age(year: int | None, today: date, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_current(year, today) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (None, "unbekannt"),
        (date(2026, 6, 15), "frei"),
        (date(2026, 5, 16), "frei"),
        (date(2026, 5, 15), "unbekannt"),
    ],
)
def test_free_places_are_forgotten_after_thirty_days(on: date | None, expected: str) -> None:
    assert places_left("frei", on, TODAY) == expected
