"""For any server of ASGI without lifespan: `maslikhat.gateway.app:application`."""

import django

from maslikhat.gateway.entrance import Gateway
from maslikhat.gateway.streams import Streams

django.setup()
application = Gateway(Streams())
application.hands.start()
