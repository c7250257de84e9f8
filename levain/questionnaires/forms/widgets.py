"""Fields that Django has not: a matrix of scales, and a list of files already given."""

from django import forms
from django.utils.safestring import SafeString

from levain.design.markup import each, html

BUTTON = (
    '<div class="fr-fieldset__element"><div class="fr-radio-group">'
    '<input type="radio" id="{}" name="{}" value="{}"{}>'
    '<label class="fr-label" for="{}">{}</label></div></div>'
)


class MatrixInput(forms.Widget):
    """A scale asked once for each line; each line is its own group of buttons, readable on a phone."""

    use_fieldset = True

    def __init__(self, lines, points):
        super().__init__()
        self.lines, self.points = lines, points

    def id_for_label(self, id_):
        return f"{id_}_0_0" if id_ else ""

    def value_from_datadict(self, data, files, name):
        return {line.code: data[f"{name}.{line.code}"] for line in self.lines if data.get(f"{name}.{line.code}")}

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}.{line.code}" in data for line in self.lines)

    def render(self, name, value, attrs=None, renderer=None):
        value = value if isinstance(value, dict) else {}
        start = (attrs or {}).get("id") or f"id_{name}"
        return each("{}", (self._line(name, start, place, line, value) for place, line in enumerate(self.lines)))

    def _line(self, name, start, place, line, value):
        chosen = str(value.get(line.code, ""))
        points = (
            html(
                BUTTON,
                f"{start}_{place}_{rank}",
                f"{name}.{line.code}",
                code,
                SafeString(" checked") if code == chosen else "",
                f"{start}_{place}_{rank}",
                label,
            )
            for rank, (code, label) in enumerate(self.points)
        )
        return html(
            '<fieldset class="fr-fieldset lv-choices matrix-line"><legend class="fr-fieldset__legend">{}</legend>{}'
            "</fieldset>",
            line.label,
            each("{}", points),
        )
