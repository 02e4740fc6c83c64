"""The office's pages in other languages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.easytexts import is_outdated
from sitegen.models import Record
from sitegen.models.language import TRANSLATED_PAGE, TranslatedPage
from sitegen.models.offer import OFFER
from sitegen.models.page import PAGE, START
from sitegen.site import Site
from sitegen.views.languages import head_of
from sitegen.views.page import Frame, Planned, Prose, View
from sitegen.views.prose import prose_of


@dataclass(frozen=True, slots=True)
class TranslatedView(View):
    """A page in another language; `is_outdated` when the German one has changed since.

    `has_offers`: the language has all offers, which the start page leads to; `reviewed_on` is the
    day of its review, None until then.
    """

    summary: str
    text: Prose
    is_start: bool
    has_offers: bool
    is_unreviewed: bool
    is_outdated: bool
    reviewed_on: date | None


def translated_pages(record: Record[TranslatedPage], site: Site, frame: Frame) -> Iterator[Planned]:
    """The page, where its language has a start page from which it can be found."""
    name, code = TRANSLATED_PAGE.parts_of(record.id)
    language = next((it for it in frame.languages if it.code == code), None)
    if language is None:
        return
    content = record.content
    is_verified = site.standing(record).is_verified
    text = prose_of(content.text, site)
    assert text is not None, "a page has a text"
    yield (
        "sprachen/page.html",
        TranslatedView(
            page=replace(
                head_of(language, frame, PAGE.address(name), content.title, content.summary),
                section=name,
            ),
            summary=content.summary,
            text=_within(text, code, frame),
            is_start=name == START,
            has_offers=OFFER.url in language.urls,
            is_unreviewed=not is_verified,
            is_outdated=is_outdated(content, site.catalogue.of(PAGE)[name].content),
            reviewed_on=content.reviewed_on if is_verified else None,
        ),
    )


def _within(text: Prose, code: str, frame: Frame) -> Prose:
    """The text with links that stay in the language, as far as it has those pages."""
    language = next(it for it in frame.languages if it.code == code)
    links = (
        (target, language.url_of(url) if language.has(url) else url) for target, url in text.links
    )
    return replace(text, links=tuple(links))
