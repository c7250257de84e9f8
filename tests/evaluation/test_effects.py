"""The register of effects: strength counted from the evidence, lowered and never raised; a verdict that follows."""

import pytest
from django.urls import reverse

from levain.evaluation import figures
from levain.evaluation.models import Effect, Proof, Rival
from levain.evaluation.services import impacts as services
from levain.evaluation.sources import impacts as source
from tests.projects.factories import adviser_of, bearer_of, lead_of, state_agent_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def effect(project):
    return services.write_effect(
        project, by=bearer_of(project), text="Des enfants vont à pied.", directness="direct", on_whom="Écoliers"
    )


def proof(effect, source, kind="document", category="authority", **said):
    by = adviser_of(effect.project)
    return services.add_proof(effect, by=by, source=source, kind=kind, category=category, text="Vu.", **said)


def strongest(effect):
    proof(effect, "Convention")
    proof(effect, "Comptage", kind="measure", category="inhabitant")
    proof(effect, "Visiteuse", kind="interview", category="expert", outside=True)
    rival = services.add_rival(effect, by=adviser_of(effect.project), text="La mode de la marche")
    services.weigh_rival(rival, by=adviser_of(effect.project), verdict="partial", because="Ailleurs rien n'a bougé.")
    return Effect.objects.get(pk=effect.pk)


def test_the_strength_is_counted_from_the_evidence(effect):
    assert services.level_of(effect) is None
    proof(effect, "Cahier")
    proof(effect, "cahier ")
    assert services.level_of(Effect.objects.get(pk=effect.pk)) == 1
    assert services.level_of(strongest(effect)) == 4


def test_a_strength_is_lowered_with_a_reason_and_never_raised(effect):
    strong = strongest(effect)
    by = adviser_of(effect.project)
    with pytest.raises(services.NeverRaised):
        services.lower(strong, by=by, to=4, because="J'y crois.", version=strong.version)

    services.lower(strong, by=by, to=2, because="Deux sources se recopient.", version=strong.version)

    assert services.level_of(strong) == 2
    weak = services.write_effect(effect.project, by=by, text="Autre effet.", directness="indirect", on_whom="Voisins")
    proof(weak, "Cahier")
    with pytest.raises(services.NeverRaised):
        services.lower(weak, by=by, to=3, because="Monter.", version=weak.version)


def test_a_contribution_is_not_established_while_a_rival_is_not_examined(effect):
    by = adviser_of(effect.project)
    with pytest.raises(services.RivalUnexamined):
        services.judge(effect, by=by, verdict="established", version=effect.version)
    rival = services.add_rival(effect, by=by, text="Le prix du carburant")
    with pytest.raises(services.RivalUnexamined):
        services.judge(effect, by=by, verdict="established", version=effect.version)

    services.judge(effect, by=by, verdict="possible", version=effect.version)
    services.weigh_rival(rival, by=by, verdict="ruled_out")
    proof(effect, "Cahier")
    services.judge(effect, by=by, verdict="established", version=effect.version)

    assert effect.verdict == Effect.Verdict.ESTABLISHED


def test_a_rival_named_after_the_verdict_takes_an_established_contribution_back(effect):
    by = adviser_of(effect.project)
    rival = services.add_rival(effect, by=by, text="Le prix du carburant")
    services.weigh_rival(rival, by=by, verdict="ruled_out")
    proof(effect, "Cahier")
    services.judge(effect, by=by, verdict="established", version=effect.version)

    services.add_rival(effect, by=by, text="Une autre association")

    effect.refresh_from_db()
    assert effect.verdict == Effect.Verdict.LIKELY


def test_nothing_is_established_without_a_piece_that_bears_it_out(effect):
    by = adviser_of(effect.project)
    rival = services.add_rival(effect, by=by, text="Le prix du carburant")
    services.weigh_rival(rival, by=by, verdict="ruled_out")
    proof(effect, "Voisin", supports=False)
    with pytest.raises(services.NothingShowsIt):
        services.judge(effect, by=by, verdict="established", version=effect.version)
    shown = proof(effect, "Cahier")
    services.judge(effect, by=by, verdict="established", version=effect.version)

    services.take_off_proof(shown, by=by)

    effect.refresh_from_db()
    assert effect.verdict == Effect.Verdict.LIKELY


