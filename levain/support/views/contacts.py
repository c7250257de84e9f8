from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms.contacts import ContactForm
from levain.support.models import Contact
from levain.support.services.contacts import record_contact
from levain.support.views import audiences_offered, team_of


def contacts(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_contacts(request.user, project))
    read = project.contacts.filter(audience__in=audiences_read(request.user, project))
    listed = read.select_related("by").prefetch_related("people")
    page = Paginator(listed, 20).get_page(request.GET.get("page"))
    for contact in page:
        contact.project = project
    context = {
        "project": project,
        "page": page,
        "may_record": rules.can_record_contact(request.user, project),
        "fictional": project.fictional,
    }
    return render(request, "support/contacts.html", context)


def contact_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_record_contact(request.user, project))
    offered = audiences_offered(request.user, project)
    team = team_of(project).exclude(pk=request.user.pk)
    kind = request.GET.get("genre")
    initial = {"kind": kind} if kind in Contact.Kind.values else None
    form = ContactForm(request.POST or None, team=team, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        contact = record_contact(project, by=request.user, on=said.pop("happened_on"), **said)
        messages.success(request, _("The contact is recorded."))
        return redirect(contact)
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, "support/contact_new.html", context)
