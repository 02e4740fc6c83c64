"""What templates say about the page that is being written: its words, its links, its texts.

Macros are read once for all pages and cannot close over one of them; what they need of it they
find `here`. A renderer has one such object and turns it to each page before it writes it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup, escape

from sitegen.compounds import Splitting, joined, shown
from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.easywords import easy_phone
from sitegen.headers import policy
from sitegen.localised import number_in, plural_in
from sitegen.markup import Mention, Quoted, Setting, link_papers, render_markup
from sitegen.models.crisis import CRISIS_LINE
from sitegen.site import Texts
from sitegen.templating import safe, written
from sitegen.texts import MAIN
from sitegen.translations import is_crisis
from sitegen.urls import relative
from sitegen.views.page import Frame, Page, Prose, View, Words
from sitegen.views.structured import CONTEXT, plain_of, things_of

# On pages in other languages, what stands between German quotation marks is German.
_GERMAN_QUOTE = re.compile("(„[^„“”<>]*“)")


class WordingError(Exception):
    """A page needs a text that editors changed or took away; carries the finding."""

    def __init__(self, finding: Diagnostic) -> None:
        """Keep the finding for whoever renders the page."""
        super().__init__(finding.message)
        self.finding = finding


# A part that differs on more pages than that says something of each: to keep it helps nobody.
_VARIANTS = 8


class _Asked:
    """A page that notes what it is asked."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.answers: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        self.answers[name] = getattr(self._page, name)
        return self.answers[name]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page that stands on others beside it, too: if they answer alike.

    `targets`: its links to pages beside it, which it stands on differently, and below them.
    """

    html: Markup
    frame: Frame
    answers: Mapping[str, object]
    targets: frozenset[str]

    def is_for(self, page: Page) -> bool:
        """Whether it would be written for that page just so."""
        return (
            self.frame is page.frame
            and all(getattr(page, name) == it for name, it in self.answers.items())
            and not any(target.startswith(page.url) for target in self.targets)
        )


class Here:
    """The page of the moment, and what can be said on it; `page` and `frame` are for macros."""

    page: Page
    frame: Frame
    _page: Page

    def __init__(self, texts: Mapping[str, Texts], splitting: Splitting, drawings: Path) -> None:
        """Know the words of every language and the pictograms; no page is turned to yet."""
        self._texts = texts
        self._drawings = drawings
        self._drawn: dict[str, Markup] = {}
        self._splitting = splitting
        self._words: Texts = {}
        self._escaped: dict[tuple[str, bool], dict[str, tuple[Markup, bool]]] = {}
        self._said: dict[str, tuple[Markup, bool]] = {}
        self._framed: dict[tuple[object, ...], list[_Part]] = {}
        self._targets: set[str] | None = None
        self._folder = ""
        self._beside: tuple[object, ...] = ()

    def turn_to(self, page: Page) -> None:
        """Speak of `page` from now on."""
        if self._framed and page.frame is not self.frame:
            self._framed.clear()  # of a site that is no more
        self.page, self._page, self.frame = page, page, page.frame
        self._folder = page.url.rstrip("/").rpartition("/")[0] + "/"
        depth = page.url.count("/")
        self._beside = (self._folder, depth, page.texts, page.lang, page.is_anywhere)
        self._words = self._texts.get(page.texts, self._texts[MAIN])
        self._said = self._escaped.setdefault((page.texts, self._lacks_crisis), {})

    def t(self, key: str, /, **values: object) -> Markup:
        """The interface text of the page's language, its values escaped."""
        if key not in self._said:
            text = escape(shown(self._text(key), self._splitting))
            self._said[key] = text, "{" in text or "}" in text
        said, has_places = self._said[key]
        return _filled(said, key, values) if has_places else said

    def plain_t(self, key: str, /, **values: object) -> str:
        """The same as plain text with whole compounds: for a document's head and for data."""
        return _filled(escape(joined(self._text(key))), key, values).unescape()

    def t_de(self, key: str, /, **values: object) -> Markup:
        """The German text on a page in another language, which has to say so."""
        return _filled(escape(self._texts[MAIN][key]), key, values)

    def counted(self, key: str, count: int, /, **values: object) -> Markup:
        """The text in the form that goes with a number: `key_one`, `key_few`, else `key_other`."""
        language = self._page.lang
        form = f"{key}_{plural_in(language, count)}"
        name = form if form in self._words else f"{key}_other"
        number = number_in(language, count)
        return _filled(escape(self._text(name)), name, {**values, "count": number})

    def framed(self, macro: Callable[..., Markup], *values: object) -> Markup:
        """What a macro makes of `values` that are the frame's; written anew only where it differs.

        Pages beside each other have the same frame, except for what it says of the page. What the
        macro asks about the page is noted with its words, and compared for each further page.
        """
        page = self.page
        key = (macro.__name__, self._beside, *map(id, values))
        written = self._framed.setdefault(key, [])
        for part in written:
            if part.is_for(page):
                return part.html
        asked, self._targets = _Asked(page), set()
        self.page = cast("Page", asked)
        try:
            html = macro(*values)
        finally:
            self.page, targets, self._targets = page, self._targets, None
        near = frozenset(target for target in targets if target.startswith(self._folder))
        part = _Part(html, page.frame, asked.answers, near)
        if part.is_for(page) and len(written) < _VARIANTS:
            written.append(part)
        return html

    def is_at(self, url_path: str) -> bool:
        """Whether this is the page at a path; a link to it need not be one there."""
        if self._targets is not None:
            self._targets.add(url_path)
        return self._page.url == url_path

    def in_language(self, function: Callable[[str, Any], str]) -> Callable[[Any], str]:
        """A filter that writes a value as the page's language does."""
        return lambda value: function(self._page.lang, value)

    def rel(self, url_path: str) -> str:
        """The link from the page to a path of the site."""
        page = self._page
        if self._targets is not None:
            self._targets.add(url_path)
        if page.is_anywhere:
            return page.frame.base_path + url_path.removeprefix("/")
        return relative(url_path, page.url)

    def prose(self, prose: Prose, level: int = 2, prefix: str = "text") -> Markup:
        """A Markdown text, with its links from here; headings begin at `level`."""
        links = {target: self.rel(url) for target, url in prose.links}
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
        html = link_papers(html, self._addresses(prose.papers))
        if self._page.language:
            html = self._with_german(html, prose)
        return Markup(html)  # noqa: S704 - sanitised by render_markup

    def words(self, words: Words) -> Markup:
        """A plain text, escaped, with the council papers it names as links."""
        html = link_papers(str(escape(words.text)), self._addresses(words.papers))
        return Markup(html)  # noqa: S704 - escaped above; links are our own

    def structured(self, view: View) -> Markup:
        """The page's words for machines as JSON-LD; nothing in it can end its script."""

        def say(key: str) -> str:
            return joined(self._words.get(key, "")).replace("{city}", self.frame.city)

        things = [plain_of(thing, say) for thing in things_of(view)]
        if not things:
            return Markup("")
        text = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False)
        for char in "<>&\u2028\u2029":
            text = text.replace(char, f"\\u{ord(char):04x}")
        return Markup(text)  # noqa: S704 - what HTML could read as markup is escaped above

    def policy(self, *needs: str) -> Markup:
        """The policy of a page; its quotation marks can stand within an attribute as they are."""
        return Markup(policy(*needs))  # noqa: S704 - nothing in it is anybody's but ours

    def pictogram(self, name: str) -> Markup:
        """An own drawing as it stands in its file; beside words, so screen readers skip it."""
        if name not in self._drawn:
            svg = (self._drawings / f"{name}.svg").read_text("utf-8")
            self._drawn[name] = Markup(svg)  # noqa: S704 - ours, like the templates
        return self._drawn[name]

    def _with_german(self, html: str, prose: Prose) -> str:
        """A text in another language in which German quotes and ways to German pages say so."""
        for _, url in dict.fromkeys((*prose.links, *prose.papers)):
            if not url.startswith(f"/{self._page.lang}/"):
                link = f'<a href="{escape(self.rel(url))}"'
                html = html.replace(f"{link}>", f'{link} hreflang="de">')
        return _GERMAN_QUOTE.sub(r'<span lang="de" dir="ltr">\1</span>', html)

    def _addresses(self, papers: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
        return {number: self.rel(url) for number, url in papers}

    @property
    def _lacks_crisis(self) -> bool:
        """Whether words about help in a crisis are German here until somebody reviewed them."""
        language = self._page.language
        return language is not None and not language.says_crisis

    def _text(self, key: str) -> str:
        words = self._texts[MAIN] if self._lacks_crisis and is_crisis(key) else self._words
        text = words.get(key)
        if text is None:
            place = _place(key, self._page.texts)
            raise WordingError(diagnose("oberflaechentext-noetig", place, schluessel=key))
        return text


def _filled(template: Markup, key: str, values: Mapping[str, object]) -> Markup:
    """An escaped text with its places filled."""
    given = {name: written(value) for name, value in values.items()}
    try:
        # As text: every part is escaped already, and Markup would look at each once more.
        return safe(str.format_map(template, given))
    except KeyError as error:
        code, name = "oberflaechentext-platzhalter-unbekannt", error.args[0]
        raise WordingError(diagnose(code, _place(key), schluessel=key, name=name)) from None


def _place(key: str, language: str = MAIN) -> Location:
    return Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
