"""Signing, the conversation, personal views under their floor, the agreement to publish."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation import rules, services, signing, views_apart
from levain.evaluation.models import GapAgreement, Moment, PersonalView, Rating, Signature
from levain.evaluation.project_registered import public_gaps
from levain.evaluation.sources import sides
from levain.foundation.models import JournalEntry
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import (
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)

# The fourteen days to answer are over.
LONG_AGO = date(2021, 1, 14)


@pytest.fixture
def objective(project):
    return ObjectiveFactory(project=project)


def digest_of(project):
    return signing.digest(services.settled_with_levels(project))


def sign(project, by, voice="inhabitants", **said):
    return services.sign(project, voice=voice, digest=digest_of(project), by=by, **said)


def view(objective, voice="inhabitants", importance=4, attainment=2, **said):
    return PersonalView.objects.create(
        objective=objective,
        moment="end",
        voice=voice,
        importance=importance,
        attainment=attainment,
        **({"sheet": uuid.uuid4(), "given_on": LONG_AGO} | said),
    )


def apart(objectives):
    return views_apart.of(objectives, Moment.END)


def test_each_side_signs_the_words_as_they_are_and_again_when_they_change(project, objective):
    sign(project, bearer_of(project))
    sign(project, official_of(project), voice="authority")
    assert signing.of(project, services.settled_with_levels(project)).signed

    level = objective.levels.get(value=0)
    level.text = "Deux jardins suffiront."
    level.save()
    now = signing.of(project, services.settled_with_levels(project))
    assert not now.signed
    assert [side.earlier is not None for side in now.sides] == [True, True, False]


def test_one_signs_what_one_has_read(project, objective):
    read = digest_of(project)
    ObjectiveFactory(project=project)
    with pytest.raises(services.WordsChanged):
        services.sign(project, voice="inhabitants", digest=read, by=bearer_of(project))
    assert not Signature.objects.exists()


def test_a_member_and_the_other_side_do_not_sign_and_paper_names_who_did(project, objective):
    for who, voice in ((member_of(project), "inhabitants"), (bearer_of(project), "authority")):
        with pytest.raises(services.NotTheirWords):
            sign(project, who, voice=voice)
    adviser = adviser_of(project)
    with pytest.raises(services.NobodyNamed):
        sign(project, adviser, voice="state")
    paper = sign(project, adviser, voice="state", name_on_paper="Luc D., DDT", on=date(2020, 12, 14))
    assert (str(paper), paper.typed_by, paper.signed_by) == ("Luc D., DDT", adviser, None)


def test_a_double_click_signs_once(project, objective):
    bearer = bearer_of(project)
    assert sign(project, bearer) == sign(project, bearer)
    assert JournalEntry.objects.filter(verb="objectives.signed").count() == 1


def test_the_sixth_objective_is_not_settled(project):
    for _n in range(5):
        ObjectiveFactory(project=project)
    sixth = ObjectiveFactory(project=project, draft=True)
    with pytest.raises(services.TooMany):
        services.settle_objective(
            sixth, agreed="Un de plus.", levels={n: f"Niveau {n}" for n in range(-2, 3)}, by=bearer_of(project)
        )


def test_the_adviser_writes_the_conversation_down_and_each_side_confirms_at_once(client, project, objective):
    other = ObjectiveFactory(project=project)
    bearer = bearer_of(project)
    client.force_login(adviser_of(project))
    said = {"level_inhabitants": "1", "reason_inhabitants": "Cinq jardins.", "level_authority": "none"}
    page = reverse("evaluation:converse", args=[objective.pk, "fin"])
    assert "reason_authority" in client.post(page, said).context["form"].errors
    answer = client.post(page, said | {"reason_authority": "Nous n'avons pas compté."})
    assert answer.url == reverse("evaluation:converse", args=[other.pk, "fin"])
    assert Rating.objects.filter(rated_by=None).count() == 2

    client.force_login(bearer)
    confirm = reverse("evaluation:confirm_levels", args=[project.slug])
    page = client.get(confirm).content.decode()
    assert "Cinq jardins." in page
    assert "compté" not in page
    client.post(confirm)
    assert {r.voice for r in Rating.objects.exclude(rated_by=None)} == {"inhabitants"}


def test_a_side_does_not_write_the_conversation_down_for_the_others(client, project, objective):
    client.force_login(bearer_of(project))
    assert client.get(reverse("evaluation:converse", args=[objective.pk, "fin"])).status_code == 403


def test_nothing_is_shown_of_a_side_under_five_answers(client, project, objective):
    for n in range(5):
        view(objective, importance=5)
        if n < 4:
            view(objective, voice="authority", importance=1)
    line = apart([objective]).lines[0]
    assert line.said["b", "importance"].middle == 5
    assert line.said["a", "importance"].middle is None
    assert line.importance.delta is None

    client.force_login(lead_of(project))
    page = client.get(reverse("evaluation:views", args=[project.slug]) + "?moment=fin").content.decode()
    assert "non montré" in page
    view(objective, voice="state", importance=1)
    assert apart([objective]).lines[0].importance.delta == -1


def test_while_people_answer_nothing_is_read_so_that_the_last_one_is_not_told_apart(client, project, objective):
    """Six answers read before and after the sixth would say hers."""
    for voice in ("inhabitants", "authority"):
        for _n in range(5):
            view(objective, voice=voice, given_on=timezone.localdate())
    client.force_login(lead_of(project))
    address = reverse("evaluation:views", args=[project.slug]) + "?moment=fin"

    def read():
        html = client.get(address).content.decode()
        return re.sub(r"<[^>]*>|\s", "", html[html.index("<main") : html.index("</main")])

    before = read()
    view(objective, voice="authority", importance=1, given_on=timezone.localdate())
    assert read() == before.replace("l’État:5personnes", "l’État:6personnes")
    assert apart([objective]).lines[0].importance.delta is None
    assert {one.value for one in sides.gaps(project.cohort, [project])} == {None}

    PersonalView.objects.update(given_on=LONG_AGO)
    line = apart([objective]).lines[0]
    assert line.importance.delta is not None
    assert line.said["a", "importance"].spread == [1, 0, 0, 5, 0]


def test_once_read_no_answer_is_added_and_a_change_does_not_open_it_again(client, project, objective):
    bearer, today = bearer_of(project), timezone.localdate()
    told = {"moment": "end", "voice": "inhabitants", "by": bearer}
    services.give_views(project, views={objective.pk: (5, 2)}, on=today - timedelta(days=14), **told)
    services.give_views(project, views={objective.pk: (4, 2)}, **told)
    assert services.views_closed_after(project, "end") == today
    PersonalView.objects.update(given_on=LONG_AGO)

    with pytest.raises(services.ViewsClosed):
        services.give_views(project, views={objective.pk: (1, 1)}, **told)
    client.force_login(bearer)
    page = reverse("evaluation:give_views", args=[project.slug, "fin"])
    assert client.get(page).url == reverse("evaluation:views", args=[project.slug]) + "?moment=fin"
    assert PersonalView.objects.get().importance == 4


def test_under_the_floor_a_side_is_read_when_each_of_its_people_agrees(project, objective):
    view(objective, person=bearer_of(project), sheet=None, importance=5, shown_under_the_floor=True)
    assert apart([objective]).lines[0].said["b", "importance"].middle == 5
    view(objective, importance=1)
    assert apart([objective]).lines[0].said["b", "importance"].middle is None


def test_a_person_answers_for_herself_once_and_changes_it(client, project, objective):
    bearer = bearer_of(project)
    client.force_login(bearer)
    page = reverse("evaluation:give_views", args=[project.slug, "fin"])
    names = {"voice": "inhabitants", f"importance_{objective.pk}": "5"}
    client.post(page, names)
    client.post(page, names | {f"attainment_{objective.pk}": "2"})
    given = PersonalView.objects.get()
    assert (given.person, given.importance, given.attainment) == (bearer, 5, 2)
    assert client.post(page, names | {"voice": "authority"}).context["form"].errors


def test_a_sheet_on_paper_names_nobody_and_twice_is_the_same(project, objective):
    adviser, sheet = adviser_of(project), uuid.uuid4()
    for importance in (2, 3):
        services.give_views(
            project,
            moment="end",
            voice="authority",
            views={objective.pk: (importance, None)},
            by=adviser,
            sheet=sheet,
        )
    kept = PersonalView.objects.get()
    assert (kept.person, kept.importance) == (None, 3)


@pytest.mark.parametrize("wrong", [0, 6])
def test_a_mark_off_the_scale_is_refused(project, objective, wrong):
    with pytest.raises(services.OffTheScale):
        services.give_views(
            project, moment="end", voice="inhabitants", views={objective.pk: (wrong, 1)}, by=bearer_of(project)
        )


def test_gaps_are_published_with_both_agreements_and_either_goes_back_on_it(client, project, objective):
    bearer, official = bearer_of(project), official_of(project)
    services.agree_to_publish(project, moment="end", by=bearer)
    assert "end" not in rules.public_moments(project)
    services.agree_to_publish(project, moment="end", by=official)
    services.agree_to_publish(project, moment="end", by=official)
    assert "end" in rules.public_moments(project)
    RatingFactory(objective=objective, moment="end", level=1)
    RatingFactory(objective=objective, moment="end", voice="authority", level=-1)
    assert "écart : 2 niveaux" in public_gaps(project).replace("\xa0", " ")
    services.take_back(project, moment="end", by=bearer)
    assert public_gaps(project) == ""
    assert "end" not in rules.public_moments(project)
    assert GapAgreement.objects.get().agreed_by == official
    for stranger in (member_of(project), state_agent_of(project), adviser_of(project)):
        with pytest.raises(services.NotTheirWords):
            services.agree_to_publish(project, moment="end", by=stranger)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for _n in range(count):
        one = ObjectiveFactory(project=project)
        RatingFactory(objective=one)
        for _each in range(5):
            view(one)
            view(one, voice="authority")
    client.force_login(adviser_of(project))
    for name in ("views", "sign", "objectives"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"evaluation:{name}", args=[project.slug]))
