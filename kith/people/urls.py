"""Addresses of the people app."""

from django.urls import path

urlpatterns: list = []
