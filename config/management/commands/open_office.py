"""`manage.py open_office 示例县`: the first organisation and the three administrators of an empty ledger."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from people.models import ADMINISTRATORS, Organisation, Role, RoleGrant, User
from trail.recording import record

USERNAMES = {Role.SYSADMIN: "sysadmin", Role.SECADMIN: "secadmin", Role.AUDITOR: "auditor"}


class Command(BaseCommand):
    """Everybody else is added by these three in the application itself."""

    help = "Open an empty ledger: the top organisation and its three administrators, with one-time passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name of the organisation at the top."""
        parser.add_argument("name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print each account with its password, which the first login asks to change."""
        if User.objects.exists() or Organisation.objects.exists():
            raise CommandError(_("数据库里已有组织或人员，只能在空台账上开账。"))
        self.stdout.write(_("已开账。以下密码只显示这一次，首次登录须修改："))
        for user, role, password in _open(options["name"]):
            self.stdout.write(f"  {user.username:<10}{password:<20}{role.label}")


@transaction.atomic
def _open(name: str) -> list[tuple[User, Role, str]]:
    """Make the organisation and, for each administrator role, a person with a random password."""
    top = Organisation.objects.create(name=name, kind=Organisation.Kind.COUNTY)
    record("organisation.create", by=None, subject=top, after={"name": name})
    made = []
    for role in ADMINISTRATORS:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            USERNAMES[role], password, organisation=top, full_name=str(role.label), must_change_password=True
        )
        RoleGrant.objects.create(user=user, role=role)
        record("user.create", by=None, subject=user, after={"username": user.username, "roles": [role.value]})
        made.append((user, role, password))
    return made
