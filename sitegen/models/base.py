"""What all content shares: strict, frozen models whose aliases are the editor's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Annotated, Generic, TypeGuard, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from sitegen.diagnostics import Keys, Location
from sitegen.fields import MarkdownText, Reference


class Content(BaseModel):
    """The typed content of a record or block; unknown keys are refused.

    Every field declares its German key as `alias` and a German `description`; messages,
    the editors' schema and the handbook are made of these.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_by_alias=True, validate_by_name=False
    )

    def model_post_init(self, _context: object, /) -> None:
        """Hold which keys were written once for all models that have the same."""
        written = _written(frozenset(self.model_fields_set))
        object.__setattr__(self, "__pydantic_fields_set__", written)


@lru_cache(maxsize=4096)
def _written(names: frozenset[str]) -> set[str]:
    return set(names)  # what pydantic asks for; frozen as the content is, nothing adds to it


# Stands in a suffix for the two letters of a language; in an id they follow a hyphen.
_LANGUAGE = "??"

M = TypeVar("M", bound=Content)
M_co = TypeVar("M_co", bound=Content, covariant=True)


@dataclass(frozen=True, slots=True)
class ContentType(Generic[M_co]):
    """One kind of record: its name in references, its model and where it lives.

    `place` is a folder with one file per record ("offers", ids are file names) or, when it
    ends in ".yaml", one file that maps ids to records. `kontakt.en.md` is the record `kontakt-en`
    where the `suffix` leaves two letters open. `url` is the folder of its pages; the
    record `index_id` stands at the folder's own address. `is_editorial`: the office writes
    it itself, so a check needs no outside source. `has_easy`: each of its pages has one in easy
    language, at the same address below `/leichte-sprache/`. `short` names keys, dotted, that a
    new file asks for besides the needed ones.
    """

    name: str
    label: str
    model: type[M_co]
    place: str
    url: str = ""
    required: bool = False
    suffix: str = ".yaml"
    index_id: str = ""
    is_editorial: bool = False
    has_easy: bool = False
    short: tuple[str, ...] = ()

    @property
    def is_collection(self) -> bool:
        """Whether all records of this type stand in one file."""
        return self.place.endswith(".yaml")

    def path_of(self, record_id: str) -> str:
        """The file of a record, relative to the project."""
        if self.is_collection:
            return self.place
        name, language = self.parts_of(record_id)
        return f"{self.place}/{name}{self.suffix.replace(_LANGUAGE, language)}"

    def holds(self, path: str) -> bool:
        """Whether the file at `path` is one of this type's."""
        folder, _, name = path.rpartition("/")
        if self.is_collection:
            return path == self.place
        return folder == self.place and fnmatchcase(name[name.find(".") :], self.suffix)

    def has(self, record: "Record[Content]") -> "TypeGuard[Record[M_co]]":
        """Whether a record is one of this type."""
        return record.type_name == self.name

    def id_of(self, path: str) -> str:
        """The id of the record whose own file stands at `path`."""
        name, language = path.rpartition("/")[2].split(".")[:2]
        return f"{name}-{language}" if _LANGUAGE in self.suffix else name

    def parts_of(self, record_id: str) -> tuple[str, str]:
        """An id without its language, and the language; empty for types of one language."""
        if _LANGUAGE not in self.suffix:
            return record_id, ""
        name, _, language = record_id.rpartition("-")
        return name, language

    @property
    def ending(self) -> str:
        """The end of its files' names, as editors read it."""
        return self.suffix.replace(_LANGUAGE, "<sprache>")

    def address(self, record_id: str) -> str:
        """The url path of a record's page; empty for types without pages."""
        if not self.url:
            return ""
        name, language = self.parts_of(record_id)
        folder = f"/{language}{self.url}" if language else self.url
        return folder if name == self.index_id else f"{folder}{name}/"


@dataclass(frozen=True, slots=True)
class Record(Generic[M_co]):
    """A validated record: type name, id, content and the place it was read from.

    `keys` lead to the record inside its file: empty for a file of its own.
    """

    type_name: str
    id: str
    content: M_co
    path: str
    keys: Keys = ()

    def at(self, *keys: str | int) -> Location:
        """The symbolic place of one of the record's keys, as the editor wrote it."""
        return Location(self.path, keys=(*self.keys, *keys))


Marker = Reference | MarkdownText


@dataclass(frozen=True, slots=True)
class Leaf:
    """A marked text inside a record: where it stands, what it says, what it means."""

    keys: Keys
    value: str
    marker: Marker


def leaves(content: BaseModel, keys: Keys = ()) -> Iterator[Leaf]:
    """All references and Markdown texts of a record, in the order of its model."""
    for name, (alias, marker) in _marked_fields(type(content)).items():
        yield from _leaves_of(getattr(content, name), (*keys, alias), marker)


def _leaves_of(value: object, keys: Keys, marker: Marker | None) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from leaves(value, keys)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves_of(item, (*keys, index), marker)
    elif isinstance(value, str) and marker is not None:
        yield Leaf(keys, value, marker)


@cache
def _marked_fields(model: type[BaseModel]) -> Mapping[str, tuple[str, Marker | None]]:
    """Fields that hold a marker or a block which may hold one: alias and marker by name."""
    found = {}
    for name, field in model.model_fields.items():
        marker = _marker([*field.metadata, field.annotation])
        if marker is not None or _has_block(field.annotation):
            found[name] = (field.alias or name, marker)
    return found


def _marker(parts: list[object]) -> Marker | None:
    for part in parts:
        if isinstance(part, Reference | MarkdownText):
            return part
        inner = _marker(list(get_args(part)))
        if inner is not None:
            return inner
        if get_origin(part) is Annotated:
            inner = _marker(list(getattr(part, "__metadata__", ())))
            if inner is not None:
                return inner
    return None


def _has_block(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_has_block(part) for part in get_args(annotation))
