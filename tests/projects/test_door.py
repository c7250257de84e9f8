"""The door of a public page: nothing shows before both sides agree, and the writer knows who owes her an answer."""

import re
from datetime import timedelta
from time import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from levain.foundation import reminders
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.foundation.typed import without_contacts
from levain.projects import services
from levain.projects.forms.door import stamp
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage
from tests.projects import factories as f

TYPED = {
    "kind": "question",
    "name": "Odile Martin",
    "email": "odile@example.org",
    "text": "Le four ouvre-t-il en hiver ? Mon numéro : 06 12 34 56 78.",
    "may_publish": "on",
    "public_name": "Odile",
}


@pytest.fixture
def project():
    project = f.ProjectFactory()
    services.compose_page(project, by=f.bearer_of(project), blocks=["contact"])
    return project


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def door(project):
    return reverse("projects:write_to", args=[project.slug])


def typed(**changes):
    return TYPED | {"opened": stamp(time() - 60)} | changes


def link_in(letter):
    return re.search(r"http://[^/]+(/(?:messages|mon-message)/\S+)", letter.text).group(1)


def sent(client, project, address="", **changes):
    """A message written and confirmed, and the link by which its writer follows it."""
    client.post(address or door(project), typed(**changes))
    client.post(link_in(Letter.objects.latest("pk")))
    return NeighbourMessage.objects.latest("pk"), link_in(Letter.objects.latest("pk"))


def act(client, person, name, thing, **posted):
    client.force_login(person)
    answer = client.post(reverse(f"projects:{name}", args=[thing.project.slug, thing.pk]), posted)
    client.logout()
    return answer


def published(client, project, bearer, **changes):
    message, link = sent(client, project, **changes)
    if message.kind != "help":
        services.answer_message(message, by=bearer, text="Oui, le samedi.")
    services.publish_message(message, by=bearer)
    return message, link


def public(client, project):
    return client.get(reverse("portal:public_project", args=[project.slug])).content.decode()


def test_the_writer_learns_who_answers_and_by_when(client, project):
    message, link = sent(client, project)

    letter = Letter.objects.latest("pk")
    page = client.get(link).content.decode()
    assert message.answer_by == timezone.localdate() + services.ANSWERED_WITHIN
    assert str(project.collective) in letter.text
    assert str(project.collective) in page
    assert "odile@example.org" not in page


def test_nothing_shows_before_the_bearer_publishes_it(client, project, bearer):
    message, _link = sent(client, project)
    assert "Le four" not in public(client, project)
    assert act(client, bearer, "publish_message", message).status_code == 403

    services.answer_message(message, by=bearer, text="Oui. Écrivez à four@example.org")
    assert "Le four" not in public(client, project)
    assert act(client, f.member_of(project), "publish_message", message).status_code == 403
    assert act(client, bearer, "publish_message", message).status_code == 302

    page = public(client, project)
    assert "Le four" in page
    assert "Odile" in page
    for secret in ("Martin", "odile@example.org", "four@example.org", "06 12"):
        assert secret not in page


def test_without_her_mark_no_message_is_published(client, project, bearer):
    message, _link = sent(client, project, may_publish="", public_name="Odile")
    services.answer_message(message, by=bearer, text="Oui.")

    assert act(client, bearer, "publish_message", message).status_code == 403
    with pytest.raises(services.NotToPublish):
        services.publish_message(message, by=bearer)
    assert message.public_name == ""


@pytest.mark.parametrize("name", ["Odile Martin", "o@e.org", "0612345678", "x" * 31, "<b>", "Odile\u202e"])
def test_only_a_first_name_is_shown(client, project, name):
    assert "<title>Erreur" in client.post(door(project), typed(public_name=name)).content.decode()
    assert not NeighbourMessage.objects.exists()


def test_the_writer_takes_her_words_off_at_any_time(client, project, bearer):
    message, link = published(client, project, bearer)
    client.get(link)
    assert "Le four" in public(client, project)

    client.post(link, {"deed": "take_back"})

    assert "Le four" not in public(client, project)
    with pytest.raises(services.NotToPublish):
        services.publish_message(NeighbourMessage.objects.get(), by=bearer)


