"""Photos of walls and rooms: kept with their activity, shown while each person recognised agrees."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from levain.seminars import services
from levain.seminars.models import ActivityPhoto, PhotoConsent
from tests.projects.factories import adviser_of, bearer_of
from tests.seminars.factories import ActivityFactory, RegistrationFactory, SeminarFactory


@pytest.fixture
def activity(project):
    return ActivityFactory(seminar=SeminarFactory(cohort=project.cohort, over=True))


@pytest.fixture
def person(activity):
    return RegistrationFactory(seminar=activity.seminar, attended=True)


def picture():
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    return SimpleUploadedFile("mur.png", drawn.getvalue(), "image/png")


def page_of(activity):
    return reverse("seminars:photos", args=[activity.seminar.slug, activity.pk])


def add(client, user, activity, **told):
    client.force_login(user)
    typed = {"photo": picture(), "caption": "Un mur de notes", "recognised": "nobody"} | told
    return client.post(page_of(activity), typed)


def agree(person, **about):
    until = timezone.localdate() + timedelta(days=300)
    return PhotoConsent.objects.create(registration=person, **{"channels": ["cohort"], "until": until} | about)


def seen(client, user, activity):
    client.force_login(user)
    return client.get(page_of(activity)).context["photos"]


def test_a_wall_is_photographed_and_everyone_of_the_cohort_sees_it(client, activity, project):
    assert add(client, adviser_of(project), activity).status_code == 302
    (photo,) = seen(client, bearer_of(project), activity)
    document = photo.documents.get()
    assert client.get(reverse("foundation:document", args=[document.pk])).status_code == 200


@pytest.mark.parametrize(
    "about", [None, {"channels": ["report"]}, {"until": timezone.localdate() - timedelta(days=1)}]
)
def test_who_did_not_agree_to_be_seen_keeps_the_photo_off_the_page_and_its_file(
    client, activity, project, person, about
):
    if about:
        agree(person, **about)
    add(client, adviser_of(project), activity, recognised="some", people=[person.pk])
    assert seen(client, bearer_of(project), activity) == []
    document = ActivityPhoto.objects.get().documents.get()
    assert client.get(reverse("foundation:document", args=[document.pk])).status_code in (403, 404)


def test_an_agreement_taken_back_hides_the_photo_at_once(client, activity, project, person):
    consent = agree(person)
    add(client, adviser_of(project), activity, recognised="some", people=[person.pk])
    bearer = bearer_of(project)
    assert len(seen(client, bearer, activity)) == 1
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert seen(client, bearer, activity) == []


def test_to_say_that_somebody_is_seen_one_says_who(client, activity, project):
    page = add(client, adviser_of(project), activity, recognised="some")
    assert page.context["form"].errors["people"]
    assert not ActivityPhoto.objects.exists()


def test_what_is_no_picture_is_refused_and_a_bearer_adds_none(client, activity, project):
    text = SimpleUploadedFile("mur.png", b"not a picture", "image/png")
    assert add(client, adviser_of(project), activity, photo=text).context["form"].errors["photo"]
    assert add(client, bearer_of(project), activity).status_code == 403
    assert not ActivityPhoto.objects.exists()


def test_a_photo_taken_away_leaves_nothing(client, activity, project):
    team = adviser_of(project)
    add(client, team, activity)
    photo = ActivityPhoto.objects.get()
    client.post(reverse("seminars:remove_photo", args=[activity.seminar.slug, photo.pk]))
    assert not ActivityPhoto.objects.exists()


def test_the_same_photo_sent_twice_is_kept_once(activity, project):
    token = "7b0a1c1e-6f0a-4f0e-9c3e-0d6a2f6b8f11"
    for _twice in range(2):
        services.add_photo(activity, picture(), caption="Un mur", by=adviser_of(project), token=token)
    assert ActivityPhoto.objects.count() == 1


def test_who_did_not_agree_is_named_before_a_photo_is_kept(client, activity, project, person):
    adviser = adviser_of(project)

    refused = add(client, adviser, activity)

    assert refused.status_code == 200
    assert str(person) in refused.content.decode()
    assert not ActivityPhoto.objects.exists()
    assert add(client, adviser, activity, checked="on").status_code == 302


def test_a_person_who_did_not_agree_is_ticked_and_the_team_alone_keeps_it(client, activity, project, person):
    answer = add(client, adviser_of(project), activity, recognised="some", people=[person.pk])

    assert answer.status_code == 302
    assert not ActivityPhoto.objects.get().agreed()
    told = [str(message) for message in client.get(page_of(activity)).context["messages"]]
    assert any(str(person) in said for said in told)
