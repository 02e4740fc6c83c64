"""The frozen values between the stages: Catalogue, Site, PageJob, PageSummary.

A *Catalogue* holds all valid, linked records; a *Site* is the catalogue as it stands today
(who is shown, what belongs to what); a *PageJob* is a file that could be made; a
*PageSummary* is what remains of it once it is made.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import partial
from sys import intern
from typing import Any, Literal, Protocol, TypeAlias, TypeVar, cast

from sitegen.config import SiteConfig
from sitegen.diagnostics import Findings, Keys
from sitegen.films import FilmFacts
from sitegen.models import Content, ContentType, Record
from sitegen.models.blocks import Picture
from sitegen.models.film import Film
from sitegen.models.versions import easy_block
from sitegen.source import Media, MediaKind
from sitegen.timetable import Occurrence, Timetable

M = TypeVar("M", bound=Content)
V = TypeVar("V")

AnyRecord: TypeAlias = Record[Content]
Target: TypeAlias = tuple[str, str]
Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything editors wrote: settings, interface texts by language, records by type and id.

    `media` are the pictures and files of content/medien/ by name, None where nobody looked.
    """

    config: SiteConfig
    texts: Mapping[str, Texts]
    records: Mapping[str, Mapping[str, AnyRecord]]
    media: Mapping[str, Media] | None = None

    def of(self, content_type: ContentType[M]) -> Mapping[str, Record[M]]:
        """All records of one type by id, in file order."""
        return cast("Mapping[str, Record[M]]", self.records.get(content_type.name, {}))

    def get(self, target: Target) -> AnyRecord | None:
        """The record of that type and id, if there is one."""
        return self.records.get(target[0], {}).get(target[1])

    def all(self) -> tuple[AnyRecord, ...]:
        """Every record, type after type."""
        return tuple(record for group in self.records.values() for record in group.values())


def target_of(text: str) -> Target:
    """The record that `typ/id` names."""
    kind, _, record_id = text.partition("/")
    return kind, record_id


def title_of(record: AnyRecord) -> str:
    """What a record is called, whatever type it is."""
    content = record.content
    for name in ("title", "name", "statement"):
        words = getattr(content, name, "")
        if words:
            return str(words)
    return record.id


def pictures_of(record: AnyRecord) -> Iterator[tuple[Picture, Keys]]:
    """The pictures of a record and of its easy text, with the keys of each."""
    content = record.content
    picture = getattr(content, "picture", None)
    if isinstance(picture, Picture):
        yield picture, ("bild",)
    for number, own in enumerate(getattr(content, "pictures", [])):
        yield own, ("bilder", number)
    easy = easy_block(content)
    for number, own in enumerate(easy.pictures if easy else []):
        yield own, ("sprachfassungen", "leicht", "bilder", number)


def media_of(record: AnyRecord) -> Iterator[tuple[str, Keys, MediaKind]]:
    """The files of content/medien/ that a record names: pictures, a file to read, a film."""
    for picture, keys in pictures_of(record):
        yield picture.file, (*keys, "datei"), "bild"
    content = record.content
    if isinstance(content, Film):
        yield content.file, ("datei",), "film"
        yield content.captions, ("untertitel",), "untertitel"
        if content.poster:
            yield content.poster, ("standbild",), "bild"
        return
    file = getattr(content, "file", None)
    if file is not None:
        yield file, ("datei",), "pdf"


def film_facts(film: Film, media: Media) -> FilmFacts:
    """Size, pace and length of a film: as its file says, else as its record does."""
    told = media.film or FilmFacts()
    return FilmFacts(
        told.width or film.width or 0,
        told.height or film.height or 0,
        told.frames or film.frames or 0,
        told.seconds or film.seconds or 0,
    )


class Visibility(Enum):
    """What visitors see of a record."""

    LISTED = "sichtbar"
    ENDED = "endseite"
    WITHHELD = "zurueckgehalten"


