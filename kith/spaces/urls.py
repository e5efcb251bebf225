"""Addresses of the spaces app."""

from django.urls import path

urlpatterns: list = []
