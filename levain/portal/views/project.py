from django.shortcuts import render

from levain.capitalisation import panels as capitalisation
from levain.evaluation import panels as evaluation
from levain.foundation.verdicts import require
from levain.projects import panels as talks
from levain.projects import rules, space
from levain.projects.views import project_or_404
from levain.seminars import panels as seminars
from levain.support import panels as support

NOTES = 3


def project(request, slug):
    """The space of a project: what every strand knows of it, as far as this person may read."""
    user = request.user
    found = project_or_404(slug, reader=user)
    require(rules.can_open_space(user, found))
    notes = found.logbook.standing().filter(audience__in=rules.audiences_read(user, found)).select_related("author")
    may_read_actions = rules.can_read_actions(user, found)
    return render(
        request,
        "portal/project.html",
        {
            "project": found,
            "notes": notes[:NOTES],
            "may_write": rules.can_write_logbook(user, found),
            "may_read_actions": may_read_actions,
            "actions": found.actions.filter(done__isnull=True).select_related("owner")[:4]
            if may_read_actions
            else [],
            "support": support.project_panel(found, user),
            "objectives": evaluation.project_panel(found, user),
            "seminars": seminars.project_panel(found, user),
            "talks": talks.unread_conversations(user, [found])[found.pk],
            "pages": space.pages(user, found),
            "capitalisation": capitalisation.project_panel(found, user),
            "fictional": found.fictional,
        },
    )
