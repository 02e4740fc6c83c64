"""Facets: which values an offer has, and what nobody knows."""

import pytest

from sitegen.derive import derive
from sitegen.finder.facets import EVERYWHERE, UNKNOWN, facets_of, values_of
from sitegen.models.offer import OFFER
from sitegen.order import Order
from sitegen.pipeline import look
from sitegen.site import Site
from sitegen.texts import MAIN
from sitegen.urls import is_slug
from sitegen.views.page import EASY_TEXTS
from tests.examples import project
from tests.golden.conftest import TODAY, settle

BASIS = """titel: Probe
kurz: Eine Probe.
art: gruppe
anbieter:
  - nachbarschaft
themen:
  - bewegung
  - begegnung
"""
CARE = """pflege:
  status: veroeffentlicht
  quellen:
    - art: telefonat
      datum: 2026-11-01
"""
CHECKED = "  geprueft_am: 2026-11-01\n  geprueft_von: Redaktion\n"
HERE = "modus: vor_ort\norte:\n  - haus-am-anger\n"
PLAIN = "niedrigschwellig:\n  kennenlernen: ja\n"
PLACE = project.city_files()["content/orte/haus-am-anger.yaml"].decode()
RULE = """zeiten:
  regeln:
    - tage:
        - {days}
      von: "{start}"
"""


def site(offer: str, *, is_checked: bool = False, mode: str = HERE, place: str = PLACE) -> Site:
    text = BASIS + mode + PLAIN + offer + CARE + (CHECKED if is_checked else "")
    files = {"offers/probe.yaml": text, "content/orte/haus-am-anger.yaml": place}
    return derive(project.catalogue(files), project.TODAY, {})[0]


def values(found: Site, facet: str) -> tuple[str, ...]:
    return tuple(values_of(found.catalogue.of(OFFER)["probe"], found).get(facet, ()))


def times(days: str, start: str, end: str = "", year: str = "") -> str:
    text = RULE.format(days=days, start=start)
    text += f'      bis: "{end}"\n' if end else ""
    return text + (f"  beleg_jahr: {year}\n" if year else "")


@pytest.mark.parametrize(
    ("offer", "is_checked", "expected"),
    [
        ("", True, (UNKNOWN,)),
        ("kosten:\n  art: unbekannt\n", True, (UNKNOWN,)),
        ("kosten:\n  art: kostenlos\n", True, ("kostet-nichts",)),
        ("kosten:\n  art: kostenlos\n", False, (UNKNOWN,)),
        ("kosten:\n  art: kostenlos\n  beleg_jahr: 2026\n", False, ("kostet-nichts",)),
        ("kosten:\n  art: kostenlos\n  beleg_jahr: 2019\n", False, (UNKNOWN,)),
        ("kosten:\n  art: kostenlos\n  beleg_jahr: 2019\n", True, ("kostet-nichts",)),
        ("kosten:\n  art: spende\n", True, ("spende",)),
        ("kosten:\n  art: verzehr\n", True, ("verzehr",)),
        (
            "kosten:\n  art: fest\n  betrag: 5\n  ermaessigung:\n    - bonuscard\n",
            True,
            ("kostet-etwas", "bonuscard"),
        ),
    ],
)
def test_costs_count_as_long_as_they_may_be_shown(
    offer: str, expected: tuple[str, ...], *, is_checked: bool
) -> None:
    assert values(site(offer, is_checked=is_checked), "kosten") == expected


@pytest.mark.parametrize(
    ("offer", "is_checked", "days", "hours"),
    [
        ("", True, (UNKNOWN,), (UNKNOWN,)),
        ("zeiten:\n  text: Am Nachmittag.\n", True, (UNKNOWN,), (UNKNOWN,)),
        (times("jeden Dienstag", "09:00"), True, ("dienstag",), ("vormittags",)),
        (times("jeden Dienstag", "09:00"), False, (UNKNOWN,), (UNKNOWN,)),
        (times("jeden Dienstag", "09:00", year="2026"), False, ("dienstag",), ("vormittags",)),
        (times("jeden Dienstag", "09:00", year="2019"), False, (UNKNOWN,), (UNKNOWN,)),
        (times("jeden Montag", "11:00", "12:00"), True, ("montag",), ("vormittags",)),
        (times("jeden Montag", "11:00", "12:30"), True, ("montag",), ("vormittags", "nachmittags")),
        (times("jeden Montag", "12:00", "17:00"), True, ("montag",), ("nachmittags",)),
        (times("jeden Montag", "16:00", "19:00"), True, ("montag",), ("nachmittags", "abends")),
        (
            times("jeden Montag", "09:00", "18:00"),
            True,
            ("montag",),
            ("vormittags", "nachmittags", "abends"),
        ),
        (times("am 2. Freitag im Monat", "17:00"), True, ("freitag",), ("abends",)),
        (times("jeden Samstag", "20:00", "02:00"), True, ("samstag",), ("abends",)),
        (times("am 15. im Monat", "10:00"), True, (UNKNOWN,), ("vormittags",)),
        (
            times("jeden Dienstag", "09:00") + "      gueltig_bis: 2026-11-21\n",
            True,
            (UNKNOWN,),
            (UNKNOWN,),
        ),
    ],
)
def test_days_and_hours_are_those_of_the_timetable(
    offer: str, days: tuple[str, ...], hours: tuple[str, ...], *, is_checked: bool
) -> None:
    found = site(offer, is_checked=is_checked)
    assert values(found, "tag") == days
    assert values(found, "zeit") == hours


