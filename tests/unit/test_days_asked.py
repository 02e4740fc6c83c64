"""How much of today pages ask: as long as they say the same, the next day is none of theirs."""

from collections.abc import Callable
from datetime import date

import pytest

from sitegen.memory.tracing import Sharing, Watch
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.site import Site
from sitegen.views.agenda import next_dates
from sitegen.views.times import times_view
from tests.unit.test_agenda import offer, site_of

NAME = "teestube"


def _dates(site: Site) -> object:
    """The next dates on the page of who offers it."""
    (provider,) = site.catalogue.of(OFFER)[NAME].content.organisations
    return next_dates((ORGANISATION.name, provider), site)


def _times(site: Site) -> object:
    """Times on the page of the offer."""
    return times_view(site.catalogue.of(OFFER)[NAME], site)


def _asked(rule: str, today: date, ask: Callable[[Site], object]) -> tuple[str, str, object]:
    """From which day on until before which one the answer is the same, and the answer."""
    watch = Watch(site_of({NAME: offer(rule)}, today), Sharing())
    with watch.reads() as reads:
        answer = ask(watch.site)
    since, until = map(date.fromordinal, (reads.since, reads.until))
    return since.isoformat(), until.isoformat(), answer


@pytest.mark.parametrize(
    ("ask", "rule", "today", "span"),
    [
        # From one date to the next, though other days come into sight a year ahead.
        (_times, "tage: [dienstags]", "2026-11-23", ("2026-11-18", "2026-11-25")),
        (_times, "tage: [dienstags]", "2026-11-26", ("2026-11-25", "2026-12-02")),
        (_times, "tage: [dienstags]", "2026-11-30", ("2026-11-25", "2026-12-02")),
        # Until the first of them is over, or another comes into sight two weeks ahead.
        (_dates, "tage: [mittwochs bis sonntags]", "2026-11-23", ("2026-11-22", "2026-11-25")),
        (_dates, "tage: [dienstags]", "2026-11-25", ("2026-11-24", "2026-12-01")),
        # Twelve are enough: what comes into sight later does not matter.
        (_dates, "tage: [täglich]", "2026-11-23", ("2026-11-20", "2026-11-24")),
    ],
)
def test_a_page_is_the_same_until_a_day_that_it_shows(
    ask: Callable[[Site], object], rule: str, today: str, span: tuple[str, str]
) -> None:
    assert _asked(rule, date.fromisoformat(today), ask)[:2] == span


@pytest.mark.parametrize("ask", [_times, _dates])
@pytest.mark.parametrize("rule", ["tage: [dienstags]", "tage: [mittwochs bis sonntags]"])
def test_what_is_the_same_is_not_asked_again(ask: Callable[[Site], object], rule: str) -> None:
    """On all days of a span on which the same dates come next, the answer is the same."""
    first = date(2026, 11, 23).toordinal()
    days = [date.fromordinal(first + step) for step in range(16)]
    sites = {day: site_of({NAME: offer(rule)}, day).dates[OFFER.name, NAME] for day in days}
    told = {day: _asked(rule, day, ask) for day in days}
    for day, (since, until, answer) in told.items():
        for other in days:
            if since <= other.isoformat() < until and sites[other] == sites[day]:
                assert told[other][2] == answer
    assert len({it[:2] for it in told.values()}) < len(days)
