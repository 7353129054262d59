"""The closed vocabularies of an issue: status, type, scope, cause, severity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an issue (问题) stands in its life (domain brief, section 3)."""

    DRAFT = "draft", _("草稿")
    ASSIGNED = "assigned", _("待认领")
    RECTIFYING = "rectifying", _("整改中")
    REVIEWING = "reviewing", _("待审核")
    CLOSED = "closed", _("已销号")
    NORMALISED = "normalised", _("已转常态")
    VOID = "void", _("已作废")


OPEN_STATUSES = (Status.ASSIGNED, Status.RECTIFYING, Status.REVIEWING)
# What an accepted closing leads to.
OUTCOMES = (Status.CLOSED, Status.NORMALISED)


class RectificationType(models.TextChoices):
    """How an issue is put right; 长期坚持 may come on top of the first two."""

    IMMEDIATE = "immediate", _("立行立改")
    STAGED = "staged", _("分阶段整改")
    STANDING = "standing", _("持续整改")
    IMMEDIATE_STANDING = "immediate_standing", _("立行立改，长期坚持")
    STAGED_STANDING = "staged_standing", _("分阶段整改，长期坚持")

    @property
    def is_immediate(self) -> bool:
        """Needs evidence to close."""
        return self in (self.IMMEDIATE, self.IMMEDIATE_STANDING)

    @property
    def is_staged(self) -> bool:
        """Needs every measure completed, with evidence on each."""
        return self in (self.STAGED, self.STAGED_STANDING)

    @property
    def is_standing(self) -> bool:
        """Is re-confirmed every quarter and ends as 转常态, never as a plain closing."""
        return self in (self.STANDING, self.IMMEDIATE_STANDING, self.STAGED_STANDING)


STANDING_TYPES = tuple(kind.value for kind in RectificationType if kind.is_standing)


class Scope(models.TextChoices):
    """Whose problem it is."""

    TEAM = "team", _("班子")
    PERSON = "person", _("个人")
    UNIT = "unit", _("单位")


class Cause(models.TextChoices):
    """Why it happened."""

    SUBJECTIVE = "subjective", _("主观原因")
    OBJECTIVE = "objective", _("客观原因")
    SYSTEM = "system", _("制度原因")


class Severity(models.TextChoices):
    """How deep it sits."""

    SIGN = "sign", _("苗头")
    ORDINARY = "ordinary", _("一般")
    PROMINENT = "prominent", _("突出")
    CHRONIC = "chronic", _("顽疾")
