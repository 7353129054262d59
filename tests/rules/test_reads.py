"""Whoever shows business rows asks `visible_to`: no view, form or export goes round it."""

import ast

import pytest
from django.apps import apps

from tests.rules.sources import python_files, tree_of

BUSINESS_APPS = ("people", "issues", "measures", "ledger")
READING = {"views", "forms", "filters", "menu", "search"}

# Any signed-in person may read these.
OPEN_TO_ALL = {
    "issues.Source": "a dictionary that every form offers",
    "people.Submission": "a token against double submits; holds nothing to see",
}
# These have no `visible_to` of their own, so a view reaches them only through the row they hang on.
THROUGH_PARENT = {
    "issues.Deadline": "through its issue",
    "issues.ReassignmentRequest": "through its issue",
    "people.RoleGrant": "through its user",
    "issues.StateTally": "through its campaign, by who sees the whole ledger",
    "issues.UnitTally": "through its campaign, by who sees the whole ledger",
    "issues.CategoryTally": "through its campaign, by who sees the whole ledger",
}


def _models():
    for app in BUSINESS_APPS:
        for model in apps.get_app_config(app).get_models():
            yield f"{app}.{model.__name__}", model


def guarded() -> set[str]:
    """Names of the models that no view may read bare."""
    return {label.split(".")[1] for label, _ in _models() if label not in OPEN_TO_ALL}


def reading_modules():
    """The modules that show rows: views, forms, filters and what they export."""
    for path in python_files(*BUSINESS_APPS):
        if READING & {part.removesuffix(".py") for part in path.parts[1:]}:
            yield path


def _bare_read(node: ast.AST, models: set[str]) -> str | None:
    """`Model.objects.<anything but visible_to>` or a shortcut that takes the model itself."""
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
        after = node.parent
        if (
            isinstance(node.value, ast.Name)
            and node.value.id in models
            and not (isinstance(after, ast.Attribute) and after.attr == "visible_to")
        ):
            return f"{node.value.id}.{node.attr}"
    if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("get_") and node.args:
        first = node.args[0]
        if isinstance(first, ast.Name) and first.id in models and "or_404" in node.func.id:
            return f"{node.func.id}({first.id})"
    return None


def test_no_view_or_form_reads_a_business_model_except_through_visible_to():
    models = guarded()
    found = [
        f"{path}:{node.lineno} {what}"
        for path in reading_modules()
        for node in ast.walk(tree_of(path))
        if (what := _bare_read(node, models))
    ]
    assert found == []


def test_every_business_model_has_visible_to_or_a_reason_not_to():
    without = {
        label
        for label, model in _models()
        if not hasattr(model._default_manager.get_queryset(), "visible_to")
    }
    assert without == OPEN_TO_ALL.keys() | THROUGH_PARENT.keys()


@pytest.mark.parametrize(
    "source",
    [
        "Issue.objects.all()",
        "Issue.objects.filter(pk=1)",
        "get_object_or_404(Issue, pk=1)",
        "Issue.objects.get(pk=1)",
    ],
)
def test_the_rule_bites(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    assert any(_bare_read(node, {"Issue"}) for node in ast.walk(tree))


def test_the_rule_lets_visible_to_pass():
    tree = ast.parse("get_object_or_404(Issue.objects.visible_to(user).open(), pk=1)")
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    assert not any(_bare_read(node, {"Issue"}) for node in ast.walk(tree))
