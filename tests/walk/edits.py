"""Changes to the sources, as editors, translators and developers make them.

A table of what may be written where, and the few that are more than other words at a place.
"""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TypeAlias

from PIL import Image

from tests.walk.world import World

Change: TypeAlias = Callable[[Random, World], str]
"""Does something to the world and says to what, or nothing where there was nothing to do."""

Values: TypeAlias = Sequence[str] | Callable[[Random, World, str], str]

OFFERS, EVENTS = "offers/*.yaml", "content/veranstaltungen/*.yaml"
BODIES, VENUES = "content/anbieter/*.yaml", "content/orte/*.yaml"
NEWS, PAGES = "content/meldungen/*.md", "content/seiten/*.md"
INITIATIVES, DOCUMENTS = "content/initiativen/*.md", "content/dokumente/*.yaml"
FILMS, GUIDES = "content/filme/*.yaml", "content/wegfinder/*.yaml"
TERMS, TEXTS = "content/taxonomie/*.yaml", "content/texte/*.yaml"
SITE, CRISIS, FACTS = "content/site.yaml", "content/krisenhilfe.yaml", "content/fakten.yaml"
REVIEWS = "content/pruefungen.yaml"
OF_THEIR_OWN = (OFFERS, EVENTS, BODIES, VENUES, NEWS, PAGES, INITIATIVES, DOCUMENTS, FILMS, GUIDES)
COLLECTIONS = (TERMS, CRISIS, FACTS, REVIEWS)

_WORDS = (
    *("Singen am Fluss", "Teestube am Anger", "Großes Teefest", "Über uns", "Lesekreis"),
    *("Frühstück für alle", "Mitmachen", "Offene Türen", "Neue Stühle", "Ein langer Spaziergang"),
)
_SENTENCES = (
    *("Wir treffen uns am Fluss.", "Tee trinken und ins Gespräch kommen.", "Alle sind willkommen."),
    *("Mehr steht [hier](angebot:teestube).", "Mehr in der [Teestube](angebot:teestube)."),
    *("Es gibt [[fakt:allein-lebend]] Gründe.", "Nachts hilft der [[krisenhilfe:notruf]]."),
    *(
        "Beschlossen in Antrag 12/2025.",
        "Das steht in Vorlage 7/2025.",
        "Rufen Sie an unter 0711 12345.",
    ),
    *("Das [Haus](ort:haus-am-anger) ist offen.", "Beim [Verein](anbieter:voll) gibt es Kuchen."),
    *("Ein *anderer* Satz – mit „Worten“.", "Zum [Fest](veranstaltung:voll) gibt es Tee."),
)
_PLAIN = tuple(it for it in _SENTENCES if "[" not in it and "*" not in it)
_RULES = ("jeden 2. Monat am 3. Dienstag", "jeden 3. Dienstag im Monat", "jeden 3. Dienstag")
_EASY = (
    "Wir trinken Tee.",
    "Sie können einfach kommen.",
    "Alle dürfen mit|machen.",
    "Es gibt Saft.",
)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other words where a pattern finds some: they are its only group."""

    globs: tuple[str, ...]
    pattern: str
    values: Values

    def __call__(self, random: Random, world: World) -> str:
        """Write another value at one of the places."""
        pattern, found = re.compile(self.pattern, re.MULTILINE), []
        for path in world.files(*self.globs):
            text = text_of(path)
            found += [(path, text, match.span(1)) for match in pattern.finditer(text)]
        if not found:
            return ""
        # Files first, so that long ones do not get all the changes.
        path = random.choice(sorted({path for path, _, _ in found}))
        _, text, (start, end) = random.choice([it for it in found if it[0] == path])
        values, old = self.values, text[start:end]
        if callable(values):
            new = values(random, world, old)
        else:
            new = random.choice([it for it in values if it != old] or [old])
        if new == old:
            return ""
        saved(random, path, text[:start] + new + text[end:])
        return f"{path.relative_to(world.project)}: {old!r} -> {new!r}"


def text_of(path: Path) -> str:
    """The text of a file, whatever bytes are in it."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def saved(random: Random, path: Path, text: str) -> None:
    """Write a file as one editor does or as another: in place, or by another in its place."""
    data = text.encode("utf-8", "surrogateescape")
    if random.random() < 0.5:
        path.write_bytes(data)
        return
    other = path.with_name(f".{path.name}.swp")
    other.write_bytes(data)
    other.replace(path)


