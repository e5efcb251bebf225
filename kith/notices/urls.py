"""Addresses of the notices app."""

from django.urls import path

urlpatterns: list = []
