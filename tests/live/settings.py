"""The portal's settings, with pages made for trying what is live."""

from maslikhat.settings import *  # noqa: F403

ROOT_URLCONF = "tests.live.pages"
