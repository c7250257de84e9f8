"""How sign-in behaves here: codes only, nobody signs up alone, letters leave from our queue."""

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import letters
from levain.foundation.client import client_address


def remember_language(response, user):
    """The pages speak the language of the person's account from her next request on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", httponly=True, secure=settings.SERVED_ON_TLS
    )
    return response


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not the code we sent. Check it in your last mail from us."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait a quarter of an hour, then ask for a new code."
        ),
        "rate_limited": gettext_lazy("Too many tries. Wait a quarter of an hour, then ask for a new code."),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        text = render_to_string("people/mail/code.txt", {"code": context["code"], "minutes": minutes})
        letters.queue(email, _("Your code to sign in"), text)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        # The pages say what allauth's own announcements would repeat.
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        return remember_language(response, user)

    def respond_user_inactive(self, request, user):
        messages.error(request, _("This account is closed. Write to the team of your programme."))
        return HttpResponseRedirect(reverse("account_login"))

    def is_safe_url(self, url):
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request):
        return str(ipaddress.ip_address(client_address(request)))
