"""Evidence on its way out: only to who sees the issue, and never as something that could run in our pages."""

import logging
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from measures.models import Evidence
from measures.sniffing import HEAD_BYTES, shown_as
from people.identity import signed_in

log = logging.getLogger(__name__)

# Nothing in a file from a person may run, load or send anything, and only our own pages may frame it.
SEALED = "sandbox; default-src 'none'; frame-ancestors 'self'"
# Chromium shows no PDF at all inside a sandbox; its viewer runs in a process and an origin of its own.
SEALED_PDF = "default-src 'none'; object-src 'self'; plugin-types application/pdf; frame-ancestors 'self'"


class EvidenceView(View):
    """Whatever is asked about one piece of evidence."""

    def find(self, pk: int) -> Evidence:
        """The evidence; 404 for who does not see its issue."""
        seen = Evidence.objects.visible_to(signed_in(self.request))
        return get_object_or_404(seen.select_related("issue", "measure", "uploaded_by"), pk=pk)


class EvidenceDownload(EvidenceView):
    """The file, to be saved."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """As an attachment under its own name."""
        evidence = self.find(pk)
        try:
            content = evidence.file.open("rb")
        except OSError:
            return missing(request, evidence)
        answer = FileResponse(
            content, as_attachment=True, filename=evidence.name, content_type=evidence.content_type
        )
        return sealed(answer, SEALED)


class EvidenceInline(EvidenceView):
    """A picture or a PDF, to be shown inside the preview page; everything else leads to that page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Inline, under the type its content has, whatever was written down when it came."""
        evidence = self.find(pk)
        try:
            content = evidence.file.open("rb")
        except OSError:
            return missing(request, evidence)
        kind = shown_as(content.read(HEAD_BYTES))
        if not kind:
            content.close()
            return redirect("evidence_preview", evidence.pk)
        content.seek(0)
        answer = FileResponse(content, filename=evidence.name, content_type=kind)
        return sealed(answer, SEALED_PDF if kind == "application/pdf" else SEALED)


class EvidencePreview(EvidenceView):
    """Our own page around one piece of evidence: what is known about it, and the picture or PDF itself."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        evidence = self.find(pk)
        context: dict[str, Any] = {
            "evidence": evidence,
            "issue": evidence.issue,
            "there": evidence.file.storage.exists(evidence.file.name or ""),
            "is_picture": evidence.content_type.startswith("image/"),
        }
        return render(request, "measures/evidence_preview.html", context)


def sealed(answer: FileResponse, policy: str) -> FileResponse:
    """The answer with the headers that keep it from doing anything."""
    answer["Content-Security-Policy"] = policy
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Cache-Control"] = "private, no-store"
    return answer


def missing(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """The record is there, the file on the disk is not."""
    log.error("file of evidence %s is missing: %s", evidence.pk, evidence.file.name)
    context = {"evidence": evidence, "issue": evidence.issue}
    return render(request, "measures/evidence_missing.html", context, status=404)
