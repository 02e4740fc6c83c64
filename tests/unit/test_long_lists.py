"""A directory of hundreds: lists are paged, every offer stays reachable, keys tell the truth."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from sitegen.derive import derive, sort_text
from sitegen.load import load, load_assets
from sitegen.models import CONTENT_TYPES
from sitegen.outputs import planned
from sitegen.pipeline import read
from sitegen.render import Templates
from sitegen.site import PageJob, PageSummary, Site
from sitegen.views.term import chunks, pagination
from sitegen.work import work
from tests.golden.conftest import settle
from tests.planning import jobs_in

MANY = 130
TODAY = date(2026, 3, 1)


def site_of(project: Path, today: date = TODAY) -> Site:
    files, _ = load(project, CONTENT_TYPES)
    catalogue, findings = read(files, None)
    assert catalogue is not None, findings
    return derive(catalogue, today, load_assets(project / "templates"))[0]


def jobs_of(site: Site) -> list[PageJob]:
    return jobs_in(planned(site))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictitious city with a hundred and thirty more offers of one kind."""
    project = settle(tmp_path_factory.mktemp("large") / "city")
    text = (project / "offers" / "plauderstunde.yaml").read_text("utf-8")
    for number in range(MANY):
        path = project / "offers" / f"plausch-{number:03}.yaml"
        path.write_text(text.replace("Plauderstunde", f"Plausch {number:03}"), "utf-8")
    return project


@pytest.fixture(scope="module")
def summaries(large: Path) -> dict[str, PageSummary]:
    site = site_of(large)
    renderer = Templates(large / "templates", site.catalogue.texts)
    return {summary.url: summary for summary in work(planned(site), renderer, lambda *_: ())}


def test_long_lists_are_paged(summaries: dict[str, PageSummary]) -> None:
    assert {"/themen/reden/", "/themen/reden/seite/2/", "/themen/reden/seite/3/"} <= set(summaries)
    assert "/themen/reden/seite/4/" not in summaries
    assert "/themen/begegnung/seite/2/" not in summaries
    assert "/leichte-sprache/themen/reden/seite/3/" in summaries


@pytest.mark.parametrize("folder", ["/themen/reden/", "/leichte-sprache/themen/reden/"])
def test_every_offer_is_on_exactly_one_page_of_its_topic(
    summaries: dict[str, PageSummary], folder: str
) -> None:
    pages = [summary for url, summary in summaries.items() if url.startswith(folder)]
    for number in range(MANY):
        name = f"angebote/plausch-{number:03}/"
        found = [page.url for page in pages if any(name in link.target for link in page.links)]
        assert len(found) == 1, name


def test_the_list_of_all_leads_on_when_it_would_be_too_long(
    summaries: dict[str, PageSummary],
) -> None:
    targets = {link.target for link in summaries["/angebote/"].links}
    assert "../themen/reden/" in targets
    assert not any("plausch-" in target for target in targets)


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (100, [100]), (101, [50, 50, 1]), (150, [50, 50, 50])]
)
def test_pages_of_fifty_above_a_hundred(count: int, sizes: list[int]) -> None:
    ids = tuple(str(number) for number in range(count))
    assert [len(chunk) for chunk in chunks(ids)] == sizes
    assert tuple(name for chunk in chunks(ids) for name in chunk) == ids


def test_pagination_knows_its_neighbours() -> None:
    assert pagination("/x/", 1, 1) is None
    first, middle, last = (pagination("/x/", number, 3) for number in (1, 2, 3))
    assert first is not None
    assert middle is not None
    assert last is not None
    assert (first.previous, first.following) == ("", "/x/seite/2/")
    assert (middle.previous, middle.following) == ("/x/", "/x/seite/3/")
    assert (last.previous, last.following) == ("/x/seite/2/", "")


def digests(summaries: Iterable[PageSummary]) -> dict[str, str]:
    return {summary.url: summary.digest for summary in summaries}


def test_equal_keys_mean_equal_bytes_and_an_edit_changes_few_keys(tmp_path: Path) -> None:
    project = settle(tmp_path / "city")
    site = site_of(project)
    renderer = Templates(project / "templates", site.catalogue.texts)
    before = {job.url: job.key for job in jobs_of(site)}
    bytes_before = digests(work(planned(site), renderer, lambda *_: ()))
    path = project / "offers" / "mittagstisch.yaml"
    path.write_text(path.read_text("utf-8").replace("betrag: 4,50", "betrag: 5"), "utf-8")
    changed = site_of(project)
    after = {job.url: job.key for job in jobs_of(changed)}
    bytes_after = digests(work(planned(changed), renderer, lambda *_: ()))
    assert {url for url in after if after[url] != before[url]} == {
        "/angebote/mittagstisch/",
        "/leichte-sprache/angebote/mittagstisch/",
        "/en/angebote/mittagstisch/",
    }
    assert all(bytes_before[url] == bytes_after[url] for url in after if after[url] == before[url])
    assert bytes_before["/angebote/mittagstisch/"] != bytes_after["/angebote/mittagstisch/"]


@pytest.mark.parametrize("later", [date(2026, 3, 2), date(2026, 3, 11)])
def test_another_day_changes_only_keys_of_pages_that_show_it(large: Path, later: date) -> None:
    site = site_of(large, later)
    renderer = Templates(large / "templates", site.catalogue.texts)
    today = {job.url: job.key for job in jobs_of(site_of(large))}
    jobs = {job.url: job for job in jobs_of(site)}
    assert jobs.keys() == today.keys()
    changed = {url for url, job in jobs.items() if job.key != today[url]}
    assert changed > {"/assets/stand.js", "/stand/", "/heute/", "/offen/", "/themen/reden/"}
    for url in changed - {"/assets/stand.js", "/assets/merkzettel/0.js"}:
        assert b'<time datetime="202' in jobs[url].render(renderer), url
    assert not changed & {"/angebote/", "/themen/reden/seite/2/", "/zahlen/", "/anbieter/"}
    assert ("/" in changed) is (later.day == 11), "an event is over, another one comes next"


def test_german_dictionary_order() -> None:
    words = ["Zug", "Öl", "Ober", "Straße", "Strasse 2", "’s läuft", "Äpfel", "Apfel", "éclair"]
    expected = ["Apfel", "Äpfel", "éclair", "Ober", "Öl", "’s läuft", "Straße", "Strasse 2", "Zug"]
    assert sorted(words, key=lambda word: (sort_text(word), word)) == expected
