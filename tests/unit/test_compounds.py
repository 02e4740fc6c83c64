"""Compounds of easy texts: shown divided, and whole wherever a program reads them."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from sitegen.compounds import MEDIOPUNKT, joined, shown
from sitegen.derive import derive
from sitegen.markup import prepare_markup
from sitegen.order import Order
from sitegen.outputs import planned
from sitegen.pipeline import look
from sitegen.render import Templates
from sitegen.views.page import EASY
from sitegen.views.prose import easy_prose_of
from tests.examples import project
from tests.golden.conftest import TODAY, settle
from tests.planning import jobs_in


@pytest.mark.parametrize(
    ("text", "hyphen", "point", "whole"),
    [
        ("Roll|Stuhl", "Roll-Stuhl", "Roll·stuhl", "Rollstuhl"),
        ("Roll|stuhl", "Roll-stuhl", "Roll·stuhl", "Rollstuhl"),
        ("barriere|frei", "barriere-frei", "barriere·frei", "barrierefrei"),
        ("Selbst|Hilfe|Gruppe", "Selbst-Hilfe-Gruppe", "Selbst·hilfe·gruppe", "Selbsthilfegruppe"),
        ("Tee|Öfen", "Tee-Öfen", "Tee·öfen", "Teeöfen"),
        ("WHO|Feld", "WHO-Feld", "WHO-Feld", "WHO-Feld"),
        ("E|Mail|Adresse", "E-Mail-Adresse", "E-Mail·adresse", "E-Mailadresse"),
        ("Von A-Z", "Von A-Z", "Von A-Z", "Von A-Z"),
        ("**Weg|Finder**: hier", "**Weg-Finder**: hier", "**Weg·finder**: hier", None),
        ("Das Wort Roll|Stuhl.", "Das Wort Roll-Stuhl.", "Das Wort Roll·stuhl.", None),
        ("| Tag | Zeit |", "| Tag | Zeit |", "| Tag | Zeit |", "| Tag | Zeit |"),
        ("|Tag|Zeit|", "|Tag|Zeit|", "|Tag|Zeit|", "|Tag|Zeit|"),
        ("a|b\n\n|c|d|\n", "a-b\n\n|c|d|\n", "a·b\n\n|c|d|\n", "ab\n\n|c|d|\n"),
        ("", "", "", ""),
    ],
)
def test_a_compound_is_shown_as_the_city_wants_it(
    text: str, hyphen: str, point: str, whole: str | None
) -> None:
    assert shown(text, "bindestrich") == hyphen
    assert shown(text, "mediopunkt") == point
    assert joined(text) == (point.replace(MEDIOPUNKT, "") if whole is None else whole)


def test_a_table_without_blanks_is_shown_with_all_the_text_around_it() -> None:
    site, _ = derive(project.catalogue(), project.TODAY, {})
    prose = easy_prose_of("Der Tee|Treff.\n\n|Tag|Zeit|\n|---|---|\n|Montag|9 Uhr|\n", site)
    html = prepare_markup(prose.markup.text)
    assert "Der Tee-Treff." in html
    assert [part.split("<")[0] for part in html.split("<td>")[1:]] == ["Montag", "9 Uhr"]


# --- Nothing that a program reads holds a sign of splitting ---


class _Head(HTMLParser):
    """The title, the description and the data of a page, and the words that people see."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.seen: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        found = dict(attrs)
        if tag == "meta" and found.get("name") == "description":
            self.data.append(found["content"] or "")

    def handle_data(self, data: str) -> None:
        if self._inside in {"title", "script"}:
            self.data.append(data)
        else:
            self.seen.append(data)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The easy pages of the golden city and all that is no page, with a sign nobody else uses."""
    folder = settle(tmp_path_factory.mktemp("compounds"))
    settings = folder / "content" / "site.yaml"
    text = f"{settings.read_text('utf-8')}leichte_sprache:\n  trennung: mediopunkt\n"
    settings.write_text(text, "utf-8")
    site, _ = look(Order(folder, folder / "templates", folder / "dist", TODAY, None))
    assert site is not None
    templates = Templates(folder / "templates", site.catalogue.texts, "mediopunkt")
    jobs = (it for it in jobs_in(planned(site)) if it.url.startswith(EASY) or _is_data(it.url))
    return {job.url: job.render(templates).decode("utf-8") for job in jobs}


def _is_data(url: str) -> bool:
    made = ("/suche/", "/daten/", "/merkzettel/")
    return url.endswith((".ics", ".atom", ".txt", ".xml")) or (
        url.endswith(".js") and any(part in url for part in made)
    )


def test_what_programs_read_holds_whole_words(files: Mapping[str, str]) -> None:
    assert {url.rpartition(".")[2] for url in files if "." in url} >= {"ics", "js", "atom"}
    for url, text in files.items():
        for part in [text] if "." in url else _parts(text).data:
            assert not re.search(rf"\w[|{MEDIOPUNKT}]\w", part), url


def test_what_people_read_is_divided(files: Mapping[str, str]) -> None:
    seen = _parts(files[f"{EASY}/"]).seen
    assert any("Start·seite" in text for text in seen)
    assert not any(re.search(r"\w\|\w", text) for text in seen)


def _parts(html: str) -> _Head:
    parser = _Head()
    parser.feed(html)
    return parser
