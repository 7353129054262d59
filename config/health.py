"""A sign of life for the supervisor, a proxy or a monitor."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 while it does not; tells strangers nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
