"""A codebook that grows, is put in order and never loses who coded what."""

from uuid import uuid4

import pytest
from django.urls import reverse

from levain.capitalisation import codebook, rules, services
from levain.capitalisation.models import Code, CodeChange, Coding, FormerCoding
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from tests.capitalisation.factories import Learning
from tests.people.factories import someone

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def code(learning, label, parent=None, **said):
    return services.create_code(learning.cohort, label, by=learning.adviser, parent=parent, **said)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_a_code_is_written_once_however_often_its_form_is_sent(learning):
    token = uuid4()
    first, again = code(learning, "Accès", token=token), code(learning, "Accès", token=token)

    assert first == again
    assert first.slug == "acces"


def test_a_sub_code_has_its_path_and_keeps_it_when_it_is_renamed_and_moved(learning):
    above, other = code(learning, "Accès"), code(learning, "Droit")
    below = code(learning, "Clé", parent=above)
    services.revise_code(below, 1, by=learning.adviser, label="Clés", parent=other)

    assert (fresh(below).slug, fresh(below).parent, fresh(below).label) == ("acces.cle", other, "Clés")
    assert [one.label for one in below.history.order_by("history_id")] == ["Clé", "Clés"]
    assert below.history.latest().history_user == learning.adviser


def test_a_code_never_stands_under_itself_nor_under_its_own(learning):
    top = code(learning, "A")
    middle = code(learning, "B", parent=top)
    bottom = code(learning, "C", parent=middle)

    for parent in (top, middle, bottom):
        with pytest.raises(services.CodeInItself):
            services.revise_code(top, 1, by=learning.adviser, parent=parent)


def test_a_code_of_another_session_is_neither_a_parent_nor_given(learning):
    elsewhere = code(Learning(), "Ailleurs")
    kept = learning.evidence()

    with pytest.raises(services.OtherCodebook):
        code(learning, "Ici", parent=elsewhere)
    with pytest.raises(services.OtherCodebook):
        services.sort_evidence(kept, [elsewhere], by=learning.adviser)
    with pytest.raises(services.OtherCodebook):
        services.merge_code(code(learning, "Ici"), 1, elsewhere, by=learning.adviser)
    assert not kept.codings.exists()


def test_two_codes_of_one_level_have_two_names(learning):
    code(learning, "Accès")
    other = code(learning, "Autre")

    with pytest.raises(services.LabelTaken):
        services.revise_code(other, 1, by=learning.adviser, label="ACCÈS")
    assert code(learning, "Accès", parent=other)


def test_two_people_change_a_code_at_once_and_the_second_compares(client, learning):
    made = code(learning, "Accès")
    services.revise_code(fresh(made), 1, by=learning.lead, label="Entrer", definition="Le sien")
    answer = client.post(
        reverse("capitalisation:edit_code", args=[made.pk]),
        {"label": "Ouvrir", "definition": "Le mien", "parent": "", "version": 1},
    )

    assert fresh(made).label == "Entrer"
    assert {"Le mien", "Le sien"} <= {word for word in ("Le mien", "Le sien") if word in answer.content.decode()}


def test_who_gave_a_code_and_who_took_it_away_stay_known(learning):
    kept, first, second = learning.evidence(), code(learning, "A"), code(learning, "B")
    services.sort_evidence(kept, [first], by=learning.adviser)
    services.sort_evidence(kept, [first, second], by=learning.lead)
    services.sort_evidence(kept, [second], by=learning.lead)

    assert [(one.code, one.by) for one in kept.codings.all()] == [(second, learning.lead)]
    former = FormerCoding.objects.get()
    assert (former.code, former.by, former.ended_by) == (first, learning.adviser, learning.lead)


def test_a_merge_moves_the_evidence_and_the_sub_codes_and_can_be_undone(learning):
    one, other = code(learning, "A"), code(learning, "B")
    child = code(learning, "A1", parent=one)
    both = learning.evidence(codes=[one, other])
    alone = learning.evidence("On a ouvert le jardin.", codes=[one])
    change = services.merge_code(one, 1, other, by=learning.lead, why="La même chose")

    assert {coding.evidence for coding in other.codings.all()} == {both, alone}
    assert alone.codings.get().by == learning.adviser
    assert (fresh(child).parent, fresh(one).merged_into, fresh(one).in_use) == (other, other, False)

    services.undo_change(change, by=learning.adviser)
    assert set(both.codes.all()) == {one, other}
    assert set(alone.codes.all()) == {one}
    assert (fresh(child).parent, fresh(one).in_use, fresh(one).merged_into) == (one, True, None)
    assert fresh(change).undone_by == learning.adviser


