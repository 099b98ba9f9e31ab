"""What stands in the header of every page of who has signed in; upper rooms add theirs."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from maslikhat.kit.doors import Request

# Each draws a part of the header, with at most one query; they stand in this order.
header_parts: list[Callable[[Request], SafeString]] = []
