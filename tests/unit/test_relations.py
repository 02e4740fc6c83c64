"""What records name and what names them: every kind of reference, both ways, and no others."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from sitegen.derive import derive
from sitegen.fields import Reference
from sitegen.models import CONTENT_TYPES, Content, ContentType, Record, leaves
from sitegen.models.blocks import Care, Evidence
from sitegen.relations import named, named_papers, names_of, papers_of, texts_with_places
from sitegen.site import Site, Target
from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
TEE, OFFER = ("angebot", "teestube"), "offers/teestube.yaml"
CARE = """pflege:
  status: veroeffentlicht
  quellen:
    - art: sonstiges
      titel: Beispiel
"""

# One public record of each kind that others can name; the text of each can be added to.
NAMED = {
    "anbieter": ("nachbarschaft", "content/anbieter/nachbarschaft.yaml"),
    "ort": ("haus-am-anger", "content/orte/haus-am-anger.yaml"),
    "angebot": ("chor", "offers/chor.yaml"),
    "veranstaltung": ("fest", "content/veranstaltungen/fest.yaml"),
    "initiative": ("offene-tueren", "content/initiativen/offene-tueren.md"),
    "seite": ("voll", "content/seiten/voll.md"),
    "dokument": ("antrag-12-2025", "content/dokumente/antrag-12-2025.yaml"),
    "meldung": ("neues", "content/meldungen/neues.md"),
    "wegfinder": ("weg", "content/wegfinder/weg.yaml"),
}
NEW = {
    "offers/chor.yaml": FILES[OFFER].replace("Teestube am Anger", "Chor"),
    "content/veranstaltungen/fest.yaml": (
        f"titel: Fest\nkurz: Ein Fest.\nbeginn: 2026-12-01\nort_text: Auf dem Anger\n{CARE}"
    ),
    "content/meldungen/neues.md": f"---\ntitel: Neues\nkurz: Neu.\ndatum: 2026-01-05\n{CARE}---\n",
    "content/wegfinder/weg.yaml": (
        "titel: Weg\nkurz: Ein Weg.\nstart: frage\nfragen:\n"
        "  - kennung: frage\n    frage: Wohin?\n    antworten:\n"
        "      - {text: Da, weiter: da}\n      - {text: Dort, kennung: dort, weiter: da}\n"
        "ergebnisse:\n  - kennung: da\n    titel: Da\n"
        f"    erster_schritt: {{wer: Das Büro, wie: Rufen Sie an.}}\n{CARE}"
    ),
}


def site(files: project.Files) -> Site:
    return derive(project.catalogue({**NEW, **files}), project.TODAY, {})[0]


def also(path: str, added: str) -> dict[str, str]:
    """A file with more keys: in its head, if it has one."""
    text = {**FILES, **NEW}[path]
    head, mark, body = text[4:].partition("---\n") if path.endswith(".md") else (text, "", "")
    return {path: f"---\n{head}{added}{mark}{body}" if mark else text + added}


# Every marker of every model


def _markers(model: type[BaseModel]) -> Iterator[Reference]:
    """All references that a model declares, found without `leaves`."""
    seen: set[type[BaseModel]] = set()

    def walk(part: object) -> Iterator[Reference]:
        if isinstance(part, Reference):
            yield part
        elif isinstance(part, type) and issubclass(part, BaseModel):
            if part not in seen:
                seen.add(part)
                for field in part.model_fields.values():
                    for metadata in (*field.metadata, field.annotation):
                        yield from walk(metadata)
        else:
            for inner in (*getattr(part, "__args__", ()), *getattr(part, "__metadata__", ())):
                yield from walk(inner)

    yield from walk(model)


def _filled(model: type[BaseModel], marker: Reference) -> Iterator[BaseModel]:
    """Contents of a model in which only the fields with this marker are set."""
    for name, field in model.model_fields.items():
        for value in _values(field.annotation, [*field.metadata], marker):
            content = model.model_construct()
            yield content.model_copy(update={**dict.fromkeys(model.model_fields), name: value})


def _values(part: object, metadata: list[object], marker: Reference) -> Iterator[object]:
    if marker in metadata or marker in getattr(part, "__metadata__", ()):
        yield f"{marker.types[-1]}/x" if len(marker.types) > 1 else "x"
    elif isinstance(part, type) and issubclass(part, BaseModel):
        yield from _filled(part, marker)
    else:
        for inner in getattr(part, "__args__", ()):
            is_list = getattr(part, "__origin__", None) is list
            yield from ([v] if is_list else v for v in _values(inner, [], marker))


@pytest.mark.parametrize("content_type", CONTENT_TYPES, ids=lambda t: t.name)
def test_every_reference_of_every_model_is_followed(content_type: ContentType[Content]) -> None:
    markers = set(_markers(content_type.model))
    for marker in markers:
        assert set(marker.types) <= TYPES.keys()
        contents = list(_filled(content_type.model, marker))
        assert contents, f"no field of {content_type.name} holds {marker}"
        for content in contents:
            assert isinstance(content, Content)
            (leaf,) = leaves(content)
            record = Record(content_type.name, "probe", content, "x.yaml")
            targets = [target for target, _ in named(record)]
            is_double = "kein_doppel" in leaf.keys
            assert targets == ([] if is_double else [(marker.types[-1], "x")])


def test_the_search_for_markers_finds_some() -> None:
    found = {t.name: set(_markers(t.model)) for t in CONTENT_TYPES}
    assert {name for name, markers in found.items() if not markers} == {
        *(
            "thema",
            "zielgruppe",
            "who-feld",
            "sdg",
            "krisenhilfe",
            "leichte-seite",
            "leichter-wegfinder",
            "glossar",
            "sprache",
            "uebersetzte-seite",
        )
    }
    everything = {kind for markers in found.values() for m in markers for kind in m.types}
    assert everything >= {*NAMED} - {"meldung", "wegfinder"}


# Both ways


@pytest.mark.parametrize(
    ("path", "added", "target"),
    [
        (OFFER, "verweise: {verweist_an: [{ziel: %s, grund: Weil.}]}\n", target)
        for target in (
            *(("anbieter", "nachbarschaft"), ("angebot", "chor"), ("veranstaltung", "fest")),
            *(("initiative", "offene-tueren"), ("seite", "voll")),
        )
    ]
    + [
        (OFFER, "verweise: {siehe_auch: [chor]}\n", ("angebot", "chor")),
        (OFFER, "verweise: {drucksachen: [antrag-12-2025]}\n", ("dokument", "antrag-12-2025")),
        (OFFER, "verweise: {initiativen: [offene-tueren]}\n", ("initiative", "offene-tueren")),
        (OFFER, "verweise: {who_felder: [teilhabe]}\n", ("who-feld", "teilhabe")),
        (OFFER, "verweise: {sdg: [sdg-3]}\n", ("sdg", "sdg-3")),
        (OFFER, "gebiet: [nord, stadtweit]\n", ("stadtbezirk", "nord")),
        (NAMED["veranstaltung"][1], "orte: [haus-am-anger]\n", ("ort", "haus-am-anger")),
        (
            NAMED["veranstaltung"][1],
            "veranstalter: [nachbarschaft]\n",
            ("anbieter", "nachbarschaft"),
        ),
        (
            NAMED["veranstaltung"][1],
            "teile: [{titel: A, beginn: 2026-12-01, orte: [haus-am-anger]}]\n",
            ("ort", "haus-am-anger"),
        ),
        (
            NAMED["veranstaltung"][1],
            "dokumentation: [{titel: Antrag, dokument: antrag-12-2025}]\n",
            ("dokument", "antrag-12-2025"),
        ),
        (NAMED["initiative"][1], "fuehrend: nachbarschaft\n", ("anbieter", "nachbarschaft")),
        (
            NAMED["initiative"][1],
            "partner: [{anbieter: nachbarschaft, rolle: Hilft.}]\n",
            ("anbieter", "nachbarschaft"),
        ),
        (NAMED["seite"][1], "angebote_zu: [thema/begegnung]\n", ("thema", "begegnung")),
    ],
)
def test_a_field_leads_there_and_back(path: str, added: str, target: Target) -> None:
    text = added % "/".join(target) if "%s" in added else added
    here = (
        next((kind, name) for kind, (name, at) in NAMED.items() if at == path)
        if (path != OFFER)
        else TEE
    )
    found = site(also(path, text))
    assert target in found.refers[here]
    assert here in found.referred_by[target]
    assert target not in site({}).refers.get(here, ()) or target[0] in {"thema", "anbieter"}


@pytest.mark.parametrize("kind", [kind for kind in NAMED if TYPES[kind].url])
def test_a_mention_in_a_text_leads_there_and_back(kind: str) -> None:
    name, _ = NAMED[kind]
    found = site({OFFER: f"{FILES[OFFER]}text: |\n  Mehr [dort]({kind}:{name}).\n"})
    assert (kind, name) in found.refers[TEE]
    assert TEE in found.referred_by[kind, name]


def test_a_quoted_fact_knows_who_quotes_it() -> None:
    found = site({OFFER: FILES[OFFER] + "text: |\n  Rund [[fakt:allein-lebend]].\n"})
    assert found.referred_by["fakt", "allein-lebend"] == (TEE,)


PAPER = ("dokument", "antrag-12-2025")
QUOTED = "Antrag 12/2025"
EXCUSED = f"ausnahmen: [{{satz: Nach {QUOTED}., regel: leicht-sonderzeichen, grund: So heißt er.}}]"


@pytest.mark.parametrize(
    ("path", "added"),
    [
        (OFFER, f"text: |\n  Nach {QUOTED} gibt es sie.\n"),
        (OFFER, "text: |\n  - nach Antrag\n    12/2025 gibt es sie\n"),
        (OFFER, f"naechste_schritte: [Siehe {QUOTED}.]\n"),
        (OFFER, f"zeiten: {{text: Nach {QUOTED}.}}\n"),
        (OFFER, f"sprachfassungen: {{leicht: {{text: Nach {QUOTED}., {EXCUSED}}}}}\n"),
        (
            NAMED["initiative"][1],
            f"stand: {{fortschritt: laufend, am: 2026, text: Laut {QUOTED}.}}\n",
        ),
        (NAMED["initiative"][1], f"ziele: [Was in {QUOTED} steht.]\n"),
        (NAMED["initiative"][1], f"phasen: [{{titel: Nach {QUOTED}}}]\n"),
        (NAMED["veranstaltung"][1], f"teilnehmende: {QUOTED} nennt rund 100.\n"),
        (NAMED["ort"][1], f"eingang: Wie in {QUOTED}.\n"),
    ],
)
def test_the_number_of_a_paper_in_any_text_names_it(path: str, added: str) -> None:
    here = (
        TEE
        if path == OFFER
        else next((kind, name) for kind, (name, at) in NAMED.items() if at == path)
    )
    assert here not in site({}).referred_by.get(PAPER, ())
    found = site(also(path, added))
    assert PAPER in found.refers[here]
    assert here in found.referred_by[PAPER]


def test_a_supplement_is_a_paper_of_its_own() -> None:
    paper = FILES[NAMED["dokument"][1]]
    more = {"content/dokumente/b.yaml": paper.replace(QUOTED, f"{QUOTED} 1. Ergänzung")}
    text = f"{FILES[OFFER]}text: |\n  Nach {QUOTED} 1. Ergänzung.\n"
    assert PAPER in site({OFFER: text}).refers[TEE]
    found = site({OFFER: text, **more})
    assert PAPER not in found.refers[TEE]
    assert ("dokument", "b") in found.refers[TEE]
    assert found.papers == {QUOTED: PAPER, f"{QUOTED} 1. Ergänzung": ("dokument", "b")}


# What names nothing


@pytest.mark.parametrize(
    "added",
    [
        f"  intern: Nach {QUOTED}.\n",
        f"    - art: amtliches\n      titel: {QUOTED}\n",
        "  kein_doppel: [{eintrag: angebot/chor, grund: Ein anderer Chor.}]\n",
        "  ersetzt_durch: chor\n",
    ],
)
def test_what_only_editors_see_names_nothing(added: str) -> None:
    before, after = site({}), site({OFFER: FILES[OFFER] + added})
    assert after.refers == before.refers
    assert after.referred_by == before.referred_by


def test_sources_of_a_fact_name_nothing() -> None:
    path = "content/fakten.yaml"
    belege = f"  belege:\n    - art: amtliches\n      titel: {QUOTED}\n"
    assert site({path: FILES[path] + belege}).referred_by == site({}).referred_by


def test_a_review_names_nothing() -> None:
    review = "a:\n  am: 2026-01-05\n  rolle: Büro\n  art: mail\n  eintraege: [angebot/teestube]\n"
    found = site({"content/pruefungen.yaml": review})
    assert ("pruefung", "a") not in found.refers
    assert ("pruefung", "a") not in found.referred_by.get(TEE, ())


def test_nobody_names_itself() -> None:
    text = FILES[OFFER] + "text: |\n  Die [Teestube](angebot:teestube).\n"
    assert TEE not in site({OFFER: text}).refers[TEE]
    assert PAPER not in site({}).refers.get(PAPER, ())


def test_two_mentions_are_one_relation() -> None:
    text = "text: |\n  Der [Chor](angebot:chor) [singt](angebot:chor).\n"
    found = site({OFFER: f"{FILES[OFFER]}verweise: {{siehe_auch: [chor]}}\n{text}"})
    assert found.refers[TEE].count(("angebot", "chor")) == 1
    assert found.referred_by["angebot", "chor"] == (TEE,)


@pytest.mark.parametrize("status", ["entwurf", "pausiert", "beendet", "nicht_listen"])
def test_what_is_not_shown_has_no_relations(status: str) -> None:
    linking = FILES[OFFER] + f"verweise: {{siehe_auch: [chor]}}\ntext: |\n  Nach {QUOTED}.\n"
    chor = NEW["offers/chor.yaml"]
    shown = site({OFFER: linking})
    assert ("angebot", "chor") in shown.refers[TEE]
    hidden_there = site({OFFER: linking, "offers/chor.yaml": _as(status, chor)})
    assert ("angebot", "chor") not in hidden_there.refers[TEE]
    assert ("angebot", "chor") not in hidden_there.referred_by
    hidden_here = site({OFFER: _as(status, linking)})
    assert TEE not in hidden_here.refers
    assert not [1 for others in hidden_here.referred_by.values() if TEE in others]


@pytest.mark.parametrize("status", ["entwurf", "pausiert"])
def test_a_paper_that_is_not_shown_is_no_link(status: str) -> None:
    path = NAMED["dokument"][1]
    text = f"{FILES[OFFER]}text: |\n  Nach {QUOTED}.\n"
    found = site({OFFER: text, path: _as(status, FILES[path])})
    assert found.papers == {}
    assert PAPER not in found.refers[TEE]


def _as(status: str, text: str) -> str:
    return text.replace("status: veroeffentlicht", f"status: {status}")


def test_relations_are_the_same_from_both_ends() -> None:
    found = site({OFFER: FILES[OFFER] + "verweise: {siehe_auch: [chor]}\n"})
    onward = {(here, target) for here, targets in found.refers.items() for target in targets}
    back = {(here, target) for target, heres in found.referred_by.items() for here in heres}
    assert onward == back
    assert all(found.is_listed(target) for pair in onward for target in pair)


def test_texts_say_where_they_stand() -> None:
    given = also(OFFER, f"naechste_schritte: [Fragen., Nach {QUOTED}.]\n")
    record = project.catalogue({**NEW, **given}).records["angebot"]["teestube"]
    places = dict(texts_with_places(record.content))
    assert places[f"Nach {QUOTED}."] == ("naechste_schritte", 1)
    assert places["Teestube am Anger"] == ("titel",)
    assert not [keys for keys in places.values() if "pflege" in keys]


def test_care_and_evidence_are_all_that_editors_alone_see() -> None:
    record = project.catalogue().records["dokument"]["antrag-12-2025"]
    papers = papers_of(project.catalogue())
    assert papers == {QUOTED: PAPER}
    assert list(named_papers(names_of(record), papers)) == [PAPER]  # its own number
    proof = Evidence.model_construct(kind="amtliches", title=QUOTED)
    hidden = [Care.model_construct(internal=QUOTED, evidence=[proof]), proof]
    assert list(texts_with_places(hidden)) == []
