"""The pages of a jury: declare, read and score, discuss, lead."""

from uuid import uuid4

import pytest
from django.urls import reverse

from levain.people.models import Invitation, Role, RoleCode
from levain.selection.models import (
    Application,
    Argument,
    Conflict,
    Declaration,
    Jury,
    Mask,
    Remark,
    Review,
    Score,
)
from tests.people.factories import OrganisationFactory, UserFactory, give_role, someone
from tests.selection.factories import ApplicationFactory, give, jury

GRID = {"level_elan": "4", "reason_elan": "", "level_lien": "abstains", "reason_lien": "Rien au dossier."}


def page(name, *args):
    return reverse(f"selection:{name}", args=args)


def words(answer):
    return answer.content.decode()


def test_a_juror_reads_scores_and_gives_her_review(client):
    at = jury()
    client.force_login(at.jurors[0])
    here = page("jury_file", at.files[0].pk)

    shown = client.get(here)
    assert "Nous sommes six autour d" in words(shown)
    client.post(here, {"version": 0, **GRID, "letter": "Un beau jardin.", "jury": ""})
    assert Review.objects.get(juror=at.jurors[0], application=at.files[0]).submitted_at is None
    given = client.post(here, {"version": 1, **GRID, "letter": "Un beau jardin.", "give": "1"})

    assert given.status_code == 302
    assert Review.objects.counting().get().juror == at.jurors[0]
    assert Score.objects.get(criterion__code="lien").abstained
    assert Remark.objects.get().usable_in_letter
    assert "Vous avez rendu votre avis" in words(client.get(here))


def test_what_is_typed_is_kept_by_itself_with_its_version(client):
    at = jury()
    client.force_login(at.jurors[0])
    save = page("save_review", at.files[0].pk)

    first = client.post(save, {"version": 0, "level_elan": "2"}).json()
    stale = client.post(save, {"version": 0, "level_elan": "5"})

    assert first["version"] == 1
    assert "Enregistré" in first["said"]
    assert stale.status_code == 409
    assert Score.objects.get().level == 2


def test_a_review_is_not_given_half_done_and_nothing_typed_is_lost(client):
    at = jury()
    client.force_login(at.jurors[0])

    answer = client.post(
        page("jury_file", at.files[0].pk), {"version": 0, "level_elan": "4", "letter": "Un beau jardin.", "give": "1"}
    )

    assert "Erreur" in words(answer)
    assert "Un beau jardin." in words(answer)
    assert not Review.objects.counting().exists()
    assert Score.objects.get().level == 4


def test_the_other_window_is_told_and_keeps_what_it_typed(client):
    at = jury()
    client.force_login(at.jurors[0])
    here = page("jury_file", at.files[0].pk)
    client.post(here, {"version": 0, "level_elan": "1"})

    answer = client.post(here, {"version": 0, "level_elan": "5", "letter": "Mon autre fenêtre."})

    assert answer.status_code == 409
    assert "Mon autre fenêtre." in words(answer)
    assert Score.objects.get().level == 1


@pytest.mark.parametrize("level", ["6", "-1", "x", "4; DROP"])
def test_a_level_out_of_the_grid_is_refused(client, level):
    at = jury()
    client.force_login(at.jurors[0])

    assert client.post(page("save_review", at.files[0].pk), {"version": 0, "level_elan": level}).status_code == 400
    assert not Score.objects.exists()


def test_a_juror_declares_her_conflicts_before_anything_is_seen(client):
    at = jury("declare", files=3, names_from="discuss")
    juror = at.jurors[0]
    juror.declarations.all().delete()
    first, second, third = at.files
    Application.objects.filter(pk=first.pk).update(collective="Les Ateliers de la Cour", title="Un titre parlant")
    give_role(juror, RoleCode.JUROR, at.call.cohort, organisation=OrganisationFactory(name="les ateliers de la cour"))
    client.force_login(juror)
    declare = page("declare", at.call.slug)

    shown = words(client.get(declare))
    assert "les ateliers de la cour" in shown
    assert "Un titre parlant" not in shown
    assert "Nous sommes six" not in shown
    client.post(page("declare_rest", at.call.slug))
    assert not Declaration.objects.filter(juror=juror).exists()

    client.post(page("clear", at.call.slug, first.key))
    client.post(page("declare_one", at.call.slug, second.key), {"kind": "family", "reason": "Ma sœur."})
    client.post(page("declare_rest", at.call.slug))

    assert Declaration.objects.get(juror=juror, application=first).cleared
    assert Declaration.objects.filter(juror=juror, application=third).exists()
    assert Conflict.objects.get().reason == "Ma sœur."


def test_those_who_lead_add_a_conflict_and_another_lifts_it(client):
    at = jury()
    client.force_login(at.chair)
    conflicts = page("conflicts", at.call.slug)
    said = {"juror": at.jurors[0].pk, "application": at.files[0].key, "kind": "other", "reason": "Vue ensemble."}

    client.post(conflicts, said)
    tied = Conflict.objects.get()
    assert str(at.jurors[0]) in words(client.get(conflicts))
    client.post(page("lift_conflict", tied.pk), {"reason": ""})
    assert Conflict.objects.standing().exists()
    client.post(page("lift_conflict", tied.pk), {"reason": "Un homonyme."})

    assert not Conflict.objects.standing().exists()


