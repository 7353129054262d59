"""Applications that a second person decides: closing (销号申请) and extension (延期申请)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Issue
from measures.querysets import DecidedQuerySet
from people.models import User

UNDECIDED = Q(granted=None, decided_by=None, decided_at=None)
DECIDED = Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
REFUSED_WITH_REASON = Q(granted=None) | Q(granted=True) | ~Q(decision="")


class Closure(models.Model):
    """An application to close an issue (销号) or to hand it to routine (转常态). Refused ones stay on record.

    `liaison` and `lead_user` are who was responsible when it was made: the database itself refuses that one
    of them, or the applicant, accepts it (四眼原则).
    """

    class Kind(models.TextChoices):
        CLOSE = "close", _("销号")
        NORMALISE = "normalise", _("转常态")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="closures")
    cycle = models.PositiveSmallIntegerField()
    kind = models.CharField(_("申请事项"), max_length=12, choices=Kind.choices, default=Kind.CLOSE)
    statement = models.TextField(_("整改完成情况"))
    applied_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    applied_on = models.DateField(_("申请日期"))
    applied_at = models.DateTimeField(auto_now_add=True)
    liaison = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lead_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    endorsement = models.TextField(_("责任领导意见"), blank=True)
    endorsed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    endorsed_at = models.DateTimeField(null=True)
    granted = models.BooleanField(_("审核结论"), null=True)
    decision = models.TextField(_("审核意见"), blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    decided_at = models.DateTimeField(null=True)

    objects = DecidedQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=Q(granted=None), name="one_open_closure"),
            models.CheckConstraint(condition=UNDECIDED | DECIDED, name="closure_decision_is_whole"),
            models.CheckConstraint(condition=REFUSED_WITH_REASON, name="closure_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("applied_by"))
                & (Q(liaison=None) | ~Q(decided_by=F("liaison")))
                & (Q(lead_user=None) | ~Q(decided_by=F("lead_user"))),
                name="closure_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(endorsed_by=None, endorsed_at=None)
                | Q(endorsed_by__isnull=False, endorsed_at__isnull=False),
                name="closure_endorsement_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.kind} {self.applied_on}"


class Extension(models.Model):
    """An application for a later deadline (延期). Granted, it adds a `Deadline`; the original stays."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="extensions")
    due_on = models.DateField(_("延至"))
    text = models.CharField(_("时限原文"), max_length=200)
    reason = models.CharField(_("延期理由"), max_length=500)
    applied_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(_("审批结论"), null=True)
    decision = models.TextField(_("审批意见"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = DecidedQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=Q(granted=None), name="one_open_extension"),
            models.CheckConstraint(condition=UNDECIDED | DECIDED, name="extension_decision_is_whole"),
            models.CheckConstraint(condition=REFUSED_WITH_REASON, name="extension_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("applied_by")), name="extension_four_eyes"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.due_on}"
