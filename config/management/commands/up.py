"""`manage.py up`: the whole product in one foreground process."""

import socket
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connections
from django.utils.translation import gettext as _

from config.starting import (
    CannotStart,
    cannot_write,
    collect_static_if_needed,
    demo_accounts,
    listen,
    load_demo_if_empty,
    migrate_if_needed,
    only_runner,
    port_number,
)
from config.supervisor import Program, Supervisor

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Command(BaseCommand):
    """Prepares the data folder, then runs web server, worker and beat until Ctrl-C."""

    help = "Run web server, Celery worker and beat in one foreground process."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and how many web processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")
        parser.add_argument(
            "--workers",
            type=int,
            choices=range(1, 65),
            metavar="N",
            default=2,
            help="web processes, 8 threads each",
        )
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *_args: object, **options: Any) -> None:
        """Run until a signal; exit code 1 with a sentence when it cannot start."""
        host = options["host"]
        try:
            port = port_number(str(options["port"]))
            address = f"http://{_in_address(host)}:{port}/"
            with only_runner(settings.DATA_DIR, address), listen(host, port) as listening:
                self._prepare(with_demo=not options["no_demo"])
                Supervisor(
                    _programs(listening.fileno(), options["workers"]),
                    log_dir=settings.DATA_DIR / "log",
                    say=self._say,
                    ready=self._announce(host, port, address),
                ).run()
        except CannotStart as error:
            # Not a CommandError: Django would put that English word before the sentence.
            self.stderr.write(str(error))
            raise SystemExit(1) from error
        self._say(_("已停止。"))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self, *, with_demo: bool) -> None:
        try:
            if migrate_if_needed():
                self._say(_("数据表已建好。"))
            if with_demo and load_demo_if_empty():
                self._say(_("演示数据已装入。"))
            if collect_static_if_needed():
                self._say(_("静态文件已备好。"))
        except OperationalError as error:
            raise CannotStart(_("数据库不能使用：%s") % str(error).strip()) from error
        except OSError as error:
            raise cannot_write(error) from error

    def _show_demo_accounts(self, *, in_public: bool) -> None:
        accounts = demo_accounts()
        if not accounts:
            return
        self._say(_("演示账号（账号、密码、职务）："))
        for account in accounts:
            self._say(f"  {account}")
        if in_public:
            self._say(
                _("注意：演示账号的密码是公开的，其他电脑也能用它们登录。正式使用请另建空台账（--no-demo）。")
            )

    def _announce(self, host: str, port: int, address: str) -> Callable[[], bool]:
        """A question for the supervisor to repeat: does the web server answer yet? Says so once it does."""

        probe = _Probe(ANYWHERE.get(host, host), port)

        def ready() -> bool:
            if not probe.answered():
                return False
            self._say(_("整改台账已启动：%s") % address)
            self._show_demo_accounts(in_public=host not in LOOPBACK)
            # Nothing more is asked of the database here; an idle connection would only be in the way.
            connections.close_all()
            self._say(_("按 Ctrl-C 停止；日志在 %s") % (settings.DATA_DIR / "log"))
            return True

        return ready


def _in_address(host: str) -> str:
    shown = ANYWHERE.get(host, host)
    return f"[{shown}]" if ":" in shown else shown


class _Probe:
    """Asks the web server for a sign of life without ever waiting for it: the supervisor has logs to move.

    Anything that comes back counts; what it says is for the browser to show.
    """

    def __init__(self, host: str, port: int) -> None:
        self._where = (host, port)
        self._asking: socket.socket | None = None

    def answered(self) -> bool:
        """Whether the answer has begun to come."""
        try:
            if self._asking is None:
                # Our own listening socket takes the connection at once, also while nobody serves it yet.
                self._asking = socket.create_connection(self._where, timeout=0.2)
                self._asking.sendall(b"HEAD /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
                self._asking.setblocking(False)
            came = bool(self._asking.recv(1))
        except BlockingIOError:
            return False
        except OSError:
            came = False
        if self._asking is not None:
            self._asking.close()
            self._asking = None
        return came


def _programs(listening: int, workers: int) -> list[Program]:
    """Web server, worker and beat. Without Redis the worker uses threads: one process reads the folder."""
    env = {"PYTHONPATH": str(settings.BASE_DIR), "PYTHONUNBUFFERED": "1", "WEB_WORKERS": str(workers)}
    python, celery = sys.executable, (sys.executable, "-m", "celery", "-A", "config.celery")
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    pool = "prefork" if settings.REDIS_URL else "threads"
    conf = str(settings.BASE_DIR / "config" / "gunicorn.py")
    schedule = str(settings.DATA_DIR / "beat-schedule")
    return [
        Program(
            name="web",
            title=_("网站"),
            argv=(python, "-m", "gunicorn", "-c", conf, "--bind", f"fd://{listening}"),
            env=env,
            fds=(listening,),
        ),
        Program(
            name="worker",
            title=_("后台任务"),
            argv=(*celery, "worker", "--loglevel", "INFO", "--pool", pool, "--concurrency", "2", *quiet),
            env=env,
        ),
        Program(
            name="beat",
            title=_("定时任务"),
            argv=(*celery, "beat", "--loglevel", "INFO", "--schedule", schedule, "--pidfile", ""),
            env=env,
        ),
    ]
