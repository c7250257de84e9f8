"""The analytic journal stays among those who draw what a session teaches."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Memo
from tests.capitalisation.factories import Learning


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def test_a_memo_on_a_code_is_written_changed_and_compared(client, learning):
    code = services.create_code(learning.cohort, "Accès", by=learning.adviser)
    page = reverse("capitalisation:new_memo", args=[learning.cohort.slug])
    client.post(f"{page}?code={code.pk}", {"title": "La clé", "text": "Revient partout."})
    memo = Memo.objects.get()
    client.post(
        reverse("capitalisation:edit_memo", args=[memo.pk]),
        {"title": "La clé", "text": "Revient presque partout.", "version": 1},
    )

    assert (memo.code, memo.created_by) == (code, learning.adviser)
    assert "<ins>presque" in client.get(memo.get_absolute_url()).content.decode()
    assert memo.get_absolute_url() in client.get(code.get_absolute_url()).content.decode()
    assert "La clé" in client.get(reverse("capitalisation:memos", args=[learning.cohort.slug])).content.decode()


def test_the_person_quoted_never_reads_a_memo_on_her_words(client, learning):
    kept = learning.evidence()
    memo = services.write_memo(learning.cohort, by=learning.adviser, evidence=kept, title="T", text="Un doute.")
    client.force_login(learning.bearer)

    assert client.get(memo.get_absolute_url()).status_code == 403
    assert "Un doute" not in client.get(kept.get_absolute_url()).content.decode()


def test_a_memo_on_a_thing_of_another_session_is_refused(client, learning):
    elsewhere = Learning().evidence()
    page = reverse("capitalisation:new_memo", args=[learning.cohort.slug])

    assert client.get(f"{page}?preuve={elsewhere.pk}").status_code == 404
    with pytest.raises(services.OtherCohort):
        services.write_memo(learning.cohort, by=learning.adviser, evidence=elsewhere, title="T", text="x")


def test_a_memo_changed_meanwhile_is_compared(client, learning):
    memo = services.write_memo(learning.cohort, by=learning.adviser, title="T", text="Avant.")
    services.revise_memo(Memo.objects.get(), 1, by=learning.lead, text="Le sien")
    answer = client.post(
        reverse("capitalisation:edit_memo", args=[memo.pk]), {"title": "T", "text": "Le mien", "version": 1}
    )

    assert Memo.objects.get().text == "Le sien"
    assert "Le sien" in answer.content.decode()
