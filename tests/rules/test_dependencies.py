"""Every dependency has a reason, is used, and is locked with its hashes."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.rules.sources import APPS, python_files, text_of

PYPROJECT = Path("pyproject.toml")
LOCKS = {"base": Path("requirements/base.txt"), "dev": Path("requirements/dev.txt")}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")

# Distribution → the module it is imported as, where the names differ.
MODULES = {
    "chinesecalendar": "chinese_calendar",
    "crispy-bootstrap5": "crispy_bootstrap5",
    "django-axes": "axes",
    "django-crispy-forms": "crispy_forms",
    "django-csp": "csp",
    "django-environ": "environ",
    "django-htmx": "django_htmx",
    "django-import-export": "import_export",
    "django-tree-queries": "tree_queries",
    "factory-boy": "factory",
    "pytest-playwright": "playwright",
    "time-machine": "time_machine",
}
# Run or plugged in, never imported; the text shows where.
NAMED_IN = {
    "celery-types": None,
    "django-stubs": "pyproject.toml",
    "djlint": "Makefile",
    "import-linter": "Makefile",
    "gunicorn": "config/management/commands/up.py",
    "mypy": "Makefile",
    "psycopg": "tests/services.py",
    "pytest-django": None,
    "pytest-randomly": None,
    "pytest-timeout": None,
    "pytest-xdist": None,
    "ruff": "Makefile",
    "types-openpyxl": None,
    "uv": "Makefile",
}


def declared() -> dict[str, set[str]]:
    """Names of the direct dependencies: {"base": {...}, "dev": {...}}."""
    project = tomllib.loads(text_of(PYPROJECT))["project"]
    lists = {"base": project["dependencies"], "dev": project["optional-dependencies"]["dev"]}
    return {
        kind: {re.split(r"[\[<>=~! ]", line)[0].lower() for line in lines} for kind, lines in lists.items()
    }


def pinned(path: Path) -> dict[str, str]:
    """{name: the whole entry with its hashes} of a lock."""
    entries = re.split(r"\n(?=[a-z0-9])", text_of(path))
    return {entry.split("==")[0]: entry for entry in entries if "==" in entry.splitlines()[0]}


def test_every_dependency_says_why_it_is_here():
    lines = [line.strip() for line in text_of(PYPROJECT).splitlines()]
    needs = [line for line in lines if re.match(r'"[a-z0-9-]+(\[[a-z]+\])?[<>=]', line)]
    assert len(needs) == sum(len(names) for names in declared().values())
    assert [line for line in needs if not re.search(r'", # \S.{8,}', line)] == []


def test_every_dependency_is_used():
    users = {"base": APPS, "dev": ("tests", "benchmarks")}
    unused = []
    for kind, names in declared().items():
        here = Path("tests/rules/test_dependencies.py")
        sources = "\n".join(text_of(path) for path in python_files(*users[kind]) if path != here)
        for name in sorted(names - NAMED_IN.keys()):
            module = re.escape(MODULES.get(name, name))
            if not re.search(rf"^\s*(?:import|from) {module}\b|[\"']{module}[\"'.]", sources, re.MULTILINE):
                unused.append(name)
    assert unused == []


def test_what_is_run_but_not_imported_is_named_where_it_runs():
    missing = [name for name, place in NAMED_IN.items() if place and name not in text_of(Path(place))]
    assert missing == []


@pytest.mark.parametrize("kind", ["base", "dev"])
def test_a_lock_pins_every_dependency_with_hashes_and_no_address(kind):
    lock = pinned(LOCKS[kind])
    assert declared()[kind] - lock.keys() == set()
    assert [name for name, entry in lock.items() if not HASH.search(entry)] == []
    assert not re.search(r"^\s*-(?!-hash)|https?://|file:| @ ", text_of(LOCKS[kind]), re.MULTILINE)


def test_tests_run_on_the_versions_that_are_deployed():
    base, dev = pinned(LOCKS["base"]), pinned(LOCKS["dev"])
    version = {name: entry.split()[0] for name, entry in base.items()}
    assert {name: dev[name].split()[0] for name in base} == version
