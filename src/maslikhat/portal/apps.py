"""The portal's room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "maslikhat.portal"
