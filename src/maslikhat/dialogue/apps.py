"""The dialogue's room."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "maslikhat.dialogue"
