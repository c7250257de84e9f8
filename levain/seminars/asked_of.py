"""What seminars ask of people, in minutes: to register, to say what one expects, to answer when it closes."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import asked
from levain.foundation.asked import Asking
from levain.programmes.models import Cohort
from levain.questionnaires.models import Revision
from levain.seminars.models import Activity, Registration
from levain.seminars.services.expectations import shipped

# The practical questions of a registration: access, meals, travel, children, photos, and those of the team.
MINUTES_TO_REGISTER = 3


def of_registrations(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """Those who come, the day they registered, with the questions on what they expect. One query."""
    comes = _who_comes(cohort).annotate(minutes=_of_expectations())
    for person, at, title, slug, minutes in comes.values_list(
        "user", "asked_at", "seminar__title", "seminar__slug", "minutes"
    ):
        day = timezone.localdate(at)
        if since <= day <= until:
            what = _("Registration: %(seminar)s") % {"seminar": title}
            page = reverse("seminars:seminar", args=[slug])
            yield Asking(person, day, MINUTES_TO_REGISTER + (minutes or 0), what, page)


def of_closing(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """The questions asked at the end of a seminar, of those who were there or are awaited. One query."""
    there = _who_comes(cohort).exclude(attended=False)
    there = there.filter(seminar__activities__kind=Activity.Kind.CLOSING_QUESTIONNAIRE)
    for person, at, title, slug, minutes in there.values_list(
        "user", "seminar__starts", "seminar__title", "seminar__slug", "seminar__activities__minutes"
    ):
        day = timezone.localdate(at)
        if since <= day <= until:
            what = _("Closing questionnaire: %(seminar)s") % {"seminar": title}
            yield Asking(person, day, minutes, what, reverse("seminars:seminar", args=[slug]))


def _who_comes(cohort: Cohort) -> QuerySet[Registration]:
    found = Registration.objects.filter(seminar__cohort=cohort, user__isnull=False).order_by()
    return found.exclude(state=Registration.State.DECLINED)


def _of_expectations() -> Case:
    """The minutes of the questions chosen, else of those of the house; none where nothing is prepared."""
    published = Revision.objects.filter(published_at__isnull=False, anonymous=False).order_by("-number")
    house = published.filter(questionnaire__slug=shipped()["questionnaire"]["id"])
    chosen = published.filter(questionnaire=OuterRef("seminar__gathering__expectations"))
    minutes = Coalesce(Subquery(chosen.values("duration_min")[:1]), Subquery(house.values("duration_min")[:1]))
    return Case(When(seminar__gathering__isnull=False, then=minutes), default=0)


def say() -> None:
    asked.register("registrations", gettext_lazy("Registrations to seminars"), of_registrations)
    asked.register("closing", gettext_lazy("Closing questionnaires of seminars"), of_closing)
