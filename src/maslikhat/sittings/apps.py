"""The room of sittings."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from maslikhat.sittings import triggers


class SittingsConfig(AppConfig):
    name = "maslikhat.sittings"

    def ready(self) -> None:
        """Tell the rooms below of sittings; models may be imported from here on.

        A migration may rebuild a table and lose its triggers: every migrate puts them back.
        """
        post_migrate.connect(triggers.create, sender=self, dispatch_uid="sittings_triggers")
        import_module("maslikhat.sittings.telling")
