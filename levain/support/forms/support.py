"""A sheet of the catalogue, as staff write it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import Day, Line, LongText
from levain.support.models import Support
from levain.support.vocabularies import BENEFICIARIES, KINDS, STAGES, THEMES
from levain.territories.folding import fold
from levain.territories.models import Territory

KINDS_OF_PLACE = [Territory.Kind.COUNTRY, Territory.Kind.REGION, Territory.Kind.DEPARTMENT, Territory.Kind.EPCI]
KINDS_OF_PLACE += [Territory.Kind.COMMUNE]
MOST_PLACES = 60


class PlacesField(forms.CharField):
    """One place a line, by its name or its code; « France » for everywhere."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value):
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return [_the_place(line) for line in list(dict.fromkeys(filter(None, lines)))[:MOST_PLACES]] if lines else []

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(place_line(place) for place in value)


def place_line(place: Territory) -> str:
    return place.name if place.kind == Territory.Kind.COUNTRY else f"{place.name} ({place.code})"


def _the_place(line: str) -> Territory:
    """The one territory a line names; a line that may mean several is given back with what tells them apart."""
    name, _open, code = line.partition("(")
    found = Territory.objects.filter(kind__in=KINDS_OF_PLACE)
    if code:
        exact = list(found.filter(code=code.rstrip(") ").upper()))
        exact = [place for place in exact if place.folded == fold(name)] or exact
    else:
        exact = list(found.filter(folded=fold(line))) or list(found.filter(code=line.upper()))
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise ValidationError(
            _("“%(place)s” is not a known place. Write its name as on a map, or its INSEE code.")
            % {"place": line[:60]}
        )
    choices = ", ".join(f"{place_line(place)}, {place.get_kind_display()}" for place in exact[:6])
    raise ValidationError(
        _("“%(place)s” may be several places: write the code too. %(choices)s.")
        % {"place": line[:60], "choices": choices}
    )


def _several(label, vocabulary, **kwargs):
    return forms.MultipleChoiceField(
        label=label, choices=list(vocabulary.items()), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class SupportForm(forms.Form):
    """`version` says which sheet was being read while typing."""

    name = Line(label=_("Name"), limit=200)
    provider = Line(label=_("Who gives it"), limit=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    what_it_gives = LongText(label=_("What it gives"), limit=5000, rows=5)
    said = LongText(label=_("How inhabitants say what it answers"), limit=5000, rows=3, required=False)
    places = PlacesField(
        label=_("Where"),
        required=False,
        help_text=_("One place a line: France, Bretagne, Meuse, a commune with its code. Empty when nobody knows."),
    )
    beneficiaries = _several(_("Who asks"), BENEFICIARIES)
    stages = _several(_("Stage of the project"), STAGES)
    themes = _several(_("Themes"), THEMES)
    conditions = LongText(label=_("Conditions"), limit=5000, rows=3, required=False)
    how_to_apply = LongText(label=_("Steps to ask for it"), limit=5000, rows=3, required=False)
    url = Line(label=_("Address of the provider's page"), limit=500, required=False)
    recurrence = forms.ChoiceField(
        label=_("How often it is open"),
        required=False,
        choices=[("", _("Not known")), *Support.Recurrence.choices],
    )
    opens = Day(label=_("Opens"), required=False)
    closes = Day(label=_("Closes"), required=False)
    source = LongText(label=_("Where this was read"), limit=5000, rows=2, required=False)
    licence = Line(label=_("Licence of these words"), limit=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FIELDS = ("name", "provider", "kind", "what_it_gives", "said", "beneficiaries", "stages", "themes", "conditions")
    FIELDS += ("how_to_apply", "url", "recurrence", "opens", "closes", "source", "licence")

    def __init__(self, *args, support: Support | None = None, **kwargs):
        if support:
            kwargs["initial"] = {name: getattr(support, name) for name in self.FIELDS}
            kwargs["initial"] |= {"places": list(support.territories.all()), "version": support.version}
        super().__init__(*args, **kwargs)

    def clean_url(self):
        if self.cleaned_data["url"]:
            URLValidator(schemes=["http", "https"])(self.cleaned_data["url"])
        return self.cleaned_data["url"]

    def clean(self):
        values = super().clean()
        if values.get("opens") and values.get("closes") and values["closes"] < values["opens"]:
            self.add_error("closes", _("It cannot close before it opens: check both dates."))
        return values

    def told(self) -> dict:
        """What the services want of a valid form."""
        return {name: self.cleaned_data[name] for name in self.FIELDS} | {"territories": self.cleaned_data["places"]}


class RetireForm(forms.Form):
    why = Line(label=_("Why is it no longer proposed?"), limit=300)


class MergeForm(forms.Form):
    into = Line(
        label=_("Into which support?"),
        limit=200,
        help_text=_("Its exact name, or the last part of its address."),
    )

    def clean_into(self):
        said = self.cleaned_data["into"].rstrip("/").rpartition("/")[2]
        found = Support.objects.filter(slug=said).first()
        found = found or Support.objects.on_offer().filter(name__iexact=self.cleaned_data["into"]).first()
        if found is None:
            raise ValidationError(_("No support has this name. Open its page and copy its name."))
        return found
