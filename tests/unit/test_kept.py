"""What the visitor's own list is made of: lines of text, files of offers, and nothing hidden."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sitegen.derive import derive
from sitegen.models.offer import OFFER
from sitegen.order import Order
from sitegen.outputs import kept
from sitegen.pipeline import look
from sitegen.plainlines import lines_of
from sitegen.qrcodes import dots
from sitegen.render import Templates
from sitegen.site import Site
from sitegen.views.frame import frame_of
from sitegen.views.kept import SHARD_SIZE, kept_page, shard, shards_of
from tests.components.test_components import TEMPLATES, TEXTS
from tests.examples import project
from tests.golden.conftest import TODAY, settle
from tests.planning import jobs_in
from tests.unit.test_agenda import MONDAY, offer, site_of

SCRIPT = re.compile(r"gemeinsam\.merkzettel\[(\d+)\] = (\[.*\]);\n", re.DOTALL)


def files(site: Site) -> dict[str, str]:
    """The files that `kept` plans, by address."""
    templates = Templates(TEMPLATES, TEXTS)
    return {job.url: job.render(templates).decode("utf-8") for job in jobs_in(kept.plan(site))}


def offers(site: Site) -> Iterator[dict[str, Any]]:
    """The offers in the files for scripts, in their order."""
    for number, text in enumerate(list(files(site).values())[1:]):
        found = SCRIPT.fullmatch(text)
        assert found
        assert found[1] == str(number)
        yield from json.loads(re.sub(r",\n\]$", "]", found[2]))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The golden city, in which some offers are paused, withheld, ended or masked."""
    folder = settle(tmp_path_factory.mktemp("city"))
    site, _ = look(Order(folder, folder / "templates", folder / "dist", TODAY, None))
    assert site is not None
    return site


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>\n</p>", []),
        ("<p>Am <strong>Dienstag</strong>,\n 14 Uhr</p>", [("Am Dienstag, 14 Uhr", "")]),
        ("Haus<br>Weg 3", [("Haus", ""), ("Weg 3", "")]),
        ("<ul><li>A<p>B</p></li><li>C</li></ul>", [("A", ""), ("B", ""), ("C", "")]),
        ('<li data-until="X">A<p>B</p></li><p>C</p>', [("A", "X"), ("B", ""), ("C", "")]),
        ('<li data-until="X"><p>A</p></li>', [("A", "X")]),
        ('<p><svg><path d="x"/><title>Uhr</title></svg> A</p>', [("A", "")]),
        ('<a href="x">A<span class="unseen"> (<b>neu</b>)</span></a>', [("A", "")]),
        ("<p>R&amp;B &lt;3</p>", [("R&B <3", "")]),
        ("<p>14\u00a0Uhr</p>", [("14\u00a0Uhr", "")]),
    ],
)
def test_html_becomes_the_lines_that_one_sees(html: str, expected: list[tuple[str, str]]) -> None:
    assert list(lines_of(html)) == expected


def test_every_listed_offer_stands_in_one_file_and_no_other_does(city: Site) -> None:
    shown = [it["id"] for it in offers(city)]
    assert shown == sorted(city.offers)
    hidden = {
        word
        for record in city.catalogue.of(OFFER).values()
        if not city.standing(record).is_listed
        for word in (record.id, record.content.title)
    }
    assert len(hidden) > 4
    everything = "".join(files(city).values())
    assert {word for word in hidden if word in everything} == set()


def test_masked_places_stay_masked(city: Site) -> None:
    (masked,) = (it for it in offers(city) if it["id"] == "mittagstisch")
    assert masked["wo"] == [
        "Geschützter Raum",
        "Die Adresse erfahren Sie auf Anfrage.",
        "Lindenau-Altstadt",
    ]
    assert "Turmgasse" not in "".join(files(city).values())


def test_an_offer_says_what_its_page_says(city: Site) -> None:
    (cafe,) = (it for it in offers(city) if it["id"] == "cafe-am-fluss")
    assert cafe["titel"] == "Café am Fluss"
    assert cafe["wann"][0] == ["Jeden Dienstag, 14–17 Uhr", ""]
    assert ["Dienstag, 10. März 2026: fällt aus (Das Haus wird gestrichen.)"] in [
        line[:1] for line in cafe["wann"] if line[1].startswith("2026-03-11T00:00")
    ]
    assert cafe["wo"][:2] == ["Haus am Fluss", "Uferweg 3, 99998 Lindenau"]
    (display, href, whose), *others = cafe["telefon"]
    assert (display, href) == ("030 23125200", "tel:+493023125200")
    assert whose.startswith("Nachbarschaftsverein, Vereinsbüro, Dienstag")
    assert others == []
    assert cafe["schritt"] == ["Kommen Sie am Dienstag um 14 Uhr vorbei."]
    assert cafe["sagen"].startswith("Guten Tag, ich möchte gern einmal vorbeikommen.")
    assert cafe["stand"] == ["Geprüft am 2. Februar 2026 durch Redaktion"]
    assert cafe["geprueft"]
    assert cafe["url"] == "/angebote/cafe-am-fluss/"
    assert cafe["qr"] == dots(f"{frame_of(city).base_url}/angebote/cafe-am-fluss/")


def site(changes: Mapping[str, str]) -> Site:
    return site_of({"a": offer("tage: [dienstags], von: 14:00, bis: 17:00"), **changes})


def test_what_nobody_checked_says_so() -> None:
    (unchecked,) = (it for it in offers(site({})) if it["id"] == "teestube")
    assert not unchecked["geprueft"]
    assert unchecked["stand"][0].startswith("Noch nicht geprüft")


def test_without_an_address_there_are_no_codes() -> None:
    assert {it["qr"] for it in offers(site({}))} == {""}


def test_titles_of_all_kinds_are_text() -> None:
    title = 'Kaffee </script> & "Kuchen" \\ für ‚alle‘'
    text = offer("tage: [dienstags]", title=f"'{title}'")
    changed = site_of({"b": text})
    script = files(changed)["/assets/merkzettel/0.js"]
    assert "</script>" not in script
    assert "ü" in script
    assert [it["titel"] for it in offers(changed) if it["id"] == "b"] == [title]


def test_files_are_cut_in_the_order_of_ids() -> None:
    many = {f"x{number:03}": offer("tage: [dienstags]") for number in range(2 * SHARD_SIZE)}
    crowded = site_of(many)
    frame = frame_of(crowded)
    ids = [[it.id for it in shard(0, names, crowded, frame).offers] for names in shards_of(crowded)]
    assert [len(names) for names in ids[:2]] == [SHARD_SIZE, SHARD_SIZE]
    assert [name for names in ids for name in names] == sorted(crowded.offers)
    page = kept_page(crowded, frame)
    assert page.firsts == tuple(names[0] for names in ids)
    jobs = jobs_in(kept.plan(crowded))
    assert [job.url for job in jobs[1:]] == [
        f"/assets/merkzettel/{number}.js" for number in range(len(ids))
    ]
    assert not any(job.is_indexed for job in jobs)
    assert f'data-firsts="{" ".join(page.firsts)}"' in files(crowded)["/merkzettel/"]


def test_a_page_without_offers_can_be_made() -> None:
    found = derive(project.catalogue(project.WITHOUT_OFFERS), MONDAY, {})[0]
    assert list(files(found)) == ["/merkzettel/"]
