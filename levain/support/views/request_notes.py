"""The written request of a support: on a page, and as a file to complete and send."""

from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.foundation.written_files import handed, render_file
from levain.foundation.written_web import render_web
from levain.support import rules
from levain.support.models import Proposal
from levain.support.services.request_notes import request_note


def _proposal_or_404(request, pk) -> Proposal:
    proposals = Proposal.objects.select_related(
        "support",
        "need__project__cohort__programme",
        "need__project__collective",
        "need__project__local_authority",
        "need__project__horizon",
    )
    proposal = get_object_or_404(proposals, pk=pk)
    require(rules.can_write_request(request.user, proposal))
    return proposal


def note(request, pk):
    proposal = _proposal_or_404(request, pk)
    need, document = proposal.need, request_note(proposal)
    context = {"proposal": proposal, "need": need, "project": need.project, "title": document.title}
    context |= {"body": render_web(document), "fictional": need.project.fictional}
    return render(request, "support/request_note.html", context)


def note_pdf(request, pk):
    return _file(request, pk, "pdf")


def note_odt(request, pk):
    """The one to complete: what is in brackets is written over."""
    return _file(request, pk, "odt")


def _file(request, pk, form):
    proposal = _proposal_or_404(request, pk)
    name = f"demande-{proposal.support.slug}-{proposal.need.project.slug}"
    return handed(render_file(request_note(proposal), form), form, name)
