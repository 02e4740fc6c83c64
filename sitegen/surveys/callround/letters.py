"""Call sheets -> letters: a text per provider with a form to answer on, and a page to send from.

Nothing is sent. The page opens the mail program of whoever clicks, with a short text; what a
mail link may hold is too little for the letter itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from sitegen.config import SiteConfig
from sitegen.dates import date_de
from sitegen.surveys.callround import Sheet
from sitegen.surveys.callround.sheets import template

MAILTO = 1800  # characters of a whole mail link that every mail program takes
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Letter:
    """A provider's letter: its file, and the link that begins a mail; empty without address."""

    sheet: Sheet
    file: str
    text: str
    mailto: str


def letters(sheets: Sequence[Sheet], config: SiteConfig, today: date) -> Mapping[str, str]:
    """The files by name: a text per provider, and the page that lists them."""
    found = tuple(_letters(sheets, config, today))
    page = template("anschreiben.html").render(letters=found, config=config, office=config.office)
    return {INDEX: page} | {letter.file: letter.text for letter in found}


def _letters(sheets: Sequence[Sheet], config: SiteConfig, today: date) -> Iterator[Letter]:
    for sheet in sheets:
        if not (sheet.is_crisis or sheet.is_office):
            text = template("anschreiben.txt").render(
                sheet=sheet, config=config, office=config.office, day=date_de(today)
            )
            mailto = _mailto(sheet, config) if sheet.mail else ""
            yield Letter(sheet, f"{sheet.id}.txt", text, mailto)


def _mailto(sheet: Sheet, config: SiteConfig) -> str:
    """The link with as many titles as fit."""
    titles = [matter.title for matter in sheet.matters]
    for most in range(len(titles), -1, -1):
        link = _link(sheet.mail, titles[:most], len(titles) - most, config)
        if len(link) < MAILTO:
            break
    return link


def _link(mail: str, titles: Sequence[str], more: int, config: SiteConfig) -> str:
    subject = f"Stimmt das so? Ihre Angebote bei „{config.name}“"
    body = template("mail.txt").render(
        titles=titles, more=more, config=config, office=config.office
    )
    lines = body.strip().replace("\n", "\r\n")
    address = quote(mail, safe="@")
    return f"mailto:{address}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
