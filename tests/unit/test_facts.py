"""Facts of one record: they follow from its content, and keeping them changes no site."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from sitegen.derive import Dates, derive, next_dates
from sitegen.facts import Facts, facts_of
from sitegen.relations import Named, named, names_of
from sitegen.site import AnyRecord, Target
from sitegen.timetable import Timetable
from tests.examples import project

PATH = "offers/teestube.yaml"
TEE = project.city_files()[PATH].decode()
NOTHING = {
    ("anbieter", "nachbarschaft"),
    ("ort", "haus-am-anger"),
    ("thema", "begegnung"),
    ("zielgruppe", "alle"),
}
DAYS = [date(2026, 11, 22), date(2026, 11, 23), date(2027, 1, 1), date(2031, 6, 30)]


def teestube(text: str = TEE) -> AnyRecord:
    return project.catalogue({PATH: text}).records["angebot"]["teestube"]


def only(record: AnyRecord) -> list[Named]:
    """What it names besides what its file names anyway."""
    return [it for it in names_of(record).mentions if it.target not in NOTHING]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("", []),
        (
            "verweise: {siehe_auch: [teestube]}\n",
            [Named(("angebot", "teestube"), ("verweise", "siehe_auch", 0))],
        ),
        (
            "text: |\n  Erst das,\n  dann [A](stadtbezirk:mitte) und [B](stadtbezirk:mitte).\n",
            [
                Named(("stadtbezirk", "mitte"), ("text",), 2, 6),
                Named(("stadtbezirk", "mitte"), ("text",), 2, 33),
            ],
        ),
        (
            "verweise: {siehe_auch: [teestube]}\ntext: |\n  Nach [[fakt:allein-lebend]].\n",
            [
                Named(("fakt", "allein-lebend"), ("text",), 1, 6),
                Named(("angebot", "teestube"), ("verweise", "siehe_auch", 0)),
            ],
        ),
    ],
    ids=["nothing", "a reference", "mentions", "in the order of the model"],
)
def test_what_a_record_names_and_where(added: str, expected: list[Named]) -> None:
    record = teestube(TEE + added)
    assert only(record) == expected
    places = [(it.target, it.place(record)) for it in names_of(record).mentions]
    assert places == list(named(record))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ohne Nummer, und/oder mit Strich.", ()),
        ("Nach Antrag 12/2025 und Antrag 12/2025.", (("Antrag 12/2025", "Antrag 12/2025"),)),
        (
            "GRDrs 7/2024 2. Ergänzung, dann GRDrs 7/2024.",
            (("GRDrs 7/2024 2. Ergänzung", "GRDrs 7/2024"), ("GRDrs 7/2024", "GRDrs 7/2024")),
        ),
    ],
)
def test_the_numbers_of_papers_that_a_record_names(
    text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    assert names_of(teestube(f"{TEE}text: |\n  {text}\n")).papers == expected


def test_facts_follow_from_the_content_alone() -> None:
    record = teestube(
        f"{TEE}verweise: {{siehe_auch: [teestube]}}\nzeiten: {{regeln: [{{tage: [Di]}}]}}\n"
    )
    elsewhere = replace(record, id="andere", path="offers/andere.yaml")
    assert facts_of(record, "BW") == facts_of(elsewhere, "BW")
    assert {it.place(elsewhere).path for it in only(elsewhere)} == {"offers/andere.yaml"}
    assert facts_of(record, "BW").timetable.land == "BW"
    assert facts_of(record, None) != facts_of(record, "BW")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_with_kept_facts_and_dates_the_site_is_the_same(day: date) -> None:
    rules = "zeiten: {regeln: [{tage: [Di]}], ausnahmen: [{datum: 2026-11-24}]}\n"
    catalogue = project.catalogue({PATH: TEE + rules})
    facts: Mapping[Target, Facts] = {
        (record.type_name, record.id): facts_of(record, "BW") for record in catalogue.all()
    }
    asked: Counter[Target] = Counter()
    tables: list[Timetable] = []

    def look(record: AnyRecord) -> Facts:
        target = (record.type_name, record.id)
        asked[target] += 1
        return facts[target]

    def coming(table: Timetable, today: date) -> Dates:
        tables.append(table)
        return next_dates(table, today)

    assert derive(catalogue, day, {}, look, coming) == derive(catalogue, day, {})
    assert asked == Counter(facts.keys())
    assert len(tables) == len(set(map(id, tables)))
    assert {id(table) for table in tables} <= {id(it.timetable) for it in facts.values()}
