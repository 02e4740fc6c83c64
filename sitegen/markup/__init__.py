"""The written Markdown dialect: text -> Markup and findings, Markup -> safe HTML.

What enters is what an editor wrote; what leaves is either a `Markup` whose text every
Markdown program reads in the same way, or findings that say how to write it instead.
Rendering can therefore neither guess nor fail. Links to records, quoted facts and numbers of help
lines (`[Text](angebot:id)`, `[[fakt:id]]`, `[[krisenhilfe:id]]`) stay `Mention`s until the page
that shows the text is known, because addresses are relative to that page.

`grammar` holds the forms, `limits` the caps, `blocks` and `inline` check, `links` judges
addresses, `dialect` renders: the blocks by an engine (`reference` is Python-Markdown, `fast` is
pyromark), what is inside them by `running`, and nh3 cleans; `setting` sets ids and quotation
marks, `papers` links the numbers of council papers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sitegen.diagnostics import Findings, Location, diagnose, has_errors, in_order
from sitegen.markup.blocks import read_blocks
from sitegen.markup.grammar import Fault, Mention
from sitegen.markup.inline import mentions_in, read_inline
from sitegen.markup.limits import excesses, hidden_characters
from sitegen.markup.papers import PAPER_NUMBER, link_papers, one_space, paper_numbers
from sitegen.markup.setting import Quoted, Setting, fill, in_plain_words, set_html

__all__ = [
    "PAPER_NUMBER",
    "Markup",
    "Mention",
    "Quoted",
    "Setting",
    "accepted",
    "link_papers",
    "mentions_of",
    "one_space",
    "paper_numbers",
    "plain_text",
    "prepare_markup",
    "read_markup",
    "render_markup",
]

Answer = Callable[[Mention], str | None]
_AS_USUAL = Setting()


@dataclass(frozen=True, slots=True)
class Markup:
    """A text of the dialect and what it mentions, in the order written.

    A text with errors is empty here, so that nothing unread is ever rendered; its mentions
    are kept, so that wrong ones are reported in the same run.
    """

    text: str
    mentions: tuple[Mention, ...] = ()


def read_markup(text: str, location: Location) -> tuple[Markup, Findings]:
    """Check a text; lines and columns of the findings count from its start."""
    mentions: list[Mention] = []
    findings = in_order(
        diagnose(fault.code, location.inside(fault.line, fault.column), **fault.values)
        for fault in _faults(text, mentions)
    )
    return Markup("" if has_errors(findings) else text, tuple(mentions)), findings


def accepted(text: str) -> Markup:
    """A text that `read_markup` accepted before; it is not checked again."""
    return Markup(text, mentions_of(text))


def mentions_of(text: str) -> tuple[Mention, ...]:
    """What an accepted text mentions, in the order written and at a fraction of the cost."""
    return tuple(mentions_in(text))


def render_markup(
    markup: Markup,
    resolve: Answer,
    quote: Callable[[Mention], str | Quoted | None],
    level: int = 2,
    setting: Setting = _AS_USUAL,
) -> str:
    """Safe HTML; `##` becomes a heading of that `level`.

    `resolve` gives the address of a mentioned record (none: the words stay without a link),
    `quote` the plain words of a fact, with a link if they are `Quoted` (none: "…"). Raises
    `ValueError` for an address that would not be safe to follow: addresses come from our code.
    """
    return fill(prepare_markup(markup.text, level, setting), markup.mentions, resolve, quote)


def prepare_markup(text: str, level: int = 2, setting: Setting = _AS_USUAL) -> str:
    """The HTML before mentions are filled in: depends on its arguments alone, may be cached.

    What is beyond the caps, and so was never accepted, gives nothing.
    """
    from sitegen.markup.dialect import to_html  # a run that only checks renders nothing

    if any(excesses(text)):
        return ""
    return set_html(to_html(text, keep_lines=setting.keep_lines), level, setting)


def plain_text(markup: Markup, quote: Answer | None = None) -> str:
    """The words alone, one line per paragraph, heading, list item or table row."""
    html = prepare_markup(markup.text)
    return in_plain_words(fill(html, markup.mentions, lambda _: None, quote or (lambda _: None)))


def _faults(text: str, mentions: list[Mention]) -> Iterator[Fault]:
    """Everything wrong with the text; beyond the caps nothing else is looked at."""
    beyond = tuple(excesses(text))
    yield from beyond
    if beyond:
        return
    yield from hidden_characters(text)
    blocks, faults = read_blocks(text)
    yield from faults
    for block in blocks:
        found, faults = read_inline(block)
        mentions.extend(found)
        yield from faults
