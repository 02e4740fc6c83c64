"""Views become pages: every text escaped, every word known, every link relative."""

import html
import re
from dataclasses import dataclass, replace
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import Moment
from sitegen.diagnostics import Location
from sitegen.here import WordingError
from sitegen.markup import read_markup
from sitegen.render import Templates, file_job, page_job
from sitegen.views import page as page_words
from sitegen.views.page import Frame, Line, Office, Page, Prose, View

FRAME = Frame(
    name="Musterstadt",
    claim="",
    city="Musterstadt",
    is_demo=True,
    base_url="",
    base_path="/unter/weg/",
    office=Office("", "", None, "", "", "", ""),
    crisis_now=(),
    crisis_talk=(),
    keeps_no_logs=False,
    key="k",
)
PAGE = Page(FRAME, "/angebote/tee/", title="Tee")
TEXTS = {
    "de": {"gruss": "Hallo {name} & Co.", "klammer": "{{so}}", "nur.de": "deutsch"},
    "de-leicht": {"gruss": "Guten Tag {name}.", "klammer": "{{so}}", "nur.de": "deutsch"},
}


@dataclass(frozen=True, slots=True)
class Words(View):
    """A view for these tests: some words, a text and a summary."""

    words: str = ""
    text: Prose | None = None
    summary: page_words.Words | None = None
    day: date = date(2026, 3, 1)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


def rendered(folder: Path, template: str, view: Words) -> str:
    (folder / "x.html").write_text(template, "utf-8")
    return Templates(folder, TEXTS).page("x.html", view).decode("utf-8")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ page.title }} {{ frame.name }} {{ view.words }}", "Tee Musterstadt &lt;b&gt;"),
        ("{{ t('gruss', name=view.words) }}", "Hallo &lt;b&gt; &amp; Co."),
        ("{{ t('gruss', name=1) }}", "Hallo 1 &amp; Co."),
        ("{{ t('klammer') }}", "{so}"),
        ("{{ '/'|rel }} {{ '/angebote/'|rel }} {{ '/angebote/tee/'|rel }}", "../../ ../ ./"),
        ("{{ '/angebote/tee/#x'|rel }} {{ '/404.html'|rel }}", "#x ../../404.html"),
        ("{{ view.day|date_de }}", "1. März 2026"),
        ("<a title='{{ view.words }}'>", "<a title='&lt;b&gt;'>"),
        ("  {% if true %}\n  x\n  {% endif %}\n", "  x\n"),
        (
            "{{ 'a&' ~ view.words }} {{ t('klammer') ~ view.words }}",
            "a&amp;&lt;b&gt; {so}&lt;b&gt;",
        ),
        (
            "{{ {'a': 1}.a }} {{ view.wodrs is defined }} {{ view.words is defined }}",
            "1 False True",
        ),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(b=3, a=0) }}", "12 03"),
        (
            "{% macro m(a) %}{{ a ~ caller() }}{% endmacro %}{% call m('<') %}<b>{% endcall %}",
            "&lt;<b>",
        ),
    ],
)
def test_what_templates_can_say(folder: Path, template: str, expected: str) -> None:
    assert rendered(folder, template, Words(PAGE, "<b>")) == expected


def test_times_are_words(folder: Path) -> None:
    (folder / "t.html").write_text("{{ start|time_range(end) }}", "utf-8")
    template = Templates(folder, TEXTS)._environment.get_template("t.html")
    assert template.render(start=time(9), end=time(10, 30)) == "9–10:30 Uhr"


def test_words_are_those_of_the_page(folder: Path) -> None:
    easy = replace(PAGE, texts="de-leicht")
    assert rendered(folder, "{{ t('gruss', name='A') }}", Words(easy)) == "Guten Tag A."
    foreign = replace(PAGE, texts="en")
    assert rendered(folder, "{{ t('gruss', name='A') }}", Words(foreign)) == "Hallo A &amp; Co."


def test_a_page_for_any_depth_links_from_the_base(folder: Path) -> None:
    lost = replace(PAGE, url="/404.html", is_anywhere=True)
    shown = rendered(folder, "{{ '/'|rel }} {{ '/angebote/'|rel }}", Words(lost))
    assert shown == "/unter/weg/ /unter/weg/angebote/"


