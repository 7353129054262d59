"""Requests to hand an issue to somebody else (改派申请)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models.issues import Issue
from people.models import User


class ReassignmentRequest(models.Model):
    """The unit or the leader asks, with a reason, that an issue be led or answered for by another."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="reassignment_requests")
    reason = models.CharField(_("理由"), max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(_("是否同意"), null=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["issue"], condition=Q(granted=None), name="one_open_reassignment_request"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, answered_by=None, answered_at=None)
                | Q(granted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="reassignment_answer_is_whole",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reassignment_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.reason}"
