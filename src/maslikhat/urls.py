"""Every address of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from maslikhat.portal.views.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/record/", include("maslikhat.ledger.api")),
    path("healthz", healthz, name="healthz"),
    path("demo/", include("maslikhat.demo.urls")),
    *i18n_patterns(
        path("", include("maslikhat.accounts.urls")),
        path("cards/", include("maslikhat.kit.urls")),
        path("commitments/", include("maslikhat.commitments.urls")),
        path("decisions/", include("maslikhat.decisions.urls")),
        path("dialogue/", include("maslikhat.dialogue.urls")),
        path("moderation/", include("maslikhat.moderation.urls")),
        path("money/", include("maslikhat.money.urls")),
        path("norms/", include("maslikhat.norms.urls")),
        path("notices/", include("maslikhat.notices.urls")),
        path("places/", include("maslikhat.places.urls")),
        path("search/", include("maslikhat.search.urls")),
        path("sittings/", include("maslikhat.sittings.urls")),
        path("verify/", include("maslikhat.ledger.urls")),
        path("votes/", include("maslikhat.voting.urls")),
        path("", include("maslikhat.registry.urls")),
        path("", include("maslikhat.portal.urls")),
    ),
]

handler400 = "maslikhat.kit.errors.bad_request"
handler403 = "maslikhat.kit.errors.permission_denied"
handler404 = "maslikhat.kit.errors.not_found"
handler500 = "maslikhat.kit.errors.fault"
handler429 = "maslikhat.accounts.views.too_often"
