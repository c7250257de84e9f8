"""How long a sign-in lasts: twelve hours at most; half an hour without a gesture for those who see many projects."""

import time

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver

from levain.people.models import RoleCode

STAFF = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.JURY_CHAIR, RoleCode.ADMINISTRATOR)
IDLE = 30 * 60
LONGEST = 12 * 3600
# The moment of the last gesture is written at most once a minute: most requests write nothing.
PRECISION = 60


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs):
    now = int(time.time())
    request.session["since"] = now
    if is_staff(user):
        request.session["seen"] = now


def is_staff(user) -> bool:
    """Asked at each request: a role given or taken since the sign-in counts at once."""
    return not settings.DEMONSTRATION and user.is_authenticated and user.holds(*STAFF)


class SessionLimits:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        # Asking who she is forgets a session that was closed elsewhere.
        known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if known and "since" in session:
            now = int(time.time())
            staff = is_staff(request.user)
            seen = session.get("seen", 0) if staff else now
            if now - session["since"] > LONGEST or (staff and seen and now - seen > IDLE):
                # What she was typing may wait for her, and for nobody else.
                request.session_ended_of = request.user.pk
                logout(request)
            elif staff and now - seen > PRECISION:
                session["seen"] = now
        return self.get_response(request)
