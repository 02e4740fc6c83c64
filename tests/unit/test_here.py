"""Parts of the frame are written once for pages beside each other, and always as if alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.here import WordingError
from sitegen.render import Templates
from sitegen.views.frame import frame_of
from sitegen.views.page import FilmLink, Page
from tests.unit.test_agenda import site_of

TEXTS = {"de": {"nav.home": "Start"}, "de-leicht": {"nav.home": "An-Fang"}}
MACROS = """\
{% macro nav(frame) %}
{% for url in ["/", "/a/", "/a/b/", "/c/#d"] %}
<a href="{{ url | rel }}"{% if here.is_at(url) %} aria-current="page"{% endif %}>x</a>
{% endfor %}
{{ t("nav.home") }} {{ here.page.section }} {{ here.page.is_easy }} {{ frame.name }}
{% if here.page.films %}{{ here.page.films[0].url | rel }}{% endif %}
{% endmacro %}
"""
FRAME = frame_of(site_of({}))
PLAIN = Page(FRAME, "/")
PAGES = (
    PLAIN,
    *(replace(PLAIN, url=url) for url in ("/a/", "/c/", "/a/b/", "/a/e/", "/a/f/", "/a/b/g/")),
    replace(PLAIN, url="/404.html", is_anywhere=True),
    replace(PLAIN, url="/a/h/", section="a"),
    replace(PLAIN, url="/a/i/", films=(FilmLink("x", "/film/", 1, 2, "3 MB"),)),
    replace(PLAIN, url="/a/k/", standard_url="/b/", texts="de-leicht"),
    replace(PLAIN, url="/a/l/", frame=replace(FRAME, name="Anders")),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.html").write_text(MACROS, "utf-8")
    return tmp_path


def parts(folder: Path, pages: tuple[Page, ...], call: str) -> list[str]:
    """What the part is on each of the pages, written one after the other."""
    templates = Templates(folder, TEXTS)
    source = f'{{% from "m.html" import nav %}}{{{{ {call} }}}}'
    template = templates._environment.from_string(source)
    found = []
    for page in pages:
        templates.here.turn_to(page)
        found.append(template.render(frame=page.frame))
    return found


@pytest.mark.parametrize("first", range(len(PAGES)))
def test_whatever_was_written_before_a_part_is_as_if_alone(folder: Path, first: int) -> None:
    rest = [page for number, page in enumerate(PAGES) if number != first]
    for others in (rest, rest[::-1]):
        order = (PAGES[first], *others, PAGES[first])
        assert parts(folder, order, "framed(nav, frame)") == parts(folder, order, "nav(frame)")


def test_pages_beside_each_other_share_a_part(folder: Path) -> None:
    templates = Templates(folder, TEXTS)
    source = '{% from "m.html" import nav %}{{ framed(nav, frame) }}'
    template = templates._environment.from_string(source)
    templates.here.turn_to(PLAIN)
    template.render(frame=FRAME)
    for number in range(20):
        templates.here.turn_to(replace(PLAIN, url=f"/a/x{number}/", section=str(number // 10)))
        template.render(frame=FRAME)
    kept = [part for written in templates.here._framed.values() for part in written]
    assert len(kept) == 2, "one for each section, none for the page that is linked"


def test_what_differs_on_every_page_is_not_kept_without_end(folder: Path) -> None:
    pages = tuple(replace(PLAIN, url=f"/a/x{n}/", section=str(n)) for n in range(40))
    assert parts(folder, pages, "framed(nav, frame)") == parts(folder, pages, "nav(frame)")


def test_a_part_that_cannot_be_worded_leaves_nothing_behind(folder: Path) -> None:
    (folder / "m.html").write_text("{% macro nav(frame) %}{{ t('fehlt') }}{% endmacro %}", "utf-8")
    templates = Templates(folder, TEXTS)
    template = templates._environment.from_string(
        '{% from "m.html" import nav %}{{ framed(nav, frame) }}'
    )
    templates.here.turn_to(PLAIN)
    with pytest.raises(WordingError):
        template.render(frame=FRAME)
    assert templates.here.page is PLAIN
    assert templates.here.rel("/a/") == "a/"
    assert not any(templates.here._framed.values())
