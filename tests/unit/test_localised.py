"""Days, times, numbers and plural forms in the languages of the site."""

from datetime import date, time
from decimal import Decimal

import pytest

from sitegen.localised import (
    clock_in,
    date_in,
    day_in,
    language_in,
    languages,
    month_in,
    number_in,
    plural_in,
    weekday_in,
)

FORMS = {
    "de": {0: "other", 1: "one", 2: "other"},
    "en": {0: "other", 1: "one", 2: "other", 21: "other"},
    "uk": {0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many"}
    | {21: "one", 22: "few", 25: "many", 101: "one", 111: "many"},
    "tr": {0: "other", 1: "one", 2: "other"},
    "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many"}
    | {100: "other", 102: "other", 103: "few"},
    "it": {0: "other", 1: "one", 2: "other", 1_000_000: "many"},
    "hr": {0: "other", 1: "one", 2: "few", 4: "few", 5: "other", 11: "other", 21: "one"},
}


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [(language, *it) for language, forms in FORMS.items() for it in forms.items()],
)
def test_each_language_has_its_own_plural_forms(language: str, number: int, form: str) -> None:
    assert plural_in(language, number) == form


DAYS = {
    "en": ("Sunday, 1 March 2026", "1 March 2026"),
    "uk": ("неділя, 1 березня 2026\u202fр.", "1 березня 2026\u202fр."),
    "tr": ("1 Mart 2026 Pazar", "1 Mart 2026"),
    "ar": ("الأحد، 1 مارس 2026", "1 مارس 2026"),
    "it": ("domenica 1 marzo 2026", "1 marzo 2026"),
    "hr": ("nedjelja, 1. ožujka 2026.", "1. ožujka 2026."),
}


@pytest.mark.parametrize("language", DAYS)
def test_a_day_is_written_as_its_readers_do(language: str) -> None:
    day = date(2026, 3, 1)
    assert (day_in(language, day), date_in(language, day)) == DAYS[language]


@pytest.mark.parametrize("language", DAYS)
def test_a_clock_has_24_hours_everywhere(language: str) -> None:
    assert clock_in(language, time(14, 30)) == "14:30"
    assert clock_in(language, time(0, 5)) == "00:05"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "2.50"), ("uk", "2,50"), ("ar", "2.50"), ("hr", "2,50")]
)
def test_an_amount_has_the_languages_own_comma(language: str, words: str) -> None:
    assert number_in(language, Decimal("2.50")) == words
    assert number_in(language, Decimal("2.00")) == number_in(language, 2) == "2"


def test_names_stand_alone() -> None:
    assert weekday_in("uk", 0) == "понеділок"
    assert month_in("uk", 3) == "березень"
    assert language_in("en", "uk") == "Ukrainian"
    assert language_in("ar", "uk") == "الأوكرانية"


def test_only_two_letters_name_a_language() -> None:
    assert {"de", "en", "ar", "hr"} <= languages()
    assert {len(code) for code in languages()} == {2}
