import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.projects import panels
from levain.projects.models import Message, Reading
from levain.projects.services import conversations as services
from tests.projects import factories as f
from tests.projects.talking import read, started


def test_what_others_said_is_new_until_one_has_read_it(client, project, bearer):
    conversation = started(project, by=f.member_of(project))
    assert panels.unread_conversations(bearer, [project]) == {project.pk: [conversation]}

    client.get(conversation.get_absolute_url())
    assert panels.unread_conversations(bearer, [project]) == {project.pk: [conversation]}
    for _time in range(2):
        assert read(client, conversation).status_code == 302

    assert panels.unread_conversations(bearer, [project]) == {project.pk: []}
    assert "J’ai lu ces messages" not in client.get(conversation.get_absolute_url()).content.decode()
    services.write_message(conversation, by=f.member_of(project), text="Alors ?")
    assert panels.unread_conversations(bearer, [project]) == {project.pk: [conversation]}


def test_the_script_marks_without_a_page(client, project, bearer):
    conversation = started(project, by=f.member_of(project))

    assert read(client, conversation, headers={"accept": "application/json"}).status_code == 204
    assert panels.unread_conversations(bearer, [project]) == {project.pk: []}


def test_a_mark_never_goes_back_nor_beyond_what_is_said(client, project, bearer):
    conversation = started(project, by=f.member_of(project))
    first = conversation.messages.get().pk
    services.write_message(conversation, by=f.member_of(project), text="Alors ?")
    read(client, conversation, upto=9 * 10**17)
    late = Reading.objects.get(person=bearer)
    read(client, conversation, upto=first)

    assert late.upto == conversation.messages.last().pk
    assert Reading.objects.get(person=bearer).upto == late.upto
    services.write_message(conversation, by=f.member_of(project), text="Et puis ?")
    assert panels.unread_conversations(bearer, [project]) == {project.pk: [conversation]}


@pytest.mark.parametrize("upto", ["", "x", "-1", "²", "9" * 30])
def test_a_forged_mark_is_refused(client, project, bearer, upto):
    assert read(client, started(project, by=f.member_of(project)), upto=upto).status_code == 400
    assert not Reading.objects.filter(person=bearer).exists()


def test_nobody_marks_what_was_not_opened_to_her(client, project):
    conversation = started(project, audience="collective")
    client.force_login(f.official_of(project))

    assert read(client, conversation).status_code == 403
    assert client.get(reverse("projects:conversation_read", args=[conversation.pk])).status_code == 405


def test_ones_own_words_are_never_new(project):
    conversation = started(project)

    assert panels.unread_conversations(conversation.started_by, [project]) == {project.pk: []}


def test_what_one_may_not_read_is_not_counted(project):
    started(project, by=f.adviser_of(project), audience="support")
    started(project, audience="collective")

    assert panels.unread_conversations(f.official_of(project), [project]) == {project.pk: []}


def test_an_older_page_marks_nothing_as_read(client, project, bearer):
    conversation = started(project, by=f.member_of(project))

    page = client.get(f"{conversation.get_absolute_url()}?avant=999999999")

    assert page.context["to_mark"] is None
    assert not Reading.objects.filter(person=bearer).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_new_conversations_cost_one_query(project, count, django_assert_max_num_queries):
    projects = [project, *(f.ProjectFactory(cohort=project.cohort) for _ in range(count))]
    for one in projects:
        for _time in range(count):
            started(one, audience="cohort")
    reader = f.bearer_of(project)
    assert reader.roles_held

    with django_assert_max_num_queries(2):
        found = panels.unread_conversations(reader, projects)

    assert len(found[project.pk]) == count * (count + 1)


def test_the_home_of_a_project_names_what_is_new(client, project, bearer):
    conversation = started(project, by=f.member_of(project))
    assert conversation.get_absolute_url() in client.get(project.get_absolute_url()).content.decode()

    read(client, conversation)

    assert "Du nouveau dans les conversations" not in client.get(project.get_absolute_url()).content.decode()


def test_a_long_thread_opens_on_its_newest_page(client, project, bearer):
    conversation = started(project, by=f.member_of(project), text="n° 0")
    for number in range(1, 25):
        Message.objects.create(conversation=conversation, author=conversation.started_by, text=f"n° {number}")

    page = client.get(conversation.get_absolute_url())
    assert [message.text for message in page.context["shown"]] == [f"n° {number}" for number in range(5, 25)]
    before = client.get(f"?avant={page.context['older']}", PATH_INFO=conversation.get_absolute_url())
    assert [message.text for message in before.context["shown"]] == [f"n° {number}" for number in range(5)]
    assert before.context["older"] is None


def test_the_address_of_a_message_opens_at_it(client, project, bearer):
    conversation = started(project, text="n° 0")
    for number in range(1, 40):
        Message.objects.create(conversation=conversation, author=bearer, text=f"n° {number}")

    page = client.get(conversation.messages.get(text="n° 3").get_absolute_url())

    assert "n° 3" in [message.text for message in page.context["shown"]]


@pytest.mark.parametrize("asked", ["?avant=0", "?avant=x", "?message=9999999999", "?message=%00", "?avec=1-1"])
def test_any_address_is_taken(client, project, bearer, asked):
    assert client.get(started(project).get_absolute_url() + asked).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_conversation_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    conversation = started(project)
    for number in range(count):
        services.write_message(
            conversation,
            by=f.member_of(project),
            text=f"n° {number}",
            carried=f.LogbookEntryFactory(project=project),
            file=SimpleUploadedFile("plan.txt", b"Le plan", "text/plain"),
        )
    client.force_login(f.adviser_of(project))
    client.get(conversation.get_absolute_url())

    with django_assert_max_num_queries(12):
        page = client.get(conversation.get_absolute_url())

    assert len(page.context["shown"]) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, project, bearer, count, django_assert_max_num_queries):
    for _time in range(count):
        started(project, by=f.member_of(project))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("projects:conversations", args=[project.slug]))

    assert len(page.context["page"]) == count
