"""What a finding stands on is chosen from its own page, several passages at once, and taken away there."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Code, Evidence
from tests.capitalisation.factories import WORDS, Learning


@pytest.fixture
def learning(client):
    made = Learning()
    made.found = made.finding()
    client.force_login(made.adviser)
    return made


def page(learning):
    return reverse("capitalisation:gather", args=[learning.found.pk])


def offered(client, learning, **asked):
    return [one.words for one in client.get(page(learning), asked).context["page"]]


def test_the_finding_leads_to_the_passages_it_may_stand_on(client, learning):
    assert f'href="{page(learning)}"' in client.get(learning.found.get_absolute_url()).content.decode()


def test_several_passages_are_linked_at_once_with_what_they_do(client, learning):
    kept = [learning.evidence(), learning.evidence("On a ouvert le jardin.")]
    answer = client.post(page(learning), {"evidence": [one.pk for one in kept], "stance": "contradicts"}, follow=True)

    assert [link.stance for link in learning.found.links.all()] == ["contradicts", "contradicts"]
    assert "2 passages reliés" in answer.content.decode()


def test_none_chosen_asks_for_one(client, learning):
    learning.evidence()

    assert "evidence" in client.post(page(learning), {"stance": "supports"}).context["form"].errors


def test_what_it_stands_on_already_was_withdrawn_or_set_aside_is_not_offered(client, learning):
    services.link_evidence(learning.found, learning.evidence(), "supports", by=learning.adviser)
    learning.evidence("Ce matin, rien.")
    Evidence.objects.filter(passage__quote="Ce matin, rien.").update(hold="aside")
    learning.evidence("On a ouvert le jardin.")

    assert offered(client, learning) == ["On a ouvert le jardin."]


def test_words_and_a_code_narrow_the_choice(client, learning):
    code = services.create_code(learning.cohort, "Clés", by=learning.adviser)
    learning.evidence(codes=[code])
    learning.evidence("On a ouvert le jardin.")

    assert offered(client, learning, code=code.pk) == [WORDS]
    assert offered(client, learning, q="JARDIN ouvert") == ["On a ouvert le jardin."]
    assert offered(client, learning, q="cheval") == []


def test_a_passage_of_another_session_is_refused(client, learning):
    stranger = Learning().evidence()
    answer = client.post(page(learning), {"evidence": [stranger.pk], "stance": "supports"})

    assert "evidence" in answer.context["form"].errors
    assert not learning.found.links.exists()


def test_nothing_kept_leads_to_what_is_read(client, learning):
    shown = client.get(page(learning)).content.decode()

    assert reverse("capitalisation:corpus", args=[learning.cohort.slug]) in shown


def test_a_passage_is_taken_off_the_finding_and_stays_kept(client, learning):
    kept = learning.evidence()
    services.link_evidence(learning.found, kept, "supports", by=learning.adviser)
    off = reverse("capitalisation:unlink", args=[learning.found.pk])
    client.post(off, {"evidence": kept.pk})

    assert not learning.found.links.exists()
    assert Evidence.objects.filter(pk=kept.pk).exists()
    assert client.post(off, {"evidence": kept.pk}).status_code == 404
    assert client.post(off, {"evidence": "x"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_costs_the_same_for_any_number(client, learning, django_assert_max_num_queries, count):
    for number in range(count):
        learning.evidence("Une phrase.", source=learning.written(f"Une phrase. {number}"))

    with django_assert_max_num_queries(12):
        client.get(page(learning))


def test_a_code_that_comes_to_mind_is_written_while_keeping_words(client, learning):
    kept = learning.evidence()
    link = reverse("capitalisation:link", args=[kept.pk])
    client.post(link, {"stance": "supports", "new_code": "  Clés  du lavoir "})

    assert [code.label for code in kept.codes.all()] == ["Clés  du lavoir"]


def test_a_code_already_there_is_not_written_twice(client, learning):
    services.create_code(learning.cohort, "Accès", by=learning.adviser)
    kept = learning.evidence()
    client.post(reverse("capitalisation:link", args=[kept.pk]), {"stance": "supports", "new_code": "acces"})

    assert Code.objects.filter(cohort=learning.cohort).count() == 1
    assert [code.label for code in kept.codes.all()] == ["Accès"]


def test_whoever_keeps_words_found_in_the_corpus_goes_back_to_her_reading(client, learning):
    kind = reverse("capitalisation:cite", args=[_kind(learning.note), learning.note.pk])
    said = {"quote": WORDS, "field": "text", "consent": "pending", "stance": "supports", "new_code": "Clés"}
    kept = client.post(f"{kind}?corpus=q%3Dcl%C3%A9%26suite%3D20", said, follow=True).content.decode()

    back = reverse("capitalisation:corpus", args=[learning.cohort.slug])
    assert f'href="{back}?q=cl%C3%A9&amp;suite=20"' in kept
    assert Evidence.objects.get().codes.get().label == "Clés"


def test_where_one_was_reading_never_leads_elsewhere(client, learning):
    kept = learning.evidence()
    shown = client.get(kept.get_absolute_url(), {"corpus": '"><a href="//example.org'}).content.decode()

    assert "//example.org" not in shown


def _kind(one):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(one).pk
