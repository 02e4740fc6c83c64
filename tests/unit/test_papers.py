"""Numbers of council papers in texts: found where they stand, linked once, nothing else changed."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Location
from sitegen.markup import link_papers, one_space, paper_numbers, prepare_markup, read_markup

A, B = "GRDrs 101/2023", "GRDrs 101/2023 1. Ergänzung"
LINKS = {A: "/a/", B: "/b/", "Antrag 12/2025": "/c/"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (A, [(A, A)]),
        (f"Siehe {A}.", [(A, A)]),
        (f"({A}, {A})", [(A, A), (A, A)]),
        (f"„{A}“", [(A, A)]),
        ("GRDrs\u00a0101/2023", [(A, A)]),
        ("GRDrs\n101/2023", [(A, A)]),
        ("- siehe GRDrs\n  101/2023", [(A, A)]),
        ("GRDrs  101/2023", [(A, A)]),
        ("GRDrs\n\n101/2023", []),
        (B, [(B, A)]),
        ("GRDrs 101/2023\n1.\u00a0Ergänzung", [(B, A)]),
        ("GRDrs 101/2023 1. Ergänzungen", [(A, A)]),
        ("GRDrs 101/2023 Ergänzung", [(A, A)]),
        ("Anträge 12/2025", [("Anträge 12/2025", "Anträge 12/2025")]),
        ("Ä 1/1999", [("Ä 1/1999", "Ä 1/1999")]),
        ("Drucksache GRDrs 101/2023", [(A, A)]),
        ("GR-Drs 101/2023", [("Drs 101/2023", "Drs 101/2023")]),
        ("grdrs 101/2023", []),
        ("xGRDrs 101/2023", []),
        ("1GRDrs 101/2023", []),
        ("a/GRDrs 101/2023", []),
        ("GRDrs 101/20234", []),
        ("GRDrs 101/2023/4", []),
        ("GRDrs 101/2023a", []),
        ("GRDrs 123456/2023", []),
        ("GRDrs 101/1823", []),
        ("GRDrs 101 / 2023", []),
        ("GRDrs 101/23", []),
        ("GRDrs １０１/2023", []),
    ],
)
def test_numbers_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert list(paper_numbers(text)) == found


def test_a_number_is_held_with_plain_single_spaces() -> None:
    assert one_space(" GRDrs\n \u00a0101/2023\t1. Ergänzung ") == B


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("", ""),
        (A, f'<a href="/a/">{A}</a>'),
        (f"<p>{A}.</p>", f'<p><a href="/a/">{A}</a>.</p>'),
        ("<p>GRDrs\n101/2023</p>", '<p><a href="/a/">GRDrs\n101/2023</a></p>'),
        ("GRDrs\u00a0101/2023", '<a href="/a/">GRDrs\u00a0101/2023</a>'),
        (B, f'<a href="/b/">{B}</a>'),
        (f"{A} 2. Ergänzung", f'<a href="/a/">{A}</a> 2. Ergänzung'),
        (f"{A} und {A}", f'<a href="/a/">{A}</a> und <a href="/a/">{A}</a>'),
        (
            f"<li>{A}</li><li>{B}</li>",
            f'<li><a href="/a/">{A}</a></li><li><a href="/b/">{B}</a></li>',
        ),
        (f'<h2 id="t">{A}</h2>', f'<h2 id="t"><a href="/a/">{A}</a></h2>'),
        (f"<strong>{A}</strong>", f'<strong><a href="/a/">{A}</a></strong>'),
        (f"&lt;{A}&gt; &amp;{A}", f'&lt;<a href="/a/">{A}</a>&gt; &amp;<a href="/a/">{A}</a>'),
    ],
)
def test_numbers_become_links(html: str, linked: str) -> None:
    assert link_papers(html, LINKS) == linked


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="/x/">{A}</a>',
        f'<a href="/x/">im <em>{A}</em> dort</a>',
        f'<a href="/x/" title="{A}">mehr</a>',
        f'<p title="{A}">mehr</p>',
        f'<p title="5 > {A}">mehr</p>',
        "GRDrs 102/2023",
        "<strong>GRDrs</strong> 101/2023",
        "Antrag 12/2026 und Vorlage 12/2025",
    ],
)
def test_what_is_no_place_for_a_link_stays(html: str) -> None:
    assert link_papers(html, LINKS) == html


def test_after_a_link_numbers_are_linked_again() -> None:
    html = f'<a href="/x/">{A}</a> {A}'
    assert link_papers(html, LINKS) == f'<a href="/x/">{A}</a> <a href="/a/">{A}</a>'


def test_linking_twice_changes_nothing() -> None:
    once = link_papers(f"<p>{A} und {B}</p>", LINKS)
    assert link_papers(once, LINKS) == once


def test_without_papers_nothing_is_looked_at() -> None:
    assert link_papers(f"<p>{A}</p>", {}) == f"<p>{A}</p>"


def test_an_address_is_escaped_and_must_be_harmless() -> None:
    assert link_papers(A, {A: '../a/?x="1"&y'}) == f'<a href="../a/?x=&quot;1&quot;&amp;y">{A}</a>'
    for url in ("javascript:alert(1)", "JavaScript:x", "data:text/html,x"):
        with pytest.raises(ValueError, match="address"):
            link_papers(A, {A: url})


def test_the_dialect_prints_numbers_so_that_they_are_found() -> None:
    text = (
        "## Zu GRDrs 101/2023\n\n- siehe GRDrs\n  101/2023\n- und *Antrag 12/2025*\n\n"
        "| Nummer | Was |\n|---|---|\n"
        "| GRDrs\u00a0101/2023 | [GRDrs 101/2023](https://e.example/) |\n"
    )
    markup, findings = read_markup(text, Location("content/seiten/a.md"))
    assert findings == ()
    html = link_papers(prepare_markup(markup.text), LINKS)
    assert html.count('<a href="/a/">') == 3
    assert html.count('<a href="/c/">') == 1
    assert 'id="text-zu-grdrs-101-2023"' in html


class Reader(HTMLParser):
    """The words of some HTML, and whether every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.open: list[str] = []
        self.is_balanced = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_balanced &= tag != "a" or "a" not in self.open
        assert all(value is not None for _, value in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


spaces = st.sampled_from([" ", "\u00a0", "\n", "\n  ", "  ", "\n\n", ""])
words = st.sampled_from(
    ["GRDrs", "101/2023", "Antrag", "12/2025", "1. Ergänzung", "Wort", "/", "-", "7", "<b>", "&",
     '"', "'", "&amp;", "</a>", "<a href=", "„", "1."]
)  # fmt: skip
plain = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0")),
    st.lists(st.builds(str.__add__, words, spaces)).map("".join),
)
TAGS = ("p", "em", "strong", "h2", "li", "a")


