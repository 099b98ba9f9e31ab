"""The least Django there is, to measure what stands before it: `/` says hello, `/held/` is held."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from maslikhat.gateway import serve
from maslikhat.gateway.asgi import Answer, Receive, Scope, Send
from maslikhat.gateway.entrance import Gateway
from maslikhat.kit.answers import held

# 20 KB as they travel: both pages are sent as they are.
PAGE = b"<p>maslikhat</p>" * 1280
CONSTANT = Answer(200, [(b"content-type", b"text/html; charset=utf-8")], PAGE)


def hello(request: HttpRequest) -> HttpResponse:
    """A short answer."""
    return HttpResponse("hello")


@held(3600)
def page(request: HttpRequest) -> HttpResponse:
    """The same body as the constant one."""
    return HttpResponse(PAGE)


async def constant(scope: Scope, receive: Receive, send: Send) -> None:
    """The same bytes whatever is asked: the most that this server process can do."""
    await CONSTANT.send(send)


urlpatterns = [path("", hello), path("held/", page)]

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        ROOT_URLCONF="bench.hello",
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        SECRET_KEY="for measuring only",
        LANGUAGES=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")],
        STATIC_URL="/static/",
        STATIC_ROOT=Path("/nonexistent"),
        TRUSTED_PROXIES=[],
        LARGEST_BODY=2**20,
        HELD_BYTES=2**24,
        THREADS=int(os.environ.get("BENCH_THREADS", "8")),
    )
    django.setup()

direct: Any = WSGIHandler()


def main(port: int) -> None:
    """Serve both pages through the gateway; `/live/` is the constant body."""
    gateway = Gateway()
    gateway.live = constant
    gateway.hands.start()
    with asyncio.Runner(loop_factory=serve.new_loop) as runner:
        runner.run(serve.answer(gateway, "127.0.0.1", port, lambda: None))
    gateway.hands.stop(5)


if __name__ == "__main__":
    main(int(sys.argv[1]))
