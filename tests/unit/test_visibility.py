"""Who is shown: the whole table of status, mode, dates and checks."""

from datetime import date, timedelta

import pytest

from sitegen.models import CONTENT_TYPES
from sitegen.site import Target, Visibility
from sitegen.visibility import (
    EDITORIAL,
    evidence_year,
    is_current,
    is_verified,
    places_left,
    standing,
)
from tests.examples import project

TODAY = date(2026, 11, 22)
LISTED, ENDED, WITHHELD = Visibility.LISTED, Visibility.ENDED, Visibility.WITHHELD
CHECK = "  geprueft_am: 2026-11-02\n  geprueft_von: Redaktion\n"
TEE = project.city_files()["offers/teestube.yaml"].decode()


def shown(care: str, *, real: bool = False, kind: str = "anbieterseite") -> tuple[Visibility, str]:
    text = TEE.replace("  status: veroeffentlicht\n", care).replace(
        "art: sonstiges", f"art: {kind}"
    )
    return stands({"offers/teestube.yaml": text}, ("angebot", "teestube"), real=real)


def stands(files: project.Files, target: Target, *, real: bool) -> tuple[Visibility, str]:
    found = project.catalogue(files)
    record = found.get(target)
    assert record is not None
    mode = {"mode": "produktion" if real else "demo"}
    state = standing(record, found.config.model_copy(update=mode), TODAY)
    return state.visibility, state.reason


@pytest.mark.parametrize(
    ("status", "demo", "unchecked", "checked"),
    [
        ("veroeffentlicht", LISTED, WITHHELD, LISTED),
        ("pausiert", ENDED, WITHHELD, ENDED),
        ("beendet", ENDED, WITHHELD, ENDED),
        ("entwurf", WITHHELD, WITHHELD, WITHHELD),
        ("eingang", WITHHELD, WITHHELD, WITHHELD),
        ("abgelehnt", WITHHELD, WITHHELD, WITHHELD),
        ("nicht_listen", WITHHELD, WITHHELD, WITHHELD),
    ],
)
def test_status_and_mode(
    status: str, demo: Visibility, unchecked: Visibility, checked: Visibility
) -> None:
    care = f"  status: {status}\n"
    assert shown(care)[0] is demo
    assert shown(care + CHECK)[0] is demo
    assert shown(care, real=True)[0] is unchecked
    assert shown(care + CHECK, real=True)[0] is checked


def test_without_a_status_a_record_is_a_draft() -> None:
    assert shown("") == (WITHHELD, "entwurf")


PUBLIC = "  status: veroeffentlicht\n"


@pytest.mark.parametrize(
    ("care", "demo", "real"),
    [
        ("  gueltig_ab: 2026-11-22\n", LISTED, LISTED),
        ("  gueltig_ab: 2026-11-23\n", WITHHELD, WITHHELD),
        ("  gueltig_bis: 2026-11-22\n", LISTED, LISTED),
        ("  gueltig_bis: 2026-11-21\n", ENDED, ENDED),
        ("  gueltig_ab: 2026-11-01\n  gueltig_bis: 2026-11-30\n", LISTED, LISTED),
        ("  gueltig_ab: 2027-01-01\n  gueltig_bis: 2027-12-31\n", WITHHELD, WITHHELD),
    ],
)
def test_dates(care: str, demo: Visibility, real: Visibility) -> None:
    assert shown(PUBLIC + care)[0] is demo
    assert shown(PUBLIC + CHECK + care, real=True)[0] is real


@pytest.mark.parametrize(
    ("care", "kind", "reason"),
    [
        (CHECK, "anbieterseite", ""),
        (CHECK, "telefonat", ""),
        (CHECK, "mail", ""),
        (CHECK, "besuch", ""),
        (CHECK, "presse", "ungeprueft"),
        (CHECK, "amtliches", "ungeprueft"),
        (CHECK, "sonstiges", "ungeprueft"),
        (CHECK.replace("2026-11-02", "2026-11-23"), "telefonat", "ungeprueft"),
        ("", "telefonat", "ungeprueft"),
    ],
)
def test_in_production_only_what_was_checked_is_shown(care: str, kind: str, reason: str) -> None:
    visibility, why = shown(PUBLIC + care, real=True, kind=kind)
    assert (visibility is LISTED) == (reason == "")
    assert why == reason
    assert shown(PUBLIC + care, kind=kind) == (LISTED, "")


