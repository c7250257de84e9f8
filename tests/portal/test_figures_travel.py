"""The figures of a session, computed again in a house that received its export, are the same."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from levain.evaluation.models import BarometerWave, Survey, UsageRound
from levain.evaluation.services import accelerator, survey_people, usages
from levain.portal.evaluating import figures_of
from levain.portal.exchange import export_cohort, import_cohort
from levain.portal.sample_world import sample_world
from levain.programmes.models import Cohort
from levain.projects.models import Project
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.evaluation.surveys_factories import counted, questionnaire, survey
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
SLUG = "sample-own"
USAGE = {"km": {"tgv": 1000}, "surface": 90, "persons": 2, "heating": "gas", "meals": {"vegetarian": 14}}


@pytest.fixture
def travelled(tmp_path, settings):
    """What the command says in the house that lived the session, then in an empty one that received its export."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with sample_world() as world:
        project = world.sample(Project, "own")
        _lived(project, world.person["adviser"])
        before = figures_of(SLUG)
        export_cohort(SLUG, tmp_path / "package")
    assert not Cohort.objects.exists()
    usages.load_factors()
    import_cohort(tmp_path / "package")
    return before, figures_of(SLUG)


def _lived(project, adviser):
    """Answers at two moments without a name, under their own or sealed; levels, usages, barometer."""
    of = questionnaire()
    for moment, level in (("baseline", 2), ("final", 4)):
        sheets = [{"q1": level + place % 2, "q2": "jeune" if place % 3 else "adulte"} for place in range(30)]
        counted(survey(project=project, of=of, moment=moment, handed_out=90), *sheets, breakdown="q2")
    people = UserFactory.create_batch(6)
    for moment, shift in (("baseline", 0), ("final", 1)):
        made = survey(cohort=project.cohort, of=of, moment=moment, promise="confidential", audience="partners")
        survey_people.invite(made, [survey_people.Candidate(one, "", None) for one in people], by=None)
        _answered(made, shift)
    for level in (-1, 0, 1):
        objective = ObjectiveFactory(project=project)
        RatingFactory(objective=objective, level=-1)
        RatingFactory(objective=objective, level=level, moment="end")
    today = timezone.localdate()
    asked = usages.hand_out(project, by=adviser, moment="end", opens=today, closes=today)
    wave = accelerator.open_wave(project.cohort, by=adviser, moment="end", opens=today, closes=today, invited=20)
    for place in range(12):
        usages.answer(asked, token=uuid4(), said=USAGE | {"km": {"tgv": 100 * place}})
        accelerator.answer_wave(wave, token=uuid4(), levels={"bar-1": 1 + place % 5})
    for model in (UsageRound, BarometerWave):
        model.objects.update(opens=today - timedelta(days=2), closes=today - timedelta(days=1))


def _answered(made: Survey, shift: int) -> None:
    from levain.evaluation.services import survey_answers, surveys

    for place, invitee in enumerate(made.invitees.select_related("survey").order_by("pk")):
        survey_answers.hand_in(made, {("q1", 0): 2 + place % 3 + shift}, once=f"{made.pk}-{place}", invitee=invitee)
    surveys.count(made, by=None)


def told(found):
    """Everything a figure says but the numbers that the house gave to its rows."""
    kept = []
    for one in found:
        said = {name: value for name, value in one.items() if name not in ("rows", "code")}
        kept.append(said | {"rows": len(one["rows"]), "code": re.sub(r"\d+", "#", one["code"])})
    return sorted(kept, key=lambda one: (one["source"], one["code"], one["subject"], one["label"], str(one["value"])))


def test_the_figures_of_an_export_are_those_of_the_house_it_left(travelled):
    before, after = travelled

    assert {one["method"] for one in before if one["value"] is not None} >= {
        *("M-GAS", "M-RESP", "M-WILSON", "M-CONS", "M-WILCOX", "M-USAGE", "M-LOGIC", "M-EVID")
    }
    assert told(after) == told(before)
