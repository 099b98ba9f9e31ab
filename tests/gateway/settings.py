"""The portal's settings, with pages made for trying the gateway before its own."""

from maslikhat.settings import *  # noqa: F403

ROOT_URLCONF = "tests.gateway.pages"
