"""Jinja's environment with less work for each value, call and include of a page.

A page puts out some three hundred values and calls a hundred functions. Of what Jinja does for each
of them this leaves out what no template here needs; what they show is the same.
"""

from collections.abc import Iterator, MutableMapping
from functools import cache
from types import FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup

# Macros are none of these: they are told how to escape.
_PLAIN = frozenset({FunctionType, MethodType, type(cache(str))})


class _Calls(Context):
    """Calls plain functions at once: only what wants the context is looked at as Jinja does."""

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(function) not in _PLAIN or hasattr(function, "jinja_pass_arg"):
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


class _Code(CodeGenerator):
    """Puts values out by `Templates.escaped`; they are only joined, so a plain `str` will do."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Template(Template):
    """A template that comes in one piece: one around it would hand on each of its pieces in turn.

    Its blocks stay as they are, for `super()` looks for them by what they are.
    """

    @classmethod
    def from_code(cls, *told: Any, **more: Any) -> Template:
        """The template of a compiled page."""
        made = super().from_code(*told, **more)
        render = made.root_render_func

        def whole(context: Context) -> Iterator[str]:
            yield "".join(render(context))

        made.root_render_func = whole
        return made


class Templates(Environment):
    """The environment of the portal's templates; its globals are whole before the first is read."""

    context_class = _Calls
    code_generator_class = _Code
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: the environment's own, for none has others of its own."""
        return {**self.globals, **d} if d else self.globals

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as it stands in HTML: safe text as it is, all else with its signs escaped."""
        kind = type(value)
        if kind is str:
            return markupsafe._escape_inner(value)  # type: ignore[attr-defined]
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if hasattr(value, "__html__"):
            return value.__html__()  # type: ignore[no-any-return]
        return markupsafe._escape_inner(str(value))  # type: ignore[attr-defined]
