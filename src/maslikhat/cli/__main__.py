"""`python -m maslikhat.cli` is the command `maslikhat`."""

from maslikhat.cli import main

main()
