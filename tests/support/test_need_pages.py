from uuid import uuid4

import pytest
from django.urls import reverse

from levain.support.models import Need, PeerHelp
from levain.support.services import needs
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.support.asking import open_as, queries_of, send_as
from tests.support.factories import (
    NeedFactory,
    ObstacleFactory,
    ProposalFactory,
    ReferralFactory,
    service_of,
)

pytestmark = pytest.mark.django_db


HOSTILE = "<script>alert(1)</script> « d'accord » {{ x }} 👩‍🌾"


def test_a_bearer_states_a_need_for_the_audience_of_the_button(client):
    project = ProjectFactory()
    bearer = bearer_of(project)

    answer = send_as(
        client,
        bearer,
        "support:need_new",
        project.slug,
        token=uuid4(),
        in_my_words="Un local pour l'hiver.",
        audience="cohort",
    )

    need = Need.objects.get()
    assert answer.url == need.get_absolute_url()
    assert (need.stated_by, need.audience) == (bearer, "cohort")


def test_reload_after_stating_makes_no_second_need(client):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}
    bearer = bearer_of(project)

    first = send_as(client, bearer, "support:need_new", project.slug, **typed)
    second = send_as(client, bearer, "support:need_new", project.slug, **typed)

    assert (first.url, Need.objects.count()) == (second.url, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"in_my_words": ""}, "in_my_words"),
        ({"in_my_words": "é" * 2001}, "in_my_words"),
        ({"in_my_words": "a\u202eb"}, "in_my_words"),
        ({"wanted_by": "31/02/2030"}, "wanted_by"),
        ({"wanted_by": "2020-01-01"}, "wanted_by"),
        ({"wanted_by": "9999-12-31"}, "wanted_by"),
        ({"audience": ""}, "audience"),
        ({"audience": "nobody"}, "audience"),
        ({"token": "x"}, "token"),
    ],
)
def test_a_mistake_in_a_need_gives_back_all_that_was_typed(client, wrong, field):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "Un local.", "blocks": "Le froid.", "audience": "project"} | wrong

    answer = send_as(client, bearer_of(project), "support:need_new", project.slug, **typed)

    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["blocks"].value() == "Le froid."
    assert form["in_my_words"].value() == typed["in_my_words"]
    assert not Need.objects.exists()


@pytest.mark.parametrize("length", [1999, 2000])
def test_a_need_just_under_the_limit_is_kept_whole(client, length):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "é" * length, "audience": "project"}

    send_as(client, bearer_of(project), "support:need_new", project.slug, **typed)

    assert len(Need.objects.get().in_my_words) == length


def test_an_adviser_must_say_whose_words_she_writes(client):
    project = ProjectFactory()
    bearer, adviser = bearer_of(project), adviser_of(project)
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}

    refused = send_as(client, adviser, "support:need_new", project.slug, **typed)
    stranger = send_as(client, adviser, "support:need_new", project.slug, **typed, on_behalf_of=UserFactory().pk)
    send_as(client, adviser, "support:need_new", project.slug, **typed, on_behalf_of=bearer.pk)

    assert "on_behalf_of" in refused.context["form"].errors
    assert "on_behalf_of" in stranger.context["form"].errors
    assert (Need.objects.get().stated_by, Need.objects.get().written_by) == (bearer, adviser)


def test_a_bearer_cannot_speak_for_someone_by_adding_a_field(client):
    project = ProjectFactory()
    bearer, member = bearer_of(project), member_of(project)
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}

    send_as(
        client, bearer, "support:need_new", project.slug, **typed, on_behalf_of=member.pk, state="closed", theme="eau"
    )

    need = Need.objects.get()
    assert (need.stated_by, need.state, need.theme) == (bearer, "stated", "")


def test_hostile_words_are_shown_as_words(client):
    need = NeedFactory(in_my_words=HOSTILE, blocks=HOSTILE, opened=True, adviser_words=HOSTILE)
    ProposalFactory(need=need, why=HOSTILE, comment=HOSTILE)
    ReferralFactory(need=need, question=HOSTILE)

    page = open_as(client, bearer_of(need.project), "support:need", need.pk).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 6


