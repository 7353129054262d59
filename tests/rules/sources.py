"""What the rules look at: the tracked files, and the Python of the product as syntax trees."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("config", "ledger", "measures", "issues", "people", "trail")
# Words only: punctuation between two translated words is the same everywhere the product is read.
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@cache
def tracked() -> list[Path]:
    """Every file git tracks or would track, relative to the root, so that a rule bites before the commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    return sorted(path for path in paths if (ROOT / path).is_file())


def python_files(*tops: str) -> list[Path]:
    """Python files under the given folders, migrations left out: Django writes those."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.parts[0] in tops and "migrations" not in path.parts
    ]


def text_of(path: Path) -> str:
    """The file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree; each node knows its `parent`."""
    tree = ast.parse(text_of(path))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_docstring(node: ast.Constant) -> bool:
    """Whether the string stands alone as a statement."""
    return isinstance(node.parent, ast.Expr)
