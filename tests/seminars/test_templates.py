"""The frame of a seminar, used from one cohort to the next."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from levain.seminars import services, templates_kept
from levain.seminars.models import Activity, Seminar, SeminarTemplate
from levain.seminars.services.templates import NameTaken, from_template, keep_template, retire_template
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import ContributionFactory, RegistrationFactory, SeminarFactory

TOKEN = UUID("8d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f11")
AT = datetime(2027, 3, 4, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("key", ["faire-connaissance", "mi-parcours", "bilan"])
def test_the_three_templates_of_the_house_each_make_a_whole_seminar(key):
    frame = templates_kept.shipped()[key]

    seminar = from_template(CohortFactory(), frame, title="Le jour", starts=AT, by=UserFactory())

    items = seminar.clock(seminar.agenda.all())
    assert [item.title for item in items] == [line["title"] for line in frame.agenda]
    assert items[-1].finishes == seminar.ends
    assert seminar.activities.filter(kind=Activity.Kind.COMMITMENTS).count() == 1
    # Nothing in a template names an activity that it does not hold.
    known = {one["id"] for one in frame.content["activities"]}
    assert {line["activity"] for line in frame.agenda if line.get("activity")} <= known


def test_sent_twice_a_template_makes_one_seminar():
    cohort, frame = CohortFactory(), templates_kept.shipped()["bilan"]

    made = [from_template(cohort, frame, title="Le jour", starts=AT, by=UserFactory(), token=TOKEN) for _ in range(2)]

    assert made[0] == made[1]
    assert Seminar.objects.count() == 1
    assert made[0].agenda.count() == len(frame.agenda)


def test_what_a_cohort_prepared_serves_the_next_without_its_people_and_words():
    cohort = CohortFactory()
    frame = templates_kept.shipped()["mi-parcours"]
    first = from_template(cohort, frame, title="À mi-chemin", starts=AT, by=UserFactory())
    services.prepare_gathering(first, version=2, questions=[{"id": "velo", "text": "Venez-vous à vélo ?"}])
    RegistrationFactory(seminar=first)
    ContributionFactory(activity=first.activities.filter(kind="questions").get())

    kept = keep_template(first, name="Mi-parcours à la ferme", by=UserFactory())
    second = from_template(
        CohortFactory(programme=cohort.programme),
        templates_kept.frame_of(kept),
        title="L’an prochain",
        starts=AT,
        by=UserFactory(),
    )

    of = [list(one.agenda.values_list("title", "minutes", "activity__title")) for one in (first, second)]
    assert of[0] == of[1]
    assert second.gathering.questions == [{"id": "velo", "text": "Venez-vous à vélo ?"}]
    assert second.registrations.count() == 0
    assert {line.activity.seminar for line in second.agenda.all() if line.activity} == {second}


def test_a_name_already_kept_is_replaced_only_when_asked():
    seminar = SeminarFactory()
    keep_template(seminar, name="Trame", by=UserFactory())

    with pytest.raises(NameTaken):
        keep_template(seminar, name="trame", by=UserFactory())
    keep_template(seminar, name="trame", by=UserFactory(), replace=True)

    assert SeminarTemplate.objects.get().version == 2


def test_a_template_retired_twice_is_offered_no_more_and_its_name_is_free():
    seminar = SeminarFactory()
    kept = keep_template(seminar, name="Trame", by=UserFactory())

    for _ in range(2):
        retire_template(kept, by=UserFactory())

    assert templates_kept.kept_for([seminar.cohort.programme_id]) == []
    keep_template(seminar, name="Trame", by=UserFactory())


def test_a_facilitator_of_another_programme_does_not_see_a_template(client):
    kept = keep_template(SeminarFactory(), name="Trame", by=UserFactory())
    client.force_login(someone(RoleCode.FACILITATOR, CohortFactory()))

    assert client.get(kept.get_absolute_url()).status_code == 403
    assert "Trame" not in client.get(reverse("seminars:templates")).content.decode().replace("Trames", "")


def test_an_adviser_makes_a_seminar_from_a_template_on_the_page(client):
    project = ProjectFactory()
    client.force_login(adviser_of(project))
    page = reverse("seminars:shipped_template", args=["faire-connaissance"])
    typed = {"cohort": project.cohort.pk, "title": "Premier", "starts": "2027-03-04T09:30", "format": "on_site"}

    assert client.post(page, {**typed, "title": ""}).status_code == 200
    client.post(page, {**typed, "token": str(TOKEN)})
    client.post(page, {**typed, "token": str(TOKEN)})

    seminar = project.cohort.seminars.get()
    assert seminar.starts == AT
    assert seminar.gathering.asks


def test_a_bearer_makes_no_seminar_from_a_template(client):
    client.force_login(bearer_of(ProjectFactory()))

    assert client.get(reverse("seminars:templates")).status_code == 403
