"""What the site says to machines: sitemap, robots.txt and JSON-LD, in production only."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sitegen.order import Order
from sitegen.pipeline import look
from sitegen.site import Site, title_of
from tests.golden.conftest import TODAY, build_city, settle

BASE = "https://lindenau.example.org/nebenan"
OTHER_HOURS = ("geschlossen: nein", "von: 10:00", "bis: 11:00")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts.append(data)


def things(page: Path) -> list[dict[str, Any]]:
    """The JSON-LD of a page, as a browser would find it."""
    scripts = _Scripts()
    scripts.feed(page.read_text("utf-8"))
    if not scripts.texts:
        return []
    said = json.loads(scripts.texts[0])
    assert said["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = said["@graph"]
    return graph


def by_type(page: Path) -> dict[str, dict[str, Any]]:
    return {thing["@type"]: thing for thing in things(page)}


def words_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in words_in(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in words_in(inner)]
    return [str(value)]


# --- sitemap.xml and robots.txt


def test_the_sitemap_names_every_page_that_may_be_found_and_no_other(city: Path) -> None:
    root = ET.parse(city / "sitemap.xml").getroot()  # noqa: S314 - our own file
    assert root.tag == f"{NAMESPACE}urlset"
    assert {child.tag for child in root} == {f"{NAMESPACE}url"}
    named = [url.findtext(f"{NAMESPACE}loc") or "" for url in root]
    assert named == sorted(set(named))
    indexed = [
        page
        for page in city.rglob("*.html")
        if '<meta name="robots"' not in page.read_text("utf-8")
    ]
    urls = {f"{BASE}/{page.relative_to(city).as_posix()}" for page in indexed}
    assert set(named) == {url.removesuffix("index.html") for url in urls}
    assert f"{BASE}/angebote/cafe-am-fluss/" in named
    assert not [url for url in named if "singkreis" in url or "gastgeberin" in url]


def test_robots_txt_leads_to_the_sitemap(city: Path) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml\n" in (city / "robots.txt").read_text("utf-8")


def test_demo_says_nothing_to_machines(demo_city: Path) -> None:
    assert not (demo_city / "sitemap.xml").exists()
    assert "Sitemap" not in (demo_city / "robots.txt").read_text("utf-8")
    for page in demo_city.rglob("*.html"):
        assert "ld+json" not in page.read_text("utf-8"), page


def test_demo_says_that_no_hours_of_offers_are_in_calendars(city: Path, demo_city: Path) -> None:
    said = [(dist / "kalender/index.html").read_text("utf-8") for dist in (city, demo_city)]
    assert ["keine Zeiten von Angeboten" in html for html in said] == [False, True]
    offer = Path("angebote") / "cafe-am-fluss" / "index.html"
    linked = ["kalender.ics" in (dist / offer).read_text("utf-8") for dist in (city, demo_city)]
    assert linked == [True, False]


# --- JSON-LD


def test_the_start_page_says_whose_site_it_is(city: Path) -> None:
    said = by_type(city / "index.html")
    assert said.keys() == {"WebSite", "Organization"}
    assert said["WebSite"]["url"] == f"{BASE}/"
    assert said["Organization"]["telephone"] == "+493023125100"


def test_every_inner_page_that_may_be_found_says_where_it_stands(city: Path) -> None:
    pages = 0
    for page in city.rglob("index.html"):
        html = page.read_text("utf-8")
        own = f"{BASE}/{page.relative_to(city).as_posix().removesuffix('index.html')}"
        if '<meta name="robots"' in html:
            assert things(page) == [], page
        elif own != f"{BASE}/":
            steps = by_type(page)["BreadcrumbList"]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["name"] and "{" not in step["name"] for step in steps), page
            assert steps[0]["item"] == f"{BASE}/"
            assert steps[-1]["item"] == own
            pages += 1
    assert pages > 20


def test_an_offer_is_a_service_with_the_ways_that_its_page_shows(city: Path) -> None:
    said = by_type(city / "angebote/cafe-am-fluss/index.html")["Service"]
    assert said["name"] == "Café am Fluss"
    assert said["provider"][0]["url"] == f"{BASE}/anbieter/nachbarschaftsverein/"
    assert said["availableChannel"][0]["servicePhone"]["telephone"].startswith("+49")
    place = said["availableChannel"][1]["serviceLocation"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Uferweg 3",
        "postalCode": "99998",
        "addressLocality": "Lindenau",
    }


def test_hours_of_an_offer_are_those_that_hold_also_on_days_off(city: Path) -> None:
    said = by_type(city / "angebote/cafe-am-fluss/index.html")["Service"]["hoursAvailable"]
    assert {it["@type"] for it in said} == {"OpeningHoursSpecification"}
    plain = [{key: value for key, value in it.items() if key != "@type"} for it in said]
    closed = {"opens": "00:00", "closes": "00:00"}
    assert plain == [
        {"dayOfWeek": ["Tuesday"], "opens": "14:00", "closes": "17:00"},
        {"dayOfWeek": ["PublicHolidays"], **closed},
        # The evening of every last Friday is missing: nobody knows whether it holds on days off.
        {**closed, "validFrom": "2026-03-10", "validThrough": "2026-03-10"},
        {**closed, "validFrom": "2026-08-03", "validThrough": "2026-08-28"},
        {
            "opens": "15:00",
            "closes": "20:00",
            "validFrom": "2026-12-24",
            "validThrough": "2026-12-24",
        },
    ]


@pytest.mark.parametrize(
    ("school", "public", "days"),
    [
        ("ja", "offen", [["Tuesday"]]),
        ("ja", "zu", [["Tuesday"], ["PublicHolidays"]]),
        ("ja", "unbekannt", []),
        ("unbekannt", "offen", []),
        ("nein", "zu", []),
        ("nur", "offen", []),
    ],
)
def test_no_open_door_is_promised_without_data(
    tmp_path: Path, school: str, public: str, days: list[list[str]]
) -> None:
    project = settle(tmp_path)
    path = project / "offers" / "cafe-am-fluss.yaml"
    text = path.read_text("utf-8")
    old = "      ferien: ja\n      feiertage: zu\n"
    assert old in text
    new = f"      ferien: {school}\n      feiertage: {public}\n      gueltig_bis: 2027-06-30\n"
    path.write_text(text.replace(old, new), "utf-8")
    assert build_city(project).is_published
    said = by_type(project / "dist/angebote/cafe-am-fluss/index.html")["Service"]
    weekly = [it for it in said["hoursAvailable"] if "dayOfWeek" in it]
    assert [it["dayOfWeek"] for it in weekly] == days
    assert {it["validThrough"] for it in weekly} <= {"2027-06-30"}


def _differs(first: str, *lines: str) -> str:
    days = "".join(f"      {line}\n" for line in lines)
    return f"    - datum: {first}\n{days}"


@pytest.mark.parametrize(
    ("more", "through"),
    [
        # Heiligabend of 2026 is a Thursday, and Silvester; nobody knows of either.
        ("", "2026-12-23"),
        (_differs("2026-12-24"), "2026-12-30"),
        ("      gueltig_bis: 2026-06-30\n", "2026-06-30"),
        (_differs("2026-05-04", "letzter_tag: 2026-06-05", *OTHER_HOURS), "2026-05-06"),
        (_differs("2026-03-01", "letzter_tag: 2026-06-05", *OTHER_HOURS), "2026-03-04"),
        (_differs("2026-05-07", *OTHER_HOURS), "2026-12-23"),
        (_differs("2026-05-07", *OTHER_HOURS[:2]), "2026-05-06"),
    ],
    ids=["eve", "eve-closed", "rule-ends", "stretch", "stretch-soon", "one-day", "no-end"],
)
def test_weekly_hours_are_said_until_the_next_day_in_doubt(
    tmp_path: Path, more: str, through: str
) -> None:
    said = _thursdays(settle(tmp_path), more, TODAY)
    weekly = [it for it in said if "dayOfWeek" in it]
    assert [it["dayOfWeek"] for it in weekly] == [["Thursday"], ["PublicHolidays"]]
    assert {it["validThrough"] for it in weekly} == {through}
    # A stretch of days gives its hours to those of its rule alone, which cannot be said.
    assert {it["validFrom"] for it in said if "dayOfWeek" not in it} <= {"2026-05-07", "2026-12-24"}


def test_no_weekly_hours_are_said_on_a_day_in_doubt(tmp_path: Path) -> None:
    said = _thursdays(settle(tmp_path), "", date(2026, 12, 24))
    assert not [it for it in said if "dayOfWeek" in it]


def _thursdays(project: Path, more: str, today: date) -> list[dict[str, Any]]:
    """The hours of a café on Thursdays; `more` is one more line of its rule or days that differ."""
    path = project / "offers" / "cafe-am-fluss.yaml"
    text = path.read_text("utf-8")
    rule = "zeiten:\n  regeln:\n    - tage: [donnerstags]\n      von: 14:00\n      bis: 17:00\n"
    rule += "      ferien: ja\n      feiertage: zu\n"
    differing = "" if not more or more.startswith("      ") else "  ausnahmen:\n"
    path.write_text(re.sub(r"(?ms)^zeiten:.*?(?=^\w)", rule + differing + more, text), "utf-8")
    outcome = build_city(project, today=today)
    assert outcome.is_published, [it.message for it in outcome.findings if it.is_error]
    page = project / "dist/angebote/cafe-am-fluss/index.html"
    found: list[dict[str, Any]] = by_type(page)["Service"].get("hoursAvailable", [])
    return found


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2026-10-25 02:30", "2026-10-25 04:00",
         ["2026-10-25T02:30:00+02:00", "2026-10-25T04:00:00+01:00"]),
        ("2026-10-24 22:00", "2026-10-25 02:30",
         ["2026-10-24T22:00:00+02:00", "2026-10-25T02:30:00+01:00"]),
        ("2026-06-05 20:00", "2026-06-06 00:00",
         ["2026-06-05T20:00:00+02:00", "2026-06-06T00:00:00+02:00"]),
        ("2026-06-05 18:00", "2026-06-07 14:00",
         ["2026-06-05T18:00:00+02:00", "2026-06-07T14:00:00+02:00"]),
    ],
    ids=["twice", "overnight", "midnight", "weekend"],
)  # fmt: skip
def test_an_event_begins_early_and_ends_late(
    tmp_path: Path, begin: str, end: str, said: list[str]
) -> None:
    project = settle(tmp_path)
    path = project / "content/veranstaltungen/gespraech-im-maerz.yaml"
    text = path.read_text("utf-8").replace("beginn: 2026-03-12 18:30", f"beginn: {begin}")
    path.write_text(text.replace("ende: 2026-03-12 20:00", f"ende: {end}"), "utf-8")
    outcome = build_city(project)
    assert outcome.is_published, [it.message for it in outcome.findings if it.is_error]
    page = project / "dist/veranstaltungen/gespraech-im-maerz/index.html"
    event = by_type(page)["Event"]
    assert [event["startDate"], event["endDate"]] == said


def test_a_series_has_its_next_dates(city: Path) -> None:
    page = "veranstaltungen/auf-ein-wort-am-fluss/index.html"
    said = by_type(city / page)["EventSeries"]
    first, moved, extra, off, elsewhere, *_ = said["subEvent"]
    assert first["name"] == "Auf ein Wort am Fluss: Mittag essen"
    assert first["startDate"] == "2026-03-17T18:30:00+01:00"
    assert first["endDate"] == "2026-03-17T20:00:00+01:00"
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert first["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert moved["startDate"] == "2026-05-28T19:00:00+02:00"
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2026-05-19"
    assert extra["startDate"] == "2026-08-04T17:00:00+02:00"
    assert off["eventStatus"] == "https://schema.org/EventCancelled"
    online = {"@type": "VirtualLocation", "url": f"{BASE}/{page.removesuffix('index.html')}"}
    assert elsewhere["location"] == [{"@type": "Place", "name": "Bücherei am Markt"}, online]
    assert said["organizer"][0]["name"] == "Stadt Lindenau"


def test_an_event_says_when_it_is_as_exactly_as_its_page(city: Path) -> None:
    folder = city / "veranstaltungen"
    evening = by_type(folder / "gespraech-im-maerz/index.html")["Event"]
    assert evening["startDate"] == "2026-03-12T18:30:00+01:00"
    assert evening["superEvent"]["name"] == "Gespräch am Abend"
    week = by_type(folder / "bankwoche/index.html")["Event"]
    assert (week["startDate"], week["endDate"]) == ("2026-02-26", "2026-03-04")
    feast = by_type(folder / "uferfest/index.html")["Event"]
    assert feast["isAccessibleForFree"] is True
    assert [it["startDate"] for it in feast["subEvent"]] == [
        "2025-06-14T11:00:00+02:00",
        "2025-06-15",
    ]
    assert "Event" not in by_type(folder / "fachtag/index.html"), "only its month is known"


@pytest.mark.parametrize(
    ("state", "said"), [("abgesagt", "EventCancelled"), ("verschoben", "EventPostponed")]
)
def test_what_is_called_off_says_so(tmp_path: Path, state: str, said: str) -> None:
    project = settle(tmp_path)
    for name in ("gespraech-im-maerz", "auf-ein-wort-am-fluss"):
        path = project / "content" / "veranstaltungen" / f"{name}.yaml"
        text = re.sub(r"(?m)^stand: .*\n", "", path.read_text("utf-8"))
        path.write_text(f"stand: {state}\n{text}", "utf-8")
    assert build_city(project).is_published
    folder = project / "dist" / "veranstaltungen"
    evening = by_type(folder / "gespraech-im-maerz/index.html")["Event"]
    series = by_type(folder / "auf-ein-wort-am-fluss/index.html")["EventSeries"]
    assert evening["eventStatus"] == series["eventStatus"] == f"https://schema.org/{said}"
    assert not series.get("subEvent")


def test_a_date_in_doubt_is_not_announced(tmp_path: Path) -> None:
    project = settle(tmp_path)
    path = project / "content" / "veranstaltungen" / "auf-ein-wort-am-fluss.yaml"
    text = path.read_text("utf-8").replace("am 3. Dienstag", "am 4. Freitag")
    text = re.sub(r"(?ms)^termine:.*?(?=^veranstalter:)", "", text)
    text = text.replace("feiertage: offen", "feiertage: unbekannt")
    path.write_text(text.replace("2026-01-20", "2026-01-23"), "utf-8")
    outcome = build_city(project, today=date(2026, 8, 1))
    assert outcome.is_published, [it.message for it in outcome.findings if it.is_error]
    page = project / "dist" / "veranstaltungen" / "auf-ein-wort-am-fluss" / "index.html"
    days = [it["startDate"][:10] for it in by_type(page)["EventSeries"]["subEvent"]]
    # Good Friday of 2027, which the page shows as in doubt.
    assert "26. März 2027" in page.read_text("utf-8")
    assert {"2027-01-22", "2027-05-28"} <= set(days)
    assert "2027-03-26" not in days


# --- what nobody may learn


def test_machines_hear_of_nothing_that_is_not_public_and_checked(
    city: Path, demo_city: Path
) -> None:
    for dist, mode in ((city, "produktion"), (demo_city, "demo")):
        site = site_of(dist.parent)
        assert site.catalogue.config.mode == mode
        heard = "".join(machines_hear(dist))
        hidden = 0
        for record in site.catalogue.all():
            standing = site.standing(record)
            is_heard = standing.is_listed and standing.is_verified
            if record.type_name in {"angebot", "veranstaltung", "ort"} and not is_heard:
                assert title_of(record) not in heard, record.path
                assert f'/{record.id}/"' not in heard, record.path
                hidden += 1
        assert hidden > 3, mode
        for word in ("Turmgasse", "Diese Notiz darf", "Lindenauer Blatt", "vernetzt"):
            assert word not in heard


def site_of(project: Path) -> Site:
    site, _ = look(Order(project, project / "templates", project / "dist", TODAY))
    assert site is not None
    return site


def machines_hear(dist: Path) -> Iterator[str]:
    """What stands in calendars and in JSON-LD, and the events of the feed."""
    for path in sorted(dist.rglob("*")):
        if path.suffix == ".ics":
            # An ended record's calendar is empty; its address is all that is left of it.
            plain = path.read_text("utf-8").replace("\n ", "")
            yield plain if "BEGIN:VEVENT" in plain else ""
        elif path.suffix == ".atom":
            for entry in path.read_text("utf-8").split("<entry>")[1:]:
                yield entry if "/veranstaltungen/" in entry else ""
        elif path.suffix == ".html":
            yield (
                json.dumps(things(path), ensure_ascii=False)
                if "ld+json" in path.read_text("utf-8")
                else ""
            )


def test_what_a_page_does_not_show_is_not_said_either(city: Path) -> None:
    assert "address" not in by_type(city / "orte/frauenraum/index.html")["Place"]
    for page in city.rglob("*.html"):
        said = " ".join(words_in(things(page)))
        for hidden in ("Turmgasse", "Lindenauer Blatt", "vernetzt"):
            assert hidden not in said, page


def test_words_of_editors_cannot_end_the_script(tmp_path: Path) -> None:
    project = settle(tmp_path)
    path = project / "offers" / "cafe-am-fluss.yaml"
    title = "Café </script><script>alert(1)</script> & \\u2028 Tee"
    text = path.read_text("utf-8")
    path.write_text(text.replace("titel: Café am Fluss", f"titel: '{title}'", 1), "utf-8")
    assert build_city(project).is_published
    page = project / "dist" / "angebote" / "cafe-am-fluss" / "index.html"
    # Three files of every page, two of pages to pass on, and the words for machines.
    assert page.read_text("utf-8").count("</script>") == 6
    assert by_type(page)["Service"]["name"] == title


def test_without_an_address_of_its_own_a_site_says_nothing(tmp_path: Path) -> None:
    project = settle(tmp_path)
    settings = project / "content" / "site.yaml"
    lines = settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo")
    settings.write_text(re.sub(r"(?m)^basisadresse: .*\n", "", lines), "utf-8")
    assert build_city(project).is_published
    assert not (project / "dist" / "sitemap.xml").exists()
    shutil.rmtree(project)


@pytest.mark.parametrize("name", ["dokumente", "zahlen", "anbieter", "orte", "who-felder"])
def test_every_folder_of_an_address_leads_somewhere(city: Path, name: str) -> None:
    assert (city / name / "index.html").is_file()
    for page in city.rglob("index.html"):
        for folder in page.relative_to(city).parents:
            names = folder.as_posix()
            if not names.endswith("/seite") and "leichte-sprache" not in names:
                assert (city / folder / "index.html").is_file(), folder
