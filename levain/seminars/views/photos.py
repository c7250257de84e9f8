"""The photos of an activity: its walls, its tables, its room."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import files
from levain.foundation.verdicts import require
from levain.seminars import rules, services
from levain.seminars.forms.photos import PhotoForm, may_be_seen
from levain.seminars.models import ActivityPhoto
from levain.seminars.views.activities import activity_or_404


def photos(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_see_activity(request.user, activity))
    manages = rules.can_manage_activity(request.user, activity)
    form = PhotoForm(request.POST or None, request.FILES or None, activity=activity) if manages else None
    if request.method == "POST":
        require(manages)
        if form.is_valid() and kept(form, activity, request.user):
            told_apart(request, form)
            return redirect("seminars:photos", slug, pk)
    every = activity.photos.prefetch_related("documents", "people__photos")
    shown = [photo for photo in every if manages or photo.agreed()]
    context = {"activity": activity, "seminar": activity.seminar, "photos": shown, "form": form}
    context |= {"may_manage": manages, "fictional": activity.seminar.fictional}
    return render(request, "seminars/photos.html", context)


def told_apart(request, form) -> None:
    """A photo of somebody who did not agree stays with the team, and the page says so."""
    against = [str(person) for person in form.cleaned_data["people"] if not may_be_seen(person)]
    if against:
        kept_apart = _("The photo is kept for the team alone: %(names)s did not agree to be seen.")
        messages.warning(request, kept_apart % {"names": ", ".join(against)})
    else:
        messages.success(request, _("The photo is kept with this activity."))


def kept(form, activity, by) -> bool:
    told = form.cleaned_data
    try:
        services.add_photo(
            activity,
            told["photo"],
            caption=told["caption"],
            people=told["people"],
            by=by,
            token=told["token"],
        )
    except files.Unacceptable as refusal:
        form.add_error("photo", str(refusal))
        return False
    return True


@require_POST
def remove(request, slug, pk):
    found = ActivityPhoto.objects.select_related("activity__seminar__cohort__programme")
    photo = get_object_or_404(found, pk=pk, activity__seminar__slug=slug)
    require(rules.can_remove_photo(request.user, photo))
    activity = photo.activity
    services.remove_photo(photo, by=request.user)
    messages.success(request, _("The photo is gone."))
    return redirect("seminars:photos", slug, activity.pk)
