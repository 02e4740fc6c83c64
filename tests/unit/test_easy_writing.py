"""Easy texts as they are written: words explained, pictures, and what the test group still has."""

import json
from dataclasses import replace
from io import StringIO
from textwrap import indent
from typing import Any, get_args

import pytest

from sitegen.derive import derive
from sitegen.digests import source_hash
from sitegen.german import UsageError
from sitegen.listing import Wish
from sitegen.models import CONTENT_TYPES, ContentType
from sitegen.models.offer import OFFER
from sitegen.models.page import EASY_PAGE
from sitegen.models.versions import Versions
from sitegen.outputs import media
from sitegen.site import Site
from sitegen.source import Media
from sitegen.surveys.easytexts import STATES, survey, write
from sitegen.views.easy import twin_words_of
from sitegen.views.glossary import Explained, explained_in
from tests.examples import project
from tests.planning import jobs_in

GLOSSARY = """
stube:
  wort: Tee|Stube
  formen: [Tee|Stuben]
  erklaerung: |
    Das ist ein Raum.
    Dort gibt es Kräuter|Tee.
links:
  wort: Link
  formen: [Links]
  erklaerung: Ein Link führt auf eine andere Seite.
frei:
  wort: barriere|frei
  erklaerung: Alle können es benutzen.
sprache:
  wort: Leichte Sprache
  formen: [Leichter Sprache]
  erklaerung: Leichte Sprache ist gut zu verstehen.
bekannt:
  wort: Kuchen
"""


def site(files: project.Files | None = None, has_media: bool = False) -> Site:  # noqa: FBT001, FBT002
    found = project.catalogue({"content/taxonomie/glossar.yaml": GLOSSARY, **(files or {})})
    if has_media:
        picture = Media("anger.png", "/medien/a.png", width=3, height=2)
        found = type(found)(found.config, found.texts, found.records, {"anger.png": picture})
    return derive(found, project.TODAY, {})[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Unsere Tee|Stube ist offen.", ["Tee-Stube"]),
        ("Es gibt 2 Tee-Stuben. Die Tee|Stube hier ist neu.", ["Tee-Stube"]),
        ("Die Teestube ist offen.", ["Tee-Stube"]),
        ("Die Tür ist links.", []),
        ("Links sind blau. Alle Links.", ["Link"]),
        ("Barriere|frei ist das Haus.", ["barriere-frei"]),
        ("Seiten in Leichter Sprache", ["Leichte Sprache"]),
        ("[Hier](angebot:barriere-frei) steht mehr.", []),
        ("Ein Link zur Tee|Stube.", ["Tee-Stube", "Link"]),
        ("Wir essen Kuchen.", []),
        ("Die Tee|Stuben|Leitung grüßt.", []),
    ],
)
def test_words_that_occur_are_explained_once(text: str, words: list[str]) -> None:
    assert [entry.word for entry in explained_in(text, site())] == words


def test_an_explanation_is_one_sentence_a_line() -> None:
    sentences = ("Das ist ein Raum.", "Dort gibt es Kräuter-Tee.")
    assert explained_in("Tee|Stube", site()) == (Explained("Tee-Stube", sentences),)


# --- Pictures ---

PICTURE = """  - datei: anger.png
    alternativtext: {}
    bildnachweis: Büro
    lizenz: CC BY 4.0
    einwilligung: nicht_noetig
"""
TWIN = f"""---
titel: Über uns
bilder:
{PICTURE.format("Ein Garten")}{PICTURE.format("Eine Tür")}    abschnitt: So finden Sie uns
---
Wir helfen.

## Das Tee|Haus

Hier ist es.

## So finden Sie uns

Am Anger.
"""


def test_a_picture_stands_below_its_heading_or_on_top() -> None:
    found = site({"content/seiten/voll.leicht.md": TWIN}, has_media=True)
    words = twin_words_of(found.catalogue.of(EASY_PAGE)["voll"], found)
    told = [
        ([view.alt for view in part.pictures], part.text.markup.text.split()[-1])
        for part in words.parts
    ]
    assert told == [(["Ein Garten"], "uns"), (["Eine Tür"], "Anger.")]
    assert [view.alt for view in words.credits] == ["Ein Garten", "Eine Tür"]


