"""Files behind their rights."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from levain.foundation import rules
from levain.foundation.models import Document
from levain.foundation.verdicts import require

SHOWN_INLINE = {"image/webp", "application/pdf"}


@require_safe
def document(request, pk):
    document = get_object_or_404(Document.objects.select_related("object_type"), pk=pk)
    require(rules.can_read_document(request.user, document))
    return served(document)


def served(document):
    """The file itself, for who may read it: locked up, and kept by nobody."""
    if document.held:
        raise Http404
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inline = document.kind in SHOWN_INLINE
    response = FileResponse(content, as_attachment=not inline, filename=document.name, content_type=document.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
