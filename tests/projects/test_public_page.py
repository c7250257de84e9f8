"""The public page shows what its bearer chose, line by line, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Document, JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.projects import rules, services
from levain.projects.blocks import photos
from levain.projects.models import PrivateLink, PublicPage
from tests.people.factories import UserFactory
from tests.projects import factories as f


@pytest.fixture
def project():
    return f.ProjectFactory(published=False, pitch="Des jardins au pied des tours", story="Tout a commencé un soir.")


def public(project):
    return reverse("portal:public_project", args=[project.slug])


def compose_page(project):
    return reverse("projects:compose_page", args=[project.slug])


def photo_of(note, by):
    return Document.objects.create(
        object=note, file="documents/x.webp", name="x.webp", kind="image/webp", size=1, sha256="0", uploaded_by=by
    )


def test_nothing_is_shown_before_the_bearer_chose_it(client, project):
    services.publish_page(project, by=f.bearer_of(project))

    page = client.get(public(project)).content.decode()

    assert project.name in page
    assert project.pitch not in page
    assert project.story not in page


def test_the_page_shows_the_lines_chosen_and_no_other(client, project):
    bearer = f.bearer_of(project)
    shown, hidden = (f.LogbookEntryFactory(project=project, audience="public", text=t) for t in ("Semé", "Gardé"))
    step = f.StepFactory(project=project, title="Le bail")
    f.StepFactory(project=project, title="La suite")
    services.compose_page(project, by=bearer, blocks=["pitch", "news", "journey"], lines=[shown, step])
    services.publish_page(project, by=bearer)

    page = client.get(public(project)).content.decode()

    assert [word in page for word in (project.pitch, "Semé", "Le bail")] == [True] * 3
    assert [word in page for word in (project.story, hidden.text, "La suite")] == [False] * 3


def test_a_note_no_longer_for_everyone_leaves_the_page(client, project):
    bearer = f.bearer_of(project)
    note = f.LogbookEntryFactory(project=project, audience="public", text="Semé")
    services.compose_page(project, by=bearer, blocks=["news"], lines=[note])
    services.publish_page(project, by=bearer)
    note.audience = "project"
    note.save()

    assert "Semé" not in client.get(public(project)).content.decode()


def test_the_bearer_chooses_previews_then_publishes(client, project):
    note = f.LogbookEntryFactory(project=project, audience="public", text="Semé")
    client.force_login(f.bearer_of(project))

    answer = client.post(compose_page(project), {"blocks": ["story", "news"], "lines_news": [note.pk], "version": 0})

    assert answer.url == public(project)
    preview = client.get(public(project))
    assert "Tout a commencé" in preview.content.decode()
    assert preview["X-Robots-Tag"] == "noindex"
    client.post(reverse("projects:publish_page", args=[project.slug]))
    client.logout()
    assert "Semé" in client.get(public(project)).content.decode()


@pytest.mark.parametrize("role", [f.member_of, f.official_of, f.adviser_of, f.lead_of, f.state_agent_of])
def test_others_of_the_project_see_the_state_and_publish_nothing(client, project, role):
    person = role(project)
    client.force_login(person)

    assert client.get(reverse("projects:public_page", args=[project.slug])).status_code == 200
    assert client.get(compose_page(project)).status_code == 403
    assert client.post(reverse("projects:publish_page", args=[project.slug])).status_code == 403
    project.refresh_from_db()
    assert not project.published


def test_a_note_written_for_the_project_cannot_be_chosen(client, project):
    note = f.LogbookEntryFactory(project=project, audience="project", text="Entre nous")
    f.LogbookEntryFactory(project=project, audience="public")
    client.force_login(f.bearer_of(project))

    answer = client.post(compose_page(project), {"blocks": ["news"], "lines_news": [note.pk], "version": 0})

    assert answer.status_code == 200
    assert not PublicPage.objects.exists()


def test_two_bearers_who_choose_at_once_do_not_overwrite_each_other(project):
    one, other = f.bearer_of(project), f.bearer_of(project)
    page = services.compose_page(project, by=one, blocks=["pitch"])
    services.compose_page(project, by=other, blocks=["story"], version=page.version)

    with pytest.raises(ChangedSince):
        services.compose_page(project, by=one, blocks=[], version=page.version)

    assert PublicPage.objects.get().blocks == ["story"]


def test_a_photo_asks_for_the_agreement_of_the_people_on_it(client, project):
    bearer = f.bearer_of(project)
    note = f.LogbookEntryFactory(project=project, audience="public")
    photo = photo_of(note, bearer)
    client.force_login(bearer)
    chosen = {"blocks": ["photos"], "lines_photos": [photo.pk], "version": 0}

    refused = client.post(compose_page(project), chosen)
    accepted = client.post(compose_page(project), {**chosen, "people_agreed": "on"})

    assert refused.status_code == 200
    assert accepted.status_code == 302
    assert PublicPage.objects.get().lines.get().agreed_on == timezone.localdate()


def test_a_photo_is_served_to_everyone_only_while_it_is_shown(project):
    bearer, stranger = f.bearer_of(project), UserFactory()
    note = f.LogbookEntryFactory(project=project, audience="public")
    photo = photo_of(note, bearer)
    services.publish_page(project, by=bearer)
    project.refresh_from_db()
    note.refresh_from_db()

    before = rules.can_read_photo(stranger, note, photo)
    services.compose_page(project, by=bearer, blocks=["photos"], lines=[photo], people_agreed=True)
    shown = rules.can_read_photo(stranger, note, photo)
    services.compose_page(project, by=bearer, blocks=["photos"])

    assert (bool(before), bool(shown), bool(rules.can_read_photo(stranger, note, photo))) == (False, True, False)
    assert rules.can_read_photo(bearer, note, photo)


def test_publishing_tells_the_local_authority_and_the_national_team_once(project):
    official, lead, bearer = f.official_of(project), f.lead_of(project), f.bearer_of(project)

    for _time in range(2):
        services.publish_page(project, by=bearer)

    assert JournalEntry.objects.filter(verb="project.published").count() == 1
    assert {notice.recipient for notice in Notice.objects.all()} == {official, lead}


def test_the_national_team_may_take_a_page_off_and_the_bearer_knows(client, project):
    bearer, lead = f.bearer_of(project), f.lead_of(project)
    services.publish_page(project, by=bearer)
    Notice.objects.all().delete()
    client.force_login(lead)

    client.post(reverse("projects:withdraw_page", args=[project.slug]))

    client.logout()
    assert client.get(public(project)).status_code == 403
    assert bearer in {notice.recipient for notice in Notice.objects.all()}


def test_a_private_link_shows_the_page_until_it_is_closed(client, project):
    bearer = f.bearer_of(project)
    services.compose_page(project, by=bearer, blocks=["pitch"])
    secret = services.make_link(project, by=bearer, name="La médiathèque", days=7)
    address = reverse("portal:shared_project", args=[secret])

    opened = client.get(address)

    assert project.pitch in opened.content.decode()
    assert "noindex" in opened["X-Robots-Tag"]
    link = PrivateLink.objects.get()
    assert secret not in (link.digest, link.name)
    services.revoke_link(link, by=bearer)
    assert client.get(address).status_code == 410


def test_a_private_link_expires(client, project):
    secret = services.make_link(project, by=f.bearer_of(project), name="Un ami", days=7)
    PrivateLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert client.get(reverse("portal:shared_project", args=[secret])).status_code == 410


def test_who_tries_links_at_random_is_stopped(client, project):
    secret = services.make_link(project, by=f.bearer_of(project), name="Un ami", days=7)
    for number in range(21):
        client.get(reverse("portal:shared_project", args=[f"wrong{number}"]))

    assert client.get(reverse("portal:shared_project", args=[secret])).status_code == 429


def test_the_link_is_told_once_and_the_same_form_makes_one(client, project):
    client.force_login(f.bearer_of(project))
    typed = {"name": "Un ami", "days": 30, "token": "3f2b8b1e-9d3b-4a1f-8f1c-2b1a5a0e7c11"}
    state = reverse("projects:public_page", args=[project.slug])

    for _time in range(2):
        client.post(reverse("projects:share_page", args=[project.slug]), typed)

    assert PrivateLink.objects.count() == 1
    assert "/apercu/" in client.get(state).content.decode()
    assert "/apercu/" not in client.get(state).content.decode()


def test_no_more_than_five_links_are_open(project):
    bearer = f.bearer_of(project)
    for number in range(5):
        services.make_link(project, by=bearer, name=str(number), days=7)

    with pytest.raises(services.TooManyLinks):
        services.make_link(project, by=bearer, name="De trop", days=7)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_lines(client, project, count, django_assert_max_num_queries):
    bearer = f.bearer_of(project)
    notes = f.LogbookEntryFactory.create_batch(count, project=project, audience="public")
    steps = f.StepFactory.create_batch(count, project=project)
    photos = [photo_of(note, bearer) for note in notes]
    blocks = ["pitch", "story", "news", "photos", "journey", "figures", "contact"]
    services.compose_page(project, by=bearer, blocks=blocks, lines=[*notes, *steps, *photos], people_agreed=True)
    services.publish_page(project, by=bearer)

    with django_assert_max_num_queries(10):
        client.get(public(project))
    client.force_login(bearer)
    with django_assert_max_num_queries(12):
        client.get(compose_page(project))


def test_a_document_that_is_no_picture_is_not_among_the_photos(project):
    note = f.LogbookEntryFactory(project=project, audience="public")
    document = photo_of(note, f.bearer_of(project))
    Document.objects.filter(pk=document.pk).update(kind="application/pdf")

    assert not photos(project)
