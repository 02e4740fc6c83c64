"""The dialect under any text: nothing raises, nothing is live, nothing is ambiguous.

Some texts are random characters, some are lines in any order, some are built of whole blocks
so that most of them are accepted. The last property is what the dialect is for: an accepted
text means the same to a CommonMark program, which knows nothing of ours.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.diagnostics import Location
from sitegen.markup import (
    Markup,
    Mention,
    Setting,
    plain_text,
    prepare_markup,
    read_markup,
    render_markup,
)

PLACE = Location("content/seiten/a.md", keys=("text",))

WORDS = [
    "Wort", "Ein Satz.", "**fett** da", "*schräg*", "a **b *c* d** e", "*a **b** c*", "(*x*)",
    '"Ja", sagt sie', "Geht's", "[Text](https://e.example/a_(b)?c=1)", "[**T** u](tel:115)",
    "*[Mail](mailto:a@e.example)*", "[Café](angebot:cafe)", "[[fakt:zahl]]", "**[[fakt:zahl]]**",
    "[sic] und […]", "3 < 5 & 6", "Name: ____", "* allein *", "*offen", "zu* da", "a_b",
]  # fmt: skip
# Lines that are fine in some places only, and lines that are fine nowhere.
OTHERS = [
    "a | b", "1) k", "24. Dezember", "2026. Danach", "- a", "- b *c*", "1. eins", "2. zwei",
    "7. sieben", "* s", "+ p", "• o", "> Zitat", ">", "> - q", "> > r", "## Titel", "### Unter",
    "# Eins", "##", "| a | b |", "|---|---|", "| c |", "---", "***", "===", "-", "*", "<b>x</b>",
    "`x`", "\\", "Wort  ", "https://e.example", "[a][b]", "&nbsp;", "__x__", "***x***", "    ",
    "\t", "[a](javascript:x)", "![x](y)", "{: .a}", "[[x]]", "a@e.example", "\u202e",
]  # fmt: skip
SPACES = ["", "", "", "", "  ", "    ", "    ", "        "]
BREAKS = st.sampled_from(["\n", "\n", "\n\n"])

words = st.sampled_from(WORDS)
lines = st.builds(str.__add__, st.sampled_from(SPACES), st.sampled_from(WORDS + OTHERS))
arranged = st.lists(st.builds(str.__add__, lines, BREAKS), max_size=9).map("".join)


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list: each item at most one level deeper than the one before, most of them well set."""
    counts: list[int] = []
    text = ""
    for _ in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, min(len(counts), 2)))
        if depth == len(counts):
            counts.append(draw(st.sampled_from([0, -1])))  # numbered or not
        del counts[depth + 1 :]
        mark = "-"
        if counts[depth] >= 0:
            counts[depth] += 1
            mark = f"{counts[depth]}."
        text += f"{'    ' * depth}{mark} {draw(words)}\n"
        more = draw(st.sampled_from(["", "", "", "wrapped", "paragraph"]))
        if more:
            gap = "  " if more == "wrapped" else "\n    "
            text += f"{gap}{'    ' * depth}{draw(words)}\n"
        text += "\n" if more == "paragraph" or not draw(st.integers(0, 4)) else ""
    return text.rstrip("\n")


paragraphs = st.lists(words, min_size=1, max_size=3).map("\n".join)
quotes = st.lists(
    st.sampled_from(["> ", ">"]).flatmap(lambda m: words.map(m.__add__) | st.just(">")),
    min_size=1,
    max_size=4,
).map("\n".join)
tables = st.lists(
    st.builds("| {} | {} |".format, words, st.just("") | words), min_size=2, max_size=3
).map(lambda rows: "\n".join([rows[0], "|---|---|", *rows[1:]]))
headings = st.builds("{} {}".format, st.sampled_from(["##", "###"]), words)
blocks = st.one_of(paragraphs, paragraphs, lists(), lists(), lists(), quotes, tables, headings)
ends = st.sampled_from([*["\n\n"] * 7, "\n"])
built = st.lists(st.builds(str.__add__, blocks, ends), max_size=4).map("".join)

MARKS = "[]()<>!*_#|`~\\&;:-+.\"'{}=/@ \n\t0123456789aZäß\u202e\x00"
anything = st.one_of(arranged, built, st.text(max_size=200), st.text(alphabet=MARKS, max_size=200))

Node: TypeAlias = "Tree | str"
Tree: TypeAlias = tuple[str, tuple[Node, ...]]
TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
START_TAG = re.compile(
    r'<(?:a href="(?:(?:https?://|mailto:|tel:|\.\./)[^"<>]+)"(?: rel="noopener")?'
    r'|h[23] id="text-[a-z0-9-]+"|th scope="col"|li class="lone"|[a-z]+[23]?)>'
)


def url(mention: Mention) -> str:
    return f"../{mention.kind}/{mention.target}/"


def in_brackets(mention: Mention) -> str:
    return f"[[{mention.kind}:{mention.target}]]"


def accepted(text: str) -> Markup:
    """The text as read; one that is refused reads as empty and proves nothing."""
    return read_markup(text, PLACE)[0]


def assert_harmless(html: str) -> None:
    """Every `<` begins one of our tags, written exactly as we write it."""
    for match in re.finditer(r"<[^>]*>?", html):
        tag = match[0]
        name = tag.strip("</>").partition(" ")[0]
        assert name in TAGS, tag
        assert tag == f"</{name}>" or START_TAG.fullmatch(tag), tag
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x27|nbsp);)", html)


