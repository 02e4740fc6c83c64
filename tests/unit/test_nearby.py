"""Districts, their sheets for paper, topics and places: what stands where, and nothing twice."""

from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.models.venue import VENUE
from sitegen.site import Site
from sitegen.views import district, topic, venue
from sitegen.views.card import offer_card
from sitegen.views.district import DistrictPage
from sitegen.views.frame import frame_of
from sitegen.views.sheet import CALLS, FEW, LINES, SheetPage
from sitegen.views.topic import TopicPage
from sitegen.views.venue import VenuePage
from tests.examples import project

MONDAY = date(2026, 11, 23)
TEE = project.city_files()["offers/teestube.yaml"].decode().partition("pflege:")[0]
PLACE = "modus: vor_ort\norte:\n  - haus-am-anger\n"
CARE = """pflege:
  status: {status}
  geprueft_am: 2026-11-01
  geprueft_von: Redaktion
  quellen: [{{art: telefonat, datum: 2026-11-01}}]
"""


def offer(
    title: str, *, where: str = PLACE, rule: str = "", status: str = "veroeffentlicht"
) -> str:
    text = TEE.replace("Teestube am Anger", title).replace(PLACE, where)
    times = f"zeiten:\n  regeln:\n    - {{{rule}}}\n" if rule else ""
    return text + times + CARE.format(status=status)


CALL = "modus: telefon\ngebiet: [stadtweit]\n"
VISIT = "modus: hausbesuch\ngebiet: [mitte]\n"
ALL_OVER = "modus: vor_ort\ngebiet: [stadtweit]\n"


def site_of(*offers: str) -> Site:
    files: dict[str, str | bytes | None] = {
        f"offers/o{number:03}.yaml": text for number, text in enumerate(offers)
    }
    return derive(project.catalogue({**project.WITHOUT_OFFERS, **files}), MONDAY, {})[0]


def pages(site: Site, name: str = "mitte") -> tuple[list[DistrictPage], SheetPage]:
    views = [v for _, v in district.pages(site.catalogue.of(DISTRICT)[name], site, frame_of(site))]
    sheet = views.pop()
    assert isinstance(sheet, SheetPage)
    return [view for view in views if isinstance(view, DistrictPage)], sheet


def topics(site: Site) -> list[TopicPage]:
    record = site.catalogue.of(TOPIC)["begegnung"]
    views = [view for _, view in topic.pages(record, site, frame_of(site))]
    return [view for view in views if isinstance(view, TopicPage)]


def place(site: Site) -> VenuePage:
    record = site.catalogue.of(VENUE)["haus-am-anger"]
    ((_, view),) = venue.pages(record, site, frame_of(site))
    assert isinstance(view, VenuePage)
    return view


def test_an_offer_stands_in_one_part_of_a_district() -> None:
    site = site_of(
        *(offer("Treff"), offer("Anruf", where=CALL), offer("Besuch", where=VISIT)),
        *(offer("Überall", where=ALL_OVER), offer("Weg", status="pausiert")),
    )
    (page,), _ = pages(site)
    assert page.count == 2
    assert [card.title for card in page.offers] == ["Treff"]
    assert [(it.mode, [o.title for o in it.offers]) for it in page.without_way] == [
        ("telefon", ["Anruf"]),
        ("hausbesuch", ["Besuch"]),
    ]
    assert [o.title for group in page.everywhere for o in group.offers] == ["Überall"]
    assert [it.label for it in page.places] == ["Haus am Anger"]
    assert len(page.organisations) == 1


def test_who_comes_to_people_is_in_no_house_and_asked_for_in_every_district() -> None:
    site = site_of(offer("Besuch", where=PLACE.replace("vor_ort", "hausbesuch")))
    for name in ("mitte", "nord"):
        (page,), _ = pages(site, name)
        assert (page.count, page.offers) == (0, ())
        assert [o.title for group in page.without_way for o in group.offers] == ["Besuch"]
    assert place(site).offers == ()
    card = offer_card("o000", site)
    assert (card.places, card.districts, card.is_everywhere) == ((), (), False)


@pytest.mark.parametrize(
    ("name", "is_said"), [("Haus in Mitte", True), ("Haus am Anger", False), ("Mittelhaus", False)]
)
def test_a_card_knows_whether_a_name_says_the_district(name: str, *, is_said: bool) -> None:
    path = "content/orte/haus-am-anger.yaml"
    text = project.city_files()[path].decode().replace("Haus am Anger", name, 1)
    site = derive(project.catalogue({path: text}), MONDAY, {})[0]
    card = offer_card("teestube", site)
    assert card.districts == ("Mitte",)
    assert card.names_districts is is_said


def test_a_placeholder_stands_on_no_card() -> None:
    path = "content/anbieter/nachbarschaft.yaml"
    text = project.city_files()[path].decode() + "platzhalter: ja\n"
    site = derive(project.catalogue({path: text}), MONDAY, {})[0]
    assert offer_card("teestube", site).organisations == ()


