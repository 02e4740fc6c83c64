"""When an offer takes place, as its page says it in both languages, on days of every kind."""

from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.models.offer import OFFER
from sitegen.render import Templates
from sitegen.views.easy_offer import pages
from sitegen.views.frame import frame_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project
from tests.golden.outline import outline

PATH = "offers/teestube.yaml"
TODAY = date(2026, 3, 2)  # a Monday
OFFER_TEXT = project.city_files()[PATH].decode().partition("pflege:")[0]
CHECKED = """pflege:
  status: veroeffentlicht
  geprueft_am: 2026-02-02
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-02-02
"""
UNCHECKED = """pflege:
  status: veroeffentlicht
  quellen:
    - art: sonstiges
      titel: Beispiel
"""


def html_of(times: str, today: date = TODAY, care: str = CHECKED) -> tuple[str, str]:
    """The page of an offer with these times, and its twin in easy language."""
    catalogue = project.catalogue({PATH: f"{OFFER_TEXT}zeiten:\n{times}{care}"})
    site, _ = derive(catalogue, today, {})
    found = pages(catalogue.of(OFFER)["teestube"], site, frame_of(site))
    renderer = Templates(TEMPLATES, TEXTS)
    standard, easy = (renderer.page(template, view).decode() for template, view in found)
    return standard, easy


def lines(html: str, begin: str, end: str) -> list[str]:
    """What a page says between two of its lines; nothing if it has no such line."""
    found = outline(html).splitlines()
    if begin not in found:
        return []
    found = found[found.index(begin) + 1 :]
    return found[: found.index(end)]


def when(times: str, today: date = TODAY, care: str = CHECKED) -> list[str]:
    """What the page says about when; what is unknown is named together with other such facts."""
    html = html_of(times, today, care)[0]
    text = outline(html).replace("\n", " ")
    return lines(html, "Wann", "Wo") or [it for it in (*NOT_KNOWN, *OUTDATED) if it in text]


def section(html: str, heading: str) -> list[str]:
    """What stands below a heading, up to the next one."""
    found = lines(html, f"## {heading}", "## Kontakt")
    return found[: next((n for n, line in enumerate(found) if line.startswith("#")), None)]


def rule(words: str, *more: str) -> str:
    return f"  regeln: [{{tage: [{words}]{''.join(f', {key}' for key in more)}}}]\n"


TUESDAY = ("dienstags", "von: 14:00", "bis: 17:00")
NOT_KNOWN = ["Noch nicht bekannt: Zeiten"]
OUTDATED = ["Nur aus älteren oder undatierten Quellen bekannt: Zeiten"]
UNKNOWN = "In den Schulferien und an Feiertagen: nicht bekannt, bitte vorher fragen."


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (rule(*TUESDAY), ["- Jeden Dienstag, 14–17 Uhr", UNKNOWN]),
        (rule("dienstags"), ["- Jeden Dienstag", UNKNOWN]),
        (
            rule("dienstags", "von: 22:00", "bis: 02:00", "ferien: ja", "feiertage: offen"),
            [
                "- Jeden Dienstag, 22 Uhr bis 2 Uhr am nächsten Morgen",
                "Auch in den Schulferien und an Feiertagen.",
            ],
        ),
        (
            rule(*TUESDAY, "ferien: nein", "feiertage: zu"),
            [
                "- Jeden Dienstag, 14–17 Uhr",
                "Nicht in den Schulferien und nicht an Feiertagen.",
            ],
        ),
        (
            rule(*TUESDAY, "ferien: nur", "feiertage: zu"),
            ["- Jeden Dienstag, 14–17 Uhr", "Nur in den Schulferien. Nicht an Feiertagen."],
        ),
        (
            rule(*TUESDAY, "ferien: ja"),
            [
                "- Jeden Dienstag, 14–17 Uhr",
                "Auch in den Schulferien. An Feiertagen: nicht bekannt, bitte vorher fragen.",
            ],
        ),
        (
            rule("dienstags, am letzten Freitag im Monat", "gueltig_ab: 2026-04-01"),
            [
                "- Jeden Dienstag und am letzten Freitag im Monat, ab 1. April 2026",
                UNKNOWN,
            ],
        ),
        (
            rule(*TUESDAY, "gueltig_ab: 2025-04-01", "gueltig_bis: 2026-03-02"),
            ["- Jeden Dienstag, 14–17 Uhr, bis 2. März 2026", UNKNOWN],
        ),
        (rule(*TUESDAY, "gueltig_bis: 2026-03-01"), NOT_KNOWN),
        (
            rule(*TUESDAY, "gueltig_bis: 2026-03-01") + "  text: Meist am Nachmittag.\n",
            ["Meist am Nachmittag."],
        ),
        ("  nach_vereinbarung: ja\n", ["Nach Vereinbarung. Fragen Sie nach einem Termin."]),
        ("  nach_vereinbarung: nein\n", NOT_KNOWN),
        ("  nach_vereinbarung: unbekannt\n", NOT_KNOWN),
        (
            "  text: Meist abends.\n  nach_vereinbarung: ja\n",
            ["Meist abends.", "Auch nach Vereinbarung."],
        ),
        (
            "  hinweis: {text: Der Eingang ist im Hof., bis: 2026-03-02}\n" + rule("dienstags"),
            [
                "Der Eingang ist im Hof. (bis 2. März 2026)",
                "- Jeden Dienstag",
                UNKNOWN,
            ],
        ),
        (
            "  hinweis: {text: Der Eingang ist im Hof., bis: 2026-03-01}\n" + rule("dienstags"),
            ["- Jeden Dienstag", UNKNOWN],
        ),
    ],
)
def test_rules_are_said_in_words(times: str, expected: list[str]) -> None:
    assert when(times) == expected


