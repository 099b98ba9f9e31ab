"""The forms of sign-in, registration and security, in our own words."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn import forms as passkeys
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD, LONGEST_CODE = 256, 32
WEAK = _("At least 10 characters; no word everyone uses, not digits alone, not your e-mail.")

# Sentences of django-allauth that can reach a page; named here so that our catalogues hold them.
ALLAUTH_SENTENCES = (_("You must type the same password each time."),)


class _Plain:
    """No placeholder that stands in for a label, limits on every text field, our own labels."""

    said: dict[str, Any] = {}
    helped: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.said.get(name, field.label)
            field.help_text = self.helped.get(name, "")
            if isinstance(field.widget, forms.PasswordInput):
                _limit(field, LONGEST_PASSWORD)
            if name == "code":
                _limit(field, LONGEST_CODE)


def _limit(field: forms.Field, most: int) -> None:
    """At most so many characters, in the browser and on the server."""
    limited = forms.CharField(max_length=most)
    field.validators = [*field.validators, *limited.validators]
    field.widget.attrs["maxlength"] = str(most)


class SignInForm(_Plain, account.LoginForm):  # type: ignore[misc]
    """E-mail or sign-in number, and password."""

    said = {"login": _("E-mail or sign-in number"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["login"], 254)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none")


class SignUpForm(_Plain, account.SignupForm):  # type: ignore[misc]
    """A citizen registers; deputies are invited by their clerk."""

    said = {"email": _("E-mail"), "password1": _("Password"), "password2": _("Password once more")}
    helped = {"password1": WEAK}


class AddAddressForm(_Plain, account.AddEmailForm):  # type: ignore[misc]
    said = {"email": _("New e-mail address")}


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    said = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    helped = {"password1": WEAK}


class SetPasswordForm(_Plain, account.SetPasswordForm):  # type: ignore[misc]
    said = {"password1": _("New password"), "password2": _("New password once more")}
    helped = {"password1": WEAK}


class ResetPasswordForm(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    said = {"email": _("E-mail")}


class NewPasswordForm(_Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    said = {"password1": _("New password"), "password2": _("New password once more")}
    helped = {"password1": WEAK}


class AskCodeForm(_Plain, account.RequestLoginCodeForm):  # type: ignore[misc]
    said = {"email": _("E-mail")}


class ConfirmCodeForm(_Plain, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    said = {"code": _("Code from the letter")}


class ConfirmAddressForm(_Plain, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    said = {"code": _("Code from the letter")}


class AgainForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    said = {"password": _("Password")}


class SecondStepForm(_Plain, factors.AuthenticateForm):  # type: ignore[misc]
    said = {"code": _("Code of the app, or a recovery code")}


class SecondStepAgainForm(_Plain, factors.ReauthenticateForm):  # type: ignore[misc]
    said = {"code": _("Code of the app, or a recovery code")}


class _KeyInTheForm(ActivateTOTPForm):  # type: ignore[misc]
    """allauth keeps the key of a new app in the session; here the form carries it, signed."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        sent = self._sent_key()
        self.secret = sent or generate_totp_secret()
        if not sent:
            signed = signing.dumps(self.secret, salt=self._salt())
            self.initial["key"] = signed
            if self.is_bound:
                self.data: Any = {**dict(self.data.items()), "key": signed}

    def _sent_key(self) -> str:
        """The key that came back with the form; empty when it is not ours or older than an hour."""
        try:
            return str(signing.loads(self.data.get("key", ""), salt=self._salt(), max_age=3600))
        except signing.BadSignature:
            return ""

    def _salt(self) -> str:
        return f"accounts.app.{self.user.pk}"


class AppForm(_Plain, _KeyInTheForm):
    said = {"code": _("Code that the app shows")}


# What stands in a credential as Base64, and what else makes python-fido2 raise.
BYTES = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class _Credential(forms.JSONField):
    """What a browser tells of a passkey (WebAuthn Level 3, §5.1); of another form it is wrong."""

    def __init__(self, parse: Callable[[Any], object]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self.parse = parse

    def clean(self, value: Any) -> Any:
        try:
            credential = super().clean(value)
            told = [credential["rawId"], *map(credential["response"].get, BYTES)]
            # Of a number python-fido2 would make as many bytes.
            if not all(isinstance(one, str | None) for one in told):
                raise TypeError(told)
            self.parse(credential)
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None
        return credential


class EnterByPasskeyForm(passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    credential = _Credential(auth.parse_authentication_response)


class PasskeyStepForm(passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _Credential(auth.parse_authentication_response)


class AgainByPasskeyForm(passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _Credential(auth.parse_authentication_response)


class AddPasskeyForm(_Plain, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    credential = _Credential(auth.parse_registration_response)
    said = {"name": _("Name of the passkey"), "passwordless": _("Sign in with it alone")}
    helped = {
        "passwordless": _(
            "The device asks for your fingerprint, face or PIN instead of a password."
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        _limit(self.fields["name"], 64)


class RenamePasskeyForm(_Plain, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    said = {"name": _("Name of the passkey")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["name"], 64)
