"""Addresses of the home app."""

from django.urls import path

urlpatterns: list = []
