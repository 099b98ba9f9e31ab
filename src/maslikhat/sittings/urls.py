"""Addresses of sittings, below /{lang}/sittings/."""

from django.urls import URLPattern

app_name = "sittings"
urlpatterns: list[URLPattern] = []
