"""Each setting of the environment, read by a house that starts in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
KEY = "k" * 60
READ = "import json, django; from django.conf import settings; print(json.dumps({expression}, default=str))"


def start(folder, *command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    kept |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT), "LEVAIN_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=kept | environment, capture_output=True, text=True, check=False
    )


def read(folder, *names, **environment):
    expression = "[" + ", ".join(f"settings.{name}" for name in names) + "]"
    done = start(folder, "-c", READ.format(expression=expression), **environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return found[0] if len(found) == 1 else found


def check(folder, **environment):
    done = start(folder, "-m", "django", "check", "--deploy", **environment)
    return done.returncode, done.stdout + done.stderr


def test_without_any_setting_an_embedded_house_starts(tmp_path):
    engine, debug, mails = read(tmp_path, "DATABASES['default']['ENGINE']", "DEBUG", "EMAIL_FILE_PATH")

    assert engine == "django.db.backends.sqlite3"
    assert debug is False
    assert mails == str(tmp_path / "mails")


def test_the_folder_holds_database_files_and_mails(tmp_path):
    found = read(tmp_path, "DATABASES['default']['NAME']", "MEDIA_ROOT", "STATIC_ROOT")

    assert found == [str(tmp_path / name) for name in ("levain.sqlite3", "files", "static")]


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    first, second = read(tmp_path, "SECRET_KEY"), read(tmp_path, "SECRET_KEY")

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_key_that_is_given_is_used_and_not_written(tmp_path):
    assert read(tmp_path, "SECRET_KEY", LEVAIN_SECRET_KEY=KEY) == KEY
    assert not (tmp_path / "secret_key").exists()


def test_another_engine_takes_only_its_address(tmp_path):
    database = read(tmp_path, "DATABASES['default']", DATABASE_URL="postgres://levain@db.example.org/levain")

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example.org"
    assert database["OPTIONS"]["pool"] is True


def test_the_suite_runs_on_the_engine_that_was_asked_for():
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"

    assert connection.vendor == wanted


@pytest.mark.xdist_group("together")
def test_what_a_group_of_tests_starts_from_is_made_once(request):
    """A group runs in one process: pytest-xdist 3.8 says so in the name of a test, which pytest 9.2 ignores."""
    grouped = getattr(request.config.option, "loadgroup", False)

    assert request.node.nodeid.endswith("@together") or not grouped


def test_a_site_on_tls_answers_its_own_host_with_cookies_that_stay_there(tmp_path):
    hosts, session, csrf, secure, hsts = read(
        tmp_path,
        *("ALLOWED_HOSTS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"),
        LEVAIN_SITE_URL="https://levain.example.org/",
    )

    assert hosts == ["levain.example.org"]
    assert (session, csrf) == ("__Host-session", "__Host-csrf")
    assert secure is True
    assert hsts >= 31_536_000


def test_mails_leave_by_the_server_that_is_named(tmp_path):
    found = read(
        tmp_path,
        *("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"),
        LEVAIN_MAIL_URL="submission://moi:secret@mail.example.org:587",
        LEVAIN_MAIL_FROM="Levain <levain@example.org>",
    )

    backend = "django.core.mail.backends.smtp.EmailBackend"
    assert found == [backend, "mail.example.org", 587, "moi", True, "Levain <levain@example.org>"]


@pytest.mark.parametrize(
    ("variable", "setting", "value", "default"),
    [
        ("LEVAIN_THEME", "THEME", "neutre", "etat"),
        ("LEVAIN_ACCESSIBILITY", "ACCESSIBILITY", "partiellement", "non"),
        ("LEVAIN_PUBLISHER", "HOST['publisher']", "Commune d'ici", ""),
        ("LEVAIN_CONTACT", "HOST['contact']", "bonjour@example.org", ""),
        ("LEVAIN_TRUSTED_PROXY", "TRUSTED_PROXY", "10.0.0.0/8", ""),
    ],
)
def test_a_setting_takes_what_is_given_or_its_usual_value(tmp_path, variable, setting, value, default):
    assert read(tmp_path, setting) == default
    assert read(tmp_path, setting, **{variable: value}) == value


def test_the_scheme_said_by_a_proxy_is_believed_only_if_one_is_named(tmp_path):
    name = "SECURE_PROXY_SSL_HEADER"

    assert read(tmp_path, name) is None
    assert read(tmp_path, name, LEVAIN_TRUSTED_PROXY="127.0.0.1") == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_a_house_on_tls_passes_the_checks_of_deployment(tmp_path):
    assert check(tmp_path, LEVAIN_SITE_URL="https://levain.example.org") == (
        0,
        "System check identified no issues (2 silenced).\n",
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LEVAIN_DEBUG": "1"}, "LEVAIN_DEBUG"),
        ({"LEVAIN_SITE_URL": "https://*"}, "LEVAIN_SITE_URL"),
        ({"LEVAIN_SECRET_KEY": "short"}, "LEVAIN_SECRET_KEY"),
    ],
)
def test_an_unsafe_setting_on_tls_is_refused_by_its_name(tmp_path, environment, said):
    code, complaint = check(tmp_path, **{"LEVAIN_SITE_URL": "https://levain.example.org", **environment})

    assert code == 1
    assert f"levain.E00{['LEVAIN_DEBUG', 'LEVAIN_SITE_URL', 'LEVAIN_SECRET_KEY'].index(said) + 1}" in complaint
    assert said in complaint


def test_the_server_does_not_start_on_unsafe_settings(tmp_path):
    serve = ("-m", "levain.portal.command", "serve", "--port", "48213")

    done = start(tmp_path, *serve, LEVAIN_SITE_URL="https://levain.example.org", LEVAIN_DEBUG="1")

    assert done.returncode == 1
    assert "LEVAIN_DEBUG" in done.stderr
    assert "Traceback" not in done.stderr


def test_tests_send_no_mail_and_keep_no_file_in_the_house(tmp_path):
    assert tmp_path / "files" == settings.MEDIA_ROOT
    assert settings.EMAIL_BACKEND == "django.core.mail.backends.locmem.EmailBackend"
