"""Every address of the product; each app brings its own."""

from django.urls import include, path

from config.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("people.urls")),
    path("", include("issues.urls")),
    path("", include("measures.urls")),
    path("", include("ledger.urls")),
]

handler400 = "people.errors.bad_request"
handler403 = "people.errors.forbidden"
handler404 = "people.errors.not_found"
handler500 = "people.errors.server_error"
