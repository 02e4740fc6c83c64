"""The written dialect: what it prints, what it refuses and where, and that nothing runs."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from types import FrameType

import pytest

from sitegen.diagnostics import Location, Severity
from sitegen.markup import (
    Markup,
    Mention,
    Quoted,
    Setting,
    plain_text,
    prepare_markup,
    read_markup,
    render_markup,
)
from sitegen.markup.limits import MAX_BYTES, MAX_MARKS

PLACE = Location("offers/a.yaml", keys=("text",))
AS_WRITTEN = Setting(language="en")

# --- what it prints

GOOD = [
    pytest.param("", "", id="nothing"),
    pytest.param("Ein Satz.", "<p>Ein Satz.</p>", id="paragraph"),
    pytest.param("Eins\nzwei\n\n\nDrei\n", "<p>Eins\nzwei</p>\n<p>Drei</p>", id="paragraphs"),
    pytest.param("Eins\r\nzwei\r\n\r\nDrei", "<p>Eins\nzwei</p>\n<p>Drei</p>", id="crlf"),
    pytest.param("Ende mit Leerzeichen  \n\nNeu", "<p>Ende mit Leerzeichen</p>\n<p>Neu</p>"),
    pytest.param("*leise* und **laut**", "<p><em>leise</em> und <strong>laut</strong></p>"),
    pytest.param("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>", id="nested emphasis"),
    pytest.param("(*so*), **Gäste**: da", "<p>(<em>so</em>), <strong>Gäste</strong>: da</p>"),
    pytest.param("über\n**zwei\nZeilen**", "<p>über\n<strong>zwei\nZeilen</strong></p>"),
    pytest.param("Besucher*innen, Helfer*innen", "<p>Besucher*innen, Helfer*innen</p>"),
    pytest.param("**Gäst*innen** da", "<p><strong>Gäst*innen</strong> da</p>"),
    pytest.param("*Gäst*innen* da", "<p><em>Gäst*innen</em> da</p>"),
    pytest.param("5 * 3 und *offen", "<p>5 * 3 und *offen</p>", id="harmless stars"),
    pytest.param("3 < 5 & 7 > 6", "<p>3 &lt; 5 &amp; 7 &gt; 6</p>", id="signs"),
    pytest.param("Name: ______ a_b", "<p>Name: ______ a_b</p>", id="underscores"),
    pytest.param("[sic] und […] (so)", "<p>[sic] und […] (so)</p>", id="brackets"),
    pytest.param("Kurs | Raum {{ x }}", "<p>Kurs | Raum {{ x }}</p>", id="pipe and braces"),
    pytest.param(
        "Offen am\n24. Dezember und\n31. Dezember.",
        "<p>Offen am\n24. Dezember und\n31. Dezember.</p>",
        id="dates inside a paragraph",
    ),
    pytest.param(
        "## Für wen?\nFür alle.\n\n### Wann\n\n## Für wen?",
        '<h2 id="text-fuer-wen">Für wen?</h2>\n<p>Für alle.</p>\n'
        '<h3 id="text-wann">Wann</h3>\n<h2 id="text-fuer-wen-2">Für wen?</h2>',
        id="headings",
    ),
    pytest.param("## ♥", '<h2 id="text-abschnitt">♥</h2>', id="heading without letters"),
    pytest.param("Satz\n## Titel", '<p>Satz</p>\n<h2 id="text-titel">Titel</h2>'),
    pytest.param(
        "## *A* [b](https://e.example)",
        '<h2 id="text-a-b"><em>A</em> <a href="https://e.example" rel="noopener">b</a></h2>',
    ),
    pytest.param("- Tee\n- Saft", "<ul>\n<li>Tee</li>\n<li>Saft</li>\n</ul>", id="list"),
    pytest.param("- Tee\n\n- Saft\n", "<ul>\n<li>Tee</li>\n<li>Saft</li>\n</ul>", id="loose"),
    pytest.param("## T\n- Tee", '<h2 id="text-t">T</h2>\n<ul>\n<li>Tee</li>\n</ul>'),
    pytest.param("1. an\n2. aus", "<ol>\n<li>an</li>\n<li>aus</li>\n</ol>", id="numbered"),
    pytest.param("- Tee, der\n  zieht", "<ul>\n<li>Tee, der\nzieht</li>\n</ul>"),
    pytest.param(
        "1. a\n    - b\n        1. c\n    - d\n2. e",
        "<ol>\n<li>a<ul>\n<li>b<ol>\n<li>c</li>\n</ol>\n</li>\n<li>d</li>\n</ul>\n</li>\n"
        "<li>e</li>\n</ol>",
        id="three levels",
    ),
    pytest.param(
        "- a\n\n    zwei\n\n- b",
        "<ul>\n<li>\n<p>a</p>\n<p>zwei</p>\n</li>\n<li>b</li>\n</ul>",
        id="two paragraphs in an item",
    ),
    pytest.param("- a\n\n1. b", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>"),
    pytest.param(
        "> Eins\n> zwei\n>\n> drei",
        "<blockquote>\n<p>Eins\nzwei</p>\n<p>drei</p>\n</blockquote>",
        id="quote",
    ),
    pytest.param(
        "| | Mo |\n|---|---|\n| früh | *auf* |\n| spät | |",
        '<table>\n<thead>\n<tr>\n<td></td>\n<th scope="col">Mo</th>\n</tr>\n</thead>\n<tbody>\n'
        "<tr>\n<td>früh</td>\n<td><em>auf</em></td>\n</tr>\n"
        "<tr>\n<td>spät</td>\n<td></td>\n</tr>\n</tbody>\n</table>",
        id="table",
    ),
    pytest.param(
        "[Zur *Liste*](https://www.e.example/a_(b)?x=1&y=2#z)",
        '<p><a href="https://www.e.example/a_(b)?x=1&amp;y=2#z" rel="noopener">'
        "Zur <em>Liste</em></a></p>",
        id="link",
    ),
    pytest.param(
        "**[Ruf\nan](tel:115)**, [Mail](mailto:a.b@e.example)",
        '<p><strong><a href="tel:115" rel="noopener">Ruf\nan</a></strong>, '
        '<a href="mailto:a.b@e.example" rel="noopener">Mail</a></p>',
    ),
    pytest.param(
        "Zum [Café](angebot:cafe) mit [[fakt:gaeste]] Gästen",
        '<p>Zum <a href="../angebot/cafe/">Café</a> mit gaeste! Gästen</p>',
        id="mentions",
    ),
]


def to_url(mention: Mention) -> str | None:
    return f"../{mention.kind}/{mention.target}/"


def to_words(mention: Mention) -> str | None:
    return f"{mention.target}!"


def nothing(_: Mention) -> str | None:
    return None


def test_a_fact_with_an_address_becomes_a_link_to_it() -> None:
    markup, _ = read_markup("Es sind *[[fakt:a]]*, dazu [das Café](angebot:x).", PLACE)
    html = render_markup(markup, nothing, lambda _: Quoted("5 < 6", "../zahlen/#a"))
    assert html == '<p>Es sind <em><a href="../zahlen/#a">5 &lt; 6</a></em>, dazu das Café.</p>'
    assert "…" in render_markup(markup, nothing, lambda _: Quoted("", "../zahlen/#a"))
    with pytest.raises(ValueError, match="not an address"):
        render_markup(markup, nothing, lambda _: Quoted("5", "javascript:alert(1)"))


@pytest.mark.parametrize(("text", "html"), GOOD)
def test_good_text_is_printed(text: str, html: str) -> None:
    markup, findings = read_markup(text, PLACE)
    assert findings == ()
    assert markup.text == text
    assert render_markup(markup, to_url, to_words) == html


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('"Ja", sagt sie.', "„Ja“, sagt sie."),
        ('Das "Café" ("Treff") - "auf"', "Das „Café“ („Treff“) - „auf“"),
        ('*"So"* und "*so*"', "<em>„So“</em> und „<em>so</em>“"),
        ('"[Wort](tel:115)"', '„<a href="tel:115" rel="noopener">Wort</a>“'),
        ('"[[fakt:a]]" und [[fakt:a]]"', "„a!“ und a!“"),
        ('„schon" gut', "„schon“ gut"),
        ("Geht's? Opas' Hut", "Geht’s? Opas’ Hut"),
        ("\"Er sagt 'ja' dazu\"", "„Er sagt ‚ja‘ dazu“"),
        ('5 < 6 "&" 7', "5 &lt; 6 „&amp;“ 7"),
    ],
)
def test_quotation_marks_are_german(text: str, printed: str) -> None:
    markup, findings = read_markup(text, PLACE)
    assert findings == ()
    assert render_markup(markup, to_url, to_words) == f"<p>{printed}</p>"


def test_attributes_keep_their_quotation_marks_and_other_languages_theirs() -> None:
    text = '"[It\'s](https://e.example/a)" "b"'
    html = render_markup(Markup(text), nothing, nothing, setting=AS_WRITTEN)
    assert html == '<p>"<a href="https://e.example/a" rel="noopener">It\'s</a>" "b"</p>'
    easy = render_markup(Markup('"a"'), nothing, nothing, setting=Setting(language="de-simple"))
    assert easy == "<p>„a“</p>"


def test_headings_take_their_level_and_prefix_from_the_page() -> None:
    html = prepare_markup("## Wo\n\n### Wann", 3, Setting(prefix="ort"))
    assert html == '<h3 id="ort-wo">Wo</h3>\n<h4 id="ort-wann">Wann</h4>'


def test_an_id_is_never_given_twice() -> None:
    html = prepare_markup("## A\n\n## A 2\n\n## A\n\n## A\n\n## A 2")
    ids = re.findall(r'id="([^"]+)"', html)
    assert ids == ["text-a", "text-a-2", "text-a-3", "text-a-4", "text-a-2-2"]


def test_lines_can_be_kept() -> None:
    html = prepare_markup("Ein Satz.\nNoch einer.\n\n- a\n  b", setting=Setting(keep_lines=True))
    assert html == "<p>Ein Satz.<br>\nNoch einer.</p>\n<ul>\n<li>a<br>\nb</li>\n</ul>"


# --- mentions


def test_mentions_come_in_order_with_their_places() -> None:
    text = (
        "Erst [[fakt:zahl]], dann\n[das *Café*](angebot:cafe-tas).\n\n"
        "- [Wer](anbieter:eva)\n    - [[fakt:zahl]]\n\n"
        "| a | b |\n|---|---|\n| x | [Wo](ort:saal) |\n\n> [[fakt:neu]]"
    )
    markup, findings = read_markup(text, PLACE)
    assert findings == ()
    assert markup.mentions == (
        Mention("fakt", "zahl", "", 1, 6),
        Mention("angebot", "cafe-tas", "das Café", 2, 1),
        Mention("anbieter", "eva", "Wer", 4, 3),
        Mention("fakt", "zahl", "", 5, 7),
        Mention("ort", "saal", "Wo", 9, 7),
        Mention("fakt", "neu", "", 11, 3),
    )


def test_every_mention_is_asked_for_once_and_in_order() -> None:
    text = "[a](angebot:x) [[fakt:f]] [b](angebot:x)\n\n[[fakt:f]] [c](fakt:f)"
    markup, _ = read_markup(text, PLACE)
    asked: list[Mention] = []

    def ask(mention: Mention) -> str:
        asked.append(mention)
        return "../y/"

    render_markup(markup, ask, ask)
    assert tuple(asked) == markup.mentions


def test_a_mention_without_an_answer_leaves_its_words() -> None:
    markup, _ = read_markup("Zum [*Café*](angebot:x) mit [[fakt:f]].", PLACE)
    assert render_markup(markup, nothing, nothing) == "<p>Zum <em>Café</em> mit ….</p>"


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("<b onclick=x>1</b>", "&lt;b onclick=x&gt;1&lt;/b&gt;"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[[fakt:f]] *a*\n\n# b", "[[fakt:f]] *a* # b"),
        ('<a href="#=fakt:f" rel="noopener"></a>', None),
        ("\\1 & &lt;", "\\1 &amp; &amp;lt;"),
    ],
)
def test_the_words_of_a_fact_are_inert(words: str, printed: str | None) -> None:
    markup, _ = read_markup("[[fakt:f]]", PLACE)
    html = render_markup(markup, nothing, lambda _: words)
    assert printed is None or html == f"<p>{printed}</p>"
    assert not live(html)
    assert "<a" not in html


@pytest.mark.parametrize(
    "url",
    ["../a/", "a.html#b", "/a/?x=1&y=2", "#teil", "https://e.example/ä", "mailto:a@e.example"],
)
def test_a_resolved_address_survives(url: str) -> None:
    markup, _ = read_markup("[a](angebot:x)", PLACE)
    page = Page(render_markup(markup, lambda _: url, nothing))
    assert page.links == [url]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:x", "java\nscript:x", " javascript:x", "data:x", "//e.x/a"],
)
def test_an_unsafe_address_is_our_own_fault(url: str) -> None:
    markup, _ = read_markup("[a](angebot:x)", PLACE)
    with pytest.raises(ValueError, match="not an address"):
        render_markup(markup, lambda _: url, nothing)


def test_nobody_can_write_a_filled_mention() -> None:
    text = '[a](#angebot:x) [b](#=fakt:f) <a href="#=fakt:f" rel="noopener"></a>'
    markup = Markup(text, (Mention("angebot", "x", "a", 1, 1), Mention("fakt", "f", "", 1, 1)))
    html = render_markup(markup, to_url, to_words)
    assert "../angebot" not in html
    assert "f!" not in html


# --- plain words


def test_plain_text_has_no_marks() -> None:
    text = (
        '## Was *wir* tun\nDas "Café" ist **da**:\n[Karte](angebot:x) & [[fakt:f]].\n\n'
        "- Tee\n    - grün\n\n| a | b |\n|---|---|\n| c | d |\n\n> Na <3"
    )
    markup, findings = read_markup(text, PLACE)
    assert findings == ()
    lines = "Was wir tun\nDas „Café“ ist da: Karte & {}.\nTee\ngrün\na b\nc d\nNa <3"
    assert plain_text(markup) == lines.format("…")
    assert plain_text(markup, to_words) == lines.format("f!")


# --- what it refuses, and where

REFUSED = [
    ("Ein <b>Wort</b>", "text-html", 1, 5),
    ("a\n\n<script>x</script>", "text-html", 3, 1),
    ("a <!-- b -->", "text-html", 1, 3),
    ("<![CDATA[x]]>", "text-html", 1, 1),
    ("a <?php ?>", "text-html", 1, 3),
    ("- a\n    - b <br/>", "text-html", 2, 9),
    ("[<img src=x>](https://e.example)", "text-html", 1, 2),
    ("| a | b |\n|---|---|\n| c | <i>d |", "text-html", 3, 7),
    ("a&nbsp;b", "text-zeichencode", 1, 2),
    ("a &#60;b", "text-zeichencode", 1, 3),
    ("&#X3c;b", "text-zeichencode", 1, 1),
    ("siehe <https://e.example>", "text-link-spitz", 1, 7),
    ("siehe <a@e.example>", "text-link-spitz", 1, 7),
    ("siehe <javascript:alert(1)>", "text-link-spitz", 1, 7),
    ("siehe https://e.example/a", "text-adresse-ohne-link", 1, 7),
    ("(www.e.example)", "text-adresse-ohne-link", 1, 2),
    ("FTP://e.example", "text-adresse-ohne-link", 1, 1),
    ("[auf https://e.example](https://e.example)", "text-adresse-ohne-link", 1, 6),
    ("Da: ![Alt](https://e.example/a.png)", "text-bild", 1, 5),
    ("![Alt](medien:tisch)", "text-bild", 1, 1),
    ("![Alt][b]", "text-bild", 1, 1),
    ("[a][b]", "text-verweis-form", 1, 1),
    ("x [a][]", "text-verweis-form", 1, 3),
    ("[a]: https://e.example", "text-verweis-form", 1, 1),
    ("Satz.[^1]", "text-fussnote", 1, 6),
    ("Nimm `das`", "text-code", 1, 6),
    ("```\ncode\n```", "text-code", 1, 1),
    ("~~~", "text-code", 1, 1),
    ("Satz\n\n    eingerückt", "text-code", 3, 5),
    ("a\n\n---\n\nb", "text-trennlinie", 3, 1),
    ("* * *", "text-trennlinie", 1, 1),
    ("___", "text-trennlinie", 1, 1),
    ("Titel\n---", "text-ueberschrift-strich", 2, 1),
    ("Titel\n===", "text-ueberschrift-strich", 2, 1),
    ("Eins\\\nzwei", "text-zeilenumbruch", 1, 5),
    ("Eins  \nzwei", "text-zeilenumbruch", 1, 5),
    ("- Eins   \n  zwei", "text-zeilenumbruch", 1, 7),
    ("> Eins  \n> zwei", "text-zeilenumbruch", 1, 7),
    ("a \\* b", "text-rueckstrich", 1, 3),
    ("# Titel", "text-ueberschrift-ebene", 1, 1),
    ("#wort", "text-ueberschrift-ebene", 1, 1),
    ("## A\n\n#### Titel", "text-ueberschrift-ebene", 3, 1),
    ("### Titel", "text-ueberschrift-sprung", 1, 1),
    ("##Titel", "text-ueberschrift-form", 1, 1),
    ("##", "text-ueberschrift-form", 1, 1),
    ("## Titel ##", "text-ueberschrift-form", 1, 1),
    ("- a\n## Titel", "text-ueberschrift-ohne-leerzeile", 2, 1),
    ("- a\n\n    b\n## Titel", "text-ueberschrift-ohne-leerzeile", 4, 1),
    ("  ## Titel", "text-einrueckung", 1, 3),
    ("Satz:\n- a", "text-liste-ohne-leerzeile", 2, 1),
    ("Satz:\n1. a", "text-liste-ohne-leerzeile", 2, 1),
    ("> a\n- b", "text-liste-ohne-leerzeile", 2, 1),
    ("- a\n\n    - b\n- c", "text-liste-ohne-leerzeile", 4, 1),
    ("- a\nSatz", "text-liste-ende", 2, 1),
    ("- a\n    - b\n    c", "text-liste-ende", 3, 5),
    ("- a\n1. b", "text-listen-gemischt", 2, 1),
    ("1. a\n- b", "text-listen-gemischt", 2, 1),
    ("- a\n  - b", "text-einrueckung", 2, 3),
    ("- a\n        - b", "text-einrueckung", 2, 9),
    ("- a\n\n  b", "text-einrueckung", 3, 3),
    ("- a\n\n    b\nc", "text-einrueckung", 4, 1),
    ("    - a", "text-einrueckung", 1, 5),
    ("- a\n    - b\n        - c\n            - d", "text-zu-tief", 4, 13),
    ("* a", "text-listenzeichen", 1, 1),
    ("+ a", "text-listenzeichen", 1, 1),
    ("Satz\n\n• a", "text-listenzeichen", 3, 1),
    ("Satz\n• a", "text-listenzeichen", 2, 1),
    ("– a", "text-listenzeichen", 1, 1),
    ("-a", "text-listenzeichen", 1, 1),
    ("1) a", "text-listenzeichen", 1, 1),
    ("Satz\n1) a", "text-listenzeichen", 2, 1),
    ("1.Tee", "text-listenzeichen", 1, 1),
    ("*", "text-listenzeichen", 1, 1),
    ("2. a", "text-listennummer", 1, 1),
    ("1. a\n3. b", "text-listennummer", 2, 1),
    ("1. a\n\n1. b", "text-listennummer", 3, 1),
    ("99999999999999999999. a", "text-listennummer", 1, 1),
    ("24. Dezember: zu", "text-datum-als-liste", 1, 1),
    ("1. Mai", "text-datum-als-liste", 1, 1),
    ("Offen am\n1. Mai", "text-datum-als-liste", 2, 1),
    ("- 24. Dezember: zu", "text-datum-als-liste", 1, 3),
    ("- Beginn am\n  24. Dezember", "text-datum-als-liste", 2, 3),
    ("- ## a", "text-listenpunkt", 1, 1),
    ("- - a", "text-listenpunkt", 1, 1),
    ("- > a", "text-listenpunkt", 1, 1),
    ("-", "text-listenpunkt", 1, 1),
    ("-     a", "text-listenpunkt", 1, 1),
    ("Satz\n> a", "text-zitat-ohne-leerzeile", 2, 1),
    ("> a\n\n> b", "text-zitat-getrennt", 3, 1),
    ("> a\nb", "text-zitat-zeile", 2, 1),
    ("> a\n> > b", "text-zitat-inhalt", 2, 3),
    (">> a", "text-zitat-inhalt", 1, 2),
    ("> - a", "text-zitat-inhalt", 1, 3),
    ("> ## a", "text-zitat-inhalt", 1, 3),
    (">     a", "text-zitat-inhalt", 1, 7),
    ("> a\n  > b", "text-einrueckung", 2, 3),
    ("Satz\n| a |\n|---|\n| b |", "text-tabelle-ohne-leerzeile", 2, 1),
    ("| a |\n|---|\n| b |\nSatz", "text-tabelle-ende", 4, 1),
    ("| a | b\n|---|---|\n| c | d |", "text-tabelle-rand", 1, 1),
    ("| a | b |\n---|---\n| c | d |", "text-tabelle-rand", 2, 1),
    ("| a | b |\n| c | d |", "text-tabelle-kopf", 2, 1),
    ("| a | b |\n|---|---|", "text-tabelle-kopf", 2, 1),
    ("| a |\n|:---|\n| b |", "text-tabelle-kopf", 2, 1),
    ("| a | b |\n|---|---|\n| c |", "text-tabelle-spalten", 3, 1),
    ("| a | b |\n|---|\n| c | d |", "text-tabelle-spalten", 2, 1),
    ("| a |\n    |---|\n| b |", "text-einrueckung", 2, 5),
    ("Wort{: .rot}", "text-attribut", 1, 5),
    ("## Titel {#id}", "text-attribut", 1, 10),
    ("ein _Wort_ hier", "text-unterstrich", 1, 5),
    ("__Wort eins__", "text-unterstrich", 1, 1),
    ("a ***beides***", "text-drei-sterne", 1, 3),
    ("a\tb", "text-tabulator", 1, 2),
    ("a\u202eb", "zeichen-nicht-erlaubt", 1, 2),
    ("a\n\x00", "zeichen-nicht-erlaubt", 2, 1),
    ("a\x85b", "zeichen-nicht-erlaubt", 1, 2),
    ("[a] (https://e.example)", "text-link-form", 1, 3),
    ("[a](https://e.example", "text-link-form", 1, 3),
    ("[a](https://e.example 'b')", "text-link-form", 1, 3),
    ("[a [b]](https://e.example)", "text-link-form", 1, 7),
    ("[](https://e.example)", "text-link-leer", 1, 1),
    ("[ ** ](https://e.example)", "text-link-leer", 1, 1),
    ("[a](//e.example)", "text-link-relativ", 1, 5),
    ("[a](/angebote/)", "text-link-relativ", 1, 5),
    ("[a](www.e.example)", "text-link-relativ", 1, 5),
    ("[a](#b)", "text-link-relativ", 1, 5),
    ("[a]()", "text-link-relativ", 1, 5),
    ("[a](javascript:alert(1))", "text-link-schema", 1, 5),
    ("[a](javascript:alert)", "text-link-schema", 1, 5),
    ("[a](DATA:text/html,x)", "text-link-schema", 1, 5),
    ("[a](vbscript:x)", "text-link-schema", 1, 5),
    ("[a](ftp://e.example)", "text-link-schema", 1, 5),
    ("[a](Angebot:cafe)", "text-link-schema", 1, 5),
    ("[a](angebot:Cafe)", "text-link-kennung", 1, 5),
    ("[a](angebot:)", "text-link-kennung", 1, 5),
    ("[a](https://name@e.example)", "text-link-zugang", 1, 5),
    ("[a](https://a:b@e.example/)", "text-link-zugang", 1, 5),
    ("[a](https:e.example)", "text-link-adresse", 1, 5),
    ("[a](https://)", "text-link-adresse", 1, 5),
    ("[a](https://intern/)", "text-link-adresse", 1, 5),
    ("[a](https://e.example:x/)", "text-link-adresse", 1, 5),
    ('[a](https://e.example/"x)', "text-link-adresse", 1, 5),
    ("[a](https://e.example/%zz)", "text-link-adresse", 1, 5),
    ("[a](https://e.example\\@b.example)", "text-link-zugang", 1, 5),
    ("[a](http://127.0.0.1/)", "text-link-adresse", 1, 5),
    ("[a](https://drucker.local/)", "text-link-adresse", 1, 5),
    ("[a](https://st\u0430dt.example/)", "text-link-fremde-schrift", 1, 5),
    ("[a](mailto:a@st\u0430dt.example)", "text-link-fremde-schrift", 1, 5),
    ("[a](mailto:name)", "text-link-mail", 1, 5),
    ("[a](mailto:a@e.example?bcc=b@e.example)", "text-link-mail", 1, 5),
    ("[a](tel:0711/12)", "text-link-telefon", 1, 5),
    ("[[fakt:Groß]]", "text-fakt", 1, 1),
    ("[[fakt:a--b]]", "text-fakt", 1, 1),
    ("[[angebot:cafe]]", "text-fakt", 1, 1),
    ("a [[fakt:b]", "text-fakt", 1, 3),
    ("Satz [[fakt]] da", "text-fakt", 1, 6),
]

WARNED = [
    ("[hier](https://e.example)", "text-link-worte", 1, 1),
    ("[Klicken Sie hier!](angebot:a)", "text-link-worte", 1, 1),
    ("Satz\n[**mehr** …](tel:115)", "text-link-worte", 2, 1),
    ("[https://e.example](https://e.example)", "text-link-worte", 1, 1),
    ("Mail an buero@e.example.", "text-mail-ohne-link", 1, 9),
    ("ein ** Wort **", "text-sterne", 1, 5),
    ("ein **Teil**wort", "text-sterne", 1, 5),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), REFUSED)
def test_ambiguous_text_is_refused(text: str, code: str, line: int, column: int) -> None:
    markup, findings = read_markup(text, PLACE)
    assert (code, line, column) in [places(finding.location, finding.code) for finding in findings]
    assert all(finding.location.keys == ("text",) for finding in findings)
    assert any(finding.hint for finding in findings)
    assert markup.text == ""


@pytest.mark.parametrize(("text", "code", "line", "column"), WARNED)
def test_poor_text_is_a_warning_and_stays(text: str, code: str, line: int, column: int) -> None:
    markup, (finding,) = read_markup(text, PLACE)
    assert places(finding.location, finding.code) == (code, line, column)
    assert finding.severity is Severity.WARNING
    assert markup.text == text


def places(location: Location, code: str) -> tuple[str, int, int]:
    return code, location.line, location.column


def test_one_fault_is_told_once() -> None:
    codes = [[finding.code for finding in read_markup(text, PLACE)[1]] for text, *_ in REFUSED]
    assert sum(len(found) == 1 for found in codes) > 0.85 * len(codes)


def test_everything_is_told_in_one_run() -> None:
    text = "# Titel\n\nSiehe https://e.example\n- <b>x</b>\n\n[a](b) und [[fakt:f]]"
    markup, findings = read_markup(text, PLACE)
    assert [finding.code for finding in findings] == [
        "text-ueberschrift-ebene",
        "text-adresse-ohne-link",
        "text-liste-ohne-leerzeile",
        "text-link-relativ",
    ]
    assert markup == Markup("", (Mention("fakt", "f", "", 6, 12),))


def test_the_message_names_what_was_written() -> None:
    _, (finding,) = read_markup("Wir haben:\n- Kaffee und Kuchen", PLACE)
    assert finding.message == "Vor „- Kaffee und Kuchen“ fehlt eine Leerzeile."
    assert finding.hint.startswith("Schreiben Sie eine Leerzeile vor die Liste.")


# --- caps


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a" * MAX_BYTES + "b", "text-zu-gross", 1, MAX_BYTES + 1),
        ("ä\n" * 7000, "text-zu-gross", MAX_BYTES // 3 + 1, 2),
        ("a\n" + "[" * (MAX_MARKS + 1), "text-zu-viele-zeichen", 2, MAX_MARKS + 1),
        ("!" * (MAX_MARKS + 1), "text-zu-viele-zeichen", 1, MAX_MARKS + 1),
        ("<" * (MAX_MARKS + 1), "text-zu-viele-zeichen", 1, MAX_MARKS + 1),
        ("a*b " * (MAX_MARKS + 1), "text-zu-viele-zeichen", 1, 4 * MAX_MARKS + 2),
        ("a_b " * (MAX_MARKS + 1), "text-zu-viele-zeichen", 1, 4 * MAX_MARKS + 2),
        ("a\n" + ">" * 2000 + " b", "text-zu-tief", 2, 1),
        ("- " * 2000 + "b", "text-zu-tief", 1, 1),
        ("a\n" + "    " * 400 + "- b", "text-zu-tief", 2, 1),
    ],
)
def test_caps_hold_before_anything_is_parsed(text: str, code: str, line: int, column: int) -> None:
    markup, (finding,) = read_markup(text, PLACE)
    assert places(finding.location, finding.code) == (code, line, column)
    assert markup == Markup("")
    assert prepare_markup(text) == ""


def test_what_just_fits_is_accepted() -> None:
    words = "Wort " * 100
    text = (words + "\n\n") * (MAX_BYTES // (len(words) + 2))
    text += "!" * (MAX_BYTES - len(text) - 1) + "."
    assert len(text.encode()) == MAX_BYTES
    assert read_markup(text, PLACE) == (Markup(text), ())


# --- nothing that is written can run

ALLOWED = {
    "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel"},
    "h2": {"id"},
    "h3": {"id"},
    "th": {"scope"},
    "li": {"class"},  # only ours, see test_an_entry_that_is_a_link_alone_is_marked
}


class Page(HTMLParser):
    """What a browser would see; everything outside the short list is live."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.live: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.live.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.live.append(f"{tag} {name}")
            if name == "href":
                self.links.append(value or "")
            if name == "class" and value != "lone":
                self.live.append(f"{tag} {value}")

    def handle_comment(self, data: str) -> None:
        self.live.append(data)

    def handle_decl(self, decl: str) -> None:
        self.live.append(decl)

    def handle_pi(self, data: str) -> None:
        self.live.append(data)

    def unknown_decl(self, data: str) -> None:
        self.live.append(data)