def test_the_writer_erases_everything(client, project, bearer):
    _message, link = published(client, project, bearer)

    assert client.post(link, {"deed": "erase"}).status_code == 200

    assert not NeighbourMessage.objects.exists()
    assert client.get(link).status_code == 410


def test_links_open_one_thing_only(client, project):
    client.post(door(project), typed())
    confirm = link_in(Letter.objects.latest("pk"))
    early = confirm.replace("/messages/", "/mon-message/")
    assert client.get(early).status_code == 410

    client.post(confirm)
    client.post(confirm)
    status = link_in(Letter.objects.latest("pk"))

    assert Letter.objects.count() == 2
    assert client.get(status.replace("/mon-message/", "/messages/")).status_code == 410
    assert client.get(status[:-2] + "x/").status_code == 410
    assert client.post(status, {"deed": "hide"}).status_code == 302
    assert NeighbourMessage.objects.exists()


def test_the_message_of_another_project_is_not_there(client, project, bearer):
    other = f.ProjectFactory()
    message, _link = sent(client, project)
    client.force_login(f.bearer_of(other))

    for name in ("message", "answer_message", "hide_message"):
        assert client.get(reverse(f"projects:{name}", args=[other.slug, message.pk])).status_code == 404
        assert client.get(reverse(f"projects:{name}", args=[project.slug, message.pk])).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"website": "http://spam.example"},
        {"opened": ""},
        {"opened": "forged"},
        {"text": "http://a.fr http://b.fr www.c.fr"},
    ],
)
def test_programs_are_asked_again(client, project, wrong):
    page = client.post(door(project), typed(**wrong))

    assert "<title>Erreur" in page.content.decode()
    assert not Letter.objects.exists()


def test_a_form_sent_within_three_seconds_is_kept_and_sent_again(client, project):
    page = client.post(door(project), typed(opened=stamp()))
    assert "Le four" in page.content.decode()

    forged = client.post(door(project), typed(opened="forged"))
    again = re.search(r'name="opened" value="([^"]+)"', forged.content.decode()).group(1)
    assert again != "forged"
    assert not Letter.objects.exists()


