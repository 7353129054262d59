"""Addresses of issues and campaigns: /issues/<pk>/<step>/ for a step on an issue."""

from django.urls import path

from issues.views import answering, bulk, campaigns, categories, deadline, registering, repeating, sources

urlpatterns = [
    path("issues/new/", registering.IssueNew.as_view(), name="issue_new"),
    path("issues/deadline-reading/", deadline.deadline_reading, name="deadline_reading"),
    path("issues/bulk/assign/", bulk.BulkAssign.as_view(), name="bulk_assign"),
    path("issues/bulk/deadline/", bulk.BulkDeadline.as_view(), name="bulk_deadline"),
    path("issues/<int:pk>/edit/", registering.IssueEdit.as_view(), name="issue_edit"),
    path("issues/<int:pk>/register/", registering.IssueRegister.as_view(), name="issue_register"),
    path("issues/<int:pk>/assign/", answering.IssueAssign.as_view(), name="issue_assign"),
    path("issues/<int:pk>/claim/", answering.IssueClaim.as_view(), name="issue_claim"),
    path(
        "issues/<int:pk>/ask-reassignment/",
        answering.IssueAskReassignment.as_view(),
        name="issue_ask_reassignment",
    ),
    path("issues/<int:pk>/reassign/", answering.IssueReassign.as_view(), name="issue_reassign"),
    path(
        "issues/<int:pk>/decline-reassignment/",
        answering.IssueDeclineReassignment.as_view(),
        name="issue_decline_reassignment",
    ),
    path("issues/<int:pk>/void/", answering.IssueVoid.as_view(), name="issue_void"),
    path("issues/<int:pk>/set-deadline/", deadline.IssueSetDeadline.as_view(), name="issue_set_deadline"),
    path("issues/<int:pk>/mark-repeat/", repeating.IssueMarkRepeat.as_view(), name="issue_mark_repeat"),
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/new/", campaigns.CampaignNew.as_view(), name="campaign_new"),
    path("campaigns/<int:pk>/edit/", campaigns.CampaignEdit.as_view(), name="campaign_edit"),
    path(
        "campaigns/<int:pk>/categories/", categories.CampaignCategories.as_view(), name="campaign_categories"
    ),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/new/", sources.SourceNew.as_view(), name="source_new"),
    path("sources/<int:pk>/edit/", sources.SourceEdit.as_view(), name="source_edit"),
]
