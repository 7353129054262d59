"""The Excel of the ledger beside what django-import-export makes of the same rows, in the same process."""

import io
import time
from typing import Any

from django.utils import timezone
from import_export import fields, resources

from issues.models import Issue
from issues.querysets import IssueQuerySet
from ledger.exporting import Book, export
from people.models import User

ROUNDS = 2


class PeerResource(resources.ModelResource):  # type: ignore[misc]  # ships no types
    """The sixteen columns as one would declare them there."""

    category = fields.Field(attribute="category__name", column_name="问题类别")
    source = fields.Field(attribute="source__name", column_name="问题来源")
    lead_leader = fields.Field(attribute="lead_leader", column_name="牵头领导")
    unit = fields.Field(attribute="unit__name", column_name="责任单位")
    co_units = fields.Field(column_name="配合单位")
    liaison = fields.Field(attribute="liaison", column_name="责任人")
    measures = fields.Field(column_name="整改措施")
    progress = fields.Field(column_name="完成情况")
    outcome = fields.Field(column_name="整改成效")
    look_back = fields.Field(column_name="回头看情况")

    class Meta:
        model = Issue
        fields = (
            "number",
            "category",
            "title",
            "source",
            "target",
            "measures",
            "lead_leader",
            "unit",
            "co_units",
            "liaison",
            "due_text",
            "progress",
            "outcome",
            "status",
            "look_back",
            "remark",
        )

    def dehydrate_co_units(self, issue: Issue) -> str:
        return "、".join(unit.name for unit in issue.co_units.all())

    def dehydrate_measures(self, issue: Issue) -> str:
        return "\n".join(measure.text for measure in issue.measures.all())

    def dehydrate_progress(self, issue: Issue) -> str:
        return next((entry.text for entry in issue.progress.all()), "")

    def dehydrate_outcome(self, issue: Issue) -> str:
        return next((closure.statement for closure in issue.closures.all()), "")

    def dehydrate_look_back(self, issue: Issue) -> str:
        return next((one.finding for one in issue.look_backs.all()), "")


def compare(rows: int) -> dict[str, Any]:
    """Seconds of both for the newest `rows` issues, the better of two runs each, in turn."""
    newest = Issue.objects.order_by("-pk").values("pk")[:rows]
    clerk = User.objects.get(username="clerk")
    issues = Issue.objects.visible_to(clerk).filter(pk__in=list(newest.values_list("pk", flat=True)))
    own, peer = [], []
    for _turn in range(ROUNDS):
        own.append(_timed(_own, issues))
        peer.append(_timed(_peer, issues))
    return {"rows": issues.count(), "own": min(own), "peer": min(peer)}


def _timed(work: Any, issues: IssueQuerySet) -> float:
    began = time.perf_counter()
    work(issues)
    return time.perf_counter() - began


def _own(issues: IssueQuerySet) -> None:
    export(io.BytesIO(), Book(issues.all()), today=timezone.localdate())


def _peer(issues: IssueQuerySet) -> None:
    related = ("co_units", "measures", "progress", "closures", "look_backs")
    rows = issues.select_related("category", "source", "lead_leader", "unit", "liaison")
    PeerResource().export(rows.prefetch_related(*related)).export("xlsx")