TWO_RULES = """  regeln:
    - {{tage: [dienstags], {}}}
    - {{tage: [freitags], {}}}
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "ferien: ja, feiertage: zu",
            "ferien: ja, feiertage: zu",
            [
                "- Jeden Dienstag",
                "- Jeden Freitag",
                "Auch in den Schulferien. Nicht an Feiertagen.",
            ],
        ),
        (
            "ferien: ja",
            "ferien: nein",
            [
                *("- Jeden Dienstag", "Auch in den Schulferien."),
                *("- Jeden Freitag", "Nicht in den Schulferien."),
                "An Feiertagen: nicht bekannt, bitte vorher fragen.",
            ],
        ),
        (
            "ferien: ja, feiertage: offen",
            "ferien: unbekannt",
            [
                *("- Jeden Dienstag", "Auch in den Schulferien und an Feiertagen."),
                *("- Jeden Freitag", UNKNOWN),
            ],
        ),
    ],
)
def test_what_holds_for_all_rules_is_said_once(
    first: str, second: str, expected: list[str]
) -> None:
    assert when(TWO_RULES.format(first, second)) == expected


EXCEPTIONS = """  ausnahmen:
    - {datum: 2026-12-24, geschlossen: nein, von: 15:00, text: Für alle.}
    - {datum: 2026-02-24, text: Vorbei.}
    - {datum: 2026-03-02, letzter_tag: 2026-03-06, text: Umbau.}
    - {datum: 2026-02-25, letzter_tag: 2026-03-01}
    - {datum: 2026-12-28, letzter_tag: 2027-01-02}
    - {datum: 2026-03-10, geschlossen: nein, orte: [haus-am-anger]}
