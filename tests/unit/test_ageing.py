"""How checks grow old: when they are due, what pauses, and what the brake holds."""

from datetime import date, timedelta

import pytest

from sitegen.ageing import (
    AHEAD,
    EVERY,
    GRACE,
    MOST,
    NEAR_CRISIS,
    WINDOW,
    due_on,
    interval_days,
    most_pauses,
    spread_days,
)
from sitegen.derive import derive
from sitegen.diagnostics import Diagnostic
from sitegen.site import Age, Catalogue, Target, Visibility
from tests.examples import project

TEE = project.city_files()["offers/teestube.yaml"].decode()
ROOM = project.city_files()["content/orte/haus-am-anger.yaml"].decode()
BODY = project.city_files()["content/anbieter/nachbarschaft.yaml"].decode()
PAGE = project.city_files()["content/seiten/kurz.md"].decode()
TARGET = ("angebot", "teestube")
CHECKED = date(2026, 2, 2)
DUE = date(2027, 2, 3)  # a year, and one day for this id
PAUSE = date(2027, 4, 4)

DAY = timedelta(days=1)


def checked(text: str, on: date = CHECKED, more: str = "", kind: str = "telefonat") -> str:
    """The text of an example with a check that counts, and with `more` about its care."""
    head, _, care = text.partition("pflege:\n")
    lines = [line for line in care.splitlines() if "geprueft_" not in line]
    stamp = f"  geprueft_am: {on}\n  geprueft_von: Redaktion\n{more}"
    rest = "\n".join(lines) + "\n"
    return f"{head}pflege:\n{stamp}{rest}".replace("art: sonstiges", f"art: {kind}")


def tea(**care: str) -> Catalogue:
    return project.catalogue({"offers/teestube.yaml": checked(TEE, **care)})  # type: ignore[arg-type]


def age(found: Catalogue, today: date, target: Target = TARGET) -> Age:
    age = derive(found, today, {})[0].standings[target].age
    assert age is not None
    return age


def told(found: Catalogue, today: date, *paths: str) -> list[Diagnostic]:
    """What is said about the care of these files; of the offers, if none is named."""
    wanted = paths or tuple(record.path for record in found.records["angebot"].values())
    return [it for it in derive(found, today, {})[1] if it.location.path in wanted]


@pytest.mark.parametrize(
    ("today", "state", "code"),
    [
        (CHECKED - DAY, "ungeprueft", "pruefung-in-zukunft"),
        (CHECKED, "frisch", ""),
        (DUE - (AHEAD + 1) * DAY, "frisch", ""),
        (DUE - AHEAD * DAY, "faellig", "pruefung-faellig"),
        (DUE, "faellig", "pruefung-faellig"),
        (DUE + DAY, "ueberfaellig", "pruefung-ueberfaellig"),
        (PAUSE - DAY, "ueberfaellig", "pruefung-ueberfaellig"),
        (PAUSE, "pausiert", "eintrag-pausiert"),
        (date(2040, 1, 1), "pausiert", "eintrag-pausiert"),
    ],
)
def test_a_check_grows_old(today: date, state: str, code: str) -> None:
    found = tea()
    now = age(found, today)
    assert now.state == state
    if state != "ungeprueft":
        assert (now.due, now.pause, now.is_held) == (DUE, PAUSE, False)
    assert [(it.code, it.location.keys) for it in told(found, today)] == (
        [(code, ("pflege", "geprueft_am"))] if code else []
    )
    standing = derive(found, today, {})[0].standings[TARGET]
    is_paused = state == "pausiert"
    assert standing.visibility is (Visibility.ENDED if is_paused else Visibility.LISTED)
    assert standing.reason == ("pausiert" if is_paused else "")


def test_findings_name_both_days() -> None:
    found = tea()
    early, late, gone = (told(found, day)[0].message for day in (DUE, DUE + DAY, PAUSE))
    assert early == (
        "„teestube“ ist bis 3. Februar 2027 neu zu prüfen, "
        "sonst pausiert der Eintrag ab 4. April 2027."
    )
    assert "bis 3. Februar 2027" in late
    assert "ab 4. April 2027" in late
    assert "bis 3. Februar 2027" in gone
    assert "seit 4. April 2027" in gone


