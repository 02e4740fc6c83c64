"""Films in sign language: what files say, what BITV 2.0 asks for, and where the ways lead."""

import math
import re
import struct
from pathlib import Path

import pytest

from sitegen.captions import CaptionError, Cue, read_captions
from sitegen.checks import topics
from sitegen.config import MEDIA_FOLDER
from sitegen.films import FilmError, FilmFacts, read_film
from sitegen.media import load_media
from sitegen.models.film import FilmForm
from sitegen.models.page import TOPIC_PAGES
from sitegen.outputs import planned
from sitegen.pipeline import look, read
from sitegen.render import Templates
from sitegen.site import PageJob, PageSummary, Renderer, Site
from sitegen.source import Media
from sitegen.views.film import FilmPage, film_list, films_of
from sitegen.views.film import pages as film_pages
from sitegen.views.frame import frame_of
from sitegen.work import summarise
from tests.examples import project
from tests.planning import jobs_in

GOLDEN = Path(__file__).parents[1] / "golden" / "city" / MEDIA_FOLDER
MP4 = (GOLDEN / "willkommen.mp4").read_bytes()
WEBM = (project.CITY / MEDIA_FOLDER / "tee.webm").read_bytes()
FILM = (project.CITY / "content/filme/tee.yaml").read_text("utf-8")
PLACE = "content/filme/tee.yaml"
LONG = """WEBVTT
Kind: captions

NOTE Von der Redaktion
Zwei Zeilen.

STYLE
::cue {}

REGION
id:unten

eins
01:00:00.000 --> 01:00:02.000 align:start
Hallo,
Sie da.


01:00:02.000 --> 01:00:03.000
Tschüss.
"""


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("WEBVTT\n\n00:00.000 --> 00:02.500\nHallo.\n", [Cue(0, 2.5, "Hallo.")]),
        ("\ufeffWEBVTT - Titel\r\n\r\n00:01.000 --> 00:02.000\r\nHallo.", [Cue(1, 2, "Hallo.")]),
        (
            LONG,
            [Cue(3600, 3602, "Hallo,\nSie da."), Cue(3602, 3603, "Tschüss.")],
        ),
    ],
)
def test_captions_are_read(text: str, cues: list[Cue]) -> None:
    assert list(read_captions(text.encode())) == cues


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "erste Zeile"),
        ("1\n00:00:00,000 --> 00:00:02,000\nHallo.\n", 1, "erste Zeile"),
        ("WEBVTT\n\n", 3, "kein Untertitel"),
        ("WEBVTT\n\nHallo.\n", 3, "00:00.000 -->"),
        ("WEBVTT\n\n00:00,000 --> 00:02,000\nHallo.\n", 3, "00:00.000 -->"),
        ("WEBVTT\n\neins\n00:00.000 --> 00:75.000\nHallo.\n", 4, "00:00.000 -->"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nHallo.\n", 3, "endet"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\n\nHallo.\n", 3, "kein Text"),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n",
            6,
            "beginnt vor",
        ),
        (
            "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\nA\n\n" for n in (1, 5, 3)),
            9,
            "beginnt vor",
        ),
    ],
)
def test_faulty_captions_are_answered_with_their_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(CaptionError) as caught:
        read_captions(text.encode())
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_captions_in_another_encoding_are_refused() -> None:
    with pytest.raises(CaptionError, match="UTF-8"):
        read_captions("WEBVTT\n\n00:00.000 --> 00:01.000\nTschüss".encode("latin-1"))


@pytest.mark.parametrize(
    ("ending", "data", "facts"),
    [
        (".mp4", MP4, FilmFacts(320, 240, 25, 4)),
        (".webm", WEBM, FilmFacts(320, 240, 25, 1)),
    ],
)
def test_a_film_says_its_size_pace_and_length(ending: str, data: bytes, facts: FilmFacts) -> None:
    assert read_film(ending, data) == facts


