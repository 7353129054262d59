"""The issue (问题): the record everything else hangs on."""

from datetime import date

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from issues.models.campaigns import Campaign, Category, Source
from issues.querysets import IssueQuerySet
from issues.words import OPEN_STATUSES, STANDING_TYPES, Cause, RectificationType, Scope, Severity, Status
from people.models import Leader, Organisation, User

CLAIMED = [Status.RECTIFYING, Status.REVIEWING, Status.CLOSED, Status.NORMALISED]
NUMBERED = [Status.ASSIGNED, *CLAIMED]
BEYOND_ANY_SERIAL = 2**31
# As the book is read: the newest campaign first, in it by serial; drafts, which have none, at its end.
LEDGER_ORDER = (Value(BEYOND_ANY_SERIAL - 1) - F("campaign_id")) * Value(BEYOND_ANY_SERIAL) + Coalesce(
    "serial", Value(BEYOND_ANY_SERIAL - 1)
)
IS_OPEN = ExpressionWrapper(Q(status__in=OPEN_STATUSES), output_field=models.BooleanField())
NO_DUE_DATE = Value(date.max, output_field=models.DateField())
ORDERS = ("ledger_order", "due_order", "updated_at")
COLOUR = (
    "status",
    "due_on",
    "refusals",
    "progressed_on",
    "rectification",
    "confirmed_on",
    "registered_on",
    "campaign",
)


def ledger_places(campaign: int) -> tuple[int, int]:
    """The first and the last `ledger_order` that a campaign's issues can have."""
    first = (BEYOND_ANY_SERIAL - 1 - campaign) * BEYOND_ANY_SERIAL
    return first, first + BEYOND_ANY_SERIAL - 1


def in_every_order(field: str = "") -> list[models.Index]:
    """Indexes that hold the issues with one value of `field` in each order of the list."""
    return [
        models.Index(
            fields=[*([field] if field else []), order, "id"],
            name=f"issue_{field or 'all'}_{order}".removesuffix("_order").removesuffix("_at"),
        )
        for order in ORDERS
    ]


class Issue(models.Model):
    """One problem, from 挂号 to 销号 and after. Written by actions only.

    `due_on` and `due_text` repeat the newest `Deadline`, `original_due_on` the first one, `refusals`,
    `progressed_on` and `confirmed_on` the newest closing and progress, so that lists and colours need no
    joins.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="issues", verbose_name=_("专项工作"), db_index=False
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("主办组织"),
        editable=False,
        db_index=False,
    )
    serial = models.PositiveIntegerField(_("顺序号"), null=True, editable=False)
    number = models.CharField(_("编号"), max_length=40, blank=True, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="issues", verbose_name=_("问题类别"), db_index=False
    )
    title = models.CharField(_("问题"), max_length=120)
    description = models.TextField(_("具体表现"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("问题来源"))
    found_on = models.DateField(_("发现日期"))
    scope = models.CharField(_("问题层面"), max_length=8, choices=Scope.choices, default=Scope.UNIT)
    cause = models.CharField(_("问题成因"), max_length=12, choices=Cause.choices, blank=True)
    severity = models.CharField(
        _("严重程度"), max_length=12, choices=Severity.choices, default=Severity.ORDINARY
    )
    rectification = models.CharField(
        _("整改类型"), max_length=24, choices=RectificationType.choices, default=RectificationType.STAGED
    )
    target = models.TextField(_("整改目标"), blank=True)
    lead_leader = models.ForeignKey(
        Leader,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("牵头领导"),
        db_index=False,
    )
    unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("责任单位"),
        db_index=False,
    )
    co_units = models.ManyToManyField(
        Organisation, blank=True, related_name="co_issues", verbose_name=_("配合单位")
    )
    liaison = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("联络员")
    )
    due_on = models.DateField(_("整改时限"), null=True, blank=True)
    due_text = models.CharField(_("时限原文"), max_length=200, blank=True)
    original_due_on = models.DateField(_("原定时限"), null=True, editable=False)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    cycle = models.PositiveSmallIntegerField(_("轮次"), default=1, editable=False)
    refusals = models.PositiveSmallIntegerField(_("本轮退回次数"), default=0, editable=False)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats", verbose_name=_("屡查屡犯自")
    )
    registered_on = models.DateField(_("挂号日期"), null=True, editable=False)
    assigned_on = models.DateField(_("交办日期"), null=True, editable=False)
    claimed_on = models.DateField(_("认领日期"), null=True, editable=False)
    progressed_on = models.DateField(_("最近进展"), null=True, editable=False)
    confirmed_on = models.DateField(_("最近季度确认"), null=True, editable=False)
    closed_on = models.DateField(_("销号日期"), null=True, editable=False)
    void_reason = models.TextField(_("作废原因"), blank=True)
    no_regulation_reason = models.TextField(_("无需建制的理由"), blank=True)
    remark = models.TextField(_("备注"), blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # What lists sort by and count, never null, kept by the database itself.
    ledger_order = models.GeneratedField(
        expression=LEDGER_ORDER, output_field=models.BigIntegerField(), db_persist=True
    )
    due_order = models.GeneratedField(
        expression=Coalesce("due_on", NO_DUE_DATE), output_field=models.DateField(), db_persist=True
    )
    is_open = models.GeneratedField(expression=IS_OPEN, output_field=models.BooleanField(), db_persist=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        verbose_name = _("问题")
        # One range of one index answers a page: every filter of the list is there once with every order.
        indexes = [
            *in_every_order("campaign"),
            *in_every_order("category"),
            *in_every_order("unit"),
            *in_every_order("lead_leader"),
            *in_every_order("status"),
            *in_every_order("is_open"),
            *in_every_order("rectification"),
            *in_every_order(),
            models.Index(fields=["organisation", "id"], name="issue_organisation"),
            # All that a colour is made of: colours are counted in the index alone.
            models.Index(fields=[*COLOUR, "id"], name="issue_colour"),
            models.Index(fields=["lead_leader", *COLOUR, "id"], name="issue_leader_colour"),
            models.Index(fields=["refusals", "id"], name="issue_refused"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "serial"], name="issue_serial_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="issue_status_known"),
            models.CheckConstraint(
                condition=Q(rectification__in=RectificationType.values), name="issue_rectification_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NUMBERED)
                | Q(
                    serial__isnull=False,
                    unit__isnull=False,
                    lead_leader__isnull=False,
                    registered_on__isnull=False,
                )
                & ~Q(number=""),
                name="issue_registered_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=CLAIMED) | Q(claimed_on__isnull=False), name="issue_claimed_has_date"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "normalised"], closed_on__isnull=False)
                | ~Q(status__in=["closed", "normalised"]) & Q(closed_on=None),
                name="issue_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(rectification__in=STANDING_TYPES),
                name="issue_standing_is_not_closed",
            ),
            models.CheckConstraint(
                condition=~Q(status="void") | ~Q(void_reason=""), name="issue_void_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("found_on")), name="issue_due_not_before_found"
            ),
            models.CheckConstraint(condition=Q(cycle__gte=1), name="issue_cycle_from_one"),
            models.CheckConstraint(
                condition=Q(repeat_of=None) | ~Q(repeat_of=F("id")), name="issue_repeats_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self._meta.verbose_name} {self.title}"

    def get_absolute_url(self) -> str:
        """The issue's page."""
        return reverse("issue_page", args=[self.pk])

    @property
    def type(self) -> RectificationType:
        """The rectification type with its rules."""
        return RectificationType(self.rectification)
