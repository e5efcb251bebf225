"""Addresses of the directory app."""

from django.urls import path

urlpatterns: list = []
