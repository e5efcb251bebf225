"""Addresses of the weave app."""

from django.urls import path

urlpatterns: list = []
