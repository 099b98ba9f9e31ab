"""allauth's pages that kept a challenge or a key when they were opened: here a GET writes nothing.

The challenge of a passkey is asked for by a POST (`views.challenge`) when its button is pressed;
the key of a letter's link stays in the address, which no other host ever sees (law 10).
"""

from typing import Any

from allauth.account.forms import UserTokenForm
from allauth.account.views import PasswordResetFromKeyView
from allauth.decorators import rate_limit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.utils.decorators import method_decorator

from maslikhat.kit.doors import Answer, Request


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Give the account a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return dict(super(AddWebAuthnView, self).get_context_data(**kwargs))


class AgainByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show once more by a passkey that it is you."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return dict(super(ReauthenticateWebAuthnView, self).get_context_data(**kwargs))


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The second step of signing in: a code or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(AuthenticateView, self).get_context_data(**kwargs)
        return {**context, "form": self.auth_form, "webauthn_form": self.webauthn_form}


@method_decorator(rate_limit(action="reset_password_from_key"), name="dispatch")
class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]
    """Set a new password by the link of a letter."""

    def dispatch(self, request: Request, uidb36: str, key: str, **kwargs: Any) -> Answer:
        self.request, self.key = request, key
        token = UserTokenForm(data={"uidb36": uidb36, "key": key})
        self.reset_user = token.reset_user if token.is_valid() else None
        if self.reset_user is None:
            context = self.get_context_data(token_fail=True)
            answer: Answer = self.render_to_response(context, status=410)
            return answer
        passed: Answer = super(PasswordResetFromKeyView, self).dispatch(request, uidb36, key)
        return passed