def live(html: str) -> list[str]:
    """Everything in the HTML that the dialect cannot have made."""
    page = Page(html)
    address = r"https?://[^/@\s]+(?:[/?#][^\s]*)?|mailto:[^\s?]+|tel:\+?\d+|\.\./[a-z0-9/-]+"
    return page.live + [link for link in page.links if not re.fullmatch(address, link)]


SCRIPT = "alert(1)"
HOSTILE = [
    f"<script>{SCRIPT}</script>",
    f"<SCRIPT SRC=//e.example/x></SCRIPT>{SCRIPT}",
    f"<scr<script>ipt>{SCRIPT}</scr</script>ipt>",
    f"<img src=x onerror={SCRIPT}>",
    f"<svg/onload={SCRIPT}>",
    f"<svg><a xlink:href='javascript:{SCRIPT}'><text>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={SCRIPT}>",
    f"<iframe srcdoc='<script>{SCRIPT}</script>'></iframe>",
    "<object data=data:text/html,x></object>",
    "<base href=//e.example/>",
    "<meta http-equiv=refresh content='0;url=//e.example'>",
    "<link rel=stylesheet href=//e.example/x.css>",
    "<style>*{background:url(//e.example)}</style>",
    "<form action=//e.example><input name=a autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<p style='position:fixed'>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script></textarea>",
    "<\nscript\n>alert(1)",
    "<\x00script>alert(1)</script>",
    "<b\x0conclick=alert(1)>x",
    "\ufeff<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java\x00script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript://e.example/%0Aalert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](view-source:https://e.example)",
    "[x](blob:https://e.example/a)",
    "[x](file:///etc/passwd)",
    "[x](//e.example)",
    "[x](\\\\e.example)",
    "[x](https:e.example)",
    "[x](https://e.example@b.example)",
    "[x](https://e.example%40b.example)",
    "[x](https://[::1]/)",
    '[x](https://e.example/"onclick="alert(1))',
    "[x](https://e.example/'onclick='alert(1))",
    "[x](https://e.example/><script>alert(1)</script>)",
    "[x](https://e.example 'onclick=alert(1)')",
    '[x](https://e.example "title" onclick=alert(1))',
    "[<script>alert(1)</script>](https://e.example)",
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "![x](https://e.example/a.png 'a')",
    '![x" onerror="alert(1)](https://e.example)',
    "[x]: javascript:alert(1)\n\n[x] [x][x]",
    "<javascript:alert(1)>",
    '<https://e.example/"onclick=alert(1)>',
    "[x](https://e.example){: onclick=alert(1)}",
    "## x {: onclick=alert(1) }",
    "*x*{:onclick=alert(1)}",
    "[[fakt:<script>]]",
    '[[fakt:a" onclick="x]]',
    '[x](angebot:a"onclick="x)',
    "[x](#=fakt:a)",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03",
    "\x02amp\x03 \x0260\x03script",
    "klzzwxh:0000 wzxhzdk:0",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "- <script>alert(1)</script>\n    - <img src=x onerror=alert(1)>",
    "> <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "| a |\n|:-:|\n| b |",
    "## <script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.<script>\u202c",
    "\u2066[x](javascript:alert(1))\u2069",
    "\ufe64script\ufe65 \uff1cscript\uff1e",
    "***<b>*__x__*</b>***",
    "*[HTML]: <script>\n\nHTML",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "Term\n:   <script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_lone"),
    [
        ("- [Tee](https://e.example)", True),
        ("- [Tee](https://e.example)\n\n- [Tee](https://e.example)", True),
        ("- [Tee](https://e.example) am Abend", False),
        ("- Immer [Tee](https://e.example)", False),
        ("- Tee", False),
    ],
)
def test_an_entry_that_is_a_link_alone_is_marked(text: str, *, is_lone: bool) -> None:
    markup, _ = read_markup(text, Location("x.md"))
    html = render_markup(markup, to_url, to_words)
    assert ('<li class="lone">' in html) is is_lone
    assert html.count("<li") == html.count("<li>") + html.count('<li class="lone">')


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_live(text: str) -> None:
    markup, _ = read_markup(text, PLACE)
    assert live(render_markup(markup, to_url, to_words)) == []
    # The second line of defence: as if the text had never been checked.
    for unread in (Markup(text, markup.mentions), Markup(f"- {text}"), Markup(f"> {text}")):
        assert live(render_markup(unread, to_url, to_words)) == []


