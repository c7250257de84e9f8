"""Objects and one of their relations, read at once."""

import pytest

from levain.foundation.joined import with_rows
from levain.support.models import Need
from tests.support.factories import NeedFactory, ReferralFactory


def _read(needs):
    return with_rows(needs, "referrals", "service")


@pytest.mark.parametrize("count", [1, 3])
def test_all_is_read_in_one_query_for_any_number(count, django_assert_num_queries):
    needs = NeedFactory.create_batch(count, opened=True)
    for need in needs:
        ReferralFactory.create_batch(2, need=need)

    with django_assert_num_queries(1):
        found = {need.pk: [str(one.service) for one in need.referrals.all()] for need in _read(Need.objects.all())}

    assert found == {need.pk: [str(one.service) for one in need.referrals.all()] for need in needs}


def test_an_object_without_rows_is_kept_with_none_and_the_rows_know_their_object(django_assert_num_queries):
    bare, asked = NeedFactory(opened=True), NeedFactory(opened=True)
    ReferralFactory(need=asked)
    found = {need.pk: need for need in _read(Need.objects.all())}

    with django_assert_num_queries(0):
        assert found[bare.pk].referrals.all().count() == 0
        [only] = found[asked.pk].referrals.all()
        assert only.need is found[asked.pk]
        assert only.get_deferred_fields() == set()


def test_a_slice_is_taken_of_the_objects_and_not_of_the_pairs():
    first, second, _third = NeedFactory.create_batch(3, opened=True)
    ReferralFactory.create_batch(3, need=first)

    found = _read(Need.objects.select_related("project").order_by("pk")[:2])

    assert [(need.pk, len(need.referrals.all())) for need in found] == [(first.pk, 3), (second.pk, 0)]


def test_the_rows_keep_their_order_and_the_objects_theirs():
    early, late = NeedFactory(opened=True), NeedFactory(opened=True)
    for need in (early, late):
        ReferralFactory.create_batch(3, need=need)

    found = _read(Need.objects.order_by("-pk"))

    assert [need.pk for need in found] == [late.pk, early.pk]
    for need in found:
        assert [one.pk for one in need.referrals.all()] == [
            one.pk for one in Need.objects.get(pk=need.pk).referrals.all()
        ]


def test_what_is_asked_further_of_the_rows_is_asked_of_the_database():
    need = NeedFactory(opened=True)
    ReferralFactory.create_batch(2, need=need)
    [found] = _read(Need.objects.all())

    assert found.referrals.filter(replied_on=None).count() == 2
    ReferralFactory(need=NeedFactory(opened=True))
    assert found.referrals.count() == 2
