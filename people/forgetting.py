"""What need not be kept: it is removed once a day."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from people.models import Submission

# Nobody sends a form again after a week.
SUBMISSIONS_FOR = timedelta(days=7)


def forget_what_is_over(*, at: datetime) -> int:
    """Remove sessions that ended before `at` and tokens of forms long sent; how many rows."""
    sessions = Session.objects.filter(expire_date__lt=at).delete()[0]
    return sessions + Submission.objects.filter(at__lt=at - SUBMISSIONS_FOR).delete()[0]
