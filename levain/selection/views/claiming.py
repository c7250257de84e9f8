"""Begun without an account, an application is kept by an address: a letter, a link, one button."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.design import errors
from levain.foundation import limits
from levain.people.forms import AcceptForm
from levain.people.services import person_at
from levain.people.views import enter
from levain.selection.forms.applications import KeepForm
from levain.selection.rules import applications as rules
from levain.selection.services import applications as services
from levain.selection.views.applying import of_application

MOST_LETTERS = 5


@of_application(rules.can_keep)
def keep(request, application):
    """Begun without an account: an address, and the application may be found again anywhere."""
    back = _inside(request.GET.get("suite", ""), application)
    form = KeepForm(request.POST if request.method == "POST" and not request.user.is_authenticated else None)
    context = {"application": application, "form": form, "back": back, "fictional": application.fictional}
    if request.method == "POST" and request.user.is_authenticated:
        services.claim(application, user=request.user)
        messages.success(request, _("This application is now in your space."))
        return redirect(back)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        if limits.too_often(request, "claim", most=MOST_LETTERS) or limits.too_often(
            request, "claim-mail", most=MOST_LETTERS, of=email
        ):
            return errors.too_many(request)
        services.send_claim_link(application, email)
        return render(request, "selection/kept.html", context)
    return render(request, "selection/keep.html", context)


def _inside(path, application) -> str:
    """A page of this very application."""
    home = application.get_absolute_url()
    return path if path.startswith(home) and "//" not in path else home


@never_cache
def claim(request, token):
    """The link of the letter: mail readers open links by themselves, so only the button keeps the application."""
    found = services.claimed_by_link(token)
    if found is None:
        return render(request, "selection/claim_closed.html", status=410)
    application, email = found
    known = person_at(email)
    page = {"application": application, "known": known, "fictional": application.fictional}
    if request.user.is_authenticated and request.user != known:
        return render(request, "selection/claim_for_another.html", page, status=403)
    if known and not request.user.is_authenticated:
        page["sign_in"] = f"{reverse(settings.LOGIN_URL)}?next={request.path}"
        return render(request, "selection/claim_sign_in.html", page)
    form = AcceptForm(request.POST or None, initial={"name": known.name if known else ""})
    if request.method == "POST" and (known or form.is_valid()):
        try:
            user = services.claim(
                application, email=email, name="" if known else form.cleaned_data["name"], user=known
            )
        except services.LinkUsed:
            return render(request, "selection/claim_closed.html", status=410)
        messages.success(request, _("Your application is kept. You find it again in your space, on any device."))
        enter(request, user)
        return redirect(application)
    return render(request, "selection/claim.html", page | {"form": form})
