"""The rubrics' room."""

from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "maslikhat.rubrics"
