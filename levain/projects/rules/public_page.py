"""Who chooses what everyone may read of a project, and who sees what was chosen."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import LogbookEntry, Project, ShownLine
from levain.projects.rules.access import READS, codes
from levain.projects.rules.logbook import can_read_entry


def can_see_page_state(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("What the page shows is prepared by the project's team."))


def can_compose_page(user, project: Project) -> Verdict:
    """The bearer alone chooses what is shown, publishes, and lends the page before."""
    if RoleCode.BEARER in codes(user, project):
        return GRANTED
    return refused(_("The project's bearers choose what this page shows."))


def can_withdraw_page(user, project: Project) -> Verdict:
    """The national team answers for what the site publishes: it may close a page, never open one."""
    if codes(user, project) & {RoleCode.BEARER, RoleCode.PROGRAMME_LEAD}:
        return GRANTED
    return refused(_("The project's bearers and the national team may take this page off."))


def can_read_photo(user, entry: LogbookEntry, document: Document) -> Verdict:
    """Who is in the project sees the photos of the notes she reads; everyone else, those the bearer shows."""
    if codes(user, entry.project):
        return can_read_entry(user, entry)
    if entry.project.published and entry.audience == Audience.PUBLIC and shown(document, entry.project):
        return GRANTED
    return refused(_("This photo is not shown to everyone."))


def shown(document: Document, project: Project) -> bool:
    kind = ContentType.objects.get_for_model(Document)
    return ShownLine.objects.filter(page__project=project, object_type=kind, object_id=document.pk).exists()
