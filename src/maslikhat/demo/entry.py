"""One-click entry to the demo, on its sign-in page; outside a demo there is none."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts import registers
from maslikhat.kit import installation
from maslikhat.kit.doors import Request

WORDS = {
    "operator": _("Portal operator"),
    "clerk": _("Apparatus of a regional maslikhat"),
    "chair": _("Chair of a regional maslikhat"),
    "deputy-regional": _("Deputy of a regional maslikhat"),
    "deputy-city": _("Deputy of a city maslikhat"),
    "deputy-district": _("Deputy of a district maslikhat"),
    "national": _("Deputy of the Kurultai"),
    "official": _("Responsible official"),
    "citizen": _("Citizen"),
}


def panel(request: Request) -> SafeString:
    """The nine buttons, or nothing where the database is no demo."""
    if not installation.is_demo():
        return SafeString("")
    html = render_to_string(
        "demo/_enter.html", {"next": request.GET.get("next", ""), "roles": WORDS.items()}, request
    )
    return mark_safe(html)  # noqa: S308 - our own template, which has escaped its words


registers.sign_in_panels.append(panel)
