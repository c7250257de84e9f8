"""A key lets a program read in one role of its holder, for a time; it is shown once, and dies with the role."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.people import keys
from levain.people.models import AccessKey, RoleCode
from levain.people.services import end_role
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory
from tests.selection.factories import ApplicationFactory

PAGE = "/espace/compte/cles/"


@pytest.fixture
def adviser():
    return someone(RoleCode.ADVISER, ProjectFactory().cohort)


def role_of(person):
    return person.roles.get()


def made(person, **said):
    return keys.open_key(role_of(person), **({"name": "Our map", "days": 30} | said))


def reader(secret):
    return keys.reader(secret, timezone.now())


def test_a_key_reads_as_its_holder_in_that_role_only(adviser):
    secret = made(adviser)
    other = ProjectFactory()
    adviser.roles.create(code=RoleCode.BEARER, scope=other)

    held = reader(secret).roles_held

    assert [one.code for one in held] == [RoleCode.ADVISER]


def test_the_house_keeps_no_key(adviser):
    secret = made(adviser)

    key = AccessKey.objects.get()
    assert secret not in (key.digest, key.name)
    assert len(secret) > 40


@pytest.mark.parametrize("secret", ["", "unknown", "x" * 5000, "\x00"])
def test_what_is_no_key_opens_nothing(adviser, secret):
    made(adviser)

    assert reader(secret) is None


def test_a_closed_key_opens_nothing(adviser):
    secret = made(adviser)
    keys.close_key(AccessKey.objects.get())
    keys.close_key(AccessKey.objects.get())

    assert reader(secret) is None


def test_a_key_ends_on_its_day(adviser):
    secret = made(adviser)

    assert keys.reader(secret, timezone.now() + timedelta(days=31)) is None


def test_a_key_lives_a_year_at_most(adviser):
    made(adviser, days=40_000)

    assert AccessKey.objects.get().expires_at < timezone.now() + timedelta(days=366)


def test_a_key_dies_with_the_role(adviser):
    secret = made(adviser)
    end_role(role_of(adviser), by=None)

    assert reader(secret) is None


def test_a_key_dies_with_the_account(adviser):
    secret = made(adviser)
    adviser.is_active = False
    adviser.save()

    assert reader(secret) is None


def test_a_person_holds_ten_keys_at_most(adviser):
    for _n in range(10):
        made(adviser)

    with pytest.raises(keys.TooManyKeys):
        made(adviser)


def test_the_key_is_shown_once(client, adviser):
    client.force_login(adviser)
    answer = client.post(PAGE, {"name": "Our map", "role": role_of(adviser).pk, "days": 90})

    [secret] = [part for part in answer.content.decode().split("<code>")[1:2]]
    secret = secret.split("</code>")[0]
    assert reader(secret) == adviser
    assert secret not in client.get(PAGE).content.decode()


def shown(answer):
    return answer.content.decode().split("<code>")[1].split("</code>")[0]


def test_a_form_sent_twice_makes_one_key_and_tells_it_again(client, adviser):
    client.force_login(adviser)
    said = {"name": "Our map", "role": role_of(adviser).pk, "days": 90}
    said["token"] = client.get(PAGE).context["form"]["token"].value()
    first, again = (client.post(PAGE, said) for _time in range(2))

    assert shown(first) == shown(again)
    assert AccessKey.objects.count() == 1
    assert again.context["form"]["token"].value() != said["token"]

    keys.close_key(AccessKey.objects.get())
    refused = client.post(PAGE, said).content.decode()
    assert "elle est maintenant fermée" in refused
    assert AccessKey.objects.count() == 1


def test_two_people_who_send_one_form_have_each_their_key(adviser):
    token, other = uuid4(), someone(RoleCode.ADVISER, role_of(adviser).scope)

    assert made(adviser, token=token) != made(other, token=token)


def test_nobody_makes_a_key_for_the_role_of_another(client, adviser):
    stranger = someone(RoleCode.BEARER, ProjectFactory())
    client.force_login(stranger)

    client.post(PAGE, {"name": "Theirs", "role": role_of(adviser).pk, "days": 90})

    assert not AccessKey.objects.exists()


def test_nobody_closes_the_key_of_another(client, adviser):
    secret = made(adviser)
    client.force_login(UserFactory())

    assert client.post(reverse("people:close_key", args=[AccessKey.objects.get().pk])).status_code == 403
    assert reader(secret) == adviser


def test_a_role_that_opens_nothing_to_a_program_is_not_offered(client, adviser):
    applicant = someone(RoleCode.BEARER, ApplicationFactory())
    client.force_login(applicant)

    page = client.get(PAGE).content.decode()

    assert "lets a program read anything" in page or "ne permet à un programme de lire" in page


def test_of_two_roles_that_read_alike_the_one_held_last_is_offered():
    project = ProjectFactory(name="Le casino à tout le monde")
    renamed = ProjectFactory(name="Le casino à tout le monde")
    person = someone(RoleCode.BEARER, project)
    person.roles.update(since=timezone.localdate() - timedelta(days=90))
    last = person.roles.create(code=RoleCode.BEARER, scope=renamed)

    assert list(keys.roles_of(person)) == [last.pk]


def test_a_key_whose_role_has_ended_says_that_it_opens_nothing(client, adviser):
    made(adviser)
    client.force_login(adviser)
    said = "opens nothing", "n’ouvre rien"
    assert not any(words in client.get(PAGE).content.decode() for words in said)

    end_role(role_of(adviser), by=None)

    assert any(words in client.get(PAGE).content.decode() for words in said)


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_of_keys_asks_the_same_for_any_number(client, adviser, count, django_assert_max_num_queries):
    for _n in range(count):
        made(adviser)
    client.force_login(adviser)
    client.get(PAGE)

    with django_assert_max_num_queries(12):
        client.get(PAGE)
