"""Addresses of this app."""

from django.urls import URLPattern, path

from ledger.views.dashboard import dashboard
from ledger.views.exporting import ledger_export
from ledger.views.figures import figure
from ledger.views.help import help_page
from ledger.views.inbox import inbox, inbox_read
from ledger.views.issue_page import issue_page
from ledger.views.listing import issue_list
from ledger.views.printing import issue_print, ledger_print

urlpatterns: list[URLPattern] = [
    path("", dashboard, name="dashboard"),
    path("figures/<slug:key>/", figure, name="figure"),
    path("help/", help_page, name="help"),
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", inbox_read, name="inbox_read"),
    path("ledger/", issue_list, name="issue_list"),
    path("ledger/export/", ledger_export, name="ledger_export"),
    path("ledger/print/", ledger_print, name="ledger_print"),
    path("issues/<int:pk>/", issue_page, name="issue_page"),
    path("issues/<int:pk>/print/", issue_print, name="issue_print"),
]
