"""The record's room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "maslikhat.ledger"