@st.composite
def htmls(draw: st.DrawFn) -> str:
    """Escaped words in nested elements, with an attribute that looks like text."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        tag = draw(st.sampled_from(TAGS))
        inner = escape(draw(plain))
        if tag != "a" and draw(st.booleans()):
            inner += f'<a href="{escape(draw(plain))}">{escape(draw(plain))}</a>'
        title = escape(draw(plain))
        parts.append(f'<{tag} title="{title}">{inner}</{tag}>{escape(draw(plain))}')
    return "".join(parts)


@given(htmls())
def test_only_links_are_added(html: str) -> None:
    linked = link_papers(html, LINKS)
    before, after = Reader(html), Reader(linked)
    assert after.words == before.words
    assert after.is_balanced
    assert not after.open
    assert re.sub(r'<a href="/[abc]/">(.*?)</a>', r"\1", linked, flags=re.DOTALL) == html
    assert link_papers(linked, LINKS) == linked


@given(plain)
def test_every_number_of_a_plain_text_is_linked(text: str) -> None:
    linked = link_papers(escape(text), LINKS)
    known = [both for both in paper_numbers(text) if {*both} & LINKS.keys()]
    assert linked.count("<a ") == len(known)
    assert unescape(re.sub(r'<a href="/[abc]/">(.*?)</a>', r"\1", linked, flags=re.DOTALL)) == text
