"""The answer of the jury, for those who wrote the application: a page, and a document to keep."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import written
from levain.foundation.verdicts import require
from levain.foundation.written_files import handed, render_file
from levain.selection import rules
from levain.selection.models import DecisionLetter
from levain.selection.views.admission import application_or_404


def _letter(request, slug, reference):
    application = application_or_404(slug, reference)
    require(rules.can_read_answer(request.user, application))
    found = DecisionLetter.objects.filter(application=application).exclude(released_at=None)
    letter = get_object_or_404(found.order_by("-released_at")[:1])
    letter.application = application
    return letter


def answer(request, slug, reference):
    letter = _letter(request, slug, reference)
    application = letter.application
    context = {"letter": letter, "application": application, "call": application.call}
    return render(request, "selection/answer.html", context | {"fictional": application.fictional})


def answer_pdf(request, slug, reference):
    letter = _letter(request, slug, reference)
    paragraphs = [part for part in letter.text.split("\n\n") if part.strip()]
    document = written.Document(
        title=letter.subject,
        subtitle=letter.application.call.title,
        date=in_words(letter.released_at),
        blocks=[written.Paragraph([written.Text(part)]) for part in paragraphs],
        fictional=letter.application.fictional,
    )
    return handed(render_file(document, "pdf"), "pdf", f"{_('answer')}-{letter.application.reference}")
