"""What the pages of this strand share."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import require
from levain.people.models import Role, User
from levain.projects.rules import audiences_read
from levain.support import rules
from levain.support.models import Need

ORDER = [Audience.PROJECT, Audience.COLLECTIVE, Audience.COHORT, Audience.PUBLIC]


def need_or_404(request, pk) -> Need:
    """A need she may read, with what every page about it shows."""
    needs = Need.objects.select_related(
        "project__cohort__programme", "stated_by", "carried_by", "written_by", "qualified_by", "advised_by"
    )
    need = get_object_or_404(needs, pk=pk)
    require(rules.can_read_need(request.user, need))
    return need


def audiences_offered(user, project) -> list[Audience]:
    """For whom one may write: the audiences one may read, the project first."""
    read = audiences_read(user, project)
    return [audience for audience in ORDER if audience in read]


def team_of(project, *codes):
    """The people who hold one of these roles on the project (any role if none is named), for a choice in a form."""
    held = Role.objects.in_force().on(project)
    if codes:
        held = held.filter(code__in=codes)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")


def numbered(found, asked):
    """The one of these that an address names by its number, or none."""
    asked = asked or ""
    known = asked.isascii() and asked.isdecimal() and len(asked) < 19
    return found.filter(pk=int(asked)).first() if known else None


def bring_up_to_date(form, version) -> None:
    """Give the form back over the newer version, so that a second, informed save is accepted."""
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = version


def one_gesture(request, thing, form, deed, *, project, words, asked, said):
    """One gesture on a thing: its words, a form, the deed (False when it was refused), then back to the thing."""
    if request.method == "POST" and form.is_valid() and deed() is not False:
        messages.success(request, said)
        return redirect(thing)
    context = {"asked": asked, "project": project, "form": form, "words": words, "back": thing.get_absolute_url()}
    return render(request, "support/one_gesture.html", context | {"fictional": project.fictional})