# --- Values -----------------------------------------------------------------------------------


def _other_day(random: Random, world: World, old: str) -> str:
    """A day near the old one, or near the day of the build."""
    near = world.order.today if random.random() < 0.5 else date.fromisoformat(old)
    return (near + timedelta(days=random.choice((-200, -31, -7, -1, 0, 1, 7, 30, 200)))).isoformat()


def _past_day(random: Random, world: World, _old: str) -> str:
    days = random.choice((0, 1, 10, 100, 170, 190, 300, 800))
    return (world.base - timedelta(days=days)).isoformat()


def _record(*globs: str) -> Callable[[Random, World, str], str]:
    """The id of some record that stands in a file of its own."""

    def value(random: Random, world: World, _old: str) -> str:
        return random.choice([path.name.split(".")[0] for path in world.files(*globs)])

    return value


def _target(random: Random, world: World, old: str) -> str:
    kind, glob = random.choice((("angebot", OFFERS), ("anbieter", BODIES), ("seite", PAGES)))
    return f"{kind}/{_record(glob)(random, world, old)}"


def _more(_random: Random, _world: World, old: str) -> str:
    """The same with a word more, or one less."""
    return old.removesuffix(" neu") if old.endswith(" neu") else f"{old} neu"


def _further_in(_random: Random, _world: World, old: str) -> str:
    return f" {old}"


def _number(random: Random, _world: World, _old: str) -> str:
    return str(random.randrange(10, 99))


