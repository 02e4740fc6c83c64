"""Catalogue + today -> site: lists, ways back, old addresses, and what time takes away."""

from datetime import date

import pytest

from sitegen.derive import Coming, Dates, derive, sort_text
from sitegen.diagnostics import Findings
from sitegen.models.offer import OFFER
from sitegen.site import Referral, Site, Visibility
from sitegen.timetable import Timetable
from tests.examples import project

FILES = project.city_files()
TEE = FILES["offers/teestube.yaml"].decode()
BODY = FILES["content/anbieter/nachbarschaft.yaml"].decode()
VENUE = FILES["content/orte/haus-am-anger.yaml"].decode()
PLACE = "orte:\n  - haus-am-anger\n"


def offer(title: str, *changes: tuple[str, str], added: str = "") -> str:
    text = TEE.replace("Teestube am Anger", title)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text + added


def derived(files: project.Files, today: date = project.TODAY) -> tuple[Site, Findings]:
    return derive(project.catalogue(files), today, {"/assets/x.css": b""})


def site(files: project.Files, today: date = project.TODAY) -> Site:
    return derived(files, today)[0]


def test_dates_are_worked_out_when_somebody_asks() -> None:
    asked: list[Timetable] = []

    def next_of(timetable: Timetable) -> Dates:
        asked.append(timetable)
        return ()

    target, table = (OFFER.name, "teestube"), Timetable()
    dates = Coming({target: table}, next_of)
    assert (list(dates), len(dates), target in dates) == ([target], 1, True)
    assert dates.get((OFFER.name, "anders")) is None
    assert not asked
    assert [dates[target], dates.get(target)] == [(), ()]
    assert asked == [table]


def test_an_offer_is_in_every_list_it_belongs_to() -> None:
    found = site({}).offers_by
    assert found == {
        ("stadtbezirk", "mitte"): ("teestube",),
        ("thema", "begegnung"): ("teestube",),
        ("zielgruppe", "alle"): ("teestube",),
        ("ort", "haus-am-anger"): ("teestube",),
        ("anbieter", "nachbarschaft"): ("teestube",),
    }


@pytest.mark.parametrize(
    ("mode", "area", "districts", "everywhere"),
    [
        ("online", "stadtweit", [], True),
        ("telefon", "bundesweit", [], True),
        ("hausbesuch", "nord", ["nord"], False),
        ("hybrid", "mitte, stadtweit", ["mitte"], True),
    ],
)
def test_an_offer_without_an_address_is_in_its_lists_too(
    mode: str,
    area: str,
    districts: list[str],
    everywhere: bool,  # noqa: FBT001
) -> None:
    text = offer("Ferne", (PLACE, f"gebiet: [{area}]\n"), ("vor_ort", mode))
    found = site({"offers/ferne.yaml": text})
    assert "ferne" in found.offers
    assert ("ferne" in found.everywhere) == everywhere
    assert "ferne" in found.offers_by["thema", "begegnung"]
    assert "ferne" in found.offers_by["anbieter", "nachbarschaft"]
    for district in ("mitte", "nord"):
        listed = "ferne" in found.offers_by.get(("stadtbezirk", district), ())
        assert listed == (district in districts)


def test_a_district_is_named_once_however_often_it_is_meant() -> None:
    text = offer("Doppelt", (PLACE, PLACE + "gebiet: [mitte, nord]\n"))
    found = site({"offers/doppelt.yaml": text}).offers_by
    assert found["stadtbezirk", "mitte"] == ("doppelt", "teestube")
    assert found["stadtbezirk", "nord"] == ("doppelt",)


def test_offers_of_a_member_belong_to_those_above_it() -> None:
    given = {
        "content/anbieter/gruppe.yaml": BODY + "traeger: nachbarschaft\n",
        "offers/chor.yaml": offer("Chor", ("- nachbarschaft", "- gruppe")),
    }
    found = site(given).offers_by
    assert found["anbieter", "gruppe"] == ("chor",)
    assert found["anbieter", "nachbarschaft"] == ("chor", "teestube")


def test_only_what_is_shown_is_listed() -> None:
    given = {
        "offers/entwurf.yaml": offer("Entwurf", ("veroeffentlicht", "entwurf")),
        "offers/vorbei.yaml": offer("Vorbei", ("veroeffentlicht", "beendet")),
    }
    found = site(given)
    assert found.offers == ("teestube",)
    assert all(ids == ("teestube",) for ids in found.offers_by.values())
    assert found.is_listed(("angebot", "teestube"))
    assert not found.is_listed(("angebot", "vorbei"))
    assert not found.is_listed(("angebot", "gibt-es-nicht"))
    record = found.catalogue.of(OFFER)["vorbei"]
    assert found.standing(record).visibility is Visibility.ENDED


def test_lists_follow_the_german_dictionary() -> None:
    titles = [
        "Zither",
        "Öffnung",
        "Ofen",
        "äpfel",
        "Apfel",
        "„Aber“",
        "Straße",
        "Strasse 2",
        "Élan",
    ]
    names = ["teestube", *(f"o{n}" for n in range(1, len(titles)))]
    given = {
        f"offers/{name}.yaml": offer(f'"{title}"')
        for name, title in zip(names, titles, strict=True)
    }
    found = site(given)
    offers = found.catalogue.of(OFFER)
    assert [offers[name].content.title for name in found.offers] == [
        *("„Aber“", "äpfel", "Apfel", "Élan", "Ofen", "Öffnung", "Straße", "Strasse 2", "Zither")
    ]


