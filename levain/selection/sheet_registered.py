"""What the house says of the jury's meeting and of its wishes."""

from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.selection import rules
from levain.selection.models import Meeting


def say() -> None:
    registry.register(Meeting, visible=rules.can_see_meeting, title=str, place=lambda meeting: meeting.call.cohort)
    registry.word(
        **{
            "diversity.declared": _("%(actor)s declared what is wished of the set chosen in the call %(object)s"),
            "diversity.taken_back": _("%(actor)s took back what was wished of the set chosen in the call %(object)s"),
            "files.placed": _("%(actor)s noted the kinds of place of the files of %(object)s"),
            "meeting.prepared": _("%(actor)s prepared: %(object)s"),
            "meeting.written": _("%(actor)s wrote in the record: %(object)s"),
            "meeting.presence": _("%(actor)s noted who was there: %(object)s"),
            "meeting.signed": _("%(actor)s signed the record: %(object)s"),
            "application.gave_up": _("%(actor)s recorded that the application %(object)s gives up its place"),
            "application.moved_up": _("%(actor)s recorded that the application %(object)s takes a seat left free"),
        }
    )
