"""Parts of the layout that are the same on every page: drawn once in a process, then copied."""

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def unchanging(name: str) -> SafeString:
    """A template that asks nothing of its context. While developing it is drawn each time."""
    return render_to_string(name) if settings.DEBUG else _drawn(name, get_language())


@register.simple_tag
def icon(name: str) -> SafeString:
    """The same as parts/icon.html."""
    if settings.DEBUG:
        return render_to_string("parts/icon.html", {"name": name})
    return _icon(name)


# What they draw depends on their arguments and the language alone, which config.folding makes use of.
for _tag in (unchanging, icon):
    _tag.is_unchanging = True  # type: ignore[attr-defined]  # a mark on a function


@cache
def _drawn(name: str, _language: str | None) -> SafeString:
    return format_html("{}", render_to_string(name))


@cache
def _icon(name: str) -> SafeString:
    return format_html("{}", render_to_string("parts/icon.html", {"name": name}))
