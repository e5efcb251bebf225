"""Every address, by area; each app keeps its own list."""

from django.conf import settings
from django.urls import include, path, re_path

from kith.core.views import not_found

urlpatterns = [
    path("", include("kith.core.urls")),
    path("", include("kith.home.urls")),
    path("", include("kith.people.urls")),
    path("", include("kith.notices.urls")),
    path("", include("kith.spaces.urls")),
    path("", include("kith.groups.urls")),
    path("", include("kith.recovery.urls")),
    path("", include("kith.directory.urls")),
    path("", include("kith.resources.urls")),
    path("", include("kith.safety.urls")),
    path("", include("kith.weave.urls")),
    path("", include("kith.mydata.urls")),
    path("", include("kith.steward.urls")),
    re_path(r"^accounts/password/", not_found),  # there are no passwords here
    path("accounts/", include("allauth.urls")),
]
if settings.KITH_DEMO:
    urlpatterns.append(path("demo/", include("kith.demo.urls")))

handler400 = "kith.core.views.bad_request"
handler403 = "kith.core.views.refused"
handler404 = "kith.core.views.not_found"
handler500 = "kith.core.views.our_fault"
