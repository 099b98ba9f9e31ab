"""Every setting of the portal; each value comes from `MASLIKHAT_*` (docs/operations.md)."""

import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from maslikhat.kit import env

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
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        # Two processes may start at once: the first link stands, the other reads it.
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        fresh.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
# The database says whether it is a demo (law 12); this only tells settings that differ by it.
DEMO = env.flag("DEMO", default=not env.listed("HOSTS"))
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{env.os.environ.get('PORT', '8000')}")
ALLOWED_HOSTS = env.listed("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
TRUSTED_PROXIES = env.listed("TRUSTED_PROXIES")

INSTALLED_APPS = [
    "maslikhat.portal",
    "maslikhat.dialogue",
    "maslikhat.registry",
    "maslikhat.places",
    "maslikhat.norms",
    "maslikhat.rubrics",
    "maslikhat.accounts",
    "maslikhat.ledger",
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
    "maslikhat.kit.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "maslikhat.kit.requests.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "maslikhat.kit.requests.CleanInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
    {
        # For the pages of allauth that the portal has not drawn itself.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
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
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

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
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "maslikhat": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["out"], "level": "ERROR", "propagate": False},
    },
}

CSRF_FAILURE_VIEW = "maslikhat.kit.errors.csrf_failure"
