"""The office's pages: menus, start page, twins in easy language, finished parts, and the end."""

from collections.abc import Mapping
from typing import get_args

import pytest

from sitegen.derive import derive
from sitegen.models.page import EASY_PAGE, PAGE, EditorialPage, Part
from sitegen.outputs import OUTPUTS
from sitegen.site import Site
from sitegen.views import easy_editorial, end
from sitegen.views.directory import StartPage, start_pages
from sitegen.views.easy_editorial import EasyEditorialView, EasyParts, EasyStartPage
from sitegen.views.editorial import EditorialView, Parts
from sitegen.views.end import EndPage
from sitegen.views.frame import AREAS, frame_of
from sitegen.views.page import EASY_TEXTS, Menu, Named, View
from sitegen.views.referring import Aspect, reach_of
from tests.examples import project
from tests.planning import jobs_in

FILES = {source.path: source.data.decode() for source in project.sources()}
ALONE: project.Files = {path: None for path in FILES if path.startswith(PAGE.place)}


def page(title: str, keys: str = "", *, status: str = "veroeffentlicht", text: str = "") -> str:
    return (
        f"---\ntitel: {title}\nkurz: Alles zu {title}.\n{keys}pflege:\n  status: {status}\n"
        f"  quellen:\n    - art: sonstiges\n      titel: Beispiel\n---\n{text}"
    )


def twin(title: str, keys: str = "", text: str = "Ein Satz.") -> str:
    return f"---\ntitel: {title}\n{keys}---\n{text}\n"


def site(pages: Mapping[str, str], **others: str | None) -> Site:
    """The example city with these pages only, by file name without its ending `.md`."""
    files = {f"{PAGE.place}/{name}.md": text for name, text in pages.items()}
    return derive(project.catalogue({**ALONE, **files, **others}), project.TODAY, {})[0]


def views(found: Site) -> dict[str, View]:
    """The views of all pages and twins by address."""
    frame = frame_of(found)
    planned = [
        *(
            planned
            for record in found.catalogue.of(PAGE).values()
            for planned in easy_editorial.pages(record, found, frame)
        ),
        *(
            view
            for record in found.catalogue.of(EASY_PAGE).values()
            if found.standing(record).is_listed
            for view in easy_editorial.easy_pages(record, found, frame)
        ),
    ]
    return {view.page.url: view for _, view in planned}


def standard(found: Site, url: str) -> EditorialView:
    view = views(found)[url]
    assert isinstance(view, EditorialView)
    return view


def easy(found: Site, url: str) -> EasyEditorialView:
    view = views(found)[url]
    assert isinstance(view, EasyEditorialView)
    return view


# Menus


def test_menus_know_every_area() -> None:
    annotation = EditorialPage.model_fields["area"].annotation
    literal = next(part for part in get_args(annotation) if get_args(part))
    assert set(AREAS) == set(get_args(literal))
    assert len(AREAS) == len(set(AREAS))


def test_a_menu_holds_the_pages_of_its_area_in_their_rank() -> None:
    found = site(
        {
            "b": page("Zweite", "bereich: hilfe\nrang: 2\n"),
            "z": page("Erste", "bereich: hilfe\nrang: 1\nmenue_titel: Kurz\n"),
            "c": page("Dritte", "bereich: hilfe\nrang: 2\n"),
            "a": page("Letzte", "bereich: hilfe\n"),
            "recht": page("Recht", "bereich: recht\nrang: 1\n"),
            "ohne": page("Ohne", "rang: 1\n"),
            "entwurf": page("Entwurf", "bereich: hilfe\nrang: 1\n", status="entwurf"),
        }
    )
    menus = {menu.area: menu.entries for menu in frame_of(found).menus}
    assert menus == {
        "hilfe": (
            *(Named("Kurz", "/z/"), Named("Zweite", "/b/"), Named("Dritte", "/c/")),
            Named("Letzte", "/a/"),
        ),
        "recht": (Named("Recht", "/recht/"),),
    }
    assert [menu.area for menu in frame_of(found).menus] == ["hilfe", "recht"]


def test_the_easy_menu_begins_with_the_start() -> None:
    found = site(
        {
            "start": page("Start", "rang: 90\n"),
            "start.leicht": twin("Start|seite"),
            "a": page("A", "rang: 1\n"),
            "a.leicht": twin("Anfang"),
            "b": page("B", "rang: 1\n", status="entwurf"),
            "b.leicht": twin("Nicht da"),
            "c": page("C"),
        }
    )
    assert frame_of(found).easy_menu == (
        Named("Start-seite", "/leichte-sprache/"),
        Named("Anfang", "/leichte-sprache/a/"),
    )
    assert frame_of(site({"a": page("A"), "a.leicht": twin("Anfang")})).easy_menu == ()


