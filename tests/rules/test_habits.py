"""Habits of the house that no linter knows."""

import ast
import re

from tests.rules.sources import APPS, python_files, text_of, tree_of

BELOW_THE_VIEWS = {
    "actions",
    "lifecycle",
    "permissions",
    "models",
    "querysets",
    "deadlines",
    "colours",
    "recording",
}
HTTP = (
    "django.http",
    "django.shortcuts",
    "django.views",
    "django_htmx",
    "crispy_forms",
    "django.contrib.messages",
)
EVERYTHING = (*APPS, "tests", "benchmarks")
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$", re.MULTILINE)
WITH_REASON = re.compile(r"^(?::\s*[A-Z0-9, ]+|\[[a-z-, ]+\])\s*(?:-|#)\s+\S.{6,}")


def imported(path) -> set[str]:
    """Dotted names that the module imports."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return names


def test_actions_rules_and_records_know_no_request():
    found = [
        f"{path} imports {name}"
        for path in python_files(*APPS)
        if BELOW_THE_VIEWS & {part.removesuffix(".py") for part in path.parts[1:]}
        for name in imported(path)
        if name.startswith(HTTP)
    ]
    assert found == []


def test_no_domain_effect_hides_in_a_signal():
    found = [
        f"{path} imports {name}"
        for path in python_files(*APPS)
        for name in imported(path)
        if name.startswith(("django.db.models.signals", "django.dispatch"))
    ]
    assert found == []


def test_django_admin_is_not_a_way_in():
    found = [
        str(path) for path in python_files(*APPS) if any("contrib.admin" in name for name in imported(path))
    ]
    assert found == []


def test_every_silenced_warning_says_why():
    here = "tests/rules/test_habits.py"
    found = [
        f"{path}: {match[0]}"
        for path in python_files(*EVERYTHING)
        if str(path) != here
        for match in SILENCED.finditer(text_of(path))
        if not WITH_REASON.match(match["rest"])
    ]
    assert found == []


def test_only_views_tasks_and_commands_read_the_clock():
    allowed = {"views", "tasks", "commands", "sessions", "menu", "celery", "recording"}
    clock = re.compile(r"\b(?:timezone\.localdate|timezone\.localtime|date\.today|datetime\.now)\(")
    found = [
        str(path)
        for path in python_files(*APPS)
        if not allowed & {part.removesuffix(".py") for part in path.parts} and clock.search(text_of(path))
    ]
    assert found == []
