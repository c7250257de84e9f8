"""A person's own pages around a seminar: signed in, or by the link of her letter. The same deeds either way."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.seminars import invitation as calendars
from levain.seminars import rules, services
from levain.seminars.forms import CodeForm, NeedsForm
from levain.seminars.models import Gathering, Invitation, Registration, Seminar
from levain.seminars.services import attendance, expectations, invitations
from levain.seminars.services.minutes import handed_to
from levain.seminars.views import seminar_or_404

State = Registration.State
REFUSALS = (services.SeminarOver, services.RegistrationClosed, services.RoomFull, services.AlreadyThere)
CODES_AN_HOUR = 20
HERS = ("seminar", "registration", "calendar", "way", "here", "expectations", "certificate", "minutes")


@dataclass
class Coming:
    """Who asks, about which seminar: an account, or the holder of an invitation."""

    seminar: Seminar
    user: Any = None
    invitation: Invitation | None = None
    registration: Registration | None = None

    @property
    def gathering(self) -> Gathering:
        return services.gathering_of(self.seminar)

    def to(self, page: str) -> str:
        """The address of one of her pages; « seminar » is the first of them."""
        if self.invitation:
            name = "invited" if page == "seminar" else f"invited_{page}"
            return reverse(f"seminars:{name}", args=[self.invitation.token])
        return reverse(f"seminars:{page}", args=[self.seminar.slug])

    def register(self, **needs) -> Registration:
        if self.invitation:
            return invitations.answer(self.invitation, comes=True, **needs)
        return services.register(self.seminar, user=self.user, **needs)

    def decline(self) -> None:
        if self.invitation:
            invitations.answer(self.invitation, comes=False)
        else:
            services.decline(self.seminar, user=self.user)

    @property
    def comes(self) -> bool:
        return self.registration is not None and self.registration.state == State.REGISTERED


def signed_in(request, slug) -> Coming:
    seminar = seminar_or_404(slug)
    require(rules.can_see_seminar(request.user, seminar))
    found = seminar.registrations.filter(user=request.user).select_related("needs", "photos").first()
    return Coming(seminar, user=request.user, registration=found)


def by_link(token) -> Coming:
    invitation = invitations.find(token)
    registration = invitation.registration
    if registration is None and invitation.user:
        found = Registration.objects.filter(seminar=invitation.seminar, user=invitation.user)
        registration = found.select_related("needs", "photos").first()
    return Coming(invitation.seminar, invitation.user, invitation, registration)


def either_way(view):
    """The same page by its slug, for who signed in, or by the token of a letter, for whoever holds it."""

    @never_cache
    def held(request, slug="", token=""):
        try:
            coming = by_link(token) if token else signed_in(request, slug)
        except invitations.LinkClosed as closed:
            return render(request, "seminars/link_closed.html", {"reason": str(closed)}, status=410)
        return view(request, coming)

    held.__name__ = view.__name__
    return held


@either_way
def invited(request, coming):
    """The page of a letter: what it is, where, and one tap to say yes or no."""
    if request.method == "POST":
        return answered(request, coming)
    seminar = coming.seminar
    return render(
        request,
        "seminars/invited.html",
        {
            "seminar": seminar,
            "coming": coming,
            "gathering": coming.gathering,
            "mine": coming.registration,
            "expected": expected_of(coming.registration, seminar),
            "open": not seminar.is_over(),
            "agenda": seminar.clock(seminar.agenda.all()),
            "to": {page: coming.to(page) for page in HERS},
            "today": is_today(seminar),
            "code": CodeForm(),
            "minutes": coming.comes and handed_to(seminar),
            "zones_differ": timezone.get_current_timezone_name() != seminar.time_zone,
            "fictional": seminar.fictional,
        },
    )


def expected_of(registration, seminar) -> dict:
    """Whether she may still say what she expects, and has begun; nothing once the day has come."""
    if registration is None or registration.state != State.REGISTERED or seminar.starts < timezone.now():
        return {}
    return {"told": expectations.response_of(registration) is not None}


def is_today(seminar) -> bool:
    """The hours when the code of the room works."""
    return seminar.starts - attendance.AROUND <= timezone.now() <= seminar.ends + attendance.AROUND


def answered(request, coming):
    """Yes, no, or from afar: one tap."""
    choice = request.POST.get("answer")
    afar = coming.seminar.format == Seminar.Format.BOTH
    try:
        if choice == "no":
            coming.decline()
            messages.success(request, _("Noted: you do not come. You can change your mind on this page."))
        elif choice in ("yes", "afar"):
            registration = coming.register(**({"remote": choice == "afar"} if afar else {}))
            messages.success(request, said(registration))
            if registration.state == State.REGISTERED and coming.gathering.asks:
                return redirect(coming.to("registration"))
        else:
            messages.error(request, _("Choose one of the two buttons: you come, or you do not."))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    return redirect(coming.to("seminar"))


def said(registration) -> str:
    if registration.state == State.WAITING:
        return _("The seminar is full. You are on the waiting list: we write to you as soon as a seat comes free.")
    return _("Noted: you come. Tell us what you need to take part.")


@require_POST
@either_way
def come(request, coming):
    require(rules.can_register(request.user, coming.seminar))
    try:
        messages.success(request, said(coming.register()))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    return redirect(coming.seminar)


@require_POST
@either_way
def stay_away(request, coming):
    require(rules.can_register(request.user, coming.seminar))
    try:
        coming.decline()
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted: you do not come. You can change your mind until the end of the seminar."))
    return redirect(coming.seminar)


@either_way
def registration(request, coming):
    """What she needs to take part; said again, it is changed."""
    if not coming.invitation:
        require(rules.can_register(request.user, coming.seminar))
    gathering = coming.gathering
    form = NeedsForm(request.POST or None, gathering=gathering, registration=coming.registration)
    if request.method == "POST" and form.is_valid():
        try:
            kept = coming.register(**form.told())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            photos = form.photos()
            if photos is not None:
                services.agree_to_photos(kept, by=coming.user, **photos)
            messages.success(request, said(kept) if kept.state == State.WAITING else _("Noted, thank you."))
            return redirect(coming.to("seminar"))
    context = {"seminar": coming.seminar, "form": form, "back": coming.to("seminar"), "by_link": coming.invitation}
    return render(request, "seminars/my_registration.html", context | {"fictional": coming.seminar.fictional})


@either_way
def calendar(request, coming):
    """The date for one's own calendar: read again, it replaces the one before, or takes it out."""
    answer = HttpResponse(calendars.calendar(coming.seminar), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{coming.seminar.slug}.ics"'
    return answer


@either_way
def here(request, coming):
    """She types the code of the room on her phone."""
    if coming.registration is None or coming.registration.state == State.DECLINED:
        messages.error(request, _("Say first that you come; then type the code."))
        return redirect(coming.to("seminar"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "attendance", most=CODES_AN_HOUR, of=f"registration-{coming.registration.pk}"):
            form.add_error("code", _("Too many tries. Tell the person at the door: she has the list."))
        else:
            try:
                services.say_here(coming.registration, form.cleaned_data["code"])
            except services.WrongCode as wrong:
                form.add_error("code", str(wrong))
            else:
                messages.success(request, _("Welcome! Your attendance is noted."))
                return redirect(coming.to("seminar"))
    context = {"seminar": coming.seminar, "form": form, "back": coming.to("seminar"), "by_link": coming.invitation}
    return render(request, "seminars/here.html", context | {"fictional": coming.seminar.fictional})
