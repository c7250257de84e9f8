from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import mail_answers, notifications, passages, registry
from levain.foundation.models import Document, JournalEntry, Letter, MailAnswer, Notice
from levain.people.models import RoleCode
from levain.people.services import end_role
from levain.portal.sample_world import build_world
from levain.projects import panels, readership, shelves
from levain.projects.models import Circle, Conversation, Message, Reading
from levain.projects.rules import conversations as may
from levain.projects.services import conversations as services
from tests.people.factories import give_role, someone
from tests.projects import factories as f


@pytest.fixture
def project():
    return f.ProjectFactory()


@pytest.fixture
def bearer(client, project):
    """She is signed in."""
    bearer = f.bearer_of(project)
    client.force_login(bearer)
    return bearer


def started(project, by=None, audience="project", **said):
    said = {"subject": "La date du chantier", "text": "Samedi 12 vous convient-il ?"} | said
    return services.start_conversation(project, by=by or f.bearer_of(project), audience=audience, **said)


def typed(**changes):
    return {"subject": "La date", "text": "Samedi ?", "token": str(uuid4()), "audience": "project", **changes}


def new_page(project):
    return reverse("projects:conversation_new", args=[project.slug])


# -- starting and answering


def test_a_conversation_starts_with_its_first_message(client, project, bearer):
    page = client.post(new_page(project), typed())

    conversation = Conversation.objects.get()
    assert page.url == conversation.get_absolute_url()
    assert (conversation.subject, conversation.audience, conversation.cohort) == (
        "La date",
        "project",
        project.cohort,
    )
    message = conversation.messages.get()
    assert (message.text, message.author, message.role) == ("Samedi ?", bearer, "bearer")


def test_an_answer_comes_after_and_brings_the_conversation_to_the_top(client, project, bearer):
    first, second = started(project), started(project, subject="Autre")

    page = client.post(first.get_absolute_url(), {"text": "Oui, samedi.", "token": str(uuid4())})

    assert page.status_code == 302
    assert [message.text for message in first.messages.all()] == ["Samedi 12 vous convient-il ?", "Oui, samedi."]
    assert list(panels.of_project(bearer, project)) == [first, second]


@pytest.mark.parametrize("again", ["new", "answer"])
def test_a_form_sent_twice_says_it_once(client, project, bearer, again):
    conversation = started(project, by=bearer)
    where = new_page(project) if again == "new" else conversation.get_absolute_url()
    told = typed()

    for _time in range(2):
        assert client.post(where, told).status_code == 302

    assert Message.objects.count() == 2
    assert JournalEntry.objects.filter(verb="conversation.written").count() == 2


def test_other_words_under_the_same_token_are_not_lost(client, project, bearer):
    conversation, token = started(project), uuid4()
    for words in ("Oui.", "Non, dimanche."):
        client.post(conversation.get_absolute_url(), {"text": words, "token": str(token)})

    assert [message.text for message in conversation.messages.all()][1:] == ["Oui.", "Non, dimanche."]


def test_the_token_of_someone_else_gives_nothing_away(project):
    conversation, token = started(project), uuid4()
    theirs = services.write_message(conversation, by=f.member_of(project), text="À moi", token=token)
    mine = services.write_message(conversation, by=f.bearer_of(project), text="À moi", token=token)

    assert mine != theirs


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", "   "), ("text", "a\x00b"), ("text", "\u202eretourné"), ("subject", ""), ("token", "x")],
)
def test_bad_words_are_said_and_nothing_is_written(client, project, bearer, field, value):
    page = client.post(new_page(project), typed(**{field: value}))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(("length", "status"), [(3999, 302), (4000, 302), (4001, 200)])
@pytest.mark.parametrize("letter", ["é", "e\u0301\u0327"])
def test_four_thousand_characters_as_one_sees_them(client, project, bearer, letter, length, status):
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": letter * length, "token": str(uuid4())})

    assert page.status_code == status
    if status == 200:
        assert page.context["form"]["text"].value() == letter * length


