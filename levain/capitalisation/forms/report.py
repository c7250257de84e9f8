from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.learning import Boxes
from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import Evidence, Figure, Finding, Lesson, Paragraph, PolicyLead, Report


class ReportForm(WordsForm):
    leads = Boxes(queryset=PolicyLead.objects.none(), label=_("Leads of the decision note"), required=False)

    class Meta:
        model = Report
        fields = ["title", "subtitle", "slug", "dated", "intro", "leads"]
        labels = {
            "title": _("Title"),
            "subtitle": _("Subtitle"),
            "slug": _("Address of its page"),
            "dated": _("Date of the report"),
            "intro": _("First words of the decision note"),
        }
        help_texts = {"slug": _("Lower case letters, digits and hyphens. It does not change afterwards.")}
        widgets = {
            "intro": area(3),
            "dated": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leads"].queryset = PolicyLead.objects.filter(cohort=cohort)
        if self.instance.pk:
            del self.fields["slug"]
        else:
            del self.fields["token"]
            self.fields["leads"].initial = self.fields["leads"].queryset


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Title of the new section"), max_length=200)

    def clean_title(self):
        return clean_words(self.cleaned_data["title"])


REFERENCES = {
    "findings": (Finding, _("Findings it stands on")),
    "evidence": (Evidence, _("Evidence it stands on")),
    "figures": (Figure, _("Figures it gives")),
    "lessons": (Lesson, _("Lessons it stands on")),
    "leads": (PolicyLead, _("Leads it presents")),
}


class ParagraphForm(WordsForm):
    """The words, what sort of paragraph they are, and what they stand on."""

    sources = forms.CharField(
        label=_("Other sources"),
        help_text=_("One a line; its web address may follow after a bar: The charter | https://…"),
        required=False,
        max_length=2000,
        widget=area(2),
    )

    class Meta:
        model = Paragraph
        fields = ["kind", "text"]
        labels = {"kind": _("It is"), "text": _("Text")}
        help_texts = {
            "kind": _("A finding needs a source. Context and opinion are confirmed by a second reader."),
        }
        widgets = {"kind": forms.RadioSelect, "text": area(7)}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Paragraph.Kind.choices
        cited = list(self.instance.citations.all()) if self.instance.pk else []
        for name, (model, label) in REFERENCES.items():
            chosen = [one.target.pk for one in cited if isinstance(one.target, model)]
            rows = model.objects.filter(cohort=cohort)
            if model is Evidence:
                rows = rows.select_related("passage")
            self.fields[name] = Boxes(queryset=rows, label=label, required=False, initial=chosen)
        lines = [" | ".join(filter(None, (one.source["label"], one.source["url"]))) for one in cited if one.source]
        self.fields["sources"].initial = "\n".join(lines)
        self.order_fields([*self.Meta.fields, *REFERENCES, "sources"])

    def clean_sources(self):
        refs = []
        for line in self.cleaned_data["sources"].splitlines():
            label, _bar, url = (part.strip() for part in clean_words(line).partition("|"))
            if url:
                try:
                    URLValidator(schemes=["http", "https"])(url)
                except ValidationError as error:
                    raise ValidationError(_("This is not a web address: %(url)s"), params={"url": url}) from error
            if label:
                refs.append({"label": label, "url": url})
        return refs

    def told(self) -> dict:
        """The citations in the order of the chain, then the other sources."""
        given = super().told()
        refs = [thing for name in REFERENCES for thing in given.pop(name)]
        refs += given.pop("sources")
        return {**given, "refs": refs}
