"""Addresses of messages."""

from django.urls import path

from kith.spaces import views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/<uuid:tie_id>/", views.conversation, name="conversation"),
]
