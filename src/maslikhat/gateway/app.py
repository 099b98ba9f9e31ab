"""For any server of ASGI without lifespan: `maslikhat.gateway.app:application`."""

import django

from maslikhat.gateway.entrance import Gateway

django.setup()
application = Gateway()
application.hands.start()
