"""What each may see of the files, phase by phase, conflict by conflict."""

import pytest

from levain.people.models import RoleCode, User
from levain.selection import rules, services
from levain.selection.models import Application, Conflict, Declaration, Jury, Review
from tests.people.factories import give_role, someone
from tests.selection.factories import ApplicationFactory, CallFactory, give, jury


def fresh(thing):
    """Read again, with nothing remembered."""
    return type(thing).objects.get(pk=thing.pk)


def may(rule, who, on):
    return bool(rule(fresh(who), fresh(on)))


def in_conflict(who, file, by=None):
    return services.declare_conflict(file, who, kind="family", reason="Ma sœur.", by=by or who)


def test_nothing_is_opened_before_one_has_declared():
    at = jury()
    juror, file = at.jurors[0], at.files[0]
    Declaration.objects.filter(juror=juror).delete()

    verdict = rules.can_open_file(juror, file)

    assert not verdict
    assert "conflit" in verdict.reason


def test_nothing_is_opened_while_conflicts_are_declared():
    at = jury("declare")

    assert not may(rules.can_open_file, at.jurors[0], at.files[0])
    assert not may(rules.can_read_application, at.jurors[0], at.files[0])


def test_a_juror_opens_the_files_given_to_her_and_no_other_before_the_discussion():
    at = jury()
    other = ApplicationFactory(call=at.call, state="admissible")
    Declaration.objects.create(juror=at.jurors[0], application=other)

    assert may(rules.can_open_file, at.jurors[0], at.files[0])
    assert not may(rules.can_open_file, at.jurors[0], other)
    assert not may(rules.can_read_application, at.jurors[0], other)

    Jury.objects.update(phase="discuss")
    assert may(rules.can_open_file, at.jurors[0], other)
    assert not may(rules.can_score, at.jurors[0], other)


@pytest.mark.parametrize("state", ["draft", "deposited", "inadmissible", "withdrawn"])
def test_what_is_not_before_the_jury_is_closed_to_it(state):
    at = jury()
    Application.objects.filter(pk=at.files[0].pk).update(state=state)

    assert not may(rules.can_open_file, at.jurors[0], at.files[0])
    assert not may(rules.can_open_file, at.chair, at.files[0])


@pytest.mark.parametrize("phase", Jury.Phase.values)
def test_a_conflict_closes_everything_in_every_phase(phase):
    at = jury(phase)
    juror, file = at.jurors[0], at.files[0]
    give(at.review[at.jurors[1].pk, file.pk])
    in_conflict(juror, file)

    for rule in (
        rules.can_open_file,
        rules.can_read_application,
        rules.can_score,
        rules.can_see_scores,
        rules.can_read_discussion,
        rules.can_discuss,
        rules.can_vote,
    ):
        assert not may(rule, juror, file), rule.__name__
    assert not may(rules.can_see_review, juror, at.review[at.jurors[1].pk, file.pk])
    assert not rules.readable_by(juror, at.call).filter(pk=file.pk).exists()


@pytest.mark.parametrize("code", [RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR])
def test_a_conflict_closes_the_file_even_to_the_team(code):
    at = jury("deliberate")
    person = someone(code, at.call.cohort)
    assert may(rules.can_read_application, person, at.files[0])

    in_conflict(person, at.files[0])

    assert not may(rules.can_read_application, person, at.files[0])
    assert not may(rules.can_see_scores, person, at.files[0])
    assert not rules.readable_by(fresh(person), at.call).filter(pk=at.files[0].pk).exists()
    assert rules.readable_by(fresh(person), at.call).filter(pk=at.files[1].pk).exists()


def test_a_lifted_conflict_opens_the_file_again():
    at = jury("discuss")
    conflict = in_conflict(at.jurors[0], at.files[0])

    services.lift_conflict(conflict, by=at.chair, reason="Il s'agissait d'un homonyme.")

    assert may(rules.can_open_file, at.jurors[0], at.files[0])


def test_others_scores_are_seen_once_ones_own_are_given():
    at = jury()
    one, other = at.jurors
    give(at.review[other.pk, at.files[0].pk])
    assert not may(rules.can_see_scores, one, at.files[0])
    assert not may(rules.can_see_review, one, at.review[other.pk, at.files[0].pk])

    give(at.review[one.pk, at.files[0].pk])

    assert may(rules.can_see_scores, one, at.files[0])
    assert may(rules.can_see_review, one, at.review[other.pk, at.files[0].pk])
    assert not may(rules.can_see_scores, one, at.files[1])


