"""What follows: instructions (批示), look-backs (回头看), regulations (制度成果)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Issue
from measures.querysets import LookBackQuerySet, OfIssueQuerySet, RegulationQuerySet
from people.models import Leader, Organisation, User


class Instruction(models.Model):
    """What a leader wrote on an issue (批示)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="instructions")
    leader = models.ForeignKey(Leader, models.PROTECT, related_name="+", verbose_name=_("批示领导"))
    text = models.TextField(_("批示内容"))
    due_on = models.DateField(_("要求办结日期"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_on = models.DateField(_("批示日期"))
    at = models.DateTimeField(auto_now_add=True)

    objects = OfIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="instruction_has_text")]

    def __str__(self) -> str:
        return self.text[:40]


class LookBack(models.Model):
    """A later check that a closed issue did not return: planned, recorded, then confirmed by another
    person.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("待开展")
        RECORDED = "recorded", _("待审核")
        CONFIRMED = "confirmed", _("已确认")

    class Method(models.TextChoices):
        REPORT = "report", _("听取汇报")
        PAPERS = "papers", _("查阅资料")
        ON_SITE = "on_site", _("现场查看")
        HOUSEHOLDS = "households", _("走访群众")
        UNANNOUNCED = "unannounced", _("四不两直")

    class Result(models.TextChoices):
        HOLDS = "holds", _("巩固")
        REBOUNDED = "rebounded", _("反弹")
        FALSE = "false", _("虚假整改")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="look_backs")
    cycle = models.PositiveSmallIntegerField()
    planned_on = models.DateField(_("计划日期"))
    method = models.CharField(_("方式"), max_length=12, choices=Method.choices, default=Method.ON_SITE)
    reviewers = models.CharField(_("检查人员"), max_length=200)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.PLANNED)
    done_on = models.DateField(_("开展日期"), null=True, blank=True)
    finding = models.TextField(_("检查情况"), blank=True)
    result = models.CharField(_("结论"), max_length=12, choices=Result.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    decision = models.TextField(_("审核意见"), blank=True)

    objects = LookBackQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "planned_on", "id"], name="look_back_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue"], condition=~Q(state="confirmed"), name="one_open_look_back"
            ),
            models.CheckConstraint(
                condition=Q(state="planned")
                | Q(done_on__isnull=False, recorded_by__isnull=False) & ~Q(finding="") & ~Q(result=""),
                name="look_back_recorded_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="look_back_confirmed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                name="look_back_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.planned_on}"


class Regulation(models.Model):
    """A rule that was made, revised or repealed (立/改/废) so that issues do not return."""

    class Change(models.TextChoices):
        MADE = "made", _("立")
        REVISED = "revised", _("改")
        REPEALED = "repealed", _("废")

    class State(models.TextChoices):
        DRAFTED = "drafted", _("拟定")
        CONSULTED = "consulted", _("征求意见")
        DELIBERATED = "deliberated", _("审议")
        ISSUED = "issued", _("印发")
        EVALUATED = "evaluated", _("评估")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="regulations", verbose_name=_("制定单位")
    )
    name = models.CharField(_("名称"), max_length=120)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    change = models.CharField(_("立改废"), max_length=8, choices=Change.choices, default=Change.MADE)
    state = models.CharField(_("进度"), max_length=12, choices=State.choices, default=State.DRAFTED)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    issues = models.ManyToManyField(
        Issue, blank=True, related_name="regulations", verbose_name=_("回应的问题")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = _("制度成果")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="regulation_once_per_organisation"),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "evaluated"]) | Q(issued_on__isnull=False),
                name="regulation_issued_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name
