"""The next six dates that an editor compares: of what, in which words, and for a new series."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.derive import derive
from sitegen.german import UsageError
from sitegen.models.event import EVENT
from sitegen.newseries import new_series
from sitegen.scaffold import skeleton
from sitegen.showing import show_dates, tell_dates
from sitegen.site import Site
from sitegen.surveys import upcoming
from tests.examples import project

TODAY = date(2026, 11, 22)
TEE = "offers/teestube.yaml"
FILES = {source.path: source.data.decode() for source in project.sources()}
RULE = """zeiten:
  regeln:
    - {tage: [alle 2 Wochen am Do], von: 14:00, bis: 16:30, gueltig_ab: 2026-11-26, ferien: ja}
  ausnahmen:
    - {datum: 2027-01-07}
"""
SERIES = FILES["content/veranstaltungen/reihe.yaml"].replace(
    "rhythmus: alle zwei Monate\n",
    "beginn: 2026-12-01\nort_text: am Brunnen\n"
    "wiederholung: {regel: am 1. Dienstag im Monat, bis: 2027-01-31, ferien: ja}\n"
    "termine: [{am: 2027-01-05, verlegt_auf: 2027-01-06 18:00}]\n",
)
_DAYS = """    alle 2 Wochen am Donnerstag, 14–16:30 Uhr, ab 26. November 2026
      Donnerstag, 26. November 2026, 14–16:30 Uhr
      Donnerstag, 10. Dezember 2026, 14–16:30 Uhr
      Donnerstag, 24. Dezember 2026, 14–16:30 Uhr – fraglich wegen Heiligabend
      Donnerstag, 7. Januar 2027, 14–16:30 Uhr – fällt aus
      Donnerstag, 21. Januar 2027, 14–16:30 Uhr
      Donnerstag, 4. Februar 2027, 14–16:30 Uhr
"""
_OFFER = f"  Teestube am Anger ({TEE})\n{_DAYS}"
_EVENT = """  Tischgespräch (content/veranstaltungen/reihe.yaml)
    am 1. Dienstag im Monat, ab 1. Dezember 2026, bis 31. Januar 2027
      Dienstag, 1. Dezember 2026
      Mittwoch, 6. Januar 2027, ab 18 Uhr – verlegt vom 5. Januar 2027
