"""Easy texts are found wherever they stand, and each fault at its line and column."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic
from sitegen.easylint import (
    Fault,
    Line,
    known_words,
    lint,
    load_dictionary,
    markdown_lines,
    plain_lines,
)
from sitegen.easylint.sentences import sentences_of
from sitegen.easylint.whole import vienna_grade
from tests.examples import project

PAGE = "content/seiten/kontakt.leicht.md"
HEAD = "---\ntitel: Kontakt\n---\n\n"


def easy(files: dict[str, str]) -> list[Diagnostic]:
    """What the check says about the example city with these files."""
    own = {"leicht-ohne-pruefsumme", "leicht-veraltet"}
    found = project.findings(files)
    return [it for it in found if it.code.startswith("leicht-") and it.code not in own]


def places(files: dict[str, str]) -> list[tuple[str, str, int, int]]:
    return project.places(easy(files))


def rules_of(text: str, **words: object) -> list[str]:
    known = known_words(**words)  # type: ignore[arg-type]
    return [fault.rule for fault in lint(markdown_lines(text), known, load_dictionary())]


# --- where easy texts stand


def test_a_page_in_easy_language_is_read_line_by_line() -> None:
    text = (
        HEAD + "Rufen Sie uns an.\nSie brauchen **keine** Karte & [keinen Ausweis](seite:start).\n"
    )
    assert places({PAGE: text}) == [
        ("leicht-sonderzeichen", PAGE, 6, 30),
        ("leicht-verneinung", PAGE, 6, 33),
    ]


def test_title_and_summary_are_read_too() -> None:
    text = "---\ntitel: Kontakt & mehr\nkurz: Man ruft an.\n---\n\nRufen Sie uns an.\n"
    assert places({PAGE: text}) == [
        ("leicht-sonderzeichen", PAGE, 2, 16),
        ("leicht-man", PAGE, 3, 7),
    ]


def test_interface_texts_may_hold_placeholders() -> None:
    path = "content/texte/de-leicht.yaml"
    given = project.city_files()[path].decode()
    assert not easy({path: given})
    main = "content/texte/de.yaml"
    text = {main: project.city_files()[main].decode() + "fragen:\n  wo: Wo liegt {place}?\n"}
    words = given + "fragen:\n  wo: Wo ist {place}, wo man isst?\n"
    found = easy({**text, path: words})
    assert {it.code for it in found} >= {"leicht-man"}
    assert {(it.location.path, it.location.line) for it in found} == {
        (path, words.splitlines().index("  wo: Wo ist {place}, wo man isst?") + 1)
    }


def test_what_only_stands_in_for_an_easy_text_is_not_read() -> None:
    main, path = "content/texte/de.yaml", "content/texte/de-leicht.yaml"
    files = {
        it: project.city_files()[it].decode() + "fragen:\n  wo: Wo isst man?\n" for it in (main,)
    }
    assert not easy({**files, path: project.city_files()[path].decode()})


# --- exceptions and tests


EXCEPTION = """---
titel: Kontakt
ausnahmen:
  - satz: Am Mo. ist zu.
    regel: {rule}
    grund: So heißt der Tag auf dem Schild.
---

