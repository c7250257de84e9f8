"""What the seminars led to, as figures of the evaluation."""

from levain.evaluation.sources import seminars as source
from levain.seminars import services
from levain.seminars.models import Activity
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import ActivityFactory, ContributionFactory, SeminarFactory


def test_commitments_kept_and_what_the_review_changes_are_told_with_their_rows(django_assert_max_num_queries):
    project = ProjectFactory()
    team = adviser_of(project)
    seminar = SeminarFactory(cohort=project.cohort, over=True, number=1)
    activity = ActivityFactory(seminar=seminar, kind=Activity.Kind.COMMITMENTS, columns=[])
    kept, broken, _open = ContributionFactory.create_batch(3, activity=activity, project=project)
    services.tell_promise(kept, became="kept", by=team)
    services.tell_promise(broken, became="not_kept", by=team)
    services.write_after_action(seminar, planned="A", happened="B", change="Moins long.\n\nUne pause.", by=team)
    with django_assert_max_num_queries(6):
        told = {figure.code: figure for figure in source.figures(project.cohort, [project])}
    promised, review = told["1-commitments"], told["1-review"]
    assert (promised.value, promised.n, promised.invited, len(promised.rows)) == (1, 2, 3, 3)
    assert (review.value, review.method) == (2, "M-AAR")
    assert promised.opens_to(bearer_of(project))
    assert not review.opens_to(bearer_of(project))
    assert not promised.opens_to(UserFactory())
