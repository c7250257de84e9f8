"""A finding is written at once and judged when it can be; what is wrong is said all together, beside each field."""

import re

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Finding, State
from levain.foundation.versions import ChangedSince
from tests.capitalisation.factories import SURE, Learning

WORDS = {"title": "Un constat", "text": "Le texte"}


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def write(client, learning, **said):
    return client.post(reverse("capitalisation:new_finding", args=[learning.cohort.slug]), said)


def move(client, finding, state):
    said = {"state": state}
    return client.post(reverse("capitalisation:finding_move", args=[finding.pk]), said, follow=True).content.decode()


def test_nothing_is_called_optional_in_a_finding_and_an_empty_one_says_everything_at_once(client, learning):
    page = client.get(reverse("capitalisation:new_finding", args=[learning.cohort.slug])).content.decode()
    assert "facultatif" not in page

    answer = write(client, learning, limitations=1, coherence_why="Ils concordent.", overall=3)
    form, page = answer.context["form"], answer.content.decode()
    assert set(form.errors) == {"title", "text", "limitations_why", "coherence", "adequacy", "relevance", "why"}
    for name in form.errors:
        assert f'href="#id_{name}"' in page
        assert re.search(rf'aria-describedby="[^"]*id_{name}_error"', page)
        assert f'id="id_{name}_error"' in page
    assert "Ils concordent." in page


def test_a_finding_is_written_without_its_confidence_and_says_what_is_still_to_be_judged(client, learning):
    write(client, learning, **WORDS, adequacy=1, adequacy_why="Trois récits.")
    finding = Finding.objects.get()
    page = client.get(finding.get_absolute_url()).content.decode()

    assert "Trois récits." in page
    assert finding.unjudged == [
        "Limites de la méthode",
        "Cohérence",
        "Proximité avec le sujet",
        "pourquoi cette confiance",
    ]
    assert ", ".join(finding.unjudged) in page
    home = client.get(reverse("capitalisation:home", args=[learning.cohort.slug])).content.decode()
    assert "confiance pas encore jugée" in home
    assert "Il reste à juger\xa0: Limites de la méthode" in move(client, finding, "shared").replace("\u202f", "\xa0")
    assert Finding.objects.get().state == State.DRAFT


def test_a_draft_nobody_judged_shows_no_level_when_it_is_opened_again(client, learning):
    write(client, learning, **WORDS)
    page = reverse("capitalisation:edit_finding", args=[Finding.objects.get().pk])
    form = client.get(page).context["form"]

    assert b"<dl" not in client.get(Finding.objects.get().get_absolute_url()).content.split(b'id="preuves"')[0]
    assert [form[name].value() for name in ("limitations", "overall")] == ["", ""]
    client.post(page, WORDS | SURE | {"version": 1})
    assert Finding.objects.get().judged
    assert client.get(page).context["form"]["overall"].value() == 3


def test_a_finding_wholly_filled_is_judged_and_shared(client, learning):
    write(client, learning, **WORDS, **SURE)
    finding = Finding.objects.get()

    assert "Il reste à juger" not in client.get(finding.get_absolute_url()).content.decode()
    move(client, finding, "shared")
    assert Finding.objects.get().state == State.SHARED


def test_a_shared_finding_keeps_its_reasons(client, learning):
    finding = learning.finding()
    services.move(finding, State.SHARED, by=learning.adviser)
    emptied = WORDS | SURE | {"coherence": "", "coherence_why": "", "why": "", "version": 1}
    answer = client.post(reverse("capitalisation:edit_finding", args=[finding.pk]), emptied)

    assert set(answer.context["form"].errors) == {"coherence", "coherence_why", "why"}
    with pytest.raises(services.ComponentUnexplained):
        services.revise_finding(Finding.objects.get(), 1, by=learning.adviser, coherence_why="")


def test_a_version_nobody_had_judged_is_not_put_back_on_a_shared_finding(client, learning):
    write(client, learning, **WORDS)
    client.post(
        reverse("capitalisation:edit_finding", args=[Finding.objects.get().pk]), WORDS | SURE | {"version": 1}
    )
    finding = Finding.objects.get()
    services.move(finding, State.SHARED, by=learning.adviser)

    with pytest.raises(services.NotSettledYet, match="jugé"):
        services.put_back(finding, 1, finding.version, by=learning.adviser)
    services.move(finding, State.DRAFT, by=learning.adviser)
    services.put_back(Finding.objects.get(), 1, 2, by=learning.adviser)
    assert not Finding.objects.get().judged


def test_two_people_write_the_same_finding_and_nothing_of_either_is_lost(client, learning):
    finding = learning.finding()
    page = reverse("capitalisation:edit_finding", args=[finding.pk])
    mine = WORDS | SURE | {"why": "Ma raison à moi.", "version": 1}
    services.revise_finding(Finding.objects.get(), 1, by=learning.lead, why="Sa raison à elle.")
    answer = client.post(page, mine)

    for words in ("Ma raison à moi.", "Sa raison à elle."):
        assert words in answer.content.decode()
    client.post(page, mine | {"version": answer.context["form"]["version"].value()})
    kept = [one.why for one in finding.history.order_by("history_id")]
    assert kept[-2:] == ["Sa raison à elle.", "Ma raison à moi."]
    with pytest.raises(ChangedSince):
        services.revise_finding(Finding.objects.get(), 1, by=learning.adviser, why="Trop tard.")


@pytest.mark.parametrize("hostile", ["99", "-1", "abc", "1\x00"])
def test_a_level_outside_the_method_is_refused_and_nothing_is_written(client, learning, hostile):
    answer = write(client, learning, **WORDS | SURE | {"overall": hostile})

    assert "overall" in answer.context["form"].errors
    assert not Finding.objects.exists()
