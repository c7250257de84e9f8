"""What may be shown of passages outside a report: agreed on, recognising nobody else, and repeated by no sentence."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation import identifying, voices_checks
from levain.capitalisation.checks import Blocking
from levain.capitalisation.models import Clearance, Evidence
from levain.programmes.models import Cohort


def naming_others(cohort: Cohort, evidence: Iterable[Evidence]) -> Iterator[tuple[Evidence, str]]:
    """The passages that let somebody else be recognised, with the words that do; those cleared are left out."""
    rows = [one for one in evidence if one.publishable]
    if not rows:
        return
    known = identifying.known_in(cohort)
    cleared = {one.evidence_id: one for one in Clearance.objects.filter(evidence__in=rows)}
    for one in rows:
        marks = [] if identifying.is_cleared(one, cleared.get(one.pk)) else identifying.named_in(one, known)
        if marks:
            yield one, ", ".join(mark.words for mark in marks[:3])


def blockings_of(
    cohort: Cohort, evidence: Iterable[Evidence], texts: Iterable[tuple[str, str]]
) -> Iterator[Blocking]:
    """What of these passages, and of these texts with their page, stands in the way of showing them."""
    said = _("Evidence %(number)d lets somebody else be recognised: %(words)s.")
    for one, words in naming_others(cohort, evidence):
        yield Blocking(
            said % {"number": one.number, "words": words}, reverse("capitalisation:clear_voice", args=[one.pk])
        )
    for reason, to in voices_checks.repeating(cohort, list(texts)):
        yield Blocking(reason, to)
