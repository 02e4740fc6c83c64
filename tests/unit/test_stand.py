"""The file that tells scripts the day of the build."""

import json
import re
from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.outputs import stand
from sitegen.site import PageJob, Renderer, Site
from tests.examples import project
from tests.planning import jobs_in


class _NoRenderer:
    def page(self, _template: str, _view: object) -> bytes:
        raise AssertionError("a script is not rendered")


def site(today: date) -> Site:
    return derive(project.catalogue(), today, {})[0]


def script(today: date) -> bytes:
    renderer: Renderer = _NoRenderer()
    job: PageJob = jobs_in(stand.plan(site(today)))[0]
    assert job.url == "/assets/stand.js"
    return job.render(renderer)


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 11, 23), "23. November 2026"), (date(2027, 3, 1), "1. März 2027")],
)
def test_the_script_sets_the_day_and_nothing_else(today: date, words: str) -> None:
    found = re.fullmatch(
        r"Object\.assign\(document\.documentElement\.dataset, (\{.*\})\);\n",
        script(today).decode("ascii"),
    )
    assert found
    said = json.loads(found[1])
    assert said == {"stand": str(today), "standWords": words, "standDays": "3"}


def test_the_script_depends_on_the_day_alone() -> None:
    other = derive(
        project.catalogue({"content/fakten.yaml": None}), project.TODAY, {"/assets/x.css": b""}
    )
    assert jobs_in(stand.plan(other[0]))[0].key == jobs_in(stand.plan(site(project.TODAY)))[0].key
