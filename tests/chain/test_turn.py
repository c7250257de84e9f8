import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from levain.chain import rules, services
from levain.evaluation.models import Expectation
from levain.evaluation.services import NotTheirWords
from levain.foundation import passages
from levain.foundation.models import Origin, Passage
from levain.projects.models import Action, Commitment, LogbookEntry
from levain.support.models import Need, Obstacle
from tests.people.factories import UserFactory, someone
from tests.projects import factories as f
from tests.seminars.factories import ActivityFactory, ContributionFactory

WORDS = "Ce soir, personne n'a su nous dire qui garde la clé du préau."
KINDS = {"action": Action, "need": Need, "obstacle": Obstacle, "commitment": Commitment, "objective": Expectation}


@pytest.fixture
def project():
    return f.ProjectFactory()


@pytest.fixture
def note(project):
    return f.LogbookEntryFactory(project=project, author=f.bearer_of(project), text=WORDS)


def turned(note, into="action", quote="qui garde la clé", **changes):
    told = {"by": note.author, "project": note.project, "title": "Savoir qui garde la clé"}
    return services.turn(note, "text", quote, into=into, **told | changes)


def page_of(obj):
    return reverse("chain:turn", args=[ContentType.objects.get_for_model(obj).pk, obj.pk])


def typed(where, **changes):
    told = {"into": "action", "quote": "qui garde la clé", "field": "text", "project": where.pk}
    return {**told, "title": "Savoir qui garde la clé", **changes}


@pytest.mark.parametrize("into", KINDS)
def test_words_become_each_kind_of_thing_and_stay_attached(note, into):
    made = turned(note, into=into)

    origin = Origin.objects.get()
    assert type(made) is KINDS[into]
    assert made.project == note.project
    assert (origin.object, origin.passage.object, origin.passage.quote) == (made, note, "qui garde la clé")


@pytest.mark.parametrize("into", KINDS)
def test_the_same_words_turned_twice_lead_to_what_they_became(note, into):
    made = turned(note, into=into)

    with pytest.raises(services.AlreadyTurned) as refusal:
        turned(note, into=into, quote="qui  garde\nla clé", title="Une autre façon de le dire")

    assert refusal.value.made == made
    assert KINDS[into].objects.count() == 1
    assert Passage.objects.count() == 1


def test_the_same_words_may_become_two_different_things(note):
    turned(note, into="action")
    turned(note, into="obstacle")

    assert Origin.objects.count() == 2


def test_an_action_already_written_down_keeps_its_first_words(note):
    made = turned(note)

    with pytest.raises(services.AlreadyTurned) as refusal:
        turned(note, quote="du préau")

    assert refusal.value.made == made
    assert Passage.objects.count() == 1


@pytest.mark.parametrize("quote", ["qui garde la porte", "", "   "])
def test_words_that_were_not_said_make_nothing(note, quote):
    with pytest.raises(passages.NotFound):
        turned(note, quote=quote)

    assert not Action.objects.exists()


def test_what_nobody_may_quote_makes_nothing(note):
    with pytest.raises(passages.NotCitable):
        services.turn(
            note, "audience", "project", into="need", by=note.author, project=note.project, title="Rien du tout"
        )

    assert not Need.objects.exists()


@pytest.mark.parametrize("into", ["need", "obstacle"])
@pytest.mark.parametrize(
    ("said_for", "kept_for"), [("collective", "collective"), ("project", "project"), ("public", "project")]
)
def test_what_was_said_to_the_collective_stays_there(note, into, said_for, kept_for):
    LogbookEntry.objects.update(audience=said_for)
    note.refresh_from_db()

    assert turned(note, into=into).audience == kept_for


def test_what_the_local_authority_said_becomes_its_own_expectation(project):
    official = f.official_of(project)
    note = f.LogbookEntryFactory(project=project, author=official, text=WORDS)

    said = turned(note, into="objective", by=f.adviser_of(project))

    assert (said.voice, said.text) == ("authority", "Savoir qui garde la clé")


def test_one_side_does_not_write_what_another_expects(client, project):
    note = f.LogbookEntryFactory(project=project, author=f.official_of(project), text=WORDS)
    bearer = f.bearer_of(project)
    with pytest.raises(NotTheirWords):
        turned(note, into="objective", by=bearer)

    client.force_login(bearer)
    page = client.post(page_of(note), typed(project, into="objective"))

    assert "into" in page.context["form"].errors
    assert page.context["form"]["title"].value() == "Savoir qui garde la clé"
    assert not Expectation.objects.exists()


def test_the_page_starts_from_the_words_selected(client, note):
    client.force_login(note.author)

    page = client.get(page_of(note), {"field": "text", "quote": "la clé du préau"})

    assert page.context["form"]["quote"].value() == "la clé du préau"
    assert page.context["form"]["project"].value() in (note.project, note.project.pk)


def test_the_page_makes_the_thing_and_opens_it(client, note):
    client.force_login(note.author)

    page = client.post(page_of(note), typed(note.project, owner=note.author.pk))

    action = Action.objects.get()
    assert page.url == action.get_absolute_url()
    assert action.owner == note.author


