"""What this room tells the rooms below: what templates may call."""

from maslikhat.kit import jinja
from maslikhat.live import pages

jinja.names["live"] = pages.live
