"""Addresses of the demo app."""

from django.urls import path

urlpatterns: list = []
