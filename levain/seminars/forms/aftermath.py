"""What is typed once a seminar is over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.forms.once import Once
from levain.seminars.models import AfterAction


class AfterActionForm(Once, forms.ModelForm):
    """Four questions, in the order in which they are asked around the table."""

    class Meta:
        model = AfterAction
        fields = ["planned", "happened", "why", "keep", "change", "who"]
        labels = {
            "planned": _("What was planned?"),
            "happened": _("What happened?"),
            "why": _("Why was it different?"),
            "keep": _("What do we keep?"),
            "change": _("What do we change next time?"),
            "who": _("Who took part in this review"),
        }
        help_texts = {
            "planned": _("What the seminar was to reach, in the words of its purpose."),
            "happened": _("Facts, with what was measured. Nobody is blamed."),
            "change": _("One on each line: the facilitator of the next seminar reads them first."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 4}) for name in ("planned", "happened", "why", "keep", "change")
        }