@pytest.mark.parametrize("kind", ["presse", "amtliches", "sonstiges"])
def test_what_nobody_verified_does_not_age(kind: str) -> None:
    found = tea(kind=kind)
    site, _ = derive(found, date(2040, 1, 1), {})
    assert site.standings[TARGET].age == Age("ungeprueft")
    assert site.standings[TARGET].is_listed
    assert told(found, date(2040, 1, 1)) == []


@pytest.mark.parametrize("status", ["entwurf", "eingang", "pausiert", "beendet", "abgelehnt"])
def test_what_is_not_to_be_shown_has_no_age(status: str) -> None:
    text = checked(TEE).replace("status: veroeffentlicht", f"status: {status}")
    found = project.catalogue({"offers/teestube.yaml": text})
    assert derive(found, date(2040, 1, 1), {})[0].standings[TARGET].age is None
    assert told(found, date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("more", "pause"),
    [
        ("  gueltig_bis: 2027-04-04\n", PAUSE),
        ("  gueltig_bis: 2027-04-03\n", None),
        ("  gueltig_ab: 2027-04-04\n", PAUSE),
        ("  gueltig_ab: 2027-05-01\n", date(2027, 5, 1)),
        ("  pruefintervall_tage: 1\n", CHECKED + (1 + GRACE) * DAY),
    ],
)
def test_nothing_pauses_outside_of_its_own_time(more: str, pause: date | None) -> None:
    assert age(tea(more=more), CHECKED).pause == pause


@pytest.mark.parametrize(
    ("path", "text", "target", "is_told"),
    [
        ("content/orte/haus-am-anger.yaml", ROOM, ("ort", "haus-am-anger"), True),
        ("content/anbieter/nachbarschaft.yaml", BODY, ("anbieter", "nachbarschaft"), True),
        ("content/seiten/kurz.md", PAGE, ("seite", "kurz"), False),
    ],
)
def test_places_providers_and_pages_never_pause(
    path: str,
    text: str,
    target: Target,
    is_told: bool,  # noqa: FBT001
) -> None:
    found = project.catalogue({path: checked(text)})
    late = date(2040, 1, 1)
    assert age(found, late, target).state == "ueberfaellig"
    assert age(found, late, target).pause is None
    assert derive(found, late, {})[0].is_listed(target)
    messages = [it.message for it in told(found, late, path)]
    assert len(messages) == is_told
    assert all(message.endswith("der Eintrag bleibt sichtbar.") for message in messages)


def test_crisis_lines_are_told_loudly_and_stay() -> None:
    found = project.catalogue()
    late = date(2027, 3, 1)
    site, _ = derive(found, late, {})
    lines = [(r.type_name, r.id) for r in found.all() if r.type_name == "krisenhilfe"]
    assert lines
    assert all(age(found, late, line).state == "ueberfaellig" for line in lines)
    assert all(site.is_listed(line) for line in lines)
    loud = [it.code for it in told(found, late, "content/krisenhilfe.yaml")]
    assert loud == ["krisenhilfe-ueberfaellig"] * len(lines)


def test_what_is_near_a_crisis_is_due_earlier() -> None:
    near = project.catalogue(
        {"offers/teestube.yaml": checked(TEE).replace("- begegnung", "- krise")}
    )
    usual, urgent = (found.get(TARGET) for found in (tea(), near))
    assert usual is not None
    assert urgent is not None
    assert (interval_days(usual), interval_days(urgent)) == (EVERY, NEAR_CRISIS) == (365, 90)
    assert due_on(urgent) == CHECKED + timedelta(days=NEAR_CRISIS + spread_days(urgent))


