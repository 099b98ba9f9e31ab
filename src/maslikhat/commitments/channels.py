"""The channels of the pages of commitments."""


def channel_of(number: int) -> str:
    """The channel of a commitment's page."""
    return f"commitment:{number}"


def channel_of_joint(number: int) -> str:
    """The channel of a joint inquiry's page."""
    return f"joint:{number}"
