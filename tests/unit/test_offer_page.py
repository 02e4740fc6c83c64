"""What an offer's page asks for, in which order it stands, and how it leads to others."""

import re
from dataclasses import replace

import pytest

from sitegen.derive import derive
from sitegen.models.offer import OFFER
from sitegen.render import Templates
from sitegen.views.contact import Ask, ContactView, further_contacts
from sitegen.views.easy_offer import pages
from sitegen.views.frame import frame_of
from sitegen.views.offer import OfferPage
from sitegen.views.page import Line
from sitegen.views.venue import _ACCESS
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project
from tests.golden.outline import outline

PATH = "offers/teestube.yaml"
WEB_ONLY = {
    "content/anbieter/nachbarschaft.yaml": project.city_files()[
        "content/anbieter/nachbarschaft.yaml"
    ]
    .decode()
    .replace("telefon:\n    - nummer: 030 23125 120", "web: https://nachbarschaft.example.org")
}
UNCHECKED = "pflege: {status: veroeffentlicht, quellen: [{art: presse, beleg_jahr: 2026}]}\n"
CARE = """pflege:
  status: veroeffentlicht
  geprueft_am: 2026-11-02
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-11-02
"""


def text_of(
    *keys: str,
    kind: str = "offener-treff",
    mode: str = "vor_ort",
    where: str = "orte: [haus-am-anger]",
    easy: str = "kennenlernen: ja",
) -> str:
    return "\n".join(
        [
            "titel: Teestube",
            "kurz: Tee trinken.",
            f"art: {kind}",
            "anbieter: [nachbarschaft]",
            f"modus: {mode}",
            where,
            "themen: [begegnung]",
            f"niedrigschwellig: {{{easy}}}",
            *keys,
            CARE,
        ]
    )


def views_of(text: str, files: project.Files | None = None) -> list[tuple[str, OfferPage]]:
    catalogue = project.catalogue({**(files or {}), PATH: text})
    site, _ = derive(catalogue, project.TODAY, {})
    frame = replace(frame_of(site), base_url="https://musterstadt.example.org")
    return list(pages(catalogue.of(OFFER)["teestube"], site, frame))  # type: ignore[arg-type]


def view_of(text: str, files: project.Files | None = None) -> OfferPage:
    return views_of(text, files)[0][1]


def html_of(text: str, files: project.Files | None = None) -> str:
    template, view = views_of(text, files)[0]
    return Templates(TEMPLATES, TEXTS).page(template, view).decode()


TIMES = "zeiten: {regeln: [{tage: [dienstags], von: 14:00, bis: 17:00}]}"
COSTS = "kosten: {art: kostenlos}"
NO_REGISTRATION = "anmeldung: {noetig: nein}"
VISIT = """erster_besuch:
  wer_begruesst: Die Gastgeberin.
  allein_kommen: Ja.
  nur_zuschauen: Ja.
  jederzeit_gehen: Ja.
  wo_ist_die_tuer: Links."""
FIRST_VISIT = ("greeted_by", "alone", "watch", "leave", "door")
EVERYWHERE = "gebiet: [stadtweit]"


