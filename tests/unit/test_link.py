"""References lead to records: what is answered, what is not, and with which advice."""

from itertools import groupby

import pytest

from sitegen.gather import Written, gather
from sitegen.link import known_of, link, linked
from sitegen.reading import read_file
from tests.examples import project

TEE = "offers/teestube.yaml"
TEXT = project.city_files()[TEE].decode()
VERSE = "text: |\n  Gruß an [alle](anbieter:{}).\n"


def answers(files: project.Files) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in project.findings(files)]


def hints(files: project.Files) -> list[str]:
    return [finding.hint for finding in project.findings(files)]


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("gebiet: [sued]\n", "Stadtbezirk „sued“ gibt es nicht."),
        ("zielgruppen: [kinder]\n", "Zielgruppe „kinder“ gibt es nicht."),
        ("verweise:\n  siehe_auch: [chor]\n", "Angebot „chor“ gibt es nicht."),
        (
            "verweise:\n  verweist_an:\n    - {ziel: anbieter/chor, grund: Musik.}\n",
            "Anbieter „chor“ gibt es nicht.",
        ),
        ("text: |\n  Der [Chor](angebot:chor).\n", "Angebot „chor“ gibt es nicht."),
        ("text: |\n  Die Zahl [[fakt:chor]].\n", "Fakt „chor“ gibt es nicht."),
        ("  ersetzt_durch: chor\n", "Angebot „chor“ gibt es nicht."),
    ],
)
def test_a_reference_to_nothing_is_answered_once(added: str, message: str) -> None:
    assert answers({TEE: TEXT + added}) == [("verweis-unbekannt", message)]


@pytest.mark.parametrize(
    "added",
    [
        "gebiet: [mitte, stadtweit, bundesweit]\n",
        "verweise:\n  siehe_auch: [teestube]\n",
        "text: |\n  [Tee](angebot:teestube), [Haus](ort:haus-am-anger), [[fakt:allein-lebend]].\n",
        "text: |\n  [Mitte](stadtbezirk:mitte), [Krise](thema:krise), [Alle](zielgruppe:alle).\n",
    ],
)
def test_a_reference_to_a_record_needs_no_answer(added: str) -> None:
    assert answers({TEE: TEXT + added}) == []


@pytest.mark.parametrize("kind", ["fakt", "krisenhilfe", "pruefung", "stadtrat"])
def test_words_link_only_to_what_has_a_page(kind: str) -> None:
    given = {TEE: TEXT + f"text: |\n  Mehr zum [Notruf]({kind}:notruf).\n"}
    assert answers(given) == [
        ("verweis-art-unbekannt", f"Auf „{kind}:“ kann ein Text nicht verweisen.")
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"content/anbieter/nachbarschaft.yaml": "name: ["},
        {"content/anbieter/nachbarschaft.yaml": "name: x\n"},
        {"content/taxonomie/themen.yaml": "begegnung: ["},
        {"content/taxonomie/themen.yaml": "begegnung: x\n"},
        {"content/orte/haus-am-anger.yaml": b"\xff"},
    ],
)
def test_what_follows_from_a_broken_file_is_not_answered(files: dict[str, str | bytes]) -> None:
    found = project.findings({**files, TEE: TEXT + VERSE.format("nachbarschaft")})
    assert found
    assert {finding.location.path for finding in found} == set(files)


def test_a_replacement_may_be_broken_too() -> None:
    given = {TEE: TEXT + "  ersetzt_durch: neu\n", "offers/neu.yaml": "titel: ["}
    assert [code for code, _ in answers(given)] == ["yaml-klammer"]


def test_the_nearest_id_is_suggested() -> None:
    assert hints({TEE: TEXT.replace("- begegnung", "- begegnungen")}) == [
        "Meinten Sie „begegnung“?"
    ]
    assert hints({TEE: TEXT + "gebiet: [stadt-weit]\n"}) == ["Meinten Sie „stadtweit“?"]


