"""SiteConfig and crisis lines -> the frame that surrounds every page."""

import hashlib
from dataclasses import astuple, replace
from urllib.parse import urlsplit

from sitegen.config import Office as OfficeSettings
from sitegen.config import SiteConfig
from sitegen.fields import PhoneNumber
from sitegen.models.crisis import CRISIS_LINE, CrisisLine
from sitegen.site import Catalogue
from sitegen.views.page import CrisisEntry, Frame, Line, Office


def frame_of(catalogue: Catalogue) -> Frame:
    """The frame of a site; crisis lines are shown in every mode and never paused."""
    config = catalogue.config
    lines = [record.content for record in catalogue.of(CRISIS_LINE).values()]
    frame = Frame(
        name=config.name,
        claim=config.claim,
        city=config.city,
        is_demo=config.is_demo,
        base_url=(config.base_url or "").rstrip("/"),
        base_path=_base_path(config),
        office=_office(config.office),
        crisis_now=tuple(_entry(line) for line in lines if line.group == "jetzt"),
        crisis_talk=tuple(_entry(line) for line in lines if line.group == "reden"),
        keeps_no_logs=config.keeps_no_logs == "ja",
    )
    return replace(frame, key=hashlib.sha256(repr(astuple(frame)).encode()).hexdigest())


def phone_line(number: PhoneNumber, note: str = "") -> Line:
    """A number as a large `tel:` link."""
    return Line(number.display, f"tel:{number.uri}", note)


def _base_path(config: SiteConfig) -> str:
    path = urlsplit(config.base_url or "").path
    return path if path.endswith("/") else path + "/"


def _office(office: OfficeSettings) -> Office:
    return Office(
        name=office.name,
        role=office.role,
        phone=phone_line(office.phone) if office.phone else None,
        mail=office.mail or "",
        web=office.web or "",
        hours=office.hours or "",
        post=office.post or "",
    )


def _entry(line: CrisisLine) -> CrisisEntry:
    return CrisisEntry(
        name=line.name,
        numbers=tuple(phone_line(number) for number in line.numbers),
        audience=line.audience,
        hours=line.hours,
        web=line.web or "",
    )
