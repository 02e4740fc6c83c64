"""The records of the made-up directory: each a tree of texts, with every field visitors see."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.yamltext import Block, Value
from sitegen.dates import WEEKDAYS
from sitegen.digests import digest
from sitegen.models.blocks import Accessibility, LowThreshold
from sitegen.urls import slugify

TODAY = date(2026, 3, 1)
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))

# Numbers that no telephone has: the ranges that are kept free for films and books.
_NUMBERS = ("030 23125", "069 90009", "040 66969", "0221 4710", "089 99998")
_STATES = ("ja", "ja", "ja", "nein", "unbekannt")
_LOW = tuple(field.alias or "" for field in LowThreshold.model_fields.values())
_ACCESS = tuple(
    field.alias or ""
    for name, field in Accessibility.model_fields.items()
    if name not in {"note", "checked_on"}
)


@dataclass(frozen=True, slots=True)
class House:
    """A place and who runs it: ids and names; `number` counts from 0."""

    number: int
    venue: str
    venue_name: str
    provider: str
    provider_name: str
    legal_form: str
    district: str

    @property
    def web(self) -> str:
        """The provider's own page, at an address that never exists."""
        return f"https://{self.provider}.example.org"

    @property
    def phone(self) -> str:
        """The provider's number."""
        return f"{_NUMBERS[self.number // 1000 % len(_NUMBERS)]} {self.number % 1000:03}"


@dataclass(frozen=True, slots=True)
class Named:
    """An offer before it is written: all that others may say of it."""

    id: str
    title: str
    activity: int
    house: House


def provider(house: House, random: Random) -> Block:
    """Who makes the offers of a house."""
    return {
        "name": house.provider_name,
        "rechtsform": house.legal_form,
        "text": " ".join(_sentences(house, "Die offene Runde", 4, random)) + "\n",
        "kontakt": {
            "rolle": random.choice(WORDS["offices"]),
            "telefon": [{"nummer": house.phone, "hinweis": "Vereinsbüro"}],
            "email": f"post@{house.provider}.example.org",
            "web": house.web,
            "sprechzeiten": random.choice(WORDS["hours"]),
        },
        "pflege": _care(random),
    }


def venue(house: House, random: Random) -> Block:
    """The house itself, with its address and access."""
    access = {name: random.choice(_STATES) for name in _ACCESS}
    return {
        "name": house.venue_name,
        "strasse": f"{house.venue_name.split(maxsplit=1)[1]} {1 + house.number % 89}",
        "plz": "99998",
        "stadtbezirk": house.district,
        "lat": f"{50 + house.number // 100 * 0.002:.4f}",
        "lon": f"{10 + house.number % 100 * 0.002:.4f}",
        "haltestelle": f"Haltestelle {house.number % 40 + 1} (Bus {house.number % 12 + 1})",
        "eingang": random.choice(WORDS["doors"]),
        "barrierefreiheit": {**access, "notiz": "Der Weg durch den Hof ist gepflastert."},
        "text": " ".join(_sentences(house, "Die offene Runde", 2, random)) + "\n",
        "pflege": _care(random),
    }


def offer(named: Named, offers: Sequence[Named], random: Random) -> Block:
    """An offer that names others of `offers`."""
    name, kind, topics, search_word = WORDS["activities"][named.activity]
    house, other = named.house, random.choice(offers)
    mode = {"telefon": "telefon", "besuchsdienst": "hausbesuch"}.get(kind, "vor_ort")
    made: Block = {
        "titel": named.title,
        "kurz": random.choice(WORDS["summaries"]),
        "text": _text(house, name, other, random),
        "art": kind,
        "anbieter": [house.provider],
        "modus": mode,
        "orte": [] if mode == "telefon" else [house.venue],
        "gebiet": [house.district],
        "themen": topics,
        "suchworte": [search_word],
        "fruehere_ids": [f"alt-{named.id}"[:80]] if random.random() < 0.05 else [],
        "kontakt": {
            "rolle": random.choice(WORDS["offices"]),
            "telefon": [{"nummer": house.phone}],
            "email": f"{slugify(name)}@{house.provider}.example.org",
            "web": f"{house.web}/{slugify(name)}",
        },
        **_conditions(house, random),
        **_welcome(random),
        "verweise": _links(other, offers, random),
        "pflege": _care(random),
    }
    if random.random() < 0.1:
        made["bild"] = WORDS["picture"]
    if random.random() < 0.3:
        easy = "\n".join(random.sample(WORDS["easy"], 6)) + "\n"
        said = digest(str(made[key]) for key in ("titel", "kurz", "text"))
        made["sprachfassungen"] = {"leicht": {"text": easy, "quelle_hash": said}}
    return made


def _conditions(house: House, random: Random) -> Block:
    """For whom, when, and what it costs."""
    audience = WORDS["audiences"][house.number % len(WORDS["audiences"])][0]
    return {
        "zielgruppen": random.choice((["alle"], ["alle", "aeltere"], [audience])),
        "alter": {"von": random.choice(("6", "14", "18")), "hinweis": "Jüngere mit Begleitung"},
        "sprachen": random.choice((["de"], ["de", "en"], ["de", "uk", "ar"])),
        "zugang": ["selbst", "angehoerige"],
        "nicht_fuer": ["Gruppen ab zehn Personen"],
        "anmeldung": random.choice(
            (
                {"noetig": "nein"},
                {
                    "noetig": "ja",
                    "text": "Ein kurzer Anruf genügt.",
                    "web": f"{house.web}/anmeldung",
                },
            )
        ),
        "unterlagen": ["Bequeme Schuhe"],
        "platz": random.choice(("frei", "warteliste", "unbekannt")),
        "platz_stand": str(TODAY - timedelta(days=random.randint(1, 28))),
        "zeiten": _times(random),
        "kosten": {**random.choice(WORDS["costs"]), "beleg_jahr": "2026"},
    }


