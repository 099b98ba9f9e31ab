"""What the hub has others do when it hears of the events."""

import asyncio

from maslikhat.gateway.hub import Hub
from maslikhat.live.follower import Heard


def test_what_was_held_before_the_first_look_is_given_up_and_nothing_later() -> None:
    hub, given_up = Hub(), []
    hub.withdrawn = lambda: given_up.append("all")

    async def look_twice() -> None:
        for settled in (7, 8):
            await hub._pass_on(Heard([], [], set(), settled))

    asyncio.run(look_twice())
    assert given_up == ["all"]
