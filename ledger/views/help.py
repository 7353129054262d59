"""使用说明: the flow in one picture, who does what, the colours, deadlines as people may write them, keys."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from issues.colours import RED_REFUSALS, Policy
from issues.deadline_words import describe
from issues.deadlines import read
from people.identity import signed_in
from people.models import Role

ROLES: tuple[tuple[Role, str | Promise], ...] = (
    (Role.CLERK, _("登记、挂号、交办，答复改派，组织回头看，打印和导出台账。")),
    (Role.REVIEWER, _("审核销号、延期和回头看结果。申请人和被查的一方不能审自己的。")),
    (Role.LEADER, _("认领自己牵头的问题，作出批示，对销号申请签署意见。")),
    (Role.LIAISON, _("代表责任单位认领，编制措施，填报进展，上传佐证，申请销号或延期。")),
    (Role.PANELIST, _("对公示的事项投票评议，看不到其他内容。")),
    (Role.SYSADMIN, _("开通和停用账号，维护组织。看不到台账。")),
    (Role.SECADMIN, _("授予和收回角色。看不到台账。")),
    (Role.AUDITOR, _("查看留痕，核对记录是否被改动。看不到台账。")),
)
# Read by the reader itself, so that what stands here is what happens in the forms.
EXAMPLES: tuple[str | Promise, ...] = (
    _("2026年6月底前"),
    _("2026年3月5日前"),
    _("立行立改"),
    _("长期坚持"),
    _("2026年底前，并长期坚持"),
    _("第三季度"),
    _("上半年"),
    _("1个月内"),
    _("30个工作日内"),
    _("每季度"),
    _("2026年8月前"),
    _("限期整改"),
)


@dataclass(frozen=True)
class Example:
    """A deadline as written, and what the product reads in it."""

    written: str
    read_as: str


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The same for everyone; the own roles are marked."""
    today = timezone.localdate()
    examples = [Example(str(text), describe(read(str(text), base=today))) for text in EXAMPLES]
    context = {
        "roles": [(role.label, duty, signed_in(request).has_role(role)) for role, duty in ROLES],
        "examples": examples,
        "policy": Policy(),
        "red_refusals": RED_REFUSALS,
        "today": today,
    }
    return render(request, "ledger/help/page.html", context)
