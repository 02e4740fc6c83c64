"""The columns that the search scans: complete, compact, and of nothing but what is public."""

import gzip
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from markupsafe import Markup

from sitegen.derive import derive
from sitegen.finder.columns import columns, texts
from sitegen.finder.facets import values_of
from sitegen.finder.words import further_words
from sitegen.models.offer import OFFER
from sitegen.order import Order
from sitegen.outputs import lists, search
from sitegen.pipeline import look
from sitegen.render import Templates
from sitegen.site import Site
from tests.corpus import enlarged
from tests.examples import project
from tests.golden.conftest import ROOT, TODAY, settle
from tests.planning import jobs_in
from tests.real import order as real_order

# Packed bytes of the first file and of the others: 25,000 and 30,000 at 500 offers. What stands
# once, such as names and synonyms of terms, takes its part however few offers there are; each offer
# takes as much as any.
ONCE, FIRST_EACH, SECOND_EACH = 8_000, 34, 60
WORDS = "content/taxonomie/suchworte.yaml"
DRAFT = """titel: Geheimes Grillen
kurz: Unter der Brücke.
text: |
  Niemand weiß es.
art: gruppe
anbieter:
  - nachbarschaft
modus: vor_ort
gebiet:
  - mitte
themen:
  - bewegung
suchworte:
  - Grillabend
niedrigschwellig:
  kennenlernen: ja
pflege:
  status: entwurf
  quellen:
    - art: sonstiges
      titel: Beispiel
"""


def scripts(site: Site) -> dict[str, bytes]:
    renderer = Templates(ROOT / "templates", site.catalogue.texts)
    return {job.url.rpartition("/")[2]: job.render(renderer) for job in jobs_in(search.plan(site))}


def read(script: bytes) -> dict[str, Any]:
    """What a script sets, as a browser would see it."""
    ours = r"\(window\.gemeinsam = window\.gemeinsam \|\| \{\}\)"
    found = re.fullmatch(
        rf"(?:{ours}\.texts = window\.gemeinsam\.texts \|\| \[\];\n)?"
        rf"{ours}\.(?:data|texts\[[0-9]+\]) = (\{{.*\}});\n",
        script.decode(),
    )
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def numbers(column: Mapping[str, Any]) -> list[int]:
    return [ord(sign) - ord("0") for sign in column["each"]]


