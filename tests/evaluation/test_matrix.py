"""The framework a cohort makes its own: questions, answers, logic model; kept as it was once in use."""

import pytest
from django.urls import reverse

from levain.evaluation import services
from levain.evaluation.models import Followed, FrameworkEdition, LogicLink, Measure
from levain.evaluation.services import load_framework
from levain.evaluation.sources.sides import checked
from levain.foundation.versions import ChangedSince
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import adviser_of, bearer_of


@pytest.fixture
def adviser(project):
    return adviser_of(project)


def use(project):
    RatingFactory(objective=ObjectiveFactory(project=project))


def write(framework, by, **changes):
    told = {"criterion": framework.criteria.first(), "text": "Qui manque ?", "about": "projects"}
    return services.write_question(framework, by=by, **told | changes)


def test_the_starter_model_is_sound_and_every_box_but_none_is_looked_at(framework):
    report, nodes = checked(framework)
    assert report.sound
    assert (report.leaps, report.alone, report.unplaced) == ((), (), ())
    assert set(report.orphans) <= {"A4"}
    assert len(nodes) == 13


def test_a_question_is_added_changed_and_dropped(framework, adviser):
    added = write(framework, adviser, indicators=framework.indicators.all()[:2], methods=["M-PART"])
    assert (added.code, added.indicators.count()) == ("QP10", 2)
    write(framework, adviser, question=added, text="Qui manque encore ?", opened=services.as_opened(added))
    services.drop_part(added, by=adviser)
    assert not framework.questions.filter(code="QP10").exists()
    assert not FrameworkEdition.objects.exists()


def test_once_in_use_a_change_says_why_and_what_it_was_is_kept(project, framework, adviser):
    use(project)
    with pytest.raises(services.ChangeUnexplained):
        write(framework, adviser)
    write(framework, adviser, reason="Une question du comité.")
    edition = FrameworkEdition.objects.get()
    assert (edition.number, edition.reason) == (1, "Une question du comité.")
    assert "QP10" not in {one["code"] for one in edition.content["questions"]}
    framework.refresh_from_db()
    assert framework.version == "1.1"


@pytest.mark.parametrize("how", ["measured", "answered"])
def test_what_was_measured_or_answered_holds_the_framework_too(project, framework, adviser, how):
    if how == "measured":
        indicator = framework.indicators.first()
        told = {"project": project, "indicator": indicator, "label": indicator.label, "source": "Carnet"}
        followed = Followed.objects.create(author=adviser, **told)
        Measure.objects.create(followed=followed, value=3, source="Carnet", proposed_by=adviser)
    else:
        services.answer_question(framework.questions.first(), text="Oui, dans quatre cas.", by=adviser)
    with pytest.raises(services.ChangeUnexplained):
        write(framework, adviser)


def test_two_people_change_one_question_and_the_second_compares(client, project, framework, adviser):
    question = framework.questions.get(code="QP7")
    address = reverse("evaluation:edit_question", args=[question.pk])
    client.force_login(adviser)
    form = client.get(address).context["form"]
    told = form.initial | {"text": "Qui ne vient pas ?", "indicators": form.initial["indicators"]}
    seen = services.as_opened(question)
    write(framework, adviser, question=question, text="Qui manque le soir ?", opened=seen)

    refused = client.post(address, told)
    assert "Qui manque le soir ?" in refused.content.decode()
    assert "Qui ne vient pas ?" in refused.content.decode()
    assert framework.questions.get(code="QP7").text == "Qui manque le soir ?"
    assert client.post(address, told | {"opened": refused.context["form"]["opened"].value()}).status_code == 302
    assert framework.questions.get(code="QP7").text == "Qui ne vient pas ?"


