"""Which of the optional servers answer, and what is said when one does not.

As a program: `python -m tests.services postgres` exits 0 when PostgreSQL answers.
"""

import os
import sys
from functools import cache
from pathlib import Path

import psycopg
import redis

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"


def postgres_url() -> str:
    """TEST_DATABASE_URL, or the standard local port."""
    return os.environ.get("TEST_DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"


def redis_url() -> str:
    """TEST_REDIS_URL, or the last database on the standard local port."""
    return os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/15"


@cache
def why_no_postgres() -> str:
    """Empty when it answers."""
    try:
        psycopg.connect(postgres_url(), connect_timeout=1).close()
    except psycopg.Error as error:
        return f"PostgreSQL does not answer (TEST_DATABASE_URL): {str(error).strip().splitlines()[0]}"
    return ""


@cache
def why_no_redis() -> str:
    """Empty when it answers."""
    try:
        with redis.Redis.from_url(redis_url(), socket_connect_timeout=1) as asking:
            asking.ping()
    except redis.RedisError as error:
        return f"Redis does not answer (TEST_REDIS_URL): {error}"
    return ""


def why_no_browser() -> str:
    """Empty when Debian's chromium is there."""
    return "" if CHROMIUM.exists() else f"{CHROMIUM} is not installed"


if __name__ == "__main__":
    reason = {"postgres": why_no_postgres, "redis": why_no_redis, "browser": why_no_browser}[sys.argv[1]]()
    if reason:
        print(reason, file=sys.stderr)
    sys.exit(bool(reason))
