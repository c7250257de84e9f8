"""The passages a finding stands on, chosen among those kept in the session."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.codebook import paths
from levain.capitalisation.forms.evidence import LinkFields
from levain.capitalisation.models import Code, Evidence, Finding


class NarrowForm(forms.Form):
    """Which of the passages kept are shown."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    code = forms.ModelChoiceField(label=_("Code"), required=False, queryset=Code.objects.none(), empty_label=_("All"))

    def __init__(self, data, *, finding: Finding) -> None:
        super().__init__(data)
        self.finding = finding
        for field in self.fields.values():
            field.says_optional = False  # a filter is
        code: forms.ModelChoiceField = self.fields["code"]
        code.queryset = Code.objects.filter(cohort=finding.cohort_id, retired_at=None)
        code.choices = [("", code.empty_label), *paths(finding.cohort)]

    def rows(self) -> QuerySet[Evidence]:
        """Those the finding does not stand on yet, the last kept first."""
        rows = Evidence.objects.filter(cohort=self.finding.cohort_id).exclude(links__finding=self.finding)
        rows = rows.exclude(hold=Evidence.Hold.ASIDE).exclude(consent=Evidence.Consent.WITHDRAWN)
        if not self.is_valid():
            return rows.none()
        for word in self.cleaned_data["q"].split():
            rows = rows.filter(Q(passage__quote__icontains=word) | Q(wording__icontains=word))
        if code := self.cleaned_data["code"]:
            rows = rows.filter(codes=code)
        return rows.select_related("passage", "project").order_by("-number")


class PassageBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        beside = " · ".join(filter(None, (obj.who, obj.project.name if obj.project else "")))
        return f"{obj.number}. {Truncator(obj.words).chars(200)} ({beside or '–'})"


class GatherForm(LinkFields):
    """Several passages at once, with what they do to the finding."""

    evidence = PassageBoxes(
        queryset=Evidence.objects.none(),
        label=_("Passages"),
        error_messages={
            "required": _("Choose one passage at least."),
            "invalid_choice": _("One of these passages was linked or set aside meanwhile. Choose again."),
        },
    )
    field_order = ("evidence", "stance")

    def __init__(self, data, *, shown) -> None:
        super().__init__(data)
        del self.fields["finding"]
        boxes: PassageBoxes = self.fields["evidence"]
        boxes.queryset = Evidence.objects.filter(pk__in=[one.pk for one in shown])
        boxes.choices = [(one.pk, boxes.label_from_instance(one)) for one in shown]
