"""Chromium and the checkers that come from npm: where they are, and how they start."""

import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of Chromium, or None where none is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
