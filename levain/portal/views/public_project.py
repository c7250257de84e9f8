"""The public page of a project: what its bearer shows, to everyone or through a private link."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from levain.capitalisation.models import PracticeSheet
from levain.design import errors
from levain.foundation import limits
from levain.foundation.models import Document
from levain.foundation.verdicts import require
from levain.foundation.views.files import served
from levain.projects import services, showcase
from levain.projects.models import Project
from levain.projects.rules import can_compose_page, can_open_space, can_read_public_page
from levain.support.vocabularies import theme_label

WRONG_LINKS = 20


def project(request, slug):
    """Open to everyone once the bearer has published it; before, to those who follow the project."""
    shown = get_object_or_404(
        Project.objects.select_related("cohort__programme", "collective", "local_authority"), slug=slug
    )
    require(can_read_public_page(request.user, shown))
    here = request.user.is_authenticated
    enter = can_open_space(request.user, shown) if here else None
    compose = can_compose_page(request.user, shown) if here else None
    response = page(request, shown, enter=enter, compose=compose, shared="")
    if not shown.published:
        response["X-Robots-Tag"] = "noindex"
    return response


def page(request, shown, **said):
    made = showcase.page_of(shown)
    parts = showcase.parts(made)
    described = next((part.text for part in parts if part.block.code == "pitch"), "")
    return render(
        request,
        "portal/public_project.html",
        {
            "project": shown,
            "communes": shown.communes.all(),
            "themes": [theme_label(theme) for theme in shown.themes],
            "parts": parts,
            "sheets": PracticeSheet.objects.published()
            .filter(project=shown)
            .only("slug", "title")
            .order_by("number"),
            "takes": shown.published and made.shows("contact"),
            "described": described,
            "address": settings.SITE_URL + request.path if shown.published else "",
            "fictional": shown.fictional,
            **said,
        },
    )


@never_cache
@require_safe
def shared(request, token):
    """The page as it is now, for whoever holds a private link."""
    if limits.reached(request, "private-link", most=WRONG_LINKS):
        return errors.too_many(request)
    link = services.link_of(token)
    if link is None:
        limits.too_often(request, "private-link", most=WRONG_LINKS)
        response = render(request, "portal/link_closed.html", status=410)
    else:
        response = page(request, link.project, enter=None, compose=None, shared=token)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_safe
def shared_photo(request, token, pk):
    """A photo of the page a private link opens."""
    link = services.link_of(token)
    kind = ContentType.objects.get_for_model(Document)
    if link is None or not showcase.page_of(link.project).lines.filter(object_type=kind, object_id=pk).exists():
        raise Http404
    return served(get_object_or_404(Document, pk=pk))
