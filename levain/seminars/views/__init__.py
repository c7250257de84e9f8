from django.shortcuts import get_object_or_404

from levain.seminars.models import Seminar


def seminar_or_404(slug) -> Seminar:
    """The seminar with what every page around it shows."""
    return get_object_or_404(Seminar.objects.select_related("cohort__programme", "host", "minutes"), slug=slug)