@pytest.mark.parametrize(
    ("template", "code", "keys"),
    [
        ("{{ t('abschied') }}", "oberflaechentext-noetig", ("abschied",)),
        ("{{ t('offer.when') }}", "oberflaechentext-noetig", ("offer", "when")),
        ("{{ t('gruss') }}", "oberflaechentext-platzhalter-unbekannt", ("gruss",)),
        ("{{ t('gruss', nam='x') }}", "oberflaechentext-platzhalter-unbekannt", ("gruss",)),
    ],
)
def test_words_that_do_not_fit_are_a_finding(
    folder: Path, template: str, code: str, keys: tuple[str, ...]
) -> None:
    with pytest.raises(WordingError) as error:
        rendered(folder, template, Words(PAGE))
    assert error.value.finding.code == code
    assert error.value.finding.location == Location("content/texte/de.yaml", keys=keys)
    assert error.value.finding.is_error


@pytest.mark.parametrize(
    "template",
    ["{{ view.wodrs }}", "{{ nichts }}", "{{ view.words.x.y }}", "{% if nichts %}{% endif %}"],
)
def test_what_a_template_misspells_is_our_fault(folder: Path, template: str) -> None:
    with pytest.raises((jinja2.UndefinedError, AttributeError)):
        rendered(folder, template, Words(PAGE))


@pytest.mark.parametrize("given", ["b=1", "1, a=1", "1, 2"])
def test_macros_take_what_they_name(folder: Path, given: str) -> None:
    template = f"{{% macro m(a) %}}{{% endmacro %}}{{{{ m({given}) }}}}"
    with pytest.raises(TypeError):
        rendered(folder, template, Words(PAGE))


@pytest.mark.parametrize("name", ["../x.html", "/etc/passwd", "nichts.html"])
def test_templates_come_from_their_folder(folder: Path, name: str) -> None:
    with pytest.raises(jinja2.TemplateNotFound):
        Templates(folder, TEXTS).page(name, Words(PAGE))


def test_content_is_no_template(folder: Path) -> None:
    hostile = "{{ 7 * 7 }}{% for x in y %}{# k #}"
    assert rendered(folder, "{{ view.words }}", Words(PAGE, hostile)) == hostile
    assert rendered(folder, "{{ t('gruss', name=view.words) }}", Words(PAGE, "{name}{x}")) == (
        "Hallo {name}{x} &amp; Co."
    )


def test_prose_resolves_what_it_mentions(folder: Path) -> None:
    text = "Der [Chor](angebot:chor), das [Haus](ort:haus), [[fakt:zahl]].\n"
    markup, findings = read_markup(text, Location("offers/tee.yaml"))
    assert findings == ()
    prose = Prose(markup, ((("angebot", "chor"), "/angebote/chor/"),), (("zahl", "12 <Menschen>"),))
    shown = rendered(folder, "{{ view.text|prose }}", Words(PAGE, text=prose))
    assert re.search(r'<a href="\.\./chor/"[^>]*>Chor</a>', shown)
    assert "das Haus, " in shown
    assert "12 &lt;Menschen&gt;" in shown


def test_the_number_of_a_help_line_can_be_called_from_the_text(folder: Path) -> None:
    markup, findings = read_markup("Der Notruf [[krisenhilfe:not]].\n", Location("offers/tee.yaml"))
    assert findings == ()
    prose = Prose(markup, numbers=(("not", Line("112", "tel:112")),))
    shown = rendered(folder, "{{ view.text|prose }}", Words(PAGE, text=prose))
    assert shown == '<p>Der Notruf <a href="tel:112">112</a>.</p>'


PAPERS = (("Antrag 1/2026", "/dokumente/a/"),)


@pytest.mark.parametrize(
    ("text", "papers", "expected"),
    [
        ("Nach Antrag 1/2026.", PAPERS, 'Nach <a href="../../dokumente/a/">Antrag 1/2026</a>.'),
        ("Nach Antrag 1/2026.", (), "Nach Antrag 1/2026."),
        ("Nach Antrag 2/2026.", PAPERS, "Nach Antrag 2/2026."),
        (
            '<b>Antrag 1/2026</b> & "x"',
            PAPERS,
            '&lt;b&gt;<a href="../../dokumente/a/">Antrag 1/2026</a>&lt;/b&gt; &amp; &#34;x&#34;',
        ),
        ("", PAPERS, ""),
    ],
)
def test_plain_words_link_papers_and_nothing_else(
    folder: Path, text: str, papers: tuple[tuple[str, str], ...], expected: str
) -> None:
    view = Words(PAGE, summary=page_words.Words(text, papers))
    assert rendered(folder, "{{ view.summary | words }}", view) == expected
    shown = rendered(folder, "{% if view.summary %}da{% endif %}", view)
    assert shown == ("da" if text else "")


