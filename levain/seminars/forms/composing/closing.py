"""The questionnaire that closes a seminar: one of those the programme has published."""

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.models import Questionnaire
from levain.seminars import offered
from levain.seminars.closing import of_revision
from levain.seminars.forms.composing.base import ComposeForm
from levain.seminars.models import Activity


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
        asked = self.instance.setup.get("questionnaire") if self.instance else None
        kept = Questionnaire.objects.filter(slug=asked).values_list("pk", flat=True).first() if asked else None
        first = Case(When(audience=offered.AT_THE_END, then=Value(0)), default=Value(1))
        found = offered.questionnaires(offered.AT_THE_END, kept=kept).prefetch_related("revisions")
        self.fields["questionnaire"].queryset = found.order_by(first, "title")
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
