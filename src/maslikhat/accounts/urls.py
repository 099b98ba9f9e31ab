"""Addresses of sign-in and security; allauth's names, for allauth finds its pages by them."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST

from maslikhat.accounts import pages, views
from maslikhat.accounts.views import told

own = [
    path("challenge/<slug:purpose>/", views.challenge, name="challenge"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/others/end/", views.end_other_sessions, name="end_other_sessions"),
    re_path("^sessions/(?P<key>[0-9a-f]{40})/end/$", views.end_session, name="end_session"),
]
password = [
    path("", told(account.password_change), name="account_change_password"),
    path("set/", told(account.password_set), name="account_set_password"),
    path("reset/", told(account.password_reset), name="account_reset_password"),
    path("reset/sent/", told(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[-\w]{1,100})/$",
        told(pages.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path(
        "reset/done/",
        told(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
keys = [
    path("", told(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("add/", told(pages.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("again/", told(pages.AgainByPasskey.as_view()), name="mfa_reauthenticate_webauthn"),
    path("<int:pk>/remove/", told(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("<int:pk>/rename/", told(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]
recovery = [
    path("", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("new/", told(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("file/", views.recovery_file, name="mfa_download_recovery_codes"),
]
urlpatterns = [
    path("sign-in/", told(account.login), name="account_login"),
    path("sign-in/code/", told(account.request_login_code), name="account_request_login_code"),
    path(
        "sign-in/code/confirm/", told(account.confirm_login_code), name="account_confirm_login_code"
    ),
    path("sign-in/second-step/", told(pages.SecondStep.as_view()), name="mfa_authenticate"),
    path(
        "sign-in/passkey/", told(require_POST(passkeys.login_webauthn)), name="mfa_login_webauthn"
    ),
    path("sign-up/", told(account.signup), name="account_signup"),
    path("account/", told(factors.index), name="mfa_index"),
    path("account/sign-out/", told(account.logout), name="account_logout"),
    path("account/closed/", told(account.account_inactive), name="account_inactive"),
    path("account/again/", told(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", told(factors.reauthenticate), name="mfa_reauthenticate"),
    path("account/email/", told(account.email), name="account_email"),
    path(
        "account/email/confirm/",
        told(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("account/password/", include(password)),
    path("account/app/", told(app.activate_totp), name="mfa_activate_totp"),
    path("account/app/remove/", told(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", include(recovery)),
    path("account/passkeys/", include(keys)),
    path("account/", include((own, "accounts"))),
]