@pytest.mark.parametrize("who", [bearer_of, adviser_of, state_agent_of])
def test_the_page_of_a_need_costs_the_same_for_any_number(client, who):
    asked = []
    for count in (1, 3):
        need = NeedFactory(opened=True, audience="cohort")
        ProposalFactory.create_batch(count, need=need)
        ReferralFactory.create_batch(count, need=need, service=service_of(need.project))
        need.obstacles.add(*ObstacleFactory.create_batch(count, project=need.project))
        for _each in range(count):
            other = ProjectFactory(cohort=need.project.cohort)
            PeerHelp.objects.create(need=need, project=other, kind="done_it", text="Chez nous.", by=bearer_of(other))
        client.force_login(who(need.project))
        asked.append(queries_of(client, need.get_absolute_url()))

    assert asked[0] == asked[1] <= 12


def test_the_list_of_needs_costs_the_same_for_any_number(client):
    asked = []
    for count in (1, 3):
        project = ProjectFactory()
        for need in NeedFactory.create_batch(count, project=project, opened=True):
            ProposalFactory(need=need)
            ReferralFactory(need=need, service=service_of(project))
        client.force_login(bearer_of(project))
        asked.append(queries_of(client, reverse("support:needs", args=[project.slug])))

    assert asked[0] == asked[1] <= 12


def test_an_obstacle_written_for_fewer_people_does_not_show_on_the_need(client):
    need = NeedFactory(audience="project")
    ObstacleFactory(project=need.project, audience="collective", text="Notre désaccord.").needs.add(need)

    page = open_as(client, state_agent_of(need.project), "support:need", need.pk)

    assert "Notre désaccord." not in page.content.decode()


def test_a_need_written_for_the_collective_does_not_show_through_its_obstacle(client):
    need = NeedFactory(audience="collective", in_my_words="Notre désaccord.")
    ObstacleFactory(project=need.project, audience="project").needs.add(need)

    page = open_as(client, state_agent_of(need.project), "support:obstacles", need.project.slug)

    assert "Notre désaccord." not in page.content.decode()


def test_needs_written_for_the_collective_are_not_in_the_list_of_others(client):
    need = NeedFactory(audience="collective")
    NeedFactory(project=need.project, audience="project")

    page = open_as(client, state_agent_of(need.project), "support:needs", need.project.slug)

    assert [shown.audience for shown in page.context["page"]] == ["project"]


def test_second_save_of_a_need_comes_back_with_both_texts(client):
    need = NeedFactory()
    bearer = bearer_of(need.project)
    needs.reword(need, by=bearer, in_my_words="La première.")

    answer = send_as(
        client, bearer, "support:need_edit", need.pk, version=1, in_my_words="La seconde.", audience="project"
    )
    page = answer.content.decode()
    again = answer.context["form"]["version"].value()
    send_as(client, bearer, "support:need_edit", need.pk, version=again, in_my_words="Les deux.", audience="project")

    need.refresh_from_db()
    assert "La première." in page
    assert "La seconde." in page
    assert need.in_my_words == "Les deux."


def test_the_words_changed_since_are_still_there_to_read(client):
    need = NeedFactory(in_my_words="Un passage.")
    adviser = adviser_of(need.project)
    needs.qualify(need, by=adviser, adviser_words="Une voie verte.", theme="mobilite")
    needs.reword(need, by=need.stated_by, in_my_words="Un passage sans goudron.")
    needs.qualify(need, by=adviser, adviser_words="Un chemin de terre.", theme="mobilite")

    earlier = open_as(client, bearer_of(need.project), "support:need", need.pk).context["earlier"]

    assert earlier == {"project": ["Un passage."], "adviser": ["Une voie verte."]}


def test_qualify_agree_and_take_up_again(client):
    need = NeedFactory()
    bearer, adviser = bearer_of(need.project), adviser_of(need.project)

    send_as(client, adviser, "support:qualify", need.pk, version=1, adviser_words="Un chemin.", theme="mobilite")
    send_as(client, bearer, "support:agree", need.pk, version=1)
    need.refresh_from_db()
    assert need.state == Need.State.QUALIFIED

    send_as(client, bearer, "support:agree", need.pk, version=2)
    need.refresh_from_db()
    assert need.state == Need.State.OPEN


def test_agreeing_is_a_post(client):
    need = NeedFactory(qualified=True)

    assert open_as(client, bearer_of(need.project), "support:agree", need.pk).status_code == 405


def test_a_theme_outside_the_list_is_refused(client):
    need = NeedFactory()

    answer = send_as(
        client, adviser_of(need.project), "support:qualify", need.pk, version=1, adviser_words="Mots.", theme="x"
    )

    assert list(answer.context["form"].errors) == ["theme"]