@pytest.mark.parametrize(
    ("text", "facts", "questions"),
    [
        (
            text_of(),
            ("when", "costs", "registration"),
            ("when", "costs", "registration", *FIRST_VISIT, "step_free"),
        ),
        (text_of(TIMES, COSTS, NO_REGISTRATION, VISIT), (), ("step_free",)),
        # A low-threshold fact answers for the sentence that would ask for it.
        (
            text_of(
                TIMES,
                COSTS,
                easy="kennenlernen: ja, ohne_anmeldung: ja, allein_willkommen: nein",
            ),
            (),
            ("greeted_by", "watch", "leave", "door", "step_free"),
        ),
        # Without a house nobody asks for its door, but for the house.
        (
            text_of(TIMES, COSTS, NO_REGISTRATION, where="gebiet: [mitte]"),
            ("where",),
            ("where", *FIRST_VISIT[:-1]),
        ),
        (text_of(TIMES, COSTS, NO_REGISTRATION, where=EVERYWHERE), (), FIRST_VISIT[:-1]),
        (
            text_of(kind="telefon", mode="telefon", where=EVERYWHERE),
            ("when", "costs"),
            ("when_telefon", "costs"),
        ),
        (
            text_of(kind="besuchsdienst", mode="hausbesuch", where=EVERYWHERE),
            ("when", "costs"),
            ("when_hausbesuch", "costs"),
        ),
        (text_of(kind="gruppe", mode="online", where=EVERYWHERE), ("when", "costs"), None),
        (text_of(kind="online", mode="online", where=EVERYWHERE), (), ()),
        (text_of(kind="information", where=EVERYWHERE), (), ()),
        (text_of(kind="verguenstigung", where=EVERYWHERE), ("costs",), ("costs", "bring")),
        (
            text_of(TIMES, COSTS, NO_REGISTRATION, kind="anlaufstelle"),
            (),
            ("bring", "greeted_by", "door", "step_free"),
        ),
        (
            text_of(TIMES, COSTS, NO_REGISTRATION, "unterlagen: [Ausweis]", kind="anlaufstelle"),
            (),
            ("greeted_by", "door", "step_free"),
        ),
        (text_of(TIMES, NO_REGISTRATION, kind="ehrenamt"), (), ("greeted_by", "door", "step_free")),
    ],
)
def test_only_what_matters_is_asked(
    text: str, facts: tuple[str, ...], questions: tuple[str, ...] | None
) -> None:
    found = view_of(text).open
    assert found.facts == facts
    assert found.questions == (facts if questions is None else questions)


@pytest.mark.parametrize(
    ("mode", "where", "expected"),
    [
        ("vor_ort", "orte: [haus-am-anger]", True),
        ("telefon", EVERYWHERE, True),
        ("online", EVERYWHERE, False),
    ],
)
def test_a_missing_number_is_named_where_one_would_call(
    mode: str, where: str, *, expected: bool
) -> None:
    text = text_of(mode=mode, where=where)
    assert ("phone" in view_of(text, WEB_ONLY).open.facts) is expected
    assert "phone" not in view_of(text).open.facts


def test_every_unknown_fact_is_named_once() -> None:
    view = view_of(text_of())
    asked = {*view.open.questions, "no_registration", "alone_welcome", "greeter"}
    assert set(view.threshold.unknown) - asked == set(view.open.threshold)
    assert set(_ACCESS) - asked == set(view.open.access)


@pytest.mark.parametrize(
    ("where", "care", "words"),
    [
        (EVERYWHERE, UNCHECKED, ["In welche Stadtbezirke jemand kommt, fragen Sie bitte."]),
        ("orte: [haus-am-anger]", CARE, ["In welche Stadtbezirke jemand kommt, fragen Sie bitte."]),
        (EVERYWHERE, CARE, ["In ganz Musterstadt"]),
        ("gebiet: [mitte]", UNCHECKED, ["Mitte"]),
    ],
)
def test_who_comes_to_people_is_asked_where(where: str, care: str, words: list[str]) -> None:
    text = text_of(mode="hausbesuch", where=where).replace(CARE, care)
    view, found = view_of(text), outline(html_of(text))
    assert ("area" in view.open.questions) is view.asks_area is ("fragen Sie bitte" in words[0])
    assert view.places == ()
    assert view.open.access == ()
    assert all(word in found for word in words)
    assert ("In ganz Musterstadt" in found) is ("In ganz Musterstadt" in words)
    assert ("Dort ist das Büro: " in found) is (where == "orte: [haus-am-anger]")
    assert "So kommen Sie hin" not in found