"""


def test_only_exceptions_to_come_are_named_soonest_first() -> None:
    assert when(EXCEPTIONS + rule(*TUESDAY))[2:] == [
        "- Montag, 2. März bis Freitag, 6. März 2026: fällt aus (Umbau.)",
        "- Dienstag, 10. März 2026: findet statt, Haus am Anger",
        "- Donnerstag, 24. Dezember 2026: ab 15 Uhr (Für alle.)",
        "- Montag, 28. Dezember 2026 bis Samstag, 2. Januar 2027: fällt aus",
    ]


def test_a_day_that_has_come_is_still_there_and_gone_the_day_after() -> None:
    times = "  ausnahmen: [{datum: 2026-03-10, text: Umbau.}]\n" + rule(*TUESDAY)
    assert any("Umbau." in line for line in when(times, date(2026, 3, 10)))
    assert not any("Umbau." in line for line in when(times, date(2026, 3, 11)))


# --- the next dates -------------------------------------------------------------------------

NEXT = "Die nächsten Termine"
OFTEN = "Besondere Tage in den nächsten zwei Wochen"
ASK = "Fragen Sie am Telefon: 030 23125120 <tel:+493023125120> (Nachbarschaft Musterstadt)"
SAFE = (*TUESDAY, "ferien: ja", "feiertage: offen")


def dates(times: str, today: date = TODAY, heading: str = NEXT) -> list[str]:
    return section(html_of(times, today)[0], heading)


def test_the_next_six_dates_are_listed() -> None:
    found = dates(rule(*SAFE))
    assert found[:2] == ["- Dienstag, 3. März 2026", "14–17 Uhr"]
    assert found[-2:] == ["- Dienstag, 7. April 2026", "14–17 Uhr"]
    assert sum(line.startswith("- ") for line in found) == 6


def test_doubtful_days_say_why_and_whom_to_ask() -> None:
    found = dates(
        rule("donnerstags", "ferien: unbekannt", "feiertage: unbekannt"), date(2026, 5, 14)
    )
    assert found == [
        *("- Donnerstag, 14. Mai 2026", "Feiertag (Christi Himmelfahrt): bitte vorher fragen"),
        "- Donnerstag, 21. Mai 2026",
        *(
            "- Donnerstag, 28. Mai 2026",
            "Schulferien (Himmelfahrts-/Pfingstferien): bitte vorher fragen",
        ),
        *("- Donnerstag, 4. Juni 2026", "Feiertag (Fronleichnam): bitte vorher fragen"),
        "- Donnerstag, 11. Juni 2026",
        "- Donnerstag, 18. Juni 2026",
        f"Bei manchen Tagen wissen wir nicht, ob etwas stattfindet. {ASK}",
    ]


def test_on_the_eves_nobody_is_sent_without_asking() -> None:
    assert "Heiligabend: bitte vorher fragen" in dates(
        rule("donnerstags", "ferien: ja", "feiertage: offen"), date(2026, 12, 20)
    )


def test_a_pause_is_one_date_and_hides_none_behind_it() -> None:
    pause = "  ausnahmen: [{datum: 2026-03-01, letzter_tag: 2026-09-30, text: Umbau}]\n"
    assert dates(pause + rule(*SAFE)) == [
        *("- Sonntag, 1. März bis Mittwoch, 30. September 2026", "fällt aus", "Umbau"),
        *("- Dienstag, 6. Oktober 2026", "14–17 Uhr"),
        *("- Dienstag, 13. Oktober 2026", "14–17 Uhr"),
        *("- Dienstag, 20. Oktober 2026", "14–17 Uhr"),
        *("- Dienstag, 27. Oktober 2026", "14–17 Uhr"),
        *("- Dienstag, 3. November 2026", "14–17 Uhr"),
    ]


def test_a_rule_that_ends_gives_no_dates_behind_its_end() -> None:
    found = dates(rule(*SAFE, "gueltig_bis: 2026-03-10"))
    assert [line for line in found if line.startswith("- ")] == [
        "- Dienstag, 3. März 2026",
        "- Dienstag, 10. März 2026",
    ]


WEEKDAYS = rule("Montag bis Freitag", "von: 09:00", "bis: 12:00", "ferien: ja", "feiertage: offen")


def test_what_is_open_most_days_lists_only_the_special_ones() -> None:
    exceptions = """  ausnahmen:
    - {datum: 2026-03-05, text: Putztag}
    - {datum: 2026-03-09, letzter_tag: 2026-03-13, text: Umbau}
    - {datum: 2026-03-17, text: Zu weit weg}
