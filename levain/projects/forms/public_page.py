"""What is shown of a project, part by part then line by line; a door lent before publication."""

from uuid import uuid4

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.design.choices import hinted
from levain.foundation import typed
from levain.foundation.models import Document
from levain.projects import showcase
from levain.projects.models import PublicPage

LONGEST = 110


class PageForm(forms.Form):
    """A box for each part; under it, a box for each line of the parts that have some."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, page: PublicPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        lines = showcase.chosen(page)
        self.rows = {}
        self.fields["blocks"] = forms.MultipleChoiceField(
            label=_("The parts of the page"),
            help_text=_("A box without a mark: nobody outside the project reads this part."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        choices = []
        for block in showcase.blocks():
            found = showcase.candidates(block, page, lines) if block.rows else block.of(page.project)
            if not found:
                continue
            choices.append((block.code, hinted(block.label, self.told_of(block, found))))
            if block.rows:
                self.add_rows(block, found, lines)
        self.fields["blocks"].choices = choices
        self.initial = {"version": page.version if page.pk else 0, "blocks": page.blocks} | self.initial
        if any(isinstance(row, Document) for rows in self.rows.values() for row in rows.values()):
            self.fields["people_agreed"] = forms.BooleanField(
                label=_("The people who can be recognised on these photos agreed to be shown on this page"),
                help_text=_("For a child under fifteen, the child and a parent. Anyone may change their mind later."),
                required=False,
            )

    def told_of(self, block, found):
        if block.rows:
            count = len(found)
            return ngettext("%(n)d line to choose from, below", "%(n)d lines to choose from, below", count) % {
                "n": count
            }
        return block.hint or Truncator(str(found)).chars(LONGEST)

    def add_rows(self, block, found, lines):
        self.rows[block.code] = {str(row.pk): row for row in found}
        shown = lines.get(ContentType.objects.get_for_model(type(found[0])).pk, ())
        name = f"lines_{block.code}"
        self.fields[name] = forms.MultipleChoiceField(
            label=block.label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(row.pk), Truncator(block.label_of(row)).chars(LONGEST)) for row in found],
        )
        self.initial.setdefault(name, [str(row.pk) for row in found if row.pk in shown])

    @property
    def parts(self):
        """The fields of lines, in the order of the page."""
        return [self[f"lines_{code}"] for code in self.rows]

    @property
    def agreed(self):
        return self["people_agreed"] if "people_agreed" in self.fields else None

    def told(self):
        data = self.cleaned_data
        lines = [
            rows[pk] for code, rows in self.rows.items() if code in data["blocks"] for pk in data[f"lines_{code}"]
        ]
        return {
            "blocks": data["blocks"],
            "lines": lines,
            "version": data["version"] or 0,
            "people_agreed": data.get("people_agreed", False),
        }


class LinkForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Who is it for?"), max_length=80, help_text=_("For you to remember: the library, the neighbours…")
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, choices=[(7, _("a week")), (30, _("a month")), (90, _("three months"))]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4

    def clean_name(self):
        return typed.one_line(self.cleaned_data["name"])