@dataclass(frozen=True, slots=True)
class Age:
    """How old the last check of a record is today.

    `due` is the last day on which it counts, `pause` the first on which visitors find the
    record no more; None for what is never due, or never pauses. `is_held`: that day has come,
    but for too many at once, and so it is still shown.
    """

    state: Literal["ungeprueft", "frisch", "faellig", "ueberfaellig", "pausiert"]
    due: date | None = None
    pause: date | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a record can be trusted today, and why it is not shown if it is not.

    `reason` is a stable word ("entwurf", "ungeprueft", …); `evidence_year` is the newest
    year that its sources prove, if any; `age` is None for what nobody has to check.
    """

    visibility: Visibility
    is_verified: bool = False
    reason: str = ""
    evidence_year: int | None = None
    age: Age | None = None

    @property
    def is_listed(self) -> bool:
        """Whether the record may appear in lists, links and data."""
        return self.visibility is Visibility.LISTED


@dataclass(frozen=True, slots=True)
class Referral:
    """One record points a visitor to another, with a reason; `is_back` for the way back."""

    target: Target
    reason: str
    is_back: bool = False


class Shared:
    """What several pages ask of a site, worked out when it is first asked."""

    def __init__(self) -> None:
        """Nothing is worked out yet."""
        self._found: dict[tuple[Hashable, ...], Any] = {}

    def of(self, site: "Site", make: Callable[..., Any], key: tuple[Hashable, ...]) -> Any:
        """What `make(site, *key)` gives."""
        asked = (make, *key)
        if asked not in self._found:
            self._found[asked] = make(site, *key)
        return self._found[asked]


@dataclass(frozen=True, slots=True)
class Site:
    """The catalogue as of `today`: standings, and indexes so that no page has to search.

    `offers_by` maps a record (district, topic, audience, organisation, venue) to the ids of
    its listed offers in title order; `everywhere` are those for the whole city or country, and
    visiting ones that name no district.
    `upcoming` are the ids of events to come, soonest first, `past` of those that are over,
    newest first (`over` as a set), `series` of those without a date; `events_by` maps records
    to events that are not over. `timetables` are those of listed offers and events whose times
    may be shown, `dates` what comes of them next: at least the next 12 and all of the next two
    weeks.
    `papers` maps the numbers of listed documents to them; `refers` and
    `referred_by` say what each listed record names and what names it.
    `former_urls` lead from old addresses to present ones; `assets` are style, scripts and
    pictures of the frame by url path.
    """

    catalogue: Catalogue
    today: date
    standings: Mapping[Target, Standing]
    offers: Sequence[str]
    offers_by: Mapping[Target, tuple[str, ...]]
    everywhere: Sequence[str]
    referrals: Mapping[Target, tuple[Referral, ...]]
    upcoming: Sequence[str]
    past: Sequence[str]
    series: Sequence[str]
    over: AbstractSet[str]
    events_by: Mapping[Target, tuple[str, ...]]
    timetables: Mapping[Target, Timetable]
    dates: Mapping[Target, tuple[Occurrence, ...]]
    papers: Mapping[str, Target]
    refers: Mapping[Target, tuple[Target, ...]]
    referred_by: Mapping[Target, tuple[Target, ...]]
    former_urls: Mapping[str, str]
    assets: Mapping[str, bytes]
    sharing: Shared = field(default_factory=Shared, init=False, compare=False, repr=False)

    def shared(self, make: Callable[..., V], *key: Hashable) -> V:
        """`make(self, *key)`, worked out once per site: what several bundles need.

        No other values of a site are kept from one bundle to the next.
        """
        return cast("V", self.sharing.of(self, make, key))

    def standing(self, record: Record[Any]) -> Standing:
        """The record's standing; records without care of their own are always listed."""
        return self.standings[record.type_name, record.id]

    def is_over(self, event_id: str) -> bool:
        """Whether a listed event has no day left that it can mean."""
        return event_id in self.over

    def is_listed(self, target: Target) -> bool:
        """Whether a page may link to that record."""
        standing = self.standings.get(target)
        return standing is not None and standing.is_listed


class Renderer(Protocol):
    """Turns a template and a view into the bytes of a page."""

    def page(self, template: str, view: object) -> bytes:
        """Render `templates/<template>` with the view."""
        ...


@dataclass(frozen=True, slots=True)
class PageJob:
    """A file of the site that has been planned but not made.

    `url` is its path from the site's root; `key` is known before rendering and, with the
    same templates and interface texts, equal keys give equal bytes; `source` names the
    record's file; search engines may list it if it `is_indexed`.
    """

    url: str
    key: str
    render: Callable[[Renderer], bytes]
    source: str = ""
    is_indexed: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that are planned together: those of one record, or of one kind.

    `name` says which; nothing of it is worked out before `plan` is called, in any process. All
    that it depends on beside what `plan` reads of the site is `given`: plain values.
    """

    name: str
    plan: Callable[[], Iterable[PageJob]]
    given: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page to a path of this site, with the line it stands on."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Links:
    """Many links in little room: a large site has millions. Each target is named once."""

    targets: tuple[str, ...] = ()
    lines: "array[int]" = field(default_factory=partial(array, "I"))

    @classmethod
    def of(cls, links: Iterable[Link]) -> "Links":
        """The links, with the first line on which each target stands."""
        first: dict[str, int] = {}
        for link in links:
            first.setdefault(intern(link.target), link.line)
        return cls(tuple(first), array("I", first.values()))

    def __iter__(self) -> Iterator[Link]:
        """One after the other."""
        return map(Link, self.targets, self.lines)


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What is kept of a finished file, for checks that look at the site as a whole.

    `topics` are those of BITV 2.0 § 4 that the page marks, each with its address in easy language;
    `key` is that of its job. For files that are no HTML everything else but `url`, `file`, `digest`
    and `source` is empty.
    """

    url: str
    file: str
    digest: str
    source: str = ""
    is_indexed: bool = False
    title: str = ""
    ids: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    links: Links = Links()
    outside: tuple[Link, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    findings: Findings = ()
    key: str = ""

    def is_as(self, other: "PageJob | PageSummary") -> bool:
        """Whether that is just this file."""
        mine = (self.url, self.key, self.source, self.is_indexed)
        return mine == (other.url, other.key, other.source, other.is_indexed)
