"""The fast engine gives the same bytes as the reference, and without it the reference is used."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.compounds import shown
from sitegen.fields import MarkdownText
from sitegen.gather import gather
from sitegen.load import load
from sitegen.markup import Setting, dialect, mentions_of, prepare_markup, read_markup
from sitegen.markup.dialect import Engine, to_html
from sitegen.markup.fast import blocks_by_pyromark, is_doubtful
from sitegen.markup.reference import blocks_by_python_markdown
from sitegen.markup.setting import fill, set_html
from sitegen.models import CONTENT_TYPES, leaves
from sitegen.reading import read_file
from tests.properties.test_markup_properties import (
    PLACE,
    anything,
    assert_harmless,
    built,
    in_brackets,
    lines,
    tables,
    url,
    words,
)
from tests.unit.test_markup import GOOD, PROSE

ROOT = Path(__file__).parents[2]

# What programs that know Markdown may take for marks, at the edges of lines and alone.
MARKS = [
    "\n", "\n\n", "\n    ", "\n        ", "\n> ", "\n>", "\n- ", "\n    - ", "\n-   ", "\n1. ",
    "\n2. ", "\n1.   ", "\n    1. ", "\n100. ", "\n## ", "\n### ", "\n| a | b |", "\n|---|---|",
    "\n| x |  |", " ", "  ", "1.", "2. x", "24. Mai", "12)", "3) c", "-", "--", "–", ">", "|", "#",
    "+", "=", ":", "~~a~~", "$x$", "a\\|b", "`", "&", "&x", "<", "١. a", "\u00a0", "\u2003",
    "\u3000", "\u200b", "\u00ad", "\ufeff", "\ue000", "\ue00b", "a", "b c", "**f**", "Gäst*innen",
    "x*y",
]  # fmt: skip
odd = st.lists(st.sampled_from(MARKS) | lines, max_size=14).map("".join)

sentences = st.lists(words, min_size=2, max_size=5).map(lambda parts: f"Da {' und '.join(parts)}.")
paragraphs = st.lists(sentences, min_size=2, max_size=4).map("\n".join)
items = st.lists(sentences, min_size=2, max_size=4)
others = st.one_of(
    items.map(lambda said: "- " + "\n- ".join(said)),
    items.map(lambda said: "- " + "\n\n- ".join(said)),
    items.map(lambda said: "1. " + "\n    - ".join(said)),
    items.map(lambda said: "- " + "\n  ".join(said)),
    items.map(lambda said: "> " + "\n> ".join(said)),
    tables,
)
sections = st.builds("## {}\n\n{}\n\n{}\n\n{}".format, sentences, paragraphs, others, paragraphs)
bodies = st.lists(sections, min_size=2, max_size=3).map("\n\n".join)


def assert_same(text: str) -> None:
    for keeps in (False, True):
        same = to_html(text, keep_lines=keeps, engine=blocks_by_python_markdown)
        assert to_html(text, keep_lines=keeps, engine=blocks_by_pyromark) == same


@pytest.fixture(scope="module", params=["", "tests/golden/city"], ids=["real", "city"])
def texts(request: pytest.FixtureRequest) -> list[str]:
    files, _ = load(ROOT / request.param, CONTENT_TYPES)
    written, _ = gather(tuple(map(read_file, files)))
    every = (leaf for record in written.records for leaf in leaves(record.content))
    found = [leaf.value for leaf in every if isinstance(leaf.marker, MarkdownText)]
    assert len(found) > 30
    return found


def test_every_text_there_is_gives_the_same_bytes(texts: list[str]) -> None:
    for text in texts:
        assert_same(text)
        assert_same(shown(text, "mediopunkt"))


def test_few_texts_are_left_to_the_reference(texts: list[str]) -> None:
    left = [text for text in texts if is_doubtful(text.strip("\n"))]
    assert len(left) <= len(texts) // 20, left


@pytest.mark.parametrize("text", [PROSE, *(param.values[0] for param in GOOD)])
def test_every_form_gives_the_same_bytes(text: str) -> None:
    assert_same(text)


@given(bodies)
@settings(max_examples=50)
def test_long_texts_give_the_same_bytes(text: str) -> None:
    assert read_markup(text, PLACE)[0].text == text
    assert_same(text)


@given(built | odd)
@settings(max_examples=600)
def test_whatever_is_accepted_gives_the_same_bytes(text: str) -> None:
    assert_same(read_markup(text, PLACE)[0].text)


@pytest.mark.parametrize("engine", [blocks_by_python_markdown, blocks_by_pyromark])
@given(text=anything | odd)
@settings(max_examples=150)
def test_no_engine_makes_anything_live(engine: Engine, text: str) -> None:
    html = set_html(to_html(text, engine=engine), 2, Setting())
    assert_harmless(fill(html, mentions_of(text), url, in_brackets))


@given(built | odd | bodies)
@settings(max_examples=300)
def test_what_is_mentioned_is_found_without_the_rest(text: str) -> None:
    markup, _ = read_markup(text, PLACE)
    if markup.text:
        assert mentions_of(text) == markup.mentions


def test_what_is_installed_decides() -> None:
    assert dialect.ENGINE is blocks_by_pyromark
    script = (
        "import sys; sys.modules['pyromark'] = None\n"
        "from sitegen.markup import dialect, prepare_markup\n"
        "assert 'sitegen.markup.fast' not in sys.modules\n"
        "sys.stdout.write(dialect.ENGINE.__name__ + prepare_markup('- *a*'))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"blocks_by_python_markdown{prepare_markup('- *a*')}"
