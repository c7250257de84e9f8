"""How far a jury has read, without a word of what it thinks; a fixed number of queries, whatever the files."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from levain.selection.models import Application, Call, Conflict, Declaration, Jury, Review
from levain.selection.rules.jury import BEFORE_THE_JURY, TO_DECLARE_ON
from levain.selection.services.jury import Member, members


@dataclass
class Line:
    """One member: what she declared, how many files she has, gave, has left."""

    member: Member
    declared: bool
    conflicts: int
    given_to_her: int
    given: int

    @property
    def left(self) -> int:
        return self.given_to_her - self.given


@dataclass
class Progress:
    lines: list[Line]
    files: int
    short_of_readers: int
    given_to_all: int
    given: int

    def of(self, user) -> "Mine | None":
        """What one of the members has to do."""
        line = next((line for line in self.lines if line.member.user.pk == user.pk), None)
        return Mine(line.declared, line.conflicts, line.given_to_her, line.given) if line else None


def progress(call: Call, jury: Jury) -> Progress:
    sitting = members(call)
    ids = [member.user.pk for member in sitting]
    files = call.applications.filter(state__in=BEFORE_THE_JURY)
    reviews = Review.objects.free().filter(application__in=files)
    per_juror = {
        juror: (all_of, given)
        for juror, all_of, given in reviews.order_by()
        .values_list("juror")
        .annotate(all=Count("pk"), given=Count("submitted_at"))
    }
    conflicts = dict(
        Conflict.objects.standing()
        .filter(application__call=call, juror__in=ids)
        .order_by()
        .values_list("juror")
        .annotate(Count("pk"))
    )
    to_declare = call.applications.filter(state__in=TO_DECLARE_ON).count()
    spoken = _spoken_of(call, ids)
    lines = [
        Line(
            member,
            spoken.get(member.user.pk, 0) >= to_declare,
            conflicts.get(member.user.pk, 0),
            *per_juror.get(member.user.pk, (0, 0)),
        )
        for member in sitting
    ]
    counted = files.annotate(
        readers=Count("reviews", filter=~Exists(_conflict_of(OuterRef("reviews__juror"))))
    ).aggregate(files=Count("pk", distinct=True), short=Count("pk", filter=Q(readers__lt=jury.readers)))
    totals = per_juror.values()
    return Progress(
        lines, counted["files"], counted["short"], sum(one[0] for one in totals), sum(one[1] for one in totals)
    )


def _conflict_of(juror):
    return Conflict.objects.standing().filter(application=OuterRef("pk"), juror=juror)


def _spoken_of(call: Call, ids: list[int]) -> dict[int, int]:
    """For each member, the files she has declared on, or has a conflict with."""
    files = Application.objects.filter(call=call, state__in=TO_DECLARE_ON)
    declared = Declaration.objects.filter(application__in=files, juror__in=ids).order_by()
    found = dict(declared.values_list("juror").annotate(Count("pk")))
    undeclared = ~Exists(Declaration.objects.filter(application=OuterRef("application"), juror=OuterRef("juror")))
    conflicts = Conflict.objects.standing().filter(undeclared, application__in=files, juror__in=ids).order_by()
    for juror, n in conflicts.values_list("juror").annotate(Count("pk")):
        found[juror] = found.get(juror, 0) + n
    return found


@dataclass(frozen=True)
class Mine:
    """What one member has to do: on her first screen, and at the top of the page of the jury."""

    declared: bool
    conflicts: int
    files: int
    given: int

    @property
    def left(self) -> int:
        return self.files - self.given


def mine(user, calls: list[Call]) -> dict[int, Mine]:
    """What she has to do in each of these calls: four queries, whatever the number."""
    spoken = Q(declarations__juror=user) | Q(conflicts__juror=user, conflicts__withdrawn_at=None)
    files = Application.objects.filter(call__in=calls, state__in=TO_DECLARE_ON).order_by()
    to_declare = dict(files.values_list("call").annotate(Count("pk")))
    said = dict(files.filter(spoken).values_list("call").annotate(Count("pk", distinct=True)))
    conflicts = Conflict.objects.standing().filter(juror=user, application__call__in=calls).order_by()
    bound = dict(conflicts.values_list("application__call").annotate(Count("pk")))
    reviews = Review.objects.free().filter(
        juror=user, application__call__in=calls, application__state__in=BEFORE_THE_JURY
    )
    counted = reviews.order_by().values_list("application__call").annotate(n=Count("pk"), g=Count("submitted_at"))
    hers = {pk: (files, given) for pk, files, given in counted}
    return {
        call.pk: Mine(
            said.get(call.pk, 0) >= to_declare.get(call.pk, 0),
            bound.get(call.pk, 0),
            *hers.get(call.pk, (0, 0)),
        )
        for call in calls
    }