"""


def site(files: project.Files) -> Site:
    return derive(project.catalogue(files), TODAY, {})[0]


BOTH = {TEE: FILES[TEE] + RULE, "content/veranstaltungen/reihe.yaml": SERIES}


def shown(of: Site | None, *wanted: str) -> str:
    stream = StringIO()
    show_dates(of, wanted, stream)
    return stream.getvalue()


def told(*names: str, form: str = "text") -> str:
    stream = StringIO()
    tell_dates(site(BOTH), names, Path.as_posix, form, stream)
    return stream.getvalue()


def test_after_a_report_the_next_six_dates_are_shown() -> None:
    assert shown(site(BOTH)) == f"\n{upcoming.TITLE}\n{_OFFER}{_EVENT}"
    assert shown(site(BOTH), TEE) == f"\n{upcoming.TITLE}\n{_OFFER}"
    assert shown(site(BOTH), "content") == f"\n{upcoming.TITLE}\n{_EVENT}"


def test_without_anything_that_comes_again_nothing_is_said() -> None:
    assert shown(site({})) == ""
    assert shown(site(BOTH), "content/orte") == ""
    assert shown(None) == ""


@pytest.mark.parametrize("status", ["entwurf", "eingang"])
def test_what_visitors_do_not_see_yet_is_shown(status: str) -> None:
    draft = (FILES[TEE] + RULE).replace("veroeffentlicht", status)
    assert shown(site({TEE: draft}), TEE) == f"\n{upcoming.TITLE}\n{_OFFER}"


def test_what_has_no_date_to_come_says_so() -> None:
    over = FILES[TEE] + "zeiten: {regeln: [{tage: [Mo], gueltig_bis: 2026-01-31}]}\n"
    assert shown(site({TEE: over})).endswith(
        "    jeden Montag, bis 31. Januar 2026\n      keine kommenden Termine\n"
    )


def test_of_many_only_some_are_shown_and_how_to_see_all() -> None:
    titles = {f"offers/tee-{n}.yaml": FILES[TEE] + RULE for n in range(upcoming.AT_MOST + 2)}
    text = shown(site(titles))
    assert text.count("Teestube") == upcoming.AT_MOST
    assert text.endswith("… und 2 weitere. Alle zeigt: python -m sitegen termine\n")
    assert "weitere" not in shown(site(titles), "offers")


def test_records_are_named_by_file_or_id() -> None:
    assert told() == f"{upcoming.TITLE}\n{_OFFER}{_EVENT}"
    assert told("teestube") == told("angebot/teestube") == f"{upcoming.TITLE}\n{_OFFER}"
    assert told("reihe", "teestube") == told()
    assert told("haus-am-anger") == ""
    for name in ("teestub", "ort/teestube", "offers/fehlt.yaml"):
        with pytest.raises(UsageError, match=name):
            told(name)


def test_markdown_shows_titles_as_they_are_written() -> None:
    assert told("reihe", form="markdown") == (
        "## Nächste Termine – bitte vergleichen\n\n"
        "- **Tischgespräch** (content/veranstaltungen/reihe.yaml): "
        "am 1. Dienstag im Monat, ab 1. Dezember 2026, bis 31. Januar 2027\n"
        "  - Dienstag, 1. Dezember 2026\n"
        "  - Mittwoch, 6. Januar 2027, ab 18 Uhr – verlegt vom 5. Januar 2027\n"
    )
    bold = FILES[TEE].replace("Teestube am Anger", "Tee [x](y) *z*") + RULE
    stream = StringIO()
    upcoming.write(upcoming.survey(site({TEE: bold})), stream, "markdown")
    assert r"**Tee \[x\](y) \*z\***" in stream.getvalue()


# --- a new series


@pytest.mark.parametrize("is_long", [False, True])
def test_a_new_file_has_the_words_and_the_first_date(is_long: bool) -> None:  # noqa: FBT001
    series, findings = new_series("abende", "alle zwei Monate am 3. Di", "2026-03-17 18:30")
    assert findings == ()
    assert series
    text = skeleton(EVENT, "abende", is_long=is_long, known=series.known)
    filled = text.replace("\ntitel:", "\ntitel: x").replace("\nkurz:", "\nkurz: x")
    filled = filled.replace("- art:", "- art: sonstiges")
    record = project.catalogue({"content/veranstaltungen/abende.yaml": filled}).of(EVENT)["abende"]
    event = record.content
    assert event.recurrence
    assert event.recurrence.rhythm.words == "jeden 2. Monat am 3. Dienstag"
    assert str(event.begin) == "2026-03-17 18:30"
    assert text.count("wiederholung:\n") == 1
    for line in ("regel: jeden 2. Monat am 3. Dienstag", "ferien: unbekannt"):
        assert f"\n  {line}\n" in text


def test_a_key_that_the_type_does_not_have_is_not_left_out() -> None:
    with pytest.raises(KeyError, match="rhythmus"):
        skeleton(EVENT, "abende", is_long=True, known={"wiederholung.rhythmus": "x"})


def test_a_new_series_shows_its_dates_from_its_first_or_from_today(tmp_path: Path) -> None:
    order = project.order(project.city(tmp_path))
    for begin, first in (("2026-11-17", "1. Dezember 2026"), ("2027-03-02", "2. März 2027")):
        series, _ = new_series("abende", "dienstags alle 2 Wochen", begin)
        stream = StringIO()
        assert series
        series.show(order, stream)
        lines = stream.getvalue().splitlines()
        assert lines[3].startswith(f"      Dienstag, {first}")
        assert len(lines) == 3 + upcoming.DATES
        assert "fraglich wegen" in stream.getvalue()


@pytest.mark.parametrize(
    ("words", "begin", "codes"),
    [
        ("jeden 2. Dienstag", "2026-03-17", ["rhythmus-mehrdeutig"]),
        ("dienstags", "17.3.2026", ["zeitpunkt-ungueltig"]),
        ("dienstags", "2026-03", ["wiederholung-ohne-beginn"]),
        ("dienstags", "2026-03-18", ["anfang-kein-termin"]),
        ('Di" # x: \\', "2027-03-28 02:30", ["rhythmus-unklar"]),
        ("sonntags", "2027-03-28 02:30", ["uhrzeit-faellt-aus"]),
    ],
)
def test_a_series_that_is_unclear_is_refused(words: str, begin: str, codes: list[str]) -> None:
    series, findings = new_series("abende", words, begin)
    assert series is None
    assert [it.code for it in findings] == codes
    assert {it.location.path for it in findings} == {"content/veranstaltungen/abende.yaml"}


@pytest.mark.parametrize(("words", "begin"), [("", "2026-03-17"), ("dienstags", " ")])
def test_a_series_needs_both(words: str, begin: str) -> None:
    with pytest.raises(UsageError, match="beide"):
        new_series("abende", words, begin)


# --- the verbs


def run(city: Path, *words: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(city)
        return cli.main([*words, "--today", TODAY.isoformat()])


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return project.city(tmp_path, BOTH)


def test_check_and_build_show_the_dates_below_the_report(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(city, "check", TEE) == cli.FINE
    assert capsys.readouterr().out == f"Keine Fehler.\n\n{upcoming.TITLE}\n{_OFFER}"
    assert run(city, "check", "--format", "json") == cli.FINE
    assert upcoming.TITLE not in capsys.readouterr().out
    assert run(city, "build") == cli.FINE
    text = capsys.readouterr().out
    assert f"\n{upcoming.TITLE}\n{_OFFER}{_EVENT}" in text
    assert text.endswith(" Dateien in dist veröffentlicht.\n")


def test_the_verb_shows_them_alone(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(city, "termine", TEE, "reihe") == cli.FINE
    assert capsys.readouterr().out == told()
    assert run(city, "termine", "--format", "markdown") == cli.FINE
    assert capsys.readouterr().out == told(form="markdown")
    assert run(city, "termine", "gibt-es-nicht") == cli.USAGE
    assert "keine Datei und keine Kennung" in capsys.readouterr().err
    (city / TEE).write_text("titel: Tee\n", "utf-8")
    assert run(city, "termine") == cli.FINDINGS


def test_a_new_series_is_written_or_refused(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ("new", "veranstaltung", "abende", "--wiederholung")
    path = city / "content/veranstaltungen/abende.yaml"
    assert run(city, *new, "jeden 2. Dienstag", "--beginn", "2026-12-01") == cli.FINDINGS
    assert "[rhythmus-mehrdeutig]" in capsys.readouterr().out
    assert not path.exists()
    assert run(city, *new, "dienstags") == cli.USAGE
    assert run(city, "new", "angebot", "kurs", "--beginn", "2026-12-01") == cli.USAGE
    assert not path.exists()
    capsys.readouterr()
    assert run(city, *new, "14-tägig Di", "--beginn", "2026-12-01 18:00") == cli.FINE
    assert "regel: alle 2 Wochen am Dienstag\n" in path.read_text("utf-8")
    assert "Dienstag, 15. Dezember 2026, ab 18 Uhr\n" in capsys.readouterr().out
    bad = ("new", "veranstaltung", "Über uns", "--wiederholung", "Di", "--beginn", "2026-12-01")
    assert run(city, *bad) == cli.FINDINGS
    assert "[dateiname-ungueltig]" in capsys.readouterr().out
