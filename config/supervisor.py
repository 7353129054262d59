"""Keeps a handful of programs running in the foreground: starts them, restarts what dies, stops them all.

Knows nothing of what the programs do. One thread, one loop; what a program prints goes to its own log.
"""

import contextlib
import ctypes
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.utils.translation import gettext as _

PR_SET_PDEATHSIG = 1
LOG_BYTES = 5 * 1024 * 1024
LOG_FILES = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Program:
    """What to run: `name` for logs, `title` for people; `env` is added to ours; `fds` stay open in it."""

    name: str
    title: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    fds: Sequence[int] = ()


@dataclass(frozen=True)
class Pace:
    """Seconds. A life shorter than `quick` is a quick death; the pause doubles from `first` up to `slow`."""

    quick: float = 20.0
    first: float = 0.5
    slow: float = 60.0
    warn_after: int = 5
    grace: float = 8.0
    tick: float = 0.2

    def pause(self, quick_deaths: int) -> float:
        """How long to wait before the next start, after so many quick deaths in a row."""
        if quick_deaths >= self.warn_after:
            return self.slow
        return min(self.slow, self.first * 2.0 ** max(0, quick_deaths - 1))


def _tied_to_parent(parent: int) -> Callable[[], None]:
    """What the child does before exec: ask the kernel for SIGTERM when its parent dies, however it dies."""
    # Loaded before the fork: between fork and exec only the call itself is safe.
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def tie() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return tie


class Child:
    """One program, the process that runs it now if any, and its log."""

    def __init__(self, program: Program, log_dir: Path) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.quick_deaths = 0
        self.start_at = 0.0
        self.last_lines: deque[str] = deque(maxlen=5)
        self._started = 0.0
        self._partial = b""
        self._log = RotatingFileHandler(
            log_dir / f"{program.name}.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )

    def start(self) -> None:
        """Start the program in its own process group, so that Ctrl-C reaches the supervisor alone."""
        self._started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - the programs are our own
            self.program.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **self.program.env},
            pass_fds=tuple(self.program.fds),
            start_new_session=True,
            preexec_fn=_tied_to_parent(os.getpid()),  # noqa: PLW1509 - this process has one thread
        )
        os.set_blocking(self.output, False)

    @property
    def output(self) -> int:
        """The descriptor its output is read from; only while there is a process."""
        if self.process is None or self.process.stdout is None:
            raise RuntimeError(self.program.name)
        return self.process.stdout.fileno()

    def pump(self) -> bytes | None:
        """Move what the program printed to its log and return it. None: nothing waits; b"": that was all."""
        try:
            data = os.read(self.output, 65536)
        except BlockingIOError:
            return None
        *lines, self._partial = (self._partial + data).split(b"\n")
        for line in lines:
            self._write(line)
        return data

    def _write(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace")
        self.last_lines.append(text)
        self._log.emit(logging.makeLogRecord({"msg": text}))

    def bury(self, pace: Pace) -> None:
        """After the process ended: take its last words, end its group, plan the next start."""
        if self.process is None or self.process.stdout is None:
            return
        while self.pump():
            pass
        self.signal(signal.SIGKILL)
        self.process.stdout.close()
        self.process = None
        lived = time.monotonic() - self._started
        self.quick_deaths = self.quick_deaths + 1 if lived < pace.quick else 0
        self.start_at = time.monotonic() + pace.pause(self.quick_deaths)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group of the process."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def close(self) -> None:
        """Close the log."""
        if self._partial:
            self._write(self._partial)
        self._log.close()


class Supervisor:
    """Runs the programs until SIGINT, SIGTERM or SIGHUP.

    `say` gets one line for people at a time. `ready`, if given, is asked each tick until it says True.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        log_dir: Path,
        say: Say,
        ready: Callable[[], bool] | None = None,
        pace: Pace | None = None,
    ) -> None:
        log_dir.mkdir(parents=True, exist_ok=True)
        self.log_dir = log_dir
        self.pace = pace or Pace()
        self.children = [Child(program, log_dir) for program in programs]
        self._say = say
        self._ready = ready
        self._stopping = False
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Start everything, keep it alive, and return once everything has stopped."""
        # A signal that was ignored from the start stays so: nohup means it.
        heeded = [number for number in STOP_SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
        before = {number: signal.signal(number, self._stop) for number in heeded}
        try:
            while not self._stopping:
                self._revive()
                self._pump(self.pace.tick)
                self._bury_the_dead()
                self._look_whether_ready()
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look_whether_ready(self) -> None:
        if self._ready is not None and self._ready():
            self._ready = None

    def _stop(self, *_args: object) -> None:
        self._stopping = True

    def _revive(self) -> None:
        for child in self.children:
            if child.process is None and child.start_at <= time.monotonic():
                child.start()
                self._selector.register(child.output, selectors.EVENT_READ, child)

    def _pump(self, timeout: float) -> None:
        for key, _events in self._selector.select(timeout):
            if key.data.pump() == b"":
                # Output closed; the process itself is buried when it has ended.
                self._selector.unregister(key.fd)

    def _bury_the_dead(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            code = child.process.returncode
            self._forget(child)
            child.bury(self.pace)
            if not self._stopping:
                self._tell(child, code)

    def _forget(self, child: Child) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.output)

    def _tell(self, child: Child, code: int) -> None:
        if child.quick_deaths < self.pace.warn_after:
            words = _("%(title)s 意外退出（代码 %(code)s），正在重新启动。")
            self._say(words % {"title": child.program.title, "code": code})
            return
        self._say(
            _("%(title)s 反复退出，每 %(seconds)d 秒再试一次。日志：%(log)s")
            % {
                "title": child.program.title,
                "seconds": self.pace.slow,
                "log": self.log_dir / f"{child.program.name}.log",
            }
        )
        for line in child.last_lines:
            self._say(f"    {line}")

    def _stop_all(self) -> None:
        """SIGTERM to all, wait for `grace` seconds, then SIGKILL to what is left."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + self.pace.grace
        while self._living() and time.monotonic() < deadline:
            self._pump(0.05)
            self._bury_the_dead()
        for child in self._living():
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
        self._bury_the_dead()
        for child in self.children:
            child.close()
        self._selector.close()

    def _living(self) -> list[Child]:
        return [child for child in self.children if child.process is not None]
