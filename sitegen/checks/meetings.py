"""The way into an online meeting is told to those who register, never on the page."""

from collections.abc import Iterator

from pydantic import BaseModel

from sitegen.diagnostics import Diagnostic, Keys, diagnose
from sitegen.meetings import meeting_access
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every text and address of every record, wherever it stands."""
    for record in catalogue.all():
        for keys, text in _texts(record.content, ()):
            start = meeting_access(text)
            if start is not None:
                line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
                yield diagnose("zugang-zum-treffen", record.at(*keys).inside(line, column))


def _texts(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*keys, field.alias or name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*keys, index))
    elif isinstance(value, str):
        yield keys, value
