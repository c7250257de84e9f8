import pytest


@pytest.fixture(autouse=True)
def _house_of_its_own(settings, tmp_path):
    """Files and mails of a test live in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")


@pytest.fixture(autouse=True)
def _every_test_may_use_the_database(db):
    pass
