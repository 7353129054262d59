"""Every deadline (时限) an issue ever had."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models.issues import Issue
from people.models import User


class Deadline(models.Model):
    """One deadline, numbered from 0 in order. Number 0 is the original; rows are never changed."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="deadlines")
    ordinal = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("时限"), null=True)
    text = models.CharField(_("原文"), max_length=200, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    set_on = models.DateField(_("确定日期"))

    class Meta:
        ordering = ["issue_id", "ordinal"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["issue", "ordinal"], name="deadline_in_order"),
            models.CheckConstraint(
                condition=Q(ordinal=0)
                | Q(due_on__isnull=False, asked_by__isnull=False, approved_by__isnull=False) & ~Q(reason=""),
                name="deadline_extended_with_reason_and_approval",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="deadline_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.ordinal} {self.due_on}"
