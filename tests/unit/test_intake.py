"""Reports of offers: what becomes of a mail, whatever programs did to it, and what never does."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen import cli
from sitegen.importers.block import Block, blocks_of
from sitegen.importers.intake import Received, Wish, receive
from sitegen.importers.mail import MAX_BYTES, UnreadableError, texts_of
from sitegen.importers.matching import Matched, Matches, claims_of
from sitegen.importers.personal import personal
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.offer import OFFER as OFFERS
from sitegen.parse import parse
from sitegen.pipeline import read
from sitegen.site import Catalogue
from sitegen.source import Document, Scalar, SourceFile, plain, span_of
from tests.examples.project import fingerprint, report
from tests.golden.conftest import settle

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
MAILS = sorted(path.name for path in REPORTS.iterdir())
TODAY = date(2026, 3, 1)
OFFER = "offers/strickrunde-am-fluss.yaml"
BODY = "content/anbieter/wollfreunde-lindenau-e-v.yaml"
VENUE = "content/orte/altes-bootshaus.yaml"
SENDER = ("Ulla", "Beispiel", "post.example.org", "192.0.2.7")

CARE = """pflege:
  status: eingang
  quellen:
    - art: sonstiges
      datum: 2026-03-01
      titel: Meldung
"""
MADE = {
    BODY: f"name: Wollfreunde Lindenau e. V.\nrechtsform: verein\n{CARE}",
    VENUE: f"name: Altes Bootshaus\nstrasse: Uferweg 12\nstadtbezirk: flussufer\n{CARE}",
    OFFER: f"""titel: Strickrunde am Fluss
kurz: 'Zusammen stricken, häkeln und dabei ins Gespräch kommen: Wolle ist da.'
art: gruppe
anbieter:
  - wollfreunde-lindenau-e-v
modus: vor_ort
orte:
  - altes-bootshaus
themen:
  - begegnung
zielgruppen:
  - aeltere
kontakt:
  telefon:
    - nummer: 030 23125 300
  email: runde@wollfreunde.example.org
  web: https://wollfreunde.example.org/runde
zeiten:
  text: jeden Dienstag ab 15 Uhr, nicht in den Ferien
kosten:
  text: eine kleine Spende
niedrigschwellig:
  kennenlernen: ja
{CARE}""",
}
SHORT = {
    "titel": "Strickrunde",
    "kurz": "Zusammen stricken.",
    "art": "gruppe",
    "anbieter": ["Nachbarschaftsverein"],
    "modus": "vor_ort",
    "gebiet": ["altstadt"],
    "themen": ["begegnung"],
    "niedrigschwellig": {"kennenlernen": "ja"},
}

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fictitious city as the working folder."""
    monkeypatch.chdir(settle(tmp_path / "city"))
    return tmp_path / "city"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fictitious city in which nothing is written."""
    return settle(tmp_path_factory.mktemp("still") / "city")


@pytest.fixture(scope="module")
def catalogue(city: Path) -> Catalogue:
    """The records of that copy."""
    files, _ = load(city, CONTENT_TYPES)
    return read(files, None)[0]


@pytest.fixture
def take(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `eingang` with a mail of ours, bytes, or the keys of an offer."""

    def run(given: str | bytes | Mapping[str, object], *more: str) -> tuple[int, str]:
        file = REPORTS / given if isinstance(given, str) else tmp_path / "meldung.txt"
        if not isinstance(given, str):
            file.write_bytes(given if isinstance(given, bytes) else written(given).encode())
        code = cli.main(["eingang", str(file), "--today", str(TODAY), *more])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert project.is_dir()
    return run


