"""`manage.py make_ledger`: a synthetic ledger of any size, for measuring and for looking at full lists."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.synthetic import ACCOUNTS, PASSWORD, Plan, holds_something, is_synthetic, load, next_id, set_stage


class Command(BaseCommand):
    help = "Fill a migrated database with a synthetic ledger (合成台账); same seed and day, same ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--issues", type=int, default=10_000, help="how many issues")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--units", type=int, default=500, help="organisations below the county")
        parser.add_argument(
            "--details", type=int, default=10_000, help="newest issues with measures and progress"
        )
        parser.add_argument("--on", type=date.fromisoformat, help="the day it is seen from; default today")
        parser.add_argument("--append", action="store_true", help="after the synthetic ledger that is there")

    def handle(self, *_args: Any, **options: Any) -> None:
        _check_numbers(options)
        _check_database(append=options["append"])
        today = options["on"] or timezone.localdate()
        stage = set_stage(units=options["units"], today=today)
        plan = Plan(options["issues"], options["seed"], today, next_id())
        told = self._told if options["verbosity"] > 0 else lambda _: None
        load(plan, stage, details=min(options["details"], plan.count), told=told)
        if options["verbosity"] > 0:
            self._say_who()

    def _told(self, done: int) -> None:
        if done % 100_000 == 0:
            self.stdout.write(_("已写入 %(done)d 个问题") % {"done": done})

    def _say_who(self) -> None:
        self.stdout.write(_("可以登录的账号（密码都是 %(password)s）：") % {"password": PASSWORD})
        for username, _role, post in ACCOUNTS:
            self.stdout.write(f"  {username:<12}{post}")


def _check_numbers(options: dict[str, Any]) -> None:
    if min(options["issues"], options["details"]) < 0 or options["units"] < 1:
        raise CommandError(_("问题数和 --details 不能是负数，--units 至少是 1。"))


def _check_database(*, append: bool) -> None:
    """The passwords of a synthetic ledger are known to everybody: it stands in no database but its own."""
    if not holds_something() or (append and is_synthetic()):
        return
    if append:
        raise CommandError(_("数据库里不是合成台账，不能在其后追加。"))
    raise CommandError(
        _("数据库里已有组织、人员或问题，合成台账只能装入空库。要接在已有的合成台账后面，请加 --append。")
    )
