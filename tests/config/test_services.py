"""A missing server is said by name, and under REQUIRE_SERVICES=1 it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY_THERE = {
    "TEST_DATABASE_URL": "postgresql://postgres@127.0.0.1:1/postgres",
    "TEST_REDIS_URL": "redis://127.0.0.1:1/0",
}
NEEDS_POSTGRES = "tests/config/test_engines.py::test_the_postgresql_pass_is_on_postgresql"
NEEDS_REDIS = "tests/config/test_up.py::test_with_redis_the_same_work_is_done"


def run(test: str, **environment: str) -> str:
    """What a pytest of its own says about one test."""
    cleaned = {
        name: value for name, value in os.environ.items() if not name.startswith(("LEDGER_", "PYTEST_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", test],
        cwd=ROOT,
        env={**cleaned, **NOBODY_THERE, "REQUIRE_SERVICES": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.parametrize(
    ("test", "reason"),
    [(NEEDS_POSTGRES, "PostgreSQL does not answer"), (NEEDS_REDIS, "Redis does not answer")],
)
def test_a_test_without_its_server_is_skipped_by_name_or_fails_where_servers_are_required(test, reason):
    said = run(test)
    assert f"SKIPPED {test} - Skipped: {reason}" in said
    assert "1 skipped" in said
    said = run(test, REQUIRE_SERVICES="1")
    assert f"REQUIRE_SERVICES=1, but {reason}" in said
    assert "passed" not in said
    assert "skipped" not in said


def test_a_postgresql_test_that_has_run_in_the_other_pass_is_not_called_skipped():
    assert "1 deselected" in run(NEEDS_POSTGRES, LEDGER_POSTGRES_PASS_DONE="1")
