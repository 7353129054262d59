"""Coming and going, for the auditor to read."""

from django.db import transaction

from people.models import User
from trail.recording import record


@transaction.atomic
def record_sign_in(*, by: User) -> None:
    """The person gave the right password."""
    record("person.sign_in", by=by, subject=by)


@transaction.atomic
def record_sign_out(*, by: User) -> None:
    """The person pressed 退出."""
    record("person.sign_out", by=by, subject=by)
