"""On every day: no list shows a date that has passed, and none loses one that is to come.

What lists show is compared with what the timetables give, for the small city and for offers and
events that hypothesis makes up, around changes of the clocks, leap days and ends of years.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.derive import SOON, derive
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.event import EVENT
from sitegen.models.film import FILM
from sitegen.models.offer import OFFER
from sitegen.models.times import Times
from sitegen.order import Order
from sitegen.outputs.lists import plan as lists
from sitegen.outputs.records import plan as records
from sitegen.pipeline import look
from sitegen.render import Templates
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence, horizon, occurrences
from sitegen.views.agenda import NEXT, Agenda, next_dates
from sitegen.views.days import TODAY, WEEK, WEEKEND, DaysPage, days_pages, stretch
from sitegen.views.frame import frame_of
from sitegen.views.open import OpenPage, open_pages
from tests.examples import project
from tests.golden.conftest import ROOT, settle
from tests.planning import jobs_in
from tests.properties.test_calendar_judge import EDGES, event_with, happenings, offer_with, times

# Thirty days: Christmas and New Year, Sundays on which the clock changes, leap days, Easter,
# the ends of Ferien, and the days on which the city's own records begin, end and differ.
BUILT_ON = [
    *("2026-02-26", "2026-03-01", "2026-03-04", "2026-03-05", "2026-03-10", "2026-03-12"),
    *("2026-03-16", "2026-03-29", "2026-04-03", "2026-05-01", "2026-05-19", "2026-07-21"),
    *("2026-08-03", "2026-08-04", "2026-09-15", "2026-10-25", "2026-11-17", "2026-11-22"),
    *("2026-12-20", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-01-01"),
    *("2027-01-06", "2027-03-28", "2027-10-31", "2028-02-28", "2028-02-29", "2028-12-31"),
]

# Where the dates of what belongs to something stand.
BELONGING = {"stadtbezirke", "themen", "zielgruppen", "anbieter", "orte"}

Shown = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city, with its templates."""
    return settle(tmp_path_factory.mktemp("days"))


def expected(site: Site, since: date, until: date) -> Shown:
    """What the timetables give, as the first day of it that is shown and the page it leads to."""
    return Counter(
        (max(it.day, since).isoformat() if it.day == it.last_day else "", address(target))
        for target, it in given_by(site, since, until)
    )


def given_by(site: Site, since: date, until: date) -> Iterator[tuple[Target, Occurrence]]:
    for target, table in site.timetables.items():
        end = horizon(site.today)
        for it in occurrences(table, since, until):
            if it.series is None or it.day <= end:
                yield target, it


def address(target: Target) -> str:
    return (EVENT if target[0] == EVENT.name else OFFER).address(target[1])


@pytest.mark.parametrize("built_on", BUILT_ON)
def test_pages_show_all_that_is_to_come_and_nothing_that_has_passed(
    city: Path, built_on: str
) -> None:
    site, outcome = look(
        Order(city, city / "templates", city / "dist", date.fromisoformat(built_on))
    )
    assert site is not None, outcome.findings
    templates = Templates(ROOT / "templates", site.catalogue.texts)
    jobs = {job.url: job for job in jobs_in((*lists(site), *records(site)))}
    for url in (TODAY, WEEK, WEEKEND):
        main = _main(jobs[url].render(templates))
        assert read_back(main) == expected(site, *stretch(url, site.today))
    for url, job in jobs.items():
        for part in _upcoming(url, job.render(templates).decode("utf-8")):
            days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)', part)
            assert all(day >= built_on for day in days), url


def _main(data: bytes) -> str:
    return data.decode("utf-8").partition('id="inhalt"')[2].partition("</main>")[0]


def read_back(main: str) -> Shown:
    """The dates of a page by days as a reader finds them: under their heading, with their link."""
    found: Shown = Counter()
    under = ""
    for day, link in re.findall(
        r'<h2>(?:<time datetime="([\d-]+)">[^\n]*|An mehreren Tagen)</h2>'
        r'|<h3 class="card-title">.*?<a href="\.\.(/[^"]+)"',
        main,
    ):
        if link:
            found[under, link] += 1
        else:
            under = day
    return found


def _upcoming(url: str, html: str) -> Iterator[str]:
    """The parts of a page that tell what is to come, day by day."""
    if url in {TODAY, WEEK, WEEKEND} or url.endswith("/offen/"):
        yield html.partition('id="inhalt"')[2].partition("</main>")[0]
    if url.split("/")[1] in BELONGING:
        yield from re.findall(r'id="(?:termine|ueberall)".*?</section>', html, re.DOTALL)


