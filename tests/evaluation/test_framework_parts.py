"""The criteria, boxes and indicators of a cohort's framework are its own: added, changed, taken off on screen."""

import pytest
from django.urls import reverse

from levain.evaluation import services
from levain.evaluation.models import Criterion, Followed, FrameworkEdition, Indicator, LogicNode
from levain.evaluation.services import adopt_framework
from levain.foundation.versions import ChangedSince
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of

BOX = {"text": "Des voisins se relaient", "kind": "resultat", "directness": "indirect"}


@pytest.fixture
def adviser(client, project):
    adviser = adviser_of(project)
    client.force_login(adviser)
    return adviser


def to_change(project, what, code=""):
    page = reverse("evaluation:change_part", args=[project.cohort.slug])
    return f"{page}?quoi={what}" + (f"&code={code}" if code else "")


def listed(client, project):
    return client.get(reverse("evaluation:framework_parts", args=[project.cohort.slug])).content.decode()


def indicator(framework, **changes):
    told = {"label": "Repas partagés", "unit": "repas", "kind": "quantitative", "better": "up", "impact": "direct"}
    told |= {"criterion": framework.criteria.first().pk, "source": "Carnet", "moments": ["mid", "final"]}
    return told | {"method": "m-part"} | changes


def test_a_box_is_added_changed_and_taken_off(client, project, framework, adviser):
    client.post(to_change(project, "boite"), BOX)
    box = framework.logicnodes.get(text=BOX["text"])
    assert box.code == "E4"
    assert "E4" in listed(client, project)

    opened = client.get(to_change(project, "boite", "E4")).context["form"].initial["opened"]
    client.post(to_change(project, "boite", "E4"), BOX | {"text": "Des voisines se relaient", "opened": opened})
    assert "Des voisines se relaient" in listed(client, project)

    client.post(to_change(project, "boite", "E4"), {"drop": "1"})
    assert not framework.logicnodes.filter(code="E4").exists()

    again = client.post(to_change(project, "boite", "E4"), {"drop": "1"}, follow=True)
    assert "E4 était déjà retiré." in again.text
    assert client.get(to_change(project, "boite", "E4")).status_code == 404


def test_a_box_taken_off_while_it_is_changed_is_said_to_be_gone(framework, adviser):
    box = framework.logicnodes.first()
    seen = services.as_opened(box)
    framework.logicnodes.get(pk=box.pk).delete()

    with pytest.raises(services.TakenOff):
        services.write_part(framework, LogicNode, by=adviser, said=BOX, part=box, opened=seen)
    with pytest.raises(services.TakenOff):
        services.drop_part(box, by=adviser)


def test_an_indicator_is_added_and_hung_on_a_question(client, project, framework, adviser):
    client.post(to_change(project, "indicateur"), indicator(framework))
    made = framework.indicators.get(label="Repas partagés")

    assert (made.code, made.method, made.moments) == ("I36", "M-PART", ["mid", "final"])
    question = client.get(reverse("evaluation:new_question", args=[project.cohort.slug])).content.decode()
    assert "I36 · Repas partagés" in question


def test_a_method_that_does_not_exist_and_a_missing_word_are_told_together(client, project, framework, adviser):
    page = client.post(to_change(project, "indicateur"), indicator(framework, method="M-RIEN", unit=""))

    assert set(page.context["form"].errors) == {"method", "unit"}
    assert "M-RIEN" in page.content.decode()
    assert not framework.indicators.filter(label="Repas partagés").exists()


def test_a_criterion_with_questions_stays_and_a_new_one_leaves(client, project, framework, adviser):
    client.post(to_change(project, "critere"), {"label": "Sobriété", "gloss": "Avec peu."})
    new = framework.criteria.get(label="Sobriété")
    held = framework.criteria.exclude(questions=None).first()

    client.post(to_change(project, "critere", new.code), {"drop": "1"})
    page = client.post(to_change(project, "critere", held.code), {"drop": "1"}).content.decode()

    assert not framework.criteria.filter(pk=new.pk).exists()
    assert framework.criteria.filter(pk=held.pk).exists()
    assert "s’appuient dessus" in page


