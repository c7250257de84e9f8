"""The indicators of a project: what is followed, where it starts, where it stands, where it aims."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.design.charts import Bars, Row
from levain.design.dates import in_words
from levain.evaluation.forms.fields import plain
from levain.evaluation.forms.indicators import FollowedForm
from levain.evaluation.models import Followed, Framework, Indicator
from levain.evaluation.reading import unit_told
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import indicators as services
from levain.foundation.verdicts import require
from levain.projects.views import project_or_404
from levain.projects.views.records import filled, page, saved


def followed_or_404(slug, pk) -> Followed:
    found = Followed.objects.select_related("project__cohort__programme", "indicator", "author")
    return get_object_or_404(found.prefetch_related("levels"), pk=pk, project__slug=slug)


def shown(followed: Followed, value) -> str:
    """A value in words: its number and unit, its described level, yes or no."""
    if value is None:
        return ""
    if followed.kind == Followed.Kind.YES_NO:
        return _("yes") if value else _("no")
    if followed.kind == Followed.Kind.LEVEL:
        level = next((each for each in followed.levels.all() if each.value == value), None)
        return f"{plain(value)} · {level.text}" if level else plain(value)
    whole, comma, rest = plain(value).partition(",")
    return f"{number_format(int(whole), force_grouping=True)}{comma}{rest} {unit_told(followed.unit)}".strip()


def told(followed: Followed) -> Followed:
    """What a page says of an indicator: where it starts, its last value that counts, where it aims."""
    measures = list(followed.measures.all())
    for measure in measures:
        measure.followed = followed
        measure.shown = shown(followed, measure.value) or measure.words
    counted = [each for each in measures if each.counted]
    followed.all_measures = measures
    followed.last = counted[-1] if counted else None
    followed.waiting = [each for each in measures if not each.counted]
    followed.start = shown(followed, followed.baseline) or followed.baseline_words
    followed.aim = shown(followed, followed.target)
    return followed


def indicators(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_followed(request.user, project))
    found = project.followed_indicators.filter(retired_on=None).select_related("indicator")
    rows = list(found.prefetch_related("levels", "measures"))
    for row in rows:
        row.project = project
        told(row)
    return page(
        request,
        "evaluation/indicators.html",
        project,
        rows=rows,
        may_follow=rules.can_follow(request.user, project),
        may_propose=rules.can_propose(request.user, project),
    )


def choose(request, slug):
    """The indicators of the cohort's framework, or of the starter one, that the project does not follow yet."""
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    taken = project.followed_indicators.filter(retired_on=None).exclude(indicator=None).values("indicator")
    found = Indicator.objects.filter(framework=_framework(project)).exclude(pk__in=taken).select_related("criterion")
    return page(request, "evaluation/choose_indicator.html", project, found=found.order_by("position"))


def _framework(project):
    own = Framework.objects.filter(cohort=project.cohort).first()
    return own or Framework.objects.starter().order_by("-pk").first()


def follow(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    asked = request.GET.get("indicateur", "")
    indicator = Indicator.objects.filter(framework=_framework(project), code=asked).first() if asked else None
    form = FollowedForm(request.POST or None, instance=_proposed(indicator))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.follow(project, by=request.user, indicator=indicator, **form.told())
        except services.AlreadyFollowed as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The indicator is followed. Values can now be proposed."))
            return redirect(made)
    return page(
        request,
        "evaluation/indicator_form.html",
        project,
        form=form,
        page_heading=_("Follow an indicator"),
        back=reverse("evaluation:indicators", args=[slug]),
        intro=_("Say what it is, where it comes from, where it starts and where it aims: else no value counts."),
    )


def _proposed(indicator: Indicator | None) -> Followed:
    """What the framework says of an indicator, to be completed."""
    if indicator is None:
        return Followed()
    kind = services.STARTS_FROM[Indicator.Kind(indicator.kind)]
    same = {name: getattr(indicator, name) for name in ("label", "unit", "impact", "better", "source", "method")}
    return Followed(kind=kind, **same)


def edit_followed(request, slug, pk):
    found = followed_or_404(slug, pk)
    require(rules.can_edit_followed(request.user, found))
    form = filled(request, FollowedForm, found)
    if saved(request, form, found, services.edit_followed, _("The indicator has been changed.")):
        return redirect(found)
    return page(
        request,
        "evaluation/indicator_form.html",
        found.project,
        form=form,
        page_heading=_("Change what is said of an indicator"),
        back=found.get_absolute_url(),
    )


@require_POST
def retire(request, slug, pk):
    found = followed_or_404(slug, pk)
    require(rules.can_edit_followed(request.user, found))
    services.retire_followed(found, by=request.user)
    messages.success(request, _("This indicator is no longer followed. Its values are kept."))
    return redirect("evaluation:indicators", slug)


def followed(request, slug, pk):
    found = followed_or_404(slug, pk)
    require(rules.can_read_one(request.user, found))
    told(found)
    return page(
        request,
        "evaluation/indicator.html",
        found.project,
        followed=found,
        chart=_chart(found),
        may_edit=rules.can_edit_followed(request.user, found),
        may_propose=rules.can_propose_for(request.user, found),
    )


def _chart(followed: Followed) -> Bars | None:
    """The start, the values that count, the aim; nothing for words, nor below two numbers."""
    if followed.kind not in (Followed.Kind.NUMBER, Followed.Kind.LEVEL):
        return None
    points = [(_("At the start"), followed.baseline)] if followed.baseline is not None else []
    points += [(in_words(each.taken_on), each.value) for each in followed.all_measures if each.counted]
    points += [(_("Aimed at"), followed.target)] if followed.target is not None else []
    numbers = [float(value) for _label, value in points if value is not None]
    if len(numbers) < 2 or min(numbers) < 0:
        return None
    return Bars(
        id="valeurs",
        title=str(followed),
        description=_("The value at the start, those that count, the one aimed at. The same numbers stand below."),
        rows=[Row(label, (float(value),), shown(followed, value)) for label, value in points if value is not None],
        highest=max(numbers) or 1,
    )
