"""Addresses of the recovery app."""

from django.urls import path

urlpatterns: list = []
