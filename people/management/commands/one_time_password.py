"""`manage.py one_time_password USERNAME`: the way back in for an administrator who forgot their password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from people.actions import reset_password_at_the_server
from people.models import User
from people.refusals import NotAllowedNow


class Command(BaseCommand):
    """In the application nobody can set the password of those who grant roles or read the trail."""

    help = "Give an active account a one-time password, end its sessions and its lock-out."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print the password, this once."""
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(_("没有用户名为“%s”的账号。") % options["username"])
        try:
            password = reset_password_at_the_server(person=person)
        except NotAllowedNow as refusal:
            raise CommandError(refusal.why) from refusal
        self.stdout.write(_("一次性密码（只显示这一次，首次登录须修改）：%s") % password)
