"""Who may write to a team without an account, and who reads it."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import NeighbourMessage, Project, PublicPage
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
    """Something reported goes further than the collective: the national team reads it too."""
    held = codes(user, message.project)
    if message.confirmed_at and held & ANSWERS:
        return GRANTED
    if message.confirmed_at and message.kind == NeighbourMessage.Kind.CONCERN and RoleCode.PROGRAMME_LEAD in held:
        return GRANTED
    return refused(_("Messages of neighbours are read by the collective and its adviser."))


def can_answer_message(user, message: NeighbourMessage) -> Verdict:
    verdict = can_read_message(user, message)
    if verdict and message.answered_at:
        return refused(_("This message has been answered."))
    return verdict
