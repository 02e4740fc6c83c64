"""Pages, cards and lists of series: which dates they show, and what they say about each."""

import re
from datetime import date, timedelta

import pytest

from sitegen.derive import derive
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.views import easy_event, easy_offer
from sitegen.views.event_lists import archive_pages, events_pages
from sitegen.views.frame import frame_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project
from tests.golden.outline import outline

PATH = "content/veranstaltungen/{}.yaml"
ALONE: project.Files = {path: None for path in project.city_files() if path.startswith(EVENT.place)}
TODAY = date(2026, 3, 1)
RECORD = """titel: {title}
kurz: Ein Abend für alle.
ort_text: Anger
{keys}pflege:
  status: veroeffentlicht
{care}"""
CHECKED = """  geprueft_am: 2026-02-02
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-02-02
"""
OF_YEAR = """  quellen:
    - art: presse
      titel: Beispiel
      beleg_jahr: {}
"""
UNDATED = OF_YEAR.replace("      beleg_jahr: {}\n", "")
EVERY_OTHER = """beginn: 2026-01-20 18:30
ende: 2026-01-20 20:00
wiederholung: {regel: jeden 2. Monat am 3. Dienstag, ferien: ja, feiertage: offen%s}
"""
RULE = EVERY_OTHER % ""
YEARLY = """beginn: 2026-05-14
wiederholung: {regel: jedes Jahr am 2. Donnerstag im Mai, ferien: ja, bis: 2040-12-31}
"""
ENDING = EVERY_OTHER % ", bis: 2026-12-31"


def record(keys: str, title: str = "Abend", care: str = CHECKED) -> str:
    return RECORD.format(title=title, keys=keys, care=care)


def site_of(keys: str, today: date = TODAY, care: str = CHECKED, **others: str) -> Site:
    """The example city with one event, and more by their ids."""
    texts = {"abend": record(keys, care=care), **others}
    files = {PATH.format(name): text for name, text in texts.items()}
    return derive(project.catalogue({**ALONE, **files}), today, {})[0]


def html_of(site: Site, event_id: str = "abend") -> str:
    shown = site.catalogue.of(EVENT)[event_id]
    template, view = next(iter(easy_event.pages(shown, site, frame_of(site))))
    return Templates(TEMPLATES, TEXTS).page(template, view).decode()


def lines(html: str) -> list[str]:
    """What the page says in its own part."""
    found = outline(html).splitlines()
    begin = next(n for n, line in enumerate(found) if line.startswith("# "))
    return [line for line in found[begin + 1 : found.index("## Kontakt")] if "ansehen" not in line]


def part(found: list[str], begin: str, end: str) -> list[str]:
    if begin not in found:
        return []
    rest = found[found.index(begin) + 1 :]
    return rest[: next((n for n, line in enumerate(rest) if re.match(end, line)), None)]


def when(keys: str, today: date = TODAY, care: str = CHECKED) -> list[str]:
    return part(lines(html_of(site_of(keys, today, care))), "Wann", "Wo$")


def dates(site: Site, heading: str = "## Die nächsten Termine") -> list[str]:
    return part(lines(html_of(site)), heading, "#")


# --- at a glance ----------------------------------------------------------------------------

OFF = "Auch in den Schulferien und an Feiertagen."
WORDS = "Jeden 2. Monat am 3. Dienstag, 18:30–20 Uhr"
UNSURE = "Ob die Termine noch gelten, wissen wir nicht."
NEXT = "Nächster Termin: Dienstag, 17. März 2026 <#termine>"


