"""What is not public stands in no file: one walk over everything that three builds publish.

The secrets are taken from the records themselves: addresses of what is withheld, paused or
over, its names and numbers, masked streets, and every internal note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.models import CONTENT_TYPES
from sitegen.models.blocks import Care
from sitegen.models.offer import OFFER
from sitegen.models.venue import Venue
from sitegen.order import Order
from sitegen.pipeline import build, look
from sitegen.site import AnyRecord, Site, Visibility, title_of
from tests import real
from tests.golden.conftest import ROOT, TODAY, settle
from tests.real import RealSite

BASE = "https://verzeichnis.example.org/nebenan/"
KINDS = {kind.name: kind for kind in CONTENT_TYPES}
TEXTUAL = frozenset(
    [".html", ".js", ".xml", ".atom", ".ics", ".json", ".csv", ".txt", ".svg", ".css", ".vtt"]
)


@dataclass(frozen=True)
class Secret:
    """A text that may stand only in `own`: the neutral page of what is over."""

    text: str
    own: frozenset[str] = frozenset()
    suffix: str = ""


def secrets(site: Site) -> Iterator[Secret]:
    """All that the records hold and nobody may read."""
    # A withheld name may be a common word, or stand in a public text by right.
    listed = (record for record in site.catalogue.all() if site.standing(record).is_listed)
    public = "\n".join(repr(record.content) for record in listed)
    for record in site.catalogue.all():
        yield from _internal(record)
        standing = site.standing(record)
        if not standing.is_listed and KINDS[record.type_name].url:
            yield from _hidden(record, standing.visibility, public)


def _names(record: AnyRecord) -> Iterator[str]:
    yield title_of(record)
    yield from _numbers(record)


def _numbers(record: AnyRecord) -> Iterator[str]:
    contact = getattr(record.content, "contact", None)
    for line in getattr(contact, "phones", ()):
        yield line.number.uri
        yield line.number.display


def _internal(record: AnyRecord) -> Iterator[Secret]:
    care = getattr(record.content, "care", None)
    if isinstance(care, Care) and care.internal:
        for line in care.internal.splitlines():
            if len(line.strip()) > 20:
                yield Secret(line.strip())
    content = record.content
    if isinstance(content, Venue) and content.shown_as != "voll" and content.street:
        yield Secret(content.street)


def _hidden(record: AnyRecord, visibility: Visibility, public: str) -> Iterator[Secret]:
    page = KINDS[record.type_name].address(record.id).strip("/")
    ended = visibility is Visibility.ENDED
    pages = ("{}/index.html", "leichte-sprache/{}/index.html", "{}/kalender.ics")
    own = frozenset(name.format(page) for name in pages if ended)
    yield Secret(f"{page}/", own)
    if record.type_name == OFFER.name:
        yield Secret(f'"{record.id}"', suffix=".js")
    if not ended:
        for text in _names(record):
            if text not in public:
                yield Secret(text)


def leaks(dist: Path, site: Site) -> list[str]:
    """Each file that shows a secret, and which."""
    hidden = tuple(secrets(site))
    found = []
    for path in sorted(dist.rglob("*")):
        if path.suffix not in TEXTUAL:
            continue
        name, text = path.relative_to(dist).as_posix(), path.read_text("utf-8")
        # Calendars fold long lines.
        text = text.replace("\r\n ", "")
        found += [
            f"{name}: {secret.text}"
            for secret in hidden
            if secret.text in text
            # From other languages a way leads to the neutral page.
            and re.sub("^[a-z]{2}/", "", name) not in secret.own
            and path.suffix.endswith(secret.suffix)
            and re.search(rf"(?<![\w-]){re.escape(secret.text)}", text)
        ]
    return found


@pytest.fixture(scope="module", params=["real", "produktion", "demo"])
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, real_site: RealSite
) -> tuple[Path, Site]:
    """A built site with an address of its own, so that feeds and calendars are there too."""
    if request.param == "real":
        order = real.order(real_site.dist)
    else:
        folder = tmp_path_factory.mktemp(request.param)
        project = settle(folder / "project")
        settings = project / "content" / "site.yaml"
        mode = f"betrieb: {request.param}"
        text = re.sub(r"(?m)^betrieb: .*$", mode, settings.read_text("utf-8"))
        settings.write_text(text, "utf-8")
        order = Order(project, ROOT / "templates", folder / "dist", TODAY, BASE)
        assert build(order).is_published
    site, _ = look(order)
    assert site is not None
    return order.target, site


def test_nothing_hidden_stands_in_any_file(published: tuple[Path, Site]) -> None:
    dist, site = published
    assert list(secrets(site))
    assert leaks(dist, site) == []


def test_no_file_is_of_a_kind_that_is_not_read(published: tuple[Path, Site]) -> None:
    dist, _ = published
    kinds = {path.suffix for path in dist.rglob("*") if path.is_file()}
    assert kinds - TEXTUAL <= {".jpg", ".png", ".webp", ".pdf", ".mp4", ".ico", ""}


def test_a_leak_would_be_found(published: tuple[Path, Site], tmp_path: Path) -> None:
    _, site = published
    seeds = list(secrets(site))
    (tmp_path / "leck.js").write_text("\n".join(secret.text for secret in seeds), "utf-8")
    assert leaks(tmp_path, site) == [f"leck.js: {secret.text}" for secret in seeds]
