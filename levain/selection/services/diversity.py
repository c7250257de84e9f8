"""What the jury wishes of the set that is chosen, and where each file stands for it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.selection.models import Application, Call, DiversityRule


@transaction.atomic
def declare_wish(call: Call, *, by: User, token: UUID | None = None, **told: Any) -> DiversityRule:
    """Say what the jury wishes of the set that is chosen, and why; the sheet shows who declared it and when."""
    if token and (known := DiversityRule.objects.filter(token=token).first()):
        return known
    rule = DiversityRule.objects.create(call=call, declared_by=by, token=token, **told)
    journal.record("diversity.declared", on=call, by=by, place=call.cohort, changes={"bound": rule.bound})
    return rule


@transaction.atomic
def take_wish_back(rule: DiversityRule, *, by: User) -> None:
    call = rule.call
    if DiversityRule.objects.filter(pk=rule.pk).delete()[0]:
        journal.record("diversity.taken_back", on=call, by=by, place=call.cohort, changes={"bound": rule.bound})


@transaction.atomic
def place_files(call: Call, places: dict[str, tuple[str, str]], *, by: User) -> int:
    """The kind of place and the region of files, by their references: what the diversity of a set is looked at by."""
    found = list(call.applications.filter(reference__in=places))
    changed = [one for one in found if (one.setting, one.region) != places[one.reference]]
    for one in changed:
        one.setting, one.region = places[one.reference]
    Application.objects.bulk_update(changed, ["setting", "region"])
    if changed:
        journal.record("files.placed", on=call, by=by, place=call.cohort, changes={"files": len(changed)})
    return len(changed)
