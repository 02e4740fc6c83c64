"""Records of a corpus and its finished pages in, Hugo's front matter out."""

import html
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bench.corpus import CITY
from sitegen.dates import WEEKDAYS

Record: TypeAlias = dict[str, Any]
Pages: TypeAlias = dict[str, tuple[Record, str]]

EASY = "leichte-sprache"
VOCABULARIES = {
    "themen": "themen",
    "zielgruppen": "zielgruppen",
    "stadtbezirke": "stadtbezirke",
    "who-felder": "who-felder",
    "nachhaltigkeitsziele": "sdg",
}
_WITH_EASY = ("themen", "zielgruppen", "stadtbezirke")
_DATES = re.compile(
    r'data-until="([^"]+)">\s*<p class="when"><strong><time datetime="([^"]+)">.*?'
    r"(?:<div>\s*)?<p>([^<]*)</p>",
    re.DOTALL,
)
_EVENTS = re.compile(r"END:VTIMEZONE\r?\n(.*)END:VCALENDAR", re.DOTALL)
# What an offer of Hugo's says in the very words of its record.
_AS_WRITTEN = (
    *("art", "modus", "alter", "sprachen", "zugang", "nicht_fuer", "naechste_schritte"),
    *("anmeldung", "unterlagen", "platz", "suchworte", "kosten", "niedrigschwellig"),
    *("erster_besuch", "bild", "verweise"),
)
_QR = "A" * 330  # as long as what our lists keep of a QR code