def test_a_code_is_not_merged_twice_nor_into_itself_nor_below_itself(learning):
    one, other = code(learning, "A"), code(learning, "B")
    below = code(learning, "A1", parent=one)
    for into in (one, below):
        with pytest.raises(services.CodeInItself):
            services.merge_code(one, 1, into, by=learning.adviser)
    change = services.merge_code(one, 1, other, by=learning.adviser)
    with pytest.raises(services.AlreadyMerged):
        services.merge_code(fresh(one), fresh(one).version, other, by=learning.adviser)
    with pytest.raises(services.AlreadyMerged):
        services.merge_code(other, fresh(other).version, one, by=learning.adviser)
    services.undo_change(change, by=learning.adviser)
    with pytest.raises(services.AlreadyUndone):
        services.undo_change(change, by=learning.adviser)


def test_two_people_who_merge_at_once_do_it_once(learning):
    one, other, third = (code(learning, name) for name in "ABC")
    held = fresh(one)
    services.merge_code(one, 1, other, by=learning.adviser)

    with pytest.raises(ChangedSince):
        services.merge_code(held, 1, third, by=learning.lead)
    assert CodeChange.objects.count() == 1


def test_a_split_sends_each_piece_where_it_was_chosen_and_the_rest_stays(learning):
    whole = code(learning, "Tout")
    first, second, third = (
        learning.evidence(words, codes=[whole]) for words in ("Ce matin, rien.", "une boîte", "le jardin")
    )
    parts = [services.Part("Un", "le premier", [first]), services.Part("Deux", "", [second])]
    change = services.split_code(whole, 1, parts, by=learning.lead)

    assert [one.label for one in first.codes.all()] == ["Un"]
    assert [one.label for one in third.codes.all()] == ["Tout"]
    assert fresh(whole).in_use

    services.undo_change(change, by=learning.lead)
    assert {coding.code for coding in Coding.objects.all()} == {whole}
    assert not Code.objects.filter(label__in=["Un", "Deux"], retired_at=None).exists()


def test_a_split_in_one_is_refused(learning):
    with pytest.raises(services.NothingToSplit):
        services.split_code(code(learning, "A"), 1, [services.Part("Un"), services.Part(" ")], by=learning.adviser)


def test_a_code_with_its_sub_codes_counts_each_piece_once(learning):
    top = code(learning, "A")
    low = code(learning, "B", parent=top)
    learning.evidence(codes=[top, low])
    learning.evidence("le jardin", codes=[low])
    entries, _retired = codebook.tree(learning.cohort)

    assert [(one.code, one.depth, one.own, one.below) for one in entries] == [(top, 0, 1, 2), (low, 1, 2, 2)]


def test_the_page_of_a_code_counts_by_project_and_side_without_a_score(client, learning):
    made = code(learning, "A")
    learning.evidence(codes=[made])
    page = client.get(made.get_absolute_url())

    assert page.context["lines"] == [(learning.project.name, [1], 1)]
    assert "dans une boîte à sucre" in page.content.decode()


@pytest.mark.parametrize("name", ["code", "edit_code", "merge_code", "split_code", "code_versions"])
def test_labels_never_let_markup_through(client, learning, name):
    made = code(learning, HOSTILE, definition=HOSTILE)
    code(learning, HOSTILE + "2")
    services.revise_code(made, 1, by=learning.adviser, definition=HOSTILE + HOSTILE)
    learning.evidence(codes=[made])

    assert HOSTILE not in client.get(reverse(f"capitalisation:{name}", args=[made.pk])).content.decode()