EDITS: Mapping[str, Rewrite] = {
    "title": Rewrite((*OF_THEIR_OWN, EVENTS), r"^titel: (.+)$", _WORDS),
    "name": Rewrite((BODIES, VENUES), r"^name: (.+)$", _WORDS),
    "summary": Rewrite(OF_THEIR_OWN, r"^kurz: ([^|\n].*)$", _PLAIN),
    "body": Rewrite((OFFERS, EVENTS, BODIES, VENUES), r"^  ([A-Z].{9,}\.)$", _SENTENCES),
    "body of a page": Rewrite((NEWS, PAGES, INITIATIVES), r"^([A-Z].*\.)$", _SENTENCES),
    "body of a document": Rewrite((DOCUMENTS,), r"^text: ([^|].*)$", _SENTENCES),
    "body of a term": Rewrite((TERMS,), r"^    ([A-Z].{9,}\.)$", _SENTENCES),
    "step of a guide": Rewrite((GUIDES,), r"(?:wie|sagen|frage|wer): ([^|\n].+)$", _PLAIN),
    "way of a guide": Rewrite((GUIDES,), r"weiter: (.+)$", ("reden", "wo", "treff")),
    "day": Rewrite((OFFERS, EVENTS, NEWS), r"\b(20\d\d-\d\d-\d\d)\b", _other_day),
    "begin of an event": Rewrite((EVENTS,), r"^beginn: (20\d\d-\d\d-\d\d)\b", _other_day),
    "day of news": Rewrite((NEWS,), r"^datum: (.+)$", _past_day),
    "time": Rewrite((OFFERS, EVENTS), r"\b(\d\d:\d\d)\b", ("09:00", "14:00", "16:30", "18:30")),
    "rhythm": Rewrite(
        (OFFERS,), r"^ +- (Mittwoch|jeden .*|montags)$", ("montags", "jeden 1. Dienstag im Monat")
    ),
    "rhythm of an event": Rewrite((EVENTS,), r"^rhythmus: (.+)$", ("alle zwei Monate", "im Mai")),
    "repetition": Rewrite((EVENTS,), r"^  regel: (.+)$", _RULES),
    "price": Rewrite((OFFERS, EVENTS), r"^  betrag: (.+)$", ("2,50", "3", "4,20")),
    "costs": Rewrite((OFFERS,), r"^kosten:\n  art: (.+)$", ("fest", "kostenlos", "spende")),
    "district": Rewrite((VENUES,), r"^stadtbezirk: (.+)$", ("mitte", "nord")),
    "topic": Rewrite(OF_THEIR_OWN, r"^themen:\n  - (.+)$", ("begegnung", "bewegung", "krise")),
    "audience": Rewrite((OFFERS, EVENTS), r"^zielgruppen:\n  - (.+)$", ("alle", "angehoerige")),
    "provider": Rewrite((OFFERS,), r"^anbieter:\n  - (.+)$", _record(BODIES)),
    "venue": Rewrite((OFFERS, EVENTS), r"^orte:\n  - (.+)$", _record(VENUES)),
    "status": Rewrite(
        OF_THEIR_OWN,
        r"^  status: (.+)$",
        ("entwurf", "pausiert", "beendet", *["veroeffentlicht"] * 4),
    ),
    "last checked": Rewrite(OF_THEIR_OWN, r"^  geprueft_am: (.+)$", _past_day),
    "checked by": Rewrite(OF_THEIR_OWN, r"^  geprueft_von: (.+)$", ("Redaktion", "Büro")),
    "check of many": Rewrite((REVIEWS,), r"^  am: (.+)$", _past_day),
    "valid until": Rewrite(OF_THEIR_OWN, r"^  gueltig_bis: (.+)$", _other_day),
    "referral": Rewrite((OFFERS, EVENTS, PAGES), r"^    - ziel: (.+)$", _target),
    "reason of a referral": Rewrite((OFFERS, EVENTS), r"^      grund: (.+)$", _PLAIN),
    "former id": Rewrite(
        OF_THEIR_OWN, r"^fruehere_ids:\n  - (.+)$", ("einst", "damals", "vormals", "ehedem")
    ),
    "easy text": Rewrite((OFFERS, EVENTS, TERMS), r"^ {6,8}([A-Z].+\.)$", _EASY),
    "easy page": Rewrite(("content/seiten/*.leicht.md",), r"^([A-Z].+\.)$", _EASY),
    "digest of a translated text": Rewrite(
        (*OF_THEIR_OWN, TERMS), r"quelle_hash: (\w+)$", ("0123456789ab", "2bf21b5c34d8")
    ),
    "translation": Rewrite(
        (*OF_THEIR_OWN, TERMS), r"^ {6,8}kurz: (.+)$", ("Come and see.", "Tea for all.")
    ),
    "translated page": Rewrite((PAGES,), r"^titel: ([A-Z]\w+ (?:to|us).*)$", ("Hello to you",)),
    "glossary": Rewrite(("content/taxonomie/glossar.yaml",), r"^    ([A-Z].+\.)$", _EASY),
    "search word": Rewrite(
        ("content/taxonomie/suchworte.yaml",), r"^    - ([a-z]+)$", ("plaudern", "schwatzen")
    ),
    "label": Rewrite((TERMS,), r"^  name: (.+)$", _more),
    "easy label": Rewrite((TERMS,), r"^  leicht: (.+)$", ("Mit-Machen", "Für alle", "Gut leben")),
    "language": Rewrite((TERMS,), r"^  umfang: (.+)$", ("angebote", "seiten")),
    "crisis line": Rewrite((CRISIS,), r"^  name: (.+)$", _more),
    "words of a crisis line": Rewrite((CRISIS,), r"^  (?:fuer|wann): (.+)$", _more),
    "fact": Rewrite((FACTS,), r"^  wert: (.+)$", _number),
    "statement of a fact": Rewrite((FACTS,), r"^  aussage: (.+)$", _PLAIN),
    "interface text": Rewrite((TEXTS,), r"^ +[a-z_]+: ([A-Za-zÄÖÜ][^\n\"{}|]*[a-z])$", _more),
    "name of the site": Rewrite((SITE,), r"^(?:name|untertitel|stadt): (.+)$", _more),
    "mode": Rewrite((SITE,), r"^betrieb: (.+)$", ("demo", "produktion")),
    "address of the site": Rewrite(
        (SITE,), r"^basisadresse: (.+)$", ("https://a.example.org/", "https://b.example.org/x/")
    ),
    "phone of the site": Rewrite((SITE,), r"^  telefon: (.+)$", ("030 23125 100", "030 23125 101")),
    "land": Rewrite((SITE,), r"^bundesland: (.+)$", ("BW", "BE", "BY")),
    "separator": Rewrite((SITE,), r"^  trennung: (.+)$", ("mediopunkt", "bindestrich")),
    "notice": Rewrite((SITE,), r"^hinweis:\n  text: (.+)$", _PLAIN),
    "days of the notice": Rewrite((SITE,), r"^  (?:ab|bis): (20.+)$", _other_day),
    "cancelled": Rewrite((EVENTS,), r"abgesagt: (.+)$", ("ja", "nein")),
    "state of an event": Rewrite(
        (EVENTS,), r"^stand: (.+)$", ("ausgebucht", "abgesagt", "geplant")
    ),
    "caption": Rewrite(("content/medien/*.vtt",), r"^([A-Z]\w+ \w+.*)$", ("Wir trinken Saft.",)),
    "template": Rewrite(("templates/*/*.html",), r"(<p>|<h1|<li)", _further_in),
    "asset": Rewrite(("templates/assets/*.css",), r"(#[0-9a-f]{6})\b", ("#123456", "#654321")),
}


