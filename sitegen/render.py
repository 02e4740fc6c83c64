"""Views -> bytes: the one Jinja2 environment, strict and autoescaping.

Templates get a frozen view and never the domain or the settings. Links are relative to the
page (`| rel`), words come from the interface texts (`t("key")`), Markdown is rendered and
sanitised here and nowhere else.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sitegen.compounds import Splitting, joined, shown
from sitegen.config import TEXTS_FOLDER
from sitegen.dates import date_de, span_de, time_range_de
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.easywords import (
    easy_age,
    easy_day,
    easy_hours,
    easy_lines,
    easy_listed,
    easy_money,
    easy_phone,
    easy_rhythm,
    easy_sentence,
)
from sitegen.localised import (
    clock_in,
    date_in,
    day_in,
    language_in,
    month_in,
    number_in,
    plural_in,
    weekday_in,
)
from sitegen.markup import Mention, Quoted, Setting, link_papers, render_markup
from sitegen.models.crisis import CRISIS_LINE
from sitegen.plainlines import lines_of
from sitegen.qrcodes import dots
from sitegen.site import PageJob, Renderer, Texts
from sitegen.texts import MAIN
from sitegen.translations import is_crisis
from sitegen.urls import relative
from sitegen.views.page import Page, Prose, View, Words
from sitegen.views.structured import CONTEXT, plain_of, things_of


class WordingError(Exception):
    """A page needs a text that editors changed or took away; carries the finding."""

    def __init__(self, finding: Diagnostic) -> None:
        """Keep the finding for whoever renders the page."""
        super().__init__(finding.message)
        self.finding = finding


# On pages in other languages, what stands between German quotation marks is German.
_GERMAN_QUOTE = re.compile("(„[^„“”<>]*“)")

# Filters that write a value as the page's language does.
_IN_LANGUAGE: Mapping[str, Callable[[str, Any], str]] = {
    "clock_in": clock_in,
    "date_in": date_in,
    "day_in": day_in,
    "language_in": language_in,
    "month_in": month_in,
    "number_in": number_in,
    "weekday_in": weekday_in,
}


class Templates:
    """A `Renderer` over one folder of templates and the interface texts of a site."""

    def __init__(
        self, folder: Path, texts: Mapping[str, Texts], splitting: Splitting = "bindestrich"
    ) -> None:
        """Set up the environment; templates are read when first used."""
        self._texts = texts
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals |= {
            "t": _translate,
            "plain_t": _translate_joined,
            "t_de": _in_german,
            "counted": _counted,
            "splitting": splitting,
        }
        self._environment.filters |= {
            "rel": _relative,
            "prose": _prose,
            "words": _words,
            "date_de": date_de,
            "span_de": span_de,
            "time_range": time_range_de,
            "lines": lines_of,
            "plain": _plain,
            "dots": dots,
            "day_of": date.fromisoformat,
            "easy_day": easy_day,
            "easy_hours": easy_hours,
            "easy_rhythm": easy_rhythm,
            "easy_money": easy_money,
            "easy_phone": easy_phone,
            "easy_age": easy_age,
            "easy_listed": easy_listed,
            "easy_lines": easy_lines,
            "easy_sentence": easy_sentence,
        }
        self._environment.filters |= {
            name: _in_language(function) for name, function in _IN_LANGUAGE.items()
        }
        # Data for scripts can be read as it is; what HTML could take for markup is still escaped.
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}

    def page(self, template: str, view: object) -> bytes:
        """The page as UTF-8.

        Raises `WordingError` for texts that do not fit, and Jinja2's errors, which are ours
        and not the editors'.
        """
        assert isinstance(view, View)
        words = self._texts.get(view.page.texts, self._texts[MAIN])
        html = self._environment.get_template(template).render(
            view=view,
            page=view.page,
            frame=view.page.frame,
            words=words,
            german_words=self._texts[MAIN],
            structured=_structured(view, words),
        )
        return html.encode("utf-8")


def _structured(view: View, words: Texts) -> Markup:
    """The page's words for machines as JSON-LD; nothing in it can end the script it stands in."""

    def say(key: str) -> str:
        return joined(words.get(key, "")).replace("{city}", view.page.frame.city)

    things = [plain_of(thing, say) for thing in things_of(view)]
    if not things:
        return Markup("")
    text = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - what HTML could read as markup is escaped above


def page_job(template: str, view: View, source: str = "") -> PageJob:
    """Plan one page: its key is made of what it shows, so it is known before rendering."""
    key = hashlib.sha256(f"{template}\0{view!r}".encode()).hexdigest()

    def render(renderer: Renderer) -> bytes:
        return renderer.page(template, view)

    return PageJob(view.page.url, key, render, source, view.page.is_indexed)


