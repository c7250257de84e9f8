from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.capitalisation import outside_rules as rules
from levain.capitalisation.forms.outside import OutsideForm, VersionForm, WithdrawForm
from levain.capitalisation.models import DocumentVersion, OutsideDocument
from levain.capitalisation.models.outside import ON_A_PAGE
from levain.capitalisation.rules import can_work_on
from levain.capitalisation.services import outside as services
from levain.capitalisation.views import answer, cohort_or_404
from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require

LISTED = 25


def document_or_404(request, pk, rule) -> OutsideDocument:
    rows = OutsideDocument.objects.select_related("cohort__programme", "project__cohort__programme", "given_by")
    found = get_object_or_404(rows, pk=pk)
    require(rule(request.user, found))
    return found


def documents(request, cohort):
    """The documents from outside that a session draws on."""
    cohort = cohort_or_404(request, cohort)
    last = Prefetch("versions", DocumentVersion.objects.order_by("-number"))
    rows = cohort.outside_documents.select_related("project").prefetch_related(last)
    page = Paginator(rows, LISTED).get_page(request.GET.get("page"))
    for document in page:
        document.last = next(iter(document.versions.all()), None)
    return render(
        request,
        "capitalisation/outside_documents.html",
        {"cohort": cohort, "page": page, "fictional": cohort.fictional},
    )


def document(request, pk):
    """What a document says, a page of paragraphs at a time, in the version wanted."""
    found = document_or_404(request, pk, rules.can_read_outside)
    versions = list(found.versions.prefetch_related("documents").select_related("given_by").order_by("-number"))
    shown = _version(versions, request.GET.get("version", ""))
    shown.document = found
    page = Paginator(shown.paragraphs.order_by("position"), ON_A_PAGE) if shown.read else None
    if page:
        page.count = shown.paragraphs_count
        page = page.get_page(request.GET.get("page"))
        for paragraph in page:
            paragraph.version = shown
    return render(
        request,
        "capitalisation/outside.html",
        {
            "cohort": found.cohort,
            "document": found,
            "versions": versions,
            "shown": shown,
            "later": next((one for one in versions if one.read and one.number > shown.number), None),
            "page": None if found.withdrawn_on else page,
            "may_change": rules.can_change_outside(request.user, found),
            "may_work": can_work_on(request.user, found.cohort),
            "fictional": found.fictional,
        },
    )


def _version(versions: list[DocumentVersion], number: str) -> DocumentVersion:
    """The one asked for; else the last one read, else the last one."""
    if number:
        chosen = next((one for one in versions if str(one.number) == number), None)
    else:
        chosen = next((one for one in versions if one.read), versions[0] if versions else None)
    if chosen is None:
        raise Http404
    return chosen


def give(request, cohort):
    cohort = cohort_or_404(request, cohort)
    form = OutsideForm(request.POST or None, request.FILES or None, cohort=cohort)

    def keep(form):
        given, new = services.give_document(cohort, by=request.user, **form.told())
        if new:
            messages.success(request, _("Received. Its text is being read: it joins the corpus in a moment."))
        return given

    return answer(
        request,
        form,
        keep,
        Unacceptable,
        template="capitalisation/outside_form.html",
        cohort=cohort,
        name=_("Give a document from outside"),
        sends=True,
        submit=_("Give this document"),
        fictional=cohort.fictional,
    )


def renew(request, pk):
    """A later version of a document; those before stay with what was quoted from them."""
    found = document_or_404(request, pk, rules.can_change_outside)
    form = VersionForm(request.POST or None, request.FILES or None)

    def keep(form):
        services.give_version(found, by=request.user, file=form.cleaned_data["file"])
        messages.success(request, _("Received. Its text is being read; the former version stays."))
        return found

    return answer(
        request,
        form,
        keep,
        (Unacceptable, services.Withdrawn),
        template="capitalisation/outside_form.html",
        cohort=found.cohort,
        document=found,
        name=_("Give a new version: %(title)s") % {"title": found.title},
        sends=True,
        submit=_("Give this version"),
        fictional=found.fictional,
    )


def edit(request, pk):
    found = document_or_404(request, pk, rules.can_change_outside)
    form = OutsideForm(request.POST or None, instance=found, cohort=found.cohort)

    def change(form):
        services.edit_document(found, by=request.user, version=form.opened_at, **form.told())
        return found

    return answer(
        request,
        form,
        change,
        services.Withdrawn,
        template="capitalisation/outside_form.html",
        cohort=found.cohort,
        document=found,
        name=_("What this document is: %(title)s") % {"title": found.title},
        submit=_("Record"),
        fictional=found.fictional,
    )


def withdraw(request, pk):
    found = document_or_404(request, pk, rules.can_change_outside)
    form = WithdrawForm(request.POST or None)

    def take_away(form):
        services.withdraw_document(found, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, _("The document is withdrawn. Its words are erased; the digests stay."))
        return found

    return answer(
        request,
        form,
        take_away,
        (),
        template="capitalisation/outside_form.html",
        cohort=found.cohort,
        document=found,
        name=_("Withdraw: %(title)s") % {"title": found.title},
        submit=_("Withdraw this document"),
        fictional=found.fictional,
    )