def _welcome(random: Random) -> Block:
    return {
        "naechste_schritte": random.sample(WORDS["steps"], 2),
        "niedrigschwellig": {key: random.choice(_STATES) for key in _LOW},
        "erster_besuch": {
            "wer_begruesst": random.choice(WORDS["greeters"]),
            "allein_kommen": "Ja, die meisten kommen allein.",
            "nur_zuschauen": "Ja, so lange Sie mögen.",
            "jederzeit_gehen": "Ja, Sie können immer gehen.",
            "wo_ist_die_tuer": random.choice(WORDS["doors"]),
        },
    }


def _links(other: Named, offers: Sequence[Named], random: Random) -> Block:
    """What an offer names; only about twenty of all name the paper and the initiative."""
    rarely = 20 / len(offers)
    why = "Wenn Ihnen die Zeit nicht passt."
    return {
        "verweist_an": [{"ziel": f"angebot/{other.id}", "grund": why}],
        "siehe_auch": [random.choice(offers).id],
        "drucksachen": ["vorlage-7-2024"] if random.random() < rarely else [],
        "initiativen": ["eine-bank-fuer-zwei"] if random.random() < rarely else [],
        "who_felder": [random.choice(("teilhabe", "wohnen"))],
        "sdg": [random.choice(("staedte", "gesundheit"))],
    }


def _times(random: Random) -> Block:
    day = random.choice(WEEKDAYS)
    begin = random.randint(9, 18)
    monthly = f"am {random.randint(1, 4)}. {day} im Monat"
    rhythm = random.choice((f"jeden {day}", f"jeden {day}", monthly))
    in_holidays = random.choice(("ja", "nein"))
    rule: Block = {
        "tage": [rhythm],
        "von": f"{begin:02}:00",
        "bis": f"{begin + 2:02}:30",
        "ferien": in_holidays,
        "feiertage": "zu",
    }
    pause = {"datum": "2026-08-03", "letzter_tag": "2026-08-28", "text": "Sommerpause"}
    has_pause = in_holidays == "ja" and rhythm != monthly
    return {
        "regeln": [rule],
        "ausnahmen": [pause] if has_pause else [],
        "nach_vereinbarung": "nein",
        "beleg_jahr": "2026",
    }


def event(number: int, house: House, named: Named, random: Random) -> Block:
    """An event of a house, some in the past, some coming again; its text names an offer."""
    name = WORDS["events"][number % len(WORDS["events"])]
    day = TODAY + timedelta(days=random.randint(-200, 300))
    begin = random.randint(9, 18)
    made: Block = {
        "titel": f"{name} {house.venue_name} {number + 1}",
        "kurz": random.choice(WORDS["summaries"]),
        "text": _text(house, name, named, random),
        "beginn": f"{day} {begin:02}:00",
        "ende": f"{day} {begin + 3:02}:00",
        "veranstalter": [house.provider],
        "orte": [house.venue],
        "publikum": "offen",
        "themen": [random.choice(WORDS["topics"])[0]],
        "zielgruppen": [random.choice(WORDS["audiences"])[0]],
        "kosten": {"art": "kostenlos"},
        "pflege": _care(random),
    }
    if number % 5 == 0 and day.day <= 28:
        made["wiederholung"] = {
            "regel": f"am {(day.day - 1) // 7 + 1}. {WEEKDAYS[day.weekday()]} im Monat",
            "bis": "2026-12-31",
            "ferien": "ja",
            "feiertage": "offen",
        }
    return made


def _care(random: Random) -> Block:
    day = str(TODAY - timedelta(days=random.randint(5, 200)))
    evidence: Value = {"art": "telefonat", "datum": day, "beleg_jahr": day[:4]}
    return {
        "status": "veroeffentlicht",
        "geprueft_am": day,
        "geprueft_von": "Redaktion",
        "quellen": [evidence],
    }


def _text(house: House, name: str, other: Named, random: Random) -> str:
    """A Markdown text of 150 to 250 words with headings, lists and two links."""
    said = _sentences(house, name, random.randint(6, 9), random)
    first, second, third = random.sample(WORDS["headings"], 3)
    inward = WORDS["inward"].format(titel=other.title, ziel=other.id)
    outward = WORDS["outward"].format(anbieter=house.provider_name, web=house.web)
    parts = (
        " ".join(said[:3]),
        f"## {first}",
        " ".join(said[3:5]),
        random.choice(WORDS["leads"]),
        _listed(random.sample(WORDS["items"], 3)),
        f"## {second}",
        " ".join(said[5:]),
        random.choice(WORDS["leads"]),
        _listed(random.sample(WORDS["items"], 3)),
        f"## {third}",
        f"{inward} {outward}",
    )
    return "\n\n".join(parts) + "\n"


def _sentences(house: House, name: str, count: int, random: Random) -> list[str]:
    return [
        sentence.format(was=name, ort=house.venue_name, anbieter=house.provider_name)
        for sentence in random.sample(WORDS["sentences"], count)
    ]


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
