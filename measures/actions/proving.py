"""Evidence (佐证材料): files that were checked before they come here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions import locked
from issues.models import Issue
from measures.lifecycle import MOVES
from measures.models import Evidence, Measure
from people.models import User
from people.refusals import NotAllowedNow
from trail.recording import record


@dataclass(frozen=True)
class Upload:
    """One checked file: its name as the person gave it, the type its content has, digest (hex) and size
    (bytes).
    """

    file: File  # type: ignore[type-arg]  # generic in the stubs only
    name: str
    content_type: str
    sha256: str
    size: int


@transaction.atomic
def add_evidence(
    *, issue: Issue, uploads: Sequence[Upload], kind: str, measure: Measure | None, by: User
) -> list[Evidence]:
    """Keep the files for the present cycle. A file already kept in the same place is not kept twice."""
    issue = locked(issue, MOVES["add_evidence"], by=by)
    must_belong(measure, issue)
    kept = set(issue.evidence.filter(measure=measure, cycle=issue.cycle).values_list("sha256", flat=True))
    added: list[Evidence] = []
    try:
        for upload in uploads:
            if upload.sha256 in kept:
                continue
            kept.add(upload.sha256)
            added.append(_evidence(issue, upload, kind=kind, measure=measure, by=by))
            _keep(added[-1], upload)
    except Exception:
        # The rows are rolled back, so the files must not stay behind.
        for evidence in added:
            evidence.file.delete(save=False)
        raise
    return added


def must_belong(measure: Measure | None, issue: Issue) -> None:
    """Raise NotAllowedNow unless `measure` is of this issue and its present cycle (None always is)."""
    if measure is None:
        return
    if measure.issue_id != issue.pk:
        raise NotAllowedNow(issue, _("这条措施不属于本问题。"))
    if measure.cycle != issue.cycle:
        raise NotAllowedNow(issue, _("这条措施属于上一轮整改，不能再改。"))


def _evidence(issue: Issue, upload: Upload, *, kind: str, measure: Measure | None, by: User) -> Evidence:
    return Evidence(
        issue=issue,
        measure=measure,
        cycle=issue.cycle,
        kind=kind,
        name=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        token=secrets.token_hex(16),
        uploaded_by=by,
    )


def _keep(evidence: Evidence, upload: Upload) -> None:
    evidence.file.save(upload.name, upload.file, save=False)
    evidence.save()
    after = {"name": upload.name, "sha256": upload.sha256}
    record("evidence.add", by=evidence.uploaded_by, subject=evidence, thread=evidence.issue, after=after)
