"""A questionnaire brought in from an XLSForm, as a draft that somebody reads, tries and publishes."""

import json
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal, workbooks
from levain.foundation.imports import ImportReport
from levain.people.models import User
from levain.questionnaires.models import Questionnaire, Revision
from levain.questionnaires.services.building import build
from levain.questionnaires.xlsform.form import Form, read_form

KINDS = ("xlsx", "ods")


class Imported(ImportReport):
    """The report, and the questionnaire it made or found."""

    questionnaire: Questionnaire | None = None


def bring_in(
    content: bytes, kind: str, *, name: str = "", by: User | None = None, dry_run: bool = False, anew: bool = True
) -> Imported:
    """Read an XLSForm ("xlsx" or "ods"; `name` of the file stands for a missing title) into a draft version.

    One line refused and nothing is written; the same form twice is one version. What is lost is told line by line.
    Unless `anew`, a questionnaire that is here already is left as it is.
    """
    report = Imported(dry_run=dry_run)
    try:
        form = read_form(workbooks.read(content, kind), name)
    except workbooks.UnreadableWorkbook as error:
        report.errors.append(str(error))
        return report
    report.errors += form.remarks.errors
    report.notes += [str(remark) for remark in form.remarks.losses]
    if not report.errors:
        _write(form, report, by, anew)
    return report


@transaction.atomic
def _write(form: Form, report: Imported, by: User | None, anew: bool) -> None:
    asked = sum(1 + len(question.get("inner", [])) for section in form.sections for question in section["questions"])
    told = [form.title, form.audience, form.language, form.promise, form.sections]
    digest = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    found = Questionnaire.objects.select_for_update().filter(slug=form.slug).first()
    newest = found.revisions.first() if found else None
    report.questionnaire = found
    if newest is not None and newest.digest == digest:
        report.unchanged = asked
    elif newest is not None and not newest.published_at and newest.questions.exists():
        report.errors.append(
            _("A version of “%(title)s” is being composed: publish it first, or give this form another identifier.")
            % {"title": found}
        )
    elif found is not None and not anew:
        report.errors.append(
            _(
                "“%(title)s” is here already. Tick the box to make a new version of it, "
                "or give this form another identifier."
            )
            % {"title": found}
        )
    else:
        report.created = asked
        if not report.dry_run:
            report.questionnaire = _draft(form, found, newest, digest, by)


def _draft(form: Form, found: Questionnaire | None, newest: Revision | None, digest: str, by: User | None):
    questionnaire = found or Questionnaire.objects.create(
        slug=form.slug, title=form.title, audience=form.audience, position=Questionnaire.objects.count() + 1
    )
    told = {"language": form.language, "digest": digest} | form.promise
    if newest is not None and not newest.published_at:
        newest.delete()
    number = newest.number + 1 if newest is not None and newest.published_at else 1
    revision = Revision.objects.create(questionnaire=questionnaire, number=number, **told)
    build(revision, form.sections)
    journal.record("questionnaire.brought_in", on=questionnaire, by=by, changes={"number": number})
    return questionnaire
