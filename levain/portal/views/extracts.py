"""The lists of a session as tables: choose the columns, take the file, or find it when it is ready."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from levain.foundation import sheets
from levain.foundation.verdicts import require
from levain.portal.exchange import recoco
from levain.portal.extracts import taking
from levain.portal.extracts.form import ColumnsForm
from levain.portal.extracts.kinds import KINDS
from levain.portal.extracts.writing import FORMS
from levain.portal.models import Extraction
from levain.programmes.models import Cohort

MOST = 20


def _cohort_or_404(request, slug) -> Cohort:
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(taking.may_take(request.user, cohort))
    return cohort


def extracts(request, slug):
    """The lists one may take, and the files that wait for her."""
    cohort = _cohort_or_404(request, slug)
    waiting = Extraction.objects.filter(owner=request.user, cohort=cohort)[:MOST]
    context = {
        "cohort": cohort,
        "kinds": KINDS.values(),
        "waiting": waiting,
        "may_export": taking.can_hand_over(request.user, cohort),
        "fictional": cohort.fictional,
    }
    return render(request, "portal/extracts.html", context)


def _kind_or_404(code):
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def extract(request, slug, kind):
    """Choose the columns of a list, then take it."""
    cohort, kind = _cohort_or_404(request, slug), _kind_or_404(kind)
    choice = taking.choice_of(request.user, cohort, kind, request.GET.get("choix", "")[:60])
    initial = {"columns": choice.columns if choice else kind.plain, "form": choice.form if choice else "csv"}
    form = ColumnsForm(request.POST or None, kind=kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, cohort, kind, form)
        except (taking.NothingChosen, taking.TooMany) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "cohort": cohort,
        "kind": kind,
        "form": form,
        "shared": taking.shared_choices(cohort, kind),
        "columns": ",".join(initial["columns"]),
        "fictional": cohort.fictional,
    }
    return render(request, "portal/extract.html", context)


def _taken(request, cohort, kind, form):
    told = form.cleaned_data
    taking.keep_choice(request.user, cohort, kind, form.chosen, told["form"], told["shared_as"].strip())
    if taking.is_heavy(request.user, cohort, kind):
        taking.ask(request.user, cohort, kind, form.chosen, told["form"])
        messages.success(request, _("This list is long: it is being written. You find it here when it is ready."))
        return redirect("portal:extracts", cohort.slug)
    content = taking.take(request.user, cohort, kind, form.chosen, told["form"])
    return _handed(content, taking.name_of(cohort, kind, form.chosen, told["form"]), told["form"])


def _handed(content, name, form):
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=FORMS[form])
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def schema(request, slug, kind):
    """The TableSchema of the columns chosen, to be kept beside the CSV."""
    cohort, kind = _cohort_or_404(request, slug), _kind_or_404(kind)
    wanted = [name for name in request.GET.get("colonnes", "").split(",") if name] or kind.plain
    cells = kind.chosen(wanted)
    if not cells:
        raise Http404
    return sheets.schema_as_file(f"{cohort.slug}-{kind.code}.schema.json", [cell.column for cell in cells])


@require_POST
def for_recoco(request, slug):
    """Projects, needs and recommendations for a Recoco portal: what she may read, without a name."""
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(taking.can_hand_over(request.user, cohort))
    answer = HttpResponse(recoco.take(request.user, cohort), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{cohort.slug}-recoco.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def fetch(request, pk):
    """The file, for who asked for it, if she may still take it; another's answers as one that does not exist."""
    asked = get_object_or_404(Extraction.objects.select_related("cohort__programme"), pk=pk)
    require(taking.can_fetch(request.user, asked))
    if asked.state != Extraction.State.READY or not default_storage.exists(asked.file):
        messages.info(request, _("This file is not there: %(state)s.") % {"state": asked.get_state_display()})
        return redirect("portal:extracts", asked.cohort.slug)
    return _handed(default_storage.open(asked.file), asked.name, asked.form)
