"""What publishing a report would freeze, said before it is done; the mark of it is asked again when it is."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.utils import timezone

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Remark, Report, Rereading
from levain.foundation import written
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

# A report commits the State: the outbox of the cohort keeps the news until somebody lets it go.
TOLD = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.ADVISER)


def with_what_is_open(reports: models.QuerySet[Report]) -> models.QuerySet[Report]:
    """Each report with how many people would be told, and what is not over in its session, in the same query."""
    cohort = OuterRef("cohort_id")
    kinds = ContentType.objects.get_for_models(Cohort, Programme, Project)
    inside = Project.objects.filter(cohort=OuterRef(cohort)).order_by().values("pk")
    held = Q(scope_type=kinds[Cohort], scope_id=cohort) | Q(scope_type=kinds[Project], scope_id__in=inside)
    held |= Q(scope_type=kinds[Programme], scope_id=OuterRef("cohort__programme_id"))
    told = Role.objects.in_force().filter(held, code__in=TOLD, user__is_active=True)
    about = Q(finding__cohort=cohort) | Q(lesson__cohort=cohort) | Q(lead__cohort=cohort)
    unanswered = Remark.objects.filter(about, answer="").exclude(stance=Remark.Stance.AGREE)
    readings = Rereading.objects.filter(cohort=cohort, closed_on=None, until__gte=timezone.localdate())
    return reports.annotate(
        told_count=_counted(told, "user"),
        unanswered_count=_counted(unanswered, "pk"),
        readings_count=_counted(readings, "pk"),
    )


def _counted(rows: models.QuerySet, what: str) -> Subquery:
    """How many different ones, without a row when there is none."""
    one = rows.order_by().annotate(all=Value(1)).values("all")
    return Subquery(one.annotate(number=Count(what, distinct=True)).values("number"))


def mark_of(chain: Gathered) -> str:
    """A digest of everything people wrote in it: a word changed gives another."""
    report = chain.report
    said: list[Any] = [report.title, report.subtitle, report.intro, [lead.pk for lead in chain.decisions]]
    said += [
        [section.title, [[one.text, one.kind, one.confirmed_by_id, one.cites] for one in section.written]]
        for section in chain.sections
    ]
    for things in (chain.findings, chain.lessons, chain.leads):
        said.append([[pk, thing.version, thing.state] for pk, thing in things.items()])
    said.append([[pk, one.consent, one.wording] for pk, one in chain.evidence.items()])
    said.append([[pk, one.value] for pk, one in chain.figures.items()])
    return written.digest(said)
