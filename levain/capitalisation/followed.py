"""The leads of a programme over the years: who was asked, what they answered, what was done since."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear

from levain.capitalisation.models import FollowUp, LeadAnswer, PolicyLead, Sending
from levain.programmes.models import Programme


def narrowed(chosen: dict[str, str]) -> Q:
    """What the form of the page asks; empty, everything."""
    found = Q()
    if year := chosen.get("annee"):
        found &= _in_the_year(int(year))
    if addressee := chosen.get("a"):
        found &= Q(addressee=addressee)
    if answer := chosen.get("reponse"):
        found &= Q(answer=answer if answer in PolicyLead.Answer.values else "")
    return found


def _in_the_year(year: int) -> Q:
    """Written, sent, answered or followed that year: asked of the rows that have a date in it."""
    ids = set(PolicyLead.objects.filter(created_at__year=year).values_list("pk", flat=True))
    for model in (Sending, LeadAnswer, FollowUp):
        ids |= set(model.objects.filter(on__year=year).values_list("lead", flat=True))
    return Q(pk__in=ids)


def leads_of(programme: Programme, user: Any) -> QuerySet[PolicyLead]:
    return PolicyLead.objects.visible_to(user).filter(cohort__programme=programme)


def with_what_followed(leads: QuerySet[PolicyLead]) -> QuerySet[PolicyLead]:
    """Each lead with its session, its addressee, what was done of it and the leads that take it up again."""
    return (
        leads.select_related("cohort", "body", "takes_up__cohort")
        .prefetch_related(
            Prefetch("follow_ups", FollowUp.objects.order_by("-on", "-pk")),
            Prefetch("taken_up_by", PolicyLead.objects.select_related("cohort")),
        )
        .order_by("-cohort__starts", "number")
    )


def years_of(leads: QuerySet[PolicyLead]) -> list[int]:
    """The years in which something happened to one of these leads, the last first."""
    years = leads.order_by().annotate(year=ExtractYear("created_at")).values_list("year")
    years = years.union(
        *(
            model.objects.filter(lead__in=leads.order_by().values("pk"))
            .order_by()
            .annotate(year=ExtractYear("on"))
            .values_list("year")
            for model in (Sending, LeadAnswer, FollowUp)
        )
    )
    return sorted({row[0] for row in years}, reverse=True)
