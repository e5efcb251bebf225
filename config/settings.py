"""Every setting of an installation: the environment first, and sound values when nothing is set.

docs/operate.md lists what an operator may set. Secrets come from the environment or from files, never from here.
"""

import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# What kind of installation this is
KITH_DEMO = env.flag("KITH_DEMO")
DEBUG = env.flag("KITH_DEBUG")
KITH_DATA = Path(env.text("KITH_DATA") or BASE_DIR / "var").resolve()
COMMUNITY_NAME = env.text("KITH_NAME", "Kith")
COUNTRY = env.text("KITH_COUNTRY", "GB").upper()
QUICK_EXIT_URL = env.text("KITH_EXIT_URL", "https://www.bbc.co.uk/weather")
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, 1, 65535)
PROCESSES = env.number("PROCESSES", 1, 1, 64)

# Secrets: the environment, else files that `kith setup` makes once
KEY_FOLDER = KITH_DATA / "keys"


def secret(name: str, file: str) -> str:
    path = KEY_FOLDER / file
    return env.text(name) or (path.read_text(encoding="utf-8").strip() if path.is_file() else "")


SECRET_KEY = secret("KITH_SECRET_KEY", "secret_key") or ("only-for-tests-" * 5 if TESTING else "unset")
# Where the keys stand, when that is a file: a running process looks there again when a key was added.
KITH_KEYS_FILE = "" if TESTING else env.path_of("KITH_KEYS", KEY_FOLDER / "server_keys")
# Oldest first, newest last: "name:base64key name:base64key"; the newest seals, all open.
KITH_KEYS = secret("KITH_KEYS", "server_keys") or ("test:" + "a" * 43 + "=" if TESTING else "")

# Signs what goes to the push services of people's browsers: a number on the curve P-256, in base64.
KITH_PUSH_KEY = secret("KITH_PUSH_KEY", "push_key") or ("a" * 42 + "E" if TESTING else "")
OUTSIDE_IS_THIS_MACHINE = KITH_DEMO  # only a demo or a test may ask something of the machine it is on

SITE_URL = env.text("KITH_URL").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("KITH_HOSTS") or [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *([SITE_URL.split("//")[-1].split(":")[0]] if SITE_URL else []),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "kith.core",
    "kith.people",
    "kith.notices",
    "kith.spaces",
    "kith.groups",
    "kith.recovery",
    "kith.directory",
    "kith.resources",
    "kith.safety",
    "kith.weave",
    "kith.home",
    "kith.mydata",
    "kith.steward",
    "kith.demo",
]

MIDDLEWARE = [
    "kith.core.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",  # before all that answers early: help now is https too
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kith.core.middleware.only_known_methods",
    "kith.core.middleware.OurFiles",
    "kith.core.resilience.answer_when_the_database_is_away",
    "kith.core.middleware.database_free",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kith.core.refusals.note_refusals",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kith.people.middleware.AtTheDoor",
    "kith.people.middleware.where_i_am",
    "kith.mydata.middleware.only_staying",
    "kith.notices.middleware.unread",
    "kith.core.middleware.a_pause_after_too_many",
]
# These answer without a session, a person or the database.
DATABASE_FREE_PATHS = ("/help-now/", "/leave/", "/healthz", "/sw.js", "/offline/", "/manifest.webmanifest")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "kith.core.jinja.environment",
            "context_processors": ["kith.people.context.about_me"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
if KITH_DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("kith.demo.context.cast_of_the_demo")
FORM_RENDERER = "kith.core.widgets.Renderer"

# Seams: embedded when nothing is set, scaled when these are
DATABASE_URL = env.text("DATABASE_URL")
VALKEY_URL = env.text("VALKEY_URL")
DATABASES = {"default": env.database(DATABASE_URL, KITH_DATA)}
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "kith.core.valkey.ValkeyCache", "LOCATION": VALKEY_URL, "KEY_PREFIX": "kith"}
    if VALKEY_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20000}}
}
JOBS_EMBEDDED = env.flag("KITH_JOBS_EMBEDDED", not DATABASE_URL)
LIMITS = True  # off only in benchmarks, which post more than any person would
JOB_LEASE = env.number(
    "KITH_JOB_LEASE", 120, 1, 86400
)  # seconds after which a job whose process died is taken up again

# Files and mail
STATIC_URL = "/static/"
STATIC_ROOT = KITH_DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(KITH_DATA / "files")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
EMAIL_URL = env.text("EMAIL_URL")
if EMAIL_URL:
    globals().update(env.mail(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = KITH_DATA / "mail"
DEFAULT_FROM_EMAIL = env.text("KITH_MAIL_FROM", "Messages <messages@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Whether links that members share are tried now and then. A demo and a test leave them alone.
CHECK_LINKS = env.flag("KITH_CHECK_LINKS", not (KITH_DEMO or TESTING))

# People and sessions
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["kith.people.backend.Backend"]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kith.people.adapter.AccountAdapter"
MFA_ADAPTER = "kith.people.adapter.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kith.people.joining.JoinForm"
ACCOUNT_FORMS = {
    "login": "kith.people.entrance.EnterForm",
    "request_login_code": "kith.people.entrance.AskForCodeForm",
    "signup": "kith.people.entrance.NewMemberForm",
    "confirm_login_code": "kith.people.entrance.LoginCodeForm",
    "confirm_email_verification_code": "kith.people.entrance.EmailCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
# An unknown address gets a mail too, so that neither the page nor the time it takes tells who is a member.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "6/5m/key",  # a form sent twice gets two mails, and the newest code works
    "request_login_code": "20/m/ip,3/m/key,10/h/key",  # three tries a code: guessing at one account ends at thirty an hour
    "login": "30/m/ip,200/h/ip",
    "signup": "20/m/ip,60/h/ip",
}
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
CSRF_FAILURE_VIEW = "kith.core.views.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The browser
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Who may say over which address and protocol a request came: only a proxy named here.
BEHIND_PROXY = env.flag("KITH_BEHIND_PROXY")
TRUSTED_PROXIES = env.words("KITH_TRUSTED_PROXIES", "127.0.0.1,::1")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Files people send stay in memory and never touch a disk: pictures are drawn anew, and only that is kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_MAX_MEMORY_SIZE = 34_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Words and time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env.text("KITH_TIME_ZONE", "Europe/London")

# What people write never reaches a log: requests are logged by path only, and errors without their values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "kith.core.logs.WithoutValues", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": env.one_of("KITH_LOG", "WARNING", "INFO", "ERROR")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
