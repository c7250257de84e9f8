"""A partner, someone to call there, what they bring."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.records import RecordForm
from levain.projects.forms.words import LineField, WordsField
from levain.projects.models import ContactPerson, Partner, Partnership, PartyKind, Project


class PartnerForm(RecordForm):
    name = LineField(label=_("Name of the organisation"), max_length=150)
    territory = LineField(
        label=_("Where does it act?"), max_length=120, required=False, help_text=_("For example: the department.")
    )
    helps_with = WordsField(
        label=_("What can it help with?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    brings = LineField(label=_("What does it bring to your project?"), max_length=300, required=False)

    class Meta:
        model = Partner
        fields = ["name", "kind", "territory", "helps_with", "audience"]
        labels = {"kind": _("It is")}

    field_order = ["name", "kind", "territory", "helps_with", "brings"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Partner._meta.get_field("kind").choices
        if self.instance.pk:
            del self.fields["brings"]


class PersonForm(RecordForm):
    name = LineField(label=_("Name"), max_length=120)
    function = LineField(label=_("Function"), max_length=120, required=False)
    phone = LineField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    helps_with = LineField(label=_("What can this person help with?"), max_length=300, required=False)
    agreement = LineField(
        label=_("How do you know these details, and does the person agree?"),
        max_length=200,
        help_text=_("For example: given at the meeting of 12 March, agrees to be called."),
    )

    class Meta:
        model = ContactPerson
        fields = ["name", "function", "phone", "mail", "helps_with", "agreement"]
        labels = {"mail": _("Mail")}

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < 4:
            raise forms.ValidationError(_("This telephone number has too few digits. Type it again."))
        return phone

    def clean_mail(self):
        return self.cleaned_data["mail"].lower()

    def clean(self):
        values = super().clean()
        if not (values.get("phone") or values.get("mail")) and not self.errors:
            self.add_error("phone", _("Give a telephone number or a mail: else nobody can reach this person."))
        return values


class SearchForm(forms.Form):
    """Words and a kind; what cannot be read is left out, never refused."""

    q = forms.CharField(label=_("Search a name, a place, a help"), required=False, max_length=200)
    nature = forms.ChoiceField(label=_("Kind of partner"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["nature"].choices = [("", _("All the partners")), *PartyKind.choices]


class PartnershipForm(forms.ModelForm):
    """What a partner brings to one of the projects in which she acts."""

    brings = LineField(label=_("What does it bring to your project?"), max_length=300, required=False)

    class Meta:
        model = Partnership
        fields = ["project", "brings"]
        labels = {"project": _("For which project?")}

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        field.queryset = Project.objects.filter(pk__in=[project.pk for project in projects])
        field.empty_label = None
        if len(projects) == 1:
            field.initial = projects[0]
            field.widget = forms.HiddenInput()
