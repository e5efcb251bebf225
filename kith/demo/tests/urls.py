"""The addresses of an installation in demo mode, for tests that run outside it."""

from django.urls import include, path

urlpatterns = [path("", include("config.urls")), path("demo/", include("kith.demo.urls"))]
