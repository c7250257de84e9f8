"""The perimeter of a project: its name, its communes, an outline pasted or given as a file."""

import json
import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.projects.forms.words import LineField
from levain.territories import perimeters
from levain.territories.forms import CommuneField

MOST_COMMUNES = 60


class PerimeterForm(forms.Form):
    name = LineField(label=_("Name of the perimeter"), max_length=120)
    communes = forms.CharField(
        label=_("Communes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: a name and its department, or a postcode. Example: Melle (79)."),
        max_length=6000,
    )
    file = forms.FileField(
        label=_("The outline, as a file"),
        required=False,
        help_text=_("GeoJSON (.geojson or .json), 200 kB at most, in longitudes and latitudes."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    outline = forms.CharField(
        label=_("Or the outline, pasted"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Leave both empty for a perimeter without outline."),
    )

    def clean_communes(self):
        lines = [line.strip(" ,;") for line in re.split(r"[\n\r;]+", self.cleaned_data["communes"])]
        lines = [line for line in lines if line]
        if len(lines) > MOST_COMMUNES:
            raise forms.ValidationError(
                ngettext("%(n)d commune at most.", "%(n)d communes at most.", MOST_COMMUNES) % {"n": MOST_COMMUNES}
            )
        field = CommuneField()
        found, wrong = {}, []
        for line in lines:
            try:
                commune = field.clean(line)
            except forms.ValidationError as error:
                wrong.append(error)
            else:
                found[commune.pk] = commune
        if wrong:
            raise forms.ValidationError(wrong)
        return list(found.values())

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload:
            return []
        if upload.size > perimeters.HEAVIEST:
            raise perimeters.NotAnOutline(_("This outline weighs more than 200 kB. Simplify it first."))
        try:
            return perimeters.read_outline(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            said = _("This text cannot be read. Save it in UTF-8 and send it anew.")
            raise perimeters.NotAnOutline(said) from wrong

    def clean_outline(self):
        text = self.cleaned_data["outline"].strip()
        return perimeters.read_outline(text) if text else []

    def clean(self):
        values = super().clean()
        rings = values.get("file") or values.get("outline") or []
        if rings and values.get("communes"):
            try:
                perimeters.refuse_if_far(rings, values["communes"])
            except perimeters.NotAnOutline as far:
                self.add_error("file" if values.get("file") else "outline", far)
        values["rings"] = rings
        return values

    @staticmethod
    def begin(project) -> dict:
        """What the project says today, or its own communes to begin with."""
        perimeter = project.perimeter
        if perimeter is None:
            return {"name": project.name, "communes": _lines(project.communes.all())}
        rings = getattr(getattr(perimeter, "outline", None), "rings", None)
        return {
            "name": perimeter.name,
            "communes": _lines(perimeters.communes_of(perimeter)),
            "outline": _geojson(rings) if rings else "",
        }


def _lines(communes):
    return "\n".join(commune.label for commune in communes)


def _geojson(rings):
    return json.dumps({"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]})
