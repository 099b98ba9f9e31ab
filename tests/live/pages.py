"""Pages that listen, and pages by which something happens."""

import itertools
import time

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt

from maslikhat import urls
from maslikhat.accounts import actions as accounts
from maslikhat.accounts.models import User
from maslikhat.kit.answers import held
from maslikhat.kit.transactions import writing
from maslikhat.live import state
from maslikhat.live.actions import publish, revoke

MARK = "{{ live(channels) }}"
PAGE = """{% extends "kit/base.html" %}{% block title %}{{ name }}{% endblock %}{% block main %}
<h1>{{ name }}</h1>
{% if is_live %}{{ live([name]) }}{% endif %}
{{ region }}
{% endblock %}"""
REGION = """<p id="region" data-live-on="{name}" data-hx-get="/en/t/region/{name}/"
 data-hx-trigger="live" data-hx-swap="outerHTML">{number}</p>"""
fetched = itertools.count(1)


def token(request: HttpRequest) -> HttpResponse:
    """What a template writes into a page that shows these channels."""
    template = engines["jinja2"].from_string(MARK)
    return HttpResponse(template.render({"channels": request.GET.getlist("channel")}, request))


@held(60)
def held_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(MARK).render({"channels": ["all"]}, request))


@held(60)
def held_number(request: HttpRequest, seconds: float = 0) -> HttpResponse:
    """A number that no other render has; what is read comes before the time it takes to draw."""
    number = next(fetched)
    time.sleep(seconds)
    return HttpResponse(str(number))


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A page with a region; without its token where the region is not to be live."""
    template = engines["jinja2"].from_string(PAGE)
    region = mark_safe(REGION.format(name=name, number=0))
    words = {"name": name, "is_live": "still" not in request.GET, "region": region}
    return HttpResponse(template.render(words, request))


def region(request: HttpRequest, name: str) -> HttpResponse:
    """The region as it is now: it takes the place of itself."""
    return HttpResponse(REGION.format(name=name, number=next(fetched)))


@csrf_exempt
def happen(request: HttpRequest) -> HttpResponse:
    """Publish on a channel."""
    with writing():
        publish(request.GET["channel"], request.GET.get("ref", ""))
    return HttpResponse()


@csrf_exempt
def close(request: HttpRequest) -> HttpResponse:
    """Revoke a channel."""
    with writing():
        revoke(request.GET["channel"])
    return HttpResponse()


@csrf_exempt
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a user of this name, made when there is none."""
    name = request.GET["name"]
    user = User.objects.filter(username=name).first() or accounts.make_user(by=None, username=name)
    accounts.enter(request, user, how="test")
    return JsonResponse({"user": user.pk})


@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponse()


@csrf_exempt
def suspend(request: HttpRequest) -> HttpResponse:
    accounts.deactivate(User.objects.get(username=request.GET["name"]), by=None)
    return HttpResponse()


@csrf_exempt
def forget(request: HttpRequest) -> HttpResponse:
    """Give the account another password, which ends its sessions."""
    user = User.objects.get(username=request.GET["name"])
    accounts.set_password(user, by=user, password="жаңа-сандық-7")
    return HttpResponse()


def counts(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"streams": state.streams(), "settled": state.settled()})


urlpatterns = [
    path("t/counts/", counts),
    *i18n_patterns(
        path("t/token/", token),
        path("t/held/", held_token),
        path("t/number/", held_number),
        path("t/slow-number/", held_number, {"seconds": 1}),
        path("t/pages/<str:name>/", page),
        path("t/region/<str:name>/", region),
        path("t/happen/", happen),
        path("t/close/", close),
        path("t/enter/", enter),
        path("t/leave/", leave),
        path("t/suspend/", suspend),
        path("t/forget/", forget),
    ),
    *urls.urlpatterns,
]