HARMLESS = {
    "{{ 7*7 }}{% raw %}",
    "klzzwxh:0000 wzxhzdk:0",
    "\ufe64script\ufe65 \uff1cscript\uff1e",
    "<\nscript\n>alert(1)",
    "[x](https://e.example%40b.example)",
    "Term\n:   <script>alert(1)</script>",
}


@pytest.mark.parametrize("text", sorted(set(HOSTILE) - HARMLESS))
def test_what_is_hostile_is_refused(text: str) -> None:
    assert read_markup(text, PLACE)[0].text == ""


def test_the_search_for_live_things_finds_them() -> None:
    for html in (
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href='//e.example'>",
        "<!-- x -->",
        "<!doctype html>",
        "<?x?>",
        "<td style='x'>",
    ):
        assert live(html), html


# --- and nothing takes long


@contextmanager
def five_seconds_of_work() -> Iterator[None]:
    """Ends what hangs: counts the work of this process, not the time it waits for others."""

    def too_long(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


REPEATED = [
    "[", "![", "[a](", "[a][", "[[", "[[fakt:", "]", "](", "<", "<!", "<![", "<!--", "</", "<a ",
    "*", "**", "*a ", "**a ", "a**", "*a*b", "_", "_a ", "__a", ">", "> ", "- ", "1. ", "#", "## ",
    "|", "|a", "|-", "`", "``a", "\\", "&", "&#", "{:", "(", "()", "a@", "a@b.", "a.", "www.", "x:",
    "ab://", "'", '"', "'a ", "\t", " ", "    ", "\n", "a\n", "- a\n", "1. a\n", "> a\n", "## a\n",
    "-\n", "=\n", "--", "a\n---\n", "\x00", "\u202e", "|a|\n", "[a]: b\n", "- a\n\n", "a  \n",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_long_runs_are_bounded(piece: str) -> None:
    few = (piece * (MAX_MARKS - 1))[:MAX_BYTES]
    rest = "x" * (MAX_BYTES - len(few))
    for text in (few + rest, rest + few, (piece * MAX_BYTES)[:MAX_BYTES], piece * MAX_BYTES):
        assert_bounded_and_harmless(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * level + "- a" for level in range(400)),
        "\n".join("    " * (level % 3) + "- a" for level in range(2000)),
        "\n\n".join("    " * (level % 3) + "- a" for level in range(1500)),
        "\n".join(">" * level + " a" for level in range(190)),
        "- a\n\n    b\n\n" * 1500,
        "|" + "a|" * 3000 + "\n|" + "---|" * 3000 + "\n|" + "b|" * 3000,
        "| a |\n|---|\n" + "| b |\n" * 3000,
        "*a" + "b*c" * 400 + "d" * 15_000,
        "[a](https://e.example/" + "(" * 15_000,
        "[a](https://e.example/" + "()" * 8_000 + ")",
        "[a](https://e.example/b) " * 499,
        "[[fakt:a]] " * 249,
    ],
    ids=range(12),
)
def test_large_structures_are_bounded(text: str) -> None:
    assert_bounded_and_harmless(text)


