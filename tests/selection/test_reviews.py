"""A review: kept as it is written, given once, reopened by the chair, counted if its juror has no conflict."""

import pytest

from levain.foundation.models import JournalEntry
from levain.foundation.versions import ChangedSince
from levain.selection import services
from levain.selection.models import Conflict, Jury, PhaseMove, Remark, Review, Score, StateChanged
from levain.selection.services import Given, Received
from tests.selection.factories import give, jury

FOUR = {"elan": Given(4), "lien": Given(abstained=True, reason="Rien dans le dossier.")}
PHASES = {"names_from": "read", "scores_from": "own", "readers": 3}


def one(at, juror=0, file=0):
    return Review.objects.get(juror=at.jurors[juror], application=at.files[file])


def save(review, version=None, scores=FOUR, remarks=None, by=None):
    version = review.version if version is None else version
    services.save_review(review, version, scores=scores, remarks=remarks or {}, by=by or review.juror)


def test_a_review_is_kept_as_it_is_written_then_given():
    at = jury()
    review = one(at)

    save(review, remarks={True: "Un beau jardin.", False: "À revoir."})
    save(review, scores={"elan": Given(5), "lien": Given(2)}, remarks={True: "Un très beau jardin."})
    services.submit_review(review, by=review.juror)
    services.submit_review(review, by=review.juror)

    assert dict(review.scores.values_list("criterion__code", "level")) == {"elan": 5, "lien": 2}
    assert Remark.objects.get().text == "Un très beau jardin."
    assert Review.objects.counting().get() == review
    assert JournalEntry.objects.filter(verb="review.given").count() == 1


def test_the_last_level_ticked_counts_when_the_review_is_given_at_once():
    at = jury()
    review = Review.objects.prefetch_related("scores", "remarks").get(pk=one(at).pk)

    save(review, scores={"elan": Given(5), "lien": Given(2)})
    services.submit_review(review, by=review.juror)

    assert Review.objects.counting().get() == review


def test_what_another_window_wrote_is_not_overwritten():
    review = one(jury())
    save(review)
    stale = Review.objects.get(pk=review.pk)
    save(review, scores={"elan": Given(1)})

    with pytest.raises(ChangedSince):
        save(stale, version=1, scores={"elan": Given(5)})

    assert Score.objects.get().level == 1


@pytest.mark.parametrize(
    "scores",
    [{}, {"elan": Given(3)}, {"elan": Given(3), "lien": Given(abstained=True)}],
)
def test_a_review_is_not_given_while_a_criterion_waits(scores):
    review = one(jury())
    save(review, scores=scores)

    with pytest.raises(services.ReviewIncomplete) as refusal:
        services.submit_review(review, by=review.juror)

    assert "lien" in refusal.value.criteria
    assert not Review.objects.counting().exists()


@pytest.mark.parametrize("phase", ["declare", "deliberate", "closed"])
def test_nothing_is_scored_out_of_its_phase(phase):
    review = one(jury(phase))

    with pytest.raises(services.ReviewClosed):
        save(review)

    assert not Score.objects.exists()


def test_nobody_writes_the_review_of_another():
    at = jury()
    review = one(at)
    for person in (at.jurors[1], at.chair, at.lead):
        with pytest.raises(services.ReviewClosed):
            save(review, by=person)
        with pytest.raises(services.ReviewClosed):
            services.submit_review(review, by=person)


def test_a_conflict_declared_late_takes_the_scores_out_of_every_figure():
    at = jury()
    given, begun = one(at), one(at, juror=1)
    give(given)
    save(begun)

    for review in (given, begun):
        services.declare_conflict(at.files[0], review.juror, kind="other", by=at.chair)

    assert not Review.objects.counting().exists()
    # What was given is kept for whoever asks later; what was only begun is gone.
    assert Review.objects.filter(application=at.files[0]).get() == given
    with pytest.raises(services.ConflictStands):
        services.declare_conflict(at.files[0], given.juror, kind="other", by=at.chair)
    assert Conflict.objects.count() == 2


def test_the_chair_reopens_a_review_with_a_reason():
    at = jury()
    review = one(at)
    give(review)

    services.reopen_review(review, by=at.chair, reason="Vous vouliez revoir le lien.")

    assert not Review.objects.counting().exists()
    assert JournalEntry.objects.get(verb="review.reopened").notices.get().recipient == review.juror
    save(review, scores={"elan": Given(1), "lien": Given(1)})
    services.submit_review(review, by=review.juror)
    for person in (at.jurors[1], review.juror):
        with pytest.raises(services.ReviewClosed):
            services.reopen_review(review, by=person, reason="Pour voir.")


def test_a_chair_bound_to_a_file_does_not_reopen_its_reviews():
    at = jury()
    review = one(at)
    give(review)
    services.declare_conflict(at.files[0], at.chair, kind="other", by=at.chair)

    with pytest.raises(services.ReviewClosed):
        services.reopen_review(review, by=at.chair, reason="Pour voir.")


def test_reviews_received_on_paper_are_recorded_at_once():
    at = jury(jurors=0)
    at.jurors = [at.chair]
    received = [
        Received(
            at.chair, file, {"elan": Given(2), "lien": Given(abstained=True, reason="Non lu.")}, [("Bien.", True)]
        )
        for file in at.files
    ]

    assert services.receive_reviews(at.call, received, by=at.lead) == 2
    assert services.receive_reviews(at.call, received, by=at.lead) == 0

    assert Review.objects.counting().count() == 2
    assert Remark.objects.filter(usable_in_letter=True).count() == 2


def test_nothing_is_recorded_for_a_juror_bound_to_the_file():
    at = jury()
    Review.objects.all().delete()
    services.declare_conflict(at.files[0], at.jurors[0], kind="other", by=at.jurors[0])

    with pytest.raises(services.ReviewClosed):
        services.receive_reviews(at.call, [Received(at.jurors[0], at.files[0], {"elan": Given(5)})], by=at.lead)

    assert not Review.objects.exists()


def test_a_phase_follows_another_and_going_back_says_why():
    at = jury("declare")

    for phase in ("discuss", "closed", "declare"):
        with pytest.raises(services.PhaseSkipped):
            services.move_phase(at.call, phase, by=at.chair)
    services.move_phase(at.call, "read", by=at.chair)
    with pytest.raises(services.PhaseSkipped):
        services.move_phase(at.call, "declare", by=at.chair)
    services.move_phase(at.call, "declare", by=at.chair, reason="Deux dossiers sont arrivés.")

    assert list(PhaseMove.objects.values_list("after", "reason")) == [
        ("read", ""),
        ("declare", "Deux dossiers sont arrivés."),
    ]
    assert JournalEntry.objects.filter(verb="jury.moved").count() == 2


def test_who_sees_what_is_settled_before_the_reading():
    at = jury("read")

    with pytest.raises(StateChanged):
        services.set_jury(at.call, by=at.chair, version=0, **{**PHASES, "names_from": "deliberate"})
    services.set_jury(at.call, by=at.chair, version=0, **{**PHASES, "readers": 2})

    assert Jury.objects.get().readers == 2


def test_declaring_the_whole_list_opens_what_no_conflict_closes():
    at = jury()
    juror = at.jurors[0]
    juror.declarations.all().delete()
    services.declare_conflict(at.files[0], juror, kind="other", by=juror)

    with pytest.raises(services.ProposalsUnanswered):
        services.declare_all(at.call, juror, unanswered=1)
    assert services.declare_all(at.call, juror) == 2
    assert services.declare_all(at.call, juror) == 0
