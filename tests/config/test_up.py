"""`manage.py up` as a person runs it: the product from an empty folder, and nothing left of it afterwards."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger import demo

ROOT = Path(__file__).parents[2]
STARTED = "整改台账已启动"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("up")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Up:
    """One `manage.py up` on a data folder of its own."""

    def __init__(self, data: Path, port: int, *, redis: str = "", demo: bool = False) -> None:
        data.mkdir(exist_ok=True)
        self.data, self.port, self.said = data, port, data / "said.txt"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LEDGER_DATA_DIR": str(data),
            "DATABASE_URL": f"sqlite:///{data}/ledger.sqlite3",
            "REDIS_URL": redis,
        }
        with self.said.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(port), *([] if demo else ["--no-demo"])],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def text(self) -> str:
        return self.said.read_text()

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def family(self) -> set[int]:
        """Every living process that was started on this data folder."""
        found = set()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if (
                    entry.name.isdigit()
                    and f"LEDGER_DATA_DIR={self.data}\0" in (entry / "environ").read_text()
                ):
                    found.add(int(entry.name))
        return found

    def status(self) -> int | None:
        """HTTP status of the health page; None while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return None


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    runs: list[Up] = []

    def start(name: str = "data", port: int | None = None, **options) -> Up:
        runs.append(Up(tmp_path / name, port or free_port(), **options))
        return runs[-1]

    yield start
    for run in runs:
        run.process.terminate()
        run.process.wait(timeout=20)


def test_it_serves_restarts_what_dies_refuses_a_second_and_stops_without_a_trace(up):
    run = up(demo=True)
    until(lambda: STARTED in run.text())
    assert f"http://127.0.0.1:{run.port}/" in run.text()
    assert all(account.username in run.text() for account in demo.ACCOUNTS)
    assert run.status() == 200
    assert len(run.children()) == 3

    second = up(port=free_port())
    assert second.process.wait(timeout=30) != 0
    assert re.search(r"整改台账已经在运行（进程 \d+", second.text())
    elsewhere = up("other", port=run.port)
    assert elsewhere.process.wait(timeout=30) != 0
    assert "已被占用" in elsewhere.text()

    web = run.children()[0]
    os.kill(web, signal.SIGKILL)
    until(lambda: "网站 意外退出" in run.text())
    until(lambda: len(run.children()) == 3 and run.status() == 200)

    # Beat sends today's anchor when it starts; that it is written shows queue and worker at work.
    until(lambda: list((run.data / "anchors").glob("*")))

    began = time.monotonic()
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=15) == 0
    assert time.monotonic() - began < 10
    assert run.text().endswith("已停止。\n")
    until(lambda: not run.family(), seconds=5)


def test_a_killed_supervisor_leaves_nobody_behind_and_can_be_started_again(up):
    run = up()
    until(lambda: STARTED in run.text())
    run.process.kill()
    run.process.wait()
    until(lambda: not run.family(), seconds=15)
    run.said.unlink()
    again = up(port=run.port)
    began = time.monotonic()
    until(lambda: STARTED in again.text())
    assert "数据表已建好" not in again.text()
    assert time.monotonic() - began < 30


@pytest.mark.redis
def test_with_redis_the_same_work_is_done(up, redis_url):
    run = up(redis=redis_url)
    until(lambda: STARTED in run.text())
    until(lambda: list((run.data / "anchors").glob("*")))
    assert "redis://" in (run.data / "log" / "worker.log").read_text()
