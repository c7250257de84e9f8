from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField


class XlsFormForm(forms.Form):
    file = UploadField(label=_("The form, as a workbook (XLSForm)"), kinds={"xlsx", "ods"})