class Corpus:
    """A built project: its records as trees of texts, and its finished files."""

    def __init__(self, project: Path, dist: Path) -> None:
        """Read the records; `dist` is the built site."""
        content = project / "content"
        self.dist = dist
        self.offers = _records(project / "offers")
        self.events = _records(content / "veranstaltungen")
        self.bodies = _records(content / "anbieter")
        self.places = _records(content / "orte")
        self.terms = {
            name: _read(content / "taxonomie" / f"{file}.yaml")
            for name, file in VOCABULARIES.items()
        }
        self.texts = {
            name: _flat(_read(content / "texte" / f"{file}.yaml"))
            for name, file in (("texte", "de"), ("leicht", "de-leicht"))
        }
        self.former = frozenset(
            name for it in self.offers.values() for name in it.get("fruehere_ids", [])
        )
        self.places_of, self.bodies_of = self._together()
        self.features = self._features()

    def page(self, *address: str) -> str:
        """The finished page at an address; empty where there is none."""
        path = self.dist.joinpath(*address, "index.html")
        return path.read_text("utf-8") if path.is_file() else ""

    def _together(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        """Places by provider and providers by place, as offers name them."""
        places: dict[str, list[str]] = {}
        bodies: dict[str, list[str]] = {}
        for offer in self.offers.values():
            for body in offer["anbieter"]:
                for place in offer.get("orte", []):
                    places.setdefault(body, []).append(place)
                    bodies.setdefault(place, []).append(body)
        first, second = (
            {name: list(dict.fromkeys(all_)) for name, all_ in found.items()}
            for found in (places, bodies)
        )
        return first, second

    def _features(self) -> Mapping[str, list[str]]:
        """The features of each offer, as the site's lists have them."""
        found: dict[str, list[str]] = {}
        for page in sorted((self.dist / "merkmale").glob("*/**/index.html")):
            feature = page.relative_to(self.dist / "merkmale").parts[0]
            for offer in re.findall(r'data-keep="([^"]+)"', page.read_text("utf-8")):
                found.setdefault(offer, []).append(feature)
        return found


def offers(corpus: Corpus) -> Pages:
    """Front matter and text of each listed offer."""
    return {
        name: (_offer(name, record, corpus), record.get("text", ""))
        for name, record in corpus.offers.items()
        if (corpus.dist / "angebote" / name / "qr.svg").is_file()
    }


def _offer(name: str, record: Record, corpus: Corpus) -> Record:
    page = corpus.page("angebote", name)
    dates = _dates(page, corpus.page(EASY, "angebote", name))
    hours = re.findall(r'<strong class="when">(.*?)</strong>', page)
    days = re.search(r"</ul>\s*<p class=\"note\">(.*?)</p>", page)
    links = record.get("verweise", {})
    matter = _shared(record, corpus) | {
        "outputs": ["html", "leicht", "kalender"],
        "anbieter": record["anbieter"],
        "zielgruppen": record.get("zielgruppen", ["alle"]),
        "merkmale": corpus.features.get(name, []),
        "who-felder": links.get("who_felder"),
        "nachhaltigkeitsziele": links.get("sdg"),
        "aliases": [f"/angebote/{former}/" for former in record.get("fruehere_ids", [])],
        "wann": [html.unescape(hour) for hour in hours],
        "wochentag": dates[0]["tag"] if dates else "",
        "freie_tage": html.unescape(days[1]) if days else "",
        "termine": dates,
        "kalender": _calendar(corpus.dist / "angebote" / name / "kalender.ics"),
        "qr": _QR,
        "kosten": {"art": "unbekannt"},
    }
    matter |= {key: record[key] for key in _AS_WRITTEN if key in record}
    easy = record.get("sprachfassungen", {}).get("leicht")
    return matter | {"leichter_text": easy["text"].splitlines() if easy else None}


def events(corpus: Corpus) -> Pages:
    """Front matter and text of each event that the corpus adds to the city."""
    own = {path.stem for path in (CITY / "content" / "veranstaltungen").iterdir()}
    return {
        name: (_event(name, record, corpus), record.get("text", ""))
        for name, record in corpus.events.items()
        if name not in own
    }


def _event(name: str, record: Record, corpus: Corpus) -> Record:
    begin, end = (record[key].replace(" ", "T") for key in ("beginn", "ende"))
    provider = corpus.bodies[record["veranstalter"][0]]
    return _shared(record, corpus) | {
        "outputs": ["html", "leicht", "kalender"],
        "anbieter": record["veranstalter"],
        "zielgruppen": record["zielgruppen"],
        "beginn": begin,
        "ende": end,
        "uhr": f"{begin[11:]}–{end[11:]} Uhr".replace(":00", ""),
        "termine": _dates("", corpus.page(EASY, "veranstaltungen", name)),
        "wiederholung": record.get("wiederholung"),
        "sprechzeiten": provider["kontakt"]["sprechzeiten"],
        "kosten": record["kosten"],
        "angebote": re.findall(r"\(angebot:([^)]+)\)", record["text"]),
        "kalender": _calendar(corpus.dist / "veranstaltungen" / name / "kalender.ics"),
    }


def _shared(record: Record, corpus: Corpus) -> Record:
    """What offers and events say in the same way."""
    places = record.get("orte", [])
    districts = [corpus.places[name].get("stadtbezirk", "") for name in places]
    named = [name for name in record.get("gebiet", []) if name in corpus.terms["stadtbezirke"]]
    return {
        "title": record["titel"],
        "kurz": record["kurz"],
        "orte": places,
        "themen": record["themen"],
        "stadtbezirke": list(dict.fromkeys(filter(None, [*districts, *named]))),
        "kontakt": _contact(record),
        "geprueft_am": _checked_on(record),
    }


def terms(corpus: Corpus) -> dict[str, Pages]:
    """Front matter and text of every term, by taxonomy: vocabularies, providers, places."""
    made: dict[str, Pages] = {
        kind: {name: (_term(kind, name, record, corpus), "") for name, record in group.items()}
        for kind, group in corpus.terms.items()
    }
    made["anbieter"] = {
        name: (_body(name, record, corpus), record.get("text", ""))
        for name, record in corpus.bodies.items()
    }
    made["orte"] = {
        name: (_place(name, record, corpus), record.get("text", ""))
        for name, record in corpus.places.items()
    }
    features = sorted({name for names in corpus.features.values() for name in names})
    made["merkmale"] = {name: (_feature(name, corpus), "") for name in features}
    return made


def _term(kind: str, name: str, record: Record, corpus: Corpus) -> Record:
    matter = {
        "title": record.get("anzeige", record["name"]),
        "leicht": record.get("leicht", record["name"]),
    }
    if kind == "stadtbezirke":
        places = [place for place, it in corpus.places.items() if it.get("stadtbezirk") == name]
        bodies = (body for place in places for body in corpus.bodies_of.get(place, ()))
        matter["orte_hier"] = places
        matter["anbieter_hier"] = list(dict.fromkeys(bodies))
        return matter | {"outputs": ["html", "leicht", "kalender"]}
    return matter | {"outputs": ["html", "leicht"] if kind in _WITH_EASY else ["html"]}


def _body(name: str, record: Record, corpus: Corpus) -> Record:
    return {
        "title": record["name"],
        "kurzname": record.get("kurzname"),
        "rechtsform": record["rechtsform"],
        "kontakt": _contact(record),
        "orte_hier": corpus.places_of.get(name),
        "geprueft_am": _checked_on(record),
    }


def _place(name: str, record: Record, corpus: Corpus) -> Record:
    return {
        "title": record["name"],
        "strasse": record["strasse"],
        "stadtbezirke": [record["stadtbezirk"]],
        "anbieter_hier": corpus.bodies_of.get(name),
        "geprueft_am": _checked_on(record),
        **{key: record.get(key) for key in ("haltestelle", "eingang", "barrierefreiheit")},
    }


def _feature(name: str, corpus: Corpus) -> Record:
    title = re.search(r"<h1>(.*?)</h1>", corpus.page("merkmale", name))
    assert title, name
    return {"title": html.unescape(title[1]), "gruppe": name.rpartition("-")[0]}


def _checked_on(record: Record) -> str:
    """The day; what the city has not checked has one too, so that each card has its line."""
    return str(record["pflege"].get("geprueft_am", "2026-02-02"))


def _contact(record: Record) -> Record | None:
    contact = record.get("kontakt")
    if not contact:
        return None
    lines = [
        line | {"tel": "+49" + re.sub(r"\D", "", line["nummer"]).removeprefix("0")}
        for line in contact.get("telefon", [])
    ]
    return {**contact, "telefon": lines}


def _dates(page: str, easy: str) -> list[Record]:
    """The next dates, with their hours in words and in easy words."""
    said = {day: hours for _, day, hours in _DATES.findall(page)}
    return [
        {
            "am": day,
            "ende": until,
            "uhr": said.get(day, hours),
            "leicht": hours,
            "tag": WEEKDAYS[date.fromisoformat(day).weekday()],
        }
        for until, day, hours in _DATES.findall(easy)
    ]


def _calendar(path: Path) -> str:
    """What stands in a calendar file between its head and its end."""
    found = _EVENTS.search(path.read_bytes().decode()) if path.is_file() else None
    return found[1] if found else ""


def _records(folder: Path) -> dict[str, Record]:
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def _read(path: Path) -> Record:
    with path.open("rb") as file:
        found: Record = yaml.load(file, yaml.CBaseLoader)  # noqa: S506 - texts only, and ours
    return found


def _flat(tree: Record, prefix: str = "") -> dict[str, str]:
    """Interface texts by their dotted keys, with the bars of easy words as hyphens."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value.replace("|", "-")
    return found
