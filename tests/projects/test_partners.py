import pytest
from django.urls import reverse

from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.projects import services
from levain.projects.models import ContactPerson, Partner, Project
from tests.people.factories import UserFactory, give_role, someone
from tests.projects import factories as f


def url(name, project, *args):
    return reverse(f"projects:{name}", args=[project.slug, *args])


def a_partner(project, name="Régie de quartier", **said):
    return services.add_partner(project, by=f.bearer_of(project), name=name, **said)


def a_person(partner, **said):
    said = {"name": "Odile Fictive", "phone": "01 02 03 04 05", "agreement": "Donné en réunion, d’accord"} | said
    return services.add_person(partner, by=f.bearer_of(partner.project), **said)


def directory(client, project, **query):
    return client.get(url("partners", project), query)


def test_a_partner_is_entered_once_and_linked_to_the_project(client, project):
    client.force_login(f.bearer_of(project))
    page = client.get(url("add_partner", project))
    typed = {
        "token": page.context["form"]["token"].value(),
        "name": "Régie de quartier",
        "kind": "association",
        "brings": "Un camion",
        "audience": "cohort",
    }

    for _time in range(2):
        client.post(url("add_partner", project), typed)

    partner = Partner.objects.get()
    assert [(link.project, link.brings) for link in partner.links.all()] == [(project, "Un camion")]
    assert JournalEntry.objects.filter(verb="partner.added").count() == 1


def test_the_audience_stands_on_the_button_and_nothing_is_saved_without_it(client, project):
    client.force_login(f.bearer_of(project))

    page = client.post(url("add_partner", project), {"name": "Régie", "kind": "association"})

    assert page.context["form"]["name"].value() == "Régie"
    assert "Choisissez pour qui vous écrivez" in page.content.decode()
    assert not Partner.objects.exists()


def test_a_shared_partner_is_read_by_the_other_projects_of_the_cohort(client, project):
    shared, kept = a_partner(project, "Partagée"), a_partner(project, "Gardée", audience="project")
    neighbour = f.bearer_of(f.ProjectFactory(cohort=project.cohort))
    client.force_login(neighbour)

    assert client.get(shared.get_absolute_url()).status_code == 200
    assert client.get(kept.get_absolute_url()).status_code == 403
    listed = directory(client, Project.objects.exclude(pk=project.pk).get())
    assert [partner.name for partner in listed.context["page"]] == ["Partagée"]


def test_another_cohort_sees_nothing_of_the_directory(client, project):
    partner = a_partner(project)
    client.force_login(f.bearer_of(f.ProjectFactory()))

    assert client.get(partner.get_absolute_url()).status_code == 403
    assert directory(client, project).status_code == 403


def test_the_directory_is_searched_without_accents_also_by_what_a_person_helps_with(client, project):
    partner = a_partner(project, "Régie de l’Écluse", helps_with="Prêter des outils")
    a_person(partner, helps_with="Lire un bail")
    a_partner(project, "Lycée agricole", kind="school")
    client.force_login(f.bearer_of(project))

    def found(**query):
        return [it.name for it in directory(client, project, **query).context["page"]]

    assert found(q="ecluse OUTILS") == ["Régie de l’Écluse"]
    assert found(q="bail") == ["Régie de l’Écluse"]
    assert found(nature="school") == ["Lycée agricole"]
    assert found(nature="'; drop") == ["Lycée agricole", "Régie de l’Écluse"]
    assert "Aucun partenaire ne répond" in directory(client, project, q="zèbre").content.decode()


def test_another_project_counts_the_partner_among_its_own(client, project):
    partner = a_partner(project)
    other = f.ProjectFactory(cohort=project.cohort)
    client.force_login(f.bearer_of(other))

    client.post(url("link_partner", project, partner.pk), {"project": other.pk, "brings": "Des graines"})

    link = other.partnerships.get()
    assert (link.partner, link.brings) == (partner, "Des graines")
    client.post(url("unlink_partner", other, link.pk))
    assert not other.partnerships.exists()


def test_one_does_not_link_a_partner_to_the_project_of_others(client, project):
    partner = a_partner(project)
    other = f.ProjectFactory(cohort=project.cohort)
    third = f.ProjectFactory(cohort=project.cohort)
    client.force_login(f.bearer_of(other))

    page = client.post(url("link_partner", project, partner.pk), {"project": third.pk, "brings": "x"})

    assert "project" in page.context["form"].errors
    assert not third.partnerships.exists()


