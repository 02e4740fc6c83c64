"""feed.atom as programs read it: valid, complete, in order, and the same on every day."""

from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest

from sitegen.derive import derive
from sitegen.outputs import feed
from sitegen.pipeline import read
from sitegen.render import Templates
from sitegen.site import Site
from tests.examples import project

BASE = "https://musterstadt.example.org/nebenan/"
ATOM = "{http://www.w3.org/2005/Atom}"


def news(day: str, title: str = "Neue Bänke", **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return (
        f"---\ntitel: {title}\nkurz: Es gibt Bänke.\ndatum: {day}\n{more}"
        "pflege:\n  status: veroeffentlicht\n  quellen:\n    - art: sonstiges\n---\n"
    )


def site(
    files: Mapping[str, str], base_url: str | None = BASE, today: date = project.TODAY
) -> Site:
    everything: project.Files = {
        "content/meldungen/tassen.md": None,
        **{f"content/meldungen/{name}.md": text for name, text in files.items()},
    }
    catalogue, findings = read(project.sources(everything), base_url)
    assert not [finding for finding in findings if finding.is_error], findings
    return derive(catalogue, today, {})[0]


def written(found: Site) -> bytes:
    (job,) = feed.plan(found)
    assert job.url == "/feed.atom"
    return job.render(Templates(project.HERE, {"de": {}}))


def test_a_reader_of_feeds_understands_it() -> None:
    files = {
        "alt": news("2025-02-01", "Alt & gut"),
        "neu": news("2026-03-01", "„Neu“ <b>"),
        "entwurf": news("2026-04-01").replace("veroeffentlicht", "entwurf"),
    }
    data = written(site(files))
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert parsed.feed.id == parsed.feed.links[0].href == BASE + "feed.atom"
    assert parsed.feed.updated == "2026-03-01T12:00:00Z"
    assert parsed.feed.language == "de"
    assert [entry.link for entry in parsed.entries] == [
        BASE + "meldungen/neu/",
        BASE + "meldungen/alt/",
    ]
    assert [entry.id for entry in parsed.entries] == [entry.link for entry in parsed.entries]
    assert parsed.entries[1].title == "Alt & gut"
    assert parsed.entries[0].summary == "Es gibt Bänke."
    assert [entry.updated for entry in parsed.entries] == [
        "2026-03-01T12:00:00Z",
        "2025-02-01T12:00:00Z",
    ]


def test_it_has_what_the_standard_asks_for() -> None:
    root = ET.fromstring(  # noqa: S314 - our own feed
        written(site({"neu": news("2026-03-01", "„Neu“ <b>")}))
    )
    assert root.tag == f"{ATOM}feed"
    for place in (root, root.find(f"{ATOM}entry")):
        assert place is not None
        for name in ("id", "title", "updated"):
            assert len(place.findall(ATOM + name)) == 1, name
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "„Neu“ <b>"


def test_a_renamed_piece_is_not_new() -> None:
    text = news("2026-03-01", fruehere_ids="[ganz-alt, alt]")
    (entry,) = feedparser.parse(written(site({"neu": text}))).entries
    assert (entry.id, entry.link) == (BASE + "meldungen/ganz-alt/", BASE + "meldungen/neu/")


def test_it_holds_the_newest_fifty() -> None:
    files = {f"m{n:02}": news(f"2026-01-{n % 28 + 1:02}") for n in range(60)}
    entries = feedparser.parse(written(site(files))).entries
    days = [entry.updated for entry in entries]
    assert len(entries) == feed.LONGEST == 50
    assert days == sorted(days, reverse=True)
    assert min(days) == "2026-01-04T12:00:00Z"


def test_the_day_of_the_build_does_not_matter() -> None:
    files = {"neu": news("2026-03-01")}
    assert written(site(files)) == written(site(files, today=date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("files", "base_url"),
    [({}, BASE), ({"neu": news("2026-03-01")}, None)],
    ids=["no-news", "no-address"],
)
def test_no_feed_without_news_or_address(files: dict[str, str], base_url: str | None) -> None:
    assert list(feed.plan(site(files, base_url))) == []
