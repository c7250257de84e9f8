"""Who reads a text of the corpus, and who reads, gives or withdraws a document from outside."""

from django.utils.translation import gettext as _

from levain.capitalisation.models import CorpusText, DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.rules import can_work_on
from levain.foundation import registry
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import audiences_read, in_cohort


def can_read_text(user, text: CorpusText) -> Verdict:
    """A text of the corpus, by who may read it where it stands."""
    one = text.object
    return can_work_on(user, text.cohort) and (registry.may_see(user, one) if one is not None else refused(""))


def reads_what_collectives_keep(user, cohort) -> bool:
    """Whether some collective of the session shows her what it keeps to itself: its adviser, its own people."""
    held = user.codes_on(cohort, cohort.programme)
    return RoleCode.ADVISER in held or cohort.projects.filter(pk__in=user.scopes(Project)).exists()


def can_read_outside(user, document: OutsideDocument) -> Verdict:
    """Those who draw the learning; the project or the session too, when the document was given for them."""
    if can_work_on(user, document.cohort):
        return GRANTED
    readers, read = OutsideDocument.Readers, False
    if document.audience == readers.PROJECT and document.project:
        read = Audience.PROJECT in audiences_read(user, document.project)
    elif document.audience == readers.COHORT:
        read = in_cohort(user, document.cohort)
    return GRANTED if read else refused(_("This document is read by those it was given for."))


def can_read_version(user, version: DocumentVersion) -> Verdict:
    return can_read_outside(user, version.document)


def can_read_paragraph(user, paragraph: DocumentParagraph) -> Verdict:
    if not paragraph.text:
        return refused(_("This document was withdrawn: its words are no longer shown."))
    return can_read_outside(user, paragraph.version.document)


def can_change_outside(user, document: OutsideDocument) -> Verdict:
    if document.withdrawn_on:
        return refused(_("This document was withdrawn."))
    return can_work_on(user, document.cohort)