def test_a_district_without_offers_still_tells_whom_to_call() -> None:
    (page,), sheet = pages(site_of(offer("Anruf", where=CALL)), "nord")
    assert (page.count, page.offers) == (0, ())
    assert [group.mode for group in page.without_way] == ["telefon"]
    assert not sheet.agenda
    assert [it.title for group in sheet.without_way for it in group.offers] == ["Anruf"]
    assert sheet.without_way[0].offers[0].ask.label


def test_long_lists_of_a_district_are_paged_and_the_rest_stands_on_the_first() -> None:
    found, _ = pages(site_of(*(offer(f"Treff {n:03}") for n in range(101))))
    assert [len(page.offers) for page in found] == [50, 50, 1]
    assert [bool(page.places) for page in found] == [True, False, False]
    assert [bool(page.sheet) for page in found] == [True, False, False]


def test_what_is_for_all_is_only_counted_where_it_is_too_much() -> None:
    site = site_of(*(offer(f"Anruf {n}", where=CALL) for n in range(13)))
    (page,), _ = pages(site)
    assert [(it.count, len(it.offers)) for it in page.without_way] == [(13, 12)]
    site = site_of(*(offer(f"Überall {n}", where=ALL_OVER) for n in range(101)))
    (page,), _ = pages(site)
    assert [(it.count, len(it.offers)) for it in page.everywhere] == [(101, 0)]


def test_a_sheet_has_seven_days_and_every_offer_once() -> None:
    site = site_of(
        *(offer("Montags", rule="tage: [montags], von: 10:00"), offer("Ohne Zeit")),
        offer("Später", rule="tage: [am 3. Dienstag im Monat], von: 10:00"),
    )
    _, sheet = pages(site)
    assert (sheet.since.machine, sheet.until.machine) == ("2026-11-23", "2026-11-29")
    shown = [entry.title for day in sheet.agenda.days for entry in day.entries]
    assert shown == ["Montags"], "the Monday after is not in these days"
    assert [it.title for it in sheet.undated] == ["Ohne Zeit", "Später"]
    assert sheet.more == 0


@pytest.mark.parametrize("count", [LINES, LINES + 5, 40])
def test_a_full_sheet_keeps_room_for_every_day(count: int) -> None:
    names = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags")
    rules = (f"tage: [{names[n % 7]}], von: 10:00" for n in range(count))
    site = site_of(
        *(offer(f"Treff {n}", rule=rule) for n, rule in enumerate(rules)),
        *(offer(f"Anruf {n}", where=CALL) for n in range(CALLS + 2)),
    )
    _, sheet = pages(site)
    days = sheet.agenda.days
    assert len(days) == 7
    assert sum(len(day.entries) for day in days) == LINES
    assert [day.machine for day in days] == sorted(day.machine for day in days)
    assert sheet.more == count - LINES
    assert [(it.count, len(it.offers)) for it in sheet.without_way] == [(CALLS + 2, CALLS)]


def test_what_is_left_of_a_sheet_goes_to_the_whole_city() -> None:
    city = [offer(f"Überall {n}", where=ALL_OVER) for n in range(FEW + 1)]
    site = site_of(offer("Treff"), offer("Anruf", where=CALL), *city)
    _, sheet = pages(site)
    assert [it.title for it in sheet.everywhere] == [f"Überall {n}" for n in range(FEW - 2)]
    assert {it.ask.kind for it in sheet.everywhere} == {"telefon"}
    assert not sheet.is_full
    _, sheet = pages(site_of(*(offer(f"Treff {n}") for n in range(FEW)), *city))
    assert sheet.everywhere == ()
    assert sheet.is_full


def test_a_topic_tells_near_from_far_and_counts_districts() -> None:
    site = site_of(
        *(offer("Anruf", where=CALL), offer("Überall", where=ALL_OVER), offer("Treff")),
    )
    (page,) = topics(site)
    found = [(group.reach, [card.title for card in group.offers]) for group in page.groups]
    assert found == [("bezirk", ["Treff"]), ("stadt", ["Überall"]), ("daheim", ["Anruf"])]
    assert [(tile.name, tile.count) for tile in page.districts] == [("Mitte", 1)]
    assert sum(tile.count for tile in page.audiences) == 3
    assert [guide.url for guide in page.guides] == ["/wegfinder/anders/"]


def test_a_place_has_a_usual_week() -> None:
    site = site_of(
        offer("Spät", rule="tage: [montags], von: 18:00"),
        offer("Früh", rule="tage: [montags, am 15. im Monat], von: 09:00"),
        offer("Selten", rule="tage: [am 2. Montag im Monat]"),
        offer("Vorbei", rule="tage: [dienstags], gueltig_bis: 2026-11-01"),
        offer("Erst im Sommer", rule="tage: [dienstags], gueltig_ab: 2027-06-01"),
        offer("Ohne Zeit"),
    )
    view = place(site)
    week = [(day.name, [(it.title, it.rhythm) for it in day.habits]) for day in view.habits]
    assert week == [
        ("Montag", [("Früh", ""), ("Spät", ""), ("Selten", "am 2. Montag im Monat")]),
        ("", [("Früh", "am 15. im Monat")]),
    ]
    assert len(view.organisations) == 1