@pytest.mark.parametrize(
    ("keys", "care", "expected"),
    [
        (RULE, CHECKED, [WORDS, OFF, NEXT]),
        (ENDING, CHECKED, [f"{WORDS}, bis 31. Dezember 2026", OFF, NEXT]),
        (RULE, OF_YEAR.format(2025), [f"{WORDS} (Beleg von 2025)", OFF, NEXT]),
        (
            RULE,
            OF_YEAR.format(2019),
            [f"{UNSURE} Der letzte Beleg ist von 2019. Bitte fragen Sie nach."],
        ),
        (RULE, UNDATED, [f"{UNSURE} Bitte fragen Sie nach."]),
        (
            "rhythmus: alle zwei Monate\n",
            OF_YEAR.format(2019),
            ["Alle zwei Monate (Beleg von 2019)", "Termine sind noch nicht eingetragen."],
        ),
        (
            "rhythmus: alle zwei Monate\n",
            CHECKED,
            ["Alle zwei Monate", "Termine sind noch nicht eingetragen."],
        ),
        (
            "rhythmus: ab und zu\ntermine: [{am: 2026-03-05, von: 18:00}, {am: 2026-02-05}]\n",
            CHECKED,
            ["Ab und zu", "Nächster Termin: Donnerstag, 5. März 2026 <#termine>"],
        ),
        (
            RULE + "termine: [{am: 2026-03-17, abgesagt: ja}]\n",
            CHECKED,
            [WORDS, OFF, f"{NEXT} (fällt aus)"],
        ),
        (RULE + "stand: abgesagt\n", CHECKED, [WORDS, OFF]),
        (
            "beginn: 2026-03-03 22:00\nende: 2026-03-04 02:00\n",
            CHECKED,
            ["Dienstag, 3. März 2026, 22 Uhr bis 2 Uhr am nächsten Morgen"],
        ),
    ],
)
def test_how_often_it_takes_place(keys: str, care: str, expected: list[str]) -> None:
    assert when(keys, care=care) == expected


def test_times_that_may_be_outdated_are_neither_shown_nor_named() -> None:
    site = site_of(RULE, care=OF_YEAR.format(2019))
    html = html_of(site)
    assert "18:30" not in html
    assert "Dienstag" not in html
    assert dates(site) == []
    assert site.upcoming == ()
    assert site.series == ("abend",)


# --- the next dates -------------------------------------------------------------------------

SPECIAL = """termine:
  - {am: 2026-03-17, thema: Singen, text: Mit Klavier., angebote: [teestube]}
  - {am: 2026-05-19, verlegt_auf: 2026-05-28 19:00}
  - {am: 2026-07-21, abgesagt: ja, text: Alle sind verreist.}
  - {am: 2026-09-15, von: 16:00, bis: 17:00, orte: [haus-am-anger], ort_text: im Hof}
  - am: 2026-11-17
    unterlagen:
      - {titel: Liedblatt, web: "https://musterstadt.example.org/lied"}
      - {titel: Antrag, dokument: antrag-12-2025}
"""


def test_every_date_says_what_is_special_about_it() -> None:
    found = dates(site_of(RULE + SPECIAL))
    assert found[: found.index("- Dienstag, 19. Januar 2027")] == [
        *("- Dienstag, 17. März 2026", "18:30–20 Uhr", "Thema: Singen", "Mit Klavier."),
        "Mit dabei: Teestube am Anger <../../angebote/teestube/>",
        *("- Donnerstag, 28. Mai 2026", "19–20:30 Uhr", "verlegt vom Dienstag, 19. Mai 2026"),
        *("- Dienstag, 21. Juli 2026", "fällt aus", "Alle sind verreist."),
        *("- Dienstag, 15. September 2026", "16–17 Uhr", "Ort: Haus am Anger, im Hof"),
        *("- Dienstag, 17. November 2026", "18:30–20 Uhr", "Liedblatt"),
        "(andere Internetseite) <https://musterstadt.example.org/lied>",
        "Antrag <../../dokumente/antrag-12-2025/>",
    ]


@pytest.mark.parametrize(
    ("keys", "count", "goes_on"),
    [
        (RULE, 12, True),
        (ENDING, 5, False),
        (EVERY_OTHER % ", bis: 2028-01-31", 12, False),
        (EVERY_OTHER % ", bis: 2028-03-31", 12, True),
        ("rhythmus: x\ntermine: [{am: 2026-03-05}, {am: 2026-04-05}]\n", 2, False),
        (
            YEARLY,
            4,  # three years ahead
            True,
        ),
        (
            "beginn: 2026-03-02\nwiederholung: {regel: täglich, ferien: ja, feiertage: offen}\n",
            12,
            True,
        ),
    ],
)
def test_twelve_dates_and_whether_there_are_more(keys: str, count: int, *, goes_on: bool) -> None:
    found = dates(site_of(keys))
    assert sum(line.startswith("- ") for line in found) == count
    assert ("Danach geht es weiter." in found) is goes_on


def test_doubtful_dates_say_why_and_whom_to_ask() -> None:
    keys = "beginn: 2026-03-05\nwiederholung: {regel: jeden Donnerstag}\n"
    found = dates(site_of(keys + "veranstalter: [nachbarschaft]\n", date(2026, 5, 28)))
    assert found[1] == "Schulferien (Himmelfahrts-/Pfingstferien): bitte vorher fragen"
    assert found[3] == "Feiertag (Fronleichnam): bitte vorher fragen"
    assert found[-1].startswith(
        "Bei manchen Tagen wissen wir nicht, ob etwas stattfindet. Fragen Sie am Telefon"
    )


