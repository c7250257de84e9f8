"""Who writes a practice sheet, who agrees to it, who publishes it."""

from django.utils.translation import gettext as _

from levain.capitalisation.models import PracticeSheet, SheetEdition, SheetGround
from levain.capitalisation.rules import can_work_on
from levain.capitalisation.rules import codes as codes_on_cohort
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import READS, THE_COLLECTIVE
from levain.projects.rules import codes as codes_on_project

WRITES_IT = THE_COLLECTIVE | {RoleCode.LOCAL_AUTHORITY}


def can_read_sheets(user, project: Project) -> Verdict:
    """Whoever reads what is written for the project reads its sheets while they are being written."""
    if codes_on_project(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("The sheet is open to the project's team and to those who support it, until it is published."))


def can_read_sheet(user, sheet: PracticeSheet) -> Verdict:
    return can_read_sheets(user, sheet.project)


def can_begin_sheet(user, project: Project) -> Verdict:
    """The team of the project and those who draw the learning of the cohort write it together."""
    if codes_on_project(user, project) & WRITES_IT or can_work_on(user, project.cohort):
        return GRANTED
    return refused(_("The project's team writes its sheets, with those who draw what the cohort teaches."))


def can_write_sheet(user, sheet: PracticeSheet) -> Verdict:
    return can_begin_sheet(user, sheet.project)


def can_agree(user, sheet: PracticeSheet) -> Verdict:
    """The bearers of the project agree, each for the version they were asked to read."""
    if RoleCode.BEARER not in codes_on_project(user, sheet.project):
        return refused(_("The project's bearers agree before the sheet is published."))
    if sheet.asked_version is None:
        return refused(_("The sheet is still being written: its bearers have not been asked yet."))
    if sheet.asked_version != sheet.version:
        return refused(_("The sheet has changed since you were asked: wait until you are asked again."))
    return GRANTED


def can_publish_sheet(user, sheet: PracticeSheet) -> Verdict:
    if RoleCode.PROGRAMME_LEAD in codes_on_cohort(user, sheet.cohort):
        return GRANTED
    return refused(_("The national team publishes the sheet, once its bearers agree."))


def can_withdraw_sheet(user, sheet: PracticeSheet) -> Verdict:
    if not sheet.editions.exists() or sheet.withdrawn_on:
        return refused(_("This sheet is not published."))
    if codes_on_project(user, sheet.project) & {RoleCode.BEARER, RoleCode.PROGRAMME_LEAD}:
        return GRANTED
    return refused(_("The project's bearers and the national team may take this sheet off."))


def can_read_published_sheet(user, sheet: PracticeSheet) -> Verdict:
    """Everyone, as long as it is published; what was taken off is said to be so."""
    return GRANTED if sheet.editions.exists() else refused("")


def can_write_ground(user, ground: SheetGround) -> Verdict:
    return can_write_sheet(user, ground.sheet)


def can_read_edition(user, edition: SheetEdition) -> Verdict:
    return can_read_published_sheet(user, edition.sheet)