@pytest.mark.parametrize(
    ("text", "sorted_as"),
    [
        ("Übergänge", "ubergange"),
        ("Große Straße", "grosse strasse"),
        ("Café à la carte", "cafe a la carte"),
        ("„Tee & Ça“", "tee  ca"),
        ("A-Z", "az"),
        ("24 Stunden", "24 stunden"),
    ],
)
def test_what_words_are_sorted_by(text: str, sorted_as: str) -> None:
    assert sort_text(text) == sorted_as


REFERRALS = """verweise:
  verweist_an:
    - ziel: angebot/teestube
      grund: Wenn es ruhiger sein soll.
    - ziel: anbieter/nachbarschaft
      grund: Zum Mitmachen.
  siehe_auch:
    - teestube
"""


def test_referrals_lead_there_and_back() -> None:
    found = site({"offers/chor.yaml": TEE + REFERRALS}).referrals
    chor, tee, body = ("angebot", "chor"), ("angebot", "teestube"), ("anbieter", "nachbarschaft")
    reason = "Wenn es ruhiger sein soll."
    assert found == {
        chor: (Referral(tee, reason), Referral(body, "Zum Mitmachen.")),
        tee: (Referral(chor, reason, is_back=True),),
        body: (Referral(chor, "Zum Mitmachen.", is_back=True),),
    }


def test_who_refers_to_each_other_is_named_once() -> None:
    given = {
        "offers/chor.yaml": TEE + "verweise:\n  siehe_auch: [teestube, chor]\n",
        "offers/teestube.yaml": TEE + "verweise:\n  siehe_auch: [chor]\n",
    }
    chor, tee = ("angebot", "chor"), ("angebot", "teestube")
    assert site(given).referrals == {chor: (Referral(tee, ""),), tee: (Referral(chor, ""),)}


@pytest.mark.parametrize("status", ["entwurf", "beendet"])
def test_nobody_is_sent_to_what_is_not_shown(status: str) -> None:
    given = {
        "offers/chor.yaml": TEE + "verweise:\n  siehe_auch: [alt]\n",
        "offers/alt.yaml": TEE.replace("veroeffentlicht", status) + REFERRALS,
    }
    found, findings = derived(given)
    assert found.referrals == {}
    assert [(f.code, f.location.path) for f in findings] == [
        ("verweis-nicht-sichtbar", "offers/chor.yaml")
    ]


def test_old_addresses_lead_to_the_new_one() -> None:
    former = "fruehere_ids: [b, a]\n"
    given = {
        "offers/chor.yaml": TEE + former,
        "offers/vorbei.yaml": TEE.replace("veroeffentlicht", "beendet") + "fruehere_ids: [c]\n",
        "offers/entwurf.yaml": TEE.replace("veroeffentlicht", "entwurf") + "fruehere_ids: [d]\n",
        "content/anbieter/nachbarschaft.yaml": BODY + former,
        "content/orte/haus-am-anger.yaml": VENUE + former,
    }
    assert list(site(given).former_urls.items()) == [
        ("/anbieter/a/", "/anbieter/nachbarschaft/"),
        ("/anbieter/b/", "/anbieter/nachbarschaft/"),
        ("/angebote/a/", "/angebote/chor/"),
        ("/angebote/b/", "/angebote/chor/"),
        ("/angebote/c/", "/angebote/vorbei/"),
        ("/leichte-sprache/angebote/a/", "/leichte-sprache/angebote/chor/"),
        ("/leichte-sprache/angebote/b/", "/leichte-sprache/angebote/chor/"),
        ("/leichte-sprache/angebote/c/", "/leichte-sprache/angebote/vorbei/"),
        ("/orte/a/", "/orte/haus-am-anger/"),
        ("/orte/b/", "/orte/haus-am-anger/"),
    ]


@pytest.mark.parametrize(
    ("added", "code", "keys"),
    [
        ("  gueltig_bis: 2026-11-21\n", "eintrag-abgelaufen", ("pflege", "gueltig_bis")),
        ("  gueltig_bis: 2026-11-22\n", None, None),
        ("  gueltig_ab: 2026-11-23\n", None, None),
    ],
)
def test_what_time_takes_away_is_reported(
    added: str, code: str | None, keys: tuple[str, ...] | None
) -> None:
    _, findings = derived({"offers/chor.yaml": TEE + added})
    assert [(f.code, f.location.keys) for f in findings] == ([(code, keys)] if code else [])
    assert not any(finding.is_error for finding in findings)


def test_a_mention_of_what_is_not_shown_is_reported_where_it_stands() -> None:
    text = TEE + "text: |\n  Erst das,\n  dann der [Chor](angebot:chor).\n"
    paused = TEE.replace("veroeffentlicht", "pausiert")
    _, (finding,) = derived({"offers/teestube.yaml": text, "offers/chor.yaml": paused})
    assert finding.code == "verweis-nicht-sichtbar"
    assert (finding.location.line, finding.location.column) == (2, 10)
    assert "angebot/chor" in finding.message
    assert "pausiert" in finding.message


def test_the_day_decides_and_nothing_else() -> None:
    given = {"offers/chor.yaml": TEE + "  gueltig_ab: 2026-12-01\n  gueltig_bis: 2026-12-31\n"}
    for day, listed in [(1, False), (30, False)]:
        assert site(given, date(2026, 11, day)).is_listed(("angebot", "chor")) == listed
    assert site(given, date(2026, 12, 31)).is_listed(("angebot", "chor"))
    assert not site(given, date(2027, 1, 1)).is_listed(("angebot", "chor"))
    assert site(given).today == project.TODAY
    assert site(given).assets == {"/assets/x.css": b""}
