"""Edits after which something was stale once, or could be: what is read on a way easily missed.

Each is a few builds of the project of the walks, and all of them are compared as they are there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.walk.walk import Step, compared
from tests.walk.world import settled, snapshot

Edits: TypeAlias = Mapping[str, tuple[str, str]]
"""What is written instead of what, by the file's path; a file is added instead of nothing."""

OFFER, SITE, THEME = "offers/voll.yaml", "content/site.yaml", "templates/pages/document.html"
CRISIS, LANGUAGES = "content/krisenhilfe.yaml", "content/taxonomie/sprachen.yaml"
BROKEN = {THEME: ("{{ page.title", "{{ seite.title")}
REPAIRED = {THEME: ("{{ seite.title", "{{ page.title")}

# Builds one after the other, each some days after the one before, after these edits.
TRAPS: Mapping[str, Sequence[tuple[int, Edits]]] = {
    "an offer has the number of a help line: a former address in another language is gone": (
        (0, {OFFER: ("030 23125 122", "112")}),
        (0, {OFFER: ("112", "030 23125 122")}),
    ),
    "words of the interface": (
        (0, {"content/texte/de.yaml": ("{count} Ang", "{count} neue Ang")}),
    ),
    "other settings, with which nothing can be rendered, and then the old ones and an edit": (
        (0, {SITE: ("bundesland: BW", "bundesland: BE"), **BROKEN}),
        (0, {SITE: ("bundesland: BE", "bundesland: BW"), **REPAIRED}),
        (0, {OFFER: ("Geschichten hören", "Märchen hören")}),
    ),
    "the same with an edit at once": (
        (0, {SITE: ("bundesland: BW", "bundesland: BE"), **BROKEN}),
        (
            0,
            {
                SITE: ("bundesland: BE", "bundesland: BW"),
                OFFER: ("Geschichten hören", "Märchen hören"),
                **REPAIRED,
            },
        ),
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_is_stale(name: str, tmp_path: Path) -> None:
    world = settled("views", tmp_path)
    order, is_published = world.order, False
    for number, (days, edits) in enumerate(((0, {}), *TRAPS[name])):
        for path, (old, new) in edits.items():
            text = (world.project / path).read_text("utf-8")
            assert old in text
            (world.project / path).write_text(text.replace(old, new, 1), "utf-8")
        order = replace(order, today=order.today + timedelta(days))
        step = Step((name,), snapshot(world.project), order)
        is_published, wrong = compared(world, step, tmp_path / f"nothing-{number}")
        assert not wrong, (number, wrong)
    assert is_published
