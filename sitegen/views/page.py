"""What every page shows: its head, the frame around it, and Markdown ready to render."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from sitegen.markup import Markup
from sitegen.site import Target

EASY = "/leichte-sprache"
EASY_TEXTS = "de-leicht"
EASY_LANG = "de-simple"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the start page to this one; `key` is its interface text."""

    key: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may link to its page."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """Pages of the office that are linked on every page; `area` is a key of interface texts."""

    area: str
    entries: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A phone number with what it is for: `href` is a `tel:` link."""

    display: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Whom one can call as long as the office has no number of its own."""

    name: str
    phone: Line
    hours: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office that answers; empty texts are unknown and not printed.

    `stand_in` is there only where `phone` is not.
    """

    name: str
    role: str
    phone: Line | None
    mail: str
    web: str
    hours: str
    post: str
    stand_in: StandIn | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands on every page up to the day `until` (ISO): `easy` is empty where nobody wrote it.

    More stands at `link`, a page of this site (`easy_link` is its twin, if any), or at the web
    address `web`, or nowhere.
    """

    text: str
    easy: str
    until: str
    link: Named | None
    easy_link: Named | None
    web: str


@dataclass(frozen=True, slots=True)
class CrisisEntry:
    """A help line of the crisis block, exactly as in content/krisenhilfe.yaml."""

    name: str
    numbers: tuple[Line, ...]
    audience: str
    hours: str
    without_call: str
    web: str


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language in which some pages can be read: `name` is its own, `german` ours for it.

    `urls` are the addresses of the German pages that it has, without its folder, and `offers` those
    of single offers: the frame's key does not tell them, but each page's tells its own. `menu` are
    its own pages, `start` is its word for the start page. It is read in `direction` "ltr" or "rtl".
    `says_crisis`: its words about help in a crisis are reviewed.
    """

    code: str
    name: str
    german: str
    direction: str
    says_crisis: bool
    urls: tuple[str, ...]
    menu: tuple[Named, ...]
    start: str = ""
    offers: AbstractSet[str] = field(default=frozenset(), repr=False, compare=False)

    def has(self, standard: str) -> bool:
        """Whether the German page at that address can be read in this language."""
        return standard in self.urls or standard in self.offers

    def url_of(self, standard: str) -> str:
        """The address of a German page in this language, or of its start page."""
        return f"/{self.code}{standard if self.has(standard) else '/'}"


@dataclass(frozen=True, slots=True)
class Way:
    """A way into another language; it keeps the place (`is_same`) or leads to the `start`."""

    code: str
    name: str
    direction: str
    url: str
    is_same: bool
    start: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """What surrounds every page of a site; `key` stands for all of it in page keys.

    `menus` hold the office's pages by area, `easy_menus` the same in easy language, and `easy_menu`
    those that somebody wrote, the start first; `banner` is there within its days; `easy_start`,
    `contact_url`, `join_url`, `sign_url` and its twin are empty without such a page, and `feed_url`
    where there is no feed; barriers are reported to `barrier_mail`, or at `statement_url`.
    `languages` are those besides German. `is_crisis_checked`: a person has checked every help line.
    """

    name: str
    claim: str
    city: str
    is_demo: bool
    base_url: str
    base_path: str
    office: Office
    crisis_now: tuple[CrisisEntry, ...]
    crisis_talk: tuple[CrisisEntry, ...]
    keeps_no_logs: bool
    is_crisis_checked: bool = False
    menus: tuple[Menu, ...] = ()
    easy_menus: tuple[Menu, ...] = ()
    easy_menu: tuple[Named, ...] = ()
    easy_start: str = ""
    contact_url: str = ""
    join_url: str = ""
    sign_url: str = ""
    easy_sign_url: str = ""
    barrier_mail: str = ""
    statement_url: str = ""
    feed_url: str = ""
    languages: tuple[PageLanguage, ...] = ()
    banner: Banner | None = None
    key: str = ""

    def __repr__(self) -> str:
        """Short, because every page's key is made of its view's representation."""
        return f"Frame({self.key})"


@dataclass(frozen=True, slots=True)
class FilmLink:
    """The way to a film in sign language: how long it takes, and how much is loaded."""

    title: str
    url: str
    minutes: int
    seconds: int
    size: str


@dataclass(frozen=True, slots=True)
class Page:
    """The head of one page.

    `url` is its path; `title` comes from content, else `title_key` names an interface
    text; `texts` and `lang` are its words and language; `easy_url` and `standard_url` the
    same place in and out of easy language, where that exists, `easy_near` what comes close to it;
    `section` is the part of the
    navigation it belongs to; `language` is there on pages in another one than German. A page
    that is served at any depth (`is_anywhere`) links from the base path instead of relatively.
    What it `holds` in its main part, with that id, is not said again at its foot. `films` in sign
    language are about what the page shows. `also_in` are the codes of the languages that have it.
    """

    frame: Frame
    url: str
    title: str = ""
    title_key: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    texts: str = "de"
    lang: str = "de"
    easy_url: str = ""
    standard_url: str = ""
    easy_near: str = ""
    language: PageLanguage | None = field(default=None, repr=False)  # `lang` and the frame tell it
    may_be_found: bool = True
    is_anywhere: bool = False
    holds: tuple[Literal["hilfe", "kontakt"], ...] = ()
    films: tuple[FilmLink, ...] = ()
    also_in: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """See which languages have the page."""
        german = self.german_url
        found = tuple(it.code for it in self.frame.languages if it.has(german))
        object.__setattr__(self, "also_in", found)

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page; never in demo mode."""
        return self.may_be_found and not self.frame.is_demo

    @property
    def is_easy(self) -> bool:
        """Whether the page is in easy language."""
        return bool(self.standard_url)

    @property
    def german_url(self) -> str:
        """The address of the same page in German."""
        own = self.url.removeprefix(f"/{self.language.code}") if self.language else self.url
        return self.standard_url or own

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways into all languages, German first; each keeps the place if it can."""
        german = self.german_url
        others = (
            Way(
                it.code, it.name, it.direction, it.url_of(german), it.code in self.also_in, it.start
            )
            for it in self.frame.languages
        )
        return (Way("de", "Deutsch", "ltr", german, is_same=True), *others)

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """Languages and addresses of the same page, itself among them; none if it has no others."""
        same = tuple((way.code, way.url) for way in self.ways if way.is_same)
        easy = self.url if self.standard_url else self.easy_url
        if self.is_anywhere or (len(same) == 1 and not easy):
            return ()
        return (*same, *([(EASY_LANG, easy)] if easy else ()), ("x-default", self.german_url))


def easy_twin(page: Page, title: str = "", description: str = "") -> Page:
    """The head of the same page in easy language; the way to it leads over easy pages too."""
    return replace(
        page,
        url=page.easy_url,
        title=title or page.title,
        description=description,
        crumbs=tuple(replace(crumb, url=EASY + crumb.url) for crumb in page.crumbs),
        texts=EASY_TEXTS,
        lang=EASY_LANG,
        easy_url="",
        standard_url=page.url,
    )


@dataclass(frozen=True, slots=True)
class View:
    """The base of all views: a template sees `view`, and its page as `page`."""

    page: Page


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text with the addresses and facts its mentions resolve to.

    `papers` are the addresses of the council papers whose numbers it names, `numbers` those of
    help lines by their id; an easy text (`is_easy`) keeps its lines.
    """

    markup: Markup
    links: tuple[tuple[Target, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, Line], ...] = ()
    is_easy: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A plain text of one line or a few, with the addresses of the papers it names."""

    text: str
    papers: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text)


Planned: TypeAlias = "tuple[str, View]"
