"""The room of votes."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from maslikhat.voting import triggers


class VotingConfig(AppConfig):
    name = "maslikhat.voting"

    def ready(self) -> None:
        """Tell the rooms below; models may be imported from here on.

        A migration may rebuild a table and lose its triggers: every migrate puts them back.
        """
        post_migrate.connect(triggers.create, sender=self, dispatch_uid="voting_triggers")
        import_module("maslikhat.voting.telling")