def test_the_jury_discusses_and_takes_sides(client):
    at = jury("discuss")
    for juror in at.jurors:
        give(at.review[juror.pk, at.files[0].pk])
    client.force_login(at.jurors[0])
    here = page("jury_file", at.files[0].pk)
    other = at.review[at.jurors[1].pk, at.files[0].pk]

    token = uuid4()
    for _twice in range(2):
        client.post(page("argue", at.files[0].pk), {"token": token, "text": "Qui n'est pas là ?"})
    client.post(page("take_side", other.pk), {"agrees": "yes"})
    client.post(page("take_side", other.pk), {"agrees": "no", "text": "Trop tôt."})

    shown = words(client.get(here))
    assert Argument.objects.filter(about=None).count() == 1
    assert "1 personne n’est pas d’accord" in shown
    assert "Trop tôt." in shown
    assert "1 personne est d’accord" not in shown


def test_the_chair_moves_the_jury_and_its_members_are_told(client):
    at = jury("declare")
    client.force_login(at.chair)

    client.post(page("jury_phase", at.call.slug, "read"), {"to": "read"})
    assert Jury.objects.get().phase == "read"
    client.post(page("jury_phase", at.call.slug, "closed"), {"to": "closed"})
    client.post(page("jury_phase", at.call.slug, "declare"), {"to": "declare"})
    assert Jury.objects.get().phase == "read"
    assert client.get(page("jury_phase", at.call.slug, "party")).status_code == 400

    client.force_login(at.jurors[0])
    assert client.post(page("jury_phase", at.call.slug, "discuss"), {"to": "discuss"}).status_code == 403


def test_members_are_invited_and_take_their_seat(client):
    at = jury(jurors=0)
    client.force_login(at.chair)
    said = {"email": "jure@example.org", "name": "Awa K.", "code": RoleCode.JUROR}

    client.post(page("invite_juror", at.call.slug), said)
    client.post(
        page("invite_juror", at.call.slug), said | {"email": "autre@example.org", "code": RoleCode.JURY_CHAIR}
    )

    assert Invitation.objects.get().code == RoleCode.JUROR
    assert "Awa K." in words(client.get(page("seats", at.call.slug)))


def test_a_seat_ends_and_what_was_left_to_read_is_given_back(client):
    at = jury()
    give(at.review[at.jurors[0].pk, at.files[0].pk])
    client.force_login(at.lead)
    seat = Role.objects.get(user=at.jurors[0])

    client.post(page("seats", at.call.slug), {"end": seat.pk})

    assert not Role.objects.in_force().filter(user=at.jurors[0]).exists()
    assert Review.objects.get(juror=at.jurors[0]).submitted_at
    assert client.post(page("seats", at.call.slug), {"end": "x"}).status_code == 400


def test_the_reading_is_set_and_an_older_page_overwrites_nothing(client):
    at = jury("declare")
    client.force_login(at.lead)
    here = page("jury_settings", at.call.slug)
    said = {"version": 0, "names_from": "discuss", "scores_from": "own", "readers": 2, "read_by": "2030-01-01"}

    client.post(here, said)
    client.post(here, said | {"readers": 9})
    late = client.post(here, said | {"version": 1, "declare_by": "2031-01-01"})

    assert Jury.objects.get().readers == 2
    assert "Erreur" in words(late)


def test_the_team_masks_more_words_before_the_jury_reads(client):
    at = jury(names_from="discuss")
    Application.objects.update(summary="Derrière la filature, six voisins et Mme Duroc. Le jardin de Melle.")
    client.force_login(at.lead)
    here = page("blind_copy", at.files[0].pk)

    client.post(here, {"words": "la Filature"})

    shown = words(client.get(here))
    assert "Derrière ▇▇▇, six voisins" in shown
    client.post(page("unmask", at.files[0].pk, Mask.objects.get().pk))
    assert "Derrière la filature" in words(client.get(here))
    client.force_login(at.jurors[0])
    assert client.get(here).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("phase", ["read", "discuss"])
def test_each_page_costs_the_same_for_any_number(client, count, phase, django_assert_max_num_queries):
    at = jury(phase, jurors=count, files=count)
    for review in at.review.values():
        give(review)
    for person in (at.chair, at.jurors[0], at.lead):
        client.force_login(person)
        for name in ("jury", "jury_files", "declare", "conflicts", "assign", "seats", "applications"):
            with django_assert_max_num_queries(12):
                client.get(page(name, at.call.slug))
        with django_assert_max_num_queries(12):
            client.get(page("jury_file", at.files[0].pk))


def test_the_list_is_narrowed_and_sorted_from_closed_lists(client):
    at = jury("discuss")
    ApplicationFactory(call=at.call, title="Le lavoir", themes=["eau"], state="inadmissible")
    give(at.review[at.jurors[0].pk, at.files[0].pk], level=4)
    client.force_login(at.lead)
    here = page("applications", at.call.slug)

    assert client.get(here, {"theme": "eau"}).context["count"] == 1
    assert client.get(here, {"etat": "admissible", "tri": "avis"}).context["count"] == 2
    assert "4,00" in words(client.get(here))
    for wrong in ({"theme": "x"}, {"etat": "draft"}, {"tri": "key"}, {"territoire": "region-xx"}, {"q": "x"}):
        assert client.get(here, wrong).status_code == 400
    assert client.get(here, {"page": "1e9"}).status_code == 200


def test_whoever_is_no_member_reads_nothing_of_a_jury(client):
    at = jury("discuss")
    client.force_login(UserFactory())

    for name in ("jury", "jury_files", "declare", "conflicts", "assign", "seats", "jury_settings", "export_scores"):
        assert client.get(page(name, at.call.slug)).status_code == 403
    client.force_login(someone(RoleCode.EVALUATOR, at.call.cohort))
    assert client.get(page("jury_file", at.files[0].pk)).status_code == 403