def webm_of(ticks: float) -> bytes:
    """The film of the example city with another length."""
    at = WEBM.index(b"\x44\x89\x88") + 3
    return WEBM[:at] + struct.pack(">d", ticks) + WEBM[at + 8 :]


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".mp4", b""),
        (".mp4", b"%PDF-1.4"),
        (".mp4", WEBM),
        (".webm", MP4),
        (".webm", WEBM[:60]),
        *((".webm", webm_of(seconds)) for seconds in (math.nan, math.inf, -math.inf, -1.0, 1e300)),
        *((".mp4", MP4[:length]) for length in (8, 40, 300, 1_000)),
        (".mp4", MP4[:32] + b"\xff\xff\xff\xff" + MP4[36:]),
        (".mp4", MP4.replace(b"tkhd", b"abcd")),
    ],
)
def test_what_is_no_film_is_refused(ending: str, data: bytes) -> None:
    with pytest.raises(FilmError):
        read_film(ending, data)


def test_no_part_of_a_film_that_is_cut_or_changed_breaks_the_reader() -> None:
    for ending, data in ((".mp4", MP4), (".webm", WEBM)):
        for place in range(0, 1_200, 7):
            for broken in (data[:place], data[:place] + b"\xff" + data[place + 1 :]):
                try:
                    read_film(ending, broken)
                except FilmError:
                    continue


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.mp4", WEBM, "film-nicht-lesbar"),
        ("a.webm", b"RIFF", "film-nicht-lesbar"),
        ("a.vtt", b"Hallo", "film-untertitel-fehlerhaft"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_never_published(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    project.write(tmp_path, {f"{MEDIA_FOLDER}/{name}": data})
    found, findings = load_media(tmp_path)
    assert [finding.code for finding in findings] == [code]
    assert found[name] == Media(name, "")


def told(media: dict[str, Media], text: str) -> list[tuple[str, str]]:
    _, findings = read(project.sources({PLACE: text}), None, media)
    return [(it.code, it.message) for it in findings if it.code.startswith("film-")]


def files(film: FilmFacts, seconds: float = 1) -> dict[str, Media]:
    named = [Media("tee.webm", "/medien/tee.webm", film=film)]
    named += [Media("tee.vtt", "/medien/tee.vtt", seconds=seconds)]
    return {media.name: media for media in named}


@pytest.mark.parametrize(
    ("facts", "more", "codes"),
    [
        (FilmFacts(320, 240, 25, 1), "", []),
        (FilmFacts(1280, 720, 29.97, 1), "dauer_sekunden: 1\n", []),
        (FilmFacts(320, 239, 25, 1), "", ["film-zu-klein"]),
        (FilmFacts(319, 240, 25, 1), "", ["film-zu-klein"]),
        (FilmFacts(320, 240, 24, 1), "", ["film-zu-langsam"]),
        (FilmFacts(320, 240), "", ["film-angabe-fehlt", "film-angabe-fehlt"]),
        (FilmFacts(320, 240), "bilder_pro_sekunde: 25\ndauer_sekunden: 9\n", []),
        (FilmFacts(320, 240), "bilder_pro_sekunde: 12\ndauer_sekunden: 9\n", ["film-zu-langsam"]),
        (FilmFacts(320, 240, 25, 1), "breite: 640\n", ["film-angabe-falsch"]),
        (FilmFacts(320, 240, 25, 1), "dauer_sekunden: 2\n", ["film-angabe-falsch"]),
    ],
)
def test_a_film_keeps_what_the_regulation_asks_for(
    facts: FilmFacts, more: str, codes: list[str]
) -> None:
    text = FILM.replace("untertitel:", f"{more}untertitel:", 1)
    assert [code for code, _ in told(files(facts), text)] == codes


def test_all_that_nobody_has_looked_at_is_named() -> None:
    _, findings = read(project.sources({PLACE: re.sub(r": ja\b", ": unbekannt", FILM)}), None)
    (found,) = (it for it in findings if it.code == "film-gestaltung-offen")
    names = [str(field.alias) for field in FilmForm.model_fields.values()]
    assert found.message.endswith(f": {len(names)}.")
    assert [name for name in names if name not in found.hint] == []


def test_captions_after_the_end_are_reported() -> None:
    facts = FilmFacts(320, 240, 25, 1)
    message = "Der letzte Untertitel endet nach 2,1 Sekunden, der Film nach 1."
    assert told(files(facts, seconds=2.1), FILM) == [("film-untertitel-zu-lang", message)]
    assert told(files(facts, seconds=2), FILM) == []


def site(folder: Path, files: project.Files) -> Site:
    found, outcome = look(project.order(project.city(folder, files)))
    assert found is not None, outcome.findings
    return found


PAGE = """---
titel: Start
kurz: Alles.
pflege: {status: veroeffentlicht, quellen: [{art: sonstiges, titel: Eigener Text}]}
---

Text.
"""
TWIN = "---\ntitel: Start\n---\n\nEin Satz.\n"


def test_a_film_has_a_page_and_is_named_where_it_belongs(tmp_path: Path) -> None:
    topic = FILM.replace("zu:", "themen: [navigation]\nstandbild: anger.png\nzu:", 1)
    changed = {
        PLACE: topic,
        "content/seiten/start.md": PAGE,
        "content/seiten/start.leicht.md": TWIN,
    }
    found = site(tmp_path, changed)
    (link,) = films_of(("angebot", "teestube"), found)
    assert (link.title, link.url) == ("Wir trinken Tee", "/gebaerdensprache/tee/")
    assert (link.minutes, link.seconds, link.size) == (0, 1, "WebM, 2 kB")
    entries = {entry.kind: entry for entry in film_list(found).topics}
    assert list(entries) == list(TOPIC_PAGES)
    assert entries["inhalt"].easy_url == "/leichte-sprache/"
    assert [bool(entry.films) for entry in entries.values()] == [False, True, False, False]
    assert film_list(found).others == ()
    jobs = {job.url: job for job in jobs_in(planned(found))}
    renderer = Templates(tmp_path / "templates", found.catalogue.texts)
    assert jobs["/medien/tee.webm"].render(renderer) == WEBM
    assert {"/medien/tee.vtt", "/medien/anger.png.jpg"} <= jobs.keys()
    record = found.catalogue.records["film"]["tee"]
    ((_, view),) = film_pages(record, found, frame_of(found))  # type: ignore[arg-type]
    assert isinstance(view, FilmPage)
    assert (view.url, view.mime, view.width) == ("/medien/tee.webm", "video/webm", 320)
    assert view.poster_url == "/medien/anger.png.jpg"
    assert [about.url for about in view.about] == ["/angebote/teestube/"]


def test_a_film_that_is_not_public_is_in_no_file(tmp_path: Path) -> None:
    found = site(tmp_path, {PLACE: FILM.replace("status: veroeffentlicht", "status: entwurf")})
    assert films_of(("angebot", "teestube"), found) == ()
    assert film_list(found).others == ()
    assert not [
        job.url for job in jobs_in(planned(found)) if "tee." in job.url or "sprache/tee" in job.url
    ]


def start(body: str) -> PageSummary:
    def nothing(_: Renderer) -> bytes:
        return b""

    html = f"<!DOCTYPE html><title>x</title><h1>x</h1>{body}"
    return summarise(PageJob("/", "", nothing), html.encode())


EASY = '<a href="x/" hreflang="de-simple">x</a>'
ALL = "".join(f'<li data-bitv4="{topic}">{EASY}</li>' for topic in TOPIC_PAGES)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (ALL, []),
        (ALL.replace('data-bitv4="navigation"', ""), ["navigation"]),
        (ALL.replace("de-simple", "gsg", 1), ["inhalt"]),
        # A way to easy language elsewhere on the page is not the way to the topic.
        (ALL.replace(EASY, "") + EASY, [*TOPIC_PAGES]),
        ("", [*TOPIC_PAGES]),
    ],
)
def test_the_start_page_leads_to_four_topics(body: str, missing: list[str]) -> None:
    found = list(topics.check([start(body)], {}))
    assert {finding.code for finding in found} <= {"startseite-thema-fehlt"}
    assert [finding.message.split("„")[1].split("“")[0] for finding in found] == missing


def test_a_start_page_that_could_not_be_made_was_answered_already() -> None:
    assert list(topics.check([PageSummary("/", "index.html", digest="")], {})) == []


def test_other_pages_need_no_topics() -> None:
    def nothing(_: Renderer) -> bytes:
        return b""

    other = summarise(PageJob("/kontakt/", "", nothing), b"<title>x</title><h1>x</h1>")
    assert list(topics.check([other], {})) == []
