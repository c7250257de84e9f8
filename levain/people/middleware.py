"""How long a sign-in lasts: twelve hours at most; half an hour without a gesture for those who see many projects."""

import time

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver

from levain.people.models import RoleCode

STAFF = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.JURY_CHAIR, RoleCode.ADMINISTRATOR)
IDLE = 30 * 60
# The moment of the last gesture is written at most once a minute: most requests write nothing.
PRECISION = 60


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs):
    now = int(time.time())
    request.session["since"] = now
    if user.holds(*STAFF) and not settings.DEMONSTRATION:
        request.session["seen"] = now


class SessionLimits:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "since" in session:
            now = int(time.time())
            seen = session.get("seen", now)
            if now - session["since"] > settings.SESSION_COOKIE_AGE or now - seen > IDLE:
                logout(request)
            elif now - seen > PRECISION:
                session["seen"] = now
        return self.get_response(request)
