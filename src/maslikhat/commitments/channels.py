"""The channels of the pages of commitments."""


def channel_of(number: int) -> str:
    """The channel of a commitment's page."""
    return f"commitment:{number}"