@pytest.mark.parametrize("status", ["veroeffentlicht", "entwurf"])
def test_ways_to_office_and_films_are_there_when_their_pages_are(status: str) -> None:
    names = ("kontakt", "gebaerdensprache")
    frame = frame_of(site({name: page(name, status=status) for name in names}))
    is_there = status == "veroeffentlicht"
    sign = "/gebaerdensprache/"
    assert (frame.contact_url, frame.sign_url, frame.easy_sign_url) == (
        ("/kontakt/", sign, f"/leichte-sprache{sign}") if is_there else ("", "", "")
    )


# The start page


def start(found: Site) -> StartPage:
    ((_, view),) = start_pages(found, frame_of(found))
    assert isinstance(view, StartPage)
    return view


def test_the_office_gives_the_start_page_its_words() -> None:
    words = page("Gut, dass Sie da sind", text="Der [Treff](angebot:teestube).\n")
    view = start(site({"start": words, "start.leicht": twin("Start")}))
    assert view.page.title == "Gut, dass Sie da sind"
    assert view.claim == view.page.description == "Alles zu Gut, dass Sie da sind."
    assert view.text is not None
    assert view.text.links == ((("angebot", "teestube"), "/angebote/teestube/"),)
    assert view.page.easy_url == "/leichte-sprache/"


@pytest.mark.parametrize("pages", [{}, {"start": page("Start", status="entwurf")}])
def test_without_words_the_start_page_still_stands(pages: dict[str, str]) -> None:
    found = site(pages)
    view = start(found)
    assert (view.page.title, view.page.title_key) == ("", "start.title")
    assert view.claim == found.catalogue.config.claim
    assert view.text is None
    assert view.page.easy_url == ""


def test_pages_of_the_entrance_are_ways_from_the_start_page() -> None:
    found = site(
        {
            "fuer-mich": page("Für mich", "bereich: eingang\nrang: 1\n"),
            "fachleute": page("Fachleute", "bereich: eingang\nrang: 2\n"),
            "hilfe": page("Hilfe", "bereich: hilfe\nrang: 1\n"),
            "bald": page("Bald", "bereich: eingang\n", status="entwurf"),
        }
    )
    assert [(entry.url, entry.summary) for entry in start(found).entries] == [
        ("/fuer-mich/", "Alles zu Für mich."),
        ("/fachleute/", "Alles zu Fachleute."),
    ]


def test_the_start_page_is_planned_once_and_never_ends() -> None:
    for status in ("veroeffentlicht", "entwurf", "pausiert", "beendet"):
        found = site({"start": page("Start", status=status), "start.leicht": twin("Start")})
        urls = [job.url for output in OUTPUTS for job in jobs_in(output.plan(found))]
        assert urls.count("/") == 1
        assert len(urls) == len(set(urls))
        assert ("/leichte-sprache/" in urls) == (status == "veroeffentlicht")


# Twins


PAIR = {"a": page("Anfang", "zeigt: [kontakt]\n"), "a.leicht": twin("An|fang")}


def test_page_and_twin_lead_to_each_other() -> None:
    found = site(PAIR)
    page_view, twin_view = standard(found, "/a/"), easy(found, "/leichte-sprache/a/")
    assert page_view.page.easy_url == twin_view.page.url
    assert twin_view.page.standard_url == page_view.page.url
    assert (twin_view.page.texts, twin_view.page.lang) == (EASY_TEXTS, "de-simple")
    assert (twin_view.page.title, twin_view.words.title) == ("Anfang", "An-fang")
    assert twin_view.shows == twin_view.page.holds == ("kontakt",)
    assert not twin_view.leads_on


def test_a_page_with_the_help_lines_holds_them_in_both_languages() -> None:
    found = site({**PAIR, "a": page("Anfang", "zuerst: [hilfe]\nzeigt: [kontakt]\n")})
    for view in (standard(found, "/a/"), easy(found, "/leichte-sprache/a/")):
        assert (view.begins_with, view.shows) == (("hilfe",), ("kontakt",))
        assert view.page.holds == ("hilfe", "kontakt")


def test_a_page_without_a_twin_says_so_in_easy_language_and_leads_on() -> None:
    found = site({"a": PAIR["a"], "start": page("Start")})
    view = easy(found, standard(found, "/a/").page.easy_url)
    assert (view.page.url, view.page.standard_url) == ("/leichte-sprache/a/", "/a/")
    assert (view.page.lang, view.page.title) == ("de-simple", "Anfang")
    assert view.words.is_missing
    assert view.leads_on
    assert view.shows == ("kontakt",)
    start = views(found)["/leichte-sprache/"]
    assert isinstance(start, EasyStartPage)
    assert (start.intro, start.words.is_missing) == (None, True)


