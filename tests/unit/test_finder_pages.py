"""The finder's page and the facet pages: every value of every facet leads to all of its offers."""

from collections.abc import Mapping

import pytest

from sitegen.finder.facets import FEATURES, UNKNOWN, facets_of
from sitegen.models.offer import OFFER
from sitegen.outputs import lists, records
from sitegen.site import Site
from sitegen.views.feature import Choice, FeaturePage, FeaturesPage
from sitegen.views.finder import OffersPage
from sitegen.views.page import View
from tests.golden.conftest import settle
from tests.planning import jobs_in
from tests.unit.test_long_lists import site_of

MANY = 110


class Noter:
    """Takes the place of the renderer and notes which page shows what."""

    def __init__(self) -> None:
        self.views: dict[str, View] = {}

    def page(self, _template: str, view: object) -> bytes:
        assert isinstance(view, View)
        self.views[view.page.url] = view
        return b""


def views_of(site: Site) -> Mapping[str, View]:
    noter = Noter()
    for output in (lists, records):
        for job in jobs_in(output.plan(site)):
            job.render(noter)
    return noter.views


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The fictitious city with many more offers by telephone."""
    city = settle(tmp_path_factory.mktemp("finder") / "city")
    text = (city / "offers" / "plauderstunde.yaml").read_text("utf-8")
    for number in range(MANY):
        (city / "offers" / f"plausch-{number:03}.yaml").write_text(text, "utf-8")
    return site_of(city)


@pytest.fixture(scope="module")
def views(site: Site) -> Mapping[str, View]:
    return views_of(site)


@pytest.fixture(scope="module")
def finder(views: Mapping[str, View]) -> OffersPage:
    view = views[OFFER.url]
    assert isinstance(view, OffersPage)
    return view


def choices(finder: OffersPage) -> dict[tuple[str, str], Choice]:
    facets = [facet for question in finder.questions for facet in question.facets]
    return {(facet.id, choice.id): choice for facet in facets for choice in facet.choices}


def listed(url: str, views: Mapping[str, View]) -> list[str]:
    """The addresses of the offers on all pages of a list, in their order."""
    pages = [name for name in views if name == url or name.startswith(f"{url}seite/")]
    return [card.url for name in pages for card in getattr(views[name], "offers", ())]


def test_every_value_leads_to_all_of_its_offers(
    site: Site, finder: OffersPage, views: Mapping[str, View]
) -> None:
    found = choices(finder)
    for facet in facets_of(site):
        for value in facet.values:
            if {it.id for it in facet.values} == {UNKNOWN}:
                continue
            choice = found.pop((facet.id, value.id))
            expected = [f"{OFFER.url}{name}/" for name in value.offers]
            assert choice.count == len(expected) > 0
            assert choice.url in views
            # Pages of records have an order of their own; test_finder.py reads what they show.
            if choice.url.startswith(FEATURES):
                assert listed(choice.url, views) == expected, choice
    assert not found


def test_what_is_known_of_no_offer_cannot_be_chosen_and_is_named(
    site: Site, finder: OffersPage, views: Mapping[str, View]
) -> None:
    nothing = [it for it in facets_of(site) if {value.id for value in it.values} == {UNKNOWN}]
    view = views[FEATURES]
    assert isinstance(view, FeaturesPage)
    assert nothing
    assert view.unknown == tuple(facet.label_key for facet in nothing)
    assert not {facet.id for facet in nothing} & {name for name, _ in choices(finder)}
    assert not any(f"{FEATURES}{facet.id}-" in url for facet in nothing for url in views)


def test_no_offer_is_lost_where_something_is_unknown(site: Site) -> None:
    for facet in facets_of(site):
        having = {name for value in facet.values for name in value.offers}
        if facet.id == "stufenlos":  # not asked of what takes place nowhere
            offers = site.catalogue.of(OFFER)
            places = [it for it in site.offers if offers[it].content.mode in {"vor_ort", "hybrid"}]
            assert having == set(places)
        else:
            assert having == set(site.offers), facet.id


def test_what_is_unknown_can_be_chosen_and_says_so(
    finder: OffersPage, views: Mapping[str, View]
) -> None:
    unknown = choices(finder)["kosten", UNKNOWN]
    view = views[unknown.url]
    assert isinstance(view, FeaturePage)
    assert view.is_unknown
    assert unknown.is_answer
    assert "spende" in {other.id for other in view.others}
    assert not any(other.id == UNKNOWN for other in view.others)


def test_long_lists_of_a_value_are_paged(views: Mapping[str, View]) -> None:
    sizes = []
    for number in (1, 2, 3):
        url = f"{FEATURES}modus-telefon/{'' if number == 1 else f'seite/{number}/'}"
        view = views[url]
        assert isinstance(view, FeaturePage)
        assert view.pagination is not None
        assert view.pagination.number == number
        sizes.append(len(view.offers))
    assert sizes[:2] == [50, 50]
    assert sum(sizes) == len(listed(f"{FEATURES}modus-telefon/", views)) > MANY


def test_the_overview_leads_to_every_facet_page(views: Mapping[str, View]) -> None:
    view = views[FEATURES]
    assert isinstance(view, FeaturesPage)
    urls = {it.url for q in view.questions for facet in q.facets for it in facet.choices}
    pages = {url for url, found in views.items() if isinstance(found, FeaturePage)}
    assert {url for url in pages if "/seite/" not in url} <= urls <= set(views)
    assert "thema" not in {question.id for question in view.questions}


def test_short_questions_stand_together(finder: OffersPage) -> None:
    together = [question for question in finder.questions if len(question.facets) > 1]
    assert [question.key for question in together] == ["offer.threshold"]
    assert len(together[0].facets) > 1
    assert [question.id for question in finder.questions][:2] == ["thema", "bezirk"]


def test_a_long_list_has_no_cards_and_every_kind_a_sign(site: Site, finder: OffersPage) -> None:
    offers = site.catalogue.of(OFFER)
    assert not finder.is_complete
    assert listed(OFFER.url, {OFFER.url: finder}) == []
    assert sum(section.count for section in finder.sections) == len(site.offers)
    assert set(finder.kinds) == {offers[name].content.kind for name in site.offers}


def test_what_takes_place_nowhere_can_be_chosen(
    site: Site, finder: OffersPage, views: Mapping[str, View]
) -> None:
    found = choices(finder)
    offers = site.catalogue.of(OFFER)
    for name in site.offers:
        mode = offers[name].content.mode
        if mode in {"telefon", "online", "hausbesuch"}:
            assert f"{OFFER.url}{name}/" in listed(found["modus", mode].url, views)
