"""From which instant on an event and its parts are over, as pages tell the script."""

import re

import pytest

from sitegen.derive import derive
from sitegen.events import over_at
from sitegen.models.event import EVENT, Event
from sitegen.render import Templates
from sitegen.views.easy_event import pages
from sitegen.views.frame import frame_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project

RECORD = """titel: Fest
kurz: Ein Fest.
ort_text: Anger
{}pflege:
  status: veroeffentlicht
  quellen:
    - art: sonstiges
      titel: Beispiel
"""
PATH = "content/veranstaltungen/fest.yaml"


def content(times: str) -> Event:
    return project.catalogue({PATH: RECORD.format(times)}).of(EVENT)["fest"].content


PARTS = """teile:
  - titel: A
    beginn: 2026-12-01 10:00
    ende: 2026-12-01 12:00
  - titel: B
    beginn: {}
"""


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("beginn: 2026-12-01 18:00\nende: 2026-12-01 20:00\n", "2026-12-01T20:00:00+01:00"),
        ("beginn: 2026-12-01 18:00\nende: 2026-12-02 01:00\n", "2026-12-02T01:00:00+01:00"),
        ("beginn: 2026-12-01 18:00\n", "2026-12-02T00:00:00+01:00"),
        ("beginn: 2026-12-01\n", "2026-12-02T00:00:00+01:00"),
        ("beginn: 2026-12-01\nende: 2026-12-03\n", "2026-12-04T00:00:00+01:00"),
        ("beginn: 2027-06\n", "2027-07-01T00:00:00+02:00"),
        ("beginn: 2027\n", "2028-01-01T00:00:00+01:00"),
        (PARTS.format("2026-12-01 11:00\n    ende: 2026-12-01 13:00"), "2026-12-01T13:00:00+01:00"),
        (PARTS.format("2026-12-01 11:00"), "2026-12-02T00:00:00+01:00"),
        (PARTS.format("2026-12"), "2027-01-01T00:00:00+01:00"),
        ("rhythmus: monatlich\n", ""),
        ("rhythmus: monatlich\ntermine: [{am: 2026-12-01}, {am: 2027-01-05}]\n", ""),
        ("beginn: 2026-12-01 18:00\nwiederholung: {regel: jeden Dienstag}\n", ""),
    ],
)
def test_an_event_is_over_with_the_latest_moment_it_can_mean(times: str, expected: str) -> None:
    assert over_at(content(times)) == expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (
            PARTS.format("2026-12-03"),
            ["2026-12-04T00:00:00+01:00", "2026-12-01T12:00:00+01:00", "2026-12-04T00:00:00+01:00"],
        ),
        (PARTS.replace("2026-12", "2026-10").format("2026-10-02"), []),
    ],
    ids=["to come", "over"],
)
def test_pages_name_what_is_not_over_yet(times: str, expected: list[str]) -> None:
    catalogue = project.catalogue({PATH: RECORD.format(times)})
    site, _ = derive(catalogue, project.TODAY, {})
    template, view = next(iter(pages(catalogue.of(EVENT)["fest"], site, frame_of(site))))
    html = Templates(TEMPLATES, TEXTS).page(template, view).decode("utf-8")
    assert re.findall(r'data-until="([^"]*)"', html) == expected
