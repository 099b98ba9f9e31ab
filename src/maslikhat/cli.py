"""The one command, `maslikhat`: run, demo, import, verify, backup, restore, check."""

import os
import sys


def main() -> None:
    """Run what the command line asks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(sys.argv)