def test_hostile_words_are_shown_as_words(client, project, bearer):
    hostile = "<script>alert('là')</script> {{ project }} https://piege.example"
    conversation = started(project, subject="<b>gras</b>", text=hostile)

    page = client.get(conversation.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<b>gras" not in page
    assert 'href="https://piege.example' not in page


def test_more_than_thirty_messages_in_an_hour_are_kept_for_later(client, project, bearer):
    conversation = started(project, by=bearer)
    for number in range(services.MESSAGES_AN_HOUR - 1):
        services.write_message(conversation, by=bearer, text=f"n° {number}")

    page = client.post(conversation.get_absolute_url(), {"text": "De trop", "token": str(uuid4())})

    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "De trop"
    assert conversation.messages.count() == services.MESSAGES_AN_HOUR
    Message.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert client.post(conversation.get_absolute_url(), {"text": "De trop"}).status_code == 302


def test_nothing_of_the_words_goes_to_the_journal(project):
    started(project, text="Un secret")

    entry = JournalEntry.objects.get(verb="conversation.written")
    assert entry.changes == {"audience": "project"}


def test_a_conversation_of_no_project_is_for_the_cohort(project):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(
            cohort=project.cohort, audience="project", subject="x", started_by=f.bearer_of(project)
        )


# -- who reads, who speaks


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
        named = {one.pk for one in conversations if any(user in side.people for side in readership.sides(one))}
        assert named == read, code


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


# -- closed


def test_a_closed_conversation_is_read_and_gives_back_what_came_too_late(client, project, bearer):
    conversation = started(project, by=bearer)
    client.post(reverse("projects:conversation_close", args=[conversation.pk]))

    page = client.post(conversation.get_absolute_url(), {"text": "Trop tard ?"})

    assert page.status_code == 200
    assert "Trop tard ?" in page.content.decode()
    assert conversation.messages.count() == 1
    client.post(reverse("projects:conversation_reopen", args=[conversation.pk]))
    assert client.post(conversation.get_absolute_url(), {"text": "Trop tard ?"}).status_code == 302


def test_closed_twice_is_closed_once(project):
    conversation = started(project)
    for _time in range(2):
        services.close_conversation(conversation, by=conversation.started_by)

    assert JournalEntry.objects.filter(verb="conversation.closed").count() == 1


def test_only_the_one_who_started_and_the_adviser_close(project):
    conversation = started(project)

    assert may.can_settle(conversation.started_by, conversation)
    assert may.can_settle(f.adviser_of(project), conversation)
    assert not may.can_settle(f.member_of(project), conversation)


# -- one's own words


def test_a_corrected_message_keeps_its_versions_and_says_so(client, project, bearer):
    message = started(project, by=bearer).messages.get()

    client.post(reverse("projects:message_correct", args=[message.pk]), {"text": "Dimanche 13 ?", "version": 1})

    message.refresh_from_db()
    assert (message.text, message.version, message.history.count()) == ("Dimanche 13 ?", 2, 2)
    assert "modifié" in client.get(message.conversation.get_absolute_url()).content.decode()
    assert not Notice.objects.filter(entry__verb="conversation.corrected").exists()


@pytest.mark.parametrize("version", ["", "0", "99"])
def test_a_correction_on_an_older_version_shows_both(client, project, bearer, version):
    message = started(project, by=bearer).messages.get()

    page = client.post(reverse("projects:message_correct", args=[message.pk]), {"text": "Autre", "version": version})

    assert page.context["form"]["text"].value() == "Autre"
    assert page.context["current"].text == "Samedi 12 vous convient-il ?"
    message.refresh_from_db()
    assert message.version == 1


def test_a_withdrawn_message_leaves_only_its_place(client, project, bearer):
    conversation = started(project, by=bearer)
    message = conversation.messages.get()
    services.correct_message(message, by=bearer, version=1, text="Mieux dit")
    page = reverse("projects:message_withdraw", args=[message.pk])
    assert "Mieux dit" in client.get(page).content.decode()

    client.post(page)

    message.refresh_from_db()
    assert (message.text, message.history.count()) == ("", 0)
    shown = client.get(conversation.get_absolute_url()).content.decode()
    assert "Mieux dit" not in shown
    assert "Message retiré" in shown
    assert client.post(page).status_code == 403
    with pytest.raises(services.AlreadyWithdrawn):
        services.withdraw_message(message, by=bearer)


def test_one_withdraws_even_when_one_has_left(client, project, bearer):
    message = started(project, by=bearer).messages.get()
    end_role(bearer.roles.get(), by=None)

    assert client.post(reverse("projects:message_withdraw", args=[message.pk])).url == reverse("portal:space")
    message.refresh_from_db()
    assert message.withdrawn_at


# -- what a message carries


def test_a_message_carries_a_note_shown_to_those_who_may_read_it(client, project, bearer):
    note = f.LogbookEntryFactory(project=project, audience="collective", text="Le mur penche")
    conversation = started(project)

    client.post(conversation.get_absolute_url(), {"text": "Voyez ceci", "carried": shelves.code_of(note)})

    assert conversation.messages.last().carried == note
    assert note.get_absolute_url() in client.get(conversation.get_absolute_url()).content.decode()
    client.force_login(f.official_of(project))
    page = client.get(conversation.get_absolute_url()).content.decode()
    assert note.get_absolute_url() not in page
    assert "ne vous a pas été ouvert" in page


@pytest.mark.parametrize("code", ["0-0", "x", "1-", "-1", "9" * 30, "²-1"])
def test_a_forged_attachment_is_refused(client, project, bearer, code):
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": code})

    assert "carried" in page.context["form"].errors
    assert conversation.messages.count() == 1


def test_one_attaches_only_what_one_may_see(client, project):
    note = f.LogbookEntryFactory(project=project, audience="collective")
    conversation = started(project)
    client.force_login(f.official_of(project))

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": shelves.code_of(note)})

    assert "carried" in page.context["form"].errors


def test_the_list_to_choose_from_comes_with_the_words_kept(client, project, bearer):
    note = f.LogbookEntryFactory(project=project)
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": "Mes mots", "pick": "1"})

    assert "Mes mots" in page.content.decode()
    assert shelves.code_of(note) in page.content.decode()
    assert conversation.messages.count() == 1


def test_a_file_goes_with_a_message_to_its_readers(client, project, bearer):
    upload = SimpleUploadedFile("plan.txt", b"Le plan", "text/plain")
    conversation = started(project, audience="collective")

    client.post(conversation.get_absolute_url(), {"text": "Le plan", "file": upload, "file_alt": "Plan du verger"})

    address = reverse("foundation:document", args=[Document.objects.get().pk])
    assert client.get(address).status_code == 200
    client.force_login(f.official_of(project))
    assert client.get(address).status_code == 403


def test_a_bad_file_keeps_the_words_and_writes_nothing(client, project, bearer):
    conversation = started(project)
    bad = SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg")

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "file": bad})

    assert page.context["form"]["text"].value() == "Voyez"
    assert "file" in page.context["form"].errors
    assert conversation.messages.count() == 1


