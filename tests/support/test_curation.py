from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.support import used
from levain.support.forms.support import PlacesField
from levain.support.models import Support
from levain.support.services import catalogue, curation
from levain.support.services.proposals import NothingNew, propose
from levain.territories.models import Territory
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import bearer_of
from tests.support.aides_server import serving
from tests.support.factories import NeedFactory, ProposalFactory, SupportFactory
from tests.territories.factories import TerritoryFactory


@pytest.fixture
def adviser():
    return someone(RoleCode.ADVISER, CohortFactory())


@pytest.fixture
def signed_in(client, adviser):
    client.force_login(adviser)
    return client


def sheet(**changes):
    told = {
        "name": "Atelier vélo",
        "provider": "Un réseau",
        "kind": "animation",
        "what_it_gives": "Réparer à plusieurs.",
    }
    return told | {"stages": ["emergence"], "themes": ["mobilite"], "beneficiaries": ["association"]} | changes


def test_a_new_sheet_answers_needs_at_once(signed_in):
    answer = signed_in.post(reverse("support:write"), sheet(places="France"))
    assert answer.status_code == 200  # France is not known in this house
    TerritoryFactory(kind=Territory.Kind.COUNTRY, code="FR", name="France")

    signed_in.post(reverse("support:write"), sheet(places="France"))

    assert [match.support.name for match in catalogue.rank("réparer mon vélo", top=1)] == ["Atelier vélo"]


def test_a_sheet_sent_twice_is_written_once(signed_in):
    for _time in range(2):
        page = signed_in.post(reverse("support:write"), sheet())

    assert Support.objects.count() == 1
    assert "name" in page.context["form"].errors


def test_a_correction_is_kept_with_its_author_and_the_words_before(signed_in, adviser):
    support = SupportFactory(name="Atelier", what_it_gives="Un atelier.")
    page = reverse("support:correct", args=[support.slug])

    signed_in.post(page, sheet(name="Atelier", version=support.version))
    told = signed_in.get(reverse("support:versions", args=[support.slug])).content.decode()

    support.refresh_from_db()
    assert support.what_it_gives == "Réparer à plusieurs."
    assert "what_it_gives" in support.corrected
    assert "name" not in support.corrected
    assert str(adviser) in told
    assert "Un atelier." in told


def test_two_people_correct_one_sheet_and_the_second_compares(adviser):
    support = SupportFactory()
    told = {name: getattr(support, name) for name in ("name", "provider", "kind")}
    late = Support.objects.get()
    curation.correct_support(support, by=adviser, version=1, territories=[], **told | {"provider": "La maison"})

    with pytest.raises(ChangedSince):
        curation.correct_support(late, by=adviser, version=1, territories=[], **told | {"provider": "Une autre"})

    assert Support.objects.get().provider == "La maison"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"url": "javascript:alert(1)"},
        {"kind": "magie"},
        {"places": "Pays des merveilles"},
        {"closes": "demain"},
    ],
    ids=str,
)
def test_a_sheet_badly_typed_is_given_back_whole(signed_in, wrong):
    page = signed_in.post(reverse("support:write"), sheet(conditions="Être à vélo.") | wrong)

    assert page.context["form"].errors.keys() == wrong.keys()
    assert "Être à vélo." in page.content.decode()
    assert not Support.objects.exists()


def test_a_place_with_two_meanings_asks_for_its_code():
    for code in ("93066", "97411"):
        TerritoryFactory(kind=Territory.Kind.COMMUNE, code=code, name="Saint-Denis")

    with pytest.raises(ValidationError, match="93066"):
        PlacesField().clean("Saint-Denis")

    assert [place.code for place in PlacesField().clean("Saint-Denis (97411)")] == ["97411"]


def test_what_is_retired_is_proposed_no_more_and_stays_shown_where_it_was_used(signed_in, adviser):
    proposal = ProposalFactory(support__name="Aide aux haies", support__what_it_gives="Planter des haies.")
    support = proposal.support
    curation.retire_support(support, by=adviser, why="Le programme est clos.")

    assert not catalogue.rank("planter des haies", top=5)
    assert support not in signed_in.get(reverse("support:catalogue")).context["page"].object_list
    assert "Le programme est clos." in signed_in.get(support.get_absolute_url()).content.decode()
    assert str(support) in str(proposal)

    curation.offer_again(Support.objects.get(pk=support.pk), by=adviser)
    assert catalogue.rank("planter des haies", top=5)


def test_a_retired_support_cannot_be_proposed_by_a_page_kept_open(adviser):
    support = SupportFactory()
    need = NeedFactory(opened=True)
    curation.retire_support(support, by=adviser, why="Clos.")

    with pytest.raises(NothingNew):
        propose(need, [(support, "Parce que.")], by=adviser)


