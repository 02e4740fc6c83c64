"""A film in sign language on its page: it plays, with captions, and nothing is asked of others."""

import pytest
from playwright.sync_api import Browser

from tests.browser.gates import PHONE
from tests.browser.looking import opened

pytestmark = pytest.mark.browser

FILM = "city/gebaerdensprache/willkommen/"

_READY = """async () => {
  const film = document.querySelector("video");
  film.textTracks[0].mode = "showing";
  const both = [[film, "loadeddata"], [film.querySelector("track"), "load"]].map(
    ([what, event]) => new Promise((done, fail) => {
      what.addEventListener(event, done);
      what.addEventListener("error", () => fail(new Error(event)));
    }));
  film.preload = "auto";
  film.load();
  await Promise.all(both);
  return [film.videoWidth, film.videoHeight, film.duration,
    Array.from(film.textTracks[0].cues, (cue) => cue.text)];
}"""


def test_a_film_plays_with_captions_and_asks_only_us(browser: Browser, address: str) -> None:
    with opened(browser, "about:blank", viewport=PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + FILM)
        assert not [url for url in asked if "/medien/" in url], "nothing is loaded before play"
        width, height, seconds, cues = page.evaluate(_READY)
        assert (width, height, round(seconds)) == (320, 240, 4)
        assert cues == ["Willkommen in Lindenau.", "Hier finden Sie offene Treffpunkte."]
        assert all(url.startswith((address, "data:")) for url in asked)
        assert page.locator("section", has_text="Der Film als Text").locator("p").all_inner_texts()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_film_can_be_kept_and_read(browser: Browser, address: str) -> None:
    with opened(browser, address + FILM, java_script_enabled=False) as page:
        with page.expect_download() as download:
            page.get_by_role("link", name="Film herunterladen (4 Sekunden, MP4, 7 kB)").click()
        assert download.value.suggested_filename == "willkommen.mp4"
        assert page.get_by_text("Hier finden Sie offene Treffpunkte.").is_visible()


def test_the_start_page_leads_to_the_film_and_says_what_is_missing(
    browser: Browser, address: str
) -> None:
    with opened(browser, address + "city/", java_script_enabled=False) as page:
        topics = page.locator("[data-bitv4]")
        assert topics.count() == 4
        assert page.get_by_text("Filme in Gebärdensprache fehlen noch: zu 3 von 4 Themen.").count()
        topics.first.locator("a[hreflang=gsg]").click()
        assert page.url == address + FILM
