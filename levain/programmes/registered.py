from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.foundation import registry, typed
from levain.foundation.models import Letter
from levain.programmes import rules
from levain.programmes.models import Cohort, House, Programme


def _invited_to_run(programme: Programme) -> str:
    said = {"name": typed.in_a_letter(programme.name)}
    return gettext("You are invited to run the programme %(name)s") % said


def _invited_to_session(cohort: Cohort) -> str:
    return gettext("You are invited to join the session %(name)s") % {"name": typed.in_a_letter(cohort.name)}


def say() -> None:
    registry.register(House, visible=lambda user, house: rules.can_found_programme(user), title=str)
    registry.register(Programme, visible=rules.can_see_programme, title=str, invitation=_invited_to_run)
    registry.register(
        Cohort, visible=rules.can_steer, title=str, place=lambda cohort: cohort, invitation=_invited_to_session
    )
    registry.register(
        Letter, visible=rules.can_keep_letter, title=lambda letter: letter.subject, place=lambda letter: letter.place
    )
    registry.word(
        **{
            "programme.edited": _("%(actor)s changed what is said of the programme %(object)s"),
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
