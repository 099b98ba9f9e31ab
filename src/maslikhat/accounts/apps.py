"""The accounts' room."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maslikhat.accounts"

    def ready(self) -> None:
        """Streams end with the session they were opened in; models may be imported from here on."""
        import_module("maslikhat.accounts.telling")
