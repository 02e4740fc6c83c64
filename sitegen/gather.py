"""Documents -> Written: every document goes to the model of the place where its file stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Diagnostic, Findings, Location
from sitegen.models import ContentType
from sitegen.models.base import Content
from sitegen.site import AnyRecord, Target, Texts
from sitegen.source import Document, SourceFile
from sitegen.texts import read_texts
from sitegen.validate import validate, validate_settings

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Written:
    """What editors wrote, as far as it is valid.

    `broken` names the records whose own file was answered already; an id of `EVERY` stands
    for all records of a type. What refers to them is not answered a second time. `unusable` are
    the files of broken records and settings: whatever seems to be missing there was answered too.
    """

    config: SiteConfig | None
    texts: Mapping[str, Texts]
    records: tuple[AnyRecord, ...]
    broken: frozenset[Target]
    unusable: frozenset[str] = frozenset()

    def at(self, base_url: str | None) -> "Written":
        """The same with another public address, as given on the command line."""
        if self.config is None or base_url is None:
            return self
        return replace(self, config=self.config.model_copy(update={"base_url": base_url}))

    def unanswered(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Those that are not about a file whose own faults were named."""
        return (it for it in findings if it.location.path not in self.unusable)


def gather(
    sources: Sequence[SourceFile],
    documents: Sequence[Document],
    content_types: Sequence[ContentType[Content]],
) -> tuple[Written, Findings]:
    """Validate all documents; `sources` also holds the files that could not be read."""
    findings: list[Diagnostic] = []
    records: list[AnyRecord] = []
    for content_type, document in _typed(documents, content_types):
        valid, more = validate(document, content_type)
        records += valid
        findings += more
    config = None
    for document in documents:
        if document.path == SITE_FILE:
            config, more = validate_settings(document)
            findings += more
    in_texts = [d for d in documents if d.path.startswith(TEXTS_FOLDER + "/")]
    texts, more = read_texts(in_texts)
    findings += more
    there = {(record.type_name, record.id) for record in records}
    broken = frozenset(_meant(sources, documents, content_types)) - there
    unusable = frozenset(
        content_type.path_of(record_id)
        for content_type in content_types
        for name, record_id in broken
        if name == content_type.name and not content_type.is_collection and record_id != EVERY
    )
    if config is None:
        unusable |= {SITE_FILE}
    return Written(config, texts, tuple(records), broken, unusable), tuple(findings)


def _typed(
    documents: Sequence[Document], content_types: Sequence[ContentType[Content]]
) -> Iterator[tuple[ContentType[Content], Document]]:
    by_place: dict[str, list[ContentType[Content]]] = {}
    for content_type in content_types:
        by_place.setdefault(content_type.place, []).append(content_type)
    for document in documents:
        folder = document.path.rpartition("/")[0]
        for content_type in (*by_place.get(document.path, ()), *by_place.get(folder, ())):
            if content_type.holds(document.path):
                yield content_type, document


def _meant(
    sources: Sequence[SourceFile],
    documents: Sequence[Document],
    content_types: Sequence[ContentType[Content]],
) -> Iterator[Target]:
    """What editors meant to be there, by the names of files and the keys of collections."""
    readable = {document.path for document in documents}
    for content_type in content_types:
        for source in sources:
            if not content_type.is_collection and content_type.holds(source.path):
                yield content_type.name, content_type.id_of(source.path)
            elif source.path not in readable and _is_above(source, content_type):
                yield content_type.name, EVERY
    for content_type, document in _typed(documents, content_types):
        if content_type.is_collection:
            yield from ((content_type.name, entry.key) for entry in document.root.entries)


def _is_above(source: SourceFile, content_type: ContentType[Content]) -> bool:
    """Whether a source is the file of a whole collection, or a folder that leads to a place."""
    return Location(content_type.place).is_within([source.path])
