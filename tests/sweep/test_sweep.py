"""One walk through the whole house for each half of the roles; everything is then read in its answers."""

import logging

import pytest
from django.db import connection
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import override_settings

from config import urls
from levain.portal.sample_world import sample_world
from tests.sweep import pages, rights
from tests.sweep.walk import walk

SHOWN = 60


@pytest.fixture
def visits(request, tmp_path):
    """Refusals are said in one word here: the error pages have tests of their own.

    On the other engine, only what opens is asked for: it is there that queries differ, and never what a rule says.
    """
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "sample.txt").write_text("x")
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=tmp_path):
        patch.setattr(urls, "handler403", lambda request, exception: HttpResponseForbidden("refused"))
        patch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound("nowhere"))
        logging.disable(logging.CRITICAL)
        with sample_world() as world:
            found = walk(world, half=request.param, refused=connection.vendor == "sqlite")
        logging.disable(logging.NOTSET)
    return found


@pytest.mark.parametrize("visits", [0, 1], indirect=True)
def test_every_route_asked_for_by_every_role_about_everything(visits, subtests):
    for check in (*rights.CHECKS, *pages.CHECKS):
        with subtests.test(check.__name__):
            wrong = sorted(set(check(visits)))
            if wrong:
                pytest.fail("\n".join([f"{len(wrong)} wrong:", *wrong[:SHOWN]]), pytrace=False)
