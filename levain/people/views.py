"""Signing in and out, my account, and the page an invitation opens."""

from urllib.parse import urlencode

from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.people import account as account_links
from levain.people import demonstration, rules, services
from levain.people import keys as key_services
from levain.people.adapter import remember_language
from levain.people.forms import AcceptForm, AccountForm, CodeForm, DemonstrationForm, KeyForm, SignInForm
from levain.people.models import AccessKey, User


class SignIn(RequestLoginCodeView):
    template_name = "people/sign_in.html"
    form_class = SignInForm

    def _redirect_to_pending_stage(self, request, stage):
        """Someone who mistyped her address comes back here to type another."""

    def get_context_data(self, **kwargs):
        groups = demonstration.accounts() if settings.DEMONSTRATION else []
        asked = urlencode({"next": self.request.GET.get("next", "")})
        enter_url = f"{reverse('people:sign_in_demonstration')}?{asked}"
        nobody = not settings.DEMONSTRATION and not User.objects.exists()
        return super().get_context_data(**kwargs) | {"demonstration": groups, "enter": enter_url, "nobody": nobody}


class TypeCode(ConfirmLoginCodeView):
    template_name = "people/code.html"
    form_class = CodeForm


class SignOut(LogoutView):
    """Drafts kept on the device leave with the person."""

    template_name = "people/sign_out.html"

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"storage"'
        return response


def enter(request, user):
    """Sign a person in, with a new session, in her language; to the page of ours that she asked for."""
    asked = request.GET.get("next", "")
    to = asked if url_has_allowed_host_and_scheme(asked, None) else resolve_url(settings.LOGIN_REDIRECT_URL)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return remember_language(redirect(to), user)


@require_POST
def sign_in_demonstration(request):
    if not settings.DEMONSTRATION:
        raise Http404
    form = DemonstrationForm(request.POST)
    if not form.is_valid():
        raise Http404
    return enter(request, form.cleaned_data["user"])


@never_cache
def account(request):
    user = request.user
    form = AccountForm(
        request.POST or None,
        initial={"name": user.name, "language": user.language},
    )
    if request.method == "POST" and form.is_valid():
        services.change_account(user, **form.cleaned_data)
        messages.success(request, _("Your account has been saved."))
        return remember_language(redirect("people:account"), user)
    roles = services.roles_in_words(user)
    return render(
        request,
        "people/account.html",
        {"form": form, "roles": roles, "links": account_links.links(), "fictional": user.fictional},
    )


@never_cache
def keys(request):
    """A key is shown on the page that answers its making, and never again."""
    roles = key_services.roles_of(request.user)
    offered = [(pk, words) for pk, (_role, words) in roles.items()]
    form = KeyForm(request.POST or None, roles=offered)
    page = {"form": form, "fictional": request.user.fictional}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            role, _words = roles[int(said["role"])]
            page["secret"] = key_services.open_key(role, **{name: said[name] for name in ("name", "days", "token")})
            page["form"] = KeyForm(roles=offered)
        except (key_services.TooManyKeys, key_services.ClosedMeanwhile) as error:
            form.add_error(None, str(error))
    kept = list(request.user.access_keys.prefetch_related("scope")[:50])
    page["keys"] = [(key, services.place_name(key.scope), key_services.is_held(key)) for key in kept]
    return render(request, "people/keys.html", page)


@require_POST
def close_key(request, pk):
    key = get_object_or_404(AccessKey, pk=pk)
    require(rules.can_close_key(request.user, key))
    key_services.close_key(key)
    messages.success(request, _("This key opens nothing any more."))
    return redirect("people:keys")


@require_POST
def close_sessions(request):
    services.close_sessions(request.user)
    messages.success(request, _("All your sessions are closed. Sign in again with a new code."))
    return redirect("account_login")


@never_cache
def invitation(request, token):
    offered = services.find_invitation(token)
    if offered is None:
        return render(request, "people/invitation_closed.html", status=410)
    known = services.person_at(offered.email)
    page = {
        "offered": offered,
        "place": services.place_name(offered.scope),
        "fictional": getattr(offered.scope, "fictional", False),
    }
    if request.user.is_authenticated and request.user != known:
        return render(request, "people/invitation_for_another.html", page, status=403)
    if known and not request.user.is_authenticated:
        page["sign_in"] = f"{reverse('account_login')}?next={request.path}"
        return render(request, "people/invitation_sign_in.html", page)
    form = AcceptForm(request.POST or None, initial={"name": known.name if known else offered.name})
    if request.method == "POST" and (known or form.is_valid()):
        try:
            user = services.accept(token, name=known.name if known else form.cleaned_data["name"])
        except services.InvitationClosed:
            return render(request, "people/invitation_closed.html", status=410)
        messages.success(request, _("Welcome. Your role is open from now on."))
        return enter(request, user)
    return render(request, "people/invitation.html", {**page, "form": form, "known": known})
