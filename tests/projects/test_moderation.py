from datetime import timedelta
from time import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Letter, Notice
from levain.projects import services
from levain.projects.forms.door import stamp
from levain.projects.models import Flag, Hiding, NeighbourMessage
from tests.projects import factories as f
from tests.projects.neighbours import act, call, door, public, published, sent, typed


@pytest.fixture
def project():
    project = f.ProjectFactory()
    services.compose_page(project, by=f.bearer_of(project), blocks=["contact"])
    return project


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def flagged(client, thing, **changes):
    name = "flag_message" if isinstance(thing, NeighbourMessage) else "flag_call"
    said = {"reason": "privacy", "words": "On reconnaît mon voisin.", "email": "zoe@example.org"}
    address = reverse(f"projects:{name}", args=[thing.project.slug, thing.pk])
    return client.post(address, said | {"opened": stamp(time() - 60)} | changes)


def test_what_is_reported_reaches_the_staff_and_is_answered(client, project, bearer):
    adviser, lead = f.adviser_of(project), f.lead_of(project)
    message, _link = published(client, project, bearer)
    Notice.objects.all().delete()

    assert flagged(client, message).status_code == 200

    assert {adviser, lead} <= {notice.recipient for notice in Notice.objects.all()}
    client.force_login(adviser)
    page = client.get(reverse("projects:moderation", args=[project.cohort.slug])).content.decode()
    assert "On reconnaît mon voisin." in page
    assert "zoe@" not in page
    client.post(reverse("projects:leave_shown", args=[Flag.objects.get().pk]))
    assert Letter.objects.latest("pk").to == "zoe@example.org"
    assert "Le four" in public(client, project)


def test_hidden_with_a_reason_then_appealed_then_put_back(client, project, bearer):
    adviser, lead = f.adviser_of(project), f.lead_of(project)
    message, link = published(client, project, bearer)
    flagged(client, message)

    assert act(client, adviser, "hide_message", message, reason="privacy").status_code == 200
    assert act(client, adviser, "hide_message", message, reason="privacy", words="Un nom.").status_code == 302
    assert "Le four" not in public(client, project)
    assert Flag.objects.get().hidden
    assert "Un nom." in client.get(link).content.decode()

    for text in ("Ce n’est personne.", "Encore."):
        client.post(link, {"deed": "appeal", "text": text})
    hiding = Hiding.objects.get()
    assert hiding.appeal == "Ce n’est personne."

    address = reverse("projects:hiding", args=[hiding.pk])
    client.force_login(adviser)
    assert client.post(address, {"restore": "yes", "text": "x"}).status_code == 403
    client.force_login(lead)
    assert client.post(address, {"restore": "yes", "text": "Vous avez raison."}).status_code == 302
    client.logout()
    assert "Le four" in public(client, project)
    assert "Vous avez raison." in Letter.objects.filter(to="odile@example.org").latest("pk").text
    verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {"neighbour.published", "door.flagged", "door.hidden", "door.appealed", "door.restored"} <= verbs


def test_who_hid_does_not_judge_alone(client, project, bearer):
    lead = f.lead_of(project)
    message, link = published(client, project, bearer)
    services.hide(message, by=lead, reason="other", words="x")
    client.post(link, {"deed": "appeal", "text": "y"})
    address = reverse("projects:hiding", args=[Hiding.objects.get().pk])
    colleague = f.lead_of(project)

    client.force_login(lead)
    assert client.post(address, {"restore": "no", "text": "z"}).status_code == 403
    client.force_login(colleague)
    assert client.post(address, {"restore": "no", "text": "z"}).status_code == 302
    assert NeighbourMessage.objects.get().hidden_at


def test_the_bearer_appeals_for_her_call(client, project, bearer):
    sought = call(project, bearer)
    services.hide(sought, by=f.adviser_of(project), reason="advert", words="Une vente.")
    assert "Deux personnes" not in public(client, project)
    client.force_login(bearer)

    client.post(reverse("projects:hiding", args=[Hiding.objects.get().pk]), {"text": "Tout est donné."})

    assert Hiding.objects.get().appealed_at


def test_what_is_not_public_is_neither_reported_nor_hidden(client, project, bearer):
    message, _link = sent(client, project)

    assert flagged(client, message).status_code == 403
    assert act(client, bearer, "hide_message", message, reason="other", words="x").status_code == 403
    services.withdraw_page(project, by=bearer)
    assert client.post(door(project), typed()).status_code == 403


def test_reports_are_counted(client, project, bearer):
    message, _link = published(client, project, bearer)

    answers = [flagged(client, message).status_code for _time in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_stranger_reads_no_report(client, project, bearer):
    message, _link = published(client, project, bearer)
    services.hide(message, by=bearer, reason="other", words="x")
    client.force_login(f.member_of(project))

    assert client.get(reverse("projects:moderation", args=[project.cohort.slug])).status_code == 403
    assert client.get(reverse("projects:hiding", args=[Hiding.objects.get().pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_costs_the_same_for_any_number(client, project, bearer, count, django_assert_max_num_queries):
    for number in range(count):
        message, link = published(client, project, bearer, email=f"o{number}@e.org")
        Flag.objects.create(project=project, message=message, reason="other")
        services.hide(call(project, bearer), by=bearer, reason="other", words="x")
        services.hide(message, by=bearer, reason="other", words="x")
        client.post(link, {"deed": "appeal", "text": "y"})
        late, _link = sent(client, project, email=f"late{number}@e.org")
        NeighbourMessage.objects.filter(pk=late.pk).update(answer_by=timezone.localdate() - timedelta(days=2))
        Flag.objects.create(project=project, call=call(project, bearer), reason="other")
        cache.clear()
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("projects:moderation", args=[project.cohort.slug]))
    assert len(page.context["appeals"]) == len(page.context["late"]) == count
    client.force_login(bearer)
    for name in ("messages", "help_calls"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"projects:{name}", args=[project.slug]))
    client.logout()
    services.compose_page(project, by=bearer, blocks=["contact", "hands", "answers"])
    with django_assert_max_num_queries(10):
        public(client, project)


def test_the_national_team_reads_what_is_public_without_answering_for_the_collective(client, project, bearer):
    lead = f.lead_of(project)
    message, _link = published(client, project, bearer, kind="help")
    client.force_login(lead)

    assert client.get(reverse("projects:message", args=[project.slug, message.pk])).status_code == 200
    assert act(client, lead, "answer_message", message, text="x").status_code == 403
