"""What every page shows: its head, the frame around it, and Markdown ready to render."""

from dataclasses import dataclass
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

    More stands at `link`, a page of this site, or at the web address `web`, or nowhere.
    """

    text: str
    easy: str
    until: str
    link: Named | None
    web: str


@dataclass(frozen=True, slots=True)
class CrisisEntry:
    """A help line of the crisis block, exactly as in content/krisenhilfe.yaml."""

    name: str
    numbers: tuple[Line, ...]
    audience: str
    hours: str
    web: str


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """What surrounds every page of a site; `key` stands for all of it in page keys.

    `menus` hold the office's pages by area, `easy_menu` those in easy language, the first of
    which is the start; `banner` is there within its days; `contact_url`, `join_url` and `sign_url`
    are empty where there is no such page, and `feed_url` where there is no feed.
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
    menus: tuple[Menu, ...] = ()
    easy_menu: tuple[Named, ...] = ()
    contact_url: str = ""
    join_url: str = ""
    sign_url: str = ""
    feed_url: str = ""
    banner: Banner | None = None
    key: str = ""

    def __repr__(self) -> str:
        """Short, because every page's key is made of its view's representation."""
        return f"Frame({self.key})"


@dataclass(frozen=True, slots=True)
class Page:
    """The head of one page.

    `url` is its path; `title` comes from content, else `title_key` names an interface
    text; `texts` and `lang` are its words and language; `easy_url` and `standard_url` the
    same place in and out of easy language, where that exists; `section` is the part of the
    navigation it belongs to. A page that is served at any depth (`is_anywhere`) links from
    the base path instead of relatively. What it `holds` in its main part, with that id, is
    not said again at its foot.
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
    may_be_found: bool = True
    is_anywhere: bool = False
    holds: tuple[Literal["hilfe", "kontakt"], ...] = ()

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page; never in demo mode."""
        return self.may_be_found and not self.frame.is_demo


@dataclass(frozen=True, slots=True)
class View:
    """The base of all views: a template sees `view`, and its page as `page`."""

    page: Page


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text with the addresses and facts its mentions resolve to.

    `papers` are the addresses of the council papers whose numbers it names; an easy text
    (`is_easy`) keeps its lines.
    """

    markup: Markup
    links: tuple[tuple[Target, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
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
