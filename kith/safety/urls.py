"""Addresses of the safety app."""

from django.urls import path

urlpatterns: list = []
