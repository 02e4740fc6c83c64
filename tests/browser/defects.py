"""What somebody might put into a template or sheet some day, for each condition of each gate.

Each is wrong in one way alone and lies as near to what is allowed as it can, so that no gate
can lose a condition, or a threshold its place, while all of them are still found.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """A gate or rule, what it has to find, how that gets into a page, and who sees it."""

    gate: str
    name: str
    script: str
    mode: str = "light"


def _added(gate: str, name: str, html: str, mode: str = "light") -> Defect:
    return Defect(gate, name, f"main.insertAdjacentHTML('beforeend', {json.dumps(html)})", mode)


# 79 letters, as a heading may just have.
_LONG = "Wort " * 15 + "Ende"
_STOPS = (
    *('<a href="/x/" {}>Hof</a>', "<button {}>Los</button>", "<input {}>", "<textarea {}>"),
    *("<select {}></select>", "<details><summary {}>Mehr</summary></details>", "<p tabindex=0 {}>"),
)
_FIELDS = (
    "<input {}>",
    "<select {}></select>",
    "<textarea {}></textarea>",
    "<button {}>A</button>",
)
_VAGUE = (
    *("hier", "Mehr", "weiter", "Link", "klick hier", "Klicken Sie hier", "mehr dazu", "here"),
    *("mehr lesen", "mehr erfahren", "mehr Info", "mehr Infos", "Weiterlesen", "Details", "more"),
    *("click here", "read more", "next", "mehr…", "mehr:", "mehr.", "mehr!"),
)
_NO_ALT = (
    *("hof.jpg", "hof.JPEG", "hof.png", "hof.webp", "hof.svg", "hof.gif", "Bild", "foto 3"),
    *("image-2", "img12", "hof am_see"),
)
_FOREIGN = {
    "Cyrillic letters": "<p>Ласкаво</p>",
    "Arabic letters": "<p>مرحبا</p>",
    "Cyrillic letters in Arabic": '<p lang="ar">Ласкаво</p>',
    "Arabic letters in Ukrainian": '<p lang="uk">مرحبا</p>',
    **{f"{it} in English": f'<p lang="en-GB">{it}</p>' for it in "äöüßÄÖÜ"},
}
_FILM = '<video {}><track kind="{}" {} {}></video>'
_BOXES = (
    *('<p class="panel" {}>A', '<p class="crisis" {}>A', '<p class="end" {}>A'),
    *('<p class="card" {}>A', '<p class="way" {}>A', '<p class="group" {}>A'),
    *(
        '<p class="standing" {}>A',
        '<p class="button" {}>A',
        '<p class="chips"><a href="/" {}>A</a>',
    ),
    *('<p class="tiles"><a href="/" {}>A</a>', '<p class="tools"><a href="/" {}>A</a>'),
)


def _focus() -> Iterator[Defect]:
    for kind in _STOPS:
        yield _added("focus", f"no ring: {kind}", kind.format('style="outline: 0"'))
    for name, style in {
        "a dashed ring": "outline: 3px dashed #000; box-shadow: 0 0 0 3px #fff",
        "2 px": "outline: 2px solid #000; box-shadow: 0 0 0 3px #fff",
        "one ring": "outline: 3px solid #000; box-shadow: none",
        "8.9 between the rings": "outline: 3px solid #4a4a4a; box-shadow: 0 0 0 3px #fff",
    }.items():
        yield _added("focus", name, f'<button style="{style}">Los</button>')
    yield _added("focus", "what takes no focus", "<button disabled>Los</button>")
    ringless = '<button style="outline: 0">Los</button>'
    yield _added("focus", "no ring in forced colours", ringless, "forced-colours")


def _borders() -> Iterator[Defect]:
    # On white, through a paragraph that has no ground of its own.
    white = '<div style="background: #fff"><p style="background: none">{}</p></div>'
    pale = 'style="border: 1px solid #969696; background: #fff"'
    for kind in _FIELDS:
        yield _added("borders", f"2.96 to 1: {kind}", white.format(kind.format(pale)))
    for name, style in {
        "a border without a line": "border: 1px none #000; background: #fff",
        "a border without width": "border: 0 solid #000; background: #fff",
        "a border to see through": "border: 1px solid rgba(0, 0, 0, 0.1); background: #fff",
        "a ground to see through": "border: 0; background: rgba(0, 0, 0, 0.1)",
        "a pale ground": "border: 0; background: #969696",
    }.items():
        yield _added("borders", name, white.format(f'<button style="{style}">A</button>'))


def _structure() -> Iterator[Defect]:
    like_a_heading = 'style="font-size: 1.16em; font-weight: 600"'
    for tag in ("p", "div", "span", "strong"):
        yield _added("headings", f"a {tag}", f"<{tag} {like_a_heading}>{_LONG}</{tag}>")
    yield _added("order", "a level left out", "<h2>Zwei</h2><h4>Vier</h4>")
    yield _added("order", "two h1", "<h1>Noch eine</h1>")
    yield Defect("order", "no h1", "document.querySelector('h1').remove()")
    for name in ("header", "main", "footer"):
        yield Defect("landmarks", f"no {name}", f"document.querySelector('body > {name}').remove()")
        twice = f"document.body.append(document.createElement('{name}'))"
        yield Defect("landmarks", f"two of {name}", twice)
    yield _added("landmarks", "no name", "<nav></nav>")
    yield _added("landmarks", "one name", '<nav aria-label="A"></nav><nav aria-label="A"></nav>')
    labelled = '<h2 id="a">A</h2><nav aria-label="A"></nav><nav aria-labelledby="a"></nav>'
    yield _added("landmarks", "one name by a heading", labelled)
    outside = "document.body.append(document.createElement('p'))"
    yield Defect("landmarks", "outside of all", outside)


def _links() -> Iterator[Defect]:
    for name in _VAGUE:
        yield _added("links", f"vague: {name}", f'<a href="/x/">{name}</a>')
    for name, html in {
        "no name": '<a href="/x/"></a>',
        "vague by its label": '<a href="/x/" aria-label="mehr">Zum Hof</a>',
        "vague by its picture": '<a href="/x/"><img alt="mehr"></a>',
        "vague on this page": '<a href="#inhalt">mehr</a>',
        "ambiguous": '<a href="/x/">Zum Hof</a> <a href="/y/">zum Hof</a>',
        "ambiguous places of pages": '<a href="/x/#a">Hof</a> <a href="/y/#a">Hof</a>',
        "ambiguous in a menu": '<nav aria-label="A"><a href="/x">A</a> <a href="/y">A</a></nav>',
    }.items():
        yield _added("links", name, html)
    yield _added("targets", "a place that is missing", '<a href="#gibt-es-nicht">Zum Hof</a>')
    unreached = "document.querySelector('#inhalt').removeAttribute('tabindex')"
    yield Defect("targets", "a place that takes no focus", unreached)


def _media() -> Iterator[Defect]:
    for style in ("animation: nod 1s", "transition: color 0.05s", "scroll-behavior: smooth"):
        yield _added("motion", style, f'<p style="{style}">Bewegt</p>')
    for alt in _NO_ALT:
        yield _added("pictures", alt, f'<img alt="{alt}">')
    for name, parts in {
        "no captions": ("controls", "descriptions", 'srclang="de"', 'src="a.vtt"'),
        "captions in no language": ("controls", "captions", "", 'src="a.vtt"'),
        "captions from nowhere": ("controls", "captions", 'srclang="de"', ""),
        "no controls": ("", "captions", 'srclang="de"', 'src="a.vtt"'),
        "plays by itself": ("controls autoplay", "captions", 'srclang="de"', 'src="a.vtt"'),
    }.items():
        yield _added("captions", name, _FILM.format(*parts))
    for name, html in _FOREIGN.items():
        yield _added("language", name, html)


def _room() -> Iterator[Defect]:
    flat = "display: inline-block; min-height: 0; height: 43px; padding: 0; border: 0"
    for name, html in {
        "43 px": f'<button style="{flat}; width: 44px">A</button>',
        "23 px": f'<button style="{flat}; height: 44px; min-width: 0; width: 23px">A</button>',
        "43 px in a sentence": f'<p>Zum <a href="/x/" style="{flat}; width: 44px">Hof</a></p>',
        "a line outside of sentences": '<div><a href="/x/">Zum Hof</a></div>',
        "43 px of label": f'<label style="{flat}"><input type="checkbox"></label>',
        "43 px of card": f'<p class="card" style="{flat}"><button style="{flat}">A</button></p>',
    }.items():
        yield _added("sizes", name, html)
    entry = f'<ul><li><a href="/x/" style="{flat}">Zum Hof</a></li></ul>'
    yield _added("entries", "43 px", entry)
    for kind in ("ul", "ol", "dl", "table", "section", "fieldset"):
        yield _added("empty", kind, f"<{kind}> </{kind}>")
    for kind in ("group", "groups"):
        yield _added("empty", kind, f'<div class="{kind}"></div>')

    for tag in ("ul", "ol", "dl", "table", "section", "fieldset"):
        yield _added("empty", tag, f"<{tag}></{tag}>")
    for name in ("group", "groups"):
        yield _added("empty", name, f'<div class="{name}"></div>')

    wide = '<div style="position: absolute; left: 0; height: 9px; {}"></div>'
    yield _added("overflow", "2 px too wide", wide.format("width: calc(100vw + 2px)"))
    yield _added("overflow", "330 px in 320", wide.format("width: 330px"), "320px")
    left = '<div style="position: absolute; right: 0; height: 9px; width: calc(100vw + 2px)"></div>'
    put = f"main.insertAdjacentHTML('beforeend', {json.dumps(left)})"
    yield Defect("overflow", "2 px beyond the left edge", f"document.body.dir = 'rtl'; {put}")

    box = '<div style="overflow: {}; {}"><div style="height: 22px; width: 22px"></div></div>'
    yield _added("clipped", "2 px too low", box.format("hidden", "height: 20px; width: 22px"))
    for kind in ("hidden", "clip"):
        html = box.format(kind, "height: 22px; width: 20px")
        yield _added("clipped", f"2 px too narrow: {kind}", html)
    low = box.format("hidden", "height: 20px; width: 22px")
    for name in ("header", "footer"):
        put = f"document.querySelector('body > {name}').insertAdjacentHTML('beforeend', '{low}')"
        yield Defect("clipped", f"2 px too low in the {name}", put)
    large = '<p style="overflow: hidden; height: 30px; line-height: 1.2">Hof</p>'
    yield _added("clipped", "no room for large text", large, "large-text")


# Each leaves the others no say.
_SPACED = {
    "lines": ("height: 1.2em; line-height: 1.2; letter-spacing: 0 !important", "Hof"),
    "letters": ("word-spacing: 0 !important; white-space: nowrap", "Sommerfest"),
    "words": ("letter-spacing: 0 !important; white-space: nowrap", "a b c d e f g h"),
}


def _spacing() -> Iterator[Defect]:
    for name, (style, words) in _SPACED.items():
        put = (
            f"main.insertAdjacentHTML('beforeend', '<b style=\"display: inline-block;"
            f" overflow: hidden; line-height: 1.5; {style}\">{words}</b>');"
            " const box = main.lastElementChild;"
            " box.style.width = `${Math.ceil(box.getBoundingClientRect().width)}px`"
        )
        yield Defect("clipped", f"no room between {name}", put, "text-spacing")
    tight = '<div style="overflow: hidden; height: 3em"><p style="margin: 0">Hof</p></div>'
    yield _added("clipped", "no room between paragraphs", tight, "text-spacing")


def _boxes() -> Iterator[Defect]:
    for html in _BOXES:
        flat = html.format('style="border: 0"')
        yield _added("boxes", html, flat, "forced-colours")
    thin = '<p class="panel" style="border: 0 solid">A</p>'
    yield _added("boxes", "a border without width", thin, "forced-colours")


DEFECTS = (
    *(*_focus(), *_borders(), *_structure(), *_links(), *_media()),
    *(*_room(), *_spacing(), *_boxes()),
)

# Of the hundred rules of axe, one for each way that they are switched on.
_TEXT = '<p style="background: {}; color: {}">Wort</p>'
AXE = (
    _added("color-contrast", "4.4", _TEXT.format("#fff", "#787878")),
    _added("color-contrast-enhanced", "6.9", _TEXT.format("#fff", "#5a5a5a")),
    _added("color-contrast-enhanced", "6.9 in the dark", _TEXT.format("#000", "#949494"), "dark"),
    _added("image-alt", "no words", "<img>"),
    _added("button-name", "no name", "<button></button>"),
    _added("link-name", "no name", '<a href="/x/"></a>', "320px"),
    _added("label", "no label", "<input>", "forced-colours"),
    _added(
        *("target-size", "20 px"),
        "<button style='all: unset; height: 20px; width: 20px'>A</button>" * 2,
    ),
    _added("heading-order", "a level left out", "<h2>Zwei</h2><h4>Vier</h4>"),
    _added(
        *("link-in-text-block", "only a shade apart"),
        "<p style='color: #000'>Wir sind im <a href='/x/' style='color: #222;"
        " text-decoration: none'>Hof</a> und am See.</p>",
    ),
)