def test_one_mailbox_is_not_filled_from_many_addresses(client, project):
    answers = [client.post(door(project), typed(), REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(6)]

    assert answers == [200] * 5 + [429]


def test_one_account_does_not_write_more_from_many_places(client, project):
    client.force_login(f.bearer_of(f.ProjectFactory()))
    answers = [
        client.post(door(project), typed(email=f"o{n}@e.org"), REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(6)
    ]

    assert answers == [200] * 5 + [429]


def test_a_team_is_not_drowned(client, project):
    cache.set(f"limit:neighbour-team:{_mark(project)}", 60, 3600)

    assert client.post(door(project), typed()).status_code == 429


def _mark(project):
    from levain.foundation.limits import _mark

    return _mark(str(project.pk))


def test_the_bearers_then_the_adviser_are_reminded(client, project, bearer):
    adviser = f.adviser_of(project)
    message, _link = sent(client, project)
    due = reminders.registered()["neighbour"].due
    now = timezone.now()

    assert bearer in {each.person for each in due(now)}
    assert adviser not in {each.person for each in due(now)}
    assert adviser in {each.person for each in due(now + timedelta(days=11))}
    services.answer_message(message, by=bearer, text="Oui.")
    assert not list(due(now + timedelta(days=11)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Appelez le 06.12.34.56.78 vite", "Appelez le […] vite"),
        ("ou +33 6 12 34 56 78", "ou […]"),
        ("à moi (at) exemple.fr", "à […]"),
        ("voir https://a.fr/b?c et www.d.fr", "voir […] et […]"),
        ("En 2020 et 2021, 35 personnes", "En 2020 et 2021, 35 personnes"),
        ("le 12/03/2021 à 18h", "le 12/03/2021 à 18h"),
    ],
)
def test_no_way_to_reach_anyone_is_left_in_public_words(text, kept):
    assert without_contacts(text) == kept


# Calls for help and offers.


def call(project, bearer, **said):
    said = {"hand": "skill", "title": "Deux personnes qui cousent", "how_many": 1} | said
    return services.call_for_help(project, by=bearer, until=timezone.localdate() + timedelta(days=30), **said)


def test_an_inhabitant_answers_a_call_and_the_call_is_found(client, project, bearer):
    sought = call(project, bearer)
    assert "Deux personnes qui cousent" in public(client, project)

    message, link = sent(client, project, f"{door(project)}?appel={sought.pk}", kind="help")
    act(client, f.member_of(project), "take_offer", message, text="Samedi à dix heures.")

    sought.refresh_from_db()
    message.refresh_from_db()
    assert (message.call, message.gives) == (sought, "skill")
    assert sought.found_at
    assert message.answered_at
    assert "Samedi à dix heures." in Letter.objects.latest("pk").text
    act(client, bearer, "help_call_done", sought)
    message.refresh_from_db()
    assert message.done_at
    assert "Deux personnes" not in public(client, project)


def test_the_call_of_another_project_is_not_answered_here(client, project):
    other = f.ProjectFactory()
    theirs = call(other, f.bearer_of(other))
    for asked in (theirs.pk, "-1", "1e3", "9" * 40, "²"):
        sent(
            client,
            project,
            f"{door(project)}?appel={asked}",
            kind="help",
            email=f"a{asked!s:.3}@e.org".replace("²", "2"),
        )
        cache.clear()

    assert not NeighbourMessage.objects.filter(call__isnull=False).exists()


def test_a_call_past_its_day_leaves_the_page(client, project, bearer):
    sought = call(project, bearer)
    HelpCall.objects.filter(pk=sought.pk).update(until=timezone.localdate() - timedelta(days=1))

    assert "Deux personnes" not in public(client, project)


def test_the_bearer_writes_a_call_once(client, project, bearer):
    client.force_login(bearer)
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    address = reverse("projects:help_call_add", args=[project.slug])
    said = {"hand": "time", "title": "Des bras", "until": until, "token": "3f2b8b1e-9d3b-4a1f-8f1c-2b1a5a0e7c11"}

    for _time in range(2):
        assert client.post(address, said).status_code == 302
    for wrong in ({"until": "2001-01-01"}, {"how_many": 0}, {"how_many": -3}, {"hand": "money"}, {"title": ""}):
        assert client.post(address, said | wrong).status_code == 200
    assert HelpCall.objects.count() == 1
    client.force_login(f.member_of(project))
    assert client.post(address, said).status_code == 403


def test_two_people_change_a_call(client, project, bearer):
    sought = call(project, bearer)
    client.force_login(bearer)
    address = reverse("projects:help_call_edit", args=[project.slug, sought.pk])
    until = sought.until.isoformat()
    assert client.post(address, {"hand": "time", "title": "A", "until": until, "version": 1}).status_code == 302

    late = client.post(address, {"hand": "time", "title": "B", "until": until, "version": 1})

    sought.refresh_from_db()
    assert (late.status_code, sought.title) == (200, "A")


@pytest.mark.parametrize("count", [1, 3])
def test_the_cohort_reads_calls_and_offers_in_one_list(client, project, bearer, count, django_assert_max_num_queries):
    for _number in range(count):
        call(project, bearer)
        NeighbourMessage.objects.create(
            project=project,
            kind="help",
            gives="time",
            name="Odile",
            email="o@e.org",
            text="Mes mercredis",
            may_publish=True,
            confirmed_at=timezone.now(),
            published_at=timezone.now(),
        )
    NeighbourMessage.objects.create(
        project=project, kind="help", name="O", email="o@e.org", text="Secret", confirmed_at=timezone.now()
    )
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))
    address = reverse("projects:hands", args=[project.cohort.slug])

    with django_assert_max_num_queries(10):
        page = client.get(address)
    assert len(page.context["lines"]) == 2 * count
    assert "Secret" not in page.content.decode()
    assert len(client.get(address, {"nature": "time"}).context["lines"]) == count
    client.force_login(f.bearer_of(f.ProjectFactory()))
    assert client.get(address).status_code == 403


# Moderation.


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
