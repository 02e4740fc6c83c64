"""Easy pages of topics, districts and audiences, and easy lists: they show what others show."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.derive import derive
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.outputs import planned
from sitegen.site import Site
from sitegen.views.easy_lists import EasyIndexPage, EasyOffersPage
from sitegen.views.easy_term import EasyTermPage
from sitegen.views.event_lists import ArchivePage, EventsPage
from sitegen.views.page import EASY, EASY_LANG, EASY_TEXTS, View
from sitegen.views.redirect import RedirectPage
from sitegen.views.term import Pagination
from tests.examples import project
from tests.golden.conftest import settle
from tests.planning import jobs_in
from tests.unit.test_long_lists import site_of

TOPICS = "content/taxonomie/themen.yaml"
DISTRICTS = "content/taxonomie/stadtbezirke.yaml"
FILES = {source.path: source.data.decode() for source in project.sources()}
EASY_TEXT = """  leicht: Leute treffen
  sprachfassungen:
    leicht:
      titel: Andere Leute|Treffs
      text: |
        Hier treffen Sie Leute.
        Es gibt Roll|Stühle.
"""


@dataclass
class Noter:
    """Takes the place of the renderer and keeps what each page shows."""

    views: dict[str, View] = field(default_factory=dict)

    def page(self, template: str, view: object) -> bytes:
        assert template
        assert isinstance(view, View)
        self.views[view.page.url] = view
        return b""


def views_of(site: Site) -> dict[str, View]:
    noter = Noter()
    for job in jobs_in(planned(site)):
        job.render(noter)
    return noter.views


def views(files: project.Files | None = None) -> dict[str, View]:
    """All views of the example city, changed by `files`."""
    return views_of(derive(project.catalogue(files), project.TODAY, {})[0])


def term(found: dict[str, View], url: str) -> EasyTermPage:
    view = found[EASY + url]
    assert isinstance(view, EasyTermPage)
    return view


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    project_folder: Path = settle(tmp_path_factory.mktemp("easy") / "city")
    return views_of(site_of(project_folder))


def test_easy_and_standard_pages_lead_to_each_other(city: dict[str, View]) -> None:
    easy = {url: view for url, view in city.items() if view.page.standard_url}
    assert all(url.startswith(f"{EASY}/") for url in easy)
    for url, view in easy.items():
        page = view.page
        assert url == EASY + page.standard_url
        assert (page.texts, page.lang, page.easy_url) == (EASY_TEXTS, EASY_LANG, "")
        assert city[page.standard_url].page.easy_url == url
        assert all(crumb.url in easy for crumb in page.crumbs), url
    assert {v.page.easy_url for v in city.values() if v.page.easy_url} == set(easy)


@pytest.mark.parametrize("kind", [OFFER, EVENT, DISTRICT, TOPIC, AUDIENCE])
def test_every_list_and_everything_in_it_is_easy(city: dict[str, View], kind: object) -> None:
    url = getattr(kind, "url", "")
    below = [
        view.page
        for it, view in city.items()
        if it.startswith(url) and it.count("/") == url.count("/") + 1
        if not isinstance(view, RedirectPage)
    ]
    assert city[url].page.easy_url == EASY + url
    assert len(below) > 1
    assert [page.easy_url for page in below] == [EASY + page.url for page in below]


def test_easy_lists_show_what_standard_lists_show(city: dict[str, View]) -> None:
    offers, events = city[EASY + OFFER.url], city[EASY + EVENT.url]
    assert isinstance(offers, EasyOffersPage)
    assert isinstance(events, EventsPage)
    shown = [card for section in offers.sections for card in section.offers]
    assert len(shown) == offers.count == len({card.url for card in shown}) > 0
    cards = [*events.running, *events.series, *(it for day in events.days for it in day.events)]
    assert cards
    over = city[f"{EASY}/veranstaltungen/archiv/"]
    assert isinstance(over, ArchivePage)
    cards += [it for year in over.years for it in year.events]
    for url in [*(card.url for card in shown), *(card.url for card in cards)]:
        assert url in city
        assert url.startswith(EASY)


def test_an_easy_term_has_its_easy_name_and_says_what_it_means() -> None:
    topics = FILES[TOPICS].replace("  name: Begegnung\n", "  name: Begegnung\n" + EASY_TEXT)
    found = views({TOPICS: topics})
    view = term(found, "/themen/begegnung/")
    assert (view.words.title, view.page.title) == ("Andere Leute-Treffs", "Andere Leutetreffs")
    assert view.words.sentences == ("Hier treffen Sie Leute.", "Es gibt Roll-Stühle.")
    assert view.explains
    assert [group.heading for group in view.groups] == ["topic.in_districts"]
    assert [card.url for group in view.groups for card in group.offers] == [
        f"{EASY}/angebote/teestube/"
    ]
    index = found[f"{EASY}/themen/"]
    assert isinstance(index, EasyIndexPage)
    assert (index.tiles[0].name, index.tiles[0].count) == ("Andere Leute-Treffs", 1)


def test_a_topic_shows_its_help_lines_and_counts_nothing_where_it_leads_to_them() -> None:
    topics = FILES[TOPICS] + "  krisenhilfe: [jetzt, reden]\nreden:\n  name: Reden\n"
    topics += "  krisenhilfe: [reden]\n"
    found = views({TOPICS: topics})
    crisis, talk = term(found, "/themen/krise/"), term(found, "/themen/reden/")
    assert (crisis.lines, crisis.page.holds) == (("jetzt", "reden"), ("hilfe",))
    assert (talk.lines, talk.page.holds) == (("reden",), ())
    assert term(found, "/themen/begegnung/").lines == ()
    index = found[f"{EASY}/themen/"]
    assert isinstance(index, EasyIndexPage)
    assert {tile.id: tile.instead for tile in index.tiles} == {
        "begegnung": "nothing",
        "bewegung": "nothing",
        "krise": "help",
        "reden": "help",
    }


def test_where_nothing_is_near_what_is_for_all_of_the_city_counts() -> None:
    tee = FILES["offers/teestube.yaml"]
    everywhere = tee.replace("orte:\n  - haus-am-anger", "gebiet: [stadtweit]")
    for files, instead in (({}, "nothing"), ({"offers/ueberall.yaml": everywhere}, "everywhere")):
        index = views(files)[f"{EASY}/stadtbezirke/"]
        assert isinstance(index, EasyIndexPage)
        assert {tile.instead for tile in index.tiles} == {instead}


def test_easy_lists_are_in_the_order_of_easy_names() -> None:
    tee = FILES["offers/teestube.yaml"]
    easy = "sprachfassungen:\n  leicht:\n    titel: Anderes\n    text: Ein Satz.\n"
    found = views({"offers/z.yaml": tee.replace("Teestube", "Zimmer", 1) + easy})
    offers = found[EASY + OFFER.url]
    assert isinstance(offers, EasyOffersPage)
    for cards in (
        term(found, "/themen/begegnung/").groups[0].offers,
        offers.sections[0].offers,
    ):
        assert [card.id for card in cards] == ["z", "teestube"]


def test_a_term_without_any_text_explains_nothing_and_one_without_an_easy_one_says_so() -> None:
    said = "  name: Nord\n  leicht: Nord-Stadt\n  text: Am Fluss.\n"
    found = views({DISTRICTS: FILES[DISTRICTS].replace("  name: Nord\n", said)})
    mitte, nord = term(found, "/stadtbezirke/mitte/"), term(found, "/stadtbezirke/nord/")
    assert (mitte.words.title, mitte.explains) == ("Mitte", False)
    assert (nord.words.title, nord.explains, nord.words.is_missing) == ("Nord-Stadt", True, True)


def test_a_district_shows_what_is_near_what_is_for_home_and_who_is_next_door() -> None:
    tee = FILES["offers/teestube.yaml"]
    everywhere = tee.replace("orte:\n  - haus-am-anger", "gebiet: [stadtweit]")
    found = views(
        {
            "offers/anruf.yaml": everywhere.replace("vor_ort", "telefon"),
            "offers/ueberall.yaml": everywhere,
            DISTRICTS: FILES[DISTRICTS].replace(
                "  name: Mitte\n", "  name: Mitte\n  nachbarn: [nord]\n"
            ),
        }
    )
    view = term(found, "/stadtbezirke/mitte/")
    assert {group.heading: [card.id for card in group.offers] for group in view.groups} == {
        "district.offers": ["teestube"],
        "brief.without_way": ["anruf"],
        "term.everywhere": ["ueberall"],
    }
    assert [tile.url for tile in view.neighbours] == [f"{EASY}/stadtbezirke/nord/"]


def test_further_pages_of_a_long_list_stay_easy() -> None:
    tee = FILES["offers/teestube.yaml"]
    found = views({f"offers/o{n:03}.yaml": tee.replace("Teestube", f"T {n}") for n in range(101)})
    second = term(found, "/themen/begegnung/seite/2/")
    assert second.page.standard_url == "/themen/begegnung/seite/2/"
    assert (second.explains, second.neighbours, second.events) == (False, (), ())
    urls = tuple(f"{EASY}/themen/begegnung/{end}" for end in ("", "seite/2/", "seite/3/"))
    assert second.pagination == Pagination(2, urls, urls[0], urls[2])
