"""Who took part: counts without names, cards that nobody signs, and nothing from which one person is found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry
from levain.projects.models import LogbookEntry, ProfileCount
from levain.projects.profiles import profiles
from levain.projects.services import profiles as services
from levain.projects.services import withdraw_entry
from tests.projects import factories as f

pytestmark = pytest.mark.django_db
FORM = "projects:declare_profiles"


def event(project, days=3, **said):
    day = timezone.localdate() - timedelta(days=days)
    said = {"kind": LogbookEntry.Kind.EVENT, "audience": "project", "happened_on": day} | said
    return f.LogbookEntryFactory(project=project, **said)


def told(project):
    return profiles(project, timezone.localdate())


def address(entry):
    return reverse("projects:profile_card", args=[services.card_token(entry)])


def fill(client, entry, token=None, **answers):
    return client.post(address(entry), {"token": token or uuid4()} | answers)


def test_the_team_tells_in_counts_who_came(client, project):
    bearer, entry = f.bearer_of(project), event(project)
    client.force_login(bearer)
    page = reverse(FORM, args=[project.slug, entry.pk])

    client.post(page, {"age-18_29": 6, "age-60_74": 9, "gender-woman": ""})

    assert told(project)[0].counts == [("18 à 29 ans", "6 sur 15"), ("60 à 74 ans", "9 sur 15")]
    assert client.get(page).context["form"]["age-18_29"].value() == 6
    shown = client.get(reverse("projects:participation", args=[project.slug])).content.decode()
    assert "9 sur 15" in shown


def test_told_again_the_counts_replace_and_do_not_add(project):
    bearer, entry = f.bearer_of(project), event(project)
    for n in (20, 12):
        services.declare_profiles(entry, by=bearer, counts={("first", "yes"): n})

    assert [profile.n for profile in told(project)] == [12]


def test_under_eleven_answers_nothing_is_shown_not_even_how_many(project):
    services.declare_profiles(event(project), by=f.bearer_of(project), counts={("age", "18_29"): 10})

    [age] = told(project)

    assert (age.n, age.counts) == (0, [])


def test_the_counts_of_several_events_are_put_together(project):
    bearer = f.bearer_of(project)
    for _evening in range(2):
        services.declare_profiles(event(project), by=bearer, counts={("first", "yes"): 6})

    assert told(project)[0].counts == [("première fois", "12 sur 12")]


def test_a_card_adds_to_the_counts_and_leaves_no_trace_of_itself(client, project):
    entry = event(project)
    before = JournalEntry.objects.count()

    answer = fill(client, entry, age="18_29", gender="otherwise")

    assert answer.status_code == 302
    assert "Merci" in client.get(answer.url).content.decode()
    kept = ProfileCount.objects.values_list("question", "answer", "count", "by_card").order_by("question")
    assert list(kept) == [("age", "18_29", 1, True), ("gender", "otherwise", 1, True)]
    assert JournalEntry.objects.count() == before
    assert {field.name for field in ProfileCount._meta.fields} == {
        *("id", "event", "question", "answer", "by_card", "count")
    }


def test_a_double_click_counts_once(client, project):
    entry, token = event(project), uuid4()

    for _click in range(2):
        fill(client, entry, token, age="18_29")

    assert ProfileCount.objects.get().count == 1


def test_cards_show_from_the_day_after(client, project):
    today, before = event(project, days=0), event(project, days=1)
    for entry in (today, before):
        for _card in range(11):
            services.add_card(entry, {"first": "yes"})

    assert [profile.n for profile in told(project)] == [11]


def test_the_team_s_page_never_shows_what_the_cards_said(client, project):
    entry = event(project)
    services.add_card(entry, {"age": "from_75"})
    client.force_login(f.bearer_of(project))

    form = client.get(reverse(FORM, args=[project.slug, entry.pk])).context["form"]

    assert all(form[name].value() is None for name in form.fields)


def test_no_more_answers_than_people(client, project):
    entry = event(project, people=2)
    client.force_login(f.bearer_of(project))
    page = client.post(reverse(FORM, args=[project.slug, entry.pk]), {"age-18_29": 2, "age-30_44": 1})

    assert page.context["form"].non_field_errors()
    assert page.context["form"]["age-18_29"].value() == "2"
    for _card in range(2):
        services.add_card(entry, {"age": "18_29"})
    with pytest.raises(services.TooManyAnswers):
        services.add_card(entry, {"age": "18_29"})
    assert fill(client, entry, age="18_29").status_code == 200


@pytest.mark.parametrize("typed", [{"age-18_29": -1}, {"age-18_29": "beaucoup"}, {"age-18_29": 10**30}])
def test_what_is_no_count_is_given_back(client, project, typed):
    entry = event(project)
    client.force_login(f.bearer_of(project))

    page = client.post(reverse(FORM, args=[project.slug, entry.pk]), typed)

    assert page.context["form"].errors
    assert not ProfileCount.objects.exists()


@pytest.mark.parametrize("answers", [{"age": "<script>"}, {"age": "woman"}, {"autre": "1"}])
def test_a_card_takes_only_the_answers_it_offers(client, project, answers):
    fill(client, event(project), **answers)

    assert not ProfileCount.objects.exists()


def test_a_card_of_another_event_a_wrong_one_or_an_old_one_opens_nothing(client, project, monkeypatch):
    entry = event(project)
    good = address(entry)

    assert client.get(good[:-3] + "xx/").status_code == 410
    monkeypatch.setattr(services, "GOOD_FOR", -1)
    assert client.get(good).status_code == 410


def test_withdrawn_an_event_takes_its_counts_away(client, project):
    entry = event(project, author=f.bearer_of(project))
    services.declare_profiles(entry, by=entry.author, counts={("age", "18_29"): 20})
    withdraw_entry(entry, by=entry.author)

    assert not ProfileCount.objects.exists()
    assert client.get(address(entry)).status_code == 410


@pytest.mark.parametrize("of", [f.bearer_of, lambda project: None], ids=["of another project", "nobody"])
def test_others_do_not_tell_who_came(client, project, of):
    entry = event(project)
    if person := of(f.ProjectFactory()):
        client.force_login(person)

    answer = client.post(reverse(FORM, args=[project.slug, entry.pk]), {"age-18_29": 3})

    assert answer.status_code in (302, 403)
    assert not ProfileCount.objects.exists()


def test_only_an_event_has_people_who_took_part(client, project):
    client.force_login(f.bearer_of(project))
    note = event(project, kind=LogbookEntry.Kind.PROGRESS)

    assert client.get(reverse(FORM, args=[project.slug, note.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_whatever_is_counted(client, project, count, django_assert_max_num_queries):
    bearer = f.bearer_of(project)
    for _evening in range(count):
        services.declare_profiles(
            event(project), by=bearer, counts={("age", "18_29"): 20, ("heard", "mouth"): 12, ("first", "no"): 4}
        )
    client.force_login(bearer)

    with django_assert_max_num_queries(11):
        client.get(reverse("projects:participation", args=[project.slug]))
