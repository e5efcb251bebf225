"""Addresses of the weave app."""

from django.urls import path

from kith.weave import views

app_name = "weave"
urlpatterns = [
    path("what-would-help/", views.start, name="start"),
    path("what-would-help/answers/", views.check, name="check"),
    path("what-would-help/<slug:step>/", views.question, name="question"),
    path("what-would-help/<slug:step>/remove/", views.remove, name="remove"),
    path("suggestions/", views.overview, name="suggestions"),
    path("suggestions/not-for-me/", views.not_for_me, name="not_for_me"),
    path("suggestions/put-aside/", views.aside, name="aside"),
    path("suggestions/put-aside/<uuid:dismissal_id>/bring-back/", views.bring_back, name="bring_back"),
    path("suggestions/<slug:need>/", views.for_need, name="for_need"),
]
