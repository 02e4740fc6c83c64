"""SourceFile -> Reading: all that one file says by itself, whatever stands in any other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Findings
from sitegen.models import CONTENT_TYPES, Content, ContentType
from sitegen.parse import parse
from sitegen.site import AnyRecord
from sitegen.source import Document, SourceFile
from sitegen.texts import InterfaceText, read_texts
from sitegen.validate import validate, validate_settings


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read and validated: what it holds, and what is wrong with it.

    `keys` are those of a collection, also of records that are not valid. `config` is there for
    valid settings, `texts` for interface texts. What was refused or cannot be read holds nothing.
    """

    path: str
    is_readable: bool
    findings: Findings = ()
    records: tuple[AnyRecord, ...] = ()
    keys: tuple[str, ...] = ()
    config: SiteConfig | None = None
    texts: Mapping[str, InterfaceText] | None = None


def read_file(source: SourceFile) -> Reading:
    """What a file says: a pure function of its path and bytes, so that it can be kept."""
    document, findings = parse(source)
    if document is None:
        return Reading(source.path, is_readable=False, findings=findings)
    if source.path == SITE_FILE:
        config, more = validate_settings(document)
        return Reading(source.path, is_readable=True, findings=(*findings, *more), config=config)
    if source.path.startswith(TEXTS_FOLDER + "/"):
        texts, more = read_texts(document)
        return Reading(source.path, is_readable=True, findings=(*findings, *more), texts=texts)
    return _records(document, findings)


def _records(document: Document, findings: Findings) -> Reading:
    records: tuple[AnyRecord, ...] = ()
    keys: tuple[str, ...] = ()
    for content_type in types_at(document.path):
        valid, more = validate(document, content_type)
        records += valid
        findings += more
        if content_type.is_collection:
            keys = tuple(entry.key for entry in document.root.entries)
    return Reading(document.path, is_readable=True, findings=findings, records=records, keys=keys)


def types_at(path: str) -> Iterator[ContentType[Content]]:
    """The types of the records that the file at `path` holds, by its place alone."""
    folder = path.rpartition("/")[0]
    for content_type in (*_BY_PLACE.get(path, ()), *_BY_PLACE.get(folder, ())):
        if content_type.holds(path):
            yield content_type


_BY_PLACE: Mapping[str, tuple[ContentType[Content], ...]] = {
    place: tuple(it for it in CONTENT_TYPES if it.place == place)
    for place in {it.place for it in CONTENT_TYPES}
}
