import logging

import pytest
from django.test import override_settings

from levain.portal.sample_world import sample_world
from tests.sweep.walk import walk


def none_of(wrong):
    """Fail with one line for each thing that is wrong."""
    wrong = sorted(set(wrong))
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} wrong:", *wrong[:80]]), pytrace=False)


@pytest.fixture(scope="session")
def visits(django_db_setup, django_db_blocker, _unknown_variables_fail, tmp_path_factory):
    """One walk through the whole house, shared by the tests that look at it."""
    folder = tmp_path_factory.mktemp("walk")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), sample_world() as world:
        logging.disable(logging.CRITICAL)
        found = walk(world)
        logging.disable(logging.NOTSET)
        return found
