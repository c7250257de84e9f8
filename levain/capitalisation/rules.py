"""Who may draw the learning of a cohort, decide on it, and read the report."""

from django.db import models
from django.utils.translation import gettext as _

from levain.capitalisation.models import (
    WORK_ON_IT,
    Code,
    CodeChange,
    Edition,
    Evidence,
    Finding,
    Lesson,
    Memo,
    Objection,
    Paragraph,
    PolicyLead,
    Pseudonym,
    Remark,
    Report,
    Rereading,
    Section,
    VoiceAsk,
)
from levain.foundation import registry
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme


def cohort_of(obj: models.Model) -> Cohort | None:
    """The cohort an object belongs to, through the place its package gave it."""
    said = registry.of(obj)
    place = said.place(obj) if said else None
    return place if isinstance(place, Cohort) else getattr(place, "cohort", None)


def codes(user, cohort: Cohort) -> set[str]:
    return user.codes_on(cohort, cohort.programme) if user.is_authenticated else set()


def can_work_on(user, cohort: Cohort) -> Verdict:
    """Keep evidence, write findings, lessons, leads, compose the report."""
    if codes(user, cohort) & set(WORK_ON_IT):
        return GRANTED
    return refused(_("The adviser, the evaluator and the national team draw what the cohort teaches."))


def can_cite(user, obj: models.Model | None) -> Verdict:
    """One quotes what one may read, in a cohort whose learning one draws."""
    cohort = cohort_of(obj) if obj else None
    if obj is None or cohort is None:
        return refused(_("This text belongs to no cohort."))
    return can_work_on(user, cohort) and registry.may_see(user, obj)


def can_cite_its_source(user, evidence: Evidence) -> Verdict:
    return can_cite(user, evidence.passage.object)


def can_read_evidence(user, evidence: Evidence) -> Verdict:
    if user.is_authenticated and user.pk == evidence.speaker_user_id:
        return GRANTED
    if can_work_on(user, evidence.cohort):
        return GRANTED
    return refused(_("This evidence is shown to those who draw the learning of the cohort and to the person quoted."))


def can_work(
    user, thing: Finding | Lesson | PolicyLead | Evidence | Report | Objection | Remark | Rereading
) -> Verdict:
    return can_work_on(user, thing.cohort)


def can_renew(user, evidence: Evidence) -> Verdict:
    """The new words are taken by who may read them in their text."""
    return can_cite(user, evidence.passage.object)


def can_read_code(user, code: Code) -> Verdict:
    """The codebook of a session is read by those who work on it; the shared one by whoever works on a session."""
    return can_work_on(user, code.cohort) if code.cohort else can_read_shared_codes(user)


def can_edit_code(user, code: Code) -> Verdict:
    return can_work_on(user, code.cohort) if code.cohort else can_edit_shared_codes(user)


def can_undo_change(user, change: CodeChange) -> Verdict:
    return can_edit_code(user, change.code)


def works_somewhere(user) -> bool:
    """Whether she draws what some session teaches; what she holds is at hand."""
    return bool(user.is_authenticated and (user.scopes(Cohort, *WORK_ON_IT) or user.scopes(Programme, *WORK_ON_IT)))


def can_read_shared_codes(user) -> Verdict:
    if works_somewhere(user):
        return GRANTED
    return refused(_("The shared codebook is read by those who draw what a cohort teaches."))


def can_edit_shared_codes(user) -> Verdict:
    if user.is_authenticated and user.scopes(Programme, RoleCode.PROGRAMME_LEAD):
        return GRANTED
    return refused(_("The national team keeps the shared codebook."))


def can_share_code(user, code: Code) -> Verdict:
    return can_read_code(user, code) and can_edit_shared_codes(user)


def can_read_memo(user, memo: Memo) -> Verdict:
    """Memos stay among those who draw what the session teaches."""
    return can_work_on(user, memo.cohort)


def can_answer_lead(user, lead: PolicyLead) -> Verdict:
    if RoleCode.PROGRAMME_LEAD in codes(user, lead.cohort):
        return GRANTED
    return refused(_("The national team records the answer of the addressee."))


def can_confirm(user, paragraph: Paragraph) -> Verdict:
    allowed = can_work_on(user, paragraph.section.report.cohort)
    if allowed and user == paragraph.written_by:
        return refused(_("Another person confirms what you wrote."))
    return allowed


def can_edit_paragraph(user, paragraph: Paragraph) -> Verdict:
    return can_work_on(user, paragraph.section.report.cohort)


def can_publish(user, report: Report) -> Verdict:
    if RoleCode.PROGRAMME_LEAD in codes(user, report.cohort):
        return GRANTED
    return refused(_("The national team publishes the report."))


def can_read_report(user, report: Report) -> Verdict:
    if report.editions.exists() or can_work_on(user, report.cohort):
        return GRANTED
    return refused(_("This report is not published yet."))


def can_read_edition(user, edition: Edition) -> Verdict:
    """An edition is published: everybody reads it, also once another has replaced it."""
    return GRANTED


def can_add_paragraph(user, section: Section) -> Verdict:
    return can_work_on(user, section.report.cohort)


def cohorts_of(user) -> models.QuerySet[Cohort]:
    """The cohorts whose learning she draws."""
    held = models.Q(pk__in=user.scopes(Cohort, *WORK_ON_IT))
    return Cohort.objects.filter(held | models.Q(programme__in=user.scopes(Programme, *WORK_ON_IT)))


def can_read_ask(user, ask: VoiceAsk) -> Verdict:
    """The person asked, and those who draw the learning of the cohort."""
    if user.is_authenticated and user.pk == ask.person_id:
        return GRANTED
    return can_work_on(user, ask.cohort)


def can_manage_ask(user, ask: VoiceAsk) -> Verdict:
    return can_work_on(user, ask.cohort)


def can_clear(user, evidence: Evidence) -> Verdict:
    """Those who draw the learning; not the one who kept the passage."""
    allowed = can_work_on(user, evidence.cohort)
    if allowed and user.pk == evidence.created_by_id:
        return refused(_("Another person than the one who kept the passage reads it again."))
    return allowed


def can_open_names(user, report: Report) -> Verdict:
    """Who stands behind the names of a report: for the evaluator and the national team alone."""
    if codes(user, report.cohort) & {RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD}:
        return GRANTED
    return refused(_("The evaluator and the national team alone open the table of names."))


def can_change_name(user, pseudonym: Pseudonym) -> Verdict:
    return can_open_names(user, pseudonym.report)