def test_an_explanation_is_not_set_aside_without_a_word(client, effect):
    rival = services.add_rival(effect, by=adviser_of(effect.project), text="Le prix du carburant")
    client.force_login(adviser_of(effect.project))
    address = reverse("evaluation:weigh_rival", args=[rival.pk])
    assert client.post(address, {"verdict": "ruled_out"}).context["form"].errors["because"]
    assert client.post(address, {"verdict": "plausible"}).status_code == 302
    client.post(address, {"verdict": "ruled_out", "because": "Le prix a baissé cette année-là."})
    rival.refresh_from_db()
    assert rival.verdict == "ruled_out"


def test_a_piece_taken_off_counts_no_more(effect):
    strong = strongest(effect)
    services.take_off_proof(strong.proofs.get(source="Visiteuse"), by=adviser_of(effect.project))

    assert services.level_of(Effect.objects.get(pk=effect.pk)) == 3


def test_each_figure_opens_its_evidence(effect):
    strongest(effect)
    cohort = effect.project.cohort
    [figure] = source.figures(cohort, figures.projects_of(cohort))

    assert (figure.method, figure.value, figure.n) == ("M-EVID", 4, 3)
    assert {row.url for row in figure.rows} == {each.get_absolute_url() for each in Proof.objects.all()}


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for place in range(count):
        made = services.write_effect(
            project, by=bearer_of(project), text=f"Effet {place}", directness="direct", on_whom="Tous"
        )
        strongest(made)
    client.force_login(bearer_of(project))
    with django_assert_max_num_queries(12):
        html = client.get(reverse("evaluation:effects", args=[project.slug])).content.decode()
    assert html.count("4/4") == count


def test_the_six_steps_are_six_screens(client, effect):
    client.force_login(adviser_of(effect.project))
    for place in range(1, 7):
        assert client.get(reverse("evaluation:effect_step", args=[effect.pk, place])).status_code == 200
    assert client.get(reverse("evaluation:effect_step", args=[effect.pk, 7])).status_code == 404

    told = {"question": "Qu'a apporté l'accélérateur ?", "version": effect.version}
    answer = client.post(reverse("evaluation:effect_step", args=[effect.pk, 1]), told)
    assert answer.url == reverse("evaluation:effect_step", args=[effect.pk, 2])

    Rival.objects.create(effect=effect, text="Une mode")
    effect.refresh_from_db()
    told = {"verdict": "established", "revised": "Récit", "version": effect.version}
    refused = client.post(reverse("evaluation:effect_step", args=[effect.pk, 6]), told)
    assert refused.status_code == 200
    assert "Récit" in refused.content.decode()
    effect.refresh_from_db()
    assert effect.verdict == ""


def test_the_project_alone_gives_no_verdict(client, effect):
    client.force_login(bearer_of(effect.project))
    assert client.get(reverse("evaluation:effect_step", args=[effect.pk, 6])).status_code == 403
    client.force_login(lead_of(effect.project))
    assert client.get(reverse("evaluation:effect_step", args=[effect.pk, 6])).status_code == 200


def test_evidence_leads_to_no_other_site(client, effect):
    client.force_login(state_agent_of(effect.project))
    told = {
        "text": "Vu",
        "kind": "observation",
        "category": "state",
        "source": "Visite",
        "dated": "2021-06-01",
        "supports": "0",
    }
    for address, kept in (
        ("javascript:alert(1)", None),
        ("//evil.example/x", None),
        ("https://levain.example/espace/effets/1/", "/espace/effets/1/"),
    ):
        client.post(reverse("evaluation:add_proof", args=[effect.pk]), told | {"address": address})
        found = Proof.objects.order_by("-pk").first()
        assert (found.address if found else None) == kept
    assert not found.supports
