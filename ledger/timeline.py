"""The timeline of a record, told from the trail: one table turns each verb into a Chinese sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.models import Role
from trail.models import Entry

# Read after the person's name: 经办甲 挂号，列入台账.
SENTENCES: Mapping[str, str | Promise] = {
    "issue.create": _("登记了问题草稿"),
    "issue.edit": _("修改了问题内容"),
    "issue.register": _("挂号，列入台账"),
    "issue.assign": _("交办"),
    "issue.set_deadline": _("设定整改时限"),
    "issue.claim": _("认领"),
    "issue.ask_reassignment": _("申请改派"),
    "issue.decline_reassignment": _("未同意改派申请"),
    "issue.reassign": _("改派"),
    "issue.mark_repeat": _("认定屡查屡犯"),
    "issue.void": _("作废"),
    "issue.plan_measures": _("编制整改措施"),
    "issue.apply": _("申请销号"),
    "issue.accept": _("同意销号"),
    "issue.normalise": _("同意转为常态工作"),
    "issue.refuse": _("退回销号申请"),
    "issue.reopen": _("回炉，重新整改"),
    "issue.state_no_regulation": _("说明无需建制"),
    "measure.complete": _("完成一条整改措施"),
    "progress.report_progress": _("填报进展"),
    "progress.no_change": _("填报本周无变化"),
    "progress.confirm_quarter": _("完成季度确认"),
    "evidence.add": _("上传佐证材料"),
    "extension.apply": _("申请延期"),
    "extension.decide": _("审批延期申请"),
    "closure.endorse": _("对销号申请签署意见"),
    "instruction.write": _("作出批示"),
    "look_back.plan": _("制定回头看计划"),
    "look_back.record": _("登记回头看结果"),
    "look_back.confirm": _("审核回头看结果"),
    "regulation.create": _("新增制度成果"),
    "regulation.edit": _("修改制度成果"),
    "regulation.link": _("关联制度成果"),
    "regulation.unlink": _("取消关联制度成果"),
    "campaign.create": _("新建专项工作"),
    "campaign.edit": _("修改专项工作"),
    "campaign.categories": _("调整问题类别"),
    "source.create": _("新增问题来源"),
    "source.edit": _("修改问题来源"),
    "organisation.create": _("新增组织"),
    "organisation.edit": _("修改组织"),
    "leader.create": _("新增责任领导"),
    "leader.edit": _("修改责任领导"),
    "user.create": _("建立管理员账号"),
    "person.create": _("开通账号"),
    "person.edit": _("修改人员信息"),
    "person.activate": _("启用账号"),
    "person.deactivate": _("停用账号"),
    "person.roles": _("调整角色"),
    "person.preferences": _("修改偏好设置"),
    "person.change_password": _("修改本人密码"),
    "person.reset_password": _("重置密码"),
    "person.sign_in": _("登录"),
    "person.sign_out": _("退出"),
}

# Told in smaller print: many of them say little.
MINOR = frozenset({"progress.no_change", "evidence.add", "issue.edit", "issue.create"})
# Uploads of one sitting are one moment.
GATHERED = frozenset({"evidence.add"})
SITTING = timedelta(minutes=10)

# Keys that the sentence, the time or another key already tells.
UNTOLD = frozenset(
    {
        "sha256",
        "serial",
        "progressed_on",
        "claimed_on",
        "registered_on",
        "assigned_on",
        "confirmed_on",
        "closed_on",
        "original_due_on",
        "refusals",
        "version",
    }
)
# What a person wrote in sentences; shown as said, without a label.
SAID = frozenset({"text", "reason", "statement", "finding", "endorsement", "answer"})
LABELS: Mapping[str, str | Promise] = {
    "granted": _("审核结论"),
    "measures": _("措施"),
    "previous_measures": _("原有措施"),
    "categories": _("类别"),
    "name": _("名称"),
    "co_units": _("配合单位"),
    "reason": _("理由"),
    "roles": _("角色"),
}
# Of keys that are no field with choices.
CHOICES: Mapping[str, Mapping[str, Any]] = {"roles": dict(Role.choices)}
NO_WORDS: Mapping[Any, Any] = MappingProxyType({})
LONG = 160
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Change:
    """One value that was set; `before` "" where there was none to tell."""

    label: str
    before: str
    after: str


@dataclass
class Moment:
    """One thing on the timeline."""

    at: datetime
    who: str
    verb: str
    sentence: str
    is_minor: bool
    changes: list[Change] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def sentence_of(verb: str) -> str:
    """The Chinese sentence of a verb; one the table lacks is told with its code rather than not at all."""
    if verb in SENTENCES:
        return str(SENTENCES[verb])
    return gettext("其他操作（%(verb)s）") % {"verb": verb}


def told(entries: Iterable[Entry]) -> list[Moment]:
    """Moments in the order of `entries`; uploads that follow each other become one."""
    moments: list[Moment] = []
    for entry in entries:
        moment = _moment(entry)
        if moments and _continues(moments[-1], moment):
            _gather(moments[-1], moment)
        else:
            moments.append(moment)
    return moments


def _moment(entry: Entry) -> Moment:
    moment = Moment(entry.at, entry.who, entry.verb, sentence_of(entry.verb), entry.verb in MINOR)
    before, after = entry.before or {}, entry.after or {}
    if entry.verb in GATHERED:
        moment.files = [str(after["name"])] if after.get("name") else []
        return moment
    model = _model_of(entry)
    for key in {**after, **before}:
        if key in UNTOLD:
            continue
        if key in SAID and key not in before:
            moment.said += [str(after[key])] if after[key] else []
            continue
        if before.get(key) or after.get(key) not in EMPTY:
            moment.changes.append(_change(model, key, before, after))
    return moment


def _continues(last: Moment, moment: Moment) -> bool:
    return (
        moment.verb in GATHERED
        and (last.verb, last.who) == (moment.verb, moment.who)
        and abs(last.at - moment.at) <= SITTING
    )


def _gather(into: Moment, moment: Moment) -> None:
    into.files += moment.files
    count = len(into.files)
    into.sentence = ngettext("上传佐证材料 %(count)d 份", "上传佐证材料 %(count)d 份", count) % {
        "count": count
    }


def _model_of(entry: Entry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.subject_type)
    except (LookupError, ValueError):
        return None


def _field_of(model: type[models.Model] | None, key: str) -> "models.Field[Any, Any] | None":
    if model is None:
        return None
    try:
        found = model._meta.get_field(key)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _change(
    model: type[models.Model] | None, key: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change:
    described = _field_of(model, key)
    label = LABELS.get(key) or (described.verbose_name if described else key)
    words = CHOICES.get(key) or (dict(described.flatchoices) if described else {})
    had = "" if before.get(key) in EMPTY else readable(before[key], words)
    return Change(str(label), had, readable(after.get(key), words))


def readable(value: Any, words: Mapping[Any, Any] = NO_WORDS) -> str:
    """A stored value in words: choices by their word, yes and no, lists in one line, long texts cut."""
    if value in EMPTY:
        return gettext("（空）")
    if isinstance(value, bool):
        return gettext("同意") if value else gettext("不同意")
    if isinstance(value, list):
        return "；".join(readable(item, words) for item in value)
    written = str(words.get(value, value))
    return written if len(written) <= LONG else written[:LONG] + "…"
