"""Who is named, and whose mailbox is given: where the warnings bite, and what silences them."""

import pytest

from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
TEE, BODY = "offers/teestube.yaml", "content/anbieter/nachbarschaft.yaml"
SITE, WORDS = "content/site.yaml", "content/texte/de.yaml"
MAIL, NAME = "mail-persoenlich", "name-im-text"
AGREED = """kontakt:
  name: Erika Mustermann
  email: erika.mustermann@example.org
  einwilligung: {datum: 2026-01-01, umfang: Name und Mail., bis: 2027-01-01}
"""


def told(files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Code, file and line of each such warning."""
    return [
        (code, path, line)
        for code, path, line, _ in project.places(project.findings(files))
        if code in {MAIL, NAME}
    ]


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1
    return {path: FILES[path].replace(old, new)}


def lines(path: str) -> int:
    return FILES[path].count("\n")


def test_nobody_is_named_in_the_city() -> None:
    assert told({}) == []


@pytest.mark.parametrize(
    ("added", "codes"),
    [
        ("text: Erika Mustermann gießt ein.\n", [NAME]),
        ("text: Frau Muster gießt ein.\n", [NAME]),
        ("suchworte: [Erika Mustermann]\n", [NAME]),
        ("text: '[Mail](mailto:erika.mustermann@example.org)'\n", [MAIL]),
        ("kontakt: {email: erika.mustermann@example.org}\n", [MAIL]),
        ("kontakt: {email: info@gmx.de, rolle: Empfang}\n", []),
        ("kontakt: {rolle: Erika Mustermann}\n", [NAME]),
        ("kontakt: {name: Erika Mustermann}\n", []),  # it has a finding of its own
        (AGREED, []),
        (AGREED + "text: Erika Mustermann gießt ein.\n", []),
        (AGREED + "text: Max Mustermann gießt ein.\n", [NAME]),
        (AGREED + "suchworte: [Erika Mustermann]\n", [NAME]),  # the search is made of them
    ],
)
def test_texts_and_contacts_of_an_offer(added: str, codes: list[str]) -> None:
    found = told({TEE: FILES[TEE] + added})
    assert [code for code, _, _ in found] == codes
    assert all(path == TEE and line > lines(TEE) for _, path, line in found)


def test_whoever_checked_is_a_role() -> None:
    assert FILES[TEE].endswith("\n")
    care = FILES[TEE].replace("pflege:\n", "pflege:\n  geprueft_von: Erika Mustermann\n")
    assert [code for code, _, _ in told({TEE: care})] == [NAME]


def test_who_made_a_picture_is_named() -> None:
    picture = "bild: {datei: anger.png, alternativtext: Eine Tasse, lizenz: CC BY 4.0,"
    picture += " bildnachweis: Erika Mustermann, einwilligung: nicht_noetig}\n"
    assert told({TEE: FILES[TEE] + picture}) == []


def test_a_body_may_bear_a_name_and_be_spoken_of() -> None:
    speaking = {TEE: FILES[TEE] + "text: Wir sind der Erika Mustermann Kreis.\n"}
    assert [code for code, _, _ in told(speaking)] == [NAME]
    bearing = FILES[BODY].splitlines()
    (at,) = (i for i, line in enumerate(bearing) if line.startswith("name: "))
    bearing[at] = "name: Erika Mustermann Kreis"
    assert told({**speaking, BODY: "\n".join(bearing) + "\n"}) == []


def test_settings_and_words_of_the_interface_name_nobody() -> None:
    ((key, value),) = [
        line.split(": ", 1) for line in FILES[SITE].splitlines() if line.startswith("untertitel:")
    ]
    site = changed(SITE, f"{key}: {value}", f"{key}: Gemacht von Erika Mustermann.")
    assert [(code, path) for code, path, _ in told(site)] == [(NAME, SITE)]
    first = next(line for line in FILES[WORDS].splitlines() if line.startswith("  "))
    key = first.partition(":")[0]
    words = changed(WORDS, first + "\n", f"{key}: Fragen Sie Erika Mustermann.\n")
    assert [(code, path) for code, path, _ in told(words)] == [(NAME, WORDS)]
