from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import require
from levain.people.models import RoleCode
from levain.projects import rules, services
from levain.projects.forms import PartnerForm, PartnershipForm, PersonForm, SearchForm
from levain.projects.models import ContactPerson, Partner, Partnership, PartyKind, Project
from levain.projects.views import project_or_404
from levain.projects.views.records import add, edit, filled, offered, page

WITHIN = ("project__cohort__programme",)


def partner_or_404(slug, pk):
    partners = Partner.objects.select_related(*WITHIN, "entered_by")
    return get_object_or_404(partners, pk=pk, project__slug=slug)


def partners(request, slug):
    """The project's partners, then those that the other projects of the cohort share."""
    project = project_or_404(slug)
    require(rules.can_read_partners(request.user, project))
    words = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("nature", "")
    kind = kind if kind in PartyKind.values else ""
    known = Q(project=project) | Q(links__project=project)
    known |= Q(project__cohort=project.cohort, audience=Audience.COHORT)
    listed = Partner.objects.filter(known, retired_on=None).filter(_seen_in(request.user, project)).distinct()
    listed = listed.find(words) if words else listed
    listed = listed.filter(kind=kind) if kind else listed
    links = Partnership.objects.filter(partner__project__cohort=project.cohort_id).select_related("project")
    listed = listed.select_related("project").prefetch_related("persons", Prefetch("links", links))
    shown = Paginator(listed, 20).get_page(request.GET.get("page"))
    for partner in shown:
        partner.ours = next((link for link in partner.links.all() if link.project_id == project.pk), None)
    return page(
        request,
        "projects/partners.html",
        project,
        page=shown,
        search=SearchForm(initial={"q": words, "nature": kind}),
        filtered=bool(words or kind),
        may_add=rules.can_add_partner(request.user, project),
    )


def _seen_in(user, project):
    """What is kept to a project is listed to those who read that project."""
    read = rules.audiences_read(user, project)
    seen = Q(audience=Audience.COHORT)
    return seen | Q(project=project, audience=Audience.PROJECT) if Audience.PROJECT in read else seen


def partner(request, slug, pk):
    found = partner_or_404(slug, pk)
    require(rules.can_read_partner(request.user, found))
    persons = list(found.persons.all())
    for person in persons:
        person.partner = found
        person.may_remove = rules.can_remove_person(request.user, person)
    links = list(found.links.select_related("project__cohort__programme", "linked_by"))
    for link in links:
        link.may_undo = rules.can_unlink_partner(request.user, link)
    return page(
        request,
        "projects/partner.html",
        found.project,
        partner=found,
        persons=persons,
        links=links,
        versions=found.history.count() if found.version > 1 else 1,
        may_list=rules.can_read_partners(request.user, found.project),
        may_edit=rules.can_edit_partner(request.user, found),
        may_link=bool(_could_link(request.user, found, links)),
    )


def _acting_in(user, cohort):
    """The projects of the cohort whose directory she fills: those of her team, all for the adviser."""
    if user.codes_on(cohort, cohort.programme) & {RoleCode.ADVISER}:
        found = Project.objects.filter(cohort=cohort)
    else:
        found = Project.objects.filter(cohort=cohort, pk__in=user.scopes(Project))
    return [each for each in found.select_related("cohort__programme") if rules.can_add_partner(user, each)]


def _could_link(user, partner, links):
    """A partner kept to a project is not linked to another."""
    done = {link.project_id for link in links}
    if partner.audience == Audience.PROJECT:
        return [partner.project] if partner.project_id not in done and rules.can_edit_partner(user, partner) else []
    return [each for each in _acting_in(user, partner.project.cohort) if each.pk not in done]


def add_partner(request, slug):
    project = project_or_404(slug)
    require(rules.can_add_partner(request.user, project))
    audiences = offered(request.user, project, Partner.AUDIENCES)
    return add(
        request,
        project,
        filled(request, PartnerForm, offered=audiences),
        partial(services.add_partner, project),
        done=_("The partner is in the directory. Now say whom to call there."),
        heading=_("Add a partner"),
        back=reverse("projects:partners", args=[slug]),
        audiences=audiences,
        intro=_("Look first in the directory: another project may have met this partner."),
    )


def edit_partner(request, slug, pk):
    found = partner_or_404(slug, pk)
    require(rules.can_edit_partner(request.user, found))
    audiences = offered(request.user, found.project, Partner.AUDIENCES)
    return edit(
        request,
        found,
        filled(request, PartnerForm, found, offered=audiences),
        services.edit_partner,
        done=_("The sheet has been changed. Its earlier version is kept."),
        heading=_("Change the sheet of %(name)s") % {"name": found},
        back=found.get_absolute_url(),
        audiences=audiences,
    )


@require_POST
def retire_partner(request, slug, pk):
    found = partner_or_404(slug, pk)
    require(rules.can_edit_partner(request.user, found))
    back = "remettre" in request.POST
    services.retire_partner(found, by=request.user, back=back)
    messages.success(request, _("Back in the directory.") if back else _("Taken out of the directory."))
    return redirect(found if back else reverse("projects:partners", args=[slug]))


def link_partner(request, slug, pk):
    found = partner_or_404(slug, pk)
    require(rules.can_read_partner(request.user, found))
    could = _could_link(request.user, found, list(found.links.all()))
    require(rules.can_link_partner(request.user, found))
    form = PartnershipForm(request.POST or None, projects=could)
    if request.method == "POST" and form.is_valid():
        services.link_partner(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The partner is now among those of your project."))
        return redirect(found)
    return page(request, "projects/link_partner.html", found.project, partner=found, form=form, could=could)


@require_POST
def unlink_partner(request, slug, pk):
    links = Partnership.objects.select_related("project__cohort__programme", "partner__project__cohort__programme")
    link = get_object_or_404(links, pk=pk, project__slug=slug)
    require(rules.can_unlink_partner(request.user, link))
    services.unlink_partner(link, by=request.user)
    messages.success(request, _("This partner is no longer among those of the project."))
    return redirect("projects:partners", slug)


def person_or_404(slug, pk):
    persons = ContactPerson.objects.select_related("partner__project__cohort__programme")
    return get_object_or_404(persons, pk=pk, partner__project__slug=slug)


def add_person(request, slug, pk):
    found = partner_or_404(slug, pk)
    require(rules.can_edit_partner(request.user, found))
    return add(
        request,
        found.project,
        filled(request, PersonForm),
        partial(services.add_person, found),
        done=_("This person is in the directory."),
        heading=_("Add someone to call at %(name)s") % {"name": found},
        back=found.get_absolute_url(),
        intro=_("Write only what is needed to work together, and only if the person agrees."),
    )


def edit_person(request, slug, pk):
    person = person_or_404(slug, pk)
    require(rules.can_edit_person(request.user, person))
    return edit(
        request,
        person,
        filled(request, PersonForm, person),
        services.edit_person,
        done=_("The sheet has been changed. Its earlier version is kept."),
        heading=_("Change the sheet of %(name)s") % {"name": person},
        back=person.get_absolute_url(),
    )


@require_POST
def remove_person(request, slug, pk):
    person = person_or_404(slug, pk)
    require(rules.can_remove_person(request.user, person))
    partner = person.partner
    services.remove_person(person, by=request.user)
    messages.success(request, _("This person was removed, with all earlier versions of the sheet."))
    if rules.can_read_partner(request.user, partner):
        return redirect(partner)
    return redirect("portal:space")