def test_the_codebook_is_walked_from_its_pages(client, learning):
    slug, word = learning.cohort.slug, {"label": "Accès", "parent": "", "definition": "Entrer quelque part."}
    client.post(reverse("capitalisation:new_code", args=[slug]), word)
    first = Code.objects.get()
    client.post(reverse("capitalisation:new_code", args=[slug]), {"label": "Clés", "parent": first.pk})
    second = Code.objects.get(label="Clés")
    learning.evidence(codes=[second])
    page = client.get(reverse("capitalisation:codes", args=[slug])).content.decode()
    assert page.index("Accès") < page.index("Clés")

    client.post(reverse("capitalisation:merge_code", args=[second.pk]), {"into": first.pk, "version": 1, "why": "x"})
    assert fresh(second).merged_into == first
    client.post(reverse("capitalisation:undo_change", args=[CodeChange.objects.get().pk]))
    assert fresh(second).in_use

    held = learning.evidence()
    said = {"label_1": "Un", "label_2": "Deux", "version": fresh(second).version, f"evidence_{held.pk}": "2"}
    said["place"] = "beside"
    client.post(reverse("capitalisation:split_code", args=[second.pk]), said)
    assert [one.label for one in held.codes.all()] == ["Deux"]
    client.post(reverse("capitalisation:retire_code", args=[first.pk]), {"version": fresh(first).version})
    assert not fresh(first).in_use


def test_a_form_cannot_put_a_code_under_its_own(client, learning):
    top = code(learning, "A")
    low = code(learning, "B", parent=top)
    answer = client.post(
        reverse("capitalisation:edit_code", args=[top.pk]), {"label": "A", "parent": low.pk, "version": 1}
    )

    assert "sous-codes" in str(answer.context["form"].errors)
    assert fresh(top).parent is None


def test_a_retired_code_is_no_longer_offered_but_stays_on_its_words(client, learning):
    made = code(learning, "A")
    kept = learning.evidence(codes=[made])
    services.retire_code(made, 1, by=learning.adviser)
    offered = client.get(reverse("capitalisation:link", args=[kept.pk])).context["form"].fields["codes"].choices

    assert [pk for pk, _label in offered] == [made.pk]
    assert not list(codebook.paths(learning.cohort))


def test_the_book_of_another_session_stays_closed(client):
    elsewhere = code(Learning(), "Ailleurs")
    client.force_login(someone(RoleCode.ADVISER, Learning().cohort))

    assert client.get(elsewhere.get_absolute_url()).status_code == 403
    assert client.post(reverse("capitalisation:retire_code", args=[elsewhere.pk]), {"version": 1}).status_code == 403


def test_a_shared_code_is_taken_with_those_above_it_once(client, learning):
    client.force_login(learning.lead)
    top = code(learning, "Accès")
    low = code(learning, "Clés", parent=top, definition="Qui a la clé")
    client.post(reverse("capitalisation:share_code", args=[low.pk]))
    shared = Code.objects.get(cohort=None, slug=low.slug)
    other = Learning()
    for _time in range(2):
        services.take_code(shared, other.cohort, by=other.adviser)

    assert [(one.label, one.taken_from) for one in Code.objects.filter(cohort=other.cohort, slug=low.slug)] == [
        ("Clés", shared)
    ]
    assert Code.objects.filter(cohort=other.cohort).count() == 2
    assert client.get(reverse("capitalisation:shared_codes")).status_code == 200


def test_the_adviser_does_not_write_in_the_shared_book(learning):
    assert not rules.can_edit_shared_codes(learning.adviser)
    assert rules.can_read_shared_codes(learning.adviser)
    assert not rules.can_read_shared_codes(learning.bearer)


@pytest.mark.parametrize("count", [1, 4])
def test_the_codebook_costs_the_same_for_any_number(client, learning, count, django_assert_max_num_queries):
    for number in range(count):
        parent = code(learning, f"A{number}")
        learning.evidence(codes=[parent, code(learning, "B", parent=parent)])
    with django_assert_max_num_queries(12) as asked:
        client.get(reverse("capitalisation:codes", args=[learning.cohort.slug]))
    with django_assert_max_num_queries(12):
        client.get(parent.get_absolute_url())
    assert len(asked) <= 12


def test_a_code_older_than_its_versions_keeps_its_first_words(client, learning):
    made = code(learning, "A", definition="Avant")
    made.history.all().delete()
    page = reverse("capitalisation:code_versions", args=[made.pk])
    assert client.get(page).status_code == 200

    services.revise_code(made, 1, by=learning.adviser, definition="Après")
    assert "<del>Avant</del><ins>Après</ins>" in client.get(page).content.decode()