def test_one_talks_about_a_note_from_its_page(client, project, bearer):
    note = f.LogbookEntryFactory(project=project)
    conversation = started(project)
    code = shelves.code_of(note)
    where = reverse("projects:talk", args=code.split("-"))

    assert where in client.get(note.get_absolute_url()).content.decode()
    page = client.get(where).content.decode()
    assert f"{new_page(project)}?avec={code}" in page
    assert f"{conversation.get_absolute_url()}?avec={code}#repondre" in page
    assert code in client.get(f"{new_page(project)}?avec={code}").content.decode()


def test_one_does_not_talk_about_what_one_may_not_see(client, project):
    note = f.LogbookEntryFactory(project=project, audience="collective")
    client.force_login(f.official_of(project))

    assert client.get(reverse("projects:talk", args=shelves.code_of(note).split("-"))).status_code == 403


@pytest.mark.parametrize("kind", [0, 999999])
def test_nobody_talks_about_what_does_not_exist(client, bearer, kind):
    assert client.get(reverse("projects:talk", args=[kind, 1])).status_code == 404


# -- new for whom


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


def read(client, conversation, upto=None, **headers):
    upto = conversation.messages.last().pk if upto is None else upto
    return client.post(reverse("projects:conversation_read", args=[conversation.pk]), {"upto": upto}, **headers)


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


# -- long threads


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


# -- told, and answered from the mail