Am **Mo.** ist zu.
"""


def test_an_exception_holds_for_its_sentence_and_its_rule() -> None:
    assert places({PAGE: EXCEPTION.format(rule="leicht-zeitangabe")}) == []
    codes = [it.code for it in easy({PAGE: EXCEPTION.format(rule="leicht-man")})]
    assert codes == ["leicht-ausnahme-unnoetig", "leicht-zeitangabe"]


def test_an_exception_holds_for_no_other_sentence() -> None:
    text = EXCEPTION.format(rule="leicht-zeitangabe")
    more = f"{text}\nAm **Di.** ist zu.\n"
    assert places({PAGE: more}) == [("leicht-zeitangabe", PAGE, 11, 6)]
    both = more.replace("Am Mo. ist zu.", "Am Mo. ist zu. Am Di. ist zu.")
    codes = [it.code for it in easy({PAGE: both})]
    assert codes == ["leicht-ausnahme-unnoetig", "leicht-zeitangabe", "leicht-zeitangabe"]


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("verneinung", "Meinten Sie: leicht-verneinung?"),
        ("leicht-passive", "Meinten Sie: leicht-passiv?"),
        ("wortwahl-kampf", "leicht-…"),
        ("bundesland-fehlt", "leicht-…"),
        ("xyz", "leicht-…"),
    ],
)
def test_an_exception_for_a_rule_that_does_not_exist_is_answered(rule: str, hint: str) -> None:
    found = easy({PAGE: EXCEPTION.format(rule=rule)})
    assert [it.code for it in found] == ["leicht-ausnahme-unbekannt", "leicht-zeitangabe"]
    assert (found[0].location.line, found[0].location.column) == (5, 12)
    assert hint in found[0].hint


@pytest.mark.parametrize("key", ["geprueft_von: Prüfgruppe", "geprueft_am: 2026-01-05"])
def test_half_a_test_is_none(key: str) -> None:
    text = HEAD.replace("\n---\n\n", f"\n{key}\n---\n\nRufen Sie uns an.\n")
    assert places({PAGE: text}) == [
        ("leicht-pruefung-halb", PAGE, 3, len(key.split(maxsplit=1)[0]) + 2)
    ]


def test_sections_without_a_picture_are_counted_once() -> None:
    text = HEAD + "## Anrufen\n\nRufen Sie uns an.\n\n## Schreiben\n\nSchreiben Sie uns.\n"
    found = easy({PAGE: text})
    assert [it.code for it in found] == ["leicht-ohne-bild"]
    assert found[0].message.endswith(": 2.")


PICTURE = """bilder:
  - datei: anger.png
    alternativtext: Eine Tür
    bildnachweis: Büro
    lizenz: CC BY 4.0
    einwilligung: nicht_noetig
    abschnitt: Das Teehaus
