"""`manage.py remind [--on DATE]`: one scan of the deadlines."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.reminders import remind
from people.fields import YEARS


class Command(BaseCommand):
    help = "Run one scan of the deadlines (到期提醒) as of a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", help="YYYY-MM-DD; today without")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["on"]) if options["on"] else timezone.localdate()
        except ValueError as error:
            raise CommandError(_("日期要写成 2026-03-05 这样。")) from error
        if day.year not in YEARS:
            raise CommandError(_("年份 %(year)s 不对，请核对。") % {"year": day.year})
        scan = remind(on=day)
        self.stdout.write(
            _("%(day)s：检查 %(looked)d 个临期或逾期的问题，新生成提醒 %(made)d 条。")
            % {"day": day, "looked": scan.looked_at, "made": scan.made}
        )
