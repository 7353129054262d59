"""Measures (整改措施), dated progress (进展) and evidence (佐证材料)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models import Issue
from measures.querysets import OfIssueQuerySet
from people.models import Organisation, User


class Measure(models.Model):
    """One step to put an issue right, with who does it and by when."""

    class State(models.TextChoices):
        TODO = "todo", _("未开始")
        DOING = "doing", _("进行中")
        DONE = "done", _("已完成")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="measures")
    cycle = models.PositiveSmallIntegerField(_("轮次"), default=1)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("措施内容"))
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("落实单位")
    )
    person = models.CharField(_("责任人"), max_length=60, blank=True)
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    due_text = models.CharField(_("时限原文"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.TODO)
    completed_on = models.DateField(_("完成日期"), null=True, blank=True)

    objects = OfIssueQuerySet.as_manager()

    class Meta:
        ordering = ["issue_id", "position", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="measure_has_text"),
            models.CheckConstraint(
                condition=Q(state="done", completed_on__isnull=False)
                | ~Q(state="done") & Q(completed_on=None),
                name="measure_done_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Progress(models.Model):
    """A dated entry on an issue or one of its measures. Never changed afterwards."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="progress")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="progress", verbose_name=_("对应措施")
    )
    made_on = models.DateField(_("日期"))
    text = models.TextField(_("进展情况"), blank=True)
    percent = models.PositiveSmallIntegerField(
        _("完成比例（%）"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    no_change = models.BooleanField(_("本周无变化"), default=False)
    confirms_quarter = models.BooleanField(_("季度确认"), default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(no_change=True) | ~Q(text=""), name="progress_says_something"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="progress_percent_to_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_on} {self.text[:40]}"


# Media types a browser may show inside our page: never SVG, never HTML.
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp"})


def evidence_path(evidence: "Evidence", _filename: str) -> str:
    """Where a file is stored: by its digest, so nothing of the person's file name reaches the disk."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}-{evidence.token}"


class Evidence(models.Model):
    """A file that proves something. Served only through a permission check."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("文件材料")
        PHOTO = "photo", _("现场照片")
        RECORD = "record", _("会议记录")
        REGULATION = "regulation", _("制度文本")
        OTHER = "other", _("其他")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="evidence")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("对应措施")
    )
    cycle = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices, default=Kind.DOCUMENT)
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to=evidence_path, max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = OfIssueQuerySet.as_manager()

    class Meta:
        ordering = ["issue_id", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "cycle", "measure", "sha256"], name="evidence_once_per_place"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def previewable(self) -> bool:
        """Whether a browser may show it: pictures and PDF. The content is looked at once more then."""
        return self.content_type in SHOWN
