"""Notices (提醒): one reminder to one person about one item for one reason on one day."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models import Issue
from people.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def visible_to(self, user: User) -> Self:
        """A person's own, about issues they still see."""
        return self.filter(person=user, issue__in=Issue.objects.visible_to(user))

    def unread(self) -> Self:
        """Not yet read."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One reminder. The unique key makes a second scan of the same day harmless."""

    class Reason(models.TextChoices):
        DUE_7 = "due_7", _("还有 7 天到期")
        DUE_3 = "due_3", _("还有 3 天到期")
        DUE_1 = "due_1", _("明天到期")
        DUE_0 = "due_0", _("今天到期")
        OVERDUE = "overdue", _("已经逾期")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="notices")
    person = models.ForeignKey(User, models.CASCADE, related_name="notices")
    reason = models.CharField(_("事由"), max_length=12, choices=Reason.choices)
    day = models.DateField(_("提醒日"))
    due_on = models.DateField(_("时限"))
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["person", "-day", "-id"], name="notice_inbox"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issue", "person", "reason", "day"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.issue_id} {self.reason} {self.day}"