def test_the_readers_are_told_except_the_writer_and_those_who_look_on(project):
    bearer, member, official = f.bearer_of(project), f.member_of(project), f.official_of(project)
    adviser, agent = f.adviser_of(project), f.state_agent_of(project)
    someone("evaluator", project.cohort)
    f.lead_of(project)
    f.bearer_of(f.ProjectFactory(cohort=project.cohort))

    started(project, by=bearer)

    told = {notice.recipient for notice in Notice.objects.filter(entry__verb="conversation.written")}
    assert told == {member, official, adviser, agent}


def test_the_national_team_is_told_once_it_takes_part(project):
    lead, conversation = f.lead_of(project), started(project)
    assert lead not in readership.to_tell(conversation)

    services.write_message(conversation, by=lead, text="Une précision")

    assert lead in readership.to_tell(conversation)


def answer_page(message, person, settings):
    return mail_answers.answer_link("projects.answer", message, person).removeprefix(settings.SITE_URL)


def test_one_answers_from_the_mail_without_signing_in(client, project, settings):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)
    shown = client.get(page).content.decode()
    assert "Samedi 12 vous convient-il ?" in shown

    client.post(page, {"text": "Oui, je viens.", "name": member.name})

    said = message.conversation.messages.last()
    assert (said.text, said.author, said.signed) == ("Oui, je viens.", member, "")
    assert client.get(page).status_code == 410
    assert client.get(message.conversation.get_absolute_url()).status_code == 302


def test_an_answer_from_a_shared_box_says_who_signed(client, project, settings):
    member, message = f.member_of(project), started(project).messages.get()

    client.post(answer_page(message, member, settings), {"text": "Oui.", "name": "Paul, du même foyer"})

    assert message.conversation.messages.last().signed == "Paul, du même foyer"


@pytest.mark.parametrize("said", [{"text": ""}, {"text": "  "}, {"text": "t" * 4001}, {"name": ""}])
def test_a_bad_answer_is_given_back_and_the_link_kept(client, project, settings, said):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)

    assert client.post(page, {"text": "Oui.", "name": "Zoé"} | said).status_code == 200
    assert message.conversation.messages.count() == 1
    assert client.post(page, {"text": "Oui.", "name": "Zoé"}).status_code == 200
    assert message.conversation.messages.count() == 2


@pytest.mark.parametrize("lost", ["role", "closed", "withdrawn", "account"])
def test_whoever_lost_the_right_answers_nothing(client, project, settings, lost):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)
    if lost == "role":
        end_role(member.roles.get(), by=None)
    elif lost == "closed":
        services.close_conversation(message.conversation, by=message.author)
    elif lost == "withdrawn":
        services.withdraw_message(message, by=message.author)
    else:
        type(member).objects.filter(pk=member.pk).update(is_active=False)

    assert client.post(page, {"text": "Oui.", "name": "Zoé"}).status_code == 410
    assert message.conversation.messages.count() == 1


def test_the_messages_of_one_conversation_come_in_one_letter_with_their_words(project):
    member, writer = f.member_of(project), f.bearer_of(project)
    conversation = started(project, by=writer, text="<b>Samedi</b> https://piege.example ?")
    services.write_message(conversation, by=writer, text="Ou dimanche ?")

    notifications.send_digests(timezone.now() + timedelta(days=1))

    letter = Letter.objects.get(to=member.email)
    assert letter.subject == "Un message pour vous dans une conversation"
    assert "Ou dimanche ?" in letter.text
    assert "<b>" not in letter.html
    assert "https://piege" not in letter.text
    assert MailAnswer.objects.filter(person=member).count() == 1


def test_a_notice_of_a_withdrawn_message_never_leaves(project):
    f.member_of(project)
    message = started(project).messages.get()
    services.withdraw_message(message, by=message.author)
    Letter.objects.all().delete()

    notifications.send_digests(timezone.now() + timedelta(days=1))

    assert not Letter.objects.exists()


# -- quoted


def test_a_message_is_quoted_with_its_speaker(project):
    bearer = f.bearer_of(project)
    message = started(project, by=bearer).messages.get()

    passage = passages.cite(message, "text", "vous convient-il", by=f.adviser_of(project))

    speaker = registry.of(message).speaker(message, "text")
    assert (speaker.side, speaker.user) == ("bearer", bearer)
    services.correct_message(message, by=bearer, version=1, text="Dimanche ?")
    message.refresh_from_db()
    assert passages.find(passage, message).state == passages.State.CHANGED
