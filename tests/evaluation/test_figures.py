"""Reading figures: side by side, of a territory, of a project; each opens its rows and its method."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from levain.evaluation import figures, floors, method_sheets, results
from levain.evaluation.models import Survey
from levain.evaluation.services import load_framework, survey_answers, survey_people, surveys
from levain.formulas.proportions import wilson
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.evaluation.surveys_factories import LIKERT, answer, counted, questionnaire, survey
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, adviser_of, bearer_of, lead_of


def told(cohort, source="enquetes"):
    return {one.code: one for one in figures.source(source).gives(cohort, figures.projects_of(cohort))}


def get(client, name, *args, **data):
    return client.get(reverse(f"evaluation:{name}", args=args), data)


def test_a_survey_gives_its_rate_its_shares_and_the_agreement_of_those_who_answered(project):
    made = counted(survey(project=project, handed_out=40), *[{"q1": 4}] * 8, *[{"q1": 2}] * 6)
    found = told(project.cohort)

    rate, share = found[made.rate_code], found[f"s{made.pk}-q1-part"]
    assert (rate.method, rate.value, rate.n, rate.invited) == ("M-RESP", 14 / 40, 14, 40)
    assert (share.method, share.value, share.interval) == ("M-WILSON", 8 / 14, wilson(8, 14))
    assert len(share.rows) == 14
    assert share.rows[13].url.endswith("#r14")
    assert found[f"s{made.pk}-q1-accord"].method == "M-CONS"


def test_nothing_of_a_survey_under_its_floor_is_given_but_how_many_answered(project):
    made = counted(survey(project=project), *[{"q1": 4}] * 10)

    assert set(told(project.cohort)) == {made.rate_code}


def test_two_moments_of_an_anonymous_survey_are_compared_as_two_groups(project):
    of = questionnaire()
    counted(survey(project=project, of=of), *[{"q1": 2}] * 12)
    after = counted(survey(project=project, of=of, moment="final"), *[{"q1": 5}] * 12)

    found = told(project.cohort)[f"s{after.pk}-q1-ecart"]
    assert (found.value, found.n, len(found.rows)) == (1, 24, 24)
    assert found.interval[0] > 0.5


def named(cohort, moment, people, points, promise="named"):
    asked = [{"code": f"x{moment}", "kind": "scale", "text": "Satisfaits ?", "scale": LIKERT}]
    made = survey(
        cohort=cohort,
        of=questionnaire(f"q-{moment}", questions=asked),
        promise=promise,
        audience="bearers",
        moment=moment,
    )
    survey_people.invite(made, people, by=None)
    for invitee, point in zip(
        made.invitees.select_related("survey", "person", "project").order_by("person"), points, strict=True
    ):
        if promise == "named":
            response = survey_answers.begin(invitee)
            response.answers.create(code=f"x{moment}", value=point)
            survey_answers.hand_in_named(invitee, by=invitee.person)
        else:
            survey_answers.hand_in(made, {(f"x{moment}", 0): point}, once=f"{made.pk}-{invitee.pk}", invitee=invitee)
    if promise != "named":
        surveys.count(made, by=None)
    return made


@pytest.mark.parametrize("promise", ["named", "confidential"])
def test_the_same_people_at_two_moments_are_compared_pair_by_pair(project, promise):
    projects = [project, *ProjectFactory.create_batch(4, cohort=project.cohort)]
    people = [survey_people.Candidate(bearer_of(one), "bearer", one) for one in projects]
    people.sort(key=lambda one: one.person.pk)
    named(project.cohort, "baseline", people, [2, 2, 3, 3, 4], promise)
    after = named(project.cohort, "final", people, [4, 3, 4, 3, 5], promise)

    [found] = [one for one in told(project.cohort, "enquetes-session").values() if one.method == "M-WILCOX"]
    assert (found.value, found.n, found.invited) == (1, 5, 5)
    assert (found.parameters["up"], found.parameters["same"], found.parameters["p"]) == (4, 1, None)
    assert "trop faible" in found.parameters["no_test"]
    assert len(found.rows) == 10
    assert all(f"/{after.pk}/" in row.url or "/reponses/" in row.url or "/question/" in row.url for row in found.rows)


def test_the_figures_computed_again_from_the_table_are_the_same(client, project):
    made = counted(survey(project=project, handed_out=40), *[{"q1": 4}] * 8, *[{"q1": 5}] * 2, *[{"q1": 1}] * 6)
    client.force_login(adviser_of(project))
    lines = list(csv.DictReader(io.StringIO(get(client, "survey_csv", made.pk).content.decode())))
    high = sum(int(line["count"]) for line in lines if line["question"] == "q1" and line["answer"] in ("4", "5"))
    n = next(int(line["n"]) for line in lines if line["question"] == "q1")

    share = told(project.cohort)[f"s{made.pk}-q1-part"]
    assert (share.value, share.interval) == (high / n, wilson(high, n))


def test_figures_are_read_side_by_side_and_open_their_rows_and_their_method(client, project):
    other = ProjectFactory(cohort=project.cohort)
    for one in (project, other):
        RatingFactory(objective=ObjectiveFactory(project=one), level=1)
    client.force_login(adviser_of(project))

    assert get(client, "figures", project.cohort.slug).status_code == 200
    read = get(client, "figures_of", project.cohort.slug, "objectifs").content.decode()
    assert project.name in read
    assert other.name in read
    assert "<svg" in read
    opened = get(
        client, "figure", project.cohort.slug, "objectifs", f"{project.slug}-inhabitants-start"
    ).content.decode()
    assert "60,0" in opened
    assert reverse("evaluation:method", args=["M-GAS"]) in opened
    assert "objectif=" in opened
    table = get(client, "figures_csv", project.cohort.slug, "objectifs").content.decode()
    assert "M-GAS" in table
    assert get(client, "figure", project.cohort.slug, "objectifs", "inconnu").status_code == 404
    assert get(client, "figures_of", project.cohort.slug, "inconnu").status_code == 404


def test_a_bearer_reads_the_figures_of_her_project_alone(client, project):
    other = ProjectFactory(cohort=project.cohort)
    for one in (project, other):
        RatingFactory(objective=ObjectiveFactory(project=one), level=1)
    client.force_login(bearer_of(project))

    read = get(client, "project_figures_of", project.slug, "objectifs").content.decode()
    assert "60,0" in read
    assert get(client, "project_figures_of", other.slug, "objectifs").status_code == 403
    assert get(client, "figures_of", project.cohort.slug, "objectifs").status_code == 403
    wrong = f"{other.slug}-inhabitants-start"
    assert get(client, "project_figure", project.slug, "objectifs", wrong).status_code == 404


def test_every_method_of_a_figure_has_its_sheet(client):
    for one in method_sheets.sheets():
        assert client.get(one.get_absolute_url()).status_code == 200
        assert (Path(figures.__file__).parents[2] / one.file).exists()
    assert client.get("/methodes/m-inconnue/").status_code == 404


def test_each_method_that_a_source_or_the_framework_names_can_be_read(project):
    named = set()
    for file in Path(figures.__file__).parent.joinpath("sources").glob("*.py"):
        named |= set(re.findall(r'"(M-[A-Z]+)"', file.read_text(encoding="utf-8")))
    for question in load_framework().questions.all():
        named |= set(question.methods)
    assert {code for code in named if not method_sheets.sheet(code)} == set()


def test_the_parameters_of_a_figure_are_read_in_words(client, project):
    event = LogbookEntryFactory(
        project=project, kind="event", audience="project", people=20, first_timers=5, happened_on=date(2021, 5, 1)
    )
    client.force_login(lead_of(project))
    code = f"{project.slug}-presences"
    html = get(client, "figure", project.cohort.slug, "participation", code).content.decode().replace("\xa0", " ")
    assert "personnes différentes, entre : 20, 20" in html
    assert "different_between" not in html
    assert f'<a href="/espace/projets/{project.slug}/carnet/{event.pk}/">1er mai 2021</a>' in html


def test_no_difference_of_views_rebuilds_a_hidden_group(project):
    """Whole survey, groups, public view, table: what one adds and another lacks always counts eleven or more."""
    from levain.evaluation import groups

    sizes = {"jeune": 14, "adulte": 12, "ancien": 4}
    sheets = [{"q1": 1 + place % 5, "q2": age} for age, n in sizes.items() for place in range(n)]
    made = counted(survey(project=project), *sheets, *[{"q1": 5}] * 2, breakdown="q2")
    known = results.facts([made])
    [broken] = [one for one in groups.broken_down(made, known, least=floors.least(made)) if one.whole.code == "q1"]
    seen = [group.tally for group in broken.groups if group.tally]
    rest = broken.whole.n - sum(one.n for one in seen)

    assert [one.n for one in seen] == [14]
    assert rest == 18
    public = {one.code: one.n for one in results.shown(made, known, public=True)}
    assert public["q1"] == broken.whole.n == 32


def test_a_survey_shows_nothing_while_answers_come_in(project):
    """Read before and after somebody answers, two views would differ by her answer."""
    made = survey(project=project)
    answer(made, *[{"q1": 4}] * 15)
    assert not results.shown(made, results.facts([made]))
    surveys.count(made, by=None)
    made = Survey.objects.whole().get(pk=made.pk)
    assert results.shown(made, results.facts([made]))


def test_a_cohort_is_never_summed_over_its_projects(project):
    """A sum over the projects would give the one hidden by subtracting the others."""
    counted(survey(project=project), *[{"q1": 4}] * 12)
    counted(survey(project=ProjectFactory(cohort=project.cohort)), *[{"q1": 4}] * 4)

    assert not told(project.cohort, "enquetes-session")
    assert {one.project for one in told(project.cohort).values() if one.method == "M-WILSON"} == {project}
