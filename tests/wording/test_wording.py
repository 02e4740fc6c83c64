"""The rules of wording find what hurts and leave alone what does not; a labelled corpus says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.messages import rules
from sitegen.wording import Fault, Where, abbreviations, faults, may_excuse, vague_links
from sitegen.wording import _rules as known_rules
from tests.examples import project
from tests.real import RealSite

CORPUS = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text("utf-8"))
GOOD = CORPUS["good"]
BAD = [(code, case) for code, cases in CORPUS["bad"].items() for case in cases]


def found(case: str | dict[str, Any]) -> Iterator[Fault]:
    text = case if isinstance(case, str) else case["text"]
    where: list[Where] = ["anywhere"]
    if isinstance(case, dict):
        where.append(case["where"])
    yield from faults(text, where)
    yield from vague_links(text)
    yield from abbreviations(text, known=())


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_what_is_well_said_is_left_alone(case: str | dict[str, Any]) -> None:
    assert [fault.code for fault in found(case)] == []


@pytest.mark.parametrize(("code", "case"), BAD, ids=str)
def test_what_hurts_or_hides_is_found(code: str, case: str | dict[str, Any]) -> None:
    own = list(found(case))
    assert code in {fault.code for fault in own}
    text = case if isinstance(case, str) else case["text"]
    for fault in own:
        assert text[fault.start :].startswith(fault.words)
    assert {fault.code for fault in own} <= {code, *TOGETHER.get(code, ())}


@pytest.mark.parametrize(("code", "case"), BAD, ids=str)
def test_a_name_with_such_words_may_excuse_them(code: str, case: str | dict[str, Any]) -> None:
    if code != "wortwahl-link":  # which no name excuses
        assert all(may_excuse(f"Verein {it.words} e. V.") for it in found(case) if it.code == code)


def test_most_names_excuse_nothing() -> None:
    assert not any(map(may_excuse, ("Café am Markt", "Chor am Fluss", "Haus Anna")))


# Some sentences are wrong in two ways.
TOGETHER = {
    "wortwahl-kampf": ("wortwahl-vorwurf",),
    "wortwahl-link": ("wortwahl-klicken",),
    "wortwahl-krankheit": ("wortwahl-etikett",),
}


def test_the_corpus_knows_every_rule() -> None:
    codes = {code for code in rules() if code.startswith("wortwahl-")}
    assert codes == set(CORPUS["bad"])
    assert codes >= {rule.code for rule in known_rules()}
    assert len(GOOD) >= 40
    assert len(BAD) >= 40


def test_only_labels_stop_publication() -> None:
    severe = {code for code, rule in rules().items() if rule.severity == "fehler"}
    assert {code for code in severe if code.startswith("wortwahl-")} == {"wortwahl-etikett"}


TOPICS = "content/taxonomie/themen.yaml"
OFFER = project.city_files()["offers/teestube.yaml"].decode()


def said(files: project.Files) -> list[tuple[str, str, tuple[int, int], str]]:
    return [
        (it.code, it.location.path, (it.location.line, it.location.column), it.hint)
        for it in project.findings(files)
        if it.code.startswith("wortwahl-")
    ]


def offer(old: str, new: str) -> project.Files:
    assert old in OFFER
    return {"offers/teestube.yaml": OFFER.replace(old, new, 1)}


def test_the_place_and_the_alternative_are_named() -> None:
    [(code, path, (line, column), hint)] = said(offer("kurz: ", "kurz: Für die Einsamen. "))
    assert (code, path) == ("wortwahl-etikett", "offers/teestube.yaml")
    assert OFFER.splitlines()[line - 1].startswith("kurz: ")
    assert column == len("kurz: Für ") + 1
    assert hint == "Schreiben Sie zum Beispiel: Menschen, die sich einsam fühlen"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(offer("titel:", "suchworte: [die Einsamen, ABCD]\ntitel:"), id="search words"),
        pytest.param(offer("pflege:", "pflege:\n  intern: Für die Einsamen."), id="internal"),
        pytest.param(
            {"content/anbieter/efg.yaml": "name: Kampf gegen Einsamkeit EFG e. V.\n"
             "text: Der Kampf gegen Einsamkeit EFG e. V. lädt ein. Die EFG hilft.\n"
             "pflege:\n  quellen:\n    - art: sonstiges\n"},
            id="names",
        ),
    ],
)  # fmt: skip
def test_what_others_say_is_left_alone(files: project.Files) -> None:
    assert said(files) == []


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("kurz: ", "kurz: Gymnastik für Senioren. ", ["wortwahl-alter"]),
        ("kurz: ", "alter: {von: 60}\nkurz: Gymnastik für Senioren. ", []),
        ("kurz: ", "kurz: Ein Angebot gegen Einsamkeit. ", ["wortwahl-einsamkeit-im-titel"]),
        ("kurz: ", "text: Ein Angebot gegen Einsamkeit.\nkurz: ", []),
    ],
)
def test_some_rules_hold_only_in_some_places(old: str, new: str, codes: list[str]) -> None:
    assert [code for code, *_ in said(offer(old, new))] == codes


def test_an_abbreviation_is_reported_once_and_may_be_listed_as_known() -> None:
    files = offer("kurz: ", "kurz: Mit dem ABCD und dem ABCD. ")
    assert [code for code, *_ in said(files)] == ["wortwahl-abkuerzung"]
    site = project.city_files()["content/site.yaml"].decode()
    known = {"content/site.yaml": f"{site}bekannte_abkuerzungen:\n  - ABCD\n"}
    assert said({**files, **known}) == []


def test_interface_texts_the_settings_and_the_topics_are_read_too() -> None:
    site = project.city_files()["content/site.yaml"].decode()
    texts = project.city_files()["content/texte/de.yaml"].decode()
    changed = {
        "content/site.yaml": site.replace("untertitel: ", "untertitel: Für die Einsamen. ", 1),
        "content/texte/de.yaml": texts.replace("count:", "count: Bitte hier klicken,", 1),
        TOPICS: project.city_files()[TOPICS].decode().replace("Begegnung", "Die Einsamen", 1),
    }
    assert [(code, path) for code, path, *_ in said(changed)] == [
        ("wortwahl-etikett", "content/site.yaml"),
        ("wortwahl-etikett", TOPICS),
        ("wortwahl-klicken", "content/texte/de.yaml"),
    ]


def test_the_real_content_is_well_said(real_site: RealSite) -> None:
    said = [it for it in real_site.findings if it.code.startswith("wortwahl-")]
    assert [(it.code, it.location.path, it.message) for it in said] == []