OWN = project.city_files()["content/seiten/voll.md"].decode()


@pytest.mark.parametrize(
    ("care", "visibility", "reason"),
    [
        (CHECK, LISTED, ""),
        ("", WITHHELD, "ungeprueft"),
        (CHECK.replace("2026-11-02", "2026-11-23"), WITHHELD, "ungeprueft"),
    ],
)
def test_what_the_office_writes_needs_a_check_and_no_proof(
    care: str, visibility: Visibility, reason: str
) -> None:
    text = OWN.replace(PUBLIC, PUBLIC + care)
    files = {"content/seiten/voll.md": text}
    assert stands(files, ("seite", "voll"), real=True) == (visibility, reason)
    assert stands(files, ("seite", "voll"), real=False) == (LISTED, "")


def test_what_is_said_about_others_needs_a_proof() -> None:
    editorial = {content_type.name for content_type in CONTENT_TYPES if content_type.is_editorial}
    assert editorial == EDITORIAL
    assert not EDITORIAL & {"angebot", "anbieter", "ort", "veranstaltung", "krisenhilfe"}


def test_what_expired_unchecked_was_never_public() -> None:
    assert shown(PUBLIC + "  gueltig_bis: 2026-11-21\n", real=True) == (WITHHELD, "abgelaufen")


PERSON = """name: Erika
rechtsform: privatperson
kontakt:
  einwilligung:
    datum: 2026-01-01
    umfang: Vorname.
    bis: {}
pflege:
  status: veroeffentlicht
  gueltig_bis: 2027-12-31
  quellen:
    - art: besuch
"""


@pytest.mark.parametrize(
    ("until", "visibility", "reason"),
    [
        ("2026-11-22", LISTED, ""),
        ("2026-11-21", ENDED, "einwilligung-abgelaufen"),
    ],
)
def test_a_private_person_is_shown_while_she_agrees(
    until: str, visibility: Visibility, reason: str
) -> None:
    found = project.catalogue({"content/anbieter/erika.yaml": PERSON.format(until)})
    state = standing(found.records["anbieter"]["erika"], found.config, TODAY)
    assert (state.visibility, state.reason) == (visibility, reason)


def test_records_without_care_are_always_there() -> None:
    found = project.catalogue()
    kinds = ("stadtbezirk", "thema", "zielgruppe", "who-feld", "sdg", "fakt", "krisenhilfe")
    for kind in kinds:
        assert found.records[kind]
        for record in found.records[kind].values():
            state = standing(record, found.config, TODAY)
            assert (state.visibility, state.is_verified, state.is_listed) == (LISTED, True, True)


def test_verified_needs_a_day_that_has_come_a_role_and_a_proof() -> None:
    text = TEE.replace(PUBLIC, PUBLIC + CHECK).replace("art: sonstiges", "art: mail")
    care = project.catalogue({"offers/teestube.yaml": text}).of(project.TYPES["angebot"])
    record = care["teestube"].content.care  # type: ignore[attr-defined]
    assert is_verified(record, date(2026, 11, 2))
    assert not is_verified(record, date(2026, 11, 1))
    assert not is_verified(record.model_copy(update={"checked_by": None}), TODAY)
    assert evidence_year(record.evidence) is None


@pytest.mark.parametrize(
    ("year", "today", "current"),
    [
        (None, date(2026, 1, 1), False),
        (2026, date(2026, 12, 31), True),
        (2025, date(2026, 12, 31), True),
        (2025, date(2027, 1, 1), True),
        (2025, date(2027, 1, 2), False),
        (2024, date(2026, 11, 22), False),
        (2017, date(2026, 11, 22), False),
    ],
)
def test_facts_of_a_year_are_current_for_two_years(
    year: int | None,
    today: date,
    current: bool,  # noqa: FBT001
) -> None:
    assert is_current(year, today) == current


@pytest.mark.parametrize(("days", "told"), [(0, "frei"), (30, "frei"), (31, "unbekannt")])
def test_free_places_are_known_for_thirty_days(days: int, told: str) -> None:
    assert places_left("frei", TODAY - timedelta(days), TODAY) == told
    assert places_left("frei", None, TODAY) == "unbekannt"
