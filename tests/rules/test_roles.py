"""Which roles belong together is said in `people.roles`, and nowhere a second time."""

import ast

import pytest

from people.roles import ADMINISTRATORS, BUSINESS, OFFICE, Role
from tests.rules.sources import APPS, python_files, tree_of

GROUPS = tuple(frozenset(group) for group in (ADMINISTRATORS, BUSINESS, OFFICE))
HOME = "people/roles.py"


def _role(node: ast.expr) -> str | None:
    """The role that `"clerk"` or `Role.CLERK` names."""
    if isinstance(node, ast.Constant) and node.value in Role.values:
        return node.value
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Role":
        return getattr(Role.__members__.get(node.attr), "value", None)
    return None


def _groups_spelt_out(tree: ast.AST) -> list[int]:
    """Lines where one of the groups is written role by role, as a collection or as arguments."""
    found = []
    for node in ast.walk(tree):
        named = getattr(node, "elts", None) or getattr(node, "args", None)
        if isinstance(named, list) and frozenset(map(_role, named)) in GROUPS:
            found.append(node.lineno)
    return found


def test_no_module_spells_a_group_of_roles_out_again():
    found = [
        f"{path}:{line}"
        for path in python_files(*APPS)
        if str(path) != HOME
        for line in _groups_spelt_out(tree_of(path))
    ]
    assert found == []


def test_they_are_spelt_out_at_home():
    (home,) = [path for path in python_files("people") if str(path) == HOME]
    assert len(_groups_spelt_out(tree_of(home))) == len(GROUPS)


@pytest.mark.parametrize(
    "source",
    [
        'user.has_role("clerk", "reviewer")',
        "user.has_role(Role.CLERK, Role.REVIEWER, Role.LEADER, Role.LIAISON)",
        'KEEPERS = {"auditor", "sysadmin", "secadmin"}',
    ],
)
def test_the_rule_bites(source):
    assert _groups_spelt_out(ast.parse(source)) == [1]


def test_the_rule_lets_a_group_of_its_own_pass():
    assert _groups_spelt_out(ast.parse("user.has_role(Role.SECADMIN, Role.AUDITOR)")) == []
