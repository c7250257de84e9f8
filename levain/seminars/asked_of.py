"""What seminars ask of people, in minutes: to register, to say what one expects, to answer when it closes."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, OuterRef, Subquery, When
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


def of_seminars(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """Those who come: their registration, the day they asked, and what closes the seminar, if they were there.

    One query.
    """
    comes = Registration.objects.filter(seminar__cohort=cohort, user__isnull=False).order_by()
    comes = comes.exclude(state=Registration.State.DECLINED).select_related("seminar")
    for one in comes.annotate(before=_of_expectations(), after=_of_closing()):
        page = reverse("seminars:seminar", args=[one.seminar.slug])
        said = {"seminar": one.seminar.title}
        asked_on, closed_on = timezone.localdate(one.asked_at), timezone.localdate(one.seminar.starts)
        if since <= asked_on <= until:
            minutes = MINUTES_TO_REGISTER + (one.before or 0)
            yield Asking(one.user_id, asked_on, minutes, _("Registration: %(seminar)s") % said, page)
        if one.after and one.attended is not False and since <= closed_on <= until:
            yield Asking(one.user_id, closed_on, one.after, _("Closing questionnaire: %(seminar)s") % said, page)


def _of_closing() -> Subquery:
    closing = Activity.objects.filter(seminar=OuterRef("seminar"), kind=Activity.Kind.CLOSING_QUESTIONNAIRE)
    return Subquery(closing.order_by("pk").values("minutes")[:1])


def _of_expectations() -> Case:
    """The minutes of the questions chosen, else of those of the house; none where nothing is prepared."""
    published = Revision.objects.filter(published_at__isnull=False, anonymous=False).order_by("-number")
    house = published.filter(questionnaire__slug=shipped()["questionnaire"]["id"])
    chosen = published.filter(questionnaire=OuterRef("seminar__gathering__expectations"))
    minutes = Coalesce(Subquery(chosen.values("duration_min")[:1]), Subquery(house.values("duration_min")[:1]))
    return Case(When(seminar__gathering__isnull=False, then=minutes), default=0)


def say() -> None:
    asked.register("seminars", gettext_lazy("Seminars: registrations and closing questionnaires"), of_seminars)