@pytest.mark.parametrize(
    ("interval", "bound"), [(1, 0), (5, 0), (6, 1), (90, 15), (179, 29), (365, 30), (1_100, 30)]
)
def test_days_are_spread_over_both_sides(interval: int, bound: int) -> None:
    offer = checked(TEE, more=f"  pruefintervall_tage: {interval}\n")
    files: project.Files = {f"offers/teestube-{number}.yaml": offer for number in range(400)}
    found = project.catalogue(files).records["angebot"].values()
    days = [spread_days(record) for record in found if record.id != "teestube"]
    assert (min(days), max(days)) == (-bound, bound)
    assert len(set(days)) == 2 * bound + 1


@pytest.mark.parametrize(
    ("records", "most"),
    [(1, 1), (9, 1), (10, 1), (19, 1), (20, 2), (49, 4), (50, MOST), (90, MOST), (10_000, MOST)],
)
def test_the_brake_allows_a_tenth_and_never_more_than_five(records: int, most: int) -> None:
    assert most_pauses(records) == most


def crowd(count: int, late: int, apart: int = 0) -> Catalogue:
    """`count` offers of which the first `late` would pause from PAUSE on, `apart` days apart."""
    files: dict[str, str | bytes | None] = {**project.WITHOUT_OFFERS}
    files |= {
        f"offers/o{number:02}.yaml": checked(TEE, date(2030, 1, 1)) for number in range(count)
    }
    offers = project.catalogue(files).records["angebot"].values()
    for number, record in enumerate(list(offers)[:late]):
        days = EVERY + spread_days(record) + GRACE - apart * number
        files[record.path] = checked(TEE, PAUSE - days * DAY)
    return project.catalogue(files)


def paused(found: Catalogue, today: date) -> list[str]:
    site, _ = derive(found, today, {})
    return [name for name in found.records["angebot"] if not site.is_listed(("angebot", name))]


@pytest.mark.parametrize(
    ("count", "late", "expected"),
    [(12, 1, 1), (12, 2, 0), (20, 2, 2), (20, 3, 0), (60, 5, 5), (60, 6, 0), (60, 60, 0)],
)
def test_too_many_at_once_pause_none(count: int, late: int, expected: int) -> None:
    found = crowd(count, late)
    assert paused(found, PAUSE - DAY) == []
    assert len(paused(found, PAUSE)) == expected
    assert len(paused(found, PAUSE + 100 * DAY)) == expected
    braked = [it for it in told(found, PAUSE) if it.code == "pausen-gebremst"]
    assert len(braked) == (expected != late)
    for finding in braked:
        assert finding.message.endswith(f"bleiben deshalb mit einem Hinweis sichtbar: {late}.")
        named = [other.location.path for other in finding.related]
        assert named == [f"offers/o{number:02}.yaml" for number in range(min(late, 20))]


def test_day_by_day_the_brake_counts_the_days_before() -> None:
    dense = crowd(60, 40, apart=1)
    assert paused(dense, PAUSE + 60 * DAY) == [f"o{number:02}" for number in range(MOST)]
    calm = crowd(60, 40, apart=WINDOW // MOST)
    assert len(paused(calm, PAUSE + 300 * DAY)) == 40


def test_one_check_frees_no_more_than_the_brake_allows() -> None:
    """The others of its crowd may pause now; those who came later keep their place."""
    found = crowd(60, 12, apart=2)
    last = PAUSE + 60 * DAY
    before = paused(found, last)
    assert len(before) == MOST
    files: dict[str, str | bytes | None] = {**project.WITHOUT_OFFERS}
    for record in found.records["angebot"].values():
        files[record.path] = checked(TEE, record.content.care.checked_on)  # type: ignore[attr-defined]
    files["offers/o05.yaml"] = checked(TEE, last)
    after = paused(project.catalogue(files), last)
    assert "o05" not in after
    assert set(before) <= set(after)
    assert len(after) - len(before) <= MOST


def test_the_newest_check_of_an_afternoon_counts() -> None:
    review = """nachmittag:
  am: 2027-04-01
  rolle: Redaktion
  art: telefonat
  eintraege:
    - angebot/teestube
"""
    files = {"offers/teestube.yaml": checked(TEE), "content/pruefungen.yaml": review}
    assert age(project.catalogue(files), PAUSE).state == "frisch"
