import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from levain.foundation import yaml_files
from levain.people.models import User
from levain.portal import command, founding, import_command
from levain.support.models import Support
from levain.support.services.loading import SHIPPED as SUPPORTS
from levain.territories.models import Territory


@pytest.fixture(autouse=True)
def _in_a_house_already_open(monkeypatch):
    Territory.objects.create(kind=Territory.Kind.COUNTRY, code="FR", name="France")
    for module in (command, import_command):
        monkeypatch.setattr(module, "open_house", lambda: None)


def run(*arguments):
    return CliRunner().invoke(command.main, [str(argument) for argument in arguments])


@pytest.fixture
def one_support(tmp_path: Path):
    told = yaml_files.read(SUPPORTS)
    told["supports"] = told["supports"][:1]
    path = tmp_path / "one.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf8")
    return path


def test_import_supports_writes_nothing_when_dry(one_support):
    told = run("import", "supports", one_support, "--dry-run")

    assert told.exit_code == 0
    assert "c’était un essai" in told.output
    assert not Support.objects.exists()


def test_import_supports_twice_makes_no_duplicate(one_support):
    run("import", "supports", one_support)
    told = run("import", "supports", one_support)

    assert told.exit_code == 0
    assert "0 en plus" in told.output
    assert Support.objects.count() == 1


def test_import_communes_refuses_a_file_that_is_not_one_and_says_so(tmp_path: Path):
    wrong = tmp_path / "communes.csv"
    wrong.write_text("ceci n'est pas\nun fichier de communes\n")

    told = run("import", "communes", wrong)

    assert told.exit_code == 1
    assert "nothing was written" in told.output
    assert Territory.objects.count() == 1


def test_match_refuses_an_unknown_commune_in_one_sentence():
    told = run("match", "un composteur", "--commune", "00000")

    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_report_of_a_cohort_that_does_not_exist_is_refused_in_one_sentence(tmp_path: Path):
    told = run("report", "jamais", "--output", tmp_path / "r.html")

    assert told.exit_code == 1
    assert not (tmp_path / "r.html").exists()


def test_found_gives_an_empty_house_to_one_person_and_says_how_to_enter(settings):
    settings.MAILS_ARE_FILES = True
    first, again = run("found", "camille@exemple.fr", "--name", "Camille D."), run("found", "camille@exemple.fr")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "administers this house from now on" in first.output
    assert "/connexion/" in first.output
    assert settings.EMAIL_FILE_PATH in first.output
    assert "nothing was changed" in again.output
    assert str(User.objects.get()) == "Camille D."


def test_found_names_only_an_address_that_was_set(monkeypatch, settings):
    settings.SITE_URL = "https://maison.example.org"
    monkeypatch.delenv("LEVAIN_SITE_URL", raising=False)
    unknown = run("found", "camille@exemple.fr")
    monkeypatch.setenv("LEVAIN_SITE_URL", settings.SITE_URL)
    known = run("found", "camille@exemple.fr")

    assert "/connexion/ at the address that `levain serve` gave" in unknown.output
    assert "://" not in unknown.output.partition("To enter")[2].partition("\n")[0]
    assert "https://maison.example.org/connexion/" in known.output


def test_a_demonstration_built_alone_says_how_to_serve_it(monkeypatch, tmp_path: Path):
    monkeypatch.setattr("levain.portal.demonstration.build", lambda **said: None)
    for name in ("LEVAIN_DATA", "LEVAIN_SITE_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # the command sets them: they come back after
    told = run("demo", "--no-serve", "--data", tmp_path / "une maison")

    assert told.exit_code == 0
    assert f"levain demo --data '{tmp_path / 'une maison'}'" in told.output


def test_found_refuses_in_one_sentence_what_is_wrong():
    run("found", "camille@exemple.fr")
    other, wrong = run("found", "autre@exemple.fr"), run("found", "autre")

    assert (other.exit_code, wrong.exit_code) == (1, 1)
    assert "This house is administered by camille@exemple.fr." in other.output
    assert "--also" in other.output
    assert "autre: Enter a valid email address." in wrong.output
    assert run("found", "autre@exemple.fr", "--also").exit_code == 0


def test_whoever_starts_an_empty_house_is_told_what_to_do_first(monkeypatch):
    monkeypatch.setenv("LEVAIN_DATA", "/srv/maison")
    empty = " ".join(founding.to_do_first())
    run("found", "camille@exemple.fr")

    assert "levain found you@example.org" in empty
    assert "LEVAIN_DATA=/srv/maison" in empty
    assert "levain found" not in " ".join(founding.to_do_first())