def test_a_method_nobody_knows_is_refused(client, project, framework, adviser):
    client.force_login(adviser)
    told = {"text": "Quel impact ?", "about": "projects", "criterion": framework.criteria.first().pk}
    page = reverse("evaluation:new_question", args=[project.cohort.slug])
    form = client.post(page, told | {"methods": "m-gas, M-SCORE"}).context["form"]
    assert "M-SCORE" in str(form.errors["methods"])
    assert client.post(page, told | {"methods": "m-gas, M-CSAT, M-GAS"}).status_code == 302
    assert framework.questions.get(text="Quel impact ?").methods == ["M-GAS", "M-CSAT"]


def test_the_starter_and_strangers_change_nothing(project, framework, adviser):
    starter = load_framework()
    with pytest.raises(services.FrameworkReadOnly):
        write(starter, adviser)
    with pytest.raises(services.FrameworkReadOnly):
        write(framework, bearer_of(project))


def test_an_answer_is_kept_over_what_was_read_without_an_edition(project, framework, adviser):
    use(project)
    question = framework.questions.first()
    services.answer_question(question, text="Oui, dans quatre cas.", by=adviser)
    question.refresh_from_db()
    with pytest.raises(ChangedSince):
        services.answer_question(question, text="Trop tard.", by=adviser, version=7)
    assert not FrameworkEdition.objects.exists()


def test_a_link_that_goes_back_or_round_is_refused_and_a_leap_is_reported(framework, adviser):
    nodes = {node.code: node for node in framework.logicnodes.all()}
    for source, target in (("I1", "A1"), ("E1", "E1")):
        with pytest.raises(services.LinkRefused):
            services.link(nodes[source], nodes[target], by=adviser)
    services.link(nodes["E1"], nodes["E2"], by=adviser)
    with pytest.raises(services.LinkRefused):
        services.link(nodes["E2"], nodes["E1"], by=adviser)
    made = services.link(nodes["A1"], nodes["I1"], by=adviser, assumption="Si tout va bien")
    assert checked(framework)[0].leaps == (("A1", "I1"),)
    services.unlink(made, by=adviser)
    assert not LogicLink.objects.filter(pk=made.pk).exists()


def test_an_indicator_is_hung_on_a_box_and_taken_off(framework, adviser):
    indicator, node = framework.indicators.get(code="I33"), framework.logicnodes.get(code="A4")
    services.place_indicator(indicator, node, by=adviser)
    assert "A4" not in checked(framework)[0].orphans
    services.place_indicator(indicator, None, by=adviser)
    assert checked(framework)[0].unplaced == ("I33",)


def test_the_pages_change_the_matrix_and_the_model(client, project, framework, adviser):
    use(project)
    client.force_login(adviser)
    slug = project.cohort.slug
    told = {"text": "Et après ?", "about": "projects", "criterion": framework.criteria.first().pk, "methods": "m-gas"}
    page = reverse("evaluation:new_question", args=[slug])
    assert "reason" in client.post(page, told).context["form"].errors
    client.post(page, told | {"reason": "Demande du comité."})
    added = framework.questions.get(text="Et après ?")
    assert added.methods == ["M-GAS"]
    client.post(reverse("evaluation:answer_question", args=[added.pk]), {"text": "On verra."})
    assert "On verra." in client.get(reverse("evaluation:matrix", args=[slug])).content.decode()
    nodes = {node.code: node.pk for node in framework.logicnodes.all()}
    link = {"source": nodes["A1"], "target": nodes["E1"], "reason": "Oublié."}
    model, change = reverse("evaluation:logic_model", args=[slug]), reverse("evaluation:change_model", args=[slug])
    assert client.post(change, link).status_code == 302
    assert "A1 → E1" in client.get(model).content.decode()
    refused = link | {"source": nodes["I1"], "target": nodes["A1"]}
    assert client.post(change, refused).context["form"].errors
    assert client.get(change + "?quoi=rien").status_code == 404
    edition = FrameworkEdition.objects.first()
    assert client.get(reverse("evaluation:edition", args=[edition.pk])).status_code == 200


def test_the_pages_cost_few_queries(client, project, framework, adviser, django_assert_max_num_queries):
    client.force_login(adviser)
    for name in ("matrix", "logic_model", "change_model"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"evaluation:{name}", args=[project.cohort.slug]))