def test_the_easy_start_begins_with_what_stands_above_the_first_heading() -> None:
    text = "Ein Satz.\n\n## Mehr\n\nNoch ein Satz."
    found = site({"start": page("Start"), "start.leicht": twin("Start", text=text), **PAIR})
    start = views(found)["/leichte-sprache/"]
    assert isinstance(start, EasyStartPage)
    assert start.intro
    assert "Ein Satz." in str(start.intro)
    assert "Mehr" not in str(start.intro)
    assert ["Noch ein Satz." in str(part) for part in start.words.parts] == [True]
    assert "Ein Satz." not in str(start.words.parts)
    assert [tile.url for tile in start.topics] == ["/leichte-sprache/themen/begegnung/"]
    assert frame_of(found).easy_start == "/leichte-sprache/"
    assert frame_of(site(PAIR)).easy_start == ""


def test_the_foot_of_easy_pages_leads_to_easy_pages() -> None:
    found = site(
        {
            "a": page("A", "bereich: hilfe\nrang: 1\n"),
            "a.leicht": twin("An|Fang"),
            "b": page("B", "bereich: hilfe\nmenue_titel: Kurz\n"),
        }
    )
    assert frame_of(found).easy_menus == (
        Menu(
            "hilfe",
            (Named("An-Fang", "/leichte-sprache/a/"), Named("Kurz", "/leichte-sprache/b/")),
        ),
    )


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("seite:b", "/leichte-sprache/b/"),
        ("seite:c", "/leichte-sprache/c/"),
        ("thema:begegnung", "/leichte-sprache/themen/begegnung/"),
        ("wegfinder:anders", "/leichte-sprache/wegfinder/anders/"),
        ("seite:start", "/leichte-sprache/"),
        ("leichte-seite:b", "/leichte-sprache/b/"),
        ("angebot:teestube", "/leichte-sprache/angebote/teestube/"),
        ("ort:haus-am-anger", "/orte/haus-am-anger/"),
    ],
)
def test_easy_links_lead_to_twins_where_there_are_some(target: str, url: str) -> None:
    found = site(
        {
            **PAIR,
            "a.leicht": twin("An|fang", text=f"Hier geht es\nzum [Treff|punkt]({target})."),
            **{name: page(name) for name in ("b", "c", "start")},
            **{f"{name}.leicht": twin(name) for name in ("b", "start")},
        }
    )
    (part,) = easy(found, "/leichte-sprache/a/").words.parts
    text = part.text
    assert [address for _, address in text.links] == [url]
    assert text.is_easy
    assert "Treff-punkt" in text.markup.text


def test_a_link_of_a_standard_page_stays_in_standard_language() -> None:
    found = site({**PAIR, "b": page("B", text="Zum [Anfang](seite:a).\n")})
    text = standard(found, "/b/").text
    assert text is not None
    assert text.links == ((("seite", "a"), "/a/"),)


@pytest.mark.parametrize("status", ["entwurf", "eingang", "abgelehnt"])
def test_a_withheld_page_takes_its_twin_along(status: str) -> None:
    found = site({**PAIR, "a": page("Anfang", status=status)})
    assert not found.is_listed(("seite", "a"))
    assert not found.is_listed(("leichte-seite", "a"))
    urls = {job.url for output in OUTPUTS for job in jobs_in(output.plan(found))}
    assert not urls & {"/a/", "/leichte-sprache/a/"}


@pytest.mark.parametrize("status", ["pausiert", "beendet"])
def test_a_page_that_is_over_ends_in_both_languages(status: str) -> None:
    found = site({**PAIR, "a": page("Anfang", status=status)})
    record = found.catalogue.of(PAGE)["a"]
    ends = [view for _, view in end.pages(record, "/a/", found, frame_of(found))]
    assert [view.page.url for view in ends] == ["/a/", "/leichte-sprache/a/"]
    assert [view.page.texts for view in ends] == ["de", EASY_TEXTS]
    for view in ends:
        assert isinstance(view, EndPage)
        assert view.is_paused == (status == "pausiert")
    urls = [job.url for output in OUTPUTS for job in jobs_in(output.plan(found))]
    assert urls.count("/a/") == urls.count("/leichte-sprache/a/") == 1


