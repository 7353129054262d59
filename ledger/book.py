"""The columns of the ledger (整改台账): one list for the page, Excel out and Excel in.

Each column says its key, heading, what else people call it, how wide it is on paper (in characters) and how
it is written from a `Line`. Aliases are from the domain brief, section 6.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import OPEN_STATUSES, Issue
from issues.querysets import IssueQuerySet
from measures.models import Closure, LookBack, Measure, Progress

CHUNK = 1000


@dataclass(frozen=True)
class Line:
    """One issue with everything a row of the ledger says about it."""

    issue: Issue
    co_units: Sequence[str]
    measures: Sequence[str]
    progress: str
    outcome: str
    look_back: str


@dataclass(frozen=True)
class Column:
    """One column; `write` gives the text of its cell. Prose begins on the left, all else is centred."""

    key: str
    heading: str | Promise
    aliases: tuple[str, ...]
    width: int
    write: Callable[[Line], str]
    is_prose: bool = False


def deadline_words(issue: Issue) -> str:
    """The deadline as people wrote it; after an extension with the original beside it."""
    now = issue.due_text or (issue.due_on.isoformat() if issue.due_on else "")
    if issue.original_due_on and issue.due_on and issue.due_on != issue.original_due_on:
        return _("%(now)s（原定 %(original)s）") % {"now": now, "original": issue.original_due_on}
    return now


def category_words(issue: Issue) -> str:
    """Both levels of the category where there are two."""
    parent = issue.category.parent
    return f"{parent.name}－{issue.category.name}" if parent else issue.category.name


def closed_words(issue: Issue) -> str:
    """The answer to 是否销号: yes; or not yet, and how far it is; or why it is not asked."""
    if issue.status in OPEN_STATUSES:
        return _("未销号\n（%(status)s）") % {"status": issue.get_status_display()}
    return str(issue.get_status_display())


def _numbered(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


COLUMNS: tuple[Column, ...] = (
    Column("number", gettext_lazy("序号"), ("编号",), 15, lambda line: line.issue.number),
    Column(
        "category",
        gettext_lazy("问题类别"),
        ("问题类型", "一级标题", "事项名称", "检查内容", "重点工作"),
        12,
        lambda line: category_words(line.issue),
    ),
    Column(
        "issue",
        gettext_lazy("具体问题"),
        ("问题描述", "问题说明", "存在问题", "问题表现", "具体问题表述", "事实表述", "不符合项"),
        30,
        lambda line: "\n".join(filter(None, (line.issue.title, line.issue.description))),
        is_prose=True,
    ),
    Column(
        "source",
        gettext_lazy("问题来源"),
        ("台账来源", "交办来源", "督办来源"),
        12,
        lambda line: line.issue.source.name,
    ),
    Column(
        "target",
        gettext_lazy("整改目标"),
        ("整改完成标准", "验收标准"),
        18,
        lambda line: line.issue.target,
        is_prose=True,
    ),
    Column(
        "measures",
        gettext_lazy("整改措施"),
        ("整改举措", "整改要求", "整改建议", "治理措施"),
        34,
        lambda line: _numbered(line.measures),
        is_prose=True,
    ),
    Column(
        "lead_leader",
        gettext_lazy("牵头领导"),
        ("责任领导", "督办领导", "整改第一责任人"),
        12,
        lambda line: str(line.issue.lead_leader or ""),
    ),
    Column(
        "unit",
        gettext_lazy("责任单位"),
        ("责任部门", "责任处室", "主责单位", "牵头单位", "牵头部门"),
        13,
        lambda line: str(line.issue.unit or ""),
    ),
    Column(
        "co_units",
        gettext_lazy("配合单位"),
        ("配合部门", "配合处室", "协办单位"),
        13,
        lambda line: "、".join(line.co_units),
    ),
    Column(
        "liaison",
        gettext_lazy("责任人"),
        ("整改责任人", "落实责任人", "经办人", "承办人"),
        11,
        lambda line: str(line.issue.liaison or ""),
    ),
    Column(
        "deadline",
        gettext_lazy("整改时限"),
        ("整改期限", "完成时限", "计划完成时间", "截止时间", "到期日"),
        19,
        lambda line: deadline_words(line.issue),
    ),
    Column(
        "progress",
        gettext_lazy("完成情况"),
        ("整改情况", "整改进展", "整改进度", "落实情况"),
        28,
        lambda line: line.progress,
        is_prose=True,
    ),
    Column(
        "outcome",
        gettext_lazy("整改成效"),
        ("整改效果", "整改结果"),
        20,
        lambda line: line.outcome,
        is_prose=True,
    ),
    Column(
        "status",
        gettext_lazy("是否销号"),
        ("销号状态", "是否完成整改", "整改状态"),
        12,
        lambda line: closed_words(line.issue),
    ),
    Column("look_back", gettext_lazy("回头看情况"), (), 18, lambda line: line.look_back, is_prose=True),
    Column("remark", gettext_lazy("备注"), (), 12, lambda line: line.issue.remark, is_prose=True),
)


def ids_in_order(issues: IssueQuerySet) -> list[int]:
    """The ids of `issues` as the book has them: by campaign, category, number; drafts last."""
    rows = issues.order_by(
        "campaign_id",
        F("category__parent__position").asc(nulls_first=True),
        "category__position",
        "category_id",
        F("serial").asc(nulls_last=True),
        "pk",
    )
    return list(rows.values_list("pk", flat=True))


def lines(ids: Sequence[int]) -> Iterator[Line]:
    """A line for each id, in the given order; a handful of queries for every thousand."""
    waiting = iter(ids)
    while chunk := list(islice(waiting, CHUNK)):
        yield from _chunk_of_lines(chunk)


def _chunk_of_lines(ids: Sequence[int]) -> Iterator[Line]:
    issues = {issue.pk: issue for issue in Issue.objects.among(ids).with_people()}
    co_units = _texts(
        Issue.co_units.through.objects, ids, "organisation__name", order="organisation__position"
    )
    measures = _texts(Measure.objects, ids, "text", order="position")
    progress = {pk: _dated(*row) for pk, row in _newest(Progress.objects, ids, "made_on", "text").items()}
    accepted = Closure.objects.filter(granted=True)
    outcome = {pk: str(text) for pk, (text,) in _newest(accepted, ids, "statement").items()}
    looked = _newest(LookBack.objects.filter(state="confirmed"), ids, "done_on", "result", "finding")
    for pk in ids:
        if pk not in issues:
            continue
        yield Line(
            issue=issues[pk],
            co_units=co_units.get(pk, ()),
            measures=measures.get(pk, ()),
            progress=progress.get(pk, ""),
            outcome=outcome.get(pk, ""),
            look_back=_looked_back(looked[pk]) if pk in looked else "",
        )


def _texts(rows: object, ids: Sequence[int], field: str, *, order: str) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    asked = rows.filter(issue__in=ids).order_by("issue_id", order, "pk")  # type: ignore[attr-defined]  # any manager
    for pk, text in asked.values_list("issue_id", field):
        found.setdefault(pk, []).append(text)
    return found


def _newest(rows: object, ids: Sequence[int], *fields: str) -> Mapping[int, tuple[object, ...]]:
    """The newest row of each issue: later rows overwrite earlier ones."""
    asked = rows.filter(issue__in=ids).order_by("issue_id", "pk")  # type: ignore[attr-defined]  # any manager
    return {row[0]: row[1:] for row in asked.values_list("issue_id", *fields)}


def _dated(day: object, text: object) -> str:
    return f"{day} {text or _('本周无变化')}"


def _looked_back(row: tuple[object, ...]) -> str:
    day, result, finding = row
    return f"{day} {LookBack.Result(str(result)).label}：{finding}"


def as_of_words(day: date) -> str:
    """The line under the title."""
    return _("截至%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}
