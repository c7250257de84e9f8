"""Follow indicators; propose values, look at them, approve or return them, lock them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.models import Followed, FollowedLevel, Indicator, Measure
from levain.evaluation.rules import indicators as rules
from levain.foundation import documents
from levain.foundation.versions import save_over
from levain.people.models import Role, User
from levain.projects.models import Project
from levain.projects.services import advisers
from levain.projects.services.records import change, once, record

State = Measure.State
STARTS_FROM = {
    Indicator.Kind.QUANTITATIVE: Followed.Kind.NUMBER,
    Indicator.Kind.SCALE: Followed.Kind.NUMBER,
    Indicator.Kind.BINARY: Followed.Kind.YES_NO,
    Indicator.Kind.TEXT: Followed.Kind.WORDS,
}


class AlreadyFollowed(Exception):
    """A project follows an indicator of the framework once."""


class NotReady(Exception):
    """A value is not approved without its proof and the whole definition of its indicator."""


class MovedOn(Exception):
    """The value has changed state since it was read."""


def _describe(followed: Followed, levels: dict[int, str]) -> None:
    followed.levels.all().delete()
    FollowedLevel.objects.bulk_create(
        FollowedLevel(followed=followed, value=value, text=text.strip())
        for value, text in sorted(levels.items())
        if text.strip()
    )


@transaction.atomic
def follow(
    project: Project,
    *,
    by: User,
    indicator: Indicator | None = None,
    levels: dict[int, str] | None = None,
    token: UUID | None = None,
    **said: Any,
) -> Followed:
    """Follow an indicator: the framework's words are taken over where nothing else is said."""
    Project.objects.select_for_update().get(pk=project.pk)
    if indicator:
        taken = Followed.objects.filter(project=project, indicator=indicator, retired_on=None)
        if (taken.exclude(token=token) if token else taken).exists():
            raise AlreadyFollowed(_("The project follows this indicator already."))
        known = {
            "label": indicator.label,
            "unit": indicator.unit,
            "kind": STARTS_FROM[Indicator.Kind(indicator.kind)],
            "impact": indicator.impact,
            "better": indicator.better,
            "source": indicator.source,
            "method": indicator.method,
        }
        said = known | {name: value for name, value in said.items() if value not in ("", None)}
    owned = {"project": project, "author": by}
    followed, new = once(Followed, token, owned=owned, indicator=indicator, **said)
    if new:
        _describe(followed, levels or {})
        record("indicator.followed", followed, by)
    return followed


@transaction.atomic
def edit_followed(
    followed: Followed, *, by: User, version: int, levels: dict[int, str] | None = None, **changes: Any
) -> None:
    change("indicator.edited", followed, by=by, version=version, **changes)
    if levels is not None:
        _describe(followed, levels)


@transaction.atomic
def retire_followed(followed: Followed, *, by: User) -> None:
    """No longer follow it; its values are kept and leave the totals."""
    if followed.retired_on is None:
        followed.retired_on = timezone.localdate()
        followed.save()
        record("indicator.retired", followed, by)


@transaction.atomic
def propose(followed: Followed, *, by: User, files: Any = (), token: UUID | None = None, **said: Any) -> Measure:
    """Propose a value with its source; those who look at values are told."""
    measure, new = once(Measure, token, owned={"followed": followed, "proposed_by": by}, **said)
    if new:
        for file in files or ():
            documents.attach(measure, file, by=by)
        record("measure.proposed", measure, by, tell=advisers(followed.project))
    return measure


@transaction.atomic
def edit_measure(measure: Measure, *, by: User, version: int, files: Any = (), **changes: Any) -> None:
    """Change a value before it counts: it is proposed again, and looked at again."""
    again = {"state": State.PROPOSED, "returned_because": "", "reviewed_by": None}
    if not Measure.objects.filter(pk=measure.pk).exclude(state__in=[State.APPROVED, State.LOCKED]).exists():
        raise MovedOn(_("This value was approved meanwhile: it no longer changes."))
    returned = measure.state == State.RETURNED
    change("measure.edited", measure, by=by, version=version, **changes, **again)
    for file in files or ():
        documents.attach(measure, file, by=by)
    if returned:
        record("measure.proposed", measure, by, tell=advisers(measure.project))


def _move(measure: Measure, *, before: tuple[str, ...], by: User, verb: str, tell: Any = (), **changes: Any) -> None:
    """Change state once, even when two people click together; the history keeps who did it."""
    now = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if now.state not in before:
        raise MovedOn(_("This value has moved on since you opened the page. Read it again."))
    save_over(measure, now.version, **changes)
    record(verb, measure, by, tell=tell)


def _deciders(measure: Measure) -> list[User]:
    """Those who may let the value count: they hold their role on the cohort or its programme."""
    cohort = measure.project.cohort
    held = Role.objects.in_force().on(cohort, cohort.programme).filter(code__in=rules.DECIDES)
    found = User.objects.filter(is_active=True, roles__in=held).exclude(pk=measure.proposed_by_id)
    return list(found.distinct())


@transaction.atomic
def review(measure: Measure, *, by: User) -> None:
    """Say that the value and its proof were looked at."""
    _move(
        measure,
        before=(State.PROPOSED,),
        by=by,
        verb="measure.reviewed",
        tell=_deciders(measure),
        state=State.REVIEWED,
        reviewed_by=by,
    )


@transaction.atomic
def approve(measure: Measure, *, by: User) -> None:
    """Let a value count. Its indicator says what it is, where it starts and aims; the value has its proof."""
    if lacking := measure.followed.lacks:
        raise NotReady(_("Before a value counts, its indicator must say: %(what)s.") % {"what": ", ".join(lacking)})
    if not measure.proof and not measure.documents.exists():
        raise NotReady(_("A value counts with its proof: say where it is, or attach it."))
    _move(
        measure,
        before=(State.REVIEWED,),
        by=by,
        verb="measure.approved",
        tell=[measure.proposed_by],
        state=State.APPROVED,
        decided_by=by,
        decided_on=timezone.localdate(),
        proof=measure.proof or _("Attached file"),
    )


@transaction.atomic
def return_measure(measure: Measure, *, because: str, by: User) -> None:
    """Give a value back to whoever proposed it, with the reason; it no longer counts."""
    _move(
        measure,
        before=(State.PROPOSED, State.REVIEWED, State.APPROVED),
        by=by,
        verb="measure.returned",
        tell=[measure.proposed_by],
        state=State.RETURNED,
        returned_because=because.strip(),
        decided_by=None,
        decided_on=None,
    )


@transaction.atomic
def lock(measure: Measure, *, by: User) -> None:
    _move(
        measure,
        before=(State.APPROVED,),
        by=by,
        verb="measure.locked",
        state=State.LOCKED,
        locked_on=timezone.localdate(),
    )


def counts_for(followed: Followed, value: Decimal | None) -> bool:
    """Whether this value may be given for this indicator: a level that is described, a yes or a no."""
    if value is None:
        return True
    if followed.kind == Followed.Kind.YES_NO:
        return value in (0, 1)
    if followed.kind == Followed.Kind.LEVEL:
        return int(value) == value and int(value) in {level.value for level in followed.levels.all()}
    return True
