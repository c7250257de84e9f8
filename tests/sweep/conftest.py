import logging

import pytest
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import override_settings

from config import urls
from levain.portal.sample_world import sample_world
from tests.sweep.walk import walk


def none_of(wrong):
    """Fail with one line for each thing that is wrong."""
    wrong = sorted(set(wrong))
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} wrong:", *wrong[:80]]), pytrace=False)


@pytest.fixture(scope="session", params=[pytest.param(n, marks=pytest.mark.xdist_group(f"sweep{n}")) for n in (0, 1)])
def visits(request, django_db_setup, django_db_blocker, _unknown_variables_fail, tmp_path_factory):
    """Half the roles walk through the whole house, once for all the tests that look at it; refusals are said in
    one word, for the error pages have tests of their own."""
    folder = tmp_path_factory.mktemp("walk")
    (folder / "documents").mkdir()
    (folder / "documents" / "sample.txt").write_text("x")
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=folder):
        patch.setattr(urls, "handler403", lambda request, exception: HttpResponseForbidden("refused"))
        patch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound("nowhere"))
        logging.disable(logging.CRITICAL)
        with django_db_blocker.unblock(), sample_world() as world:
            found = walk(world, half=request.param)
        logging.disable(logging.NOTSET)
    return found
