"""Jinja2 without its questions: templates compiled to calls, attributes and macros of plain Python.

Jinja2 asks every function whether it wants the context, every value whether an attribute is a key,
every macro how its arguments are bound, and every word more than once whether it is safe. Templates
of others may want any of it; ours do not, and the questions were half of rendering.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import markup_join
from jinja2.utils import missing
from markupsafe import Markup, escape

# For HTML that we made: Markup itself would ask whether it is anything else than a `str`.
safe: Callable[[str], Markup] = partial(str.__new__, Markup)

# Names, addresses and short texts stand on many pages, one soon after the other.
_escaped = lru_cache(maxsize=8192)(escape)


class Keyed(dict[str, Any]):
    """A mapping in a template: its keys are read like the attributes of a view."""

    __getattr__ = dict.__getitem__


def written(value: object) -> Markup:
    """A value as it stands in HTML."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


def joined(parts: tuple[Any, ...]) -> str:
    """What `~` makes of its parts: safe as soon as one of them is."""
    return "".join(parts) if set(map(type, parts)) == {str} else markup_join(parts)


def macro_of(
    _environment: Environment,
    body: Any,
    name: str | None,
    arguments: tuple[str, ...],
    *wants: bool,
) -> Callable[..., Markup]:
    """A macro as a function; its `body` takes all arguments in their order and knows defaults."""
    _named, _many, caller, _is_escaped = wants
    places = (*arguments, "caller") if caller else arguments
    body.__defaults__ = (missing,) * len(places)

    def macro(*given: object, **named: object) -> Markup:
        if named:
            given += tuple(named.pop(place, missing) for place in places[len(given) :])
        if named:
            message = f"{name} does not take {', '.join(named)}"
            raise TypeError(message)
        return safe(body(*given))

    macro.__name__ = name or "caller"
    return macro


class _PlainPython(CodeGenerator):
    """What Jinja2 writes for a template, in fewer words."""

    def write_commons(self) -> None:
        super().write_commons()
        for name, ours in (("escape", "written"), ("markup_join", "joined"), ("Macro", "macro_of")):
            self.writeline(f"{name} = environment.{ours}")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        if node.name != "defined" or not isinstance(node.node, nodes.Getattr):
            super().visit_Test(node, frame)
            return
        self.write("hasattr(")
        self.visit(node.node.node, frame)
        self.write(f", {node.node.attr!r})")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self.write("environment.keyed(")
        super().visit_Dict(node, frame)
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, *_: Any) -> str:
        # Even a link to a constant address is another one on each page.
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible


class PlainEnvironment(Environment):
    """Where no function wants the context, and nothing is worked out before there is a page."""

    code_generator_class = _PlainPython
    written = staticmethod(written)
    joined = staticmethod(joined)
    macro_of = staticmethod(macro_of)
    keyed = Keyed

    def __init__(self, **settings: Any) -> None:
        """Take the settings of Jinja2."""
        super().__init__(**settings, autoescape=True, optimized=False)

    def make_globals(self, more: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One mapping in place of a chain of them, which each macro asks for each of its names."""
        return {**self.globals, **(more or {})}
