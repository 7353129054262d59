"""Campaigns (专项工作), their two-level categories (问题类别), and the dictionary of sources (问题来源)."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.querysets import CampaignQuerySet, CategoryQuerySet
from people.models import Organisation

CATEGORY_PRESETS = {
    "four_winds": (_("四风"), (_("形式主义"), _("官僚主义"), _("享乐主义"), _("奢靡之风"))),
    "self_check": (
        _("自查四类"),
        (_("形式主义、官僚主义"), _("享乐主义、奢靡之风"), _("服务群众"), _("担当作为")),
    ),
    "comparison": (
        _("对照检查五类"),
        (_("思想认识"), _("厉行节约"), _("精文减会"), _("制度执行"), _("长效机制")),
    ),
}


class Campaign(models.Model):
    """A campaign (专项工作): one ledger of one organisation, with its stage, categories and colour policy."""

    class Stage(models.TextChoices):
        LAUNCH = "launch", _("动员部署")
        STUDY = "study", _("学习研讨")
        SEARCH = "search", _("查摆问题")
        RECTIFY = "rectify", _("整改落实")
        EVALUATE = "evaluate", _("总结评估")

    class Ledger(models.TextChoices):
        CONDUCT = "conduct", _("作风")
        LIVELIHOOD = "livelihood", _("民生")
        RESEARCH = "research", _("调研成果")
        SPECIAL = "special", _("专项整治")
        PERSONAL = "personal", _("个人")

    title = models.CharField(_("名称"), max_length=80)
    code = models.CharField(
        _("编号前缀"),
        max_length=20,
        validators=[RegexValidator(r"^[\w-]+$", _("只能用汉字、字母、数字和短横线。"))],
        help_text=_("如 2025-学教，问题编号为 2025-学教-001。"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="campaigns", verbose_name=_("主办组织")
    )
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    stage = models.CharField(_("所处阶段"), max_length=12, choices=Stage.choices, default=Stage.SEARCH)
    ledger = models.CharField(_("台账类型"), max_length=12, choices=Ledger.choices, default=Ledger.CONDUCT)
    warn_days = models.PositiveSmallIntegerField(
        _("到期前几天黄牌"), default=7, validators=[MaxValueValidator(90)]
    )
    stall_days = models.PositiveSmallIntegerField(
        _("几天无进展黄牌"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    red_after_days = models.PositiveSmallIntegerField(
        _("逾期超过几天红牌"), default=15, validators=[MaxValueValidator(365)]
    )
    claim_days = models.PositiveSmallIntegerField(
        _("认领期限（工作日）"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    summary = models.TextField(
        _("工作情况"),
        blank=True,
        max_length=2000,
        help_text=_("如召开座谈会、走访、问卷等场次和数量，一两句话。"),
    )
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    next_serial = models.PositiveIntegerField(default=1, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        default_permissions = ()
        verbose_name = _("专项工作")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="campaign_code_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Category(models.Model):
    """A category (问题类别) of one campaign; at most two levels, in the campaign's order."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="categories", verbose_name=_("专项工作")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级类别")
    )
    name = models.CharField(_("名称"), max_length=60)
    position = models.PositiveIntegerField(_("排序"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "position", "id"]
        default_permissions = ()
        verbose_name = _("问题类别")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="category_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where issues come from (问题来源): a dictionary every office shares."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    position = models.PositiveIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("启用"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "id"]
        default_permissions = ()
        verbose_name = _("问题来源")

    def __str__(self) -> str:
        return self.name