def test_without_pictures_the_text_is_one_part() -> None:
    found = site({"content/seiten/voll.leicht.md": TWIN})
    words = twin_words_of(found.catalogue.of(EASY_PAGE)["voll"], found)
    assert [part.pictures for part in words.parts] == [()]


TEE = project.city_files()["offers/teestube.yaml"].decode()


def test_only_what_a_page_shows_is_published() -> None:
    picture = indent(PICTURE.format("Ein Tisch").replace("anger.png", "tisch.png"), "    ")
    easy = f"  leicht:\n    text: Wir trinken Tee.\n    bilder:\n{picture}"
    found = site({"offers/teestube.yaml": f"{TEE}sprachfassungen:\n{easy}"})
    shown = {name: Media(name, f"/medien/{name}") for name in ("tisch.png", "haus.png")}
    found = replace(found, catalogue=replace(found.catalogue, media=shown))
    assert [job.url for job in jobs_in(media.plan(found))] == ["/medien/tisch.png"]


@pytest.mark.parametrize("content_type", CONTENT_TYPES, ids=lambda it: it.name)
def test_an_easy_text_stands_only_in_what_has_an_easy_page(content_type: ContentType[Any]) -> None:
    field = content_type.model.model_fields.get("versions")
    takes_easy = field is not None and Versions in get_args(field.annotation)
    assert content_type.has_easy or not takes_easy


# --- The work order for the test group ---

EASY = """
sprachfassungen:
  leicht:
    text: Wir trinken Tee.
    quelle_hash: {hash}
{tested}"""
TESTED = "    geprueft_von: Prüfgruppe Nord\n    geprueft_am: 2026-10-01\n"
MISSING, OLD, UNTESTED = STATES


def offer(noted: str, tested: str = "") -> project.Files:
    return {"offers/teestube.yaml": TEE + EASY.format(hash=noted, tested=tested)}


PRESENT = source_hash(project.catalogue().of(OFFER)["teestube"].content)


@pytest.mark.parametrize(
    ("files", "states"),
    [
        ({}, [MISSING]),
        (offer(PRESENT), [UNTESTED]),
        (offer(PRESENT, TESTED), []),
        (offer('"000000000000"'), [OLD, UNTESTED]),
        (offer('"000000000000"', TESTED), [OLD]),
    ],
)
def test_what_waits_of_an_easy_text_is_listed(files: project.Files, states: list[str]) -> None:
    found = {row.id: list(row.states) for row in survey(site(files), "angebot")}
    assert found == ({"teestube": states} if states else {})


def test_the_order_says_where_a_text_is_to_be_written() -> None:
    rows = {(row.type_name, row.id): row for row in survey(site())}
    assert rows["seite", "voll"].path == "content/seiten/voll.leicht.md"
    assert rows["seite", "voll"].address.endswith("/leichte-sprache/voll/")
    assert rows["angebot", "teestube"].path == "offers/teestube.yaml"
    assert rows["thema", "begegnung"].path == "content/taxonomie/themen.yaml"


def test_the_rows_are_told_as_text_and_as_json() -> None:
    rows = survey(site(), "thema")
    text, data = StringIO(), StringIO()
    write(rows, text, form="text")
    write(rows, data, form="json")
    first = text.getvalue().splitlines()[0]
    assert first.startswith("content/taxonomie/themen.yaml (begegnung): ")
    assert " · fehlt · " in first
    assert data.getvalue().isascii()
    assert [row["zustand"] for row in json.loads(data.getvalue())] == [["fehlt"]] * len(rows)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(("entwurf",), None, is_week=False, form="text", folder=None, is_easy=True),
        Wish((), None, is_week=True, form="text", folder=None, is_easy=True),
        Wish((), None, is_week=False, form="anrufliste", folder=None, is_easy=True),
    ],
)
def test_the_list_of_easy_texts_stands_alone(wish: Wish) -> None:
    with pytest.raises(UsageError, match="--leicht"):
        wish.need_sense()