@pytest.mark.parametrize(
    ("keys", "facts", "outdated"),
    [
        ((TIMES, COSTS), ("registration",), ("when", "costs")),
        ((f"{TIMES[:-1]}, beleg_jahr: 2020}}", COSTS), ("registration",), ("when", "costs")),
        ((f"{TIMES[:-1]}, beleg_jahr: 2026}}",), ("costs", "registration"), ()),
        (("kosten: {art: unbekannt}",), ("when", "costs", "registration"), ()),
    ],
)
def test_what_is_known_from_old_evidence_only_is_not_called_unknown(
    keys: tuple[str, ...], facts: tuple[str, ...], outdated: tuple[str, ...]
) -> None:
    text = text_of(*keys).replace(CARE, UNCHECKED)
    view = view_of(text)
    assert (view.open.facts, view.open.outdated) == (facts, outdated)
    assert set(outdated) <= set(view.open.questions)
    says = "Nur aus älteren oder undatierten Quellen bekannt: Zeiten, Kosten."
    assert (says in outline(html_of(text)).replace("\n", " ")) is bool(outdated)


@pytest.mark.parametrize(
    ("kind", "mode", "opening"),
    [
        ("offener-treff", "vor_ort", "meeting"),
        ("gruppe", "hybrid", "meeting"),
        ("gruppe", "online", "question"),
        ("beratung", "telefon", "question"),
        ("verguenstigung", "vor_ort", "question"),
        ("telefon", "telefon", "telefon"),
        ("besuchsdienst", "hausbesuch", "hausbesuch"),
        ("begleitung", "vor_ort", "company"),
        ("ehrenamt", "hybrid", "helping"),
    ],
)
def test_one_can_say_what_fits_the_kind(kind: str, mode: str, opening: str) -> None:
    assert view_of(text_of(kind=kind, mode=mode)).sentence == opening


def test_a_single_fact_stands_among_the_others() -> None:
    found = outline(html_of(text_of()))
    assert "Hier lernt man andere kennen." in found
    assert "Wie leicht kommt man dazu?" not in found
    several = outline(html_of(text_of(easy="kennenlernen: ja, ohne_anmeldung: nein")))
    assert "Hier lernt man andere kennen." not in several
    assert "Wie leicht kommt man dazu?" in several


def test_that_an_office_is_no_meeting_place_goes_without_saying() -> None:
    easy = "kennenlernen: nein, ohne_anmeldung: ja"
    assert view_of(text_of(kind="beratung", easy=easy)).threshold.no == ()
    assert view_of(text_of(kind="gruppe", easy=easy)).threshold.no == ("meet_people",)


def test_a_placeholder_is_no_provider() -> None:
    path = "content/anbieter/nachbarschaft.yaml"
    text = project.city_files()[path].decode() + "platzhalter: ja\n"
    view, found = view_of(text_of(), {path: text}), outline(html_of(text_of(), {path: text}))
    assert view.organisations == ()
    assert "Wer dieses Angebot macht, wissen wir noch nicht." in found


def test_a_call_needs_no_room() -> None:
    text = text_of(kind="telefon", mode="telefon", where=EVERYWHERE)
    assert view_of(text).open.threshold == ("anonymous",)


def test_where_all_is_known_nothing_is_asked() -> None:
    names = ("stufenlos", "aufzug", "wc_rollstuhl", "parkplatz", "induktion", "leitsystem")
    access = "".join(
        f"  {name}: ja\n" for name in (*names, "ruhiger_raum", "assistenzhund", "gebaerdensprache")
    )
    path = "content/orte/haus-am-anger.yaml"
    venue = project.city_files()[path].decode() + f"barrierefreiheit:\n{access}"
    easy = (
        "kennenlernen: ja, ohne_anmeldung: ja, jederzeit_einsteigen: ja, ohne_vorkenntnisse: ja, "
        "allein_willkommen: ja, anonym_moeglich: nein, begruessungsperson: ja, "
        "begleitung_moeglich: nein"
    )
    text = text_of(TIMES, COSTS, NO_REGISTRATION, VISIT, easy=easy)
    assert not view_of(text, {path: venue}).open
    html = html_of(text, {path: venue})
    assert "Was wir noch nicht wissen" not in html
    assert "Noch nicht bekannt" not in html


def headings(html: str) -> list[str]:
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r"<h[12][^>]*>([^<]+)</h[12]>", main)


