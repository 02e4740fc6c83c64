"""Initiatives: their order, and a hub that shows what belongs to one, each thing once."""

import pytest

from sitegen.derive import derive
from sitegen.models.initiative import INITIATIVE
from sitegen.site import Site
from sitegen.views import initiative
from sitegen.views.frame import frame_of
from sitegen.views.initiative import InitiativePage, InitiativesPage, PeriodView, initiatives_pages
from tests.examples import project

CARE = "pflege:\n  status: veroeffentlicht\n  quellen:\n    - art: sonstiges\n"


def written(title: str, keys: str = "", care: str = CARE) -> str:
    return f"---\ntitel: {title}\nkurz: Kurz.\nart: vorhaben\n{keys}{care}---\n"


def site(files: project.Files) -> Site:
    everything: project.Files = {"content/initiativen/offene-tueren.md": written("Türen"), **files}
    return derive(project.catalogue(everything), project.TODAY, {})[0]


def listed(found: Site) -> list[tuple[str, list[str]]]:
    ((_, view),) = initiatives_pages(found, frame_of(found))
    assert isinstance(view, InitiativesPage)
    return [(group.top.id, [part.id for part in group.parts]) for group in view.groups]


def page(found: Site, name: str) -> InitiativePage:
    ((_, view),) = initiative.pages(found.catalogue.of(INITIATIVE)[name], found, frame_of(found))
    assert isinstance(view, InitiativePage)
    return view


def at(name: str) -> str:
    return f"content/initiativen/{name}.md"


FAMILY: project.Files = {
    at("dach"): written("Dach", "rang: 1\n"),
    at("b"): written("Balken", "teil_von: dach\nrang: 2\n"),
    at("a"): written("Anbau", "teil_von: dach\nrang: 2\n"),
    at("first"): written("First", "teil_von: dach\nrang: 1\n"),
    at("nagel"): written("Nagel", "teil_von: b\n"),
    at("zelt"): written("Zelt", "teil_von: entwurf\nrang: 99\n"),
    at("entwurf"): written("Entwurf", care=CARE.replace("veroeffentlicht", "entwurf")),
}


def test_parts_stand_below_what_they_belong_to_in_the_order_of_ranks_and_titles() -> None:
    assert listed(site(FAMILY)) == [
        ("dach", ["first", "a", "b", "nagel"]),
        ("offene-tueren", []),
        ("zelt", []),
    ]


def test_a_hub_knows_what_is_above_and_below() -> None:
    found = site(FAMILY)
    assert [part.id for part in page(found, "dach").parts] == ["first", "a", "b"]
    parent = page(found, "nagel").parent
    assert parent is not None
    assert (parent.label, parent.url) == ("Balken", "/initiativen/b/")
    assert page(found, "zelt").parent is None
    assert not page(found, "nagel").related


def test_a_hub_shows_all_that_belongs_to_it_and_nothing_twice() -> None:
    tee = project.city_files()["offers/teestube.yaml"].decode()
    here = "verweise:\n  initiativen: [dach]\n"
    event = "titel: {}\nkurz: Kurz.\nort_text: Ort\n"
    found = site(
        {
            **FAMILY,
            at("dach"): written(
                "Dach",
                "verweise:\n  verweist_an:\n    - ziel: angebot/teestube\n      grund: Tee.\n",
            ),
            "offers/teestube.yaml": tee + here,
            "offers/suppe.yaml": tee.replace("Teestube am Anger", "Suppe") + here,
            "content/veranstaltungen/neu.yaml": event.format("Neu")
            + "beginn: 2026-12-01\n"
            + here
            + CARE,
            "content/veranstaltungen/bald.yaml": event.format("Bald")
            + "beginn: 2026-11-30\n"
            + here
            + CARE,
            "content/veranstaltungen/alt.yaml": event.format("Alt")
            + "beginn: 2024\n"
            + here
            + CARE,
            "content/meldungen/neues.md": "---\ntitel: Neues\nkurz: Kurz.\ndatum: 2026-01-01\n"
            f"{here}{CARE}---\n",
        }
    )
    view = page(found, "dach")
    assert [card.title for card in view.offers] == ["Suppe"]
    assert [referral.title for referral in view.referrals] == ["Teestube am Anger"]
    assert [card.title for card in view.events_to_come] == ["Bald", "Neu"]
    assert [card.title for card in view.events_past] == ["Alt"]
    assert [(g.kind, [i.label for i in g.entries]) for g in view.related.groups] == [
        ("meldung", ["Neues"])
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", None),
        ("beginn: 2024-05\n", PeriodView("begin", "Mai 2024")),
        ("ende: 2025\n", PeriodView("end", "2025")),
        ("beginn: 2024-05\nende: 2025\n", PeriodView("span", "Mai 2024 bis 2025")),
        ("beginn: 2024-05\nende: 2024-06\n", PeriodView("span", "Mai bis Juni 2024")),
    ],
)
def test_only_known_days_are_named(keys: str, expected: PeriodView | None) -> None:
    assert page(site({at("x"): written("X", keys)}), "x").period == expected


def test_the_state_is_a_word_and_the_day_it_was_known() -> None:
    keys = "stand:\n  fortschritt: geplant\n  am: 2023-02\n  text: Noch nicht begonnen.\n"
    state = page(site({at("x"): written("X", keys)}), "x").state
    assert state is not None
    assert (state.progress, state.on, state.on_machine) == ("geplant", "Februar 2023", "2023-02")
    assert state.text.text == "Noch nicht begonnen."


def test_partners_that_are_not_public_are_not_named() -> None:
    body = project.city_files()["content/anbieter/nachbarschaft.yaml"].decode()
    keys = "fuehrend: still\npartner:\n  - anbieter: still\n  - anbieter: nachbarschaft\n"
    found = site(
        {
            at("x"): written("X", keys),
            "content/anbieter/still.yaml": body.replace("veroeffentlicht", "entwurf"),
        }
    )
    view = page(found, "x")
    assert view.lead is None
    assert [partner.organisation.url for partner in view.partners] == ["/anbieter/nachbarschaft/"]
