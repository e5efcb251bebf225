"""Addresses of the mydata app."""

from django.urls import path

from kith.mydata import views

urlpatterns = [
    path("you/my-data/", views.my_data, name="my-data"),
    path("you/my-data/new/", views.ask, name="my-data-ask"),
    path("you/my-data/<uuid:export_id>/", views.download, name="my-data-download"),
    path("you/my-data/<uuid:export_id>/remove/", views.remove, name="my-data-remove"),
    path("you/erase/", views.erase, name="erase"),
    path("you/leaving/", views.leaving, name="leaving"),
    path("you/leaving/keep/", views.keep, name="keep-account"),
    path("privacy/", views.privacy, name="privacy"),
]
