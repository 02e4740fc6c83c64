"""What an offer's easy-language page adds to the facts: a title and, if written, a text.

A text is one sentence per line. A compound is stored once with a bar (`Roll|Stuhl`) and
shown with a hyphen; neither reaches titles, index or data.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from sitegen.derive import districts_of
from sitegen.models import Record
from sitegen.models.offer import Offer
from sitegen.models.taxonomy import DISTRICT
from sitegen.site import Site


@dataclass(frozen=True, slots=True)
class EasyOffer:
    """The hand-written part; no sentences where nobody has written them yet."""

    title: str
    sentences: tuple[str, ...]
    translated_by: str
    tested_by: str
    tested_on: date | None
    picture_credit: str
    is_outdated: bool
    districts: tuple[str, ...]


def easy_offer(record: Record[Offer], site: Site) -> EasyOffer:
    """The easy-language part of an offer."""
    offer = record.content
    easy = offer.versions.easy if offer.versions else None
    districts = tuple(
        site.catalogue.of(DISTRICT)[name].content.name
        for name in districts_of(offer, site.catalogue)
    )
    if easy is None:
        return EasyOffer(offer.title, (), "", "", None, "", is_outdated=False, districts=districts)
    return EasyOffer(
        title=(easy.title or offer.title).replace("|", ""),
        sentences=tuple(hyphenated(line) for line in easy.text.splitlines() if line.strip()),
        translated_by=easy.translated_by or "",
        tested_by=easy.tested_by or "",
        tested_on=easy.tested_on,
        picture_credit=easy.picture_credit or "",
        is_outdated=bool(easy.source_hash) and easy.source_hash != source_hash(offer),
        districts=districts,
    )


def hyphenated(line: str) -> str:
    """`Roll|Stuhl` as it is shown: `Roll-Stuhl`."""
    return line.strip().replace("|", "-")


def source_hash(offer: Offer) -> str:
    """The first 12 digits of a digest of the words an easy text stands for."""
    words = "\n".join([offer.title, offer.summary, offer.text or ""])
    return hashlib.sha256(words.encode()).hexdigest()[:12]
