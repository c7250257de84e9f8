"""Who records what was done for a project, and follows a support that was asked for."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer
from levain.projects.models import Project
from levain.projects.rules import audiences_read, codes
from levain.support.models import Facilitation, Need, PeerHelp, Proposal, Support
from levain.support.rules.catalogue import can_read_support
from levain.support.rules.needs import SUPPORTS_ON_SITE, THE_PROJECT, can_read_need
from levain.support.rules.referrals import services_of


def can_record_gesture(user, project: Project) -> Verdict:
    if codes(user, project) & (SUPPORTS_ON_SITE | {RoleCode.LOCAL_AUTHORITY}):
        return GRANTED
    return refused(_("Those who support the project record what they did for it."))


def can_read_gesture(user, gesture: Facilitation) -> Verdict:
    if gesture.audience in audiences_read(user, gesture.project):
        return GRANTED
    return refused(_("This was not written for you to read."))


def can_tell_unblocked(user, gesture: Facilitation) -> Verdict:
    """Who did it, or the project it was done for."""
    if user.is_authenticated and user.pk == gesture.by_id:
        return can_read_gesture(user, gesture)
    if codes(user, gesture.project) & (SUPPORTS_ON_SITE | THE_PROJECT):
        return can_read_gesture(user, gesture)
    return refused(_("The project and those who support it say what this unblocked."))


def can_follow_proposal(user, proposal: Proposal) -> Verdict:
    """The project, its adviser, or the State service that carries the support."""
    if codes(user, proposal.need.project) & (THE_PROJECT | SUPPORTS_ON_SITE):
        return can_read_need(user, proposal.need)
    return refused(_("The project and those who support it say where the request has got to."))


def can_offer_to_several(user, support: Support) -> Verdict:
    if support.retired_on:
        return refused(_("This support is no longer proposed."))
    if user.is_authenticated and user.holds(*SUPPORTS_ON_SITE):
        return can_read_support(user, support)
    return refused(_("Those who support projects offer supports to several of them."))


def can_confirm(user, need: Need) -> Verdict:
    if not user.is_authenticated or user.pk != need.stated_by_id:
        return refused(_("The person in whose name it was written confirms these words."))
    if need.written_by_id is None or need.confirmed_on or need.state == Need.State.CLOSED:
        return refused(_("These words do not wait for you."))
    return can_read_need(user, need)


def can_date_help(user, given: PeerHelp) -> Verdict:
    """Either project says when they met."""
    advises = RoleCode.ADVISER in codes(user, given.need.project)
    if user.is_authenticated and (advises or user.codes_on(given.project, given.need.project) & THE_PROJECT):
        return GRANTED
    return refused(_("One of the two projects says when they met."))


def can_read_service_deeds(user, service: Organisation) -> Verdict:
    """What a State service did: its agents are glad to show it; the national team reads it too."""
    if service.kind != Organisation.Kind.STATE_SERVICE:
        return refused(_("This page tells what a State service did."))
    if service.pk in services_of(user) or (user.is_authenticated and user.holds(RoleCode.PROGRAMME_LEAD)):
        return GRANTED
    return refused(_("The agents of this service and the national team read this page."))


def can_read_cohort_deeds(user, cohort: Cohort) -> Verdict:
    return can_steer(user, cohort)
