from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation import documents
from levain.foundation.models import Document
from levain.people.models import Role, RoleCode
from levain.projects import services
from levain.projects.models import Paper, Stakeholder
from tests.projects import factories as f


def url(name, project, *args):
    return reverse(f"projects:{name}", args=[project.slug, *args])


def a_file(words="Plan du jardin", name="plan.txt"):
    return SimpleUploadedFile(name, words.encode())


def a_paper(project, **said):
    return services.give_paper(project, by=f.bearer_of(project), title="Plan", file=a_file(), **said)


def test_a_document_is_given_once_with_its_readers_on_the_button(client, project):
    client.force_login(f.bearer_of(project))
    token = client.get(url("give_paper", project)).context["form"]["token"].value()

    for _time in range(2):
        typed = {"title": "Plan", "token": token, "audience": "collective", "file": a_file()}
        client.post(url("give_paper", project), typed)

    paper = Paper.objects.get()
    assert (paper.audience, documents.of(paper).count()) == ("collective", 1)


def test_a_new_version_keeps_the_older_ones_and_the_same_file_adds_none(client, project):
    paper = a_paper(project)
    client.force_login(f.member_of(project))

    for words in ("Plan du jardin", "Plan corrigé", "Plan corrigé"):
        client.post(paper.get_absolute_url(), {"file": a_file(words)})

    assert documents.of(paper).count() == 2
    assert client.get(url("papers", project)).context["page"][0].last.sha256 != documents.of(paper).first().sha256


def test_a_document_is_served_to_its_readers_alone(client, project):
    paper = a_paper(project, audience="collective")
    file = reverse("foundation:document", args=[documents.of(paper).get().pk])
    client.force_login(f.bearer_of(project))
    assert client.get(file).status_code == 200
    client.force_login(f.official_of(project))

    assert client.get(file).status_code == 403
    assert client.get(paper.get_absolute_url()).status_code == 403
    assert client.post(paper.get_absolute_url(), {"file": a_file("Autre")}).status_code == 403
    assert list(client.get(url("papers", project)).context["page"]) == []


def test_a_retired_document_is_seen_by_the_team_and_comes_back(client, project):
    paper = a_paper(project)
    client.force_login(f.bearer_of(project))
    client.post(url("retire_paper", project, paper.pk))
    assert list(client.get(url("papers", project)).context["page"]) == []
    assert [it.pk for it in client.get(url("papers", project), {"retires": "oui"}).context["page"]] == [paper.pk]

    client.force_login(f.state_agent_of(project))
    assert client.get(paper.get_absolute_url()).status_code == 403
    client.force_login(f.bearer_of(project))
    client.post(url("retire_paper", project, paper.pk), {"remettre": "oui"})

    assert len(client.get(url("papers", project)).context["page"]) == 1


def test_whoever_watches_the_project_changes_only_the_document_she_gave(client, project):
    observer = f.UserFactory()
    Role.objects.create(user=observer, code=RoleCode.OBSERVER, scope=project)
    client.force_login(observer)
    hers = services.give_paper(project, by=observer, title="Photo", file=a_file("Le quai"))
    theirs = a_paper(project)

    answers = [client.post(url("retire_paper", project, paper.pk)).status_code for paper in (hers, theirs)]

    assert answers == [302, 403]
    assert client.get(theirs.get_absolute_url()).status_code == 200


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(client, project):
    client.force_login(f.bearer_of(project))

    typed = {"title": "Plan", "audience": "project", "file": a_file("<html>", "plan.pdf")}
    page = client.post(url("give_paper", project), typed)

    assert "file" in page.context["form"].errors
    assert page.context["form"]["title"].value() == "Plan"
    assert not Paper.objects.exists()
    assert not Document.objects.exists()


def test_the_map_says_who_is_where_and_whom_nobody_thought_of(client, project):
    bearer = f.bearer_of(project)
    services.add_stakeholder(project, by=bearer, name="Les voisins", place="in", kind="inhabitants")
    services.add_stakeholder(project, by=bearer, name="Le lycée", place="missing", kind="school")
    client.force_login(bearer)

    page = client.get(url("stakeholders", project))

    assert [label for label, _row in page.context["kinds"]] == ["habitants", "école"]
    assert "bailleur social" in page.context["unthought"]
    assert "école" not in page.context["unthought"]


def test_what_is_kept_to_the_collective_is_not_on_the_map_of_the_town_hall(client, project):
    line = services.add_stakeholder(
        project, by=f.bearer_of(project), name="Une voisine fâchée", place="against", audience="collective"
    )
    client.force_login(f.official_of(project))

    assert "fâchée" not in client.get(url("stakeholders", project)).content.decode()
    assert client.get(line.get_absolute_url()).status_code == 403


def test_a_stakeholder_who_comes_in_keeps_where_they_stood(client, project):
    line = services.add_stakeholder(project, by=f.bearer_of(project), name="Le lycée", place="missing")
    client.force_login(f.bearer_of(project))
    typed = {"name": "Le lycée", "kind": "school", "place": "in", "version": 1, "audience": "project"}

    client.post(url("edit_stakeholder", project, line.pk), typed)

    assert Stakeholder.objects.get().place == "in"
    assert [place for place, _day in client.get(line.get_absolute_url()).context["moves"]] == [
        "manquants",
        "présents",
    ]


def test_a_stakeholder_is_taken_off_the_map_and_put_back(client, project):
    line = services.add_stakeholder(project, by=f.bearer_of(project), name="Le lycée")
    client.force_login(f.bearer_of(project))

    client.post(url("retire_stakeholder", project, line.pk))
    assert client.get(url("stakeholders", project)).context["kinds"] == []
    client.post(url("retire_stakeholder", project, line.pk), {"remettre": "oui"})

    assert len(client.get(url("stakeholders", project)).context["kinds"]) == 1
