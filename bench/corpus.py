"""A made-up directory of any size: a whole project folder, the same one each time.

    python -m bench.corpus 1000 /tmp/corpus

To the golden city (tests/golden/city, "Lindenau", on 2026-03-01) come so many offers, one
provider and one place per ten of them and one event per twenty. Templates and interface texts are
copies of the repository's own.
"""

import shutil
import sys
from pathlib import Path
from random import Random

from bench.records import WORDS, House, Named, event, offer, provider, venue
from bench.yamltext import Block, written
from sitegen.urls import slugify

ROOT = Path(__file__).parents[1]
CITY = ROOT / "tests" / "golden" / "city"

_SEED = 20260301
_OFFERS_PER_HOUSE = 10
_OFFERS_PER_EVENT = 20


def write_project(count: int, project: Path) -> None:
    """A project with `count` offers besides those of the city; the folder must not exist."""
    shutil.copytree(CITY, project)
    shutil.copytree(ROOT / "templates", project / "templates")
    shutil.copytree(ROOT / "content" / "texte", project / "content" / "texte")
    _enlarge_vocabularies(project / "content" / "taxonomie")
    random = Random(_SEED)
    houses = [_house(number) for number in range(max(1, count // _OFFERS_PER_HOUSE))]
    offers = [_named(number, houses) for number in range(count)]
    bodies, places, events = (
        project / "content" / name for name in ("anbieter", "orte", "veranstaltungen")
    )
    for house in houses:
        _write(bodies / f"{house.provider}.yaml", provider(house, random))
        _write(places / f"{house.venue}.yaml", venue(house, random))
    for named in offers:
        _write(project / "offers" / f"{named.id}.yaml", offer(named, offers, random))
    for number in range(count // _OFFERS_PER_EVENT):
        house = random.choice(houses)
        name = slugify(WORDS["events"][number % len(WORDS["events"])])
        record = event(number, house, random.choice(offers), random)
        _write(events / f"{name}-{house.venue}-{number}.yaml", record)


def _enlarge_vocabularies(folder: Path) -> None:
    """More districts, topics and audiences; no pages of every offer in other languages."""
    districts: Block = {
        slugify(name): {
            "name": name,
            "nummer": str(number),
            "gruppe": "außen",
            "kachel": [str(number % 5 + 3), str(number // 5 + 1)],
        }
        for number, name in enumerate(WORDS["districts"], 4)
    }
    terms: dict[str, Block] = {
        kind: {name: {"name": label, "leicht": easy} for name, label, easy in WORDS[kind]}
        for kind in ("topics", "audiences")
    }
    for file, more in (
        ("stadtbezirke", districts),
        ("themen", terms["topics"]),
        ("zielgruppen", terms["audiences"]),
    ):
        with (folder / f"{file}.yaml").open("a", encoding="utf-8") as target:
            target.write(written(more))
    languages = folder / "sprachen.yaml"
    languages.write_text(languages.read_text("utf-8").replace("  umfang: angebote\n", ""), "utf-8")


def _house(number: int) -> House:
    """A place and a provider; names take turns, and a number joins when all are used."""
    trees, streets, districts = WORDS["trees"], WORDS["streets"], WORDS["districts"]
    turn, rest = divmod(number, len(trees) * len(streets))
    street = trees[rest % len(trees)] + streets[rest // len(trees)]
    place = f"{WORDS['houses'][(number + turn) % len(WORDS['houses'])]} {street}"
    pattern, legal_form = WORDS["bodies"][(number + turn) % len(WORDS["bodies"])]
    body = pattern.format(street) + (f" {turn + 1}" if turn else "")
    return House(
        number,
        slugify(place),
        place,
        slugify(body.replace(" e. V.", "")),
        body,
        legal_form,
        slugify(districts[number % len(districts)]),
    )


def _named(number: int, houses: list[House]) -> Named:
    """An offer's name: each of a house is a different activity."""
    turn, place = divmod(number, len(houses))
    house = houses[place]
    activity = (house.number * 7 + turn * 3) % len(WORDS["activities"])
    title = f"{WORDS['activities'][activity][0]} – {house.venue_name}"
    return Named(slugify(title), title, activity, house)


def _write(path: Path, record: Block) -> None:
    path.write_text(written(record), "utf-8")


if __name__ == "__main__":
    write_project(int(sys.argv[1]), Path(sys.argv[2]))
