"""Addresses of the groups app."""

from django.urls import path

urlpatterns: list = []
