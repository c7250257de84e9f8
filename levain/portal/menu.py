"""The main navigation: what everybody may open, then what this person's roles open."""

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.people.models import RoleCode

TEAM = (RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR)


def everybody(request) -> list[dict]:
    return [
        {"label": _("The projects"), "url": reverse("portal:public_projects")},
        {"label": _("The calls"), "url": reverse("selection:calls")},
        {"label": _("The programme"), "url": reverse("portal:seasons")},
        {"label": _("What was learned"), "url": reverse("capitalisation:learned")},
    ]


def signed_in(request) -> list[dict]:
    user = request.user
    if not user.is_authenticated:
        return []
    app = getattr(request.resolver_match, "app_name", "")
    entries = [
        {"label": _("My space"), "url": reverse("portal:space")},
        {"label": _("Seminars"), "url": reverse("seminars:list")},
        {"label": _("Supports"), "url": reverse("support:catalogue")},
    ]
    if user.holds(*TEAM):
        # Evidence, findings and lessons have short addresses of their own.
        inside = app == "capitalisation" and request.path.startswith(reverse("portal:space"))
        entries += [
            {"label": _("Capitalisation"), "url": reverse("capitalisation:mine"), "current": inside},
            {"label": _("Evaluation"), "url": reverse("evaluation:framework")},
        ]
    return entries