def test_scores_may_wait_for_the_discussion():
    at = jury(scores_from="discuss")
    give(at.review[at.jurors[0].pk, at.files[0].pk])
    assert not may(rules.can_see_scores, at.jurors[0], at.files[0])

    Jury.objects.update(phase="discuss")

    assert may(rules.can_see_scores, at.jurors[0], at.files[0])
    assert not may(rules.can_see_scores, at.jurors[1], at.files[0])


@pytest.mark.parametrize(("phase", "seen"), [("read", False), ("discuss", True), ("closed", True)])
def test_the_team_and_the_chair_see_no_score_while_files_are_read(phase, seen):
    at = jury(phase)

    assert may(rules.can_see_scores, at.lead, at.files[0]) is seen
    assert may(rules.can_see_scores, at.chair, at.files[0]) is seen


@pytest.mark.parametrize(
    ("names", "phase", "shown"),
    [
        ("read", "read", True),
        ("discuss", "read", False),
        ("discuss", "discuss", True),
        ("deliberate", "discuss", False),
        ("deliberate", "deliberate", True),
    ],
)
def test_the_application_itself_is_read_once_names_are_shown(names, phase, shown):
    at = jury(phase, names_from=names)

    assert may(rules.can_open_file, at.jurors[0], at.files[0])
    assert may(rules.can_read_application, at.jurors[0], at.files[0]) is shown
    assert may(rules.can_read_application, at.lead, at.files[0])


def test_the_chair_lists_the_applications_once_names_are_shown_and_the_discussion_open():
    assert not may(rules.can_read_applications, (at := jury()).chair, at.call)
    assert not may(rules.can_read_applications, (at := jury("discuss", names_from="deliberate")).chair, at.call)
    assert may(rules.can_read_applications, (at := jury("discuss")).chair, at.call)
    assert not may(rules.can_read_applications, at.jurors[0], at.call)


@pytest.mark.parametrize("phase", Jury.Phase.values)
def test_the_jury_of_another_call_opens_nothing_here(phase):
    at = jury(phase)
    stranger = someone(RoleCode.JUROR, CallFactory())
    give_role(stranger, RoleCode.JURY_CHAIR, CallFactory())
    Declaration.objects.create(juror=stranger, application=at.files[0])
    Review.objects.create(juror=stranger, application=at.files[0])

    for rule in (rules.can_open_file, rules.can_score, rules.can_see_scores, rules.can_discuss, rules.can_vote):
        assert not may(rule, stranger, at.files[0])
    assert not may(rules.can_read_jury, stranger, at.call)
    assert not may(rules.can_lead_jury, stranger, at.call)


def test_the_vote_is_open_while_the_jury_deliberates():
    assert may(rules.can_vote, (at := jury("deliberate")).jurors[0], at.files[0])
    assert not may(rules.can_vote, at.lead, at.files[0])
    assert not may(rules.can_vote, (at := jury("discuss")).jurors[0], at.files[0])


def test_who_holds_nothing_sees_nothing():
    at = jury("closed")
    stranger = User.objects.create_user("x@example.org", name="X")

    for rule in (rules.can_open_file, rules.can_read_application, rules.can_see_scores):
        assert not may(rule, stranger, at.files[0])


def test_nobody_lifts_her_own_conflict():
    at = jury()
    conflict = in_conflict(at.chair, at.files[0])

    with pytest.raises(services.ConflictStands):
        services.lift_conflict(conflict, by=at.chair, reason="Ce n'est rien.")
    with pytest.raises(services.ConflictStands):
        services.lift_conflict(conflict, by=at.jurors[0], reason="Ce n'est rien.")
    with pytest.raises(services.ReasonMissing):
        services.lift_conflict(conflict, by=at.lead, reason=" ")
    services.lift_conflict(conflict, by=at.lead, reason="Un homonyme.")

    assert not Conflict.objects.standing().exists()
    assert Conflict.objects.get().withdrawal_reason == "Un homonyme."