def assert_bounded_and_harmless(text: str) -> None:
    with five_seconds_of_work():
        markup, _ = read_markup(text, PLACE)
        html = render_markup(markup, to_url, to_words)
    assert live(html) == []
    with five_seconds_of_work():
        html = render_markup(Markup(text), to_url, to_words)
    assert live(html) == []


# --- real prose

PROSE = """\
Im "Treff am Markt" sitzen Nachbar*innen zusammen. Niemand muss etwas können, und wer nur
zuschauen mag, schaut zu - auch ohne Anmeldung. Rund [[fakt:gaeste]] Menschen kamen 2023, das sind
3/4 mehr als im Jahr davor (vgl. S. 12 f.). Geht's Ihnen nicht gut? Dann hilft [die Beratung der
Kirche](anbieter:beratung) weiter; Tel. [0711 / 123-45](tel:+4971112345).

## So läuft es ab

1. Sie kommen vorbei, z. B. am 2. Dienstag im Monat.
2. Jemand begrüßt Sie - versprochen!
    - Für **Kinder ab 6 Jahren** gibt es Malsachen.
    - Für *alle anderen* gibt es Kaffee & Kuchen (1,50 €).
3. Sie bleiben, so lange Sie mögen.

### Was Gäste sagen

> "Ich kam allein und ging zu dritt."
>
> Eine Besucherin, 78

| Tag | Zeit |
|-----|------|
| Mo-Fr | 14 bis 17 Uhr |
| Sa | [Programm](veranstaltung:samstag) |
"""


