from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from levain.foundation.models import Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import Organisation
from levain.support.models import Referral
from levain.support.services import referrals
from levain.support.services.needs import NeedClosed, NotTheMoment
from levain.territories.models import Containment, Territory
from tests.people.factories import OrganisationFactory, UserFactory, give_role
from tests.projects.factories import adviser_of, bearer_of, department_of, lead_of, state_agent_of
from tests.support.factories import NeedFactory, ReferralFactory, service_of
from tests.territories.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_the_services_of_a_territory_are_offered_the_nearest_first():
    need = NeedFactory()
    department = department_of(need.project)
    region = TerritoryFactory(kind=Territory.Kind.REGION)
    Containment.objects.create(outer=region, inner=need.project.communes.get())
    dreal = OrganisationFactory(name="DREAL", kind=Organisation.Kind.STATE_SERVICE)
    dreal.territories.add(region)
    ddt = service_of(need.project)
    service_of(NeedFactory().project, name="DDT d'ailleurs")
    OrganisationFactory(name="Mairie", kind="commune").territories.add(department)

    assert list(referrals.services_for(need.project)) == [ddt, dreal]


def test_refer_tells_the_agents_at_once_and_the_project_in_its_letter():
    need = NeedFactory(opened=True)
    service, adviser = service_of(need.project), adviser_of(need.project)
    agent, bearer = state_agent_of(need.project), bearer_of(need.project)

    referrals.refer(need, service=service, hoped_by=in_days(15), by=adviser, question="Peut-on ?")

    assert {(notice.recipient, notice.rhythm) for notice in Notice.objects.all()} == {
        (agent, "now"),
        (bearer, "daily"),
    }


def test_an_agent_of_another_service_of_the_same_land_is_not_told():
    need = NeedFactory(opened=True)
    service, other = service_of(need.project), service_of(need.project, name="UDAP")
    agent = UserFactory()
    give_role(agent, "state_service", department_of(need.project), organisation=other)

    referrals.refer(need, service=service, hoped_by=in_days(1), by=adviser_of(need.project))

    assert not Notice.objects.filter(recipient=agent).exists()


def test_the_national_team_is_asked_through_its_ministry():
    need = NeedFactory(opened=True)
    lead = lead_of(need.project)
    ministry = OrganisationFactory(kind=Organisation.Kind.MINISTRY)

    referrals.refer(need, service=ministry, hoped_by=in_days(1), by=adviser_of(need.project))

    assert Notice.objects.get().recipient == lead


def test_a_reply_hoped_for_in_the_past_is_refused():
    need = NeedFactory(opened=True)

    with pytest.raises(referrals.HopedTooSoon):
        referrals.refer(need, service=service_of(need.project), hoped_by=in_days(-1), by=adviser_of(need.project))


@pytest.mark.parametrize(("situation", "refusal"), [({}, NotTheMoment), ({"closed": True}, NeedClosed)])
def test_refer_at_the_wrong_moment(situation, refusal):
    need = NeedFactory(**situation)

    with pytest.raises(refusal):
        referrals.refer(need, service=service_of(need.project), hoped_by=in_days(1), by=adviser_of(need.project))


def test_the_same_token_twice_asks_once():
    need = NeedFactory(opened=True)
    service, adviser, token = service_of(need.project), adviser_of(need.project), uuid4()
    state_agent_of(need.project)

    for _twice in range(2):
        referrals.refer(need, service=service, hoped_by=in_days(1), by=adviser, token=token)

    assert (Referral.objects.count(), Notice.objects.count()) == (1, 1)


def test_reply_and_tell_the_project_and_its_adviser():
    referral = ReferralFactory()
    project = referral.need.project
    agent, bearer, adviser = state_agent_of(project), bearer_of(project), adviser_of(project)

    referrals.reply(referral, by=agent, text="Treize terrains sur quatorze.", on=in_days(2))

    referral.refresh_from_db()
    assert (referral.replied_by, referral.replied_on) == (agent, in_days(2))
    assert {notice.recipient for notice in Notice.objects.all()} == {bearer, adviser, referral.asked_by}


def test_change_ones_own_reply_keeps_the_day_and_the_versions():
    referral = ReferralFactory(asked_on=date(2021, 1, 13), hoped_by=date(2021, 2, 15))
    agent = state_agent_of(referral.need.project)
    referrals.reply(referral, by=agent, text="Treize.", on=date(2021, 2, 11))

    referrals.reply(referral, by=agent, text="Quatorze.", version=2)

    assert (referral.reply, referral.replied_on) == ("Quatorze.", date(2021, 2, 11))
    assert referral.history.filter(reply="Treize.").exists()


def test_two_agents_reply_and_the_second_keeps_nothing_silently():
    referral = ReferralFactory()
    first, second = state_agent_of(referral.need.project), state_agent_of(referral.need.project)
    late = Referral.objects.get(pk=referral.pk)
    referrals.reply(referral, by=first, text="Oui.", version=1)

    with pytest.raises(ChangedSince):
        referrals.reply(late, by=second, text="Non.", version=1)
    late.refresh_from_db()
    with pytest.raises(referrals.AlreadyReplied):
        referrals.reply(late, by=second, text="Non.")

    referral.refresh_from_db()
    assert (referral.reply, referral.replied_by) == ("Oui.", first)


def test_say_when_a_reply_will_come():
    referral = ReferralFactory()
    bearer = bearer_of(referral.need.project)

    referrals.come_back_later(referral, by=state_agent_of(referral.need.project), back_on=in_days(30))

    referral.refresh_from_db()
    assert (referral.back_on, referral.replied_on) == (in_days(30), None)
    assert Notice.objects.filter(recipient=bearer).exists()
