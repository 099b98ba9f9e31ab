"""Pages that show what the gateway does with them."""

import hashlib
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.db import connection
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from maslikhat import urls
from maslikhat.kit.answers import held

FILLER = "мәслихат " * 400
made: Counter[str] = Counter()
ended: Counter[str] = Counter()
_counting = threading.Lock()


def count(name: str) -> int:
    """Note that a page was made once more."""
    with _counting:
        made[name] += 1
        return made[name]


def shown(request: HttpRequest, name: str) -> HttpResponse:
    """All that the view was told, and how often it was called."""
    seen = {
        "language": get_language(),
        "path": request.path,
        "query": request.GET.urlencode(),
        "fragment": request.headers.get("HX-Request", ""),
        "cookies": request.COOKIES,
        "agent": request.headers.get("User-Agent", ""),
        "host": request.get_host(),
        "scheme": request.scheme,
        "address": request.META["REMOTE_ADDR"],
        "made": count(name),
    }
    return HttpResponse(json.dumps(seen) + f"<!-- {FILLER} -->")


@held(60, ("page", "q"))
def page(request: HttpRequest) -> HttpResponse:
    return shown(request, "page")


@held(1)
def short(request: HttpRequest) -> HttpResponse:
    return shown(request, "short")


@held(60)
def slow(request: HttpRequest) -> HttpResponse:
    count("slow begun")
    time.sleep(0.5)
    return shown(request, "slow")


@held(60)
def slow_cookie(request: HttpRequest) -> HttpResponse:
    time.sleep(0.2)
    answer = shown(request, "slow_cookie")
    answer.set_cookie("mine", str(made["slow_cookie"]))
    return answer


@held(60)
def token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')


@held(60)
def session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return shown(request, "session")


@held(60)
def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(count("missing")), status=404)


@held(60)
def elsewhere(request: HttpRequest) -> HttpResponse:
    count("elsewhere")
    return HttpResponseRedirect("/en/page/")


@held(60)
def broken(request: HttpRequest) -> HttpResponse:
    count("broken")
    raise RuntimeError("This page is broken on purpose.")


@held(60, ("n",))
def heavy(request: HttpRequest) -> HttpResponse:
    count("heavy")
    return HttpResponse(os.urandom(100_000), content_type="image/png")


def free(request: HttpRequest) -> HttpResponse:
    return shown(request, "free")


def labour(request: HttpRequest) -> HttpResponse:
    time.sleep(0.02)
    return HttpResponse("worked " * 3000)


@csrf_exempt
def body(request: HttpRequest) -> HttpResponse:
    content = request.body
    source = type(request.environ["wsgi.input"]).__name__
    return JsonResponse(
        {"size": len(content), "hash": hashlib.sha256(content).hexdigest(), "source": source}
    )


@csrf_exempt
def unread(request: HttpRequest) -> HttpResponse:
    return HttpResponse("not read")


def file(request: HttpRequest) -> HttpResponse:
    return FileResponse(Path(os.environ["MASLIKHAT_VAR"], "large.bin").open("rb"))


def rows(request: HttpRequest) -> HttpResponse:
    """Lines without end (for a test's purposes), each in the language of the request."""

    def lines() -> Iterator[str]:
        try:
            for n in range(int(request.GET["n"])):
                time.sleep(0.03)
                yield f"{n} {get_language()}\n"
        finally:
            with _counting:
                ended["rows"] += 1

    return StreamingHttpResponse(lines())


def disorder(request: HttpRequest) -> HttpResponse:
    """A view that leaves its connection to the database as nobody should."""
    connection.set_autocommit(False)
    return HttpResponse("left")


def disorder_in_pieces(request: HttpRequest) -> HttpResponse:
    """The same by each piece of a long body."""

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            connection.set_autocommit(False)
            yield b"x" * 2**20

    return StreamingHttpResponse(pieces())


def order(request: HttpRequest) -> HttpResponse:
    """How a view finds its connection."""
    return JsonResponse({"autocommit": connection.get_autocommit()})


def torn(request: HttpRequest) -> HttpResponse:
    """A body that breaks off by a bug."""

    def lines() -> Iterator[str]:
        yield "begun\n" * 30_000
        raise RuntimeError("This body is broken on purpose.")

    return StreamingHttpResponse(lines())


def counts(request: HttpRequest) -> HttpResponse:
    threads = Counter(thread.name.partition("-")[0] for thread in threading.enumerate())
    told = {"made": made, "ended": ended, "threads": threads, "warm": is_warm()}
    return JsonResponse(told)


def is_warm() -> bool:
    """Whether a fragment of a vote is compiled, of which no page here is made."""
    compiled = engines["jinja2"].env.cache.keys()
    return any(name == "voting/_progress.html" for _loader, name in compiled)


urlpatterns = [
    path("t/counts/", counts),
    path("t/plain/", page),
    *i18n_patterns(
        *(
            path(f"t/{view.__name__}/", view)
            for view in (
                page,
                short,
                slow,
                slow_cookie,
                token,
                session,
                missing,
                elsewhere,
                broken,
                heavy,
                free,
                labour,
                body,
                unread,
                file,
                rows,
                disorder,
                disorder_in_pieces,
                order,
                torn,
            )
        )
    ),
    *urls.urlpatterns,
]
assert __name__ == settings.ROOT_URLCONF