def test_a_short_vocabulary_is_listed() -> None:
    expected = ["Möglich sind: begegnung, bewegung, krise."]
    assert hints({TEE: TEXT.replace("- begegnung", "- musik")}) == expected


def test_a_long_vocabulary_is_not() -> None:
    many = "".join(f"t{n:02}:\n  name: Nummer {n}\n" for n in range(31))
    given = {TEE: TEXT.replace("- begegnung", "- musik"), "content/taxonomie/themen.yaml": many}
    assert hints(given) == ["Prüfen Sie die Schreibweise oder legen Sie den Eintrag an."]


def test_the_advice_never_lists_nothing() -> None:
    given = {TEE: TEXT + "text: |\n  Die Zahl [[fakt:x]].\n", "content/fakten.yaml": None}
    assert hints(given) == ["Prüfen Sie die Schreibweise oder legen Sie den Eintrag an."]


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("- nachbarschaft", "content/anbieter/bibliothek.yaml"),
        ("- haus-am-anger", "content/orte/bibliothek.yaml"),
    ],
)
def test_a_missing_provider_or_place_is_answered_with_its_file(old: str, path: str) -> None:
    given: dict[str, str] = {TEE: TEXT.replace(old, "- bibliothek")}
    (hint,) = hints(given)
    first, *lines = hint.split("\n")
    assert first == f"Legen Sie {path} an, mit diesem Inhalt:"
    assert not any(line.startswith("#") for line in lines)
    # Once its gaps are filled in, the file is all that was missing.
    small = "\n".join(line.partition("  #")[0] for line in lines) + "\n"
    assert {finding.code for finding in project.findings({**given, path: small})} == {
        "auswahl-unbekannt"
    }
    filled = small.replace("art: …", "art: sonstiges").replace("…", "Bibliothek")
    rest = [finding.code for finding in project.findings({**given, path: filled})]
    assert rest in ([], ["kontakt-fehlt"])


def test_an_address_belongs_to_one_record() -> None:
    former = TEXT + "fruehere_ids: [alt]\n"
    chess, songs = (former.replace("Teestube am Anger", title) for title in ("Schach", "Chor"))
    found = project.findings({"offers/a.yaml": chess, "offers/b.yaml": songs})
    assert [(f.code, f.location.path) for f in found] == [("adresse-doppelt", "offers/b.yaml")]
    assert found[0].related[0].location.path == "offers/a.yaml"


def test_kinds_of_records_have_addresses_of_their_own() -> None:
    body = project.city_files()["content/anbieter/nachbarschaft.yaml"].decode()
    given = {
        "offers/a.yaml": TEXT.replace("Teestube am Anger", "Schach") + "fruehere_ids: [alt]\n",
        "content/anbieter/alt.yaml": body.replace("Nachbarschaft", "Seewind"),
    }
    assert project.findings(given) == ()


# --- what can be kept of one file


def written(files: project.Files) -> Written:
    return gather([read_file(source) for source in project.sources(files)])[0]


def test_what_is_known_changes_with_the_ids_and_not_with_words() -> None:
    before = known_of(written({}))
    assert known_of(written({TEE: TEXT + VERSE.format("nachbarschaft")})) == before
    assert known_of(written({"offers/chor.yaml": TEXT})) != before
    assert known_of(written({"offers/chor.yaml": "titel: "})) != before


def test_findings_follow_from_one_file_and_what_is_known() -> None:
    given = written(
        {TEE: TEXT + VERSE.format("niemand"), "offers/chor.yaml": TEXT + "gebiet: [x]\n"}
    )
    known = known_of(given)
    files = [tuple(it) for _, it in groupby(given.records, key=lambda record: record.path)]
    found = [finding for records in files for finding in linked(records, known)]
    assert {it.location.path for it in found} == {TEE, "offers/chor.yaml"}
    assert tuple(found) == link(given)[1]
    assert [it for records in reversed(files) for it in linked(records, known)] == found[::-1]
