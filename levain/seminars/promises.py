"""What was promised in the seminars of a cohort, and what became of it, as its project says or as the room noted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from levain.foundation.models import Origin
from levain.projects.models import Commitment
from levain.seminars.models import Activity, Contribution, Seminar

Became, Kept = Contribution.Became, Commitment.Kept
# What is said in a seminar, as a project says it; put off, a promise is still open.
IN_A_PROJECT = {Became.KEPT: Kept.KEPT, Became.PARTLY: Kept.PARTLY, Became.NOT_KEPT: Kept.BROKEN}
IN_A_SEMINAR = {kept: became for became, kept in IN_A_PROJECT.items()}


@dataclass
class Promise:
    """`commitment` is what a project made of these words, if one follows them."""

    said: Contribution
    commitment: Commitment | None = None

    @property
    def became(self) -> str:
        """What the project says, once it has said it; else what was said in a seminar."""
        told = IN_A_SEMINAR.get(Kept(self.commitment.kept)) if self.commitment else None
        return str(told or self.said.became)

    @property
    def became_label(self):
        return Became(self.became).label if self.became else _("not told yet")

    @property
    def words(self) -> str:
        if self.commitment and self.commitment.kept != Kept.OPEN:
            return self.commitment.reason or self.said.became_text
        return self.said.became_text

    @property
    def open(self) -> bool:
        return self.became in ("", Became.PENDING, Became.LATER)


def made(*seminars: Seminar) -> list[Promise]:
    """The promises of these seminars, in the order they were made: three queries."""
    known = {seminar.pk: seminar for seminar in seminars}
    found = Contribution.objects.shown().filter(activity__seminar__in=known, activity__kind=Activity.Kind.COMMITMENTS)
    rows = found.exclude(text="").select_related("author", "project__cohort__programme", "organisation", "activity")
    said = list(rows.order_by("activity__seminar__starts", "rank"))
    for one in said:
        one.activity.seminar = known[one.activity.seminar_id]
    followed = commitments_of(said)
    return [Promise(one, followed.get(one.pk)) for one in said]


def commitments_of(said: Iterable[Contribution]) -> dict[int, Commitment]:
    """What each became in a project: two queries."""
    kinds = ContentType.objects.get_for_models(Commitment, Contribution)
    origins = Origin.objects.filter(
        object_type=kinds[Commitment],
        passage__object_type=kinds[Contribution],
        passage__object_id__in=[one.pk for one in said],
    )
    by_said = {source: made for made, source in origins.values_list("object_id", "passage__object_id")}
    found = Commitment.objects.select_related("project__cohort__programme").in_bulk(by_said.values())
    return {source: found[pk] for source, pk in by_said.items() if pk in found}


def before(seminar: Seminar) -> list[Seminar]:
    """The seminars of the cohort that were held before this one."""
    earlier = list(Seminar.objects.filter(cohort=seminar.cohort_id, starts__lt=seminar.starts).order_by("starts"))
    for one in earlier:
        one.cohort = seminar.cohort
    return earlier
