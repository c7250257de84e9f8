"""M-EVID: how far each effect of the register is borne out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Effect
from levain.evaluation.services.impacts import level_of, strength_of
from levain.formulas.evidence_strength import METHOD
from levain.programmes.models import Cohort
from levain.projects.models import Project


def figures(cohort: Cohort, projects: list[Project]) -> Iterator[Figure]:
    """Three queries for any number of projects."""
    known = {project.pk: project for project in projects}
    found = Effect.objects.filter(project__in=known).prefetch_related("proofs", "rivals")
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
            why_not="" if proofs else _("No evidence was linked to this effect yet."),
            places=0,
            project=effect.project,
        )
