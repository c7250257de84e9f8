"""What was promised at the seminars: reviewed together at the next one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.rules import can_read_actions
from levain.seminars import promises, rules, services
from levain.seminars.models import Contribution
from levain.seminars.views import seminar_or_404
from levain.seminars.views.activities import contribution_or_404

Became = Contribution.Became
A_PAGE = 25
ANSWERS = [(value, label) for value, label in Became.choices if value != Became.PENDING]


def promised(request, slug):
    """Those of the earlier seminars still open, to review; those of this one; then what became of the others."""
    seminar = seminar_or_404(slug)
    require(rules.can_see_seminar(request.user, seminar))
    every = promises.made(*promises.before(seminar), seminar)
    page = Paginator(in_order(every, seminar), A_PAGE).get_page(request.GET.get("page"))
    manages = bool(rules.can_manage_seminar(request.user, seminar))
    for one in page:
        one.may_tell = manages or bool(rules.can_tell_promise(request.user, one.said))
        one.may_follow = one.commitment and bool(can_read_actions(request.user, one.commitment.project))
    context = {
        "seminar": seminar,
        "page": page,
        "review": [one for one in page if one.said.activity.seminar != seminar and one.open],
        "here": [one for one in page if one.said.activity.seminar == seminar],
        "told": [one for one in page if one.said.activity.seminar != seminar and not one.open],
        "kept": sum(one.became == Became.KEPT for one in every),
        "open": sum(one.open for one in every),
        "all": len(every),
        "answers": ANSWERS,
        "fictional": seminar.fictional,
    }
    return render(request, "seminars/promises.html", context)


def in_order(every, seminar) -> list[promises.Promise]:
    """As a room goes through them: what is open, what is new, then what is already said."""
    return sorted(every, key=lambda one: 1 if one.said.activity.seminar == seminar else 0 if one.open else 2)


@require_POST
def tell(request, slug, pk):
    said = contribution_or_404(slug, pk)
    require(rules.can_tell_promise(request.user, said))
    became = request.POST.get("became", "")
    back = request.POST.get("from", "")
    version = request.POST.get("version", "")
    if became in Became.values:
        try:
            services.tell_promise(
                said,
                became=became,
                by=request.user,
                text=request.POST.get("words"),
                version=int(version) if version.isdecimal() else None,
            )
        except ChangedSince:
            messages.error(request, _("Somebody noted this meanwhile: look where it stands now."))
        else:
            messages.success(request, _("Noted."))
    place = back if back in {one.slug for one in said.activity.seminar.cohort.seminars.all()} else slug
    return redirect("seminars:promises", place)
