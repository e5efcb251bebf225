"""Addresses of the demo, which exist in demo mode only."""

from django.urls import path

from kith.demo import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="demo-sign-in"),
    path("gallery/", views.gallery, name="demo-gallery"),
    path("mail/", views.mail, name="demo-mail"),
]
