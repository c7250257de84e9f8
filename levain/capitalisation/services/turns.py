"""What is published and what is taken back wait for each other: no edition holds words refused while it was made."""

from levain.programmes.models import Cohort


def take_turn(cohort: int) -> None:
    """Until the end of the transaction; others may still write what belongs to the session."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort)
