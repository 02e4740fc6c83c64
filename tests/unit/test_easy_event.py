"""An event's page in easy language: what it says first, what it leads to, and how it ends."""

import pytest

from sitegen.compounds import shown
from sitegen.models.event import EVENT
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.views import easy_event, end
from sitegen.views.frame import frame_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.golden.outline import outline
from tests.unit.test_event_pages import CHECKED, RULE, record, site_of

EASY = {key: shown(text, "bindestrich") for key, text in TEXTS["de-leicht"].items()}
ONCE = "beginn: 2026-05-09 18:00\nende: 2026-05-09 20:30\n"
WRITTEN = """sprachfassungen:
  leicht:
    titel: Ein Garten|Abend
    text: |
      Sie sitzen im Vor|Garten.
      Sie reden mit anderen.
    uebersetzt_von: Büro
"""


def lines_of(site: Site, event_id: str = "abend") -> list[str]:
    shown = site.catalogue.of(EVENT)[event_id]
    _, (template, view) = easy_event.pages(shown, site, frame_of(site))
    html = Templates(TEMPLATES, TEXTS).page(template, view).decode()
    found = outline(html).splitlines()
    return found[next(n for n, line in enumerate(found) if line.startswith("# ")) - 1 :]


def test_standard_and_easy_page_lead_to_each_other() -> None:
    site = site_of(ONCE)
    (_, one), (_, two) = easy_event.pages(site.catalogue.of(EVENT)["abend"], site, frame_of(site))
    assert one.page.easy_url == two.page.url == "/leichte-sprache/veranstaltungen/abend/"
    assert two.page.standard_url == one.page.url
    assert (two.page.texts, two.page.lang) == ("de-leicht", "de-simple")


def test_a_written_text_stands_there_with_its_title_and_no_seal() -> None:
    found = lines_of(site_of(ONCE + WRITTEN))
    assert found[1:3] == ["# Ein Garten-Abend", EASY["easy.untested"]]
    assert found.index("Sie sitzen im Vor-Garten.") + 1 == found.index("Sie reden mit anderen.")
    assert EASY["easy.no_text"] not in found
    assert EASY["easy.no_text"] in lines_of(site_of(ONCE))


def test_day_and_hours_stand_on_lines_of_their_own() -> None:
    found = lines_of(site_of(ONCE))
    day = found.index("Samstag, 9. Mai 2026")
    assert found[day + 1] == "Von 18 Uhr bis 20:30 Uhr"


@pytest.mark.parametrize("state", ["abgesagt", "verschoben", "ausgebucht", "geplant"])
def test_a_state_comes_before_everything_else(state: str) -> None:
    found = lines_of(site_of(f"{ONCE}stand: {state}\n"))
    assert found[3] == EASY[f"event.notice_{state}"]
    asks = {"## " + EASY["easy.registration"], "- " + EASY["say.registration"]}
    assert bool(asks & set(found)) == (state != "abgesagt")


def test_what_is_over_asks_nobody_to_come() -> None:
    found = lines_of(site_of("beginn: 2025-05-09 18:00\n"))
    assert "## " + EASY["easy.when_past"] in found
    assert "## " + EASY["easy.where_past"] in found
    assert not {"## " + EASY[f"easy.{key}"] for key in ("when", "costs", "registration")} & set(
        found
    )


def test_a_series_says_how_often_and_leads_to_easy_pages_of_its_dates() -> None:
    evening = record("reihe: abend\nbeginn: 2026-04-02\n", title="Ein Fest")
    found = lines_of(site_of(RULE, fest=evening))
    assert "Alle 2 Monate am 3. Dienstag im Monat" in found
    assert "Von 18:30 Uhr bis 20 Uhr" in found
    assert any(line.startswith("Ein Fest <../fest/>") for line in found)


def test_what_is_unknown_is_said_to_be() -> None:
    found = lines_of(site_of("beginn: 2026-05\n"))
    assert "Mai 2026" in found
    begin = found.index("## " + EASY["offer.open"])
    asked = [f"- {EASY[f'say.{name}']}" for name in ("costs", "registration")]
    assert found[begin + 2 : begin + 4] == asked
    assert not {"## " + EASY[f"easy.{name}"] for name in ("costs", "registration")} & set(found)


@pytest.mark.parametrize("status", ["pausiert", "beendet"])
def test_an_event_ends_in_both_languages(status: str) -> None:
    care = CHECKED + f"  status: {status}\n"
    text = record(ONCE + WRITTEN, care=care).replace("  status: veroeffentlicht\n", "")
    site = site_of(RULE, garten=text)
    ended = site.catalogue.of(EVENT)["garten"]
    pages = list(end.pages(ended, EVENT.address("garten"), site, frame_of(site)))
    assert [view.page.url for _, view in pages] == [
        "/veranstaltungen/garten/",
        "/leichte-sprache/veranstaltungen/garten/",
    ]
    html = Templates(TEMPLATES, TEXTS).page(*pages[1]).decode()
    assert "<title>Ein Gartenabend – " in html
    assert "<h1>Ein Garten-Abend</h1>" in html
    assert 'href="../"' in html
