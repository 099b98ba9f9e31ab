"""Pages made for trying the kit, beside the portal's own."""

import json

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from maslikhat import urls
from maslikhat.accounts.models import User
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.doors import send_to, signed_in
from maslikhat.kit.refusals import Hidden, Refused

FAULTS = {
    "404": Http404,
    "403": PermissionDenied,
    "400": SuspiciousOperation,
    "500": ZeroDivisionError,
    "503": OperationalError,
}


def two(request: HttpRequest) -> HttpResponse:
    context = {"sentence": "Hi", "status": 200}
    return page_or_fragment(request, "kit/refusal.html", "kit/_refusal.html", context)


@held(5, ("on",))
def held_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("held")


def refuse(request: HttpRequest, status: int) -> HttpResponse:
    raise Refused(_("You have no right to do this here."), status=status)


def hide(request: HttpRequest) -> HttpResponse:
    raise Hidden()


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise FAULTS[kind]("secret of the fault")


def needs_database(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(User.objects.count()))


def render_refusing(request: HttpRequest) -> HttpResponse:
    """A refusal that comes out of a template, halfway through the page."""

    def late() -> str:
        raise Refused(_("You have no right to do this here."))

    return render(request, "kit/refusal.html", {"sentence": lazy(late, str)(), "status": 200})


def form(request: HttpRequest, code: str = "") -> JsonResponse:
    return JsonResponse({"fields": dict(request.POST.lists()), "asked": request.GET.get("q", "")})


FORMS = """<html><title>Rows</title><a href="?row=2">é
</a><form><input name="q"></form>
<details><form method="post" action="/en/t/refuse/409/">
<input type="hidden" name="row" value="1"><input name="title" value="first"></form></details>
<details><form method="post" action="/en/t/refuse/409/">
<input type="hidden" name="row" value="2"><input name="title" value="second">
<input type="password" name="password" value=""><textarea name="text">old</textarea>
<input type="checkbox" name="tick" value="a" checked><input type="checkbox" name="tick" value="b">
<select name="kind"><option value="">-</option><option value="x" selected>X</option>
<option value="y">Y</option></select><input name="many"><input name="many"></form></details>
<form method="post"><button>No</button></form>"""


def two_forms(request: HttpRequest) -> HttpResponse:
    """A page whose forms are refused; with `?gone=1` they are there no more."""
    return HttpResponse("<html><title>Gone</title>" if "gone" in request.GET else FORMS)


def kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kept", headers={"Cache-Control": "private, max-age=60"})


def body(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"size": len(json.loads(request.body)["text"])})


def file(request: HttpRequest) -> FileResponse:
    return FileResponse(iter([b"a"]), as_attachment=True, filename="a.pdf")


@signed_in
def inner(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def sent(request: HttpRequest) -> HttpResponse:
    return send_to(request, "/kk/")


urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(
        path("t/two/", two),
        path("t/held/", held_page),
        path("t/refuse/<int:status>/", refuse),
        path("t/hide/", hide),
        path("t/fail/<str:kind>/", fail),
        path("t/database/", needs_database),
        path("t/late/", render_refusing),
        path("t/form/", form),
        path("t/form/<str:code>/", form),
        path("t/forms/", two_forms),
        path("t/body/", body),
        path("t/kept/", kept),
        path("t/file/", file),
        path("t/inner/", inner),
        path("t/sent/", sent),
    ),
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
