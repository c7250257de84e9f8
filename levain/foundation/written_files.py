"""A written document as a file: to read and keep (PDF), or to complete and reuse (ODT)."""

from django.conf import settings
from django.http import HttpResponse

from levain.foundation.written import Document
from levain.foundation.written_links import addressed
from levain.foundation.written_odt import KIND, render_odt
from levain.foundation.written_pdf import render_pdf

FORMATS = {"pdf": (render_pdf, "application/pdf"), "odt": (render_odt, KIND)}


def render_file(document: Document, form: str) -> bytes:
    """Its pages of the house bear the public address the house has today."""
    return FORMATS[form][0](addressed(document, settings.SITE_URL))


def handed(content: bytes, form: str, name: str) -> HttpResponse:
    """The file as the answer to a request; what a browser can show opens in it."""
    answer = HttpResponse(content, content_type=FORMATS[form][1])
    answer["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}.{form}"'
    return answer
