"""From a fresh clone to a running product: one runner per data folder, a port, tables, static files."""

import errno
import fcntl
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from ledger import demo

BACKLOG = 512
GREATEST_PORT = 65535


class CannotStart(Exception):
    """The reason, in words for the person at the keyboard."""


@contextmanager
def only_runner(data_dir: Path, address: str) -> Iterator[None]:
    """Hold the data folder: two supervisors on one folder would run every task twice.

    Raises CannotStart, naming the other's process and address, when another holds it.
    """
    with _opened(data_dir / "up.lock") as kept:
        try:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            kept.seek(0)
            other = kept.read().strip() or _("未知")
            raise CannotStart(
                _("整改台账已经在运行（%s），不能在同一个数据目录上再启动一次。") % other
            ) from error
        kept.truncate(0)
        kept.write(_("进程 %(pid)d，%(address)s") % {"pid": os.getpid(), "address": address})
        kept.flush()
        yield


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(error) from error


def cannot_write(error: OSError) -> CannotStart:
    """The data folder takes no more: no right to, a read-only disk, a full one."""
    words = _("不能写入数据目录 %(folder)s（%(why)s），请检查权限和磁盘空间。")
    return CannotStart(words % {"folder": settings.DATA_DIR, "why": error.strerror})


def port_number(text: str) -> int:
    """A port as somebody typed it. Raises CannotStart."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(GREATEST_PORT)) else 0
    if not 1 <= number <= GREATEST_PORT:
        raise CannotStart(
            _("端口应是 1 到 %(most)d 的数字，“%(text)s”不是。") % {"most": GREATEST_PORT, "text": text}
        )
    return number


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that outlives every restart of the web server. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except PermissionError as error:
        raise CannotStart(_("没有权限使用端口 %d，请换一个大于 1024 的端口。") % port) from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CannotStart(_("“%s”不是这台电脑的地址，请检查 --host。") % host) from error
        words = _("端口 %(port)d 已被占用，请换一个，例如 make run PORT=%(next)d。")
        raise CannotStart(words % {"port": port, "next": port + 1}) from error


def migrate_if_needed() -> bool:
    """Bring the tables up to date; True when there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def load_demo_if_empty() -> bool:
    """Put the demo ledger into a database that has no user yet; True when it did."""
    if get_user_model()._default_manager.exists():
        return False
    call_command("load_demo", verbosity=0)
    return True


def demo_accounts() -> list[str]:
    """One line for each account of the demo ledger; empty when this database does not hold the demo."""
    usernames = [account.username for account in demo.ACCOUNTS]
    if get_user_model()._default_manager.filter(username__in=usernames).count() < len(usernames):
        return []
    return [f"{account.username:<10}{demo.PASSWORD:<14}{account.post}" for account in demo.ACCOUNTS]


def collect_static_if_needed() -> bool:
    """Copy and compress the static files when any of them changed since the last time; True when it did."""
    kept = settings.DATA_DIR / "static.sha256"
    now = _static_fingerprint()
    with suppress(FileNotFoundError):
        if kept.read_text() == now:
            return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    kept.write_text(now)
    return True


def _static_fingerprint() -> str:
    """Changes when a file comes, goes or changes, or the way of storing does. Names, sizes and times only."""
    seen = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = os.stat(storage.path(name))  # noqa: PTH116 - on the hot path of every start
            seen.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
