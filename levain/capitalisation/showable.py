"""What may be shown of passages outside a report: agreed on, recognising nobody else, and repeated by no sentence."""

from collections.abc import Iterable, Iterator
from functools import partial

from levain.capitalisation import voices_checks
from levain.capitalisation.checks import Blocking
from levain.capitalisation.models import Evidence
from levain.programmes.models import Cohort


def blockings_of(
    cohort: Cohort, evidence: Iterable[Evidence], texts: Iterable[tuple[str, str]]
) -> Iterator[Blocking]:
    """What of these passages, and of these texts with their page, stands in the way of showing them."""
    for reason, to in voices_checks.named_reasons(cohort, evidence):
        yield Blocking(reason, to)
    for reason, to in voices_checks.repeating(cohort, [(text, partial(str, page)) for text, page in texts]):
        yield Blocking(reason, to)