"""


def test_a_section_has_its_picture_however_its_name_is_split() -> None:
    text = HEAD.replace("\n---\n\n", f"\n{PICTURE}---\n\n")
    text += "## Das Tee|Haus\n\nHier ist es.\n\n## Schreiben\n\nSchreiben Sie uns.\n"
    (found,) = easy({PAGE: text})
    assert found.code == "leicht-ohne-bild"
    assert found.message.endswith(": 1.")


# --- words


@pytest.mark.parametrize(
    ("mark", "count", "rules"),
    [
        *(("", 10, []), ("", 11, ["leicht-satz-lang"]), ("", 12, ["leicht-satz-lang"])),
        *(("", 13, ["leicht-satz-zu-lang"]), ("## ", 6, [])),
        ("## ", 7, ["leicht-ueberschrift-lang"]),
    ],
)
def test_a_sentence_has_so_many_words(mark: str, count: int, rules: list[str]) -> None:
    assert rules_of(mark + " ".join(["Tee"] * count)) == rules


def test_a_line_of_a_record_has_one_sentence() -> None:
    path = "offers/teestube.yaml"
    given = project.city_files()[path].decode()
    words = (
        "sprachfassungen:\n  leicht:\n    text: |\n      Hier ist Tee. Kommen Sie!\n      Gut.\n"
    )
    line = len(given.splitlines()) + 4
    assert places({path: given + words}) == [("leicht-zeile", path, line, 21)]


def test_the_glossary_says_what_is_known_and_what_is_called_otherwise() -> None:
    assert rules_of("Wir suchen Tandems und Volunteers.", words=["Tandems", "Volunteers"]) == []
    glossary = {"words": ["Stadt|Bezirk"], "instead": {"mobiles Telefon": "Handy"}}
    assert rules_of("Der Stadt|Bezirk ist groß.", **glossary) == []
    assert rules_of("Der Stadtbezirk ist groß.", **glossary) == ["leicht-wort-ungetrennt"]
    assert rules_of("Sie haben ein mobiles Telefon.", **glossary) == ["leicht-anderes-wort"]


def test_names_are_left_alone() -> None:
    name = "Café & Haus der Begegnung"
    assert rules_of(f"Gehen Sie ins {name}.", names=[name]) == []
    assert rules_of(f"Gehen Sie ins {name}.") == ["leicht-sonderzeichen", "leicht-genitiv"]


def test_a_word_that_the_text_explains_is_known() -> None:
    assert rules_of("Verantwortlich heißt: Wir kümmern uns.\nWir sind verantwortlich.") == []
    assert rules_of("Wir sind verantwortlich.") == ["leicht-wort-zu-lang"]


@pytest.mark.parametrize(
    ("text", "rule", "values"),
    [
        ("Der Mittagstisch ist neu.", "leicht-wort-ungetrennt", {"vorschlag": "Mittags|Tisch"}),
        ("Die Straßenbahn ist neu.", "leicht-wort-ungetrennt", {"vorschlag": "Straßen|Bahn"}),
        ("Am 04.03.2026 ist zu.", "leicht-zeitangabe", {"vorschlag": "4. März 2026"}),
        ("Um 09:30 Uhr ist zu.", "leicht-zeitangabe", {"vorschlag": "9:30"}),
        ("Wegen Regen ist zu.", "leicht-genitiv-wort", {"vorschlag": "weil"}),
        ("Die Tür des Hauses ist zu.", "leicht-genitiv", {"vorschlag": "von dem Haus"}),
        ("Hier ist die Liste der Angebote.", "leicht-genitiv", {"vorschlag": "von den Angeboten"}),
        ("Wir haben zwei Räume.", "leicht-zahlwort", {"vorschlag": "2"}),
        ("Das wäre gut.", "leicht-konjunktiv", {"vorschlag": "ist"}),
        ("Wir rufen an und Sie kommen.", "leicht-zwei-aussagen", {"wort": "und"}),
        ("Der Raum wird geputzt.", "leicht-passiv", {"verb": "putzen"}),
    ],
)
def test_a_fault_says_how_to_write_it(text: str, rule: str, values: dict[str, str]) -> None:
    faults = lint(markdown_lines(text), known_words(), load_dictionary())
    found = [fault.values for fault in faults if fault.rule == rule]
    assert found
    assert values.items() <= found[0].items()


@pytest.mark.parametrize("name", ["Nummer", "Raum", "Saal", "Zimmer"])
def test_the_name_of_a_room_is_no_day(name: str) -> None:
    assert "leicht-zeitangabe" not in rules_of(f"Der Treff ist in {name} 2.10. Kommen Sie!")
    assert "leicht-zeitangabe" in rules_of("Der Treff ist am 2.10. Kommen Sie!")


def test_a_word_of_any_length_is_answered() -> None:
    assert rules_of(f"Das ist {'langes' * 500}.") == ["leicht-wort-zu-lang"]
    assert rules_of(f"Das ist die {'Freude' * 500}.") == ["leicht-wort-zu-lang"]


def test_a_bar_outside_of_a_word_is_found_where_it_stands() -> None:
    lines = plain_lines("Der Kinder-|Garten.\n|x ist gut.", is_label=False)
    found = [it for it in lint(lines, known_words(), None) if it.rule == "leicht-strich"]
    assert [(it.line, it.column) for it in found] == [(1, 12), (2, 1)]
    assert rules_of("Der Kinder|Garten ist gut.\n\n|Tag|Zeit|\n|---|---|\n|Montag|9 Uhr|") == []


def test_a_fact_is_not_quoted_in_a_text_without_marks() -> None:
    faults = lint(plain_lines("Hier wohnen [[fakt:x]] Menschen."), known_words(), None)
    assert {(it.rule, it.column) for it in faults} >= {("leicht-sonderzeichen", 13)}
    assert lint(plain_lines("Hier wohnen {count} Menschen."), known_words(), None) == ()


# --- lines and sentences


def test_markup_is_taken_out_and_every_letter_keeps_its_place() -> None:
    lines = markdown_lines(
        "## Für **alle**\n\n- Zum [Treff *heute*](angebot:x)\n\n[[fakt:y]] Menschen"
    )
    assert [(line.form, line.text, line.section) for line in lines] == [
        ("heading", "Für alle", 1),
        ("item", "Zum Treff heute", 1),
        ("text", "\ufffc Menschen", 1),
    ]
    assert sorted(lines[0].strong) == [4, 5, 6, 7]
    assert lines[0].places[4] == (1, 10)
    assert lines[1].places[10] == (3, 15)
    assert lines[2].places[2] == (5, 12)


def sentences(line: Line) -> list[str]:
    return [sentence.text for sentence in sentences_of([line])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommen Sie? Ja. Gut!", ["Kommen Sie?", "Ja.", "Gut!"]),
        ("Am 4. März ist zu.", ["Am 4. März ist zu."]),
        ("Das heißt: Wir helfen.", ["Das heißt:", "Wir helfen."]),
        ("Um 9:30 Uhr. Dann nicht.", ["Um 9:30 Uhr.", "Dann nicht."]),
        ("Z. B. Anna und Dr. Maier.", ["Z. B. Anna und Dr. Maier."]),
    ],
)
def test_sentences_end_where_something_new_begins(text: str, expected: list[str]) -> None:
    assert sentences(plain_lines(text)[0]) == expected


def test_a_sentence_may_go_on_in_the_next_line_and_an_address_does_not() -> None:
    long = markdown_lines("Wir treffen uns jeden Tag in der\nStadt und gehen dann nach Hause.")
    assert len(sentences(long[0])) == 1
    address = markdown_lines("Büro für Begegnung\nAm Anger 3\n12345 Musterstadt")
    assert len(sentences(address[0])) == 3


def test_long_texts_are_measured() -> None:
    easy_words = ["Sie", "sind", "da"]
    assert vienna_grade(easy_words, 1) < 1
    assert vienna_grade(["Verwaltungsvorschriften", "konkretisieren", "Rechtsgrundlagen"], 1) > 15


# --- without the dictionary


@pytest.fixture
def no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "HanTa", None)


@pytest.mark.usefixtures("no_dictionary")
def test_a_missing_dictionary_is_said_once_and_the_other_rules_run() -> None:
    text = HEAD + "Man wird gefragt.\n\nMan wird gehört.\n"
    codes = [it.code for it in easy({PAGE: text})]
    assert sorted(codes) == ["leicht-man", "leicht-man", "leicht-ohne-woerterbuch"]


@pytest.mark.usefixtures("no_dictionary")
def test_an_exception_may_be_for_a_rule_that_did_not_run() -> None:
    codes = {it.code for it in easy({PAGE: EXCEPTION.format(rule="leicht-passiv")})}
    assert codes == {"leicht-ohne-woerterbuch", "leicht-zeitangabe"}


def test_a_fault_knows_its_sentence() -> None:
    faults = lint(plain_lines("Gut.\nMan kommt."), known_words(), None)
    assert faults == (Fault("leicht-man", 2, 1, {}, "Man kommt."),)


PIECES = st.sampled_from(
    [
        *(
            "[[fakt:a]]",
            "**",
            "[x](y:z)",
            "## ",
            "- ",
            "\n",
            "\n\n",
            "04.03.26",
            "09:00",
            "{a}",
            "Mo-Fr",
        ),
        *(
            "z. B.",
            " des Hauses",
            " wird",
            ", dass",
            ", die ",
            "|",
            "·",
            "…",
            "„",
            "ß",
            "²",
            "٣",
            "?",
            ": ",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=20).map("".join))
def test_any_text_has_an_answer_at_a_place_inside_it(text: str) -> None:
    known = known_words(["Roll|Stuhl", "|"], ["Café & Haus", "+"], {"+": "x"}, ["Stuttgart"])
    lint(markdown_lines(text), known, load_dictionary())
    lines = text.split("\n")
    for fault in lint(plain_lines(text), known, load_dictionary()):
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1])
