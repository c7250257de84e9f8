"""M-GAS on stored ratings: what counts, what does not, and why there is no score."""

import pytest

from levain.evaluation import scores
from levain.evaluation.models import Moment, Voice
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import adviser_of, official_of


def found(project, user=None, voice=Voice.INHABITANTS):
    """The figures of one voice, read again from the base."""
    voices = scores.by_voice(user or adviser_of(project), scores.settled(project))
    return next(of_voice for of_voice in voices if of_voice.voice == voice)


def at(of_voice, moment):
    return next(score for score in of_voice.scores if score.moment == moment)


def test_the_demonstration_project_of_melle_scores_as_worked_by_hand(project):
    """w = (6, 6, 9); start x = (-1, -2, -2): T = 50 - 360 / √(0,7×153 + 0,3×441) = 26,7; end x = (1, 0, 1): 59,7."""
    story = [((3, 2), -1, 1), ((2, 3), -2, 0), ((3, 3), -2, 1)]
    for (importance, difficulty), start, end in story:
        objective = ObjectiveFactory(project=project, importance=importance, difficulty=difficulty)
        RatingFactory(objective=objective, level=start)
        RatingFactory(objective=objective, level=end, moment="end")

    figures = found(project)
    assert at(figures, Moment.START).terms.score == pytest.approx(26.7, abs=0.05)
    assert at(figures, Moment.END).terms.score == pytest.approx(59.7, abs=0.05)
    change = dict(figures.changes)[Moment.END]
    assert (change.k, change.difference) == (3, pytest.approx(33.0, abs=0.05))
    assert at(figures, Moment.MIDDLE).terms is None


def test_each_score_names_the_ratings_it_counts(project):
    one, two = ObjectiveFactory(project=project), ObjectiveFactory(project=project)
    rated = RatingFactory(objective=one, level=0)

    score = at(found(project), Moment.START)
    assert [row.rating for row in score.rows] == [rated]
    assert (score.n, score.invited) == (1, 2)
    assert two not in [row.objective for row in score.rows]


def test_weights_are_one_for_all_unless_told_for_every_objective(project):
    ObjectiveFactory(project=project, importance=3, difficulty=3)
    untold = ObjectiveFactory(project=project)
    assert scores.weights(scores.settled(project)) == [1, 1]

    untold.importance, untold.difficulty = 1, 2
    untold.save()
    assert scores.weights(scores.settled(project)) == [9, 2]


def test_drafts_withdrawn_objectives_and_unconfirmed_levels_do_not_count(project):
    ObjectiveFactory(project=project, draft=True)
    withdrawn = ObjectiveFactory(project=project, withdrawn_on="2021-01-01")
    RatingFactory(objective=withdrawn, level=2)
    typed = ObjectiveFactory(project=project)
    RatingFactory(objective=typed, level=2, rated_by=None, typed_by=adviser_of(project))

    score = at(found(project), Moment.START)
    assert (score.terms, score.invited) == (None, 1)
    assert "accompagnement" in score.why_not


def test_no_objective_no_level_and_no_weight_each_say_why(project):
    assert scores.settled(project) == []
    objective = ObjectiveFactory(project=project, importance=0, difficulty=3)
    unrated = at(found(project), Moment.START).why_not
    RatingFactory(objective=objective, level=None)
    declined = at(found(project), Moment.START).why_not
    RatingFactory(objective=objective, level=1, moment="middle")
    weightless = at(found(project), Moment.MIDDLE).why_not

    assert unrated
    assert unrated == declined != weightless


def test_the_score_of_another_side_waits_until_hers_is_given(project):
    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective, level=1)
    official = official_of(project)

    assert at(found(project, official), Moment.START).terms is None
    RatingFactory(objective=objective, voice="authority", level=0, rated_by=official)
    assert at(found(project, official), Moment.START).terms.score == 60


def test_the_change_is_over_the_objectives_rated_at_both_moments(project):
    both, once = ObjectiveFactory(project=project), ObjectiveFactory(project=project)
    RatingFactory(objective=both, level=-2)
    RatingFactory(objective=both, level=0, moment="end")
    RatingFactory(objective=once, level=-1)

    change = dict(found(project).changes)[Moment.END]
    assert (change.k, change.difference) == (1, 20)