FULL = "Alle Plätze sind vergeben."


def test_a_date_without_places_says_so() -> None:
    said = "termine: [{am: 2026-03-17, ausgebucht: ja}, {am: 2026-05-19, thema: Singen}]\n"
    site = site_of(ENDING + said)
    found = dates(site)
    assert found[:4] == ["- Dienstag, 17. März 2026", "18:30–20 Uhr", FULL, found[3]]
    assert found.count(FULL) == 1
    assert dates(site_of(ENDING + said.replace("{", "{abgesagt: ja, "))).count(FULL) == 0
    template, view = next(iter(events_pages(site, frame_of(site))))
    assert Templates(TEMPLATES, TEXTS).page(template, view).decode().count(FULL) == 1


@pytest.mark.parametrize(
    ("today", "word"), [(TODAY, "fällt aus"), (date(2026, 12, 1), "ist ausgefallen")]
)
def test_a_part_that_is_cancelled_stays_and_says_so(today: date, word: str) -> None:
    keys = "beginn: 2026-03-05\nteile: [{titel: Singen, abgesagt: ja}, {titel: Tanzen}]\n"
    found = lines(html_of(site_of(keys, today)))
    at = found.index("### Singen")
    assert found[at + 1 : at + 3] == [word, "### Tanzen"]
    assert found.count(word) == 1


def test_called_off_series_list_no_dates() -> None:
    assert dates(site_of(RULE + "stand: abgesagt\n")) == []


def test_no_page_takes_the_past_for_the_future_nor_loses_a_date() -> None:
    """On 30 days: the next dates are those of the rule that are not over, and no others."""
    days = [date(2026, 1, 20), date(2026, 3, 17), date(2026, 5, 28), date(2026, 7, 21)]
    days += [date(2026, 9, 15), date(2026, 11, 17)]
    keys = ENDING + SPECIAL
    for step in range(30):
        today = TODAY + timedelta(days=step * 10)
        site = site_of(keys, today)
        html = html_of(site)
        told = re.findall(r'<p class="when"><strong>\s*<time datetime="([^"]+)"', html)
        assert told == [str(day) for day in days if day >= today], today
        past = part(lines(html), "## Bisherige Termine", "#")
        kept = [day for day in reversed(days) if day < today and day in {days[1], days[5]}]
        assert len([line for line in past if line.startswith("- ")]) == len(kept), today
        assert site.is_over("abend") is (today > days[-1])


# --- afterwards -----------------------------------------------------------------------------


def test_past_dates_keep_their_topics_newest_first() -> None:
    site = site_of(ENDING + SPECIAL + "dokumentation: [{titel: Bericht}]\n", date(2026, 12, 1))
    assert dates(site, "## Bisherige Termine") == [
        *("- Dienstag, 17. November 2026", "Liedblatt"),
        "(andere Internetseite) <https://musterstadt.example.org/lied>",
        "Antrag <../../dokumente/antrag-12-2025/>",
        *("- Dienstag, 17. März 2026", "Thema: Singen", "Mit Klavier."),
        "Mit dabei: Teestube am Anger <../../angebote/teestube/>",
    ]
    assert part(lines(html_of(site)), "### Zum Nachlesen", "#") == ["- Bericht"]


def test_a_topic_that_was_cancelled_is_not_said_to_have_been_there() -> None:
    keys = RULE + "termine: [{am: 2026-01-20, abgesagt: ja, thema: Singen}]\n"
    assert dates(site_of(keys), "## Bisherige Termine") == [
        *("- Dienstag, 20. Januar 2026", "ist ausgefallen", "Thema: Singen"),
    ]


def test_a_series_that_is_over_is_shown_as_a_whole() -> None:
    found = lines(html_of(site_of(ENDING + SPECIAL, date(2027, 1, 1))))
    assert found[0] == "Diese Veranstaltung ist vorbei."
    assert part(found, "Wann", "Wo$") == ["20. Januar bis 31. Dezember 2026", WORDS]
    assert "Anmeldung" not in found


# --- registration and access ----------------------------------------------------------------

REGISTER = (
    "anmeldung: {noetig: ja, web: 'https://musterstadt.example.org/an', bis: 2026-03-16 12:00}\n"
)
SINGLE = "beginn: 2026-03-17 18:30\n"
OVER = "Die Anmeldung bis 16. März 2026, 12 Uhr ist vorbei."
LINK = ["Zur Anmeldung", "(andere Internetseite) <https://musterstadt.example.org/an>"]


