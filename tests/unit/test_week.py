"""What to check this week: ten at most, the most urgent, one provider after another."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.site import Site, Target
from sitegen.surveys.callround.week import MOST, Waiting, this_week
from tests.examples import project

FILES = {path: data.decode() for path, data in project.city_files().items() if "medien" not in path}
TEE = FILES["offers/teestube.yaml"]
BODY = FILES["content/anbieter/nachbarschaft.yaml"]
DAY = date(2026, 11, 22)


def offer(
    number: int, body: str = "nachbarschaft", topic: str = "begegnung", year: str = ""
) -> str:
    text = TEE.replace("Teestube am Anger", f"Runde {number}").replace("Tee trinken", f"{number}")
    text = text.replace("- nachbarschaft", f"- {body}").replace("- begegnung", f"- {topic}")
    proof = f"      beleg_jahr: {year}\n" if year else ""
    return text + proof


def site_of(offers: Mapping[str, str], bodies: Sequence[str] = ()) -> Site:
    files: dict[str, str | bytes | None] = {f"offers/{n}.yaml": text for n, text in offers.items()}
    for name in bodies:
        files[f"content/anbieter/{name}.yaml"] = BODY.replace("Nachbarschaft", name)
    return derive(project.catalogue(files), project.TODAY, {})[0]


def waits(name: str, urgency: int = 2, due: date | None = None) -> Waiting:
    kind, _, record_id = name.rpartition("/")
    return Waiting((kind or "angebot", record_id), urgency, due)


def names(found: Sequence[Target]) -> list[str]:
    return [name if kind == "angebot" else f"{kind}/{name}" for kind, name in found]


@pytest.mark.parametrize(
    ("waiting", "order"),
    [
        ([waits("a"), waits("b", 0, DAY), waits("c", 1, DAY)], ["b", "c", "a"]),
        ([waits("a", 0, DAY), waits("b", 0, date(2026, 1, 1))], ["b", "a"]),
        ([waits("a", 1, DAY), waits("b", 1, date(2026, 11, 30))], ["a", "b"]),
        # Near a crisis before offers, offers before others, old evidence before new.
        ([waits("a"), waits("krise")], ["krise", "a"]),
        (
            [waits("krisenhilfe/notruf"), waits("krise"), waits("a")],
            ["krise", "krisenhilfe/notruf"],
        ),
        ([waits("ort/haus-am-anger"), waits("a")], ["a", "ort/haus-am-anger"]),
        ([waits("neu"), waits("alt")], ["alt", "neu"]),
        ([waits("neu"), waits("a")], ["a", "neu"]),
        # One provider's records come together, but nothing urgent waits for that.
        ([waits("alt"), waits("chor"), waits("neu")], ["chor", "alt", "neu"]),
        ([waits("chor2"), waits("neu"), waits("chor"), waits("alt")], ["chor", "chor2", "alt"]),
        ([waits("chor"), waits("neu", 0, DAY), waits("alt")], ["neu", "chor", "alt"]),
        # What no entry of content/pruefungen.yaml could name is nobody's errand.
        ([waits("thema/begegnung"), waits("a")], ["a"]),
    ],
)
def test_the_most_urgent_first(waiting: Sequence[Waiting], order: Sequence[str]) -> None:
    offers = {
        "a": offer(1),
        "b": offer(2),
        "c": offer(3),
        "alt": offer(4, year="2019"),
        "neu": offer(5, year="2025"),
        "krise": offer(6, "helfer", "krise", "2025"),
        "chor": offer(7, "chor", year="2018"),
        "chor2": offer(8, "chor", year="2024"),
    }
    site = site_of(offers, ["chor", "helfer"])
    found = names(this_week(site, waiting))
    assert found[: len(order)] == list(order)
    assert names(this_week(site, reversed(waiting))) == found


def test_ten_at_most_and_it_moves_on() -> None:
    offers = {f"runde-{number:02}": offer(number) for number in range(23)}
    site = site_of(offers)
    left = [waits(name) for name in offers]
    seen: list[Target] = []
    weeks = 0
    while left:
        picked = this_week(site, left)
        assert 0 < len(picked) <= MOST == 10
        seen += picked
        left = [it for it in left if it.target not in picked]
        weeks += 1
    assert weeks == 3
    assert sorted(seen) == [("angebot", name) for name in sorted(offers)]
