"""Who is missing among those who took part: counts of the logbook beside the share of each group."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from levain.evaluation.forms.representation import ShareForm
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import representation as services
from levain.evaluation.sources import representation as source
from levain.foundation.verdicts import require
from levain.projects.views import project_or_404
from levain.projects.views.records import page


def representation(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_followed(request.user, project))
    groups = source.compared([project]).get(project.pk, [])
    may = rules.can_follow(request.user, project)
    form = ShareForm() if may else None
    return page(request, "evaluation/representation.html", project, groups=groups, form=form)


def tell_share(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.tell_share(project, by=request.user, **form.told())
        messages.success(request, _("The share of this group is kept with its source."))
        return redirect("evaluation:representation", slug)
    return page(request, "evaluation/tell_share.html", project, form=form)
