"""`manage.py read_deadline TEXT --base 2025-03-01`: how a deadline text is read, as JSON."""

import json
import re
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from issues.deadline_words import describe
from issues.deadlines import read_cell


class Command(BaseCommand):
    help = _("读一条整改时限，输出 JSON：类型、到期日、是否确定、是否按周期、说明")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help=_("时限文字，例如：2025年6月底前，并长期坚持"))
        parser.add_argument("--base", help=_("文件日期或起算日期，例如：2025-03-01"))

    def handle(self, *, text: str, base: str | None, **_options: Any) -> None:
        reading = read_cell(text, base=None if base is None else _day(base))
        answer = {
            "types": list(reading.types),
            "due_on": reading.due_on.isoformat() if reading.due_on else None,
            "sure": reading.sure,
            "periodic": reading.periodic,
            "note": describe(reading),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _day(written: str) -> date:
    refusal = CommandError(_("--base 要写成 2025-03-01 这样的日期，现在是“%(given)s”。") % {"given": written})
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise refusal
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise refusal from wrong
