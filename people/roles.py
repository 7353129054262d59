"""The closed vocabulary of roles, and the groups of them that rules are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the ledger (domain brief, section 1)."""

    CLERK = "clerk", _("经办")
    REVIEWER = "reviewer", _("审核")
    LEADER = "leader", _("责任领导")
    LIAISON = "liaison", _("责任单位联络员")
    PANELIST = "panelist", _("评议员")
    SYSADMIN = "sysadmin", _("系统管理员")
    SECADMIN = "secadmin", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


# Each of the three keeps or reads something about everybody, and nothing of the ledgers.
ADMINISTRATORS = (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
# Who has business with the ledgers; a panelist votes and sees nothing else.
BUSINESS = (Role.CLERK, Role.REVIEWER, Role.LEADER, Role.LIAISON)
# Who keeps them.
OFFICE = (Role.CLERK, Role.REVIEWER)
