"""Who can be called as long as the office has no number: where it is known, and where not."""

import pytest

from sitegen.derive import derive
from sitegen.models.guide import GUIDE
from sitegen.site import Site
from sitegen.views import guide
from sitegen.views.contact import ContactView, way_to_ask
from sitegen.views.frame import frame_of
from sitegen.views.page import Line
from tests.examples import project

SETTINGS = project.city_files()["content/site.yaml"].decode()
PHONE = "  telefon: 030 23125 100\n"
LINE = """titel: Bürgertelefon
kurz: Kurz.
art: telefon
anbieter: [nachbarschaft]
modus: telefon
gebiet: [stadtweit]
themen: [begegnung]
niedrigschwellig: {{kennenlernen: nein}}
kontakt: {{telefon: [{{nummer: 030 23125 300}}], sprechzeiten: werktags}}
pflege:
  status: {}
  quellen: [{{art: sonstiges, titel: Beispiel}}]
"""
GUIDE_TEXT = """titel: Ein Weg
kurz: Kurz.
{}start: wunsch
fragen:
  - kennung: wunsch
    frage: Was wünschen Sie sich?
    antworten:
      - {{text: Reden, weiter: ziel}}
      - {{text: Mehr, kennung: mehr, weiter: ziel}}
ergebnisse:
  - kennung: ziel
    titel: Anrufen
    erster_schritt: {{wer: Jemand, stelle: angebot/linie, wie: Los.}}
pflege:
  status: veroeffentlicht
  quellen: [{{art: sonstiges, titel: Beispiel}}]
"""
WEB = """name: Still
kontakt: {web: https://still.example}
pflege:
  status: veroeffentlicht
  quellen: [{art: sonstiges, titel: Beispiel}]
"""


def city(*, phone: str = "", status: str = "veroeffentlicht", head: str = "") -> Site:
    """The example city, whose office names the telephone of the city."""
    files: project.Files = {
        "content/site.yaml": SETTINGS.replace(PHONE, f"{phone}  vertretung: angebot/linie\n"),
        "content/anbieter/still.yaml": WEB,
        "content/wegfinder/weg.yaml": GUIDE_TEXT.format(head),
        "offers/linie.yaml": LINE.format(status),
    }
    return derive(project.catalogue(files), project.TODAY, {})[0]


@pytest.mark.parametrize(
    ("phone", "status", "number"),
    [
        ("", "veroeffentlicht", "030 23125300"),
        (PHONE, "veroeffentlicht", ""),
        ("", "pausiert", ""),
        ("", "entwurf", ""),
    ],
)
def test_only_what_visitors_see_stands_in_for_a_missing_number(
    phone: str, status: str, number: str
) -> None:
    office = frame_of(city(phone=phone, status=status)).office
    assert (office.stand_in.phone.display if office.stand_in else "") == number


@pytest.mark.parametrize("status", ["pausiert", "entwurf"])
def test_an_editor_learns_that_nobody_stands_in(status: str) -> None:
    files = {
        "content/site.yaml": SETTINGS.replace(PHONE, "  vertretung: angebot/linie\n"),
        "offers/linie.yaml": LINE.format(status),
    }
    _, findings = derive(project.catalogue(files), project.TODAY, {})
    found = [it for it in findings if it.code == "verweis-nicht-sichtbar"]
    assert [it.location.keys for it in found] == [("kontakt", "vertretung")]


@pytest.mark.parametrize(
    ("contact", "kind", "label"),
    [
        (None, "telefon", "030 23125300"),
        (ContactView("Verein", "", (), "", "https://verein.example", ""), "web", ""),
        (ContactView("Verein", "", (Line("1", "tel:1"),), "", "", ""), "telefon", "1"),
    ],
)
def test_it_is_the_last_way_to_ask(contact: ContactView | None, kind: str, label: str) -> None:
    ask = way_to_ask([contact] if contact else [], frame_of(city()).office)
    assert ask.kind == kind
    assert ask.label == label or kind == "web"


@pytest.mark.parametrize(
    ("phone", "head", "owner"),
    [
        ("", "", "Bürgertelefon"),
        (PHONE, "", "Büro für Begegnung"),
        # A sentence is said to people: what has a website only comes after them.
        ("", "kontakt: anbieter/still\n", "Bürgertelefon"),
        ("", "kontakt: krisenhilfe/sorgentelefon\n", "Sorgentelefon Musterstadt"),
    ],
)
def test_a_guide_leads_to_somebody_who_can_be_called(phone: str, head: str, owner: str) -> None:
    site = city(phone=phone, head=head)
    frame = frame_of(site)
    views = [view for _, view in guide.pages(site.catalogue.of(GUIDE)["weg"], site, frame)]
    assert {view.people.contacts[0].owner for view in views} == {owner}  # type: ignore[attr-defined]
    assert all(view.people.contacts[0].phones for view in views)  # type: ignore[attr-defined]
