"""One settings file, read from the environment; with no setting, an embedded house in ./var starts."""

import os
import re
import secrets
import sys
from datetime import date
from pathlib import Path

import dj_database_url
import dj_email_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from levain.foundation import storage

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LEVAIN_DATA") or "var").resolve()
DATA.mkdir(parents=True, exist_ok=True)
DEBUG = os.environ.get("LEVAIN_DEBUG") == "1"
TESTING = "pytest" in sys.modules


def kept_secret() -> str:
    """The house's own key, made once and kept in its folder."""
    path = DATA / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text().strip()


SECRET_KEY = os.environ.get("LEVAIN_SECRET_KEY") or kept_secret()
SITE_URL = os.environ.get("LEVAIN_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
THEME = os.environ.get("LEVAIN_THEME", "etat")
# Said at the foot of every page: non, partiellement or totalement.
ACCESSIBILITY = os.environ.get("LEVAIN_ACCESSIBILITY", "non")
# Who publishes this house and answers its readers: the mandatory pages say so, or say that it is not filled in.
HOST = {
    name: os.environ.get(f"LEVAIN_{name.upper()}", "")
    for name in ("publisher", "director", "hosting", "contact", "dpo", "security_contact")
}
HOST["security_contact"] = HOST["security_contact"] or HOST["contact"]
# How this house names itself, and the words of its mark; « | » ends a line.
SERVICE_NAME = os.environ.get("LEVAIN_NAME") or "Levain"
LOGO = os.environ.get("LEVAIN_LOGO", "").replace("|", "\n")


def published_source() -> str:
    """Where publiccode.yml says that the source is, unless it is still the example."""
    path = BASE / "publiccode.yml"
    found = re.search(r'^url: "?([^"\s]+)', path.read_text(encoding="utf8"), re.MULTILINE) if path.exists() else None
    return found[1] if found and "//example.org/" not in found[1] else ""


# Whoever uses this house over a network may have its source (AGPL, section 13): say where yours is.
SOURCE_URL = os.environ.get("LEVAIN_SOURCE_URL") or published_source()
# Written by `levain demo` in the folder it builds: only there may one sign in by choosing a name.
DEMONSTRATION = (DATA / "demonstration").exists()
# The day on which it stands still, if the mark names one: said on every page.
STANDS_ON = (DATA / "demonstration").read_text().strip() if DEMONSTRATION else ""
DEMONSTRATION_DAY = date.fromisoformat(STANDS_ON) if STANDS_ON else None

SERVED_ON_TLS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.split("://", 1)[-1].split("/")[0].split(":")[0]
ALLOWED_HOSTS = [SITE_HOST] if SERVED_ON_TLS else [SITE_HOST, "127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# The State's catalogue of supports: a token asked of it, and where it answers.
AIDES_TERRITOIRES = {
    "url": os.environ.get("LEVAIN_AIDES_TERRITOIRES_URL", "https://aides-territoires.beta.gouv.fr/api/"),
    "token": os.environ.get("LEVAIN_AIDES_TERRITOIRES_TOKEN", ""),
}
# Applications received on Démarches simplifiées: a token of its administrator, and where it answers.
DEMARCHES = {
    "url": os.environ.get("LEVAIN_DEMARCHES_URL", "https://www.demarches-simplifiees.fr/api/v2/graphql"),
    "token": os.environ.get("LEVAIN_DEMARCHES_TOKEN", ""),
}
# Whether the worker asks, now and then, if the pages of the catalogue still answer.
CHECK_LINKS = os.environ.get("LEVAIN_CHECK_LINKS", "0" if DEMONSTRATION else "1") == "1"
TRUSTED_PROXY = os.environ.get("LEVAIN_TRUSTED_PROXY", "")
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "levain.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "levain.foundation",
    "levain.territories",
    "levain.people",
    "levain.questionnaires",
    "levain.programmes",
    "levain.projects",
    "levain.support",
    "levain.seminars",
    "levain.selection",
    "levain.evaluation",
    "levain.capitalisation",
    "levain.chain",
    "levain.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "levain.design.middleware.PrivacyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "levain.design.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "levain.people.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "levain.foundation.access.AccessMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "levain.design.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "levain.design.templatetags.dates",
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "levain.sqlite3",
    # Opening it again for each request would cost more than a small page.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    },
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
    if not TESTING:
        DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True
else:
    DATABASES = {"default": SQLITE}

# Rate counters are shared by every process, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "levain.foundation.caching.OneQueryCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
# For the tables that join two others: a migration asks this, and not the app.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The second keeps open the sessions of those who had signed in before the first existed.
AUTHENTICATION_BACKENDS = [
    "levain.people.backends.WithRoles",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/espace/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "levain.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Codes asked for: by client address, then by mail address.
ACCOUNT_RATE_LIMITS = {"request_login_code": "10/15m/ip,5/h/key"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True

# A sign-in lasts twelve hours; its cookie a little longer, so that what was typed too late waits for its author.
SESSION_COOKIE_AGE = 36 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "levain.foundation.signed_out.stale"
if SERVED_ON_TLS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = not TESTING
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The content policy forbids frames; preloading HSTS is for the owner of the domain to choose.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATICFILES_FINDERS = ["levain.design.finders.ThemeFinder"]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
# Hashed, compressed names are made by `levain serve`; tests and the debug server read the sources.
HASHED = (STATIC_ROOT / "staticfiles.json").exists() and not (DEBUG or TESTING)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED
try:
    FILES = storage.backend(os.environ.get("LEVAIN_STORAGE_URL", ""))
except storage.NotUnderstood as problem:
    raise ImproperlyConfigured(f"LEVAIN_STORAGE_URL is not understood: {problem}.") from None
STORAGES = {
    "default": FILES,
    "staticfiles": {
        "BACKEND": "levain.foundation.static_files.StaticFiles"
        if HASHED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A clamd server that checks the files people give; none by default.
SCAN_URL = os.environ.get("LEVAIN_SCAN_URL", "")
if SCAN_URL and not SCAN_URL.startswith("clamd://"):
    raise ImproperlyConfigured("LEVAIN_SCAN_URL is not understood: give clamd://HOST:PORT or clamd:///PATH.")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

MAIL = dj_email_url.parse(os.environ.get("LEVAIN_MAIL_URL") or f"file://{DATA / 'mails'}")
if "EMAIL_BACKEND" not in MAIL:
    raise ImproperlyConfigured("LEVAIN_MAIL_URL is not understood: give smtp://, smtps://, submission:// or file://.")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):
    EMAIL_BACKEND = "levain.foundation.mailbox.EmailBackend"
MAILS_ARE_FILES = EMAIL_BACKEND == "levain.foundation.mailbox.EmailBackend"
# The parser drops the slash that begins the path.
EMAIL_FILE_PATH = f"/{MAIL['EMAIL_FILE_PATH']}" if MAIL["EMAIL_FILE_PATH"] else str(DATA / "mails")
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("LEVAIN_MAIL_FROM", "Levain <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refusal is an answer, not an incident: only failures are told.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
