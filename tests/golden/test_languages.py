"""Pages in other languages: what is public, whose words they are, and which way they read."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.order import Order
from sitegen.outputs import planned
from sitegen.pipeline import look
from sitegen.render import Templates
from tests.golden.conftest import TODAY, settle
from tests.planning import jobs_in

UNREVIEWED = ("Nobody has reviewed", "Ласкаво просимо", "Кав’ярня біля річки")
LANGUAGES = ("en", "ar", "uk")
VOID = frozenset(["meta", "link", "br", "img", "hr", "input"])


def pages_of(dist: Path, *languages: str) -> dict[str, str]:
    return {
        path.relative_to(dist).as_posix(): path.read_text("utf-8")
        for language in languages
        for path in sorted((dist / language).rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    }


def test_what_nobody_has_reviewed_is_on_no_page_of_a_public_site(city: Path) -> None:
    assert not (city / "uk").exists()
    assert not (city / "en" / "kontakt").exists()
    texts = [p.read_text("utf-8") for p in city.rglob("*") if p.suffix in {".html", ".js", ".xml"}]
    for words in UNREVIEWED:
        assert not any(words in text for text in texts), words
    assert not any(re.search(r'href="(?:[^"]*/)?uk/', text) for text in texts)


def test_what_somebody_has_reviewed_is_there(city: Path) -> None:
    assert set(pages_of(city, "en", "ar")) == {
        *("en/index.html", "ar/index.html", "en/angebote/index.html"),
        *(f"en/angebote/{name}/index.html" for name in ("cafe-am-fluss", "mittagstisch")),
        *(f"en/angebote/{name}/index.html" for name in ("plauderstunde", "spieleabend")),
    }
    assert "Café by the River" in (city / "en/angebote/cafe-am-fluss/index.html").read_text("utf-8")
    sitemap = (city / "sitemap.xml").read_text("utf-8")
    assert "/en/angebote/cafe-am-fluss/" in sitemap
    assert "/ar/</loc>" in sitemap


def test_a_demo_shows_all_of_it_marked_and_to_no_search_engine(demo_city: Path) -> None:
    found = pages_of(demo_city, "en", "uk")
    assert {"uk/index.html", "en/kontakt/index.html", "uk/angebote/index.html"} <= set(found)
    for path, html in found.items():
        assert '<meta name="robots" content="noindex">' in html, path
        is_marked = "Maschinell übersetzt, ungeprüft." in html
        assert is_marked == (path.startswith("uk") or path == "en/kontakt/index.html"), path
    assert "Машинний переклад, не перевірений" in found["uk/index.html"]
    assert "Кав’ярня біля річки" in found["uk/angebote/cafe-am-fluss/index.html"]
    assert not (demo_city / "sitemap.xml").exists()


def test_help_in_a_crisis_is_told_in_german_in_every_mode(city: Path, demo_city: Path) -> None:
    for path, html in (pages_of(city, "en", "ar") | pages_of(demo_city, *LANGUAGES)).items():
        block = re.search(r'<section class="crisis"([^>]*)>(.*?)</section>', html, re.DOTALL)
        assert block, path
        assert 'lang="de" dir="ltr"' in block[1]
        assert "Hilfe sofort" in block[2]
    # An offer near a crisis leads to its German page.
    assert not (demo_city / "uk" / "angebote" / "nachttelefon").exists()
    listed = (demo_city / "uk" / "angebote" / "index.html").read_text("utf-8")
    assert '<a href="../../angebote/nachttelefon/" hreflang="de">' in listed


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(city: Path, code: str, direction: str) -> None:
    html = (city / code / "index.html").read_text("utf-8")
    assert f'<html lang="{code}" dir="{direction}">' in html
    assert ("assets/rtl.css" in html) == (direction == "rtl")


def test_every_page_names_its_others_both_ways(city: Path) -> None:
    base = "https://lindenau.example.org/nebenan"
    found = 0
    for path in city.rglob("*.html"):
        html = path.read_text("utf-8")
        named = dict(
            re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="(http[^"]+)">', html)
        )
        if not named:
            continue
        own = f"{base}/{path.relative_to(city).as_posix().removesuffix('index.html')}"
        assert named["x-default"] == named["de"]
        assert own in named.values()
        for url in set(named.values()):
            other = city / url.removeprefix(f"{base}/") / "index.html"
            assert f'href="{own}"' in other.read_text("utf-8"), (own, url)
        found += len(named) > len(("de", "de-simple", "x-default"))
    # The start in three languages, the list and four offers in two; each in easy language too.
    assert found == 4 + 3 * 5


class _Words(HTMLParser):
    """Texts of a page with the language of the element they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(dict(attrs).get("lang") or (self.open[-1] if self.open else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self.open[-1], data.strip()))


