"""Settings, crisis lines and the office's pages -> the frame that surrounds every page."""

import hashlib
from dataclasses import fields, replace
from urllib.parse import urlsplit

from sitegen.compounds import shown
from sitegen.config import Office as OfficeSettings
from sitegen.config import SiteConfig
from sitegen.fields import PhoneNumber
from sitegen.models import Record
from sitegen.models.blocks import Contact
from sitegen.models.crisis import CRISIS_LINE, CrisisLine
from sitegen.models.event import EVENT
from sitegen.models.news import NEWS
from sitegen.models.page import EASY_PAGE, PAGE, START, TOPIC_PAGES, EditorialPage
from sitegen.site import Site, target_of, title_of
from sitegen.views.easy import easy_title
from sitegen.views.languages import page_languages
from sitegen.views.page import Banner, CrisisEntry, Frame, Line, Menu, Named, Office, StandIn
from sitegen.views.prose import easy_url_of, url_of

FEED = "/feed.atom"
AREAS = ("eingang", "initiative", "hilfe", "recht")


def frame_of(site: Site) -> Frame:
    """The frame of a site; crisis lines are shown in every mode and never paused."""
    config = site.catalogue.config
    lines = [record.content for record in site.catalogue.of(CRISIS_LINE).values()]
    frame = Frame(
        name=config.name,
        claim=config.claim,
        city=config.city,
        is_demo=config.is_demo,
        base_url=(config.base_url or "").rstrip("/"),
        base_path=_base_path(config),
        office=_office(config.office, site),
        crisis_now=tuple(_entry(line) for line in lines if line.group == "jetzt"),
        crisis_talk=tuple(_entry(line) for line in lines if line.group == "reden"),
        is_crisis_checked=all(line.checked_on for line in lines),
        keeps_no_logs=config.keeps_no_logs == "ja",
        menus=tuple(menu for menu in (_menu(area, site) for area in AREAS) if menu.entries),
        easy_menus=tuple(it for it in (_easy_area(area, site) for area in AREAS) if it.entries),
        easy_menu=_easy_menu(site),
        easy_start=easy_url_of((PAGE.name, START), site),
        contact_url=url_of((PAGE.name, "kontakt"), site),
        join_url=url_of((PAGE.name, "mitmachen"), site),
        sign_url=url_of((PAGE.name, "gebaerdensprache"), site),
        easy_sign_url=easy_url_of((PAGE.name, "gebaerdensprache"), site),
        barrier_mail=config.legal.accessibility_mail or "",
        statement_url=_statement_url(site),
        feed_url=FEED if config.base_url and _has_feed(site) else "",
        languages=site.shared(page_languages),
        banner=_banner(site),
    )
    shown = repr([getattr(frame, it.name) for it in fields(frame)])
    return replace(frame, key=hashlib.sha256(shown.encode()).hexdigest())


def _banner(site: Site) -> Banner | None:
    """The notice of these days; a page that nobody can open is not linked."""
    notice = site.catalogue.config.notice
    if notice is None or not notice.is_on(site.today):
        return None
    target, splitting = target_of(notice.target or ""), site.catalogue.config.splitting
    record, url, easy = site.catalogue.get(target), url_of(target, site), easy_url_of(target, site)
    return Banner(
        text=notice.text,
        easy=shown(notice.easy or "", splitting),
        until=notice.until.isoformat(),
        link=Named(title_of(record), url) if record and url else None,
        easy_link=Named(shown(easy_title(record, site), splitting), easy)
        if record and easy
        else None,
        web=notice.web or "",
    )


def _statement_url(site: Site) -> str:
    """Where the accessibility statement says how to report a barrier, if it is shown."""
    target = (PAGE.name, TOPIC_PAGES["erklaerung"])
    record = site.catalogue.of(PAGE).get(target[1])
    has_it = record is not None and "erklaerung" in record.content.shows
    return url_of(target, site) + "#melden" if has_it and site.is_listed(target) else ""


def _has_feed(site: Site) -> bool:
    """Whether there is any news, or an event that somebody has checked."""
    news = map(site.standing, site.catalogue.of(NEWS).values())
    events = map(site.standing, site.catalogue.of(EVENT).values())
    return any(it.is_listed for it in news) or any(it.is_listed and it.is_verified for it in events)


def _menu(area: str, site: Site) -> Menu:
    entries = tuple(
        Named(record.content.menu_title or record.content.title, PAGE.address(record.id))
        for record in _pages(site)
        if record.content.area == area
    )
    return Menu(area, entries)


def _easy_area(area: str, site: Site) -> Menu:
    """The same pages in easy language; where nobody wrote one, its short title has to do."""
    twins, splitting = site.catalogue.of(EASY_PAGE), site.catalogue.config.splitting
    entries = (
        Named(
            shown(twins[record.id].content.title, splitting)
            if record.id in twins
            else record.content.menu_title or record.content.title,
            easy_url_of((PAGE.name, record.id), site),
        )
        for record in _pages(site)
        if record.content.area == area
    )
    return Menu(area, tuple(entries))


def _easy_menu(site: Site) -> tuple[Named, ...]:
    """The twins that are shown, the start first; nothing where there is no way to begin."""
    easy = site.catalogue.of(EASY_PAGE)
    own = [record.id for record in _pages(site) if record.id in easy]
    if START not in own:
        return ()
    splitting = site.catalogue.config.splitting
    return tuple(
        Named(shown(easy[name].content.title, splitting), EASY_PAGE.address(name))
        for name in sorted(own, key=lambda name: name != START)
    )


def _pages(site: Site) -> list[Record[EditorialPage]]:
    pages = site.catalogue.of(PAGE).values()
    listed = [record for record in pages if site.standing(record).is_listed]
    return sorted(listed, key=lambda record: (record.content.rank, record.id))


def phone_line(number: PhoneNumber, note: str = "") -> Line:
    """A number as a large `tel:` link."""
    return Line(number.display, f"tel:{number.uri}", note)


def _base_path(config: SiteConfig) -> str:
    path = urlsplit(config.base_url or "").path
    return path if path.endswith("/") else path + "/"


def _office(office: OfficeSettings, site: Site) -> Office:
    return Office(
        name=office.name,
        role=office.role,
        phone=phone_line(office.phone) if office.phone else None,
        mail=office.mail or "",
        web=office.web or "",
        hours=office.hours or "",
        post=office.post or "",
        stand_in=_stand_in(office, site),
    )


def _stand_in(office: OfficeSettings, site: Site) -> StandIn | None:
    """Nobody stands in for a number that is there, nor if visitors cannot see who it is."""
    target = target_of(office.stand_in or "")
    record = site.catalogue.get(target)
    if office.phone or record is None or not site.is_listed(target):
        return None
    contact = getattr(record.content, "contact", None)
    if not isinstance(contact, Contact) or not contact.phones:
        return None
    number = contact.phones[0].number
    return StandIn(title_of(record), phone_line(number), contact.hours or "")


def _entry(line: CrisisLine) -> CrisisEntry:
    return CrisisEntry(
        name=line.name,
        numbers=tuple(phone_line(number) for number in line.numbers),
        audience=line.audience,
        hours=line.hours,
        without_call=line.without_call or "",
        web=line.web or "",
    )
