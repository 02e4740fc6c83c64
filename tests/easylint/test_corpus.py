"""The rules of easy language, measured on sentences that people judged beforehand.

`good.yaml` is easy language: nothing may be said about it. `bad.yaml` names for each text the
rule that has to speak; about office German any rule may. Sentences are added there, not here.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.easylint import Fault, known_words, lint, load_dictionary, markdown_lines
from sitegen.messages import rules

HERE = Path(__file__).parent
GOOD: dict[str, list[str]] = yaml.safe_load((HERE / "good.yaml").read_text("utf-8"))
BAD: dict[str, list[str]] = yaml.safe_load((HERE / "bad.yaml").read_text("utf-8"))
CASES = [(rule, text) for rule, texts in BAD.items() for text in texts]
ANY = "amtlich"
MOST_MISSED = 0.05

WORDS: dict[str, Any] = {
    "words": ["Handy", "Treff"],
    "instead": {"Smartphone": "Handy", "Meeting": "Treff"},
    "places": ["Stuttgart"],
}


@cache
def faults(text: str, *, with_dictionary: bool = True) -> tuple[Fault, ...]:
    dictionary = load_dictionary() if with_dictionary else None
    assert (dictionary is not None) == with_dictionary
    return lint(markdown_lines(text), known_words(**WORDS), dictionary)


def said(rule: str, text: str) -> bool:
    found = {fault.rule for fault in faults(text)}
    return bool(found) if rule == ANY else rule in found


def missed() -> Iterator[tuple[str, str]]:
    yield from ((rule, text) for rule, text in CASES if not said(rule, text))


def test_the_corpus_is_large_and_has_an_example_of_every_rule() -> None:
    assert len(GOOD["saetze"]) >= 100
    assert len(CASES) >= 100
    assert len({text for _, text in CASES}) == len(CASES)
    linted = {rule for rule in BAD if rule != ANY}
    assert linted <= rules().keys()
    # What a check says about files and forms, not about sentences.
    elsewhere = {
        *(
            "leicht-ausnahme-unbekannt",
            "leicht-ausnahme-unnoetig",
            "leicht-ohne-bild",
            "leicht-ohne-woerterbuch",
        ),
        *("leicht-pruefung-halb", "leicht-ohne-pruefsumme", "leicht-veraltet"),
    }
    assert linted == {code for code in rules() if code.startswith("leicht-")} - elsewhere


@pytest.mark.parametrize("text", [*GOOD["saetze"], *GOOD["abschnitte"]])
def test_nothing_is_said_about_easy_language(text: str) -> None:
    assert [(fault.rule, fault.values) for fault in faults(text)] == []


@pytest.mark.parametrize("rule", BAD)
def test_every_rule_finds_most_of_its_sentences(rule: str) -> None:
    found = [text for text in BAD[rule] if said(rule, text)]
    assert len(found) >= 0.6 * len(BAD[rule]), set(BAD[rule]) - set(found)


def test_precision_and_recall() -> None:
    alarms = [text for texts in GOOD.values() for text in texts if faults(text)]
    lost = list(missed())
    hits = len(CASES) - len(lost)
    precision, recall = hits / (hits + len(alarms)), hits / len(CASES)
    print(f"Leichte Sprache: precision {precision:.3f}, recall {recall:.3f}; missed: {lost}")  # noqa: T201
    assert not alarms
    assert 1 - recall <= MOST_MISSED, lost


def test_without_a_dictionary_good_sentences_stay_good() -> None:
    for texts in GOOD.values():
        for text in texts:
            assert not faults(text, with_dictionary=False), text


def test_the_handbook_names_every_rule() -> None:
    page = HERE.parent.parent / "docs" / "handbuch" / "leichte-sprache-pruefen.md"
    text = page.read_text("utf-8")
    assert [rule for rule in BAD if rule != ANY and f"`{rule}`" not in text] == []
