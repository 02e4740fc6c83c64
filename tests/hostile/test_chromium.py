"""Hostile pages in a real browser: nothing runs, nothing is asked for elsewhere, nothing is live.

The policy of the pages is switched off, so that it cannot hide what escaping has let through;
that it holds as well is seen on some pages with it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.sites import serving
from tests.hostile.cases import cases
from tests.hostile.test_site import Site

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<img src=x onerror=gelaufen(1)>",
    "\"'><script>gelaufen(1)</script>",
    "</script><svg/onload=gelaufen(1)>",
    "javascript:gelaufen(1)",
    "__proto__[x]=gelaufen(1)",
)
# Whatever a payload of the tables would call says so, and nothing of it can be overwritten.
HOOK = """() => {
  const ran = [];
  const note = (name) => (...said) => { ran.push(name + ' ' + said.join(' ')); };
  const fixed = (owner, name) => Object.defineProperty(
    owner, name, {value: note(name), writable: false, configurable: false});
  for (const name of ['gelaufen', 'alert', 'confirm', 'prompt', 'print', 'open']) {
    fixed(window, name);
  }
  for (const name of ['write', 'writeln', 'execCommand']) fixed(document, name);
  fixed(navigator, 'sendBeacon');
  window.addEventListener('securitypolicyviolation', (it) => ran.push(it.violatedDirective));
  Object.defineProperty(window, 'ranHere', {value: ran, writable: false});
}"""
# Elements and attributes through which a page of ours never does anything.
LIVE = """() => {
  const found = [];
  const harmless = /^(?:https?|mailto|tel|webcal):|^(?:data:image\\/(?:png|svg))/;
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    for (const {name: key, value} of element.attributes) {
      if (/^on|^(?:srcdoc|formaction|background|style)$/.test(key)) found.push(name + ' ' + key);
      if (/^(?:href|src|action|data|xlink:href|poster)$/.test(key)) {
        const url = new URL(value, document.baseURI);
        if (!harmless.test(url.href)) found.push(name + ' ' + value);
        if (key !== 'href' && url.origin !== location.origin) found.push(name + ' ' + value);
      }
    }
    const isData = element.type === 'application/ld+json';
    if (name === 'script' && !element.src && !isData) found.push('script');
    if (/^(?:iframe|frame|object|embed|base|style|math|foreignobject|x|b)$/i.test(name)) {
      found.push(name);
    }
  }
  if (Object.prototype.x !== undefined) found.push('prototype');
  return found;
}"""


@dataclass
class Watched:
    """A tab, and everything that happened in it which never should."""

    page: Page
    address: str
    happened: list[str] = field(default_factory=list)

    def look(self, path: str) -> Sequence[str]:
        """What is wrong with a page of the site, once it has settled."""
        self.happened.clear()
        self.page.goto(self.address + path)
        return self.wrong()

    def dismiss(self, dialog: Dialog) -> None:
        """A dialog would stop everything until somebody answers."""
        self.happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def wrong(self) -> Sequence[str]:
        """The same of the page as it is now."""
        found: list[str] = self.page.evaluate("[...window.ranHere]")
        live: list[str] = self.page.evaluate(LIVE)
        return [*found, *live, *self.happened]


@contextmanager
def watched(browser: Browser, address: str, *, bypass_csp: bool) -> Iterator[Watched]:
    context = browser.new_context(bypass_csp=bypass_csp)
    context.add_init_script(f"({HOOK})()")
    page = context.new_page()
    tab = Watched(page, address)
    page.on("dialog", tab.dismiss)
    page.on("pageerror", lambda it: tab.happened.append(f"error {it}"))
    page.on("popup", lambda it: tab.happened.append(f"window {it.url}"))
    page.on("download", lambda it: tab.happened.append(f"download {it.url}"))
    page.on("request", lambda it: tab.happened.extend(_elsewhere(it.url, address)))
    yield tab
    context.close()


def _elsewhere(url: str, address: str) -> Iterator[str]:
    if not url.startswith((address, "data:image/")):
        yield f"request {url}"


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(site[0]) as found:
        yield found


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Watched]:
    with watched(browser, address, bypass_csp=True) as found:
        yield found


def _pages(dist: Path) -> Iterator[str]:
    """Those of the cases, and one of each folder, where everything is listed."""
    yield from (case.url.strip("/") + "/" for case in cases() if case.inert and case.url)
    yield ""
    for folder in sorted(path for path in dist.iterdir() if path.is_dir()):
        found = sorted(folder.rglob("index.html"), key=lambda path: (len(path.parts), str(path)))
        yield from (f"{path.parent.relative_to(dist)}/" for path in found[:1])


def test_nothing_runs_on_any_kind_of_page(tab: Watched, site: Site) -> None:
    paths = [path for path in dict.fromkeys(_pages(site[0])) if _is_page(site[0] / path)]
    assert len(paths) > 100
    assert {path: wrong for path in paths if (wrong := tab.look(path))} == {}


def _is_page(folder: Path) -> bool:
    page = folder / "index.html"
    return page.is_file() and 'http-equiv="refresh"' not in page.read_text("utf-8")


@pytest.mark.parametrize("words", PAYLOADS)
def test_nothing_runs_that_a_visitor_was_sent(tab: Watched, words: str) -> None:
    sent = quote(words)
    for path in (
        f"angebote/?q={sent}",
        f"angebote/#q={sent}&thema={sent}&x={sent}",
        f"merkzettel/?{sent}#angebote={sent}",
        f"angebot-melden/?{sent}#{sent}",
        f"gibt-es-nicht/{sent}?{sent}",
    ):
        assert tab.look(path) == []


def test_nothing_runs_in_what_is_found(tab: Watched) -> None:
    for query in ("gelaufen", "script", "proto", "constructor", "Probe"):
        assert tab.look(f"angebote/?q={query}") == []
        tab.page.wait_for_function("window.gemeinsam && gemeinsam.texts")
        tab.page.get_by_role("searchbox").first.press("Enter")
        assert tab.wrong() == []
    assert tab.page.get_by_text("gelaufen(").count()


def test_nothing_runs_in_what_is_kept(tab: Watched) -> None:
    ids = [case.name for case in cases() if case.inert and case.url.startswith("/angebote/")][:40]
    assert tab.look(f"merkzettel/#angebote={','.join(ids)}") == []
    tab.page.get_by_role("button", name="übernehmen").first.click()
    for box in tab.page.get_by_role("textbox").all()[:5]:
        box.fill(PAYLOADS[1])
    assert tab.wrong() == []
    tab.page.reload()
    assert tab.wrong() == []
    assert tab.page.get_by_text("gelaufen(").count()


def test_the_policy_has_nothing_to_stop(browser: Browser, address: str) -> None:
    with watched(browser, address, bypass_csp=False) as tab:
        for path in ("", "angebote/?q=gelaufen", "angebote/end-of-a-script/", "veranstaltungen/"):
            assert tab.look(path) == []


RUNNING = (
    "<script>gelaufen(1)</script>",
    "<img src=x onerror=gelaufen(1)>",
    "<script>document.write('x')</script>",
    "<script>alert(1)</script>",
    "<img src=https://boese.example.org/x.png>",
    "<a href=javascript:gelaufen(1)>x</a>",
    "<p onclick=gelaufen(1)>x</p>",
    "<iframe srcdoc=x></iframe>",
    "<style>*{color:red}</style>",
    "<script>Object.prototype.x = 1</script>",
)


@pytest.mark.parametrize("html", RUNNING)
def test_what_does_run_is_noticed(browser: Browser, tmp_path: Path, html: str) -> None:
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><p>Text</p>{html}", "utf-8")
    with serving(tmp_path) as address, watched(browser, address, bypass_csp=True) as tab:
        assert tab.look("")


def test_the_policy_tells_what_it_stops(browser: Browser, tmp_path: Path, site: Site) -> None:
    text = (site[0] / "angebote" / "index.html").read_text("utf-8")
    spoiled = text.replace("</main>", f"{RUNNING[0]}</main>").replace("../", "./")
    (tmp_path / "index.html").write_text(spoiled, "utf-8")
    with serving(tmp_path) as address, watched(browser, address, bypass_csp=False) as tab:
        assert "script-src-elem" in tab.look("")
