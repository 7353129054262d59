"""`manage.py make_ledger`: a synthetic ledger of any size, for measuring and for looking at full lists."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Issue
from ledger.synthetic import ACCOUNTS, PASSWORD, Plan, load, next_id, set_stage


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
        parser.add_argument("--append", action="store_true", help="also when there are issues already")

    def handle(self, *_args: Any, **options: Any) -> None:
        if Issue.objects.exists() and not options["append"]:
            raise CommandError(_("数据库里已有问题；确实要在其后追加，请加 --append。"))
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
