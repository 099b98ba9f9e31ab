"""The room of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "maslikhat.decisions"
