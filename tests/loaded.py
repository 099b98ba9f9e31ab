"""The portal, loaded before it is told which one it is: what `tests.forks` makes copies of."""

import gc
import importlib
import sys

# As `maslikhat` itself: what is loaded stays.
gc.disable()

import django  # noqa: E402
from django.conf import empty, settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

import maslikhat.cli  # noqa: E402
from maslikhat.gateway.warm import warm  # noqa: E402

django.setup()
# What each that serves does anew before it answers: it was most of its start.
warm("maslikhat.urls")
MigrationLoader(None)
for _command, _ in maslikhat.cli.COMMANDS.values():
    importlib.import_module(f"maslikhat.cli.{_command}")
gc.freeze()
gc.enable()


def read_settings_anew() -> None:
    """Be the portal of the environment as it is now; what was read of another must be the same.

    What was read while the portal was loaded may have stayed anywhere, so that a copy told
    otherwise would be a portal that nobody runs: it fails and names the setting.
    """
    known = {name: value for name, value in vars(settings).items() if name.isupper()}
    sys.modules.pop("maslikhat.settings")
    settings._wrapped = empty
    del connections.settings
    connections.__init__()  # type: ignore[misc]
    for name, before in known.items():
        now = getattr(settings, name)
        if name == "DATABASES":
            now, before = now["default"]["ENGINE"], before["default"]["ENGINE"]
        assert now == before, f"{name} was read while the portal was loaded"
