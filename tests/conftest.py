import sys
from pathlib import Path

import pytest
from django.template import engines

HOUSE = str(Path(__file__).parent.parent / "levain")


class UnknownVariable(AssertionError):
    """A template of the house names something that its view does not give."""


class Unknown(str):
    """What Django prints instead of an unknown variable: here, an error.

    What hangs from an empty link (`{{ need.closed_by.name }}` while nobody closed it) stays empty, and the
    templates of other packages are left alone.
    """

    def __contains__(self, part):
        return True

    def __mod__(self, variable):
        failure = sys.exc_info()[1]
        parent = getattr(failure, "params", ("", ""))[1]
        if parent is None or not _template().startswith(HOUSE):
            return ""
        raise UnknownVariable(f"{variable} in {_template()}")


def _template() -> str:
    """The file of the template being rendered, read from the frame that resolves the variable."""
    context = sys._getframe(2).f_locals.get("context")
    template = getattr(getattr(context, "render_context", None), "template", None)
    return str(getattr(getattr(template, "origin", None), "name", ""))


@pytest.fixture(autouse=True, scope="session")
def _unknown_variables_fail():
    engines["django"].engine.string_if_invalid = Unknown("unknown variable")


@pytest.fixture(autouse=True)
def _house_of_its_own(settings, tmp_path):
    """Files and mails of a test live in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")


@pytest.fixture(autouse=True)
def _every_test_may_use_the_database(db):
    pass
