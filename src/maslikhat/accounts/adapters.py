"""Where django-allauth asks the house: what it says, where it sends people, how they enter."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts import actions, devices, network
from maslikhat.accounts.models import User
from maslikhat.accounts.sessions import hashed
from maslikhat.kit.doors import Request
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Refused

WRONG_PAIR = _("The name and the password do not fit together. Check both and try again.")
ANYWHERE = "login_failed_anywhere"
TOO_OFTEN = _("Too many tries. Try again in 5 minutes.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions about accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the clerk of your maslikhat."),
        "cannot_remove_primary_email": _("The main e-mail address cannot be removed."),
        "duplicate_email": _("This e-mail address is already yours."),
        "email_password_mismatch": WRONG_PAIR,
        "email_taken": _("This e-mail address already belongs to an account."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("The code is not right. Look at it again, or ask for a new one."),
        "incorrect_password": _("The password is not right."),
        "invalid_login": _("Write your e-mail address or your sign-in number."),
        "invalid_or_expired_key": _("The link is used or out of date. Ask for a new one."),
        "invalid_password_reset": _("The link is used or out of date. Ask for a new one."),
        "max_email_addresses": _("You cannot have more than %d e-mail addresses."),
        "rate_limited": _("Too many requests. Wait a minute and try again."),
        "same_as_current": _("The new value is the same as the present one."),
        "too_many_login_attempts": TOO_OFTEN,
        "unverified_primary_email": _("Confirm the main e-mail address first."),
        "username_blacklisted": _("This sign-in number is taken. Choose another."),
        "username_password_mismatch": WRONG_PAIR,
        "username_taken": _("This sign-in number is taken. Choose another."),
    }

    def login(self, request: Request, user: User) -> None:
        """Every way of signing in ends here."""
        actions.begin_session(request, user, by=user)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends the person's other sessions."""
        visit = self.request.session.session_key if self.request.user.pk == user.pk else None
        actions.set_password(user, by=user, password=password, keep=hashed(visit) if visit else "")

    def new_user(self, request: Request) -> User:
        """Who registers is written to in the language of the page."""
        return User(language=reader_language())

    def generate_unique_username(self, txts: list[str | None], regex: str | None = None) -> str:
        """A citizen who registers gets a sign-in number too."""
        return actions.free_number()

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with our own rule for who must confirm an address."""
        ours = {"allauth.account.stages.EmailVerificationStage": f"{__name__}.ConfirmAddressStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: Request) -> str:
        return f"/{reader_language()}/desk/"

    def get_signup_redirect_url(self, request: Request) -> str:
        return f"/{reader_language()}/desk/"

    def get_logout_redirect_url(self, request: Request) -> str:
        return f"/{reader_language()}/"

    def get_password_change_redirect_url(self, request: Request) -> str:
        return f"/{reader_language()}/account/"

    def is_safe_url(self, url: str) -> bool:
        """Only a path of this portal: no other host, and none by a trick of slashes."""
        return url.startswith("/") and bool(super().is_safe_url(url))

    def pre_authenticate(self, request: Request, **credentials: Any) -> None:
        """Wrong passwords are counted by account and network, and far wider by account alone."""
        super().pre_authenticate(request, **credentials)
        here, key = self._login_failed_rl_usage, self._account_tried(request, **credentials)
        anywhere = ratelimit.consume(request, app="allauth.account", action=ANYWHERE, key=key)
        if anywhere is None:
            raise self.validation_error("too_many_login_attempts")
        # A right password takes both counts back.
        here.usage += anywhere.usage

    def _get_login_attempts_cache_key(self, request: Request, **credentials: Any) -> str:
        """What allauth counts wrong passwords by: the account as it is tried from this network."""
        return f"{self._account_tried(request, **credentials)}:{network.of(request)}"

    def _account_tried(self, request: Request, **credentials: Any) -> str:
        return str(super()._get_login_attempts_cache_key(request, **credentials))

    def _delete_login_attempts_cached_email(self, request: Request, **credentials: Any) -> None:
        """A new password, set by who reads the account's mail, forgets the wrong ones."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        key = self._account_tried(request, **credentials)
        ratelimit.clear(request, app="allauth.account", action=ANYWHERE, key=key)

    def get_client_ip(self, request: Request) -> str:
        """The network, which allauth counts tries by."""
        return network.of(request) or "unknown"

    def is_ajax(self, request: Request) -> bool:
        """Whatever a request says of itself, it is answered with a page."""
        return False

    def get_http_user_agent(self, request: Request) -> str:
        return devices.words(request.headers.get("User-Agent", ""))


class ConfirmAddressStage(EmailVerificationStage):  # type: ignore[misc]
    """Confirming by code is for who registers or signs in by that address; a number needs none."""

    def handle(self) -> tuple[Any, bool]:
        if not self.login.signup and not self._by_address():
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer

    def _by_address(self) -> bool:
        """Whether the address typed is one of this person's."""
        typed = (self.login.email or "").lower()
        return bool(EmailAddress.objects.filter(user=self.login.user, email=typed).exists())


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's questions about second factors."""

    error_messages = {
        "add_email_blocked": _("First remove the second factor, then add an address."),
        "cannot_delete_authenticator": _("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": _("First set up a second factor."),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("First confirm your e-mail address, then set up a second factor."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of second factors lie encrypted: a copy of the database gives none away."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was; refused when the portal no longer has the key it lies under."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise Refused(
                gettext(
                    "Your second factor can no longer be read. "
                    "Ask who let you in to restore access."
                )
            ) from None

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A first name for a passkey: the device it is made on."""
        return devices.words(self.request.headers.get("User-Agent", "")) or "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _cipher() -> MultiFernet:
    """The cipher of the secret key, and of those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor:" + key.encode()).digest() for key in map(str, keys))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
