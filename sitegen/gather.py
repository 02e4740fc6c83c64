"""Documents -> Written: every document goes to the model of the place where its file stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Diagnostic, Findings
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
    for all records of a type. What refers to them is not answered a second time.
    """

    config: SiteConfig | None
    texts: Mapping[str, Texts]
    records: tuple[AnyRecord, ...]
    broken: frozenset[Target]

    def at(self, base_url: str | None) -> "Written":
        """The same with another public address, as given on the command line."""
        if self.config is None or base_url is None:
            return self
        return replace(self, config=self.config.model_copy(update={"base_url": base_url}))


def gather(
    sources: Iterable[SourceFile],
    documents: Sequence[Document],
    content_types: Sequence[ContentType[Content]],
) -> tuple[Written, Findings]:
    """Validate all documents; `sources` also holds the files that could not be parsed."""
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
    broken = frozenset(_broken(sources, documents, records, content_types))
    return Written(config, texts, tuple(records), broken), tuple(findings)


def _typed(
    documents: Sequence[Document], content_types: Sequence[ContentType[Content]]
) -> Iterator[tuple[ContentType[Content], Document]]:
    by_place = {content_type.place: content_type for content_type in content_types}
    for document in documents:
        folder = document.path.rpartition("/")[0]
        content_type = by_place.get(document.path) or by_place.get(folder)
        if content_type is not None:
            yield content_type, document


def _broken(
    sources: Iterable[SourceFile],
    documents: Sequence[Document],
    records: Sequence[AnyRecord],
    content_types: Sequence[ContentType[Content]],
) -> Iterator[Target]:
    valid = {(record.type_name, record.id) for record in records}
    readable = {document.path for document in documents}
    by_place = {content_type.place: content_type for content_type in content_types}
    for source in sources:
        if source.path in by_place and source.path not in readable:
            yield by_place[source.path].name, EVERY
        elif source.folder in by_place:
            target = (by_place[source.folder].name, source.stem)
            if target not in valid:
                yield target
    for content_type, document in _typed(documents, content_types):
        if content_type.is_collection:
            for entry in document.root.entries:
                if (content_type.name, entry.key) not in valid:
                    yield content_type.name, entry.key
