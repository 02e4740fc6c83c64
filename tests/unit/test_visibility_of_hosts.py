"""An offer of a private person is shown no longer than the person; evidence has a year."""

from datetime import date
from typing import Any

import pytest

from sitegen.config import SiteConfig
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, Organisation
from sitegen.site import AnyRecord, Visibility
from sitegen.visibility import standing

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


def test_the_newest_year_of_evidence_is_named() -> None:
    block = care()
    block["quellen"] = [
        {"art": "presse", "beleg_jahr": "2017"},
        {"art": "amtliches", "beleg_jahr": "2021"},
        {"art": "sonstiges"},
    ]
    assert standing(offer(block), config("demo"), TODAY).evidence_year == 2021
    assert standing(offer(care()), config("demo"), TODAY).evidence_year is None
