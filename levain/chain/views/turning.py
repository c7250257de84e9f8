from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.rules import can_cite
from levain.chain import rules, services
from levain.chain.forms.turning import TurnForm
from levain.evaluation.services import NotTheirWords
from levain.foundation import passages, registry
from levain.foundation.verdicts import require
from levain.projects.models import Project
from levain.seminars.models import Contribution, Seminar


def source_or_404(kind, pk):
    model = get_object_or_404(ContentType, pk=kind).model_class()
    said = registry.of(model) if model else None
    if said is None or not said.texts:
        raise Http404
    return get_object_or_404(model._default_manager.select_related(), pk=pk), said


def projects_of(user, place):
    """The project it was said for, or those of the cohort where she may act."""
    if isinstance(place, Project):
        return Project.objects.filter(pk=place.pk)
    found = Project.objects.filter(cohort=place).select_related("cohort__programme")
    return found.filter(pk__in=[project.pk for project in found if rules.can_act_in(user, project)])


def _first_told(source, said):
    """The first of its texts that says something."""
    return next((name for name in said.texts if getattr(source, name)), next(iter(said.texts)))


def where_said(source, said, quote, field) -> str:
    """The text that holds these words: the one they were taken from, or another of the same page."""
    names = [field, *said.texts] if field in said.texts else [field]
    words = passages.plain(quote)
    return next((name for name in names if words in passages.plain(getattr(source, name) or "")), field)


def natural(source) -> str:
    """What these words most likely become."""
    said_in = getattr(source, "activity", None)
    return "commitment" if said_in is not None and said_in.kind == said_in.Kind.COMMITMENTS else "action"


def promised(source) -> dict:
    """The day that was said, if it is still to come; the project that said it."""
    due, project = getattr(source, "due", None), getattr(source, "project", None)
    told = {"due": due} if due and due >= timezone.localdate() else {}
    return told | ({"project": project} if isinstance(source, Contribution) and project else {})


def turn(request, kind, pk, into=""):
    """What was said becomes an action, a need, an obstacle, a commitment, what a side expects."""
    source, said = source_or_404(kind, pk)
    require(rules.can_turn(request.user, source))
    place = said.place(source)
    field = request.GET.get("field") if request.GET.get("field") in said.texts else _first_told(source, said)
    words = passages.plain(request.GET.get("quote") or getattr(source, field))
    form = TurnForm(
        request.POST or None,
        projects=projects_of(request.user, place),
        may_keep=bool(can_cite(request.user, source)),
        initial={"field": field, "quote": words[:2000], "title": words[:200], "into": into or natural(source)}
        | promised(source),
    )
    made_before = None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            quote = told.pop("quote")
            made = services.turn(
                source, where_said(source, said, quote, told.pop("field")), quote, by=request.user, **told
            )
        except services.AlreadyTurned as already:
            if str(already.made)[:80] == form.cleaned_data["title"][:80]:
                messages.info(request, str(already))
                return redirect(already.made)
            made_before = already.made
            form.add_error("quote", _("These words already became something. Keep another part of them, or open it."))
        except (passages.NotFound, passages.NotCitable) as wrong:
            form.add_error("quote", str(wrong))
        except NotTheirWords as refusal:
            form.add_error("into", str(refusal))
        else:
            messages.success(request, _("Done. It keeps the words it comes from."))
            return redirect(made)
    context = {"form": form, "source": source, "source_title": said.title(source), "place": place}
    context |= {"made_before": made_before, "into": into}
    return render(request, "chain/turn.html", context | {"fictional": getattr(place, "fictional", False)})


def follow(request, kind, pk):
    """The promises of a seminar go to their projects together; the class, always a seminar's, is the gesture's."""
    seminar = get_object_or_404(Seminar.objects.select_related("cohort__programme"), pk=pk)
    require(rules.can_follow(request.user, seminar))
    if request.method == "POST":
        followed = services.follow_promises(seminar, by=request.user)
        told = ngettext("%(n)s commitment is now followed.", "%(n)s commitments are now followed.", len(followed))
        messages.success(request, told % {"n": len(followed)})
        return redirect("seminars:promises", seminar.slug)
    waiting = services.to_follow(seminar)
    context = {"seminar": seminar, "waiting": waiting, "fictional": seminar.fictional}
    return render(request, "chain/follow.html", context)