def test_prose_links_papers_but_not_inside_links(folder: Path) -> None:
    text = "Nach Antrag 1/2026, im [Antrag 1/2026](https://a.example/).\n"
    markup, findings = read_markup(text, Location("content/seiten/a.md"))
    assert findings == ()
    view = Words(PAGE, text=Prose(markup, papers=PAPERS))
    shown = rendered(folder, "{{ view.text | prose }}", view)
    assert shown.count("<a ") == 2
    assert '<a href="../../dokumente/a/">Antrag 1/2026</a>, im' in shown
    lost = replace(PAGE, url="/404.html", is_anywhere=True)
    shown = rendered(folder, "{{ view.text | prose }}", replace(view, page=lost))
    assert 'href="/unter/weg/dokumente/a/"' in shown


def test_easy_prose_keeps_its_lines(folder: Path) -> None:
    markup, _ = read_markup("Eins.\nZwei.\n", Location("content/seiten/a.leicht.md"))
    easy = Words(PAGE, text=Prose(markup, is_easy=True))
    assert re.search(r"Eins\.<br>\s*Zwei\.", rendered(folder, "{{ view.text | prose }}", easy))
    usual = Words(PAGE, text=Prose(markup))
    assert "<br>" not in rendered(folder, "{{ view.text | prose }}", usual)


def test_spans_are_words(folder: Path) -> None:
    (folder / "s.html").write_text("{{ begin|span_de(end) }}", "utf-8")
    template = Templates(folder, TEXTS)._environment.get_template("s.html")
    begin, end = Moment(2026, 6, 21), Moment(2026, 6, 23)
    assert template.render(begin=begin, end=end) == "21. bis 23. Juni 2026"
    assert template.render(begin=begin, end=None) == "21. Juni 2026"


def test_a_text_knows_how_deep_its_headings_begin(folder: Path) -> None:
    markup, _ = read_markup("## Zeiten\n\nImmer.\n", Location("offers/tee.yaml"))
    view = Words(PAGE, text=Prose(markup))
    assert "<h2" in rendered(folder, "{{ view.text|prose }}", view)
    assert "<h4" in rendered(folder, "{{ view.text|prose(4) }}", view)


class Reader(HTMLParser):
    """What a browser would see: tags, attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


WHOLE = (
    "<h1>{{ view.words }}</h1><p title=\"{{ view.words }}\">{{ t('gruss', name=view.words) }}</p>"
)
LIVE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=a()>",
    '"><b>',
    "'><b>",
    "&lt;b&gt;",
    "</h1>",
)
hostile = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0")),
    st.lists(st.sampled_from([*LIVE, "&amp;", "{{ x }}", "%", "]]>", "<!--", "\\"])).map("".join),
)


@given(hostile)
def test_any_title_is_shown_and_never_lives(folder: Path, words: str) -> None:
    page = rendered(folder, WHOLE, Words(PAGE, words))
    seen = Reader(page)
    assert seen.tags == [("h1", []), ("p", [("title", words)])]
    assert seen.text == f"{words}Hallo {words} & Co."
    assert html.escape(words, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")


# Keys are known before anything is rendered.


def test_a_key_changes_with_everything_a_page_shows() -> None:
    keys = [
        page_job("x.html", Words(PAGE)).key,
        page_job("y.html", Words(PAGE)).key,
        page_job("x.html", Words(PAGE, "a")).key,
        page_job("x.html", Words(replace(PAGE, url="/b/"))).key,
        page_job("x.html", Words(replace(PAGE, frame=replace(FRAME, key="l")))).key,
    ]
    assert len(set(keys)) == len(keys)
    assert page_job("x.html", Words(PAGE)).key == keys[0]
    assert page_job("x.html", Words(PAGE), "offers/tee.yaml").source == "offers/tee.yaml"


def test_files_are_known_by_their_bytes(folder: Path) -> None:
    one, other = file_job("/robots.txt", b"a"), file_job("/robots.txt", b"b")
    assert one.key != other.key
    assert one.render(Templates(folder, TEXTS)) == b"a"
    assert (one.url, one.source) == ("/robots.txt", "")