def test_only_the_project_that_entered_a_partner_changes_it(client, project):
    partner = a_partner(project)
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))

    for name in ("edit_partner", "add_person"):
        assert client.get(url(name, project, partner.pk)).status_code == 403
    assert client.post(url("retire_partner", project, partner.pk)).status_code == 403


def test_two_people_change_a_sheet_and_the_second_compares(client, project):
    partner = a_partner(project)
    services.edit_partner(partner, by=f.bearer_of(project), version=1, helps_with="Un camion")
    client.force_login(f.member_of(project))

    typed = {"name": "Régie", "kind": "company", "helps_with": "Un four", "version": 1, "audience": "cohort"}
    page = client.post(url("edit_partner", project, partner.pk), typed)

    shown = page.content.decode()
    assert "Un camion" in shown
    assert "Un four" in shown
    partner.refresh_from_db()
    assert partner.helps_with == "Un camion"
    client.post(
        url("edit_partner", project, partner.pk), typed | {"version": page.context["form"]["version"].value()}
    )
    partner.refresh_from_db()
    assert (partner.helps_with, partner.version, partner.history.count()) == ("Un four", 3, 3)


def test_a_retired_partner_leaves_the_directory_and_may_come_back(client, project):
    partner = a_partner(project)
    client.force_login(f.bearer_of(project))

    client.post(url("retire_partner", project, partner.pk))
    assert list(directory(client, project).context["page"]) == []
    assert client.get(partner.get_absolute_url()).status_code == 200
    client.post(url("retire_partner", project, partner.pk), {"remettre": "oui"})

    assert [it.pk for it in directory(client, project).context["page"]] == [partner.pk]


def test_a_person_is_removed_with_all_the_versions_of_her_sheet(client, project):
    person = a_person(a_partner(project))
    services.edit_person(person, by=f.bearer_of(project), version=1, phone="06 00 00 00 00")
    client.force_login(f.adviser_of(project))

    client.post(url("remove_person", project, person.pk))

    assert not ContactPerson.objects.exists()
    assert not ContactPerson.history.exists()
    assert "Odile" not in str(list(JournalEntry.objects.values_list("changes", flat=True)))


def test_someone_named_in_the_directory_removes_herself(client, project):
    herself = UserFactory(email="odile@example.org")
    person = a_person(a_partner(project), mail="odile@example.org")
    client.force_login(herself)

    client.post(url("remove_person", project, person.pk))

    assert not ContactPerson.objects.exists()


def test_a_neighbour_does_not_remove_a_person_entered_by_others(client, project):
    person = a_person(a_partner(project))
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))

    assert client.post(url("remove_person", project, person.pk)).status_code == 403
    assert client.get(url("remove_person", project, person.pk)).status_code == 405


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 121), ("agreement", ""), ("mail", "pas une adresse"), ("phone", "abc")],
)
def test_a_bad_sheet_of_a_person_is_given_back(client, project, field, value):
    partner = a_partner(project)
    client.force_login(f.bearer_of(project))
    typed = {"name": "Odile", "phone": "0102030405", "agreement": "D’accord"} | {field: value}

    page = client.post(url("add_person", project, partner.pk), typed)

    assert field in page.context["form"].errors
    assert not ContactPerson.objects.exists()


def test_someone_who_can_be_reached_in_no_way_is_not_kept(client, project):
    partner = a_partner(project)
    client.force_login(f.bearer_of(project))

    page = client.post(url("add_person", project, partner.pk), {"name": "Odile", "agreement": "D’accord"})

    assert "phone" in page.context["form"].errors


@pytest.mark.parametrize("count", [1, 4])
def test_the_directory_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for number in range(count):
        a_person(a_partner(project, f"Partenaire {number}"))
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        page = directory(client, project)

    assert len(page.context["page"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_of_a_partner_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    partner = a_partner(project)
    for number in range(count):
        a_person(partner, name=f"Personne {number}")
        services.link_partner(partner, f.ProjectFactory(cohort=project.cohort), by=f.bearer_of(project))
    bearer = someone(RoleCode.BEARER, project)
    give_role(bearer, RoleCode.MEMBER, f.ProjectFactory(cohort=project.cohort))
    client.force_login(bearer)

    with django_assert_max_num_queries(12):
        client.get(partner.get_absolute_url())
