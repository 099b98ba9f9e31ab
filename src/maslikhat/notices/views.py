"""Pages of the inbox, of what one follows and of letters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts import addresses
from maslikhat.accounts.acting import actor
from maslikhat.accounts.models import User
from maslikhat.kit.answers import page_or_fragment, part_of, posted
from maslikhat.kit.doors import asked_back, signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.notices import actions, lists, log
from maslikhat.notices.badge import badge as drawn_badge
from maslikhat.notices.forms import ArrangementForm, ModeForm
from maslikhat.notices.letters.tokens import DIGEST, DIRECT, Unsubscription
from maslikhat.notices.models import Arrangement, Follow, Mode
from maslikhat.notices.permissions import may_see_deliveries

# The htmx event by which the number in the header is drawn anew.
CHANGED = "notices"


@require_safe
@never_cache
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What has happened with what one follows, by thing, the newest first."""
    context = _inbox(request)
    return page_or_fragment(request, "notices/inbox.html", "notices/_inbox.html", context)


def _inbox(request: HttpRequest) -> dict[str, Any]:
    user = actor(request)
    seen = lists.seen_by(user)
    page = part_of(request, lists.things(seen), lists.GROUPS_A_PAGE)
    groups = lists.groups(seen, list(page.object_list), user, reader_language())
    return {"groups": groups, "page": page, "has_unread": any(g.unread for g in groups)}


@require_safe
@never_cache
@signed_in
def badge(request: HttpRequest) -> HttpResponse:
    """The number in the header alone; opened as a page it is the inbox."""
    if request.headers.get("HX-Request") != "true":
        return redirect("notices:inbox")
    return HttpResponse(drawn_badge(request))


@require_POST
@signed_in
def mark_read(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Mark everything about one thing as read."""
    actions.mark_read(kind, number, by=actor(request))
    return _inbox_again(request)


@require_POST
@signed_in
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark the whole inbox as read."""
    actions.mark_all_read(by=actor(request))
    return _inbox_again(request)


def _inbox_again(request: HttpRequest) -> HttpResponse:
    """The inbox as it is now, as a part for htmx."""
    if request.headers.get("HX-Request") != "true":
        return redirect("notices:inbox")
    answer = render(request, "notices/_inbox.html", _inbox(request))
    answer["HX-Trigger"] = CHANGED
    return answer


@require_safe
@never_cache
@signed_in
def follows(request: HttpRequest) -> HttpResponse:
    """What one follows, each with how one hears of it."""
    user = actor(request)
    own = Follow.objects.filter(user=user).order_by("-pk")
    page = part_of(request, own, lists.FOLLOWS_A_PAGE)
    followed = lists.followed(list(page.object_list), user, reader_language())
    context = {"followed": followed, "modes": Mode.choices, "page": page}
    return render(request, "notices/follows.html", context)


@require_POST
@signed_in
def follow(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Follow a thing."""
    actions.follow(kind, number, by=actor(request))
    return _form_again(request, kind, number)


@require_POST
@signed_in
def unfollow(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Follow a thing no longer."""
    actions.unfollow(kind, number, by=actor(request))
    return _form_again(request, kind, number)


@require_POST
@signed_in
def choose(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Choose how to hear of a followed thing."""
    form = ModeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of the answers offered."), status=422)
    actions.choose(kind, number, by=actor(request), mode=form.cleaned_data["mode"])
    return _form_again(request, kind, number)


def _form_again(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The small form as it is now; without htmx the page it stood on."""
    if request.headers.get("HX-Request") == "true":
        state = lists.follow_state(request.user, kind, number)
        context = {"follow": state, "follow_modes": Mode.choices}
        return render(request, "notices/_follow.html", context)
    return redirect(asked_back(request) or "notices:follows")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """How letters come to one."""
    user = actor(request)
    kept = Arrangement.objects.filter(user=user).first() or Arrangement(user=user)
    form = ArrangementForm(posted(request), kept=kept)
    if form.is_bound and form.is_valid():
        chosen = {"channel": kept.channel, **form.cleaned_data}
        actions.arrange(by=user, **chosen)
        messages.success(request, _("Your choice is kept."))
        return redirect("notices:settings")
    context = {"form": form, "address": addresses.confirmed([user.pk]).get(user.pk, "")}
    status = 422 if form.is_bound else 200
    return render(request, "notices/settings.html", context, status=status)


@require_safe
@never_cache
@signed_in
def deliveries(request: HttpRequest) -> HttpResponse:
    """The delivery log, for who runs the portal."""
    if not may_see_deliveries(actor(request)):
        raise Hidden()
    state = request.GET.get("state", "")
    if state and state not in log.STATES:
        raise Refused(
            _("There is no such choice in the list. Choose one of those shown."), status=400
        )
    page = part_of(request, log.letters(state), log.LETTERS_A_PAGE)
    rows = log.shown(list(page.object_list), reader_language())
    context = {"page": page, "rows": rows, "state": state, "states": log.STATES}
    return render(request, "notices/deliveries.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter: opened it shows a button and changes nothing; posted it stops them.

    RFC 8058: the reader's mail service posts ``List-Unsubscribe=One-Click`` without a visit; the
    signed link itself is the permission, so no token of a form is asked for.
    """
    wish = Unsubscription.of(token)
    user = User.objects.filter(pk=wish.user).first() if wish else None
    if wish is None or user is None:
        raise Hidden()
    is_done = request.method == "POST"
    if is_done:
        actions.unsubscribe(wish, by=user)
    scope = wish.scope if wish.scope in {DIGEST, DIRECT} else "thing"
    context = {"is_done": is_done, "scope": scope}
    return render(request, "notices/unsubscribe.html", context)