def test_two_sheets_of_one_support_become_one(adviser):
    kept, other, third = SupportFactory(name="La bonne"), SupportFactory(), SupportFactory()
    curation.merge_support(third, into=other, by=adviser)
    curation.merge_support(other, into=kept, by=adviser)

    assert {support.merged_into for support in Support.objects.exclude(merged_into=None)} == {kept}
    assert list(Support.objects.on_offer()) == [kept]


def test_a_support_is_never_merged_into_itself_nor_into_a_retired_one(adviser):
    support, gone = SupportFactory(), SupportFactory()
    curation.retire_support(gone, by=adviser, why="Clos.")

    for into in (support, gone):
        with pytest.raises(curation.CannotMerge):
            curation.merge_support(support, into=into, by=adviser)


def test_who_does_not_keep_the_catalogue_changes_nothing(client):
    support = SupportFactory()
    client.force_login(bearer_of(NeedFactory().project))

    for name in ("correct", "retire", "merge", "versions"):
        assert client.get(reverse(f"support:{name}", args=[support.slug])).status_code == 403
    assert client.post(reverse("support:confirm", args=[support.slug])).status_code == 403


def test_usefulness_shows_from_five_answers_on():
    support = SupportFactory()
    for level in (2, 4, 5, 5):
        ProposalFactory(support=support, usefulness=level, answer="obtained")
    assert used.of(support, UserFactory()).usefulness is None

    ProposalFactory(support=support, usefulness=3, answer="obtained")

    assert used.of(support, UserFactory()).usefulness == 4


def test_the_rows_of_a_use_are_those_one_may_read():
    mine, _other = (ProposalFactory(support=support) for support in [SupportFactory()] * 2)

    seen = used.of(mine.support, bearer_of(mine.need.project))

    assert (seen.proposed, seen.rows) == (2, [mine])


def test_the_calendar_tells_what_opens_and_closes(signed_in):
    today = timezone.localdate()
    SupportFactory(name="Appel d'hiver", closes=today + timedelta(days=40))
    SupportFactory(name="Appel passé", closes=today - timedelta(days=40))

    page = signed_in.get(reverse("support:calendar")).content.decode()

    assert "Appel d’hiver" in page or "Appel d&#x27;hiver" in page
    assert "Appel passé" not in page


@pytest.fixture
def provider(settings):
    """A real server whose pages answer what a test says, and the catalogue that leads to them."""
    settings.CHECK_LINKS = True
    with serving([]) as service:
        service.place = f"127.0.0.1:{service.server_port}"
        yield service


def sheet_of(provider, path, status=None, **headers):
    if status:
        provider.answers[path] = (status, {}, headers)
    return SupportFactory(url=f"http://{provider.place}{path}")


def test_the_worker_sees_which_pages_still_answer(provider):
    sheet_of(provider, "/la", 200)
    sheet_of(provider, "/ailleurs", 301, Location="https://b.fr/ailleurs")
    sheet_of(provider, "/parti", 404)

    assert curation.check_links(timezone.now(), trusted=provider.place) == 3
    assert curation.check_links(timezone.now(), trusted=provider.place) == 0
    told = Support.objects.order_by("pk").values_list("link_state", "link_detail")
    assert list(told) == [("good", "200"), ("moved", "https://b.fr/ailleurs"), ("broken", "404")]
    assert {command for command, _path, _headers in provider.asked} == {"HEAD"}


def test_a_page_that_refuses_to_be_asked_only_its_head_is_read_whole(provider):
    support = sheet_of(provider, "/entiere", 405)

    curation.check_links(timezone.now(), trusted=provider.place)

    assert [command for command, _path, _headers in provider.asked] == ["HEAD", "GET"]
    support.refresh_from_db()
    assert support.link_detail == "405"


def test_a_page_inside_our_walls_is_not_asked(provider):
    support = sheet_of(provider, "/dedans", 200)

    curation.check_links(timezone.now())

    support.refresh_from_db()
    assert support.link_state == "broken"
    assert provider.asked == []


def test_a_house_without_network_calls_no_page_broken(provider):
    for number in range(8):
        SupportFactory(url=f"http://{provider.place}/{number}")
    provider.shutdown()
    provider.server_close()

    assert curation.check_links(timezone.now(), trusted=provider.place) == 0
    assert not Support.objects.filter(link_state="broken").exists()


def test_the_pages_of_a_sheet_cost_the_same_whatever_its_use(signed_in, django_assert_max_num_queries):
    support = SupportFactory()
    for _time in range(6):
        ProposalFactory(support=support, usefulness=3)

    with django_assert_max_num_queries(12):
        signed_in.get(support.get_absolute_url())