def quoted(value: object) -> str:
    """A value as the form of the site writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {quoted(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def written(keys: Mapping[str, object]) -> str:
    return "".join(f"{key}: {quoted(value)}\n" for key, value in keys.items())


def received(
    project: Path, keys: Mapping[str, object], organisation: str | None = None
) -> Received:
    data = written({**SHORT, **keys}).encode()
    return receive(project, Wish("meldung.txt", data, TODAY, organisation))


def document_of(keys: Mapping[str, object]) -> Document:
    document, _ = parse(SourceFile("eingang.yaml", written({**SHORT, **keys}).encode()))
    assert document is not None
    return document


def matched(catalogue: Catalogue, keys: Mapping[str, object]) -> tuple[dict[str, Any], Matched]:
    """The keys of an offer with ids for names, and the drafts beside it."""
    found = Matches(catalogue, TODAY).matched(claims_of(document_of(keys)))
    root = plain(found.root)
    assert isinstance(root, dict)
    return root, found


def codes(result: Received) -> list[str]:
    return [finding.code for finding in result.outcome.findings]


def offer_of(result: Received) -> Mapping[str, object]:
    assert result.files, [finding.message for finding in result.outcome.findings]
    return result.files[-1][1].keys


# --- mails of many programs ------------------------------------------------------------------


@pytest.mark.parametrize("mail", MAILS)
def test_every_mail_becomes_the_same_records(project: Path, take: Run, mail: str) -> None:
    code, said = take(mail, "--schreiben")
    assert code == 0, said
    assert {path: (project / path).read_text("utf-8") for path in MADE} == MADE
    assert "Warnung" not in said
    assert not [word for word in SENDER if word in said]


def test_nothing_is_written_unasked(project: Path, take: Run) -> None:
    before = fingerprint(project)
    code, said = take("einfach.eml")
    assert code == 0
    assert fingerprint(project) == before
    assert "Nichts geschrieben" in said
    for path, text in MADE.items():
        assert f"Würde angelegt: {path}" in said
        assert all(f"  {row}" in said for row in text.splitlines())
    assert not [word for word in SENDER if word in said]


def test_nothing_is_ever_written_twice(project: Path, take: Run) -> None:
    take("einfach.eml", "--schreiben")
    before = {path: (project / path).read_bytes() for path in MADE}
    code, said = take("base64.eml", "--schreiben")
    assert code == 0
    assert "Angelegt: offers/strickrunde-am-fluss-flussufer.yaml" in said
    assert "[doppel-wahrscheinlich]" in said
    assert f"ist schon da: {BODY}" in said
    assert {path: (project / path).read_bytes() for path in MADE} == before


def test_what_is_written_is_right_for_the_program(
    project: Path, take: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    take("einfach.eml", "--schreiben")
    code = cli.main(["check", "--today", str(TODAY), *MADE])
    assert (code, capsys.readouterr().out) == (0, "Keine Fehler.\n")
    assert not [path for path in project.rglob("*") if path.name.endswith(".tmp")]


def test_a_mail_may_come_by_the_standard_input(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (REPORTS / "base64.eml").read_bytes()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data), "ascii"))
    assert cli.main(["eingang", "-", "--today", str(TODAY), "--schreiben"]) == 0
    assert "Angelegt" in capsys.readouterr().out
    assert (project / OFFER).read_text("utf-8") == MADE[OFFER]


@pytest.mark.parametrize(
    ("mail", "old", "new", "place"),
    [
        # The text of a mail begins below its head; columns count the marks of a quotation.
        ("einfach.eml", '"gruppe"', '"grupe"', (12, 6, "[auswahl-unbekannt]")),
        ("weitergeleitet.eml", '"gruppe"', '"grupe"', (21, 10, "[auswahl-unbekannt]")),
        ("umgebrochen.eml", "runde@wollfreunde", "runde-wollfreunde", (22, 1, "[mail-ungueltig]")),
        ("einfach.eml", '"ja"', '"jaja"', (22, 34, "[ja-nein-unbekannt]")),
        ("einfach.eml", "kurz: ", "kurtz: ", (11, 1, "[schluessel-unbekannt]")),
        ("einfach.eml", '["begegnung"]', '["begegnungen"]', (17, 10, "[verweis-unbekannt]")),
        ("angebot.yaml", "art: gruppe", "art: grupe", (4, 6, "[auswahl-unbekannt]")),
    ],
)
def test_a_mistake_is_shown_where_it_stands_in_the_mail(  # noqa: PLR0913, PLR0917 - a table
    project: Path, take: Run, mail: str, old: str, new: str, place: tuple[int, int, str]
) -> None:
    text = (REPORTS / mail).read_text("utf-8")
    assert old in text
    before = fingerprint(project)
    code, said = take(text.replace(old, new).encode(), "--schreiben")
    line, column, answer = place
    assert code == 1
    assert f"meldung.txt:{line}:{column}: Fehler {answer}" in said
    assert said.endswith("Nichts übernommen.\n")
    assert fingerprint(project) == before


# --- what is found -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nachbarschaftsverein", "nachbarschaftsverein"),
        ("nachbarschafts-Verein Lindenau e.V.", "nachbarschaftsverein"),
        ("stadt", "stadt"),
        ("Stadt Lindenau", "stadt"),
        ("Nachttelefon", "nachttelefon"),
    ],
)
def test_providers_are_known_by_their_names(
    catalogue: Catalogue, words: str, expected: str
) -> None:
    offer, found = matched(catalogue, {"anbieter": [words]})
    assert offer["anbieter"] == [expected]
    assert found.files == ()


@pytest.mark.parametrize(
    ("words", "expected", "made"),
    [
        ("Haus am Fluss", "haus-am-fluss", None),
        ("Haus am Fluss, Uferweg 3, 99998 Lindenau", "haus-am-fluss", None),
        ("Uferweg 3", "haus-am-fluss", None),
        ("Bootshaus, Steg 1, 99998 Lindenau", "bootshaus", ("Bootshaus", "Steg 1", "flussufer")),
        ("Steg 1", "steg-1", ("Steg 1", "Steg 1", None)),
        ("Turm, Lindenau-Altstadt", "turm", ("Turm", None, "altstadt")),
    ],
)
def test_places_are_known_or_drafted(
    catalogue: Catalogue, words: str, expected: str, made: tuple[str | None, ...] | None
) -> None:
    offer, found = matched(catalogue, {"orte": [words], "gebiet": []})
    assert offer["orte"] == [expected]
    drafts = [draft.keys for _, draft in found.files]
    parts = [tuple(it.get(key) for key in ("name", "strasse", "stadtbezirk")) for it in drafts]
    assert parts == ([made] if made else [])


def test_a_district_is_taken_from_the_words_if_there_is_one(
    city: Path, catalogue: Catalogue
) -> None:
    offer, found = matched(catalogue, {"titel": "Singen auf der Höhe", "gebiet": []})
    assert offer["gebiet"] == ["hoehe"]
    assert any("hoehe" in note for note in found.notes)
    result = received(city, {"titel": "Singen in Altstadt und Höhe", "gebiet": []})
    assert codes(result) == ["ort-oder-gebiet-offen"]


@pytest.mark.parametrize("mode", ["vor_ort", "telefon"])
def test_who_tells_of_it_need_not_know_where(project: Path, take: Run, mode: str) -> None:
    code, said = take({**SHORT, "modus": mode, "gebiet": []}, "--schreiben")
    assert code == 0
    assert "Warnung [ort-oder-gebiet-offen]" in said
    text = (project / "offers" / "strickrunde.yaml").read_text("utf-8")
    assert "gebiet:" not in text
    # Others do not see it before somebody has asked.
    assert cli.main(["check", "--today", str(TODAY), "offers/strickrunde.yaml"]) == 0
    for_all = text.replace("status: eingang", "status: veroeffentlicht")
    (project / "offers" / "strickrunde.yaml").write_text(for_all, "utf-8")
    assert cli.main(["check", "--today", str(TODAY), "offers/strickrunde.yaml"]) == 1


@pytest.mark.parametrize(
    ("key", "names", "expected"),
    [
        ("orte", ["Saal, Hauptstraße 1", "Saal, Nebenweg 7"], ["saal", "saal-2"]),
        ("orte", ["Saal, Hauptstraße 1", "Saal,  Hauptstraße 1"], ["saal"]),
        ("orte", ["Haus am Fluss", "Uferweg 3"], ["haus-am-fluss"]),
        ("anbieter", ["Foo Verein", "Foo-Verein"], ["foo-verein", "foo-verein-2"]),
        ("anbieter", ["Foo Verein", "Foo Verein "], ["foo-verein"]),
        ("anbieter", ["Nachbarschaftsverein", "nachbarschaftsverein"], ["nachbarschaftsverein"]),
    ],
)
def test_no_draft_takes_the_place_of_another(
    catalogue: Catalogue, key: str, names: list[str], expected: list[str]
) -> None:
    offer, found = matched(catalogue, {key: names})
    assert offer[key] == expected
    folder = {"orte": "content/orte", "anbieter": "content/anbieter"}[key]
    drafts = [path for path, _ in found.files]
    is_known = expected[0] in {"haus-am-fluss", "nachbarschaftsverein"}
    assert drafts == ([] if is_known else [f"{folder}/{name}.yaml" for name in expected])


@pytest.mark.parametrize(
    ("places", "areas", "lie_in", "kept", "name"),
    [
        (["Saal", "Turm"], ["altstadt"], ["altstadt", "altstadt"], None, "altstadt"),
        (["Saal, Altstadt", "Turm, Höhe"], [], ["altstadt", "hoehe"], None, "altstadt"),
        # Nobody said which of the two districts is whose.
        (["Saal"], ["altstadt", "hoehe"], [None], ["altstadt", "hoehe"], ""),
        (
            ["Saal", "Turm, Höhe"],
            ["altstadt", "hoehe"],
            [None, "hoehe"],
            ["altstadt", "hoehe"],
            "hoehe",
        ),
        (["Saal"], ["altstadt", "stadtweit"], ["altstadt"], ["altstadt", "stadtweit"], "altstadt"),
    ],
)
def test_no_district_is_lost_or_guessed(  # noqa: PLR0913, PLR0917 - a table
    catalogue: Catalogue,
    places: list[str],
    areas: list[str],
    lie_in: list[str | None],
    kept: list[str] | None,
    name: str,
) -> None:
    offer, found = matched(catalogue, {"orte": places, "gebiet": areas})
    assert [
        draft.keys.get("stadtbezirk") for path, draft in found.files if "/orte/" in path
    ] == lie_in
    assert (offer.get("gebiet") or None, found.district) == (kept, name)


def test_the_district_of_a_known_place_counts(catalogue: Catalogue) -> None:
    offer, found = matched(catalogue, {"orte": ["Haus am Fluss"], "gebiet": ["altstadt"]})
    assert "gebiet" not in offer
    assert any("altstadt" in note and "flussufer" in note for note in found.notes)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Strickrunde", "strickrunde"),
        ("Mittagstisch", "mittagstisch-altstadt"),
        ("Flusscafé", "flusscafe-altstadt"),  # a former id leads elsewhere
        ("Index", "index-altstadt"),
        ("../../../etc/passwd", "etc-passwd"),
        ("C:\\con", "c-con"),
        ("Кафе 🌻", "angebot"),
        ("-", "angebot"),
        ("x" * 90, "x" * 80),
    ],
)
def test_the_id_is_free_and_a_name_of_a_file(
    catalogue: Catalogue, title: str, expected: str
) -> None:
    assert Matches(catalogue, TODAY).free_name(OFFERS, title, "altstadt") == expected


@pytest.mark.parametrize("status", ["pausiert", "abgelehnt", "nicht_listen"])
def test_what_is_there_already_is_named_whatever_its_state(
    project: Path, take: Run, status: str
) -> None:
    take("einfach.eml", "--schreiben")
    file = project / OFFER
    text = file.read_text("utf-8").replace("status: eingang", f"status: {status}")
    file.write_text(text, "utf-8")
    code, said = take("einfach.eml")
    assert code == 0
    is_refused = status in {"abgelehnt", "nicht_listen"}
    assert f"[{'doppel-abgelehnt' if is_refused else 'doppel-wahrscheinlich'}]" in said
    assert "einfach.eml:10:8: Warnung" in said


# --- people ----------------------------------------------------------------------------------


def test_a_private_person_has_to_agree_first(city: Path) -> None:
    keys = {"anbieter": ["Privatperson"]}
    assert codes(received(city, keys)) == ["eingang-privatperson"]
    result = received(city, keys, "gastgeberin")
    assert offer_of(result)["anbieter"] == ["gastgeberin"]
    result = received(city, {**keys, "orte": ["Haus am Fluss"]}, "gastgeberin")
    assert codes(result) == ["privatperson-mit-adresse"]


def test_only_editors_say_what_is_checked_and_who_is_named(city: Path) -> None:
    consent = {"datum": "2026-01-01", "umfang": "alles", "bis": "2027-01-01"}
    result = received(
        city,
        {
            "pflege": {"status": "veroeffentlicht", "geprueft_am": "2026-02-02", "intern": "x"},
            "vernetzung": "vernetzt",
            "fruehere_ids": ["mittagstisch"],
            "kontakt": {"web": "https://a.example.org", "name": "Ulla", "einwilligung": consent},
        },
    )
    offer = offer_of(result)
    assert offer["kontakt"] == {"web": "https://a.example.org"}
    source = {"art": "sonstiges", "datum": "2026-03-01", "titel": "Meldung"}
    assert offer["pflege"] == {"status": "eingang", "quellen": [source]}
    assert not offer.keys() & {"vernetzung", "fruehere_ids"}
    dropped = "vernetzung, fruehere_ids, kontakt.name, kontakt.einwilligung"
    assert result.notes == (
        f"Nicht übernommen, das trägt die Redaktion ein: {dropped}",
        "Anbieter „Nachbarschaftsverein“ ist schon da: content/anbieter/nachbarschaftsverein.yaml",
    )


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"kurz": "Bitte bei Frau Beispiel melden."}, "Namen"),
        ({"zeiten": {"text": "Anruf unter 030 23125 300"}}, "Telefonnummern"),
        ({"kosten": {"text": "frei, Fragen an a.b@example.org"}}, "Mail-Adressen"),
        ({"kontakt": {"telefon": [{"nummer": "0171 2345678"}]}}, "eine Handy-Nummer"),
        ({"kontakt": {"telefon": [{"nummer": "+49 171 2345678"}]}}, "eine Handy-Nummer"),
        ({"kontakt": {"email": "wolle@gmx.de"}}, "eine Mail-Adresse, die einer Person gehören"),
        ({"kontakt": {"email": "ulla.beispiel@example.org"}}, "eine Mail-Adresse, die einer Pers"),
    ],
)
def test_what_may_be_somebody_s_own_is_pointed_out(keys: Mapping[str, object], what: str) -> None:
    (found,) = personal(document_of(keys), Block("", {}), "x")
    assert found.code == "eingang-persoenlich"
    assert what in found.message


def test_what_belongs_to_an_office_is_not(city: Path) -> None:
    contact = {"telefon": [{"nummer": "030 23125 300"}], "email": "runde@wolle.example.org"}
    assert codes(received(city, {"kontakt": contact})) == []


# --- hostile mails ---------------------------------------------------------------------------


HEAD = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)
)
HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "eingang-nicht-lesbar"),
    "binary": (bytes(range(256)) * 20, "eingang-nicht-lesbar"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "eingang-nicht-lesbar"),
    "huge": (b"x" * (MAX_BYTES + 1), "eingang-zu-gross"),
    "long": (b"titel: x\n" * 40_000, "eingang-zu-gross"),
    "nested": (HEAD + NESTED, "eingang-zu-gross"),
    "another charset": (
        HEAD + b"Content-Type: text/plain; charset=utf-8\n\ntitel: Caf\xe9",
        "eingang-nicht-lesbar",
    ),
    "unknown charset": (
        HEAD + b"Content-Type: text/plain; charset=hex\n\ntitel: Caf\xe9",
        "eingang-nicht-lesbar",
    ),
    "a charset that always fails": (
        HEAD + b"Content-Type: text/plain; charset=punycode\n\nCaf\xe9",
        "eingang-nicht-lesbar",
    ),
    "half a letter": (
        HEAD + b"Content-Type: text/plain; charset=unicode_escape\n\n\\ud800",
        "eingang-ohne-angaben",
    ),
    "a name in no letters": (
        HEAD + b"Content-Type: text/plain\n"
        b"Content-Disposition: attachment; filename*=undefined''%ff.yaml\n\nHallo",
        "eingang-ohne-angaben",
    ),
    "strange HTML": (HEAD + b"Content-Type: text/html\n\n<![foo[ bar ]]>", "eingang-nicht-lesbar"),
    "mails in mails": (HEAD + b"Content-Type: message/foo\n\n" * 3_000, "eingang-zu-gross"),
    "continued boundaries": (HEAD + NESTED.replace(b"boundary", b"boundary*0"), "eingang-zu-gross"),
    "only a picture": (HEAD + b"Content-Type: image/png\n\nxx", "eingang-nicht-lesbar"),
    "free words": (b"Bei uns gibt es einen Treff. Titel: Tee", "eingang-ohne-angaben"),
    "aliases": (b"titel: &a [x, x]\nkurz: [*a, *a]\n", "yaml-anker"),
    "deep": (b"titel: " + b"[" * 5_000 + b"]" * 5_000, "yaml-zu-tief"),
    "open quotes": (b'titel: "x\n' + b"y\n" * 50_000, "yaml-anfuehrung-offen"),
    "open brackets": (b"titel: [x,\n" + b"[\n" * 50_000, "yaml-"),
    "two offers": (
        b'=====\ntitel: "a"\n=====\n\n=====\ntitel: "b"\n=====\n',
        "eingang-mehrere",
    ),
    "a type": (b'titel: !!python/object/apply:os.system ["true"]\n', "yaml-typangabe"),
    "no words": (b"titel:\n", "pflichtfeld-fehlt"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_ends_in_a_sentence(city: Path, name: str) -> None:
    data, code = HOSTILE[name]
    before = fingerprint(city)
    result = receive(city, Wish("x.eml", data, TODAY, is_writing=True))
    assert codes(result)[0].startswith(code)
    assert all(finding.is_error for finding in result.outcome.findings)
    assert not result.files
    assert len(report(result.outcome.findings, result.outcome.sources)) < 3_000
    assert fingerprint(city) == before


def test_answers_that_look_like_data_are_no_data() -> None:
    answer = 'titel: "Falsch"\n===== x =====\ntitel: "Richtig"\n=====\n'
    assert [block.data.strip() for block in blocks_of(answer)] == ['titel: "Richtig"']


@pytest.mark.parametrize("name", ["gibt-es-nicht.eml", "."])
def test_a_file_that_cannot_be_read_is_wrong_usage(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert project.is_dir()
    assert cli.main(["eingang", name, "--today", str(TODAY)]) == 2
    assert "lässt sich nicht lesen" in capsys.readouterr().err


def test_a_provider_that_is_not_there_is_wrong_usage(take: Run) -> None:
    code, said = take("einfach.eml", "--anbieter", "nachbarschaftverein")
    assert code == 2
    assert "Meinten Sie „nachbarschaftsverein“?" in said


def test_nothing_is_taken_while_something_else_is_wrong(project: Path, take: Run) -> None:
    (project / "offers" / "mittagstisch.yaml").write_text("titel: x\n")
    code, said = take("einfach.eml", "--schreiben")
    assert code == 1
    assert "offers/mittagstisch.yaml" in said
    assert not (project / OFFER).exists()


# --- properties ------------------------------------------------------------------------------

FAST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MARKS = st.sampled_from(
    ["titel: x\n", "=====\n", "> ", '"', "[", "\n\n", "Content-Type: text/html\n", "--b\n", "é"]
)


@FAST
@given(st.lists(st.one_of(st.binary(max_size=40), MARKS.map(str.encode)), max_size=30))
def test_any_bytes_are_read_or_refused(parts: list[bytes]) -> None:
    for data in (b"".join(parts), HEAD + b"".join(parts)):
        try:
            for text in texts_of(data):
                for block in blocks_of(text):
                    document, findings = parse(SourceFile("eingang.yaml", block.data.encode()))
                    assert document or findings
        except UnreadableError:
            pass


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@FAST
@given(
    st.lists(WORDS.filter(str.strip), min_size=1, max_size=20),
    st.integers(0, 3),
    st.integers(10, 40),
)
def test_wrapping_and_quoting_can_be_undone(words: list[str], depth: int, width: int) -> None:
    """What a mail program breaks and quotes is read as it was, and every word found again."""
    kurz = " ".join(" ".join(words).split())
    line = f"kurz: {quoted(kurz)}"
    rows, row = [], ""
    for part in line.split(" "):
        if row and len(row) + len(part) > width:
            rows.append(row)
            row = part
        else:
            row = f"{row} {part}" if row else part
    body = ['titel: "x"', *rows, row, 'art: "y"']
    text = "Hallo\n" + "".join(f"{'> ' * depth}{it}\n" for it in body)
    (block,) = blocks_of(text)
    document, findings = parse(SourceFile("eingang.yaml", block.data.encode()))
    if any(finding.code == "zeichen-nicht-erlaubt" for finding in findings):
        return
    assert document is not None
    assert plain(document.root) == {"titel": "x", "kurz": kurz, "art": "y"}
    span, node = span_of(document.root, ("art",))
    assert isinstance(node, Scalar)
    found = block.pieces[span.line][0]
    assert text.split("\n")[found[1] - 1][found[2] - 1 :].startswith("art:")
