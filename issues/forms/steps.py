"""The forms of the short steps of an issue: a reason, an answer, an earlier issue."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.forms.desk import Desk, DeskForm
from issues.models import Issue
from people.fields import Choice, Prose

MAX_CANDIDATES = 50


class ConfirmForm(DeskForm):
    """Nothing to type: the button is the answer."""


class AskReassignmentForm(DeskForm):
    """申请改派."""

    reason = Prose(
        label=gettext_lazy("申请理由"),
        max_length=500,
        help_text=gettext_lazy("说明为什么不归本单位，以及建议由谁负责。"),
    )


class DeclineForm(DeskForm):
    """不同意改派."""

    answer = Prose(label=gettext_lazy("答复"), max_length=500)


class VoidForm(DeskForm):
    """作废."""

    reason = Prose(
        label=gettext_lazy("作废原因"),
        max_length=500,
        help_text=gettext_lazy("如重复登记、登记有误。作废后编号不再使用，记录保留。"),
    )


class EarlierChoice(Choice):
    """An earlier issue, as one line."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, title and the day it was closed."""
        words = {"number": obj.number, "title": obj.title, "closed": obj.closed_on}
        return _("%(number)s %(title)s（%(closed)s 销号）") % words


class RepeatForm(DeskForm):
    """认定屡查屡犯: one of the earlier issues like this one, or none."""

    earlier = EarlierChoice(
        queryset=None,
        label=gettext_lazy("与哪个已销号的问题重复"),
        required=False,
        blank=True,
        empty_label=gettext_lazy("不属于屡查屡犯"),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, files: Any = None, *, desk: Desk) -> None:
        super().__init__(data, files, desk=desk)
        self.fields["earlier"].queryset = candidates(desk)  # type: ignore[attr-defined]  # a choice of records
        self.initial["earlier"] = self.keep("repeat_of") or ""


def candidates(desk: Desk) -> Any:
    """Earlier finished issues like the desk's, newest first; the one it is linked to among them."""
    issue = desk.issue
    if issue is None or issue.unit_id is None:
        return Issue.objects.visible_to(desk.user).none()
    like = Issue.objects.visible_to(desk.user).earlier_like(
        unit=issue.unit_id, category=issue.category.name, before=issue.pk
    )
    newest = like.order_by("-closed_on", "-pk").values_list("pk", flat=True)[:MAX_CANDIDATES]
    return like.among([*newest, *([issue.repeat_of_id] if issue.repeat_of_id else [])]).order_by("-closed_on")
