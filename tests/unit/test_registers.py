"""Lists beside those of offers: registers, documents, numbers, and what belongs to a record."""

from datetime import date
from typing import Any

import pytest

from sitegen.derive import derive
from sitegen.site import Site
from sitegen.views import document, number, register
from sitegen.views.frame import frame_of
from sitegen.views.prose import number_de
from sitegen.views.related import named_by, related
from tests.examples import project

CARE = "pflege:\n  status: {}\n  quellen:\n    - art: sonstiges\n      titel: Beispiel\n"


def site(files: dict[str, str] | None = None, today: date = project.TODAY) -> Site:
    found, _ = derive(project.catalogue(files), today, {})
    return found


def body(name: str, status: str = "veroeffentlicht", more: str = "") -> str:
    return f"name: {name}\n{more}{CARE.format(status)}"


def paper(title: str, more: str, status: str = "veroeffentlicht") -> str:
    return f"titel: {title}\n{more}\n{CARE.format(status)}"


def view_of(make: Any, found: Site) -> Any:
    ((_, view),) = make(found, frame_of(found))
    return view


# --- Registers


def names(view: Any) -> dict[str, list[str]]:
    return {s.name: [entry.name for entry in s.entries] for s in view.sections}


def test_a_short_register_is_one_list_in_the_order_of_the_alphabet() -> None:
    files = {
        "content/anbieter/a.yaml": body("Ärztehaus"),
        "content/anbieter/b.yaml": body("Amt"),
        "content/anbieter/c.yaml": body("Zelt", "entwurf"),
    }
    found = names(view_of(register.organisation_pages, site(files)))
    assert [*found] == [""]
    assert [name for name in found[""] if name in {"Ärztehaus", "Amt", "Zelt"}] == [
        "Amt",
        "Ärztehaus",
    ]


def test_a_long_register_has_a_section_for_each_letter() -> None:
    files = {f"content/anbieter/x{n}.yaml": body(f"Übung {n}") for n in range(register.UNDIVIDED)}
    files |= {
        "content/anbieter/a.yaml": body("Ärztehaus"),
        "content/anbieter/z.yaml": body('"42 Töne"'),
    }
    view = view_of(register.organisation_pages, site(files))
    found = names(view)
    assert found["A"] == ["Ärztehaus"]
    assert len(found["U"]) == register.UNDIVIDED
    assert [*found][-1] == ""
    assert found[""] == ["42 Töne"]
    assert [section.id for section in view.sections][-1] == "weitere"


def test_partners_are_marked_and_private_persons_left_out() -> None:
    person = (
        "rechtsform: privatperson\nkontakt:\n  einwilligung:\n    datum: 2026-01-01\n"
        "    umfang: Vorname und Bezirk\n    bis: 2027-01-01\n"
    )
    files = {
        "content/anbieter/a.yaml": body("Amt", more="vernetzung: vernetzt\n"),
        "content/anbieter/b.yaml": body("Bund", more="vernetzung: angesprochen\n"),
        "content/anbieter/erna.yaml": body("Erna", more=person) + "  gueltig_bis: 2027-01-01\n",
    }
    view = view_of(register.organisation_pages, site(files))
    entries = {entry.name: entry for section in view.sections for entry in section.entries}
    assert entries["Amt"].is_partner
    assert not entries["Bund"].is_partner
    assert "Erna" not in entries


def test_places_stand_by_district_and_those_without_one_last() -> None:
    view = view_of(register.venue_pages, site({"content/orte/wiese.yaml": body("Wiese")}))
    found = names(view)
    assert [*found] == ["Mitte", ""]
    assert found[""] == ["Wiese"]
    assert view.sections[0].entries[0].count == 1


# --- Documents


def test_documents_stand_by_kind_and_newest_first() -> None:
    files = {
        "content/dokumente/a.yaml": paper("Alt", "art: vorlage\ndatum: 2020-01-01"),
        "content/dokumente/b.yaml": paper("Neu", "art: vorlage\ndatum: 2025-01-01"),
        "content/dokumente/c.yaml": paper("Nur Nummer", "art: vorlage\nnummer: Vorlage 5/2022"),
        "content/dokumente/d.yaml": paper("Buch", "art: literatur"),
        "content/dokumente/e.yaml": paper("Geheim", "art: bericht", "entwurf"),
    }
    view = view_of(document.index_pages, site(files))
    found = {s.kind: [entry.title for entry in s.entries] for s in view.sections}
    assert [*found] == ["vorlage", "antrag", "literatur"]
    assert found["vorlage"] == ["Neu", "Nur Nummer", "Alt"]


def test_whoever_names_a_document_stands_on_its_page() -> None:
    files = {
        "content/dokumente/a.yaml": paper("Tee", "art: vorlage\nnummer: Vorlage 5/2022"),
        "content/dokumente/b.yaml": paper("Kaffee", "art: antrag\ntext: Siehe Vorlage 5/2022."),
        "content/anbieter/c.yaml": body("Amt", more="text: Dazu die Vorlage 5/2022.\n"),
        "content/anbieter/d.yaml": body("Zelt", "entwurf", "text: Auch die Vorlage 5/2022.\n"),
    }
    found = named_by(("dokument", "a"), site(files))
    assert [(group.kind, [item.label for item in group.entries]) for group in found.groups] == [
        ("dokument", ["Kaffee"]),
        ("anbieter", ["Amt"]),
    ]
    both = related(("dokument", "b"), site(files))
    assert [item.label for group in both.groups for item in group.entries] == [
        "Vorlage 5/2022: Tee"
    ]
    assert not related(("dokument", "b"), site(files), without=[("dokument", "a")])


# --- Numbers

FACTS = """erste:
  wert: 20000
  einheit: Menschen
  aussage: So viele wohnen allein.
  erhebung: Umfrage A
  quelle: Amt
  gueltig_bis: 2026-11-21
  ersetzt_durch: zweite
zweite:
  wert: 58000
  aussage: So viele wohnen jetzt allein.
  jahr: 2025
  erhebung: Umfrage B
  quelle: Amt
lose:
  wert: 3
  aussage: So viele Bänke stehen da.
  quelle: Amt
allein-lebend:
  wert: Teegeld
  art: name
  aussage: So heißt die Hilfe.
  quelle: Amt
"""


def test_figures_of_different_surveys_never_share_a_group() -> None:
    view = view_of(number.index_pages, site({"content/fakten.yaml": FACTS}))
    groups = {group.survey: [fact.id for fact in group.facts] for group in view.figures}
    assert groups == {"Umfrage A": ["erste"], "Umfrage B": ["zweite"], "": ["lose"]}
    assert [fact.id for fact in view.names] == ["allein-lebend"]
    first = view.figures[0].facts[0]
    assert (first.value, first.until) == ("20.000", date(2026, 11, 21))
    newer = first.replaced_by
    assert (newer.label, newer.url, newer.note) == ("58.000", "/zahlen/#zweite", "2025")
    assert view.figures[1].facts[0].quoted_in == ()


def test_a_figure_is_asked_after_only_when_its_term_is_over() -> None:
    found = site({"content/fakten.yaml": FACTS}, date(2026, 11, 21))
    assert view_of(number.index_pages, found).figures[0].facts[0].until is None


@pytest.mark.parametrize(
    ("value", "shown"), [("58000", "58.000"), ("1500", "1500"), ("11,6", "11,6"), ("Tee", "Tee")]
)
def test_large_numbers_get_their_points(value: str, shown: str) -> None:
    assert number_de(value) == shown