def test_old_addresses_of_a_page_lead_on_in_both_languages() -> None:
    former = "fruehere_ids: [alt]\n"
    assert site({**PAIR, "a": page("Anfang", former)}).former_urls == {
        "/alt/": "/a/",
        "/leichte-sprache/alt/": "/leichte-sprache/a/",
    }
    assert site({"a": page("Anfang", former)}).former_urls == {
        "/alt/": "/a/",
        "/leichte-sprache/alt/": "/leichte-sprache/a/",
    }


# Finished parts


def test_only_what_a_page_shows_is_in_its_view() -> None:
    bare = standard(site({"a": page("A")}), "/a/")
    assert (bare.begins_with, bare.shows, bare.guides) == ((), (), ())
    assert not any(getattr(bare.parts, name) for name in Parts.__slots__)
    names = get_args(Part)
    calls = FILES["offers/teestube.yaml"].replace("modus: vor_ort", "modus: telefon")
    calls = calls.replace("orte:\n  - haus-am-anger", "gebiet: [stadtweit]")
    found = site(
        {"a": page("A", f"zuerst: [{names[0]}]\nzeigt: [{', '.join(names[1:])}]\n")},
        **{"offers/anruf.yaml": calls},
    )
    view = standard(found, "/a/")
    assert (view.begins_with, view.shows) == (names[:1], names[1:])
    assert all(getattr(view.parts, name) for name in Parts.__slots__)
    parts = easy(found, "/leichte-sprache/a/").parts
    assert all(getattr(parts, name) for name in EasyParts.__slots__)
    assert [named.url for named in parts.at_home] == ["/leichte-sprache/angebote/anruf/"]
    assert parts.topics[0].url == "/leichte-sprache/themen/begegnung/"
    assert [group.mode for group in view.parts.without_way] == ["telefon"]


@pytest.mark.parametrize("status", ["veroeffentlicht", "entwurf"])
def test_guides_lead_on_as_long_as_they_are_public(status: str) -> None:
    guide = "content/wegfinder/anders.yaml"
    text = FILES[guide].replace("status: veroeffentlicht", f"status: {status}")
    found = site({"a": page("A", "wegfinder: [anders]\n")}, **{guide: text})
    view, easy_view = standard(found, "/a/"), easy(found, "/leichte-sprache/a/")
    urls = ["/wegfinder/anders/"] if status == "veroeffentlicht" else []
    assert [it.url for it in view.guides] == urls
    assert [it.url for it in easy_view.guides] == [f"/leichte-sprache{url}" for url in urls]


def test_professionals_read_what_is_known_and_no_zeros() -> None:
    tee = FILES["offers/teestube.yaml"]
    known = tee.replace("art:", "zugang: [fachstelle]\nart:", 1)
    found = reach_of(site({}, **{"offers/bekannt.yaml": known}))
    (topic,) = [it for it in found if it.url == "/themen/begegnung/"]
    assert topic.count == 2
    assert topic.aspects == (Aspect("referral", 1),)


def test_offers_of_a_term_are_chosen_and_counted() -> None:
    tee = FILES["offers/teestube.yaml"]
    offers = {f"offers/o{n}.yaml": tee.replace("Teestube", f"Treff {n}") for n in range(5)}
    found = site({"a": page("A", "angebote_zu: [thema/begegnung, stadtbezirk/nord]\n")}, **offers)
    meeting, north = standard(found, "/a/").selections
    assert (meeting.name, meeting.url, meeting.count) == ("Begegnung", "/themen/begegnung/", 6)
    assert len(meeting.offers) == 4
    assert (north.count, north.offers) == (0, ())
    easy_meeting = easy(found, "/leichte-sprache/a/").selections[0]
    assert (easy_meeting.name, easy_meeting.url) == (
        "Begegnung",
        "/leichte-sprache/themen/begegnung/",
    )
    assert {card.url for card in easy_meeting.offers} == {
        f"/leichte-sprache{card.url}" for card in meeting.offers
    }
    assert meeting.id != north.id


@pytest.mark.parametrize(
    ("noted", "is_outdated"), [("", False), ("quelle_hash: 000000000000\n", True)]
)
def test_a_twin_says_when_its_original_has_changed(
    noted: str,
    is_outdated: bool,  # noqa: FBT001
) -> None:
    found = site({**PAIR, "a.leicht": twin("A", noted)})
    assert easy(found, "/leichte-sprache/a/").words.is_outdated is is_outdated


def test_the_summary_of_a_page_links_papers() -> None:
    text = page("A").replace("Alles zu A.", "Nach Antrag 12/2025.")
    summary = standard(site({"a": text}), "/a/").summary
    assert summary.papers == (("Antrag 12/2025", "/dokumente/antrag-12-2025/"),)
