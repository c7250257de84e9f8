"""The bearer's side of the public page: what it shows, who may see it before, whether it is open."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects import rules, services, showcase
from levain.projects.forms import LinkForm, PageForm
from levain.projects.models import PrivateLink
from levain.projects.views import project_or_404

LENT = "private_link"


def state(request, slug, form=None):
    """Whether the page is open, what it shows, and to whom it is lent."""
    project = project_or_404(slug, "page")
    user = request.user
    require(rules.can_see_page_state(user, project))
    may_compose = rules.can_compose_page(user, project)
    page = showcase.page_of(project)
    lent = request.session.pop(LENT, None) if may_compose and LENT in request.session else None
    return render(
        request,
        "projects/public_page.html",
        {
            "project": project,
            "page": page,
            "parts": showcase.parts(page),
            "may_compose": may_compose,
            "may_withdraw": rules.can_withdraw_page(user, project),
            "links": project.private_links.open() if may_compose else [],
            "form": form or LinkForm(),
            "lent": lent if lent and lent["project"] == project.pk else None,
            "fictional": project.fictional,
        },
    )


def compose(request, slug):
    project = project_or_404(slug, "page")
    require(rules.can_compose_page(request.user, project))
    form = PageForm(request.POST or None, page=showcase.page_of(project))
    if request.method == "POST" and form.is_valid():
        try:
            services.compose_page(project, by=request.user, **form.told())
        except services.WithoutAgreement as error:
            form.add_error("people_agreed", str(error))
        except ChangedSince:
            form.add_error(None, _("Somebody changed these choices meanwhile. Open the page again to see them."))
        else:
            messages.success(request, _("Your choices are kept. Here is what the page looks like."))
            return redirect("portal:public_project", project.slug)
    return render(
        request, "projects/compose_page.html", {"project": project, "form": form, "fictional": project.fictional}
    )


@require_POST
def publish(request, slug):
    project = project_or_404(slug)
    require(rules.can_compose_page(request.user, project))
    services.publish_page(project, by=request.user)
    messages.success(request, _("The page is open to everyone."))
    return redirect("projects:public_page", project.slug)


@require_POST
def withdraw(request, slug):
    project = project_or_404(slug)
    require(rules.can_withdraw_page(request.user, project))
    services.withdraw_page(project, by=request.user)
    messages.success(request, _("The page is closed. What was chosen for it is kept."))
    return redirect("projects:public_page", project.slug)


@require_POST
def share(request, slug):
    project = project_or_404(slug)
    require(rules.can_compose_page(request.user, project))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return state(request, slug, form)
    try:
        secret = services.make_link(project, by=request.user, **form.cleaned_data)
    except services.TooManyLinks as error:
        form.add_error(None, str(error))
        return state(request, slug, form)
    if secret:
        address = settings.SITE_URL + reverse("portal:shared_project", args=[secret])
        request.session[LENT] = {"project": project.pk, "address": address}
    return redirect(reverse("projects:public_page", args=[project.slug]) + "#liens")


@require_POST
def revoke(request, slug, pk):
    links = PrivateLink.objects.select_related("project__cohort__programme")
    link = get_object_or_404(links, pk=pk, project__slug=slug)
    require(rules.can_compose_page(request.user, link.project))
    services.revoke_link(link, by=request.user)
    messages.success(request, _("This link no longer opens anything."))
    return redirect(reverse("projects:public_page", args=[slug]) + "#liens")