def test_german_prose_reads_as_it_is_written() -> None:
    markup, findings = read_markup(PROSE, PLACE)
    assert findings == ()
    assert [(m.kind, m.target) for m in markup.mentions] == [
        ("fakt", "gaeste"),
        ("anbieter", "beratung"),
        ("veranstaltung", "samstag"),
    ]
    html = render_markup(markup, to_url, to_words, 3)
    assert not live(html.replace("<h4", "<h3").replace("</h4", "</h3"))
    for part in (
        "Im „Treff am Markt“ sitzen Nachbar*innen zusammen.",
        "zu - auch ohne Anmeldung. Rund gaeste! Menschen kamen 2023",
        "Geht’s Ihnen nicht gut?",
        '<a href="../anbieter/beratung/">die Beratung der\nKirche</a>',
        '<a href="tel:+4971112345" rel="noopener">0711 / 123-45</a>',
        '<h3 id="text-so-laeuft-es-ab">So läuft es ab</h3>',
        "<li>Sie kommen vorbei, z. B. am 2. Dienstag im Monat.</li>",
        "<li>Für <strong>Kinder ab 6 Jahren</strong> gibt es Malsachen.</li>",
        '<h4 id="text-was-gaeste-sagen">Was Gäste sagen</h4>',
        "<p>„Ich kam allein und ging zu dritt.“</p>",
        '<th scope="col">Zeit</th>',
    ):
        assert part in html
