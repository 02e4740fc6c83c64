"""What somebody wrote for a page in easy language: title, sentences, who wrote and who tested it.

A text is one sentence per line. A compound is stored once with a bar (`Roll|Stuhl`) and
shown divided; the bar reaches neither titles of documents, index nor data.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.compounds import joined, shown
from sitegen.easytexts import Written, easy_text_of, is_outdated, is_tested
from sitegen.models import Record
from sitegen.models.page import PAGE, EasyPage
from sitegen.models.taxonomy import District
from sitegen.models.versions import EasyText, easy_block
from sitegen.site import AnyRecord, Site, title_of
from sitegen.views.glossary import Explained, explained_in
from sitegen.views.page import Prose
from sitegen.views.picture import PictureView, picture_as_shown
from sitegen.views.prose import easy_prose_of


@dataclass(frozen=True, slots=True)
class EasyPart:
    """A piece of a page's text with the pictures that stand above it."""

    pictures: tuple[PictureView, ...]
    text: Prose


@dataclass(frozen=True, slots=True)
class EasyWords:
    """The hand-written part of an easy page; empty texts are unknown and not printed.

    `title` is as readers see it, `plain_title` the same for the head of the document. A record
    has `sentences`, a page of the office `parts`; where neither is written, it `is_missing`.
    `pictures` stand above the sentences, each picture once in `credits`; `glossary` are the words
    of the text that are explained below it.
    """

    title: str
    plain_title: str
    sentences: tuple[str, ...] = ()
    parts: tuple[EasyPart, ...] = ()
    is_outdated: bool = False
    translated_by: str = ""
    tested_by: str = ""
    tested_on: date | None = None
    picture_credit: str = ""
    pictures: tuple[PictureView, ...] = ()
    credits: tuple[PictureView, ...] = ()
    glossary: tuple[Explained, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether nobody has written anything yet."""
        return not (self.sentences or self.parts)


def easy_words_of(record: AnyRecord, site: Site) -> EasyWords:
    """The words of `sprachfassungen.leicht` of any record; without them only its own title."""
    written, splitting = easy_block(record.content), site.catalogue.config.splitting
    title = easy_title(record, site)
    if written is None:
        return EasyWords(shown(title, splitting), joined(title))
    words = _words(written, record.content, title, site)
    lines = tuple(line.strip() for line in written.text.splitlines() if line.strip())
    return replace(
        words,
        sentences=tuple(shown(line, splitting) for line in lines),
        pictures=words.credits,
    )


def easy_title(record: AnyRecord, site: Site) -> str:
    """What a record is called on easy pages, with the bars of its compounds."""
    content = record.content
    written = easy_text_of(record, site.catalogue)
    title = (written and written.title) or getattr(content, "easy_name", None)
    if title is None and isinstance(content, District):
        title = content.full_name
    return title or title_of(record)


def twin_words_of(record: Record[EasyPage], site: Site) -> EasyWords:
    """The words of a page of the office that has a file of its own in easy language."""
    written = record.content
    original = site.catalogue.of(PAGE)[record.id].content
    words = _words(written, original, written.title, site)
    return replace(words, parts=tuple(_parts(written, site)))


def _words(
    written: EasyText | EasyPage,
    original: object,
    title: str,
    site: Site,
) -> EasyWords:
    pictures = (picture_as_shown(picture, site) for picture in written.pictures)
    words = EasyWords(
        title=shown(title, site.catalogue.config.splitting),
        plain_title=joined(title),
        credits=tuple(view for view in pictures if view),
        glossary=explained_in(f"{title}\n{written.text}", site),
    )
    return with_origin(words, written, original)


def with_origin(words: EasyWords, written: Written, original: object) -> EasyWords:
    """The words with who wrote and who tested them; without a whole test nobody did."""
    has_test = is_tested(written)
    return replace(
        words,
        is_outdated=is_outdated(written, original),
        translated_by=written.translated_by or "",
        tested_by=(written.tested_by or "") if has_test else "",
        tested_on=written.tested_on if has_test else None,
        picture_credit=written.picture_credit or "",
    )


def _parts(written: EasyPage, site: Site) -> Iterator[EasyPart]:
    """The text, divided below each heading that has pictures."""
    begin, above = 0, _of_section(None, written, site)
    for heading in written.headings():
        pictures = _of_section(joined(heading[1]), written, site)
        if pictures:
            yield EasyPart(above, easy_prose_of(written.text[begin : heading.end()], site))
            begin, above = heading.end(), pictures
    yield EasyPart(above, easy_prose_of(written.text[begin:], site))


def _of_section(name: str | None, written: EasyPage, site: Site) -> tuple[PictureView, ...]:
    own = (it for it in written.pictures if (it.section and joined(it.section)) == name)
    views = (picture_as_shown(picture, site) for picture in own)
    return tuple(view for view in views if view)
