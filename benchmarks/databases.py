"""Databases to measure in: made, filled by `make_ledger`, dropped."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SERVER = os.environ.get("BENCH_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
SEED = 7


@dataclass(frozen=True)
class Place:
    """A database of one engine and size, and the folder that belongs to it."""

    engine: str
    size: int
    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What makes a process use it, as in production."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "DATABASE_URL": self.url,
            "LEDGER_DATA_DIR": str(self.folder),
            "REDIS_URL": "",
            "DEBUG": "0",
            "ALLOWED_HOSTS": "bench",
            "SECRET_KEY": "only-for-measuring",
        }


def why_not(engine: str) -> str:
    """Why an engine cannot be measured here; "" when it can."""
    if engine == "sqlite":
        return ""
    try:
        psycopg.connect(SERVER, connect_timeout=2).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


@contextmanager
def made(engine: str, size: int) -> Iterator[Place]:
    """An empty database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as name:
        folder = Path(name)
        if engine == "sqlite":
            yield Place(engine, size, folder, f"sqlite:///{folder}/ledger.sqlite3")
            return
        database = f"ledger_bench_{os.getpid()}_{size}"
        _on_server(f'CREATE DATABASE "{database}"')
        try:
            yield Place(engine, size, folder, urlunsplit(urlsplit(SERVER)._replace(path=f"/{database}")))
        finally:
            _on_server(f'DROP DATABASE "{database}" WITH (FORCE)')


def _on_server(sql: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql)


def fill(place: Place) -> float:
    """Migrate and make the ledger; how many seconds the ledger took."""
    _manage(place, "migrate", "-v0")
    _manage(place, "collectstatic", "--noinput", "-v0")
    began = time.perf_counter()
    _manage(place, "make_ledger", "-v0", f"--issues={place.size}", f"--seed={SEED}")
    return time.perf_counter() - began


def _manage(place: Place, *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=place.environment, check=True)


def measure(place: Place) -> Any:
    """What `measuring` prints of the database, as JSON."""
    program = "import django; django.setup(); from benchmarks.measuring import main; main()"
    command = [sys.executable, "-c", program]
    return json.loads(
        subprocess.run(command, env=place.environment, check=True, stdout=subprocess.PIPE).stdout
    )
