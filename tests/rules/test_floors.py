"""Imports point down only; and the contracts that say so do bite."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import APPS, ROOT


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def broken(said: str) -> set[str]:
    """The names of the broken contracts."""
    return set(re.findall(r"^(.+?) BROKEN\b", said, re.MULTILINE))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The apps, ready to be spoiled."""
    for app in APPS:
        shutil.copytree(
            ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "migrations")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_hold():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("trail/upwards.py", "import people.models", "Floors: imports point down only"),
        ("people/upwards.py", "import issues.models", "Floors: imports point down only"),
        ("issues/upwards.py", "import measures.models", "Floors: imports point down only"),
        ("measures/upwards.py", "import ledger.models", "Floors: imports point down only"),
        ("ledger/upwards.py", "import config.settings", "Floors: imports point down only"),
        ("measures/sheet.py", "import openpyxl", "openpyxl only under ledger.workbook"),
        ("ledger/sheet.py", "from openpyxl import Workbook", "openpyxl only under ledger.workbook"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy, module, line, contract):
    (copy / module).write_text(line + "\n")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert contract in broken(done.stdout), done.stdout + done.stderr


def test_inside_an_app_models_cannot_import_views(copy):
    for name in ("models", "views"):
        shutil.rmtree(copy / "ledger" / name, ignore_errors=True)
        (copy / "ledger" / f"{name}.py").write_text("")
    (copy / "ledger" / "models.py").write_text("import ledger.views\n")
    done = lint_imports(copy)
    assert "Inside an app: urls, views, forms, actions, permissions and lifecycle, models" in broken(
        done.stdout
    )
