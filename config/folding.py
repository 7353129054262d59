"""Templates with their unchanging parts joined: what only a language changes is drawn once, then copied.

A page of the list has two hundred parts, and most are the same on every page: its frame, labels, icons,
addresses. To walk through them took longer than to draw all that differs.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.template import Node
from django.template.base import FilterExpression, NodeList, Template, TextNode, Variable
from django.template.context import Context
from django.template.defaulttags import IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class Loader(cached.Loader):
    """Loads each template once, as Django's loader of cached templates, and joins its parts."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Raises TemplateDoesNotExist."""
        is_new = self.cache_key(template_name, skip) not in self.get_template_cache
        template: Template = super().get_template(template_name, skip)
        if is_new:
            fold(template.nodelist)
        return template


class Unchanging(Node):
    """Neighbours that are the same whatever is shown."""

    def __init__(self, parts: list[Node]) -> None:
        self.parts = parts
        self.drawn: dict[str | None, SafeString] = {}
        self.origin, self.token = parts[0].origin, parts[0].token

    def render(self, context: Context) -> SafeString:
        """Drawn when first asked for in a language."""
        language = get_language()
        text = self.drawn.get(language)
        if text is None:
            drawn = "".join(part.render(context) for part in self.parts)
            text = self.drawn[language] = mark_safe(drawn)  # noqa: S308 - each part has escaped what it drew
        return text

    render_annotated = render  # what is drawn once needs no notes for a page of errors


def fold(nodes: NodeList) -> None:
    """Join neighbours in place, here and below."""
    for node in nodes:
        for below in _below(node):
            fold(below)
    joined: list[Node] = []
    for is_unchanging, found in groupby(nodes, _is_unchanging):
        parts = list(found)
        is_worth_it = is_unchanging and not (len(parts) == 1 and isinstance(parts[0], TextNode))
        joined += [Unchanging(parts)] if is_worth_it else parts
    nodes[:] = joined


def _below(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (found for _condition, found in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        found = getattr(node, name, None)
        if isinstance(found, NodeList):
            yield found


def _is_unchanging(node: Node) -> bool:
    if isinstance(node, TextNode):
        return True
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _is_constant(node.filter_expression)
    if isinstance(node, StaticNode):
        return not node.varname and _is_constant(node.path)
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _is_constant(node.view_name)
    return isinstance(node, SimpleNode) and _is_pure(node)


def _is_pure(node: SimpleNode) -> bool:
    """Whether a tag says of itself that it depends on its arguments alone, and these are constants."""
    given = [*node.args, *node.kwargs.values()]
    return (
        getattr(node.func, "is_unchanging", False) and not node.target_var and all(map(_is_constant, given))
    )


def _is_constant(expression: FilterExpression) -> bool:
    found = expression.var
    return not expression.filters and (not isinstance(found, Variable) or found.lookups is None)
