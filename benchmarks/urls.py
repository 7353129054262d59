"""The product's addresses, and an empty view to hold them against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing. What a request costs here, it costs everywhere: session, person, security headers."""
    return HttpResponse()


urlpatterns = [path("bench/empty/", empty, name="bench_empty"), path("", include("config.urls"))]
