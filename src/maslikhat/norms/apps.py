"""The norms' room."""

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "maslikhat.norms"