# --- Files ------------------------------------------------------------------------------------


def _touched(random: Random, world: World) -> str:
    path = random.choice(world.files("content/**/*", OFFERS, "templates/**/*"))
    os.utime(path)
    return str(path.relative_to(world.project))


def _unseen(random: Random, world: World) -> str:
    """Other bytes, as many as before, and the old time."""
    found = [
        it
        for it in world.files(*OF_THEIR_OWN)
        if re.search("^kurz: [A-Z]", text_of(it), re.MULTILINE)
    ]
    if not found:
        return ""
    path = random.choice(found)
    state, letter = path.stat(), random.choice("ABCDEFGH")
    saved(
        random, path, re.sub("^(kurz: )[A-Z]", rf"\g<1>{letter}", text_of(path), flags=re.MULTILINE)
    )
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return str(path.relative_to(world.project))


def _times_swapped(random: Random, world: World) -> str:
    one, other = random.sample(world.files(*OF_THEIR_OWN), 2)
    times = [path.stat().st_mtime_ns for path in (one, other)]
    for path, time in zip((other, one), times, strict=True):
        os.utime(path, ns=(time, time))
    return f"{one.name}, {other.name}"


def _files_swapped(random: Random, world: World) -> str:
    """Two records take each other's place, each with its time."""
    folder = random.choice((OFFERS, EVENTS, NEWS, VENUES))
    one, other = random.sample(world.files(folder), 2)
    between = one.with_name(".between.swp")
    for path, new in ((one, between), (other, one), (between, other)):
        path.rename(new)
    return f"{one.name}, {other.name}"


def _picture_drawn(random: Random, world: World) -> str:
    picture, data = Image.new("RGB", (16, 9), (random.randrange(256), 0, 0)), BytesIO()
    picture.save(data, "PNG")
    name = random.choice(("anger.png", "anger.png", "haus.png"))
    (world.project / "content" / "medien" / name).write_bytes(data.getvalue())
    return name


def _picture_removed(_random: Random, world: World) -> str:
    path = world.project / "content" / "medien" / "haus.png"
    if not path.exists():
        return ""
    path.unlink()
    return path.name


def _paper_changed(random: Random, world: World) -> str:
    path = world.project / "content" / "medien" / "tassen.pdf"
    with path.open("ab") as file:
        file.write(b"%% %d\n" % random.randrange(100))
    return path.name


FILES: Mapping[str, Change] = {
    "file touched": _touched,
    "same size, same time": _unseen,
    "times swapped": _times_swapped,
    "files swapped": _files_swapped,
    "picture drawn": _picture_drawn,
    "picture removed": _picture_removed,
    "paper changed": _paper_changed,
}