def file_job(url: str, data: bytes) -> PageJob:
    """Plan a file whose bytes are already known."""
    return PageJob(url, hashlib.sha256(data).hexdigest(), lambda _renderer: data)


def _plain(html: str) -> str:
    """The words of a template's lines, without what they link to."""
    return "".join(text for text, *_ in lines_of(html))


@pass_context
def _translate(context: Context, key: str, **values: object) -> Markup:
    """The interface text of the page's language, its values escaped."""
    return _filled(shown(_text(context, key), context["splitting"]), key, values)


@pass_context
def _translate_joined(context: Context, key: str, **values: object) -> str:
    """The same as plain text with whole compounds: for the head of a document and for data."""
    return _filled(joined(_text(context, key)), key, values).unescape()


@pass_context
def _in_german(context: Context, key: str, **values: object) -> Markup:
    """The German text on a page in another language, which has to say so."""
    return _filled(context["german_words"][key], key, values)


@pass_context
def _counted(context: Context, key: str, count: int, **values: object) -> Markup:
    """The text in the form that goes with a number: `key_one`, `key_few`, else `key_other`."""
    language = context["page"].lang
    form = f"{key}_{plural_in(language, count)}"
    name = form if form in context["words"] else f"{key}_other"
    return _filled(_text(context, name), name, {**values, "count": number_in(language, count)})


def _in_language(function: Callable[[str, Any], str]) -> Callable[[Context, Any], str]:
    @pass_context
    def write(context: Context, value: Any) -> str:
        return function(context["page"].lang, value)

    return write


def _text(context: Context, key: str) -> str:
    """The text as written; words about help in a crisis are German until they are reviewed."""
    page: Page = context["page"]
    is_german = page.language and is_crisis(key) and not page.language.says_crisis
    text: str | None = context["german_words" if is_german else "words"].get(key)
    if text is None:
        place = _place(key, page.texts)
        raise WordingError(diagnose("oberflaechentext-noetig", place, schluessel=key))
    return text


def _filled(template: str, key: str, values: Mapping[str, object]) -> Markup:
    safe = {name: escape(value) for name, value in values.items()}
    try:
        return Markup(escape(template).format_map(safe))  # noqa: S704 - every part is escaped
    except KeyError as error:
        code, name = "oberflaechentext-platzhalter-unbekannt", error.args[0]
        raise WordingError(diagnose(code, _place(key), schluessel=key, name=name)) from None


def _place(key: str, language: str = MAIN) -> Location:
    return Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))


@pass_context
def _relative(context: Context, url_path: str) -> str:
    return _from_here(context["page"], url_path)


def _from_here(page: Page, url_path: str) -> str:
    if page.is_anywhere:
        return page.frame.base_path + url_path.removeprefix("/")
    return relative(url_path, page.url)


@pass_context
def _prose(context: Context, prose: Prose, level: int = 2, prefix: str = "text") -> Markup:
    links = {target: _from_here(context["page"], url) for target, url in prose.links}
    facts, numbers = dict(prose.facts), dict(prose.numbers)

    def quote(mention: Mention) -> Quoted:
        if mention.kind == CRISIS_LINE.name:
            line = numbers[mention.target]
            display = easy_phone(line.display) if prose.is_easy else line.display
            return Quoted(display, line.href)
        target = (mention.kind, mention.target)
        return Quoted(facts.get(mention.target, ""), links.get(target, ""))

    html = render_markup(
        prose.markup,
        resolve=lambda mention: links.get((mention.kind, mention.target)),
        quote=quote,
        level=level,
        setting=Setting(prefix=prefix, keep_lines=prose.is_easy),
    )
    html = link_papers(html, _addresses(context, prose.papers))
    if context["page"].language:
        html = _with_german(html, prose, context["page"])
    return Markup(html)  # noqa: S704 - sanitised by render_markup


def _with_german(html: str, prose: Prose, page: Page) -> str:
    """A text in another language in which German quotations and ways to German pages say so."""
    for _, url in dict.fromkeys((*prose.links, *prose.papers)):
        if not url.startswith(f"/{page.lang}/"):
            link = f'<a href="{escape(_from_here(page, url))}"'
            html = html.replace(f"{link}>", f'{link} hreflang="de">')
    return _GERMAN_QUOTE.sub(r'<span lang="de" dir="ltr">\1</span>', html)


@pass_context
def _words(context: Context, words: Words) -> Markup:
    """A plain text, escaped, with the council papers it names as links."""
    html = link_papers(str(escape(words.text)), _addresses(context, words.papers))
    return Markup(html)  # noqa: S704 - escaped above; links are our own


def _addresses(context: Context, papers: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {number: _from_here(context["page"], url) for number, url in papers}
