"""The record's room."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from maslikhat.ledger import triggers


class LedgerConfig(AppConfig):
    name = "maslikhat.ledger"

    def ready(self) -> None:
        """A migration may rebuild a table and lose its triggers: every migrate puts them back."""
        post_migrate.connect(triggers.create, sender=self, dispatch_uid="ledger_triggers")
        import_module("maslikhat.ledger.telling")