@pytest.mark.parametrize(
    ("mode", "modes", "areas"),
    [
        (HERE, ("vor-ort",), ("nord",)),
        (HERE + "gebiet:\n  - mitte\n", ("vor-ort",), ("mitte", "nord")),
        ("modus: telefon\ngebiet:\n  - stadtweit\n", ("telefon",), ("ganze-stadt",)),
        ("modus: online\ngebiet:\n  - bundesweit\n", ("online",), ("ganze-stadt",)),
        ("modus: hausbesuch\ngebiet:\n  - nord\n", ("hausbesuch",), ("nord",)),
        (HERE.replace("vor_ort", "hybrid"), ("vor-ort", "online"), ("nord",)),
    ],
)
def test_ways_to_take_part_and_where(
    mode: str, modes: tuple[str, ...], areas: tuple[str, ...]
) -> None:
    place = PLACE.replace("stadtbezirk: mitte", "stadtbezirk: nord")
    found = site("", mode=mode, place=place)
    assert values(found, "modus") == modes
    assert values(found, "bezirk") == areas


def test_a_place_without_a_district_is_somewhere_unknown() -> None:
    place = "".join(
        line for line in PLACE.splitlines(keepends=True) if not line.startswith("stadtbezirk")
    )
    assert values(site("", place=place), "bezirk") == (UNKNOWN,)


@pytest.mark.parametrize("state", ["ja", "nein", UNKNOWN])
def test_steps_are_those_of_the_place(state: str) -> None:
    before, mark, after = PLACE.partition("barrierefreiheit:\n")
    given = f"barrierefreiheit:\n  stufenlos: {state}\n"
    rest = [line for line in after.splitlines(keepends=True) if not line.startswith(" ")]
    place = before + given + "".join(rest) if mark else given + PLACE
    assert values(site("", place=place), "stufenlos") == (state,)


def test_steps_do_not_matter_on_the_phone() -> None:
    assert not values(site("", mode="modus: telefon\ngebiet:\n  - mitte\n"), "stufenlos")


def test_terms_keep_their_order_and_unknown_languages_are_said() -> None:
    found = site("")
    assert values(found, "thema") == ("bewegung", "begegnung")
    assert values(found, "zielgruppe") == ("alle",)
    assert values(found, "sprache") == (UNKNOWN,)
    assert values(site("sprachen:\n  - uk\n  - dgs\n"), "sprache") == ("uk", "dgs")


def test_every_low_threshold_fact_is_a_facet_of_its_own() -> None:
    found = site("  ohne_anmeldung: nein\n")
    assert values(found, "kennenlernen") == ("ja",)
    assert values(found, "ohne-anmeldung") == ("nein",)
    assert values(found, "begleitung-moeglich") == (UNKNOWN,)


# --- the whole city


@pytest.fixture(scope="module")
def lindenau(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = settle(tmp_path_factory.mktemp("facets"))
    found, outcome = look(Order(folder, folder / "templates", folder / "dist", TODAY))
    assert found is not None, outcome.findings
    return found


@pytest.mark.parametrize(
    ("facet_id", "type_name"),
    [("thema", "thema"), ("zielgruppe", "zielgruppe"), ("bezirk", "stadtbezirk")],
)
def test_values_have_the_offers_that_their_own_pages_show(
    lindenau: Site, facet_id: str, type_name: str
) -> None:
    (facet,) = (it for it in facets_of(lindenau) if it.id == facet_id)
    for value in facet.values:
        expected = lindenau.offers_by.get((type_name, value.id), ())
        if value.id == EVERYWHERE:
            expected = tuple(lindenau.everywhere)
        assert value.offers == expected, value
    terms = [*lindenau.catalogue.records[type_name]]
    ids = [value.id for value in facet.values if value.id in terms]
    assert ids == [name for name in terms if name in ids], "values stand in the order of the file"


def test_every_listed_offer_has_a_value_of_each_facet_and_no_other_has(lindenau: Site) -> None:
    facets = facets_of(lindenau)
    for facet in facets:
        found = {name for value in facet.values for name in value.offers}
        if facet.id == "stufenlos":
            assert found < {*lindenau.offers}
        else:
            assert found == {*lindenau.offers}, facet.id
        assert all(value.offers for value in facet.values)
        assert all(bool(value.label) != bool(value.label_key) for value in facet.values)
        assert UNKNOWN not in [value.id for value in facet.values[:-1]], "unknown comes last"
    assert len({facet.id for facet in facets}) == len(facets)


def test_ids_can_stand_in_addresses_and_labels_in_both_kinds_of_words(lindenau: Site) -> None:
    texts = [lindenau.catalogue.texts[name] for name in (MAIN, EASY_TEXTS)]
    for facet in facets_of(lindenau):
        for name in (facet.id, *(value.id for value in facet.values)):
            assert is_slug(name)
        for key in (facet.label_key, *(value.label_key for value in facet.values)):
            assert not key or all(key in words for words in texts)