def test_an_indicator_that_a_project_follows_stays(client, project, framework, adviser):
    followed = framework.indicators.first()
    Followed.objects.create(project=project, indicator=followed, label="x", source="Carnet", author=adviser)

    client.post(to_change(project, "indicateur", followed.code), {"drop": "1"})

    assert framework.indicators.filter(pk=followed.pk).exists()


def test_a_box_does_not_move_to_a_step_that_turns_a_link_back(project, framework, adviser):
    box = framework.logicnodes.get(code="I1")
    said = {"text": box.text, "kind": "ressource", "directness": ""}

    with pytest.raises(services.LinkRefused):
        services.write_part(framework, LogicNode, by=adviser, said=said, part=box, opened=services.as_opened(box))

    box.refresh_from_db()
    assert box.kind == "impact"


def test_once_in_use_a_change_says_why_and_the_edition_keeps_the_indicators(client, project, framework, adviser):
    RatingFactory(objective=ObjectiveFactory(project=project))
    told = indicator(framework)
    assert client.post(to_change(project, "indicateur"), told).status_code == 200

    client.post(to_change(project, "indicateur"), told | {"reason": "Demandé par le comité."})

    edition = FrameworkEdition.objects.get()
    assert edition.reason == "Demandé par le comité."
    assert "Repas partagés" not in {one["label"] for one in edition.content["indicators"]}
    assert "I01 · Objectifs atteints" in client.get(reverse("evaluation:edition", args=[edition.pk])).content.decode()


def test_two_people_change_one_indicator_and_the_second_compares(project, framework, adviser):
    part = framework.indicators.get(code="I01")
    seen = services.as_opened(part)
    said = {"label": "Objectifs tenus"}
    services.write_part(framework, Indicator, by=adviser, said=said, part=part, opened=seen)

    with pytest.raises(ChangedSince):
        services.write_part(framework, Indicator, by=adviser, said={"label": "Autre"}, part=part, opened=seen)

    assert framework.indicators.get(code="I01").label == "Objectifs tenus"


def test_the_second_reads_what_the_first_wrote_and_may_then_keep_hers(client, project, framework, adviser):
    page = to_change(project, "critere", "impact")
    opened = client.get(page).context["form"].initial["opened"]
    criterion = framework.criteria.get(code="impact")
    services.write_part(framework, Criterion, by=adviser, said={"label": "Effets"}, part=criterion, opened=opened)

    refused = client.post(page, {"label": "Ce que cela change", "opened": opened})
    assert "« Effets »" in refused.content.decode()
    client.post(page, {"label": "Ce que cela change", "opened": refused.context["form"].data["opened"]})

    assert framework.criteria.get(code="impact").label == "Ce que cela change"


@pytest.mark.parametrize("what", ["autre", "boite&code=Z9", "critere&code=<b>"])
def test_what_is_not_a_part_is_not_found(client, project, framework, adviser, what):
    assert client.get(to_change(project, what)).status_code == 404


def test_the_starter_and_the_framework_of_another_session_do_not_change(client, project, framework, adviser):
    other = adopt_framework(ProjectFactory().cohort)
    page = reverse("evaluation:change_part", args=[other.cohort.slug])
    assert client.post(f"{page}?quoi=boite", BOX).status_code == 403
    starter = services.load_framework()
    with pytest.raises(services.FrameworkReadOnly):
        services.write_part(starter, LogicNode, by=adviser, said=BOX)


def test_a_bearer_reads_no_button_that_refuses_her(client, project, framework):
    client.force_login(bearer_of(project))
    page = client.get(reverse("evaluation:framework_parts", args=[project.cohort.slug]))
    if page.status_code == 200:
        assert "quoi=boite&amp;code" not in page.content.decode()
    assert client.post(to_change(project, "boite"), BOX).status_code == 403