def test_the_page_sent_twice_leads_to_what_was_made(client, note):
    client.force_login(note.author)

    answers = [client.post(page_of(note), typed(note.project)).url for _time in range(2)]

    assert len(set(answers)) == 1
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quote", "des mots jamais dits"),
        ("quote", "x" * 2001),
        ("into", "party"),
        ("title", ""),
        ("title", "x" * 201),
        ("due", "2001-01-01"),
        ("owner", "99999"),
        ("project", "99999"),
    ],
)
def test_bad_answers_are_said_and_nothing_is_made(client, note, field, value):
    client.force_login(note.author)

    page = client.post(page_of(note), typed(note.project, **{field: value}))

    assert field in page.context["form"].errors
    assert not Action.objects.exists()
    assert not Passage.objects.exists()


def test_a_forged_field_is_refused(client, note):
    client.force_login(note.author)

    page = client.post(page_of(note), typed(note.project, field="token"))

    assert "quote" in page.context["form"].errors


@pytest.mark.parametrize("maker", [f.lead_of, f.state_agent_of, lambda project: UserFactory()])
def test_those_who_do_not_act_in_the_project_turn_nothing(client, note, maker):
    client.force_login(maker(note.project))

    assert client.post(page_of(note), typed(note.project)).status_code == 403
    assert not Action.objects.exists()


def test_one_does_not_turn_what_one_may_not_read(note):
    LogbookEntry.objects.update(audience="collective")
    note.refresh_from_db()

    assert not rules.can_turn(f.official_of(note.project), note)


@pytest.mark.parametrize("kind", [0, 999999])
def test_an_unknown_kind_of_thing_is_not_found(client, kind):
    client.force_login(UserFactory())

    assert client.get(reverse("chain:turn", args=[kind, 1])).status_code == 404


def test_a_thing_without_texts_is_not_found(client, project):
    client.force_login(f.bearer_of(project))

    assert client.get(page_of(f.ActionFactory(project=project))).status_code == 404


def test_a_contribution_of_no_project_asks_which_one(client, project):
    other = f.ProjectFactory(cohort=project.cohort)
    elsewhere = f.ProjectFactory()
    said = ContributionFactory(activity=ActivityFactory(seminar__cohort=project.cohort), text=WORDS)
    client.force_login(f.adviser_of(project))

    offered = client.get(page_of(said)).context["form"].fields["project"].queryset
    page = client.post(page_of(said), typed(elsewhere))

    assert set(offered) == {project, other}
    assert "project" in page.context["form"].errors


def test_a_contribution_of_no_project_becomes_something_in_each_project_once(project):
    other = f.ProjectFactory(cohort=project.cohort)
    said = ContributionFactory(activity=ActivityFactory(seminar__cohort=project.cohort), text=WORDS)
    adviser = f.adviser_of(project)

    for taker in (project, other):
        turned_there = {"into": "action", "by": adviser, "project": taker, "title": "Trouver la clé"}
        services.turn(said, "text", "la clé", **turned_there)
        with pytest.raises(services.AlreadyTurned):
            services.turn(said, "text", "la clé", **turned_there)

    assert {action.project for action in Action.objects.all()} == {project, other}


def test_a_bearer_does_not_take_up_what_was_said_for_the_whole_cohort(project):
    said = ContributionFactory(activity=ActivityFactory(seminar__cohort=project.cohort), text=WORDS)

    assert not rules.can_turn(f.bearer_of(project), said)
    assert rules.can_turn(someone("adviser", project.cohort), said)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_projects(client, project, count, django_assert_max_num_queries):
    for _number in range(count - 1):
        f.ProjectFactory(cohort=project.cohort)
    said = ContributionFactory(activity=ActivityFactory(seminar__cohort=project.cohort), text=WORDS)
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        assert client.get(page_of(said)).status_code == 200


def test_other_words_typed_for_the_same_passage_are_given_back_with_what_it_became(client, project, note):
    made = turned(note)
    client.force_login(note.author)

    page = client.post(page_of(note), typed(project, title="Écrire un mot à la mairie"))

    assert page.status_code == 200
    assert "Écrire un mot à la mairie" in page.content.decode()
    assert made.get_absolute_url() in page.content.decode()
    assert Action.objects.count() == 1


def test_a_double_click_leads_to_what_was_made(client, project, note):
    made = turned(note)
    client.force_login(note.author)

    page = client.post(page_of(note), typed(project))

    assert page.url == made.get_absolute_url()


def test_who_facilitates_a_cohort_makes_an_action_of_what_was_said_for_a_project(client, project):
    facilitator = someone("facilitator", project.cohort)
    said = ContributionFactory(activity=ActivityFactory(seminar__cohort=project.cohort), project=project)
    client.force_login(facilitator)

    page = client.get(page_of(said))
    answer = client.post(page_of(said), typed(project, quote=said.text, field="text"))

    assert page.status_code == 200
    assert list(page.context["form"].fields["project"].queryset) == [project]
    assert answer.status_code == 302
    assert Action.objects.get().project == project
