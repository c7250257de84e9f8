"""The first screen: that of the hat a person wears, and the switch to her others."""

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from levain.capitalisation.asked_panel import asked_of
from levain.people.models import RoleCode
from levain.portal import expected
from levain.portal.first_screens import SCREENS, hats, waits

A_PAGE = 30
RUNS = (RoleCode.PROGRAMME_LEAD, RoleCode.ADMINISTRATOR)


def space(request):
    hat = hats.worn(request)
    screen = SCREENS[hat.screen]
    shown = screen.context(request.user, hat)
    read = [place for place in map(shown.get, ("project", "cohort", "programme")) if isinstance(place, Model)]
    told = {
        "hat": hat,
        "hats": hats.choices(request.user, hat, *read),
        # Those who run the house have full screens: theirs wait in the list of what is expected.
        "runs": hat.code in RUNS,
        "before": [] if hat.code in RUNS else waits.before_publication(asked_of(request.user)),
    }
    return render(request, screen.TEMPLATE, {**told, **shown})


def everything_expected(request):
    """What is expected of her, in all her roles at once."""
    lines = expected.of(request.user)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/expected.html", {"page": page, "fictional": request.user.fictional})


@require_POST
def here_as(request):
    """Look at the first screen in another capacity, for this session."""
    if not hats.choose(request, request.POST.get("hat", "")):
        raise Http404
    return redirect("portal:space")
