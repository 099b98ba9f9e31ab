"""The registry's room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "maslikhat.registry"
