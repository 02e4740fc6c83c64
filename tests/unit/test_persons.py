"""What reads like a person's name or mailbox, and what bears a name and is nobody."""

import pytest

from sitegen.persons import mailboxes, name_in, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fragen beantwortet Erika Mustermann.", ["Erika Mustermann"]),
        ("Anmeldung Erika Mustermann im Haus am Anger", ["Erika Mustermann"]),
        ("Mit Anna-Lena von Muster und Max Neuhaus", ["Anna-Lena von Muster", "Max Neuhaus"]),
        ("Leitung: Ali B. Muster", ["Ali B. Muster"]),
        ("Bitte bei Frau Muster klingeln.", ["Frau Muster"]),
        (
            "Pfarrerin Muster liest, Herr Dr. Beispiel spielt.",
            ["Pfarrerin Muster", "Herr Dr. Beispiel"],
        ),
        ("Prof. Dr. Muster spricht.", ["Prof. Dr. Muster"]),
        ("E. Mustermann", ["E. Mustermann"]),
        # Whatever bears a name and is nobody.
        ("Anna Haag Mobil, Anna Haag Haus und Anna-Haag-Straße 3", []),
        ("Rudolf Schmid und Hermann Schmid Stiftung", []),
        ("Im Robert Bosch Krankenhaus, neben der Otto Wagner Schule", []),
        ("St. Maria Mitte, Sankt Martin Ost, Martin-Luther-Kirche", []),
        ("Die Frau am Empfang hilft; für Frau und Mann.", []),
        ("Begegnung im Haus der Familie am Rand von Bad Cannstatt", []),
        ("Erika kommt auch, und Paul bringt Kuchen mit.", []),
        ("Dr. Mustermann Stiftung", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert [name_in(match) for match in names(text)] == found


@pytest.mark.parametrize(
    "address",
    [
        "erika.mustermann@verein.example.org",
        "e.mustermann@verein.example.org",
        "Erika.Mustermann-Beispiel@verein.example.org",
        "erika_mustermann2@verein.example.org",
        "teerose53@gmx.de",
        "mustermann@t-online.de",
        "jost.westermann@verein.example.org",
    ],
)
def test_a_mailbox_of_a_person(address: str) -> None:
    text = f"Schreiben Sie an [{address}](mailto:{address})."
    assert [match[0] for match in mailboxes(text)] == [address, address]


@pytest.mark.parametrize(
    "address",
    [
        "info@verein.example.org",
        "kontakt@web.de",
        "begegnung-wangen@example.org",
        "gemeindebuero.ost@example.org",
        "pfarramt.muster-sued@example.org",
        "poststelle.amt50@example.org",
        "stadtteilhaus.mitte@example.org",
        "buero.cannstatt@example.org",
        "seniorentreff@gmx.de",
        "teestube@example.org",
        "post@nachbarschaft.example.org",
        "mustermann@verein.example.org",
    ],
)
def test_a_mailbox_of_a_role(address: str) -> None:
    assert not list(mailboxes(address))


def test_long_texts_are_read_in_one_go() -> None:
    """No pattern goes back over what it has read: it is over in no time."""
    for text in ("Anna " * 4_000, "Frau " * 4_000, "a.b@" * 5_000, "Anna Muster-" * 1_600):
        assert not list(mailboxes(text))
        assert len(list(names(text))) <= 4_000
