"""What a topic is called and about: changing it, and what it was before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.forms import TitleForm
from maslikhat.dialogue.refusals import not_retitled
from maslikhat.dialogue.views.asked import topic_of
from maslikhat.kit.answers import posted
from maslikhat.kit.differences import changes
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.notices.sight import names


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def retitle(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a topic is called and about."""
    topic = topic_of(request, number)
    if not permissions.may_retitle(request.user, topic):
        raise not_retitled(request.user)
    code = topic.rubric.code if topic.rubric else None
    form = TitleForm(posted(request), initial={"title": topic.title, "rubric": code})
    if request.method == "POST" and form.is_valid():
        actions.retitle(topic, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The topic bears what you have entered."))
        return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/retitle.html", {"form": form, "topic": topic}, status=status)


@require_safe
def titles(request: HttpRequest, number: int) -> HttpResponse:
    """What a topic was called and about before, who changed it and how; the latest first."""
    topic = topic_of(request, number)
    # A title that is hidden or taken away is not shown in its older forms either.
    old = topic.versions.select_related("rubric").order_by("-pk") if topic.title else []
    versions = [*old]
    who = names((version.by for version in versions), reader_language())
    newer = [(topic.title, topic.rubric), *((one.title, one.rubric) for one in versions)]
    steps = [
        {
            "at": version.changed_at,
            "by": who.get(version.by, ""),
            "pieces": changes(version.title, title),
            "subjects": [said(one, "name") if one else None for one in (version.rubric, rubric)],
        }
        for version, (title, rubric) in zip(versions, newer, strict=False)
    ]
    return render(request, "dialogue/titles.html", {"steps": steps, "topic": topic})
