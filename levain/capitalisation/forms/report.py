import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from levain.capitalisation import references
from levain.capitalisation.forms.learning import Boxes
from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import Paragraph, PolicyLead, Report, Section
from levain.foundation import written_markdown
from levain.projects.models import Project
from levain.territories.folding import fold
from levain.territories.models import Territory


class ReportForm(WordsForm):
    leads = Boxes(
        queryset=PolicyLead.objects.none(),
        label=_("Leads of the decision note"),
        help_text=_("None chosen: no decision note. Each brings what it stands on into the report."),
        required=False,
    )
    projects = forms.ModelMultipleChoiceField(
        queryset=Project.objects.none(),
        label=_("Only these projects"),
        help_text=_("None chosen: the whole session."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.CharField(
        label=_("Only this territory"),
        help_text=_("The name of a region or a department, or the number of a department. Empty: everywhere."),
        max_length=80,
        required=False,
    )

    class Meta:
        model = Report
        fields = ["title", "subtitle", "slug", "dated", "intro", "leads", "projects", "since", "until"]
        labels = {
            "title": _("Title"),
            "subtitle": _("Subtitle"),
            "slug": _("Address of its page"),
            "dated": _("Day it should be published"),
            "intro": _("First words of the decision note"),
            "since": _("Only what was said and done since"),
            "until": _("Only what was said and done until"),
        }
        help_texts = {
            "slug": _("Lower case letters, digits and hyphens. Empty: made from the title. It does not change."),
            "dated": _("The draft bears it; each edition bears the day it is published."),
            "since": _("A period chooses among what was said, and figures count what falls inside it."),
        }
        widgets = {
            "intro": area(3),
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("dated", "since", "until")
            },
        }

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leads"].queryset = PolicyLead.objects.filter(cohort=cohort)
        self.fields["projects"].queryset = Project.objects.filter(cohort=cohort)
        if self.instance.pk and self.instance.territory_id:
            self.fields["place"].initial = self.instance.territory.name
        if self.instance.pk:
            del self.fields["slug"]
        else:
            del self.fields["token"]
            self.fields["slug"].required = False

    def clean_slug(self):
        """Left empty, it is made from the title, as far as the title has letters or digits."""
        title = re.sub("['’]", " ", self.cleaned_data.get("title", ""))
        slug = self.cleaned_data["slug"] or slugify(title)[:80].strip("-")
        if not slug and "title" in self.cleaned_data:
            raise ValidationError(self.fields["slug"].error_messages["required"], code="required")
        return slug

    def clean_place(self):
        said = self.cleaned_data["place"].strip()
        if not said:
            return None
        Kind = Territory.Kind
        numbered = Q(kind=Kind.DEPARTMENT, code=said.upper())
        named = Q(kind__in=(Kind.REGION, Kind.DEPARTMENT, Kind.EPCI), folded=fold(said))
        found = Territory.objects.filter(numbered | named).first()
        if found is None:
            raise ValidationError(_("No region or department is called so: %(name)s"), params={"name": said})
        return found

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day comes before the first one."))
        return cleaned

    def told(self) -> dict:
        given = super().told()
        territory = given.pop("place")
        return {**given, "territory": territory}


class SectionForm(forms.Form):
    """`was`: the title read when it was opened."""

    title = forms.CharField(label=_("Title of the section"), max_length=200)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean_title(self):
        return clean_words(self.cleaned_data["title"])


REFUSED_PICTURE = _("A report shows no picture from elsewhere. Take out what looks like ![…](…).")


class ParagraphForm(WordsForm):
    """The words, what sort of paragraph they are, and what they stand on: named in the words, or line by line."""

    stands_on = forms.CharField(
        label=_("What it also stands on"),
        help_text=_(
            "One a line: [[constat 3]], or a published source with its web address after a bar: "
            "The charter | https://…"
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "data-names": ""}),
    )

    class Meta:
        model = Paragraph
        fields = ["kind", "text"]
        labels = {"kind": _("It is"), "text": _("Text")}
        help_texts = {
            "kind": _("A finding needs a source. Context and opinion are confirmed by a second reader."),
            "text": _(
                "Type [[ to name what it stands on. **bold**, *italics*, [words](https://…), lines that begin with a "
                "hyphen for a list."
            ),
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 9, "data-names": ""})}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["kind"].choices = Paragraph.Kind.choices
        if self.instance.pk:
            self.fields["stands_on"].initial = "\n".join(_lines(self.instance))
            self.fields["section"] = forms.ModelChoiceField(
                label=_("In which section"),
                queryset=Section.objects.filter(report=self.instance.section.report_id),
                initial=self.instance.section_id,
                empty_label=None,
                required=False,
            )
            self.fields["section"].says_optional = False
        self.order_fields([*self.Meta.fields, "stands_on"])

    def clean_text(self):
        text = self.cleaned_data["text"]
        if written_markdown.pictures(text):
            raise ValidationError(REFUSED_PICTURE)
        self._known(references.named(text))
        return text

    def clean_stands_on(self):
        """Each line names something of the session, or a source in words."""
        lines = [clean_words(line) for line in self.cleaned_data["stands_on"].splitlines()]
        names = [name for line in lines for name in references.named(line)]
        found = self._known(names)
        refs: list = [found[name] for name in names]
        refs += [_source(line) for line in lines if line and not references.named(line)]
        return refs

    def _known(self, names):
        found, nothing = references.find(names, self.cohort)
        if nothing:
            raise ValidationError(
                _("This session holds nothing named so: %(names)s"),
                params={"names": ", ".join(f"[[{name}]]" for name in nothing)},
            )
        return found

    def told(self) -> dict:
        given = super().told()
        refs = given.pop("stands_on")
        return {**given, "refs": refs}


def _lines(paragraph):
    """What it stands on and does not name in its words."""
    named = references.keys_in(paragraph.text)
    for one in paragraph.citations.all():
        if one.source:
            url = one.source["url"]
            whole = settings.SITE_URL + url if url.startswith("/") else url
            yield " | ".join(filter(None, (one.source["label"], whole)))
        elif references.key_of(one.target) not in named:
            yield references.notation(one.target)


def _source(line):
    label, _bar, url = (part.strip() for part in line.partition("|"))
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as error:
            raise ValidationError(_("This is not a web address: %(url)s"), params={"url": url}) from error
    if not label:
        raise ValidationError(_("Say which source it is before its web address."))
    return {"label": label, "url": url}