@pytest.fixture(scope="module")
def lindenau(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = settle(tmp_path_factory.mktemp("search"))
    found, outcome = look(Order(folder, folder / "templates", folder / "dist", TODAY))
    assert found is not None, outcome.findings
    return found


def musterstadt(files: project.Files) -> Site:
    return derive(project.catalogue(files), project.TODAY, {})[0]


def test_each_offer_stands_at_the_same_place_of_every_column(lindenau: Site) -> None:
    data, more = (read(script) for script in scripts(lindenau).values())
    offers = lindenau.catalogue.of(OFFER)
    assert data["ids"].split("\n") == [*lindenau.offers]
    assert data["titles"].split("\n") == [offers[name].content.title for name in lindenau.offers]
    summaries = [offers[name].content.summary for name in lindenau.offers]
    assert more["summaries"].split("\n") == summaries
    count = len(lindenau.offers)
    for column in (data["words"], more["words"]):
        assert len(column.split("\n")) == count
    for name in ("kinds", "tags", "origins", "standings"):
        assert len(numbers(data[name])) == count
    assert len(data["checked"]) == count


def test_facets_come_back_as_they_were(lindenau: Site) -> None:
    data = columns(lindenau)
    for place, name in enumerate(lindenau.offers):
        expected = values_of(lindenau.catalogue.of(OFFER)[name], lindenau)
        for facet_id, column in data["facets"].items():
            found = [column["values"][n] for n in column["sets"][numbers(column)[place]]]
            assert {*found} == {*expected.get(facet_id, ())}, (name, facet_id)


def test_cards_say_the_same_words_as_in_lists(lindenau: Site) -> None:
    data = read(scripts(lindenau)["angebote.js"])
    (job,) = (job for job in jobs_in(lists.plan(lindenau)) if job.url == OFFER.url)
    page = job.render(Templates(ROOT / "templates", lindenau.catalogue.texts)).decode()
    shown = Markup(re.sub(r"(<[^>]+>)", r" \1", page)).striptags()  # noqa: S704
    for name in ("tags", "origins", "standings"):
        for words in data[name]["values"]:
            for word in words.split("\t"):
                assert " ".join(word.split()) in shown, (name, word)


def test_equal_content_gives_equal_bytes_and_keys(lindenau: Site) -> None:
    again, _ = derive(lindenau.catalogue, lindenau.today, lindenau.assets)
    assert scripts(lindenau) == scripts(again)
    keys = [job.key for job in jobs_in(search.plan(lindenau))]
    assert keys == [job.key for job in jobs_in(search.plan(again))]
    assert "ü".encode() in scripts(lindenau)["angebote.js"], "words can be read as they are"


def test_the_key_changes_with_the_words_that_are_found() -> None:
    offer = DRAFT.replace("entwurf", "veroeffentlicht")
    keys = [
        [job.key for job in jobs_in(search.plan(musterstadt({"offers/grillen.yaml": text})))]
        for text in (offer, offer.replace("Grillabend", "Feuer"), offer.replace("Brücke", "Eiche"))
    ]
    assert keys[0][0] != keys[1][0]
    assert keys[0][1] != keys[2][1]


def test_what_is_not_listed_is_not_in_the_data() -> None:
    files: project.Files = {
        "offers/grillen.yaml": DRAFT,
        WORDS: "a:\n  worte:\n    - Feuer\n  meint:\n    - angebot/grillen\n",
    }
    site = musterstadt(files)
    found = f"{columns(site)} {texts(site.offers, site)}"
    for word in ("Grill", "Brücke", "Niemand", "Feuer"):
        assert word not in found
    site = musterstadt(
        {**files, "offers/grillen.yaml": DRAFT.replace("entwurf", "veroeffentlicht")}
    )
    found = f"{columns(site)} {texts(site.offers, site)}"
    for word in ("Grill", "Brücke", "Niemand", "Feuer"):
        assert word in found


def test_search_words_lead_to_terms_and_offers_and_to_those_of_a_provider() -> None:
    words = "".join(
        f"{name}:\n  worte:\n    - {name}\n  meint:\n    - {target}\n"
        for name, target in [
            ("reden", "thema/begegnung"),
            ("tee", "angebot/teestube"),
            ("verein", "anbieter/nachbarschaft"),
            ("leer", "thema/krise"),
        ]
    )
    data = columns(musterstadt({WORDS: words}))
    topic = data["facets"]["thema"]["values"].index("begegnung")
    assert data["phrases"] == [
        {"words": "reden", "means": [["thema", topic]]},
        {"words": "tee", "means": [["angebot", 0]]},
        {"words": "verein", "means": [["angebot", 0]]},
    ]


def test_an_address_that_is_not_shown_cannot_be_found() -> None:
    path = "content/orte/haus-am-anger.yaml"
    place = project.city_files()[path].decode()
    assert "Angerweg 1" in str(columns(musterstadt({})))
    for shown_as in ("strasse", "bezirk", "auf_anfrage"):
        hidden = place.replace("pflege:", f"adresse_sichtbar: {shown_as}\npflege:")
        assert "Angerweg" not in str(columns(musterstadt({path: hidden})))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Wir grillen **Würste** und Würste.", ["Würste"]),
        ("Im GPZ und am Fluss, 3 mal.", ["GPZ", "Fluss"]),
        ("Siehe [die Teestube](angebot:teestube) oder [[fakt:x]].", ["Siehe", "Teestube"]),
        ("Unter der Brücke geht es um Grillen.", ["geht"]),
    ],
)
def test_of_a_text_only_new_words_are_kept(text: str, expected: list[str]) -> None:
    offer = (
        musterstadt({})
        .catalogue.of(OFFER)["teestube"]
        .content.model_copy(
            update={
                "title": "Grillen",
                "summary": "Unter der Brücke.",
                "text": text,
                "search_words": ["Wir"],
            }
        )
    )
    assert [*further_words(offer)] == expected


def test_a_city_without_offers_has_columns_all_the_same() -> None:
    site = musterstadt({})
    empty, _ = derive(
        project.catalogue({"offers/teestube.yaml": DRAFT}), project.TODAY, site.assets
    )
    data = read(scripts(empty)["angebote.js"])
    assert (data["ids"], data["titles"], data["checked"]) == ("", "", "")
    assert data["facets"] == {}
    assert list(scripts(empty)) == ["angebote.js"]


@pytest.fixture(scope="module")
def real() -> Site:
    found, outcome = look(real_order(ROOT / "dist"))
    assert found is not None, outcome.findings
    return found


@pytest.mark.parametrize("count", [90, 500, 2_000])
def test_the_data_grows_no_faster_than_the_offers(real: Site, count: int) -> None:
    site, _ = derive(enlarged(real.catalogue, count), real.today, {})
    assert len(site.offers) == count
    found = scripts(site)
    packed = {name: len(gzip.compress(script, 9)) for name, script in found.items()}
    assert packed.pop("angebote.js") <= ONCE + FIRST_EACH * count
    assert sum(packed.values()) <= SECOND_EACH * count
