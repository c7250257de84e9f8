"""What the starting point of a project asks of people, in minutes: of each of those who wrote in it."""

from collections.abc import Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import asked
from levain.foundation.asked import Asking
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.questionnaires.models import Answer
from levain.support import diagnosis


def of_starting_points(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """One query."""
    projects = Project.objects.filter(cohort=cohort)
    about = projects.filter(pk=OuterRef("response__subject_id"))
    written = Answer.objects.filter(
        response__revision__questionnaire__slug=diagnosis.shipped()["questionnaire"]["id"],
        response__subject_type=ContentType.objects.get_for_model(Project),
        response__subject_id__in=projects.values("pk"),
        response__started_on__range=(since, until),
        by__isnull=False,
    ).annotate(slug=Subquery(about.values("slug")[:1]), name=Subquery(about.values("name")[:1]))
    columns = "by", "response__started_on", "response__revision__duration_min", "slug", "name"
    for person, day, minutes, slug, name in written.order_by().values_list(*columns).distinct():
        what = _("Starting point: %(project)s") % {"project": name}
        yield Asking(person, day, minutes or 0, what, reverse("support:diagnosis", args=[slug]))


def say() -> None:
    asked.register("starting", gettext_lazy("Starting points"), of_starting_points)