# --- any text


@given(anything)
@settings(max_examples=600)
def test_no_text_raises_and_every_finding_lies_inside(text: str) -> None:
    markup, findings = read_markup(text, PLACE)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    places = [(finding.location.line, finding.location.column) for finding in findings]
    places += [(mention.line, mention.column) for mention in markup.mentions]
    for line, column in places:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    for mention in markup.mentions:
        assert lines[mention.line - 1][mention.column - 1] == "["
    has_errors = any(finding.is_error for finding in findings)
    assert markup.text == ("" if has_errors else text)


@given(anything)
@settings(max_examples=600)
def test_no_text_is_live_not_even_unread(text: str) -> None:
    markup, _ = read_markup(text, PLACE)
    assert_harmless(render_markup(markup, url, in_brackets))
    assert_harmless(render_markup(Markup(text, markup.mentions), url, in_brackets))
    plain_text(Markup(text, markup.mentions), in_brackets)


@given(anything)
@settings(max_examples=200)
def test_reading_and_rendering_depend_on_nothing_else(text: str) -> None:
    assert read_markup(text, PLACE) == read_markup(text, PLACE)
    assert prepare_markup(text) == prepare_markup(text)


# --- accepted texts


@given(built, st.sampled_from(["x", "[[fakt:zahl]]", "[a](angebot:cafe)", "<b>", "**a**"]))
@settings(max_examples=400)
def test_mentions_are_all_filled_and_never_twice(text: str, answer: str) -> None:
    markup = accepted(text)
    asked: list[Mention] = []

    def ask(mention: Mention) -> str:
        asked.append(mention)
        return answer

    html = render_markup(markup, lambda mention: ask(mention) and "../x/", ask)
    assert tuple(asked) == (markup.mentions if markup.text else ())
    links = sum(bool(mention.text) for mention in asked)
    assert html.count('<a href="../x/">') == links
    assert 'href="#' not in html
    assert html == render_markup(markup, lambda _: "../x/", lambda _: answer)


@given(built)
@settings(max_examples=200)
def test_plain_text_is_what_the_page_says(text: str) -> None:
    markup = accepted(text)
    html = render_markup(markup, url, in_brackets)
    plain = plain_text(markup, in_brackets)
    assert "".join(words_of(tree_of(html))).split() == plain.split()
    assert all(line == line.strip() != "" for line in plain.splitlines())


@given(built | arranged)
@settings(max_examples=1000)
def test_accepted_text_means_the_same_to_a_commonmark_program(text: str) -> None:
    markup = accepted(text)
    ours = render_markup(markup, url, in_brackets, setting=Setting(language="en"))
    theirs = MarkdownIt("commonmark").enable("table").render(markup.text)
    theirs = re.sub(r'href="([a-z]+):([a-z]+)"', r'href="../\1/\2/"', theirs)
    assert tree_of(ours) == tree_of(theirs)


# --- HTML as a tree, without what browsers show alike


class _Builder(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, list[Node]]] = [("page", [])]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append((f"a {dict(attrs)['href']}" if tag == "a" else tag, []))

    def handle_endtag(self, tag: str) -> None:
        name, children = self.open.pop()
        assert name.partition(" ")[0] == tag
        self.open[-1][1].append(simplified(name, children))

    def handle_data(self, data: str) -> None:
        self.open[-1][1].append(re.sub(r"\s+", " ", data))


CONTAINERS = {"page", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr"}
BLOCKS = CONTAINERS | {"p", "li", "td", "th", "h2", "h3"}


def tree_of(html: str) -> Tree:
    """The page; equal for HTML that differs in blanks, ids and tight or loose lists only."""
    builder = _Builder(html)
    ((name, children),) = builder.open
    return simplified(name, children)


def simplified(name: str, children: list[Node]) -> Tree:
    if name == "li":
        children = list(loosened(children))
    joined: list[Node] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    if name in BLOCKS:
        joined = [child for child in trimmed(joined) if child]
    return ("td" if name == "th" and not joined else name), tuple(joined)


def loosened(children: list[Node]) -> Iterator[Node]:
    """A list item with the words of its paragraphs directly inside."""
    for child in children:
        if isinstance(child, tuple) and child[0] == "p":
            yield "¶"
            yield from child[1]
            yield "¶"
        else:
            yield child


def trimmed(children: list[Node]) -> Iterator[Node]:
    """Without the blanks and paragraph marks at the edges of a block."""
    for index, child in enumerate(children):
        if isinstance(child, tuple):
            yield child
            continue
        text = re.sub(r"[ ¶]*¶[ ¶]*", "¶", child)
        if index == 0 or is_block(children[index - 1]):
            text = text.lstrip(" ¶")
        if index == len(children) - 1 or is_block(children[index + 1]):
            text = text.rstrip(" ¶")
        yield text


def is_block(child: Node) -> bool:
    return isinstance(child, tuple) and child[0] in BLOCKS


def words_of(tree: Node) -> Iterator[str]:
    """All words of the tree, those of different blocks apart."""
    if isinstance(tree, str):
        yield tree.replace("¶", " ")
        return
    edge = " " if tree[0] in BLOCKS else ""
    yield edge
    for child in tree[1]:
        yield from words_of(child)
    yield edge
