"""The kit's room."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "maslikhat.kit"
