"""Who reads and gives the documents of a project."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Paper, Project
from levain.projects.rules.access import WRITES, audiences_read, codes


def can_read_paper(user, paper: Paper) -> Verdict:
    """A retired document is read by those who may bring it back; a public one, by everyone once the project is."""
    if paper.audience not in audiences_read(user, paper.project):
        return refused(_("This document was not given for you to read."))
    if paper.retired_on and not can_change_paper(user, paper):
        return refused(_("This document was retired."))
    return GRANTED


def papers_read(user, project: Project) -> QuerySet[Paper]:
    """Those of a project that she may read: `can_read_paper`, for lists."""
    read = Paper.objects.filter(project=project, audience__in=audiences_read(user, project))
    held = codes(user, project) & WRITES
    if held - {RoleCode.OBSERVER}:
        return read
    return read.filter(Q(retired_on=None) | Q(given_by=user.pk) if held else Q(retired_on=None))


def can_give_paper(user, project: Project) -> Verdict:
    if codes(user, project) & WRITES:
        return GRANTED
    return refused(_("Only the project's team and its adviser give documents."))


def can_change_paper(user, paper: Paper) -> Verdict:
    """The team changes what it may read; whoever only watches the project, what she gave."""
    if paper.audience not in audiences_read(user, paper.project):
        return refused(_("This document was not given for you to read."))
    held = codes(user, paper.project)
    if held & (WRITES - {RoleCode.OBSERVER}) or (held & WRITES and user.pk == paper.given_by_id):
        return GRANTED
    return refused(_("Only the project's team, its adviser and whoever gave this document change it."))
