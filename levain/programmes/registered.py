from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.programmes import rules
from levain.programmes.models import Cohort


def say() -> None:
    registry.register(Cohort, visible=rules.can_steer, title=str, place=lambda cohort: cohort)
    registry.word(
        **{
            "programme.founded": _("%(actor)s founded the programme %(object)s"),
            "cohort.opened": _("%(actor)s opened the cohort %(object)s"),
            "cohort.phased": _("%(actor)s set the calendar of %(object)s"),
        }
    )
