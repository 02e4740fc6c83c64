"""Films in sign language: each on a page that loads nothing from elsewhere, and the ways there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.fields import YesNo, language_names
from sitegen.films import FilmFacts
from sitegen.models import Record
from sitegen.models.film import FILM, Film
from sitegen.models.page import EASY_PAGE, TOPIC_PAGES, Topic
from sitegen.site import Site, Target, film_facts, target_of, title_of
from sitegen.source import Media
from sitegen.views.page import FilmLink, Frame, Named, Page, Planned, View
from sitegen.views.picture import size_words
from sitegen.views.prose import url_of

_TYPES = {".mp4": ("video/mp4", "MP4"), ".webm": ("video/webm", "WebM")}


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """One of the four topics of BITV 2.0 § 4; `easy_url` is empty where nobody wrote a text."""

    kind: Topic
    easy_url: str
    films: tuple[FilmLink, ...]


@dataclass(frozen=True, slots=True)
class FilmList:
    """All films: those of the four topics, and those about something else."""

    topics: tuple[TopicEntry, ...]
    others: tuple[FilmLink, ...]


@dataclass(frozen=True, slots=True)
class FilmPage(View):
    """A film with captions, its words, and the file to keep; `about` are the pages it belongs to.

    `url` and `captions_url` are empty where nobody looked at the files.
    """

    film: FilmLink
    summary: str
    url: str
    mime: str
    width: int
    height: int
    poster_url: str
    captions_url: str
    captions_language: str
    captions_name: str
    transcript: tuple[str, ...]
    made_by: str
    by_deaf_people: bool
    made_on: date | None
    licence: str
    about: tuple[Named, ...]


def pages(record: Record[Film], site: Site, frame: Frame) -> Iterator[Planned]:
    """The film's one page."""
    film = record.content
    media, captions = _media(film.file, site), _media(film.captions, site)
    facts = film_facts(film, media)
    poster = _media(film.poster, site) if film.poster else None
    yield (
        "pages/film.html",
        FilmPage(
            page=Page(
                frame,
                FILM.address(record.id),
                film.title,
                description=film.summary,
                section="gebaerdensprache",
            ),
            film=_link(record, site),
            summary=film.summary,
            url=media.url,
            mime=_TYPES[film.file[film.file.rfind(".") :]][0],
            width=facts.width,
            height=facts.height,
            poster_url=poster.url if poster else "",
            captions_url=captions.url,
            captions_language=film.captions_language,
            captions_name=language_names()[film.captions_language],
            transcript=tuple(line for line in film.transcript.splitlines() if line.strip()),
            made_by=film.made_by,
            by_deaf_people=film.by_deaf_people is YesNo.YES,
            made_on=film.made_on,
            licence=film.licence,
            about=_about(film, site),
        ),
    )


def films_of(target: Target, site: Site) -> tuple[FilmLink, ...]:
    """The films about a record, which its pages lead to."""
    films = site.catalogue.of(FILM)
    named = site.referred_by.get(target, ())
    return tuple(_link(films[name], site) for kind, name in named if kind == FILM.name)


def with_films(view: View, films: tuple[FilmLink, ...]) -> View:
    """The view of a page of a record, with the ways to the films about it."""
    return replace(view, page=replace(view.page, films=films)) if films else view


def film_list(site: Site) -> FilmList:
    """The four topics, what somebody wrote about each in easy language, and all films."""
    films = _listed(site)
    topics = tuple(
        TopicEntry(
            topic,
            url_of((EASY_PAGE.name, name), site),
            tuple(_link(film, site) for film in films if topic in film.content.topics),
        )
        for topic, name in TOPIC_PAGES.items()
    )
    others = tuple(_link(film, site) for film in films if not film.content.topics)
    return FilmList(topics, others)


def _listed(site: Site) -> list[Record[Film]]:
    return [film for film in site.catalogue.of(FILM).values() if site.standing(film).is_listed]


def _link(record: Record[Film], site: Site) -> FilmLink:
    film = record.content
    media = _media(film.file, site)
    minutes, seconds = divmod(round(film_facts(film, media).seconds), 60)
    form = _TYPES[film.file[film.file.rfind(".") :]][1]
    size = f"{form}, {size_words(len(media.data))}" if media.url else form
    return FilmLink(film.title, FILM.address(record.id), minutes, seconds, size)


def _media(name: str, site: Site) -> Media:
    return (site.catalogue.media or {}).get(name) or Media(name, "", film=FilmFacts())


def _about(film: Film, site: Site) -> tuple[Named, ...]:
    found = ((target_of(text), url_of(target_of(text), site)) for text in film.about)
    return tuple(
        Named(title_of(record), url)
        for target, url in found
        if url and (record := site.catalogue.get(target)) is not None
    )
