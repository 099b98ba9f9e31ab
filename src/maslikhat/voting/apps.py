"""The room of votes."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "maslikhat.voting"