@pytest.mark.parametrize(
    ("keys", "today", "expected"),
    [
        (SINGLE, date(2026, 3, 16), ["Bitte anmelden bis 16. März 2026, 12 Uhr.", *LINK]),
        (
            SINGLE,
            date(2026, 3, 17),
            [f"{OVER} Fragen Sie trotzdem gern nach, ob noch Platz ist."],
        ),
        (
            RULE,
            date(2026, 3, 17),
            [f"{OVER} Fragen Sie gern nach, wie es bei den nächsten Terminen ist.", *LINK],
        ),
        (
            SINGLE + "stand: ausgebucht\n",
            date(2026, 3, 1),
            ["Fragen Sie gern nach, ob ein Platz frei wird."],
        ),
        (SINGLE + "stand: abgesagt\n", date(2026, 3, 1), []),
    ],
)
def test_registration_ends(keys: str, today: date, expected: list[str]) -> None:
    html = html_of(site_of(keys + REGISTER, today))
    assert part(lines(html), "Anmeldung", "Kosten$") == expected
    is_to_come = "Bitte anmelden" in html
    assert ('data-until="2026-03-16T12:00:00+01:00"' in html) is is_to_come


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("modus: online\n", "Fragen Sie vorher nach, wie Sie dazukommen."),
        (
            "modus: online\nanmeldung: {noetig: ja}\n",
            "Fragen Sie bei der Anmeldung, wie Sie online dazukommen.",
        ),
        ("modus: hybrid\nanmeldung: {text: Sie bekommen eine Mail.}\n", ""),
        ("modus: online\nstand: abgesagt\n", ""),
        ("modus: vor_ort\n", ""),
    ],
)
def test_nobody_is_left_alone_with_the_access(keys: str, expected: str) -> None:
    found = [line for line in lines(html_of(site_of(SINGLE + keys))) if "dazukommen" in line]
    assert found == ([expected] if expected else [])


# --- lists ----------------------------------------------------------------------------------


def listed(site: Site, begin: str, end: str = "## Hier geht es weiter") -> list[str]:
    template, view = next(iter(events_pages(site, frame_of(site))))
    html = Templates(TEMPLATES, TEXTS).page(template, view).decode()
    return part(lines(html), begin, re.escape(end))


def archive(site: Site) -> list[str]:
    template, view = next(iter(archive_pages(site, frame_of(site))))
    html = Templates(TEMPLATES, TEXTS).page(template, view).decode()
    return [line for line in lines(html)[1:] if line.startswith(("#", "-")) or " bis " in line]


@pytest.mark.parametrize(
    ("keys", "today", "day", "expected"),
    [
        (
            RULE + SPECIAL,
            TODAY,
            "## Dienstag, 17. März 2026",
            [
                *("Dienstag, 17. März 2026, 18:30–20 Uhr", "Thema: Singen"),
                "Und danach: jeden 2. Monat am 3. Dienstag",
            ],
        ),
        (
            RULE + SPECIAL,
            date(2026, 6, 1),
            "## Dienstag, 21. Juli 2026",
            [
                "Dienstag, 21. Juli 2026: fällt aus",
                *("Dienstag, 15. September 2026, 16–17 Uhr", "Ort: Haus am Anger, im Hof"),
                "Und danach: jeden 2. Monat am 3. Dienstag",
            ],
        ),
        (
            RULE + "termine: [{am: 2026-03-17, abgesagt: ja}, {am: 2026-05-19, abgesagt: ja}]\n",
            TODAY,
            "## Dienstag, 17. März 2026",
            [
                "Dienstag, 17. März 2026: fällt aus",
                "Dienstag, 21. Juli 2026, 18:30–20 Uhr",
                "Und danach: jeden 2. Monat am 3. Dienstag",
            ],
        ),
        (
            ENDING,
            date(2026, 11, 1),
            "## Dienstag, 17. November 2026",
            ["Dienstag, 17. November 2026, 18:30–20 Uhr"],
        ),
        (
            RULE + SPECIAL,
            date(2026, 5, 1),
            "## Donnerstag, 28. Mai 2026",
            [
                "Donnerstag, 28. Mai 2026, 19–20:30 Uhr",
                "verlegt vom Dienstag, 19. Mai 2026",
                "Und danach: jeden 2. Monat am 3. Dienstag",
            ],
        ),
    ],
)
def test_a_series_stands_under_its_next_date(
    keys: str, today: date, day: str, expected: list[str]
) -> None:
    found = listed(site_of(keys, today), day)
    assert found[1 : found.index("Ein Abend für alle.")] == expected


