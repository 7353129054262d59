"""导出: the list as the workbook that is printed and handed in."""

import tempfile

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from ledger.exporting import asked_for, export, file_name, title_of
from people.views.asking import someone_with

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Up to here a workbook stays in memory while it is written.
SMALL_BYTES = 4 * 1024 * 1024


@require_safe
def ledger_export(request: HttpRequest) -> FileResponse:
    """What the list shows for the same address, all pages, as it goes out; NotYours without a ledger."""
    user, today = someone_with("issues.browse", request), timezone.localdate()
    book = asked_for(user, request.GET, today)
    # The response closes it when the last byte has gone.
    file = tempfile.SpooledTemporaryFile(max_size=SMALL_BYTES)  # noqa: SIM115 - outlives this function
    export(file, book, today=today)
    file.seek(0)
    name = file_name(title_of(book.issues), today)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