def test_nothing_arabic_is_german_and_nothing_german_unmarked(city: Path, demo_city: Path) -> None:
    """Letters tell the languages apart: no Latin words in Arabic or Ukrainian but marked ones."""
    names = ("Nebenan in Lindenau", "Lindenau", "Mac", "Tab", "Ctrl", "Command")
    for path, html in (pages_of(city, "ar") | pages_of(demo_city, "uk")).items():
        parser = _Words()
        parser.feed(html[html.index("<body") :])
        own = {"", "ar", "uk"}
        for language, words in parser.words:
            rest = re.sub(r"https?://\S+", "", words)
            for name in (*names, "OpenStreetMap", "Bonuscard", "FamilienCard", "Tafelladen"):
                rest = rest.replace(name, "")
            is_address = re.fullmatch(r"[\w.@/:-]+", rest)
            if language in own and not is_address:
                assert not re.search(r"[A-Za-zäöüß]{3,}", rest), (path, words)


def test_which_languages_are_spoken_there_is_said_in_the_readers(city: Path) -> None:
    html = (city / "en" / "angebote" / "cafe-am-fluss" / "index.html").read_text("utf-8")
    assert "German, Ukrainian, German Sign Language" in html
    assert "every week: Tuesday" in html
    assert "every month: last Friday of the month" in html
    assert '<bdi dir="ltr">14:00–17:00</bdi>' in html


CAFE, START = "offers/cafe-am-fluss.yaml", "content/seiten/start.en.md"
TIMES = """zeiten:
  hinweis:
    text: Der Aufzug ist kaputt.
    bis: 2026-03-20
"""
OPEN = """  ausnahmen:
    - datum: 2026-03-11
      geschlossen: nein
    - datum: 2026-04-01
      letzter_tag: 2026-04-05
"""


def test_an_offer_says_all_of_its_days_in_their_order(tmp_path: Path) -> None:
    project = settle(tmp_path)
    text = (project / CAFE).read_text("utf-8")
    text = text.replace("zeiten:\n", TIMES).replace("  ausnahmen:\n", OPEN)
    (project / CAFE).write_text(text, "utf-8")
    html = page_of(project, "/en/angebote/cafe-am-fluss/")
    assert "Der Aufzug ist kaputt.</span> (until 20 March 2026)" in html
    dates = re.search(r'<h2 id="termine">.*?</ul>', html, re.DOTALL)
    assert dates
    days = re.findall(r'<li[^>]*><p class="when"><strong><time datetime="([\d-]+)"', dates[0])
    assert days == sorted(set(days))
    assert {"2026-03-03", "2026-03-11", "2026-04-01", "2026-08-03"} <= set(days)
    (line,) = re.findall(r'<time datetime="2026-03-11">.*', dates[0])
    assert line.endswith("</strong>: takes place</p>")


def test_what_is_german_on_a_page_says_so(city: Path, tmp_path: Path) -> None:
    german = (city / "en/angebote/mittagstisch/index.html").read_text("utf-8")
    assert '<title lang="de" dir="ltr">Mittagstisch' in german
    english = (city / "en/angebote/cafe-am-fluss/index.html").read_text("utf-8")
    assert "<title>Café by the River" in english
    assert '<a href="../kontakt/" hreflang="de">' in (city / "en/index.html").read_text("utf-8")
    project = settle(tmp_path)
    text = (project / START).read_text("utf-8")
    text += "\nThey say „dobar dan” and „hello“, see [cake](angebot:cafe-am-fluss).\n"
    (project / START).write_text(text, "utf-8")
    html = page_of(project, "/en/")
    assert '„dobar dan” and <span lang="de" dir="ltr">„hello“</span>' in html
    assert '<a href="angebote/cafe-am-fluss/">cake</a>' in html


def test_what_is_over_leads_from_every_language_to_its_end_page(city: Path) -> None:
    html = (city / "en/angebote/alter-mittagstisch/index.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../../../angebote/alter-mittagstisch/"' in html
    assert not (city / "en/angebote/entwurf").exists()


def page_of(project: Path, url: str) -> str:
    """One page of an edited city, alone."""
    templates = project / "templates"
    site, outcome = look(Order(project, templates, project / "dist", TODAY))
    assert site, [finding.message for finding in outcome.findings]
    (job,) = (it for it in jobs_in(planned(site)) if it.url == url)
    return job.render(Templates(templates, site.catalogue.texts)).decode()
