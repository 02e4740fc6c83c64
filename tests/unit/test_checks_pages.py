"""The office's pages, their twins in easy language, and guides: where each rule bites."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest

from sitegen.digests import source_hash
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.page import PAGE
from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
SITE = "content/site.yaml"
REAL = (project.HERE / "valid" / "site" / "voll.yaml").read_text("utf-8")
REAL = REAL.replace("betrieb: demo", "betrieb: produktion")
DEMO = FILES[SITE]
START_EN = "content/seiten/start.en.md"
NOTED = r"(?<=quelle_hash: )\w+"

NEEDED = ("kontakt", "impressum", "datenschutz", "barrierefreiheit")
TOPICS = ("start", "so-geht-es", "barrierefreiheit", "leichte-sprache-und-gebaerdensprache")
HEAD = """---
titel: {}
kurz: Ein Satz.
pflege:
  status: veroeffentlicht
  geprueft_am: 2026-10-01
  geprueft_von: Redaktion
  quellen:
    - art: sonstiges
      titel: Beispiel
---
Ein Text.
"""
CHECK = "  geprueft_am: 2026-10-01\n  geprueft_von: Redaktion\n"
TWIN = "---\ntitel: Einfach\n---\nEin Satz.\n"


def page_of(name: str) -> str:
    return f"content/seiten/{name}.md"


def twin_of(name: str) -> str:
    return f"content/seiten/{name}.leicht.md"


def hashed(digest: str) -> str:
    return f"---\ntitel: Einfach\nquelle_hash: {digest}\n---\nEin Satz.\n"


def _office() -> dict[str, str]:
    """All that production wants, as it should be."""
    found = {page_of(name): HEAD.format(name) for name in (*NEEDED, *TOPICS)}
    written = project.catalogue(found).of(PAGE)
    hashes = {name: source_hash(written[name].content) for name in TOPICS}
    twins = {twin_of(name): hashed(digest) for name, digest in hashes.items()}
    return found | twins | {START_EN: re.sub(NOTED, hashes["start"], FILES[START_EN])}


OFFICE = _office()


def answers(files: project.Files, *prefixes: str) -> list[tuple[str, str]]:
    """Code and file of what begins with one of the prefixes, in order."""
    found = project.findings(files)
    return [(f.code, f.location.path) for f in found if f.code.startswith(prefixes)]


# Pages


def about_pages(files: project.Files) -> list[tuple[str, str]]:
    return answers(files, "leichte-seite", "produktion-seite", "produktion-leicht", "produktion-vo")


def test_all_that_production_wants_is_there() -> None:
    assert about_pages({SITE: REAL, **OFFICE}) == []


def test_nothing_is_wanted_of_a_demonstration() -> None:
    assert about_pages({SITE: DEMO}) == []


@pytest.mark.parametrize("name", NEEDED)
def test_production_wants_what_law_asks_for(name: str) -> None:
    missing = ("produktion-seite-fehlt", page_of(name))
    without = {**OFFICE, page_of(name): None, twin_of(name): None}
    assert missing in about_pages({SITE: REAL, **without})
    assert about_pages({SITE: DEMO, **without}) == []


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize(("old", "new"), [("veroeffentlicht", "entwurf"), (CHECK, "")])
def test_a_page_that_nobody_can_see_is_missing(name: str, old: str, new: str) -> None:
    hidden = {page_of(name): OFFICE[page_of(name)].replace(old, new)}
    assert ("produktion-seite-fehlt", page_of(name)) in about_pages(
        {SITE: REAL, **OFFICE, **hidden}
    )


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("is_draft", [False, True])
def test_production_wants_four_topics_in_easy_language(
    name: str,
    is_draft: bool,  # noqa: FBT001
) -> None:
    draft = OFFICE[page_of(name)].replace("veroeffentlicht", "entwurf")
    changed: project.Files = {page_of(name): draft} if is_draft else {twin_of(name): None}
    assert ("produktion-leicht-fehlt", twin_of(name)) in about_pages(
        {SITE: REAL, **OFFICE, **changed}
    )
    assert about_pages({SITE: DEMO, **OFFICE, **changed}) == []


@pytest.mark.parametrize("path_of", [page_of, twin_of])
def test_a_faulty_page_is_not_also_called_missing(path_of: Callable[[str], str]) -> None:
    name = "barrierefreiheit"
    faulty = OFFICE[path_of(name)].replace("titel:", "titl:")
    found = project.findings({SITE: REAL, **OFFICE, path_of(name): faulty})
    codes = {it.code for it in found if it.location.path == path_of(name)}
    assert "schluessel-unbekannt" in codes
    assert not [code for code in codes if code.startswith("produktion-")]


@pytest.mark.parametrize("fault", ["leichte_sprache: {trennung: punkt}", "erklaerung: {x: y}"])
def test_faulty_settings_are_the_only_fault(fault: str) -> None:
    offer = f"{FILES['offers/teestube.yaml']}zeiten: {{regeln: [{{tage: [Mo]}}]}}\n"
    files = {SITE: f"{DEMO}{fault}\n", "offers/teestube.yaml": offer, **guide({"a": ["ende"]})}
    errors = [it for it in project.findings(files) if it.is_error]
    assert errors
    assert {it.location.path for it in errors} == {SITE}
    assert not {it.code for it in errors} & {"bundesland-fehlt", "wegfinder-ohne-kontakt"}


@pytest.mark.parametrize("kind", ["platzhalter", "entwurf"])
@pytest.mark.parametrize(
    ("status", "settings", "expected"),
    [
        ("veroeffentlicht", REAL, [("produktion-vorlaeufig", page_of("mitmachen"))]),
        ("entwurf", REAL, []),
        ("veroeffentlicht", DEMO, []),
    ],
)
def test_placeholders_keep_production_from_beginning(
    kind: str, status: str, settings: str, expected: list[tuple[str, str]]
) -> None:
    text = HEAD.format("Mitmachen").replace("pflege:", f"vorlaeufig: {kind}\npflege:")
    text = text.replace("veroeffentlicht", status)
    assert about_pages({SITE: settings, **OFFICE, page_of("mitmachen"): text}) == expected


@pytest.mark.parametrize("settings", [DEMO, REAL])
def test_a_twin_stands_for_a_page(settings: str) -> None:
    files = {SITE: settings, **OFFICE, twin_of("allein"): TWIN}
    assert about_pages(files) == [("leichte-seite-allein", twin_of("allein"))]
    files[page_of("allein")] = HEAD.format("Nicht mehr allein")
    assert about_pages(files) == []


# Easy language


ABOUT = page_of("voll")


def easy_answers(files: project.Files) -> list[tuple[str, str]]:
    return answers(files, "leicht-")


def test_a_twin_without_a_digest_learns_it_and_then_holds() -> None:
    twin = twin_of("voll")
    (finding,) = (f for f in project.findings({twin: TWIN}) if f.code.startswith("leicht-"))
    assert finding.code == "leicht-ohne-pruefsumme"
    digest = finding.hint.rpartition(" ")[2]
    assert easy_answers({twin: hashed(digest)}) == []
    for old, new in (("Über uns", "Über alle"), ("Wer hier", "Wer da")):
        changed = FILES[ABOUT].replace(old, new)
        assert changed != FILES[ABOUT]
        found = easy_answers({twin: hashed(digest), ABOUT: changed})
        assert found == [("leicht-veraltet", twin)]
    same = FILES[ABOUT].replace("pflege:", "rang: 3\npflege:")
    assert easy_answers({twin: hashed(digest), ABOUT: same}) == []


def test_an_easy_text_of_any_record_knows_its_original() -> None:
    path = "offers/teestube.yaml"
    versions = "sprachfassungen:\n  leicht:\n    text: |\n      Wir trinken Tee.\n"
    (finding,) = (
        f for f in project.findings({path: FILES[path] + versions}) if f.code.startswith("leicht-")
    )
    assert (finding.code, finding.location.path) == ("leicht-ohne-pruefsumme", path)
    noted = f"{FILES[path]}{versions}    quelle_hash: {finding.hint.rpartition(' ')[2]}\n"
    assert easy_answers({path: noted}) == []
    changed = noted.replace("Tee trinken", "Kaffee trinken")
    assert easy_answers({path: changed}) == [("leicht-veraltet", path)]


def test_a_digest_is_of_words_alone() -> None:
    content = project.catalogue().records["angebot"]["teestube"].content
    digest = source_hash(content)
    assert len(digest) == 12
    assert source_hash(content.model_copy(update={"text": "Mehr."})) != digest
    assert source_hash(content.model_copy(update={"documents": ["Ausweis"]})) == digest
    assert source_hash(content.model_copy(update={"text": ""})) == digest


# Guides

RESULT = """  - kennung: {0}
    titel: Ergebnis {0}
    erster_schritt: {{wer: Das Büro, wie: Rufen Sie an.}}
