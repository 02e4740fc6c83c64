"""An afternoon of calls: what one entry of content/pruefungen.yaml changes and what it leaves."""

from datetime import date

import pytest

from sitegen.models.blocks import Care
from sitegen.models.review import REVIEW
from sitegen.site import AnyRecord, Catalogue
from sitegen.visibility import standing
from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
OFFER, CRISIS = "offers/teestube.yaml", "content/krisenhilfe.yaml"
REVIEWS = REVIEW.place
OWN = "  geprueft_am: 2026-03-01\n  geprueft_von: Redaktion\n"


def review(day: str = "2026-05-04", *records: str, name: str = "anrufe", kind: str = "mail") -> str:
    lines = "".join(f"    - {record}\n" for record in records or ("angebot/teestube",))
    return f"{name}:\n  am: {day}\n  rolle: Büro\n  art: {kind}\n  eintraege:\n{lines}"


def catalogue(text: str, **files: str) -> Catalogue:
    return project.catalogue({REVIEWS: text, **files})


def care_of(record: AnyRecord | None) -> Care:
    care = getattr(record and record.content, "care", None)
    assert isinstance(care, Care)
    return care


def tee(text: str, own: str = "") -> Care:
    offer = FILES[OFFER].replace("  quellen:\n", f"{own}  quellen:\n")
    if own:
        offer += "    - art: telefonat\n"
    return care_of(project.catalogue({REVIEWS: text, OFFER: offer}).get(("angebot", "teestube")))


@pytest.mark.parametrize(
    ("day", "own", "checked_on", "checked_by", "proofs"),
    [
        ("2026-05-04", "", date(2026, 5, 4), "Büro", 2),
        ("2026-05-04", OWN, date(2026, 5, 4), "Büro", 3),
        ("2026-03-02", OWN, date(2026, 3, 2), "Büro", 3),
        ("2026-03-01", OWN, date(2026, 3, 1), "Redaktion", 2),
        ("2026-02-28", OWN, date(2026, 3, 1), "Redaktion", 2),
    ],
)
def test_the_later_check_counts(
    day: str, own: str, checked_on: date, checked_by: str, proofs: int
) -> None:
    care = tee(review(day), own)
    assert (care.checked_on, care.checked_by, len(care.evidence)) == (
        checked_on,
        checked_by,
        proofs,
    )


@pytest.mark.parametrize("kind", ["telefonat", "mail", "besuch", "anbieterseite"])
def test_a_check_brings_its_proof_along(kind: str) -> None:
    found = catalogue(review(kind=kind))
    record = found.get(("angebot", "teestube"))
    assert record is not None
    proof = care_of(record).evidence[-1]
    assert (proof.kind, proof.on, proof.year) == (kind, date(2026, 5, 4), 2026)
    assert (proof.address, proof.title) == (None, None)
    state = standing(record, found.config, project.TODAY)
    assert state.is_verified
    assert state.evidence_year == 2026


def test_of_several_checks_the_newest_counts() -> None:
    days = ("2026-02-01", "2026-06-01", "2026-04-01")
    text = "".join(review(day, name=f"a{n}") for n, day in enumerate(days))
    assert tee(text).checked_on == date(2026, 6, 1)
    assert tee(text).evidence[-1].on == date(2026, 6, 1)


def test_a_check_of_tomorrow_does_not_count_today() -> None:
    found = catalogue(review("2026-11-23"))
    record = found.get(("angebot", "teestube"))
    assert record is not None
    assert not standing(record, found.config, project.TODAY).is_verified
    assert standing(record, found.config, date(2026, 11, 23)).is_verified


def test_one_entry_checks_many_kinds_of_records() -> None:
    targets = [
        *(("angebot", "teestube"), ("anbieter", "nachbarschaft"), ("ort", "haus-am-anger")),
        *(("initiative", "offene-tueren"), ("seite", "voll"), ("veranstaltung", "reihe")),
    ]
    found = catalogue(review("2026-05-04", *("/".join(target) for target in targets)))
    for target in targets:
        assert care_of(found.get(target)).checked_by == "Büro", target


def test_nobody_else_is_checked_and_nothing_else_changes() -> None:
    before, after = project.catalogue(), catalogue(review())
    for record in before.all():
        same = after.get((record.type_name, record.id))
        if record.id == "teestube":
            assert same is not None
            update = {"care": care_of(record)}
            assert same.content.model_copy(update=update) == record.content
            assert (same.path, same.keys) == (record.path, record.keys)
        else:
            assert same == record
    assert [list(group) for group in after.records.values()] == [
        list(group) if kind != REVIEW.name else ["anrufe"] for kind, group in before.records.items()
    ]


def test_a_crisis_line_is_checked_like_any_record() -> None:
    text = review("2026-10-06", "krisenhilfe/notruf", "krisenhilfe/sorgentelefon")
    for record in catalogue(text).records["krisenhilfe"].values():
        assert record.content.checked_on == date(2026, 10, 6)  # type: ignore[attr-defined]
        assert record.content.checked_by == "Büro"  # type: ignore[attr-defined]
    older = review("2026-10-04", "krisenhilfe/notruf")
    (line, _) = catalogue(older).records["krisenhilfe"].values()
    assert line.content.checked_by == "Redaktion"  # type: ignore[attr-defined]


def test_a_checked_crisis_line_is_no_longer_announced() -> None:
    check = "  geprueft_am: 2026-10-05\n  geprueft_von: Redaktion\n"
    unchecked = {CRISIS: FILES[CRISIS].replace(check, "")}
    codes = [f.code for f in project.findings(unchecked)]
    assert codes == ["krisenhilfe-ungeprueft"] * 2
    text = review("2026-10-05", "krisenhilfe/notruf")
    codes = [f.code for f in project.findings({**unchecked, REVIEWS: text})]
    assert codes == ["krisenhilfe-ungeprueft"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("angebot/gibt-es-nicht", "verweis-unbekannt"),
        ("krisenhilfe/gibt-es-nicht", "verweis-unbekannt"),
        ("thema/begegnung", "verweis-art-falsch"),
        ("teestube", "verweis-ohne-art"),
    ],
)
def test_what_is_not_there_is_answered_where_it_was_named(target: str, code: str) -> None:
    text = review("2026-05-04", "angebot/teestube", target)
    (finding,) = project.findings({REVIEWS: text})
    assert (finding.code, finding.location.path) == (code, REVIEWS)
    assert (finding.location.line, finding.location.column) == (7, 7)


def test_findings_about_a_checked_record_stay_in_its_file() -> None:
    offer = FILES[OFFER] + "kosten:\n  art: fest\n"
    before = project.findings({OFFER: offer})
    after = project.findings({OFFER: offer, REVIEWS: review()})
    assert after == before
    assert [f.location.path for f in after] == [OFFER]


def test_a_check_needs_no_second_proof() -> None:
    """A role without a day in the record's own file is mended by the entry, not doubled."""
    offer = FILES[OFFER].replace("  quellen:\n", "  geprueft_von: Redaktion\n  quellen:\n")
    assert [f.code for f in project.findings({OFFER: offer})] == ["pruefung-ohne-datum"]
    assert project.findings({OFFER: offer, REVIEWS: review()}) == ()
