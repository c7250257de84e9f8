import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from levain.people.services import end_role
from levain.portal.sample_world import build_world
from levain.projects import readership
from levain.projects.models import Circle, Conversation, Message
from levain.projects.rules import conversations as may
from tests.people.factories import give_role, someone
from tests.projects import factories as f
from tests.projects.talking import new_page, started, typed


def every_conversation(world):
    """Of every audience: in the own project, beside, elsewhere, and of the two cohorts as a whole."""
    for project in world.project.values():
        for circle in Circle:
            yield Conversation.objects.create(
                project=project, cohort=project.cohort, audience=circle, subject="s", started_by=world.stranger
            )
    for cohort in world.cohort.values():
        for circle in (Circle.COHORT, Circle.SUPPORT):
            yield Conversation.objects.create(cohort=cohort, audience=circle, subject="s", started_by=world.stranger)


def test_the_rule_the_list_and_the_names_said_agree_for_everyone():
    world = build_world()
    conversations = list(every_conversation(world))
    for conversation in conversations:
        conversation.named.add(world.person["expert"])
    for code, user in world.everyone().items():
        read = {one.pk for one in conversations if may.can_read_conversation(user, one)}
        listed = set(Conversation.objects.filter(may.open_to(user)).values_list("pk", flat=True))
        assert listed & {one.pk for one in conversations} == read, code
        of_each = {one.pk for project in world.project.values() for one in may.conversations_read(user, project)}
        in_projects = {one.pk for one in conversations if one.project}
        assert of_each & in_projects == read & in_projects, code
        named = {one.pk for one in conversations if any(user in side.people for side in readership.sides(one))}
        assert named == read, code
        for project in {one.project for one in conversations if one.project}:
            wide = {one.pk for one in conversations if (one.audience, one.cohort) == (Circle.COHORT, project.cohort)}
            here = wide | {one.pk for one in conversations if one.project == project}
            shown = Conversation.objects.filter(may.open_in(user, project)).values_list("pk", flat=True)
            assert set(shown) & {one.pk for one in conversations} == here & read, (code, project)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("collective", {"bearer", "member", "adviser"}),
        (
            "project",
            {"bearer", "member", "observer", "local_authority", "state_service", "adviser", "programme_lead"}
            | {"evaluator"},
        ),
        ("support", {"adviser", "state_service", "programme_lead"}),
    ],
)
def test_each_audience_has_its_readers(audience, readers):
    world = build_world()
    project = world.project["own"]
    conversation = started(project, by=world.person["adviser"], audience=audience)

    assert {
        code for code, user in world.everyone().items() if may.can_read_conversation(user, conversation)
    } == readers


def test_the_cohort_reads_what_is_for_the_cohort(project):
    conversation = started(project, audience="cohort")
    neighbour = f.bearer_of(f.ProjectFactory(cohort=project.cohort))

    assert may.can_speak(neighbour, conversation)
    assert not may.can_read_conversation(f.bearer_of(f.ProjectFactory()), conversation)


def test_the_supporting_side_never_opens_to_someone_who_carries_the_project(project):
    conversation = started(project, by=f.adviser_of(project), audience="support")
    agent = f.state_agent_of(project)
    assert may.can_read_conversation(agent, conversation)

    give_role(agent, RoleCode.MEMBER, project)

    assert not may.can_read_conversation(agent, conversation)
    assert agent not in readership.to_tell(conversation)


def test_an_expert_reads_what_was_opened_to_her_by_name(project):
    named, other = someone(RoleCode.EXPERT, project), someone(RoleCode.EXPERT, project)
    conversation = started(project, by=f.adviser_of(project), audience="support", named=[named])

    assert may.can_speak(named, conversation)
    assert not may.can_read_conversation(other, conversation)
    end_role(named.roles.get(), by=None)
    named = type(named).objects.get(pk=named.pk)
    assert not may.can_read_conversation(named, conversation)


@pytest.mark.parametrize(
    ("maker", "offered"),
    [
        (f.bearer_of, ["project", "collective", "cohort"]),
        (f.official_of, ["project", "cohort"]),
        (f.adviser_of, ["project", "collective", "cohort", "support"]),
        (f.state_agent_of, ["project", "cohort", "support"]),
        (f.lead_of, ["project", "cohort", "support"]),
        (lambda project: someone("evaluator", project.cohort), []),
        (lambda project: someone("expert", project), []),
    ],
)
def test_the_buttons_name_the_audiences_one_may_write_for(project, maker, offered):
    assert may.circles_offered(maker(project), project) == offered


@pytest.mark.parametrize("audience", ["", "public", "support", "tout"])
def test_one_writes_only_for_an_audience_one_is_offered(client, project, bearer, audience):
    page = client.post(new_page(project), typed(audience=audience))

    assert page.context["form"].non_field_errors()
    assert not Conversation.objects.exists()


def test_whoever_may_not_read_is_refused_everywhere(client, project):
    message = started(project, audience="collective").messages.get()
    client.force_login(f.official_of(project))

    assert client.get(message.conversation.get_absolute_url()).status_code == 403
    assert client.post(message.conversation.get_absolute_url(), {"text": "Je passe"}).status_code == 403
    for name in ("message_correct", "message_withdraw"):
        assert client.post(reverse(f"projects:{name}", args=[message.pk]), {"text": "x"}).status_code == 403
    assert Message.objects.count() == 1
    assert "chantier" not in client.get(reverse("projects:conversations", args=[project.slug])).content.decode()


def test_who_only_looks_on_is_told_so(client, project):
    conversation = started(project)
    client.force_login(someone("evaluator", project.cohort))

    page = client.get(conversation.get_absolute_url())

    assert page.context["form"] is None
    assert client.post(conversation.get_absolute_url(), {"text": "Et ?"}).status_code == 403


def test_the_page_says_by_name_who_reads(client, project, bearer):
    adviser, official = f.adviser_of(project), f.official_of(project)
    conversation = started(project, audience="collective")

    page = client.get(conversation.get_absolute_url()).content.decode()

    assert str(adviser) in page
    assert str(official) not in page
