from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.models import Letter
from levain.programmes import rules
from levain.programmes.models import Cohort


def say() -> None:
    registry.register(Cohort, visible=rules.can_steer, title=str, place=lambda cohort: cohort)
    registry.register(
        Letter, visible=rules.can_keep_letter, title=lambda letter: letter.subject, place=lambda letter: letter.place
    )
    registry.word(
        **{
            "programme.founded": _("%(actor)s founded the programme %(object)s"),
            "cohort.opened": _("%(actor)s opened the cohort %(object)s"),
            "cohort.phased": _("%(actor)s set the calendar of %(object)s"),
            "letter.written": _("%(actor)s wrote a letter: %(object)s"),
            "letter.corrected": _("%(actor)s corrected a letter: %(object)s"),
            "letter.held": _("%(actor)s held a letter: %(object)s"),
            "letter.released": _("%(actor)s let a letter go: %(object)s"),
            "letter.cancelled": _("%(actor)s cancelled a letter: %(object)s"),
            "news.released": _("%(actor)s let news go that were held, in %(object)s"),
            "news.dropped": _("%(actor)s dropped news that were held, in %(object)s"),
        }
    )
