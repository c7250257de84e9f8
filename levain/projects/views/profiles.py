"""Who took part in an event: the counts of the team, and the card that anyone fills without a name."""

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.design import errors
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.projects import rules
from levain.projects.forms.profiles import CardForm, ProfilesForm
from levain.projects.services import profiles
from levain.projects.views.notes import note_or_404, within

# A tablet goes from hand to hand during an evening.
MOST_CARDS = 300


def declare(request, slug, pk):
    event = note_or_404(slug, pk)
    require(rules.can_declare_profiles(request.user, event))
    form = ProfilesForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            profiles.declare_profiles(event, by=request.user, counts=form.counts())
        except profiles.TooManyAnswers as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The counts are kept. They are shown from eleven answers on."))
            return redirect("projects:participation", slug)
    card = settings.SITE_URL + reverse("projects:profile_card", args=[profiles.card_token(event)])
    return render(request, "projects/profiles.html", within(event, form=form, card=card))


@never_cache
def card(request, token):
    try:
        event = profiles.event_of_card(token)
    except profiles.CardClosed as closed:
        return render(request, "projects/profile_card.html", {"closed": str(closed)}, status=410)
    form = CardForm(request.POST or None)
    said = {"project": event.project, "event": event, "fictional": event.project.fictional}
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "profile_card", most=MOST_CARDS):
            return errors.too_many(request)
        # A second click on the same card: already counted.
        if cache.add(f"profile_card:{form.cleaned_data['token']}", 1, limits.HOUR):
            try:
                profiles.add_card(event, form.answers())
            except profiles.TooManyAnswers:
                return render(request, "projects/profile_card.html", said | {"closed": _("The cards are all in.")})
        return redirect(f"{request.path}?merci=1")
    return render(request, "projects/profile_card.html", said | {"form": form, "thanked": "merci" in request.GET})
