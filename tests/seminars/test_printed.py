"""What is printed for the day, the code of the room, the certificate, the small map."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from levain.seminars import papers, plan, printed, services
from levain.seminars.forms.gathering import direction, landmark
from levain.seminars.models import Registration, Seminar
from levain.seminars.services import invitations
from tests.people.factories import UserFactory
from tests.projects.factories import bearer_of
from tests.seminars.factories import AgendaItemFactory, RegistrationFactory, SeminarFactory, facilitator_of

ODD = '#strong[x] $1$ “Zoé” <b> \\ "'


def page(name, seminar):
    return reverse(f"seminars:{name}", args=[seminar.slug])


def ends_now(seminar):
    Seminar.objects.filter(pk=seminar.pk).update(ends=timezone.now())


def test_a_sheet_saved_late_does_not_take_out_who_typed_the_code_meanwhile(client, seminar):
    zoe, lou, rachid = RegistrationFactory.create_batch(3, seminar=seminar)
    by = facilitator_of(seminar)
    services.mark_attended(rachid, by=by)
    client.force_login(by)
    sheet = client.get(page("attendance", seminar)).context["form"].initial
    services.mark_attended(zoe, how="code")

    client.post(
        page("attendance", seminar), {"listed": sheet["listed"], "seen": sheet["seen"], "present": [str(lou.pk)]}
    )

    came = dict(Registration.objects.values_list("pk", "attended"))
    assert came == {zoe.pk: True, lou.pk: True, rachid.pk: False}


def test_who_is_there_is_told_so_and_no_longer_says_no(client, project, seminar):
    zoe = bearer_of(project)
    services.mark_attended(services.register(seminar, user=zoe), how="code")
    client.force_login(zoe)

    shown = client.get(seminar.get_absolute_url()).content.decode()
    client.post(page("stay_away", seminar))

    assert "Vous êtes là" in shown
    assert page("stay_away", seminar) not in shown
    assert page("certificate", seminar) not in shown
    assert Registration.objects.get().state == Registration.State.REGISTERED


def test_a_badge_and_the_list_say_the_organisation_of_a_guest(seminar):
    guest = {"name": "Jeanne", "email": "jeanne@exemple.fr", "organisation": "Réseau des lieux"}
    [jeanne] = invitations.invite_guests(seminar, [guest], side="partner", by=UserFactory())
    invitations.answer(jeanne, comes=True)

    assert printed.whose(Registration.objects.get()) == "Réseau des lieux"


@pytest.mark.parametrize("name", ["signatures", "badges", "printed_order"])
def test_what_is_printed_is_a_pdf_whatever_the_names(client, seminar, name):
    for who in (ODD, "Jeanne", "Un nom très long de personne qui en porte plusieurs"):
        RegistrationFactory(seminar=seminar, user=None, name=who)
    AgendaItemFactory(seminar=seminar, title=ODD, material="Feuilles", plan_b=ODD)
    client.force_login(facilitator_of(seminar))

    answer = client.get(page(name, seminar))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_badges_of_nobody_say_so(client, seminar):
    client.force_login(facilitator_of(seminar))

    assert client.get(page("badges", seminar)).status_code == 302


def test_the_running_order_lists_what_to_bring_and_says_when_it_is_too_long(seminar):
    AgendaItemFactory(seminar=seminar, minutes=600, title="Tables", material="Une table par projet")

    document = papers.running_order(seminar)

    kinds = [block.kind for block in document.blocks]
    assert "note" in kinds
    assert document.blocks[-1].items[0][0].text == "☐ Une table par projet "


def test_a_certificate_is_for_who_came(client, project, seminar):
    zoe = bearer_of(project)
    line = services.register(seminar, user=zoe)
    client.force_login(zoe)
    assert client.get(page("certificate", seminar)).status_code == 302

    services.mark_attended(line, by=UserFactory())
    assert client.get(page("certificate", seminar)).status_code == 302
    ends_now(seminar)
    answer = client.get(page("certificate", seminar))

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_one_types_the_code_of_the_room_capitals_or_not_and_is_there_once(client, project, seminar):
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    code = services.open_code(seminar, by=UserFactory())
    assert services.open_code(seminar, by=UserFactory()) == code
    client.force_login(zoe)

    client.post(page("here", seminar), {"code": "AAAA"})
    assert Registration.objects.get().attended is None
    for _ in range(2):
        client.post(page("here", seminar), {"code": f" {code.lower()} "})

    assert Registration.objects.get().attended is True


def test_another_code_closes_the_first(seminar):
    line = RegistrationFactory(seminar=seminar)
    first = services.open_code(seminar, by=UserFactory())
    services.open_code(seminar, by=UserFactory(), again=True)

    with pytest.raises(services.WrongCode):
        services.say_here(line, first)


@pytest.mark.parametrize("code", ["", "é" * 5, "\x00"])
def test_where_no_code_is_open_none_works(seminar, code):
    with pytest.raises(services.WrongCode):
        services.say_here(RegistrationFactory(seminar=seminar), code)


def test_the_code_does_not_work_on_another_day(project):
    seminar = SeminarFactory(cohort=project.cohort)
    code = services.open_code(seminar, by=UserFactory())

    with pytest.raises(services.WrongCode):
        services.say_here(RegistrationFactory(seminar=seminar), code)


def test_too_many_codes_are_no_longer_tried(client, project, seminar, monkeypatch):
    monkeypatch.setattr("levain.seminars.views.coming.CODES_AN_HOUR", 2)
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    code = services.open_code(seminar, by=UserFactory())
    client.force_login(zoe)

    for typed in ("AAAAA", "CCCCC", code):
        client.post(page("here", seminar), {"code": typed})

    assert Registration.objects.get().attended is None


def test_a_guest_types_the_code_from_the_page_of_her_letter(client, seminar):
    guest = {"name": "Jeanne", "email": "jeanne@exemple.fr", "organisation": ""}
    [jeanne] = invitations.invite_guests(seminar, [guest], side="partner", by=UserFactory())
    invitations.answer(jeanne, comes=True)
    code = services.open_code(seminar, by=UserFactory())

    client.post(reverse("seminars:invited_here", args=[jeanne.token]), {"code": code})

    assert Registration.objects.get().attended is True
    ends_now(seminar)
    assert client.get(reverse("seminars:invited_certificate", args=[jeanne.token])).status_code == 200


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("nord-est", "ne"),
        ("NE", "ne"),
        ("au sud", "s"),
        ("vers le nord-ouest", "no"),
        ("west", "o"),
        ("south-east", "se"),
    ],
)
def test_directions_are_read_as_people_say_them(said, code):
    assert direction(said) == code


@pytest.mark.parametrize("line", ["Gare", "Gare, huit, nord", "Gare, 8, ailleurs", ", 8, nord", "Gare, 900, nord"])
def test_a_landmark_that_cannot_be_placed_is_given_back(line):
    with pytest.raises(ValidationError):
        landmark(line)


def test_the_small_map_is_to_scale_and_nothing_leaves_it():
    told = [landmark(f"Repère {n}, {n * 5}, {towards}") for n, towards in enumerate(("nord", "est", "so", "n"), 1)]

    drawn = plan.drawn(told)

    assert drawn.rings[-1][0] >= 20
    assert all(0 <= mark.x <= plan.SIZE and 0 <= mark.text_y <= plan.SIZE for mark in drawn.marks)
    far, near = (next(mark for mark in drawn.marks if mark.minutes == n) for n in (20, 5))
    assert (plan.MIDDLE - far.y) == pytest.approx(4 * (plan.MIDDLE - near.y), abs=2)


def test_durations_tried_together_move_the_hours(client, seminar):
    lines = [AgendaItemFactory(seminar=seminar, minutes=10) for _ in range(3)]
    client.force_login(facilitator_of(seminar))

    wrong = client.post(page("durations", seminar), {f"minutes_{line.pk}": 0 for line in lines})
    assert wrong.status_code == 200
    client.post(page("durations", seminar), {f"minutes_{line.pk}": 20 for line in lines})

    clock = seminar.clock(seminar.agenda.all())
    assert [item.minutes for item in clock] == [20, 20, 20]
    assert clock[-1].finishes == seminar.starts + timedelta(hours=1)


def test_a_line_taken_off_twice_is_gone_once(client, seminar):
    line = AgendaItemFactory(seminar=seminar)
    client.force_login(facilitator_of(seminar))
    address = reverse("seminars:remove_item", args=[seminar.slug, line.pk])

    assert [client.post(address).status_code for _ in range(2)] == [302, 404]
    assert timezone.now() > seminar.starts
