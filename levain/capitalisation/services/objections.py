"""Objections heard, kept beside the text they contest, with the answer given to them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Objection, Remark
from levain.capitalisation.services.learning import OtherCohort
from levain.capitalisation.services.together import Thing, name_of
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User


class KeptAlready(Exception):
    """The remark is already kept as an objection."""


@transaction.atomic
def hear_objection(
    thing: Thing,
    *,
    by: User,
    who: str,
    text: str,
    evidence: Iterable[Evidence] = (),
    token: UUID | None = None,
    **said: Any,
) -> Objection:
    """Write down what somebody holds against it, whoever it is; the same form posted twice writes it once."""
    known = Objection.objects.filter(token=token).first() if token else None
    if known:
        return known
    evidence = list(evidence)
    _of_the_cohort(thing, evidence)
    said.setdefault("on", timezone.localdate())
    made = Objection.objects.create(
        **{name_of(thing): thing}, by=who, text=text, written_by=by, token=token, **_dated(said)
    )
    made.evidence.set(evidence)
    journal.record("objection.heard", on=made, by=by, place=thing.cohort)
    return made


def _dated(said: dict[str, Any]) -> dict[str, Any]:
    """An answer has its day; taken away, it has none."""
    if "answer" in said:
        said["answered_on"] = (said.get("answered_on") or timezone.localdate()) if said["answer"].strip() else None
    return said


def _of_the_cohort(thing: Thing, evidence: Iterable[Evidence]) -> None:
    if any(one.cohort_id != thing.cohort_id for one in evidence):
        raise OtherCohort(_("It belongs to another cohort."))


@transaction.atomic
def revise_objection(
    objection: Objection, version: int, *, by: User, evidence: Iterable[Evidence] | None = None, **said: Any
) -> None:
    if "who" in said:
        said["by"] = said.pop("who")
    save_over(objection, version, **_dated(said))
    if evidence is not None:
        evidence = list(evidence)
        _of_the_cohort(objection.thing, evidence)
        objection.evidence.set(evidence)
    journal.record("objection.revised", on=objection, by=by, place=objection.cohort)


@transaction.atomic
def keep_as_objection(remark: Remark, *, by: User, on: date | None = None) -> Objection:
    """What a reader contests stays beside the text, with the answer she got."""
    held = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if Objection.objects.filter(remark=held).exists():
        raise KeptAlready(_("This remark is already kept as an objection."))
    made = hear_objection(
        held.thing,
        by=by,
        who=held.name,
        text=held.text,
        side=held.reader.side if held.reader else "",
        answer=held.answer,
        answered_on=held.answered_on,
        on=on or held.on,
    )
    made.remark = held
    made.save(update_fields=["remark"])
    return made
