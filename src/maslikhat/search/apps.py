"""The room of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "maslikhat.search"
