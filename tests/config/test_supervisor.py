"""The supervisor keeps its programs alive, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIVES = "import os, time; print('pid', os.getpid()); time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LIVES
DIES = "print('last words'); raise SystemExit(3)"
PARENT = (
    "import subprocess, sys, time; "
    "print('pid', subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); "
    "time.sleep(60)"
)


class Run:
    """One supervisor in a process of its own."""

    def __init__(self, log_dir: Path, programs: list[tuple[str, str]]) -> None:
        self.log_dir = log_dir
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.config.supervised", str(log_dir), json.dumps(programs)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def log(self, name: str) -> list[str]:
        path = self.log_dir / f"{name}.log"
        return path.read_text().splitlines() if path.exists() else []

    def pids(self, name: str) -> list[int]:
        """The process ids that the program printed, one a start."""
        return [int(line.split()[1]) for line in self.log(name) if line.startswith("pid ")]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> str:
        self.process.send_signal(number)
        return self.process.communicate(timeout=60)[0]


def until(true: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def start(**programs: str) -> Run:
        runs.append(Run(tmp_path, list(programs.items())))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.terminate()
            run.process.communicate(timeout=60)
        elif run.process.stdout is not None:
            run.process.stdout.close()


def test_a_program_that_dies_is_started_again_and_the_others_are_left_alone(supervise):
    run = supervise(one=LIVES, other=LIVES)
    until(lambda: run.pids("one") and run.pids("other"))
    os.kill(run.pids("one")[0], signal.SIGKILL)
    until(lambda: len(run.pids("one")) == 2)
    assert alive(run.pids("one")[1])
    assert run.pids("other") == [pid for pid in run.pids("other") if alive(pid)]
    assert len(run.pids("other")) == 1
    assert "one 意外退出（代码 -9）" in run.stop()


def test_a_program_that_dies_at_once_is_tried_ever_more_slowly_and_shown_with_its_last_words(supervise):
    run = supervise(bad=DIES)
    until(lambda: len(run.log("bad")) >= 5)
    said = run.stop()
    assert said.count("bad 意外退出（代码 3）") == 2
    assert "bad 反复退出" in said
    assert "    last words" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_cleanly(supervise, number):
    run = supervise(one=LIVES, other=LIVES)
    until(lambda: run.pids("one") and run.pids("other"))
    assert run.stop(number).endswith("stopped\n")
    assert run.process.returncode == 0
    assert not [pid for pid in run.pids("one") + run.pids("other") if alive(pid)]


def test_a_program_that_will_not_stop_is_killed_after_the_grace_time(supervise):
    run = supervise(deaf=DEAF)
    until(lambda: run.pids("deaf"))
    began = time.monotonic()
    assert run.stop().endswith("stopped\n")
    assert time.monotonic() - began < 5
    assert not alive(run.pids("deaf")[0])


def test_no_program_outlives_a_killed_supervisor(supervise):
    run = supervise(one=LIVES)
    until(lambda: run.pids("one"))
    run.process.kill()
    until(lambda: not alive(run.pids("one")[0]))


def test_the_children_of_a_program_go_with_it(supervise):
    run = supervise(parent=PARENT)
    until(lambda: run.pids("parent"))
    run.stop()
    until(lambda: not alive(run.pids("parent")[0]))


def test_what_a_program_prints_is_in_its_log_to_the_last_byte(supervise):
    run = supervise(talker="import time; print('x' * 300_000, '完', sep='\\n', end=''); time.sleep(60)")
    until(lambda: run.log("talker"))
    run.stop()
    assert run.log("talker") == ["x" * 300_000, "完"]
