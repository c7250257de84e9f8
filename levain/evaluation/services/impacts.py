"""Write down effects, gather what is for and against, weigh rival explanations, give a verdict that follows."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.models import CausalLink, Effect, Proof, Rival
from levain.formulas.evidence_strength import Item, Strength, lowered, strength
from levain.foundation import documents
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers
from levain.projects.services.records import change, once, record


class RivalUnexamined(Exception):
    """A contribution is not established while another explanation has not been looked at."""


class NothingShowsIt(Exception):
    """A contribution is not established when no evidence bears the effect out."""


class NeverRaised(Exception):
    """The strength of evidence is lowered by hand, with a reason, and never raised."""


def strength_of(effect: Effect) -> Strength:
    """M-EVID, from the prefetched evidence and rivals."""
    items = [
        Item(" ".join(proof.source.lower().split()), proof.kind, proof.category, proof.outside, proof.supports)
        for proof in effect.proofs.all()
    ]
    return strength(items, [rival.verdict for rival in effect.rivals.all()])


def level_of(effect: Effect) -> int | None:
    """The level kept: the computed one, or the lower one that a person gave with a reason."""
    return lowered(strength_of(effect).level, effect.lowered_to)


@transaction.atomic
def write_effect(project: Project, *, by: User, token: UUID | None = None, **said: Any) -> Effect:
    effect, new = once(Effect, token, owned={"project": project, "written_by": by}, **said)
    if new:
        record("effect.written", effect, by, tell=advisers(project))
    return effect


@transaction.atomic
def edit_effect(effect: Effect, *, by: User, version: int, **changes: Any) -> None:
    """Change the effect, or one of the six steps of its contribution analysis."""
    change("effect.edited", effect, by=by, version=version, **changes)


@transaction.atomic
def add_proof(effect: Effect, *, by: User, files: Any = (), token: UUID | None = None, **said: Any) -> Proof:
    proof, new = once(Proof, token, owned={"effect": effect, "added_by": by}, **said)
    if new:
        for file in files or ():
            documents.attach(proof, file, by=by)
        record("effect.proved", effect, by, changes={"kind": proof.kind, "supports": proof.supports})
    return proof


@transaction.atomic
def take_off_proof(proof: Proof, *, by: User) -> None:
    effect = proof.effect
    record("effect.proof_taken_off", effect, by, changes={"kind": proof.kind})
    proof.delete()
    if not effect.proofs.filter(supports=True).exists():
        _no_longer_established(effect, by)


@transaction.atomic
def add_rival(effect: Effect, *, by: User, text: str) -> Rival:
    """Another explanation, once; one that is added after the verdict takes an established contribution back."""
    rival, new = Rival.objects.get_or_create(effect=effect, text=text.strip())
    if new:
        record("effect.rival", effect, by)
        _no_longer_established(effect, by)
    return rival


@transaction.atomic
def weigh_rival(rival: Rival, *, by: User, verdict: str, because: str = "") -> None:
    rival.verdict, rival.because = verdict, because.strip()
    rival.save()
    record("effect.rival_weighed", rival.effect, by, changes={"verdict": verdict})
    if verdict == Rival.Verdict.UNEXAMINED:
        _no_longer_established(rival.effect, by)


def _no_longer_established(effect: Effect, by: User) -> None:
    now = Effect.objects.select_for_update(of=("self",)).get(pk=effect.pk)
    if now.verdict == Effect.Verdict.ESTABLISHED:
        save_over(now, now.version, verdict=Effect.Verdict.LIKELY, verdict_by=by, verdict_on=timezone.localdate())


@transaction.atomic
def add_link(effect: Effect, *, by: User, text: str) -> CausalLink:
    link, new = CausalLink.objects.get_or_create(effect=effect, text=text.strip())
    if new:
        record("effect.link", effect, by)
    return link


@transaction.atomic
def judge(effect: Effect, *, by: User, verdict: str, version: int, revised: str = "") -> None:
    """The verdict of step 6; refused as established while a rival explanation is not examined."""
    unexamined = effect.rivals.filter(verdict=Rival.Verdict.UNEXAMINED).count()
    if verdict == Effect.Verdict.ESTABLISHED and unexamined:
        raise RivalUnexamined(
            _("A contribution is not established while another explanation is not examined. Examine it first.")
        )
    if verdict == Effect.Verdict.ESTABLISHED and not effect.rivals.exists():
        raise RivalUnexamined(
            _("Look for what else could explain it: without a rival explanation, nothing is tried.")
        )
    if verdict == Effect.Verdict.ESTABLISHED and not effect.proofs.filter(supports=True).exists():
        raise NothingShowsIt(_("Nothing shows this effect yet: add what bears it out, or choose another verdict."))
    save_over(effect, version, verdict=verdict, verdict_by=by, verdict_on=timezone.localdate(), revised=revised)
    record("effect.judged", effect, by, changes={"verdict": verdict})


@transaction.atomic
def lower(effect: Effect, *, by: User, to: int | None, because: str, version: int) -> None:
    """Lower the strength of evidence with a reason, or take the lowering back."""
    computed = strength_of(effect).level
    if to is not None and (computed is None or to >= computed):
        raise NeverRaised(_("The strength is counted from the evidence: it can only be lowered."))
    save_over(
        effect, version, lowered_to=to, lowered_because=because.strip() if to else "", lowered_by=by if to else None
    )
    record("effect.lowered", effect, by, changes={"to": to})
