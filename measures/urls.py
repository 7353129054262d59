"""Addresses of this app: /issues/<pk>/<step>/ for a step on an issue."""

from django.urls import path

from measures.views import (
    closing,
    evidence,
    extending,
    following,
    instructing,
    look_backs,
    planning,
    regulating,
    reporting,
    serving,
)

urlpatterns = [
    path("issues/<int:pk>/measures/", planning.MeasuresPlan.as_view(), name="measures_plan"),
    path("measures/<int:pk>/complete/", reporting.MeasureComplete.as_view(), name="measure_complete"),
    path("issues/<int:pk>/progress/", reporting.ProgressReport.as_view(), name="progress_report"),
    path("issues/<int:pk>/no-change/", reporting.ProgressNoChange.as_view(), name="progress_no_change"),
    path(
        "issues/<int:pk>/confirm-quarter/",
        reporting.ProgressConfirmQuarter.as_view(),
        name="progress_confirm_quarter",
    ),
    path("issues/<int:pk>/evidence/", evidence.EvidenceAdd.as_view(), name="evidence_add"),
    path("evidence/<int:pk>/preview/", serving.EvidencePreview.as_view(), name="evidence_preview"),
    path("evidence/<int:pk>/inline/", serving.EvidenceInline.as_view(), name="evidence_inline"),
    path("evidence/<int:pk>/download/", serving.EvidenceDownload.as_view(), name="evidence_download"),
    path("issues/<int:pk>/apply/", closing.ClosureApply.as_view(), name="closure_apply"),
    path("issues/<int:pk>/endorse/", closing.ClosureEndorse.as_view(), name="closure_endorse"),
    path("issues/<int:pk>/review/", closing.ClosureReview.as_view(), name="closure_review"),
    path("issues/<int:pk>/ask-extension/", extending.ExtensionAsk.as_view(), name="extension_ask"),
    path("issues/<int:pk>/decide-extension/", extending.ExtensionDecide.as_view(), name="extension_decide"),
    path("issues/<int:pk>/instruct/", instructing.InstructionWrite.as_view(), name="instruction_write"),
    path("look-backs/", look_backs.look_back_list, name="look_back_list"),
    path("issues/<int:pk>/look-back/plan/", following.LookBackPlan.as_view(), name="look_back_plan"),
    path("issues/<int:pk>/look-back/record/", following.LookBackRecord.as_view(), name="look_back_record"),
    path("issues/<int:pk>/look-back/confirm/", following.LookBackConfirm.as_view(), name="look_back_confirm"),
    path(
        "issues/<int:pk>/no-regulation/", regulating.IssueNoRegulation.as_view(), name="issue_no_regulation"
    ),
    path("regulations/", regulating.regulation_list, name="regulation_list"),
    path("regulations/new/", regulating.RegulationNew.as_view(), name="regulation_new"),
    path("regulations/issues/", regulating.regulation_issues, name="regulation_issues"),
    path("regulations/<int:pk>/edit/", regulating.RegulationEdit.as_view(), name="regulation_edit"),
]
