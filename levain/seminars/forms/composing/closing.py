"""The questionnaire that closes a seminar: one of those the programme has published."""

from django import forms
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.models import Questionnaire, Revision
from levain.seminars.closing import of_revision
from levain.seminars.forms.composing.base import ComposeForm
from levain.seminars.models import Activity

AUDIENCE = "seminar_participant"


class ClosingForm(ComposeForm):
    kind = Activity.Kind.CLOSING_QUESTIONNAIRE
    begins = {"title": _("Your opinion of the seminar"), "minutes": 6}

    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.none(),
        to_field_name="slug",
        label=_("Questionnaire"),
        help_text=_("The newest published version is asked; it stays the same once people have answered."),
        empty_label=None,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        published = Revision.objects.filter(questionnaire=OuterRef("pk"), published_at__isnull=False)
        first = Case(When(audience=AUDIENCE, then=Value(0)), default=Value(1))
        self.fields["questionnaire"].queryset = (
            Questionnaire.objects.filter(Exists(published)).prefetch_related("revisions").order_by(first, "title")
        )
        # The promise about names is that of the questionnaire.
        del self.fields["named"]

    def read(self, activity):
        return super().read(activity) | {"questionnaire": activity.setup.get("questionnaire")}

    def told(self):
        self.cleaned_data["named"] = not self.cleaned_data["questionnaire"].published.anonymous
        return super().told()

    def made(self):
        chosen = self.cleaned_data["questionnaire"]
        return {
            "columns": of_revision(chosen.published),
            "setup": {"questionnaire": chosen.slug, "revision": chosen.published.number, "questions": None},
        }