"""
    html = html_of(exceptions + WEEKDAYS)[0]
    assert section(html, NEXT) == []
    assert section(html, OFTEN) == [
        *("- Donnerstag, 5. März 2026", "fällt aus", "Putztag"),
        *("- Montag, 9. März bis Freitag, 13. März 2026", "fällt aus", "Umbau"),
    ]
    assert section(html_of(WEEKDAYS)[0], OFTEN) == []


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        ("Montag bis Freitag", OFTEN),
        ("täglich", OFTEN),
        ("Montag bis Donnerstag", NEXT),
        ("alle 2 Wochen am Montag, Dienstag, Mittwoch, Donnerstag und Freitag", NEXT),
    ],
)
def test_five_days_a_week_are_most(days: str, heading: str) -> None:
    times = f"  regeln: [{{tage: ['{days}'], gueltig_ab: 2026-02-23}}]\n"
    html = html_of(times, date(2026, 3, 30))[0]
    assert section(html, heading) != []
    assert section(html, NEXT if heading == OFTEN else OFTEN) == []


# --- how far it is proven ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("  beleg_jahr: 2025\n", ["- Jeden Dienstag", UNKNOWN, "Beleg von 2025"]),
        ("  beleg_jahr: 2023\n", OUTDATED),
        ("", OUTDATED),
    ],
)
def test_unchecked_times_show_their_year_or_nothing(year: str, expected: list[str]) -> None:
    times = rule("dienstags") + "  ausnahmen: [{datum: 2026-02-24}]\n" + year
    assert when(times, care=UNCHECKED) == expected
    assert "Beleg von" not in "\n".join(when(times))
    if year != "  beleg_jahr: 2025\n":
        assert section(html_of(times, care=UNCHECKED)[0], NEXT) == []


def test_what_passes_carries_its_instant() -> None:
    times = """  regeln: [{tage: [dienstags], von: 14:00, bis: 17:00, gueltig_bis: 2026-03-03}]
  hinweis: {text: Im Hof., bis: 2026-03-04}
  ausnahmen:
    - {datum: 2026-03-05, letzter_tag: 2026-03-07, geschlossen: nein, von: 22:00, bis: 02:00}
"""
    for html in html_of(times):
        for instant in (
            "2026-03-04T00:00:00+01:00",
            "2026-03-05T00:00:00+01:00",
            "2026-03-08T02:00:00+01:00",
            "2026-03-03T17:00:00+01:00",
        ):
            assert f'data-until="{instant}"' in html


# --- easy language --------------------------------------------------------------------------


def test_easy_language_says_one_thing_a_line() -> None:
    times = """  regeln:
    - {tage: [täglich], von: 22:00, bis: 02:00, gueltig_ab: 2026-04-01, ferien: nein, feiertage: zu}
    - {tage: [am 2. Dienstag im Monat], bis: 00:00, feiertage: zu, ferien: ja}
  ausnahmen:
    - {datum: 2026-03-10, text: Das Haus ist zu.}
    - {datum: 2026-12-24, geschlossen: nein, von: 15:00, bis: 20:00}
  nach_vereinbarung: ja
"""
    found = lines(html_of(times)[1], "## Wann ist das?", "## Wo ist das?")
    assert found[:11] == [
        *("Jeden Tag", "Von 22 Uhr bis 2 Uhr am nächsten Morgen"),
        *("Das gibt es ab 1. April 2026.", "Nicht in den Schul-Ferien."),
        *("Am 2. Dienstag im Monat", "Bis 24 Uhr", "Auch in den Schul-Ferien."),
        *("Nicht an Feier-Tagen.", "Oder Sie machen vorher einen Termin aus."),
        *("### Das kommt bald", "Dienstag, 10. März 2026"),
    ]
    assert found.count("Das Haus ist zu.") == 1
    assert found[-3:] == [
        "### An diesen Tagen ist es anders",
        *("Donnerstag, 24. Dezember 2026", "Von 15 Uhr bis 20 Uhr"),
    ]


def test_easy_language_says_how_to_ask() -> None:
    times = rule("donnerstags", "ferien: ja", "feiertage: unbekannt")
    found = lines(html_of(times, date(2026, 6, 1))[1], "## Wann ist das?", "## Wo ist das?")
    assert "Fronleichnam. Das ist ein Feier-Tag. Fragen Sie vorher." in found
    assert found[-2] == TEXTS["de-leicht"]["date.ask"]
    assert found[-1].startswith("Fragen Sie am Telefon")
