from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms.contacts import ContactForm, CorrectContactForm
from levain.support.models import Contact
from levain.support.services import contacts as services
from levain.support.views import audiences_offered, bring_up_to_date, team_of

A_PAGE = 20


def contacts(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_contacts(request.user, project))
    read = project.contacts.filter(audience__in=audiences_read(request.user, project))
    listed = read.select_related("by").prefetch_related("people")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    for contact in page:
        contact.project = project
        contact.may_correct = rules.can_correct_contact(request.user, contact)
    context = {
        "project": project,
        "page": page,
        "may_record": rules.can_record_contact(request.user, project),
        "may_gesture": rules.can_record_gesture(request.user, project),
        "fictional": project.fictional,
    }
    return render(request, "support/contacts.html", context)


def call(request):
    """Which project was it about? The one she called last comes first; a single one is known."""
    require(rules.can_note_a_call(request.user))
    hers = Contact.objects.filter(project=OuterRef("pk"), by=request.user).order_by("-happened_on")
    projects = (
        rules.with_contacts_of(request.user)
        .select_related("cohort")
        .annotate(last=Subquery(hers.values("happened_on")[:1]))
        .order_by(F("last").desc(nulls_last=True), "-cohort__starts", "name", "pk")
    )
    page = Paginator(projects, A_PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("support:contact_new", page[0].slug)
    return render(request, "support/call.html", {"page": page, "fictional": any(one.fictional for one in page)})


def contact_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_record_contact(request.user, project))
    kind = request.GET.get("genre")
    initial = {"kind": kind} if kind in Contact.Kind.values else None
    form = ContactForm(request.POST or None, **_around(request, project), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        contact = services.record_contact(project, by=request.user, on=said.pop("happened_on"), **said)
        messages.success(request, _("The contact is recorded."))
        return redirect(contact)
    return _form_page(request, "support/contact_new.html", project, form)


def contact_edit(request, pk):
    contacts = Contact.objects.select_related("project__cohort__programme", "by")
    contact = get_object_or_404(contacts, pk=pk)
    require(rules.can_correct_contact(request.user, contact))
    around = _around(request, contact.project)
    form = CorrectContactForm(request.POST or None, **around, initial=CorrectContactForm.initial_of(contact))
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_contact(contact, by=request.user, **form.cleaned_data)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            bring_up_to_date(form, current.version)
        else:
            messages.success(request, _("Corrected; the earlier words are kept."))
            return redirect(contact)
    kept = contact.history.order_by("-history_id").values_list("text", flat=True) if contact.version > 1 else []
    earlier = [text for text in dict.fromkeys(kept) if text != contact.text]
    more = {"contact": contact, "current": current, "earlier": earlier}
    return _form_page(request, "support/contact_edit.html", contact.project, form, **more)


def _around(request, project):
    team = team_of(project).exclude(pk=request.user.pk)
    return {"team": team, "offered": audiences_offered(request.user, project)}


def _form_page(request, template, project, form, **more):
    offered = audiences_offered(request.user, project)
    known = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, template, known | more)
