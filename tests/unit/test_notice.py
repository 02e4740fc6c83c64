"""The notice on every page: within its days, in the words of the page, with a way to more."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.config import Notice
from sitegen.derive import derive
from sitegen.pipeline import read
from sitegen.site import Catalogue
from sitegen.source import SourceFile
from sitegen.views.frame import frame_of
from tests.components.test_components import PAGES, render
from tests.golden.conftest import TODAY, settle

DAYS = {"ab": "2026-02-25", "bis": "2026-03-09"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The records of the fictitious city."""
    project = settle(tmp_path_factory.mktemp("hinweis") / "city")
    paths = sorted(path for path in project.rglob("*") if path.suffix in {".yaml", ".md"})
    named = ((path.relative_to(project).as_posix(), path) for path in paths)
    files = tuple(
        SourceFile(name, path.read_bytes())
        for name, path in named
        if name.startswith(("content/", "offers/"))
    )
    found, findings = read(files, None)
    assert not [finding for finding in findings if finding.is_error]
    return found


def told(catalogue: Catalogue, **keys: str) -> Catalogue:
    """The same city with another notice."""
    notice = Notice.model_validate({"text": "Heute ist zu.", **DAYS, **keys})
    return replace(catalogue, config=catalogue.config.model_copy(update={"notice": notice}))


@pytest.mark.parametrize(
    ("today", "is_on"),
    [
        (date(2026, 2, 24), False),
        (date(2026, 2, 25), True),
        (date(2026, 3, 9), True),
        (date(2026, 3, 10), False),
    ],
)
def test_it_is_there_within_its_days(catalogue: Catalogue, today: date, is_on: bool) -> None:  # noqa: FBT001
    site, findings = derive(told(catalogue), today, {})
    assert (frame_of(site).banner is not None) == is_on
    codes = {finding.code for finding in findings if finding.code.startswith("hinweis-")}
    assert codes == ({"hinweis-abgelaufen"} if today > date(2026, 3, 9) else set())


@pytest.mark.parametrize(("until", "is_long"), [("2026-04-30", False), ("2026-05-01", True)])
def test_sixty_days_are_long_enough(catalogue: Catalogue, until: str, is_long: bool) -> None:  # noqa: FBT001
    _, findings = derive(told(catalogue, bis=until), TODAY, {})
    assert any(finding.code == "hinweis-zu-lang" for finding in findings) == is_long


def test_it_leads_only_where_visitors_can_go(catalogue: Catalogue) -> None:
    site, findings = derive(told(catalogue, ziel="seite/kontakt"), TODAY, {})
    banner = frame_of(site).banner
    assert banner is not None
    assert banner.link is not None
    assert (banner.link.label, banner.link.url) == ("Kontakt", "/kontakt/")
    assert banner.easy_link is not None
    assert banner.easy_link.url == "/leichte-sprache/kontakt/"
    assert "verweis-nicht-sichtbar" not in {finding.code for finding in findings}
    site, findings = derive(told(catalogue, ziel="angebot/entwurf"), TODAY, {})
    banner = frame_of(site).banner
    assert banner is not None
    assert (banner.link, banner.easy_link) == (None, None)
    assert "angebot/entwurf" in next(
        finding.message for finding in findings if finding.code == "verweis-nicht-sichtbar"
    )


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("seite/kontakt", "de", 'href="../../kontakt/"'),
        ("seite/kontakt", "leicht", 'href="../../kontakt/"'),
        ("meldung/fortsetzung", "leicht", 'href="../../../meldungen/fortsetzung/" hreflang="de"'),
    ],
)
def test_on_easy_pages_it_stays_easy_or_says_that_it_does_not(
    catalogue: Catalogue, target: str, page: str, link: str
) -> None:
    site, _ = derive(told(catalogue, ziel=target), TODAY, {})
    html = render("frame.html", "banner", {"notice": frame_of(site).banner}, PAGES[page])
    assert f"<a {link}>" in html
    assert ('class="note"' in html) == ("hreflang" in link)
