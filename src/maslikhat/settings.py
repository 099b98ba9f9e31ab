"""Every setting of the portal; each value comes from `MASLIKHAT_*` (docs/operations.md)."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from maslikhat.kit import disk, env, mail

PACKAGE = Path(__file__).parent
VAR = env.folder("VAR", Path.cwd() / "var")

DATABASES = {"default": env.database("DATABASE_URL", VAR / "portal.sqlite3")}
FILES = env.folder("FILES", VAR / "files")
KEYS = env.folder("KEYS", VAR / "keys")


def _secret_key() -> str:
    """The key that signs sessions: made once, kept readable by its owner alone."""
    given = env.text("SECRET_KEY")
    if given:
        return given
    path = KEYS / "secret_key"
    if not path.exists():
        disk.write_once(path, secrets.token_urlsafe(50).encode(), mode=0o600)
    return path.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.listed("SECRET_KEY_FALLBACKS")
DEBUG = False
# The database says whether it is a demo (law 12); this only tells settings that differ by it.
DEMO = env.flag("DEMO", default=not env.listed("HOSTS"))
# The pages' own addresses begin with the slash that is cut off here.
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip(
    "/"
)
ALLOWED_HOSTS = env.listed("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
TRUSTED_PROXIES = env.listed("TRUSTED_PROXIES")
# The gateway: the largest body it takes, what held pages may occupy, and threads for Django.
LARGEST_BODY = env.whole("LARGEST_BODY", 25, least=1, most=1024) * 2**20
HELD_BYTES = env.whole("HELD_MEGABYTES", 32, least=1, most=4096) * 2**20
STREAMS = env.whole("STREAMS", 5000, least=1, most=100_000)
STREAMS_PER_ADDRESS = env.whole("STREAMS_PER_ADDRESS", 500, least=1, most=100_000)
THREADS = env.whole("THREADS", 12, least=1, most=14)

INSTALLED_APPS = [
    "maslikhat.demo",
    "maslikhat.portal",
    "maslikhat.money",
    "maslikhat.commitments",
    "maslikhat.sittings",
    "maslikhat.decisions",
    "maslikhat.voting",
    "maslikhat.dialogue",
    "maslikhat.moderation",
    "maslikhat.registry",
    "maslikhat.places",
    "maslikhat.norms",
    "maslikhat.rubrics",
    "maslikhat.search",
    "maslikhat.notices",
    "maslikhat.accounts",
    "maslikhat.ledger",
    "maslikhat.live",
    "maslikhat.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "maslikhat.kit.requests.Utf8Middleware",
    "maslikhat.kit.requests.RequestLogMiddleware",
    "maslikhat.live.middleware.SinceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "maslikhat.kit.requests.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "maslikhat.kit.requests.CleanInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maslikhat.accounts.middleware.SecondFactorMiddleware",
    "maslikhat.kit.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "maslikhat.urls"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "maslikhat.kit.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["maslikhat.kit.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
# In a signed cookie of its own that goes once shown: in the session a GET would have to write.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SESSION_ENGINE = "maslikhat.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEMO
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_USE_SESSIONS = False
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not DEMO
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEMO else 31536000
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The largest form: 500 measures of a plan, each with four amounts.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2010

# Signing in (django-allauth). A deputy may have no e-mail: a sign-in number does.
AUTHENTICATION_BACKENDS = ["maslikhat.accounts.backends.Backend"]
PASSWORD_HASHERS = ["maslikhat.accounts.passwords.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "maslikhat.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# A council's office is one network: many people behind one /24.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # The key is the account in this network, or the account alone where its password was right;
    # nobody can close an account to its owner elsewhere, short of a hundred tries an hour.
    "login_failed": "200/5m/ip,5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "request_login_code": "20/5m/ip,3/5m/key",
    "reset_password": "20/5m/ip,3/5m/key",
    "signup": "20/5m/ip",
    # Wrong codes of invitations.
    "join": "20/5m/ip",
    # Letters about figures that are drawn on paper for whoever asks.
    "paper": "60/5m/ip",
}
ACCOUNT_FORMS = {
    "add_email": "maslikhat.accounts.forms.AddAddressForm",
    "change_password": "maslikhat.accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "maslikhat.accounts.forms.ConfirmAddressForm",
    "confirm_login_code": "maslikhat.accounts.forms.ConfirmCodeForm",
    "login": "maslikhat.accounts.forms.SignInForm",
    "reauthenticate": "maslikhat.accounts.forms.AgainForm",
    "request_login_code": "maslikhat.accounts.forms.AskCodeForm",
    "reset_password": "maslikhat.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "maslikhat.accounts.forms.NewPasswordForm",
    "set_password": "maslikhat.accounts.forms.SetPasswordForm",
    "signup": "maslikhat.accounts.forms.SignUpForm",
}
MFA_ADAPTER = "maslikhat.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Maslikhat"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# In the demo the address is http://localhost, which browsers trust and the library does not.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_FORMS = {
    "activate_totp": "maslikhat.accounts.forms.AppForm",
    "add_webauthn": "maslikhat.accounts.forms.AddPasskeyForm",
    "authenticate": "maslikhat.accounts.forms.SecondStepForm",
    "authenticate_webauthn": "maslikhat.accounts.forms.PasskeyStepForm",
    "edit_webauthn": "maslikhat.accounts.forms.RenamePasskeyForm",
    "login_webauthn": "maslikhat.accounts.forms.EnterByPasskeyForm",
    "reauthenticate": "maslikhat.accounts.forms.SecondStepAgainForm",
    "reauthenticate_webauthn": "maslikhat.accounts.forms.AgainByPasskeyForm",
}
# Only counts of tries lie here; held pages are the gateway's.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Letters: by SMTP, or as files in var/mail when no server is named.
MAIL = mail.out_of("MAIL_URL", VAR / "mail")
EMAIL_BACKEND = MAIL.backend
EMAIL_FILE_PATH = MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "portal@localhost")
# The way to a phone: off, file, or the path of a class (notices.messengers).
MESSENGER = env.text("MESSENGER", "off") or "off"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        # Letters have a worker of their own: a slow mail server keeps no other job waiting.
        "QUEUES": ["default", "mail"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "filters": {"route": {"()": "maslikhat.kit.requests.RouteFilter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "maslikhat": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django.request": {
            "handlers": ["out"],
            "filters": ["route"],
            "level": "ERROR",
            "propagate": False,
        },
        # A job that fails is one line of kit.jobs: the library's would hold what the error says.
        "django_tasks": {"handlers": ["out"], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": ["out"], "level": "ERROR", "propagate": False},
    },
}

CSRF_FAILURE_VIEW = "maslikhat.kit.errors.csrf_failure"
