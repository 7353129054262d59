"""What the content policy and the oldest supported browser (Chromium 80) forbid is not in the pages."""

import ast
import re

from tests.rules.sources import APPS, is_docstring, python_files, text_of, tracked, tree_of

INLINE = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE
    ),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:a-z-]*\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']javascript:", re.IGNORECASE),
    "file from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}

TOO_NEW = {
    ".css": {
        ":has(": r":has\(",
        ":is( and :where(": r":(?:is|where)\(",
        # Alone it is dropped and the browser's own ring stays; in a list it takes the whole rule with it.
        ":focus-visible in a list": r":focus-visible[^{}]*,|,[^{}]*:focus-visible",
        "nesting": r"^\s*&",
        "@layer and @container": r"@(?:layer|container)\b",
        "color-mix()": r"color-mix\(",
        "inset": r"^\s*inset\s*:",
        "dynamic viewport units": r"\d[dsl]v[hw]\b",
    },
    ".js": {
        "structuredClone": r"\bstructuredClone\b",
        "replaceAll": r"\.replaceAll\(",
        "at": r"\.at\(",
        "findLast": r"\.findLast",
        "Object.hasOwn": r"Object\.hasOwn\b",
        "logical assignment": r"(?:\?\?|\|\||&&)=",
        "Promise.any": r"Promise\.any\(",
        "replaceChildren": r"\.replaceChildren\(",
        "crypto.randomUUID": r"randomUUID",
    },
}


COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def _own(*suffixes: str):
    return [
        path
        for path in tracked()
        if path.suffix in suffixes and "vendor" not in path.parts and path.parts[0] not in {"tests", "docs"}
    ]


def test_templates_have_no_inline_style_script_or_event_and_load_nothing_from_elsewhere():
    found = [
        f"{path}: {what}"
        for path in _own(".html")
        for what, shape in INLINE.items()
        if shape.search(text_of(path))
    ]
    assert found == []


def test_python_writes_no_inline_style_script_or_event():
    found = [
        f"{path}:{node.lineno}: {what}"
        for path in python_files(*APPS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_docstring(node)
        for what, shape in INLINE.items()
        if shape.search(node.value)
    ]
    assert found == []


def test_styles_and_scripts_use_nothing_younger_than_chromium_80():
    found = [
        f"{path}: {what}"
        for path in _own(".css", ".js")
        for what, shape in TOO_NEW[path.suffix].items()
        if re.search(shape, COMMENTS.sub("", text_of(path)), re.MULTILINE)
    ]
    assert found == []


def test_every_title_ends_with_the_name_of_the_product():
    """On paper the title is the name of the file that a browser would save."""
    frames = {"templates/base.html", "templates/layout/bare.html", "templates/print/base.html"}
    found = [
        str(path)
        for path in _own(".html")
        if "{% block title %}" in text_of(path)
        and "· {{ block.super }}" not in text_of(path)
        and '{% extends "print/base.html" %}' not in text_of(path)
    ]
    assert set(found) == frames
