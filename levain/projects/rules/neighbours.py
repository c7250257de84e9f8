"""Who may write to a team without an account, and who reads it."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import NeighbourMessage, Project, PublicPage, in_any
from levain.projects.rules.access import THE_COLLECTIVE, codes

ANSWERS = THE_COLLECTIVE | {RoleCode.ADVISER}


def _shows(project: Project, block: str) -> bool:
    page = PublicPage.objects.filter(project=project).first()
    return bool(project.published and page and page.shows(block))


def can_write_to_team(user, project: Project) -> Verdict:
    if _shows(project, "contact"):
        return GRANTED
    return refused(_("This project does not take messages from its public page."))


def can_follow(user, project: Project) -> Verdict:
    if _shows(project, "news"):
        return GRANTED
    return refused(_("This project does not publish its news."))


def can_read_messages(user, project: Project) -> Verdict:
    if codes(user, project) & ANSWERS:
        return GRANTED
    return refused(_("Messages of neighbours are read by the collective and its adviser."))


def can_read_message(user, message: NeighbourMessage) -> Verdict:
    """Something reported, or made public, goes further than the collective: the national team reads it too."""
    held = codes(user, message.project)
    if message.confirmed_at and held & ANSWERS:
        return GRANTED
    concerns = message.kind == NeighbourMessage.Kind.CONCERN or message.published_at or message.hidden_at
    if message.confirmed_at and concerns and RoleCode.PROGRAMME_LEAD in held:
        return GRANTED
    return refused(_("Messages of neighbours are read by the collective and its adviser."))


def can_answer_message(user, message: NeighbourMessage) -> Verdict:
    """The national team reads what is public; it answers only what reports something."""
    verdict = can_read_message(user, message)
    if verdict and message.kind != NeighbourMessage.Kind.CONCERN and not codes(user, message.project) & ANSWERS:
        return refused(_("The collective and its adviser answer this message."))
    if verdict and message.answered_at:
        return refused(_("This message has been answered."))
    return verdict


def messages_owed_by(user) -> QuerySet[NeighbourMessage]:
    """Those to which she owes an answer: the collective, and its adviser once the day told has passed."""
    carried = user.scopes(Project, *THE_COLLECTIVE)
    advised = in_any(
        {
            "project__cohort": user.scopes(Cohort, RoleCode.ADVISER),
            "project__cohort__programme": user.scopes(Programme, RoleCode.ADVISER),
        }
    )
    late = advised & Q(answer_by__lt=timezone.localdate())
    return NeighbourMessage.objects.waiting().filter(Q(project__in=carried) | late)


def can_publish_message(user, message: NeighbourMessage) -> Verdict:
    """The bearer, with its answer, and only what its writer lets go."""
    if RoleCode.BEARER not in codes(user, message.project):
        return refused(_("The project's bearers choose what this page shows."))
    if message.published_at:
        return refused(_("This message is on the page."))
    if not (message.confirmed_at and message.may_publish):
        return refused(_("The person who wrote does not wish to be published."))
    if message.hidden_at or message.kind == NeighbourMessage.Kind.CONCERN:
        return refused(_("What is reported, or hidden, is not published."))
    if not message.is_offer and not message.answer:
        return refused(_("Answer first: it is published with its answer."))
    return GRANTED


def can_unpublish_message(user, message: NeighbourMessage) -> Verdict:
    if RoleCode.BEARER not in codes(user, message.project):
        return refused(_("The project's bearers choose what this page shows."))
    return GRANTED if message.published_at else refused(_("This message is not on the page."))
