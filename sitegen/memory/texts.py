"""Contents that tell when their long text is asked for."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sitegen.memory.cells import PROSE
from sitegen.models import Content

_TELL = "_tell"


def with_watched_prose(content: Content, tell: Callable[[], None]) -> Content:
    """The same content, of a class of the same name; `tell` is called before its text is read."""
    model = _watched(type(content))
    plain: Any = model
    watched: Content = object.__new__(plain)
    # As pydantic copies: nothing is validated again.
    object.__setattr__(watched, "__dict__", {**vars(content), _TELL: tell})
    object.__setattr__(watched, "__pydantic_fields_set__", content.model_fields_set)
    object.__setattr__(watched, "__pydantic_extra__", None)
    object.__setattr__(watched, "__pydantic_private__", None)
    return watched


@cache
def _watched(model: type[Content]) -> type[Content]:
    names = {"__module__": model.__module__, "__qualname__": model.__qualname__}
    metaclass: Any = type(model)
    watched: type[Content] = metaclass(
        model.__name__, (model,), {**names, "__doc__": model.__doc__}
    )

    def prose(self: Content) -> object:
        vars(self)[_TELL]()
        return vars(self)[PROSE]

    # Past the metaclass, which takes what it is given for a default.
    type.__setattr__(watched, PROSE, property(prose))
    return watched