# --- what nobody wrote by hand ---------------------------------------------------------------

CARE = {
    "status": "veroeffentlicht",
    "geprueft_von": "Redaktion",
    "quellen": [{"art": "telefonat", "titel": "Anruf"}],
}
TODAYS = st.sampled_from([date.fromisoformat(it) for it in (*EDGES, *BUILT_ON)]) | st.dates(
    date(2025, 1, 1), date(2028, 12, 31)
)
CATALOGUE = project.catalogue()
TOPIC = ("thema", "begegnung")
MANY = settings(max_examples=150, deadline=None, derandomize=True)
OFFERS = st.lists(times().map(lambda found: found[1]), max_size=3)
EVENTS = st.lists(happenings(), max_size=3)


def site_of(today: date, offers: list[Times], events: list[dict[str, Any]]) -> Site:
    """A city with these offers and events alone, all of them checked today, of one topic.

    There are no films: those of the examples are about offers of the examples.
    """
    care = Care.model_validate({**CARE, "geprueft_am": today.isoformat()})
    said = {"care": care, "topics": [TOPIC[1]]}
    made: tuple[tuple[str, list[Record[Any]]], ...] = (
        (OFFER.name, [offer_with(today, found) for found in offers]),
        (EVENT.name, [event_with(found) for found in events]),
    )
    records = {
        kind: {
            f"n{n}": replace(it, id=f"n{n}", content=it.content.model_copy(update=said))
            for n, it in enumerate(group)
        }
        for kind, group in made
    }
    catalogue = replace(CATALOGUE, records={**CATALOGUE.records, FILM.name: {}, **records})
    return derive(catalogue, today, {})[0]


def shown_in(agenda: Agenda) -> Shown:
    days = ((day.machine, entry.url) for day in agenda.days for entry in day.entries)
    return Counter([*(("", entry.url) for entry in agenda.long), *days])


@MANY
@given(TODAYS, OFFERS, EVENTS)
def test_lists_by_days_show_exactly_what_the_timetables_give(
    today: date, offers: list[Times], events: list[dict[str, Any]]
) -> None:
    site = site_of(today, offers, events)
    for _, view in days_pages(site, frame_of(site)):
        assert isinstance(view, DaysPage)
        assert shown_in(view.agenda) == expected(site, *stretch(view.page.url, today))
        assert all(day.machine >= today.isoformat() for day in view.agenda.days)
    found = shown_in(next_dates(TOPIC, site))
    soon = expected(site, today, today + timedelta(days=SOON))
    assert found.total() == min(NEXT, soon.total())
    assert found <= soon
    # What is left out because there is more than enough comes later than what is shown.
    last = max((day for day, _ in found), default="")
    assert all(day >= last for day, _ in soon - found if day)


@MANY
@given(TODAYS, OFFERS, EVENTS)
def test_what_is_called_open_on_a_day_really_holds_on_it(
    today: date, offers: list[Times], events: list[dict[str, Any]]
) -> None:
    site = site_of(today, offers, events)
    _, view = next(iter(open_pages(site, frame_of(site))))
    assert isinstance(view, OpenPage)
    for section in (*view.sections, *view.unconfirmed):
        assert not section.day or section.day.machine >= today.isoformat()
        entries = (*section.sure, *section.doubtful)
        assert all(
            (it.date.until_machine or it.date.machine) >= today.isoformat() for it in entries
        )
        if section.day:
            day = date.fromisoformat(section.day.machine)
            given_on = Counter(_certain(it, site) for it in given_by(site, day, day))
            given_on = Counter({key: n for key, n in given_on.items() if key[1] != "entfaellt"})
            assert Counter((it.url, "gilt") for it in section.sure) == Counter(
                {key: n for key, n in given_on.items() if key[1] == "gilt"}
            )
            assert len(section.doubtful) == given_on.total() - len(section.sure)
        if section.occasion == "sonntags":
            days = [today + timedelta(days=n) for n in range(29)]
            sundays = [day for day in days if day.weekday() == 6]
            on = {_certain(it, site) for day in sundays for it in given_by(site, day, day)}
            assert {it.url for it in entries} == {url for url, it in on if it != "entfaellt"}


def _certain(dated: tuple[Target, Occurrence], site: Site) -> tuple[str, str]:
    """The page and whether it holds; what is only announced does not yet."""
    target, it = dated
    content = site.catalogue.records[target[0]][target[1]].content
    is_planned = it.state == "gilt" and getattr(content, "state", "bestaetigt") != "bestaetigt"
    return address(target), "fraglich" if is_planned else it.state
