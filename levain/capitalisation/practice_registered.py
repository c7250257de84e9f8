"""What this package says of practice sheets to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.capitalisation import practice_rules as rules
from levain.capitalisation import showing_rules
from levain.capitalisation.models import PracticeSheet, SheetReading, Showing
from levain.foundation import answers, registry
from levain.projects import space


def say() -> None:
    registry.register(
        PracticeSheet,
        visible=rules.can_read_sheet,
        title=str,
        place=lambda sheet: sheet.project,
        date=lambda sheet: sheet.created_at,
    )
    registry.register(
        Showing,
        visible=showing_rules.can_read_showing,
        title=str,
        place=lambda showing: showing.cohort,
        date=lambda showing: showing.published_at,
    )
    space.add_page(
        _("Practice sheets"),
        "capitalisation:project_sheets",
        rules.can_read_sheets,
        group="course",
        icon="booklet-line",
        order=70,
    )
    answers.asked_again("sheet.asked", _still_asked)
    registry.word(
        **{
            "sheet.begun": _("%(actor)s began a practice sheet: %(object)s"),
            "sheet.revised": _("%(actor)s changed the practice sheet: %(object)s"),
            "sheet.asked": _("%(actor)s asks you to read the practice sheet before it is published: %(object)s"),
            "sheet.answered": _("%(actor)s answered about the practice sheet: %(object)s"),
            "sheet.published": _("%(actor)s published the practice sheet: %(object)s"),
            "learning.shown": _("%(actor)s put on the public site: %(object)s"),
            "learning.taken_off": _("%(actor)s took off the public site: %(object)s"),
            "sheet.withdrawn": _("%(actor)s took the practice sheet off the site: %(object)s"),
        }
    )


def _still_asked(now, kind, ids):
    """A sheet waits for its bearers until one of them has answered about the version that stands."""
    for sheet in PracticeSheet.objects.filter(pk__in=ids).exclude(asked_version=None):
        if sheet.asked_version != sheet.version:
            continue
        if not SheetReading.objects.filter(sheet=sheet, sheet_version=sheet.version).exists():
            yield answers.EVERYONE, sheet.pk
