"""What an offer's easy-language page adds to the facts: a title and, if written, a text.

A text is one sentence per line. A compound is stored once with a bar (`Roll|Stuhl`) and
shown with a hyphen; neither reaches titles, index or data.
"""

from dataclasses import dataclass
from datetime import date

from sitegen.derive import districts_of
from sitegen.digests import source_hash
from sitegen.models import Record
from sitegen.models.offer import Offer
from sitegen.models.taxonomy import AUDIENCE, DISTRICT
from sitegen.site import Site


@dataclass(frozen=True, slots=True)
class EasyOffer:
    """The hand-written part and the easy names of terms; no sentences where none are written."""

    title: str
    sentences: tuple[str, ...]
    translated_by: str
    tested_by: str
    tested_on: date | None
    picture_credit: str
    is_outdated: bool
    districts: tuple[str, ...]
    audiences: tuple[str, ...]


def easy_offer(record: Record[Offer], site: Site) -> EasyOffer:
    """The easy-language part of an offer."""
    offer = record.content
    easy = offer.versions.easy if offer.versions else None
    districts = tuple(
        site.catalogue.of(DISTRICT)[name].content.name
        for name in districts_of(offer, site.catalogue)
    )
    audiences = tuple(_easy_audience(name, site) for name in offer.audiences)
    if easy is None:
        return EasyOffer(
            title=offer.title,
            sentences=(),
            translated_by="",
            tested_by="",
            tested_on=None,
            picture_credit="",
            is_outdated=False,
            districts=districts,
            audiences=audiences,
        )
    return EasyOffer(
        title=(easy.title or offer.title).replace("|", ""),
        sentences=tuple(hyphenated(line) for line in easy.text.splitlines() if line.strip()),
        translated_by=easy.translated_by or "",
        tested_by=easy.tested_by or "",
        tested_on=easy.tested_on,
        picture_credit=easy.picture_credit or "",
        is_outdated=outdated(easy.source_hash, offer),
        districts=districts,
        audiences=audiences,
    )


def _easy_audience(audience_id: str, site: Site) -> str:
    term = site.catalogue.of(AUDIENCE)[audience_id].content
    return hyphenated(term.easy_name or term.name)


def hyphenated(line: str) -> str:
    """`Roll|Stuhl` as it is shown: `Roll-Stuhl`."""
    return line.strip().replace("|", "-")


def outdated(noted: str | None, original: object) -> bool:
    """Whether an easy text was made for other words than these; unknown is no."""
    return bool(noted) and noted != source_hash(original)