def test_a_page_goes_from_what_is_known_to_where_else_to_go() -> None:
    assert headings(html_of(text_of(VISIT, "text: Am Ofen."))) == [
        "Teestube",
        "Das wissen wir",
        "So fangen Sie an",
        "Beim ersten Mal",
        "So kommen Sie hin",
        "Mehr darüber",
        "Was wir noch nicht wissen",
        "Wer macht das?",
        "Passt das nicht? Dann vielleicht …",
        "Merken, drucken, weitergeben",
    ]


@pytest.mark.parametrize("mode", ["telefon", "online", "hausbesuch"])
def test_where_nobody_opens_a_door_the_way_to_get_in_touch_comes_first(mode: str) -> None:
    html = html_of(text_of(mode=mode, where=EVERYWHERE))
    assert headings(html)[1:3] == ["So fangen Sie an", "Das wissen wir"]
    assert "Wo ist die Tür?" not in html


def test_the_poorest_page_asks_once_and_says_unknown_once() -> None:
    html = html_of(text_of(where="gebiet: [mitte]"), WEB_ONLY)
    main = html[html.index("<main") : html.index("</main>")]
    assert main.count("Noch nicht bekannt") == 1
    assert len(re.findall(r"Fragen Sie (?:am|per|über|hier)", main)) == 1
    assert "Oder am Telefon bei uns:" in main


def test_both_ways_of_a_referral_have_a_reason() -> None:
    other = text_of("verweise: {verweist_an: [{ziel: angebot/teestube, grund: Wer Tee mag.}]}")
    html = html_of(text_of(), {"offers/lesekreis.yaml": other.replace("Teestube", "Lesekreis")})
    found = outline(html)
    assert "Dort steht über diese Seite: Wer Tee mag." in found.replace("\n", " ")


def test_what_is_passed_on_is_neutral() -> None:
    html = html_of(text_of())
    share = re.findall(r'data-share="([^"]*)" data-title="([^"]*)"', html)
    assert share == [("https://musterstadt.example.org/angebote/teestube/", "Teestube")]
    mail = re.findall(r'href="mailto:\?subject=([^&]*)&amp;body=([^"]*)"', html)
    assert mail == [
        (
            "Vielleicht%20ist%20das%20etwas",
            (
                "Teestube%0D%0ATee%20trinken.%0D%0A030%2023125120%0D%0A"
                "https%3A//musterstadt.example.org/angebote/teestube/"
            ),
        )
    ]


def contact(owner: str, *phones: str, mail: str = "", web: str = "") -> ContactView:
    lines = tuple(Line(number, f"tel:{number}") for number in phones)
    return ContactView(owner, "", lines, mail, web, "täglich")


FIRST = Ask("telefon", "1", "tel:1", "Verein")


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact("Verein", "1")], []),
        ([contact("Verein", "1", "2")], [("Verein", ["2"], "", "", "")]),
        ([contact("Verein", "2")], [("Verein", ["2"], "", "", "täglich")]),
        (
            [contact("Treff", "1", web="https://a"), contact("Verein", "1", web="https://a")],
            [("Treff", [], "", "https://a", "")],
        ),
        (
            [contact("Treff", mail="a@b"), contact("Verein", mail="a@b", web="https://b")],
            [("Treff", [], "a@b", "", "täglich"), ("Verein", [], "", "https://b", "täglich")],
        ),
        (
            [contact("Treff", web="https://a/treff"), contact("Verein", web="https://www.a/")],
            [("Treff", [], "", "https://a/treff", "täglich")],
        ),
        (
            [contact("Treff", web="https://a"), contact("Verein", web="https://a/verein")],
            [
                ("Treff", [], "", "https://a", "täglich"),
                ("Verein", [], "", "https://a/verein", "täglich"),
            ],
        ),
    ],
)
def test_no_way_of_contact_stands_there_twice(
    contacts: list[ContactView], expected: list[tuple[str, list[str], str, str, str]]
) -> None:
    found = further_contacts(contacts, FIRST)
    assert [
        (it.owner, [line.display for line in it.phones], it.mail, it.web, it.hours) for it in found
    ] == expected
