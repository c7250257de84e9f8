from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.learning import Boxes
from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import Finding, Lesson, PolicyLead, Remark, Rereading, State
from levain.foundation import typed
from levain.people.models import RoleCode
from levain.projects.models import Project

SIDES = [
    (code, code.label)
    for code in (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.STATE_SERVICE)
]


class RereadingForm(WordsForm):
    """What is given to read, and until when."""

    findings = Boxes(queryset=Finding.objects.none(), label=_("Findings"), required=False)
    lessons = Boxes(queryset=Lesson.objects.none(), label=_("Lessons"), required=False)
    leads = Boxes(queryset=PolicyLead.objects.none(), label=_("Policy leads"), required=False)

    class Meta:
        model = Rereading
        fields = ["title", "until", "words", "findings", "lessons", "leads"]
        labels = {
            "title": _("What this reading is called"),
            "until": _("Until when"),
            "words": _("A few words for the letter, if you wish"),
        }
        widgets = {"words": area(4), "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=21)
        for name, model in (("findings", Finding), ("lessons", Lesson), ("leads", PolicyLead)):
            self.fields[name].queryset = model.objects.filter(cohort=cohort).exclude(state=State.SET_ASIDE)

    @property
    def something(self) -> bool:
        return any(self.fields[name].queryset.exists() for name in ("findings", "lessons", "leads"))

    def clean_until(self):
        if self.cleaned_data["until"] < timezone.localdate():
            raise ValidationError(_("This day is past: leave people time to read."))
        return self.cleaned_data["until"]


class AskForm(forms.Form):
    """Whom to ask: by project and side, or by address."""

    projects = Boxes(queryset=Project.objects.none(), label=_("In these projects"), required=False)
    sides = forms.MultipleChoiceField(
        label=_("On these sides"), choices=SIDES, required=False, widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=_("People without an account"),
        help_text=_("One on each line: the name, then the mail address."),
        max_length=4000,
        required=False,
        widget=area(3),
    )
    side = forms.ChoiceField(label=_("Side of these people"), choices=SIDES, required=False)
    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), label=_("Their project"), required=False, empty_label=_("None")
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        here = Project.objects.filter(cohort=cohort).order_by("name")
        self.fields["projects"].queryset = self.fields["project"].queryset = here
        self.fields["projects"].label_from_instance = str

    def clean_addresses(self):
        people = []
        for line in clean_words(self.cleaned_data["addresses"]).splitlines():
            if line.strip():
                name, _space, email = line.strip().rpartition(" ")
                try:
                    people.append(
                        {"name": typed.one_line(name.strip(" ,;<")), "email": typed.address(email.strip("<>"))}
                    )
                except ValidationError as error:
                    told = _("This line has no mail address at its end: %(line)s") % {"line": line[:80]}
                    raise ValidationError(told) from error
                if not people[-1]["name"]:
                    raise ValidationError(_("Write the name before the address: %(line)s") % {"line": line[:80]})
        return people

    def clean(self):
        cleaned = super().clean()
        by_role = cleaned.get("projects") and cleaned.get("sides")
        if not self.errors and not by_role and not cleaned.get("addresses"):
            raise ValidationError(_("Choose projects and sides, or write an address."))
        return cleaned


class RemarkForm(forms.Form):
    """One part, whether she agrees, and her words."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    part = forms.ChoiceField(label=_("Which part"), required=False)
    stance = forms.ChoiceField(label=_("What you think of it"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("Needed if you shade or contest; otherwise as you like."),
        max_length=2000,
        required=False,
        widget=area(4),
    )

    def __init__(self, *args, thing, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].says_optional = self.fields["text"].says_optional = False
        self.fields["token"].initial = uuid4()
        self.fields["version"].initial = thing.version
        self.fields["part"].choices = [("", _("The whole text")), *((part, label) for part, label, _words in parts)]
        self.fields["stance"].choices = [
            (Remark.Stance.AGREE, _("I agree")),
            (Remark.Stance.SHADE, _("I shade it")),
            (Remark.Stance.CONTEST, _("I contest it")),
        ]
        self.thing = thing

    def clean_text(self):
        return clean_words(self.cleaned_data["text"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stance") in (Remark.Stance.SHADE, Remark.Stance.CONTEST) and not cleaned.get("text"):
            self.add_error("text", _("Say in your words what is to be shaded or contested."))
        return cleaned

    def told(self) -> dict:
        version = self.cleaned_data["version"] or self.thing.version
        said = {name: self.cleaned_data[name] for name in ("part", "stance", "text")}
        return {**said, "version": min(max(version, 1), self.thing.version)}


class AnswerRemarkForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=2000, widget=area(4))
    keep = forms.BooleanField(
        label=_("Keep it beside the text as an objection"),
        help_text=_("For what remains contested: it is then shown with the text, with your answer."),
        required=False,
    )

    def clean_text(self):
        return clean_words(self.cleaned_data["text"])
