"""What upper rooms add to the pages of the registry's things."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from maslikhat.registry.models import Person

# Each draws a card on the page of a deputy, for everyone alike, for the page is held; with a fixed
# number of queries, three at most. They stand in this order, below what the deputy wrote.
deputy_panels: list[Callable[[Person], SafeString]] = []
