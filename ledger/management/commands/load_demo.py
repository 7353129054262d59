"""`manage.py load_demo`: the demo ledger, into an empty, migrated database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import demo
from people.models import Organisation, User


class Command(BaseCommand):
    help = "Put the demo ledger (演示台账) into an empty database."

    def handle(self, *_args: Any, **options: Any) -> None:
        if User.objects.exists() or Organisation.objects.exists():
            raise CommandError(_("数据库里已有组织或人员，演示数据只能装入空库。"))
        count = demo.load(today=timezone.localdate())
        if options["verbosity"] > 0:
            self.stdout.write(_("演示台账已装入，共 %(count)d 个问题。") % {"count": count})
            for account in demo.ACCOUNTS:
                self.stdout.write(f"  {account.username:<10}{demo.PASSWORD:<14}{account.post}")
