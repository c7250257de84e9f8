"""What the jury says of its objects: who may see them, and the name of a file while its names are hidden."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import registry
from levain.selection import jury_pending, rules
from levain.selection.models import Application, Argument, Conflict, Jury, Review


def file_name(application: Application) -> str:
    """The title of a file, or its number while the names are hidden: a letter or a journal tells no more."""
    if rules.jury_of(application.call).names_hidden:
        return _("File %(number)d") % {"number": application.pk}
    return application.title


def in_conflict_with(conflict: Conflict) -> str:
    """Ties are declared on names, never on what the file says: its number is not told beside them."""
    application = conflict.application
    if rules.jury_of(application.call).names_hidden:
        return application.collective or application.place or _("a file")
    return application.title


def say() -> None:
    registry.register(
        Jury, visible=rules.can_see_jury, title=lambda jury: jury.call.title, place=lambda jury: jury.call.cohort
    )
    registry.register(
        Review,
        visible=rules.can_see_review,
        title=lambda review: file_name(review.application),
        place=lambda review: review.application.call.cohort,
    )
    registry.register(
        Conflict,
        visible=rules.can_see_conflict,
        title=in_conflict_with,
        place=lambda conflict: conflict.application.call.cohort,
    )
    registry.register(
        Argument,
        visible=rules.can_see_argument,
        title=lambda argument: file_name(argument.application),
        place=lambda argument: argument.application.call.cohort,
    )
    registry.word(
        **{
            "jury.set": gettext_lazy("%(actor)s said how the jury reads: %(object)s"),
            "jury.moved": gettext_lazy("%(actor)s moved the work of the jury to its next phase: %(object)s"),
            "jury.declared": gettext_lazy("%(actor)s declared her conflicts: %(object)s"),
            "jury.assigned": gettext_lazy("%(actor)s gave files to read: %(object)s"),
            "jury.reviews_received": gettext_lazy("%(actor)s recorded reviews received: %(object)s"),
            "conflict.declared": gettext_lazy("%(actor)s declared a conflict: %(object)s"),
            "conflict.lifted": gettext_lazy("%(actor)s lifted a conflict: %(object)s"),
            "review.assigned": gettext_lazy("%(actor)s gave a file to read: %(object)s"),
            "review.unassigned": gettext_lazy("%(actor)s took back a file to read: %(object)s"),
            "review.given": gettext_lazy("%(actor)s gave a review: %(object)s"),
            "review.reopened": gettext_lazy("%(actor)s reopened a review: %(object)s"),
            "copy.masked": gettext_lazy("%(actor)s hid more words of a file: %(object)s"),
            "copy.unmasked": gettext_lazy("%(actor)s showed again words of a file: %(object)s"),
            "argument.written": gettext_lazy("%(actor)s wrote in the discussion of a file: %(object)s"),
        }
    )
    jury_pending.say()