@pytest.mark.parametrize(
    ("keys", "today", "expected"),
    [
        (RULE, TODAY, ["<p", "2026-03-17T20:00:00+01:00"]),
        (ENDING, date(2026, 11, 1), ["<li", "2026-11-17T20:00:00+01:00"]),
    ],
    ids=["its date passes", "all of it passes"],
)
def test_a_card_ages_with_its_last_date(keys: str, today: date, expected: list[str]) -> None:
    site = site_of(keys, today)
    template, view = next(iter(events_pages(site, frame_of(site))))
    html = Templates(TEMPLATES, TEXTS).page(template, view).decode()
    assert [list(it) for it in re.findall(r'(<\w+)[^>]* data-until="([^"]+)"', html)] == [expected]


def test_events_and_series_are_listed_in_the_order_of_their_days() -> None:
    fest = record("beginn: 2026-03-17 09:00\n", "Fest")
    later = record("beginn: 2026-03-18\n", "Markt")
    site = site_of(RULE, fest=fest, markt=later)
    assert site.upcoming == ("fest", "abend", "markt")
    found = [line for line in listed(site, "## Dienstag, 17. März 2026") if "#" in line]
    assert [re.sub(" <.*", "", line) for line in found] == [
        *("### Fest", "### Abend", "## Mittwoch, 18. März 2026", "### Markt"),
    ]


LONG = """beginn: 2024-01-16
wiederholung: {regel: jeden 2. Monat am 3. Dienstag, ferien: ja, feiertage: offen%s}
termine:
  - {am: 2024-03-19, thema: Lesen}
  - {am: 2025-01-21, thema: Singen}
  - {am: 2025-03-18, thema: Kochen}
"""


def test_the_archive_has_the_dates_of_series_by_years() -> None:
    fest = record("beginn: 2025-02-01\n", "Fest")
    title = "### Abend <../abend/>"
    kept = [
        *(
            "## 2025",
            title,
            "- Dienstag, 18. März 2025: Kochen",
            "- Dienstag, 21. Januar 2025: Singen",
        ),
        "### Fest <../fest/>",
        *("## 2024", title, "- Dienstag, 19. März 2024: Lesen"),
    ]
    assert archive(site_of(LONG % "", fest=fest)) == kept
    assert archive(site_of(LONG % ", bis: 2025-03-31", fest=fest)) == kept
    whole = ["## 2026", title, "16. Januar 2024 bis 31. Januar 2026"]
    assert archive(site_of(LONG % ", bis: 2026-01-31", fest=fest)) == [*whole, *kept]


# --- who is named ---------------------------------------------------------------------------


def test_offers_and_dates_lead_to_each_other() -> None:
    site = site_of(RULE + SPECIAL)
    assert "../../angebote/teestube/" in html_of(site)
    assert "## Angebote, die dazu passen" not in lines(html_of(site)), "it stands at its date"
    shown = site.catalogue.of(OFFER)["teestube"]
    template, view = next(iter(easy_offer.pages(shown, site, frame_of(site))))
    found = outline(Templates(TEMPLATES, TEXTS).page(template, view).decode()).splitlines()
    assert "- Abend (Veranstaltungen) <../../veranstaltungen/abend/> 17. März 2026" in found


@pytest.mark.parametrize(
    ("keys", "care", "note"),
    [
        (RULE + SPECIAL.replace("2026-03-17", "2026-01-20"), CHECKED, " 20. Januar 2026"),
        (RULE + "verweise: {siehe_auch: [teestube]}\n", CHECKED, " jeden 2. Monat am 3. Dienstag"),
        (RULE + "verweise: {siehe_auch: [teestube]}\n", OF_YEAR.format(2019), ""),
    ],
)
def test_an_offer_names_the_day_it_was_presented_or_how_often(
    keys: str, care: str, note: str
) -> None:
    site = site_of(keys, care=care)
    shown = site.catalogue.of(OFFER)["teestube"]
    template, view = next(iter(easy_offer.pages(shown, site, frame_of(site))))
    found = outline(Templates(TEMPLATES, TEXTS).page(template, view).decode()).splitlines()
    assert f"- Abend (Veranstaltungen) <../../veranstaltungen/abend/>{note}" in found
