"""The moves of `issues.lifecycle` that need to know measures, closings and look-backs; same table, same
reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.lifecycle import IN_HAND, Move, table
from issues.models import OUTCOMES, Issue, Status
from measures.models import Closure, LookBack, Measure

RECTIFYING = frozenset({Status.RECTIFYING})
REVIEWING = frozenset({Status.REVIEWING})
FINISHED = frozenset(OUTCOMES)
OPEN = frozenset({*IN_HAND, Status.REVIEWING})


@dataclass(frozen=True)
class ClosingRule:
    """One thing that must hold before an issue can be closed. `why` says what is missing, or is ""."""

    name: str
    label: str
    why: str = ""


def closing_rules(issue: Issue) -> list[ClosingRule]:
    """The closing rules of the issue's type (domain brief, section 3), for its present cycle."""
    rules = []
    if issue.type.is_staged:
        rules += _staged_rules(issue)
    if issue.type.is_immediate:
        proved = issue.evidence.filter(cycle=issue.cycle).exists()
        why = "" if proved else _("立行立改的问题要先上传佐证材料，才能申请销号。")
        rules.append(ClosingRule("evidence", _("有佐证材料"), why))
    return rules


def _staged_rules(issue: Issue) -> list[ClosingRule]:
    measures = list(issue.measures.filter(cycle=issue.cycle))
    proved = set(issue.evidence.filter(cycle=issue.cycle).values_list("measure_id", flat=True))
    undone = sum(measure.state != Measure.State.DONE for measure in measures)
    bare = sum(measure.pk not in proved for measure in measures)
    none = "" if measures else _("分阶段整改的问题至少要有一条整改措施。")
    return [
        ClosingRule("measures", _("至少有一条整改措施"), none),
        ClosingRule(
            "completed",
            _("每条措施都已完成"),
            none or (_("还有 %(count)s 条措施没有完成。") % {"count": undone} if undone else ""),
        ),
        ClosingRule(
            "proved",
            _("每条措施都有佐证材料"),
            none or (_("还有 %(count)s 条措施没有佐证材料。") % {"count": bare} if bare else ""),
        ),
    ]


def ready_to_close(issue: Issue) -> str:
    """What of the closing rules is missing first, or ""."""
    return next((rule.why for rule in closing_rules(issue) if rule.why), "")


def _has_due_date(issue: Issue) -> str:
    if issue.due_on is None:
        return _("这个问题没有具体时限，不需要延期。")
    if issue.extensions.filter(granted=None).exists():
        return _("已有一份延期申请等待审批。")
    return ""


def _extension_waits(issue: Issue) -> str:
    return "" if issue.extensions.filter(granted=None).exists() else _("没有等待审批的延期申请。")


def _not_endorsed(issue: Issue) -> str:
    waiting = Closure.objects.filter(issue=issue, granted=None).first()
    return "" if waiting is not None and waiting.endorsed_by_id is None else _("销号申请已签署意见。")


def _is_standing(issue: Issue) -> str:
    return "" if issue.type.is_standing else _("只有持续整改的问题需要季度确认。")


def _no_open_look_back(issue: Issue) -> str:
    if issue.look_backs.exclude(state=LookBack.State.CONFIRMED).exists():
        return _("已有一次回头看正在进行。")
    return ""


def _planned_look_back(issue: Issue) -> str:
    found = issue.look_backs.filter(state=LookBack.State.PLANNED).exists()
    return "" if found else _("没有待开展的回头看，请先制定计划。")


def _recorded_look_back(issue: Issue) -> str:
    found = issue.look_backs.filter(state=LookBack.State.RECORDED).exists()
    return "" if found else _("没有等待审核的回头看结果。")


def _no_regulation_yet(issue: Issue) -> str:
    if issue.no_regulation_reason or issue.regulations.exists():
        return _("已经关联制度或说明无需建制。")
    return ""


MOVES: Mapping[str, Move] = table(
    Move("plan_measures", gettext_lazy("编制措施"), RECTIFYING, None, "measures.plan"),
    Move("complete_measure", gettext_lazy("完成措施"), RECTIFYING, None, "measures.report"),
    Move("report_progress", gettext_lazy("填报进展"), RECTIFYING, None, "measures.report"),
    Move("no_change", gettext_lazy("本周无变化"), RECTIFYING, None, "measures.report"),
    Move("confirm_quarter", gettext_lazy("季度确认"), RECTIFYING, None, "measures.report", _is_standing),
    Move("add_evidence", gettext_lazy("上传佐证"), RECTIFYING, None, "measures.add_evidence"),
    Move("apply", gettext_lazy("申请销号"), RECTIFYING, Status.REVIEWING, "measures.apply", ready_to_close),
    Move("endorse", gettext_lazy("签署意见"), REVIEWING, None, "measures.endorse", _not_endorsed),
    Move("accept", gettext_lazy("同意销号"), REVIEWING, Status.CLOSED, "measures.review"),
    Move("normalise", gettext_lazy("同意转常态"), REVIEWING, Status.NORMALISED, "measures.review"),
    Move("refuse", gettext_lazy("退回"), REVIEWING, Status.RECTIFYING, "measures.review"),
    Move(
        "ask_extension", gettext_lazy("申请延期"), RECTIFYING, None, "measures.ask_extension", _has_due_date
    ),
    Move(
        "decide_extension",
        gettext_lazy("审批延期"),
        OPEN,
        None,
        "measures.decide_extension",
        _extension_waits,
    ),
    Move("instruct", gettext_lazy("批示"), OPEN, None, "measures.instruct"),
    Move(
        "plan_look_back",
        gettext_lazy("计划回头看"),
        FINISHED,
        None,
        "measures.plan_look_back",
        _no_open_look_back,
    ),
    Move(
        "record_look_back",
        gettext_lazy("登记回头看"),
        FINISHED,
        None,
        "measures.record_look_back",
        _planned_look_back,
    ),
    Move(
        "confirm_look_back",
        gettext_lazy("审核回头看"),
        FINISHED,
        None,
        "measures.confirm_look_back",
        _recorded_look_back,
    ),
    Move(
        "reopen",
        gettext_lazy("回炉"),
        FINISHED,
        Status.RECTIFYING,
        "measures.confirm_look_back",
        _recorded_look_back,
    ),
    Move(
        "state_no_regulation",
        gettext_lazy("说明无需建制"),
        frozenset({*FINISHED, *RECTIFYING}),
        None,
        "measures.state_no_regulation",
        _no_regulation_yet,
    ),
)