"""
QUESTION = "  - kennung: {}\n    frage: Was jetzt?\n    antworten:\n"
CHOICE = "      - {{text: Das hier, kennung: a{}, weiter: {}}}\n"


def guide(
    ways: Mapping[str, Sequence[str]], results: Sequence[str] = ("ende",), start: str = ""
) -> project.Files:
    """A guide whose questions lead where `ways` says; one way is written as two answers."""
    lines = ["titel: Weg\nkurz: Ein Weg.\nstart: ", start or next(iter(ways)), "\nfragen:\n"]
    for name, onward in ways.items():
        lines.append(QUESTION.format(name))
        targets = (*onward, *onward)[: max(2, len(onward))]
        lines += [CHOICE.format(number, target) for number, target in enumerate(targets)]
    lines += ["ergebnisse:\n", *(RESULT.format(name) for name in results)]
    lines.append("pflege:\n  quellen:\n    - {art: sonstiges, titel: Beispiel}\n")
    return {"content/wegfinder/weg.yaml": "".join(lines)}


def about_guides(files: project.Files) -> list[tuple[str, str]]:
    found = [f for f in project.findings(files) if f.code.startswith("wegfinder-")]
    return [(f.code, f.message) for f in found]


def row(length: int) -> dict[str, Sequence[str]]:
    """So many questions one after the other, and the result."""
    names = [f"f{n}" for n in range(length)]
    return {name: [following] for name, following in zip(names, [*names[1:], "ende"], strict=True)}


def wide(length: int) -> dict[str, Sequence[str]]:
    """So many questions one after the other, each with three answers that lead on."""
    return {name: list(onward) * 3 for name, onward in row(length).items()}


@pytest.mark.parametrize(
    ("ways", "results", "expected"),
    [
        ({"a": ["ende"]}, ["ende"], []),
        ({"a": ["b", "ende"], "b": ["ende"]}, ["ende"], []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["ende"]}, ["ende"], []),
        ({"b": ["ende"], "a": ["b"]}, ["ende"], ["wegfinder-unerreichbar"]),
        ({"a": ["ende"]}, ["ende", "mehr"], ["wegfinder-unerreichbar"]),
        ({"a": ["b"]}, ["ende"], ["wegfinder-ziel-unbekannt"] * 2),
        ({"a": ["ende", "a"]}, ["ende"], ["wegfinder-im-kreis"]),
        ({"a": ["b", "ende"], "b": ["a"]}, ["ende"], ["wegfinder-im-kreis"]),
        ({"a": ["ende"], "b": ["c"], "c": ["b"]}, ["ende"], ["wegfinder-im-kreis"]),
        ({"a": ["ende"]}, ["ende", "ende"], ["wegfinder-kennung-doppelt"]),
        ({"a": ["ende"]}, ["ende", "a"], ["wegfinder-kennung-doppelt"]),
        # Three answers a question: 1 + 3 + 9 + 27 + 81 pages, and with one question more 243 too.
        (wide(4), ["ende"], []),
        (wide(5), ["ende"], ["wegfinder-zu-viele-seiten"]),
        (row(6), ["ende"], []),
        (row(7), ["ende"], ["wegfinder-zu-lang"]),
        ({**row(7), "f0": ["f1", "ende"]}, ["ende"], ["wegfinder-zu-lang"]),
        ({**row(7), "f0": ["f2", "ende"]}, ["ende"], ["wegfinder-unerreichbar"]),
    ],
)
def test_ways_of_a_guide(
    ways: Mapping[str, Sequence[str]], results: Sequence[str], expected: list[str]
) -> None:
    assert [code for code, _ in about_guides(guide(ways, results))] == expected


def test_two_answers_to_one_question_have_two_addresses() -> None:
    files = guide({"a": ["b", "ende"], "b": ["ende"]})
    (path, text), *_ = files.items()
    assert isinstance(text, str)
    assert about_guides(files) == []
    # Without words of their own, answers are called like what they lead to.
    text = text.replace("kennung: a0, ", "").replace("kennung: a1, ", "")
    ((code, message),) = about_guides({path: text})
    assert code == "wegfinder-antwort-doppelt"
    assert "ende" in message


STILL = "name: Stille Stube\n{}pflege:\n  quellen:\n    - {{art: sonstiges, titel: Beispiel}}\n"
NO_PHONE = re.sub(r"  telefon: .*\n", "", DEMO, count=1)


@pytest.mark.parametrize(
    ("settings", "contact", "body", "expected"),
    [
        (DEMO, "", "", []),
        (NO_PHONE, "", "", ["wegfinder-ohne-kontakt"]),
        (NO_PHONE, "anbieter/still", "", ["wegfinder-ohne-kontakt"]),
        (NO_PHONE, "anbieter/still", "kontakt: {{web: https://still.example}}\n", []),
        (
            NO_PHONE,
            "anbieter/still",
            "rechtsform: privatperson\nkontakt: {{web: https://still.example}}\n",
            ["wegfinder-ohne-kontakt"],
        ),
        (NO_PHONE, "angebot/teestube", "", []),
        (NO_PHONE, "krisenhilfe/{line}", "", []),
        (NO_PHONE.replace("  aufgabe", "  web: https://buero.example\n  aufgabe"), "", "", []),
    ],
)
def test_a_guide_names_somebody_who_answers(
    settings: str, contact: str, body: str, expected: list[str]
) -> None:
    line = next(iter(project.catalogue().of(CRISIS_LINE)))
    ((path, text),) = guide({"a": ["ende"]}).items()
    assert isinstance(text, str)
    keys = f"kontakt: {contact.format(line=line)}\n" if contact else ""
    files = {
        SITE: settings,
        "content/anbieter/still.yaml": STILL.format(body.format()),
        path: text.replace("start:", f"{keys}start:"),
    }
    assert [code for code, _ in about_guides(files)] == expected


@pytest.mark.parametrize("start", ["ende", "nirgends"])
def test_a_guide_starts_with_a_question(start: str) -> None:
    codes = [code for code, _ in about_guides(guide({"a": ["ende"]}, start=start))]
    assert codes == ["wegfinder-ziel-unbekannt"]


def test_a_circle_is_shown_in_the_order_in_which_it_is_walked() -> None:
    ways = {"a": ["b", "ende"], "b": ["c", "ende"], "c": ["d", "ende"], "d": ["b", "ende"]}
    ((_, message),) = about_guides(guide(ways))
    way = message.removesuffix(".").rpartition(": ")[2].split(" → ")
    assert way[0] == way[-1]
    assert set(way) == {"b", "c", "d"}
    assert all(following in ways[name] for name, following in pairwise(way))


def test_as_many_ways_as_there_can_be_are_looked_at_once() -> None:
    """Every question leads to the two after it: more ways than anybody can walk."""
    names = [f"f{n}" for n in range(200)]
    ways = {name: [*names[n + 1 :], "ende"][:3] for n, name in enumerate(names)}
    ways |= {"f0": names[1:], "f1": [*names[2:], "ende"]}
    assert [code for code, _ in about_guides(guide(ways))] == ["wegfinder-zu-lang"]
    ways["f199"] = ["f0", "ende"]
    assert [code for code, _ in about_guides(guide(ways))] == ["wegfinder-im-kreis"]


def test_the_rules_of_this_file_are_these() -> None:
    """What the tests above name is what the checks say, so that a new code needs a test."""
    source = "".join(
        (project.HERE.parents[1] / "sitegen" / "checks" / name).read_text("utf-8")
        for name in ("pages.py", "easy.py", "guides.py")
    )
    here = (project.HERE.parent / "unit" / "test_checks_pages.py").read_text("utf-8")
    codes = {part.split('"')[1] for part in source.split("diagnose(")[1:]}
    assert codes
    assert not [code for code in codes if f'"{code}"' not in here]
