from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField


class XlsFormForm(forms.Form):
    file = UploadField(label=_("The form, as a workbook (XLSForm)"), kinds={"xlsx", "ods"})
    anew = forms.BooleanField(
        required=False,
        label=_("If this questionnaire is here already, make a new version of it"),
        help_text=_("Its identifier tells which it is. Nobody answers the new version before you publish it."),
    )
