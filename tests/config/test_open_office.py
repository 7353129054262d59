"""An empty ledger is opened once, with three separate administrators."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.models import Organisation, User
from trail.models import Entry

pytestmark = pytest.mark.django_db


def opened() -> dict[str, str]:
    """{username: password} as printed."""
    out = StringIO()
    call_command("open_office", "示例县", stdout=out)
    return {line.split()[0]: line.split()[1] for line in out.getvalue().splitlines() if line.startswith("  ")}


def test_each_administrator_has_one_role_and_a_password_to_be_changed():
    passwords = opened()
    users = {user.username: user for user in User.objects.all()}
    assert passwords.keys() == users.keys()
    assert all(users[name].check_password(password) for name, password in passwords.items())
    assert all(user.must_change_password for user in users.values())
    assert sorted(sorted(user.roles) for user in users.values()) == [["auditor"], ["secadmin"], ["sysadmin"]]


def test_it_is_on_the_trail():
    opened()
    assert list(Entry.objects.order_by("position").values_list("verb", flat=True)) == [
        "organisation.create",
        "user.create",
        "user.create",
        "user.create",
    ]


def test_no_password_is_on_the_trail():
    passwords = opened()
    written = str(list(Entry.objects.values()))
    assert not [password for password in passwords.values() if password in written]


def test_a_ledger_in_use_cannot_be_opened_again():
    opened()
    with pytest.raises(CommandError, match="只能在空台账上开账"):
        call_command("open_office", "示范县")
    assert Organisation.objects.count() == 1
