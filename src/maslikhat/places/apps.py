"""The places' room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "maslikhat.places"
