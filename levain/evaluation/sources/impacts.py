"""M-EVID: how far each effect of the register is borne out."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Effect, Proof
from levain.evaluation.periods import EVER, Period
from levain.evaluation.services.impacts import level_of, strength_of
from levain.formulas.evidence_strength import METHOD
from levain.programmes.models import Cohort
from levain.projects.models import Project


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Three queries for any number of projects.

    Of a period: the effects noticed by its end, on the evidence dated inside it.
    """
    known = {project.pk: project for project in projects}
    found = Effect.objects.filter(period.begun("noticed_on"), project__in=known)
    proofs_of = Prefetch("proofs", Proof.objects.filter(period.within("dated")))
    found = found.prefetch_related(proofs_of, "rivals")
    for effect in found.order_by("project__name", "noticed_on", "pk"):
        effect.project = known[effect.project_id]
        proofs = list(effect.proofs.all())
        for proof in proofs:
            proof.effect = effect
        strength, level = strength_of(effect), level_of(effect)
        yield Figure(
            code=f"effet-{effect.pk}",
            method=METHOD,
            subject=effect.project.name,
            label=str(effect),
            value=level,
            unit=_("level out of 4"),
            n=len(proofs),
            rows=[Row(proof.get_absolute_url(), str(proof)) for proof in proofs],
            parameters={
                "computed": strength.level,
                "lowered": effect.lowered_to is not None,
                "sources": strength.sources,
                "kinds": strength.kinds,
                "categories": strength.categories,
                "against": strength.against,
                "verdict": effect.verdict or None,
                "directness": effect.directness,
                "sign": effect.sign,
            },
            why_not="" if proofs else _no_evidence(period),
            places=0,
            project=effect.project,
        )


def _no_evidence(period: Period) -> str:
    if period:
        return _("No evidence of this effect is dated in the period.")
    return _("No evidence was linked to this effect yet.")
