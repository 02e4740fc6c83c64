"""feed.atom as programs read it: valid, complete, in order, and the same on every day."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest

from sitegen.derive import derive
from sitegen.outputs import feed
from sitegen.pipeline import read
from sitegen.render import Templates
from sitegen.site import Site
from tests.examples import project
from tests.planning import jobs_in

BASE = "https://musterstadt.example.org/nebenan/"
ATOM = "{http://www.w3.org/2005/Atom}"


def news(day: str, title: str = "Neue Bänke", **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return (
        f"---\ntitel: {title}\nkurz: Es gibt Bänke.\ndatum: {day}\n{more}"
        "pflege:\n  status: veroeffentlicht\n  quellen:\n    - art: sonstiges\n---\n"
    )


def happening(checked_on: str = "2026-02-03", state: str = "bestaetigt", more: str = "") -> str:
    return (
        f"titel: Tischgespräch\nkurz: Reden & zuhören.\nstand: {state}\n{more}"
        "pflege:\n  status: veroeffentlicht\n"
        f"  geprueft_am: {checked_on}\n  geprueft_von: Redaktion\n"
        "  quellen:\n    - art: telefonat\n"
    )


def site(
    files: Mapping[str, str], base_url: str | None = BASE, today: date = project.TODAY
) -> Site:
    everything: project.Files = {
        "content/meldungen/tassen.md": None,
        **{
            name if "/" in name else f"content/meldungen/{name}.md": text
            for name, text in files.items()
        },
    }
    catalogue, findings = read(project.sources(everything), base_url)
    assert not [finding for finding in findings if finding.is_error], findings
    return derive(catalogue, today, {})[0]


def written(found: Site) -> bytes:
    (job,) = jobs_in(feed.plan(found))
    assert job.url == "/feed.atom"
    return job.render(Templates(project.HERE, {"de": {}}))


def test_a_reader_of_feeds_understands_it() -> None:
    files = {
        "alt": news("2025-02-01", "Alt & gut"),
        "neu": news("2026-03-01", "„Neu“ <b>"),
        "entwurf": news("2026-04-01").replace("veroeffentlicht", "entwurf"),
    }
    data = written(site(files))
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert parsed.feed.id == parsed.feed.links[0].href == BASE + "feed.atom"
    assert parsed.feed.updated == "2026-03-01T12:00:00Z"
    assert parsed.feed.language == "de"
    assert [entry.link for entry in parsed.entries] == [
        BASE + "meldungen/neu/",
        BASE + "meldungen/alt/",
    ]
    assert [entry.id for entry in parsed.entries] == [entry.link for entry in parsed.entries]
    assert parsed.entries[1].title == "Alt & gut"
    assert parsed.entries[0].summary == "Es gibt Bänke."
    assert [entry.updated for entry in parsed.entries] == [
        "2026-03-01T12:00:00Z",
        "2025-02-01T12:00:00Z",
    ]


# What RFC 4287 says of the elements that we write: how often each may stand in its parent.
ONCE, OFTEN, AT_MOST_ONCE = (1, 1), (1, 99), (0, 1)
RULES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "feed": {
        "id": ONCE,
        "title": ONCE,
        "updated": ONCE,
        "author": OFTEN,
        "link": OFTEN,
        "subtitle": AT_MOST_ONCE,
        "entry": (0, 99),
    },
    "entry": {
        "id": ONCE,
        "title": ONCE,
        "updated": ONCE,
        "link": OFTEN,
        "summary": AT_MOST_ONCE,
        "published": AT_MOST_ONCE,
    },
    "author": {"name": ONCE},
}
ALONE = frozenset(["id", "title", "updated", "published", "subtitle", "summary", "name"])
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def faults(data: bytes) -> list[str]:
    """Every rule of the standard that a feed breaks."""
    root = ET.fromstring(data)  # noqa: S314 - our own feed
    if root.tag != f"{ATOM}feed":
        return ["no feed"]
    ids = [it.text for it in root.iter(f"{ATOM}id")]
    doubled = [f"twice: {name}" for name, count in Counter(ids).items() if count > 1]
    return [*doubled, *_faults(root)]


def _faults(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(ATOM)
    counts = Counter(child.tag.removeprefix(ATOM) for child in element)
    rules = RULES.get(name, {})
    for inner in counts.keys() | rules.keys():
        low, high = rules.get(inner, (0, 0))
        if not low <= counts[inner] <= high:
            yield f"{inner} {counts[inner]} times in {name}"
    text = (element.text or "").strip()
    if name in ALONE and not text:
        yield f"{name} is empty"
    if name in {"updated", "published"} and not INSTANT.fullmatch(text):
        yield f"no instant: {text}"
    if name == "id" and not text.startswith("https://"):
        yield f"no address: {text}"
    if name == "link" and not (element.get("href", "").startswith(BASE) and element.get("rel")):
        yield f"a link to nowhere: {element.attrib}"
    links = [(it.get("rel"), it.get("type")) for it in element.findall(f"{ATOM}link")]
    if len(links) > len(set(links)):
        yield "two ways to the same"
    for child in element:
        yield from _faults(child)


def test_it_keeps_to_the_standard() -> None:
    files = {
        "neu": news("2026-03-01", "„Neu“ <b>"),
        "content/veranstaltungen/a.yaml": happening(more="beginn: 2026-12-01 18:00\n"),
        "content/veranstaltungen/b.yaml": happening(more="beginn: 2026-12\n"),
    }
    data = written(site(files))
    assert faults(data) == []
    for old, new in (
        (b"<id>https", b"<id>http"),
        (b"12:00:00Z", b"12:00"),
        (b'rel="alternate"', b'rel=""'),
        (b"veranstaltungen/b/</id>", b"veranstaltungen/a/</id>"),
        (b"<name>B\xc3\xbcro f\xc3\xbcr Begegnung</name>", b""),
    ):
        assert old in data, old
        assert faults(data.replace(old, new)), old


# --- events


@pytest.mark.parametrize(
    ("more", "state", "summary"),
    [
        ("beginn: 2026-12-01 18:00\nende: 2026-12-01 20:00\n", "bestaetigt",
         "Dienstag, 1. Dezember 2026, 18–20 Uhr. Reden & zuhören."),
        ("beginn: 2026-12-01\nende: 2026-12-03\n", "bestaetigt",
         "1. bis 3. Dezember 2026. Reden & zuhören."),
        ("beginn: 2026-12\n", "geplant", "Angekündigt: Dezember 2026. Reden & zuhören."),
        ("beginn: 2026-12-01\n", "abgesagt",
         "Abgesagt: Dienstag, 1. Dezember 2026. Reden & zuhören."),
        ("beginn: 2026-12-01 18:00\nwiederholung:\n  regel: jeden 2. Monat am 1. Dienstag\n",
         "bestaetigt", "jeden 2. Monat am 1. Dienstag, ab 18 Uhr. Reden & zuhören."),
        ("rhythmus: manchmal\ntermine:\n  - am: 2026-12-01\n", "bestaetigt",
         "manchmal. Reden & zuhören."),
    ],
)  # fmt: skip
def test_an_event_says_when_it_is(more: str, state: str, summary: str) -> None:
    texts = "calendar:\n  mark_abgesagt: Abgesagt\n  mark_geplant: Angekündigt\n"
    given = project.CITY / "content" / "texte" / "de.yaml"
    files = {
        "content/veranstaltungen/reihe.yaml": happening(state=state, more=more),
        "content/texte/de.yaml": given.read_text("utf-8") + texts,
    }
    (entry,) = feedparser.parse(written(site(files))).entries
    assert (entry.title, entry.summary) == ("Tischgespräch", summary)
    assert entry.link == entry.id == f"{BASE}veranstaltungen/reihe/"
    assert entry.updated == "2026-02-03T12:00:00Z"


def test_events_stand_between_the_news_by_the_day_of_their_check() -> None:
    files = {
        "alt": news("2026-02-01"),
        "neu": news("2026-02-05"),
        "content/veranstaltungen/a.yaml": happening(more="beginn: 2026-12-01\n"),
        "content/veranstaltungen/b.yaml": happening("2026-02-09", more="beginn: 2026-01-01\n"),
    }
    entries = feedparser.parse(written(site(files))).entries
    assert [entry.link.removeprefix(BASE) for entry in entries] == [
        "veranstaltungen/b/",
        "meldungen/neu/",
        "veranstaltungen/a/",
        "meldungen/alt/",
    ]


def test_a_change_since_the_check_is_news() -> None:
    text = happening("2026-02-03", more="beginn: 2026-12-01\n")
    on = text.replace("  geprueft_von:", "  geaendert_am: 2026-02-07\n  geprueft_von:")
    for today, updated in ((date(2026, 2, 6), "2026-02-03"), (date(2026, 2, 7), "2026-02-07")):
        found = site({"content/veranstaltungen/a.yaml": on}, today=today)
        (entry,) = feedparser.parse(written(found)).entries
        assert entry.updated == f"{updated}T12:00:00Z"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  geprueft_am: 2026-02-03\n  geprueft_von: Redaktion\n", ""),
        ("status: veroeffentlicht", "status: pausiert"),
        ("status: veroeffentlicht", "status: entwurf"),
        ("art: telefonat", "art: presse"),
    ],
)
def test_only_what_is_public_and_checked_is_in_it(old: str, new: str) -> None:
    text = happening(more="beginn: 2026-12-01\n")
    assert old in text
    files = {"content/veranstaltungen/a.yaml": text.replace(old, new)}
    assert jobs_in(feed.plan(site(files))) == []
    assert jobs_in(feed.plan(site({"content/veranstaltungen/a.yaml": text})))


def test_a_renamed_piece_is_not_new() -> None:
    text = news("2026-03-01", fruehere_ids="[ganz-alt, alt]")
    (entry,) = feedparser.parse(written(site({"neu": text}))).entries
    assert (entry.id, entry.link) == (BASE + "meldungen/ganz-alt/", BASE + "meldungen/neu/")


def test_it_holds_the_newest_fifty() -> None:
    files = {f"m{n:02}": news(f"2026-01-{n % 28 + 1:02}") for n in range(60)}
    entries = feedparser.parse(written(site(files))).entries
    days = [entry.updated for entry in entries]
    assert len(entries) == feed.LONGEST == 50
    assert days == sorted(days, reverse=True)
    assert min(days) == "2026-01-04T12:00:00Z"


def test_the_day_of_the_build_does_not_matter() -> None:
    files = {
        "neu": news("2026-03-01"),
        "content/veranstaltungen/a.yaml": happening(more="beginn: 2026-12-01\n"),
    }
    assert written(site(files)) == written(site(files, today=date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("files", "base_url"),
    [({}, BASE), ({"neu": news("2026-03-01")}, None)],
    ids=["nothing", "no-address"],
)
def test_no_feed_without_anything_to_say_or_an_address(
    files: dict[str, str], base_url: str | None
) -> None:
    assert jobs_in(feed.plan(site(files, base_url))) == []
