"""For the team: who comes, and what each person needs."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import sheets
from levain.foundation.verdicts import require
from levain.seminars import rules, services
from levain.seminars.forms import GuestForm
from levain.seminars.models import Registration
from levain.seminars.views.preparation import managed_or_404
from levain.seminars.views.seminars import who_comes

State = Registration.State
NAMED = {
    "name": str,
    "side": lambda line: line.side,
    "project": lambda line: line.project.slug if line.project else "",
    "state": lambda line: line.state,
    "online": lambda line: line.remote,
    "attended": lambda line: line.attended,
}
NEEDS = {
    "access_needs": lambda line: line.access_needs,
    "eats": lambda line: needs_of(line).eats if needs_of(line) else None,
    "meals": lambda line: line.meals,
    "travel": lambda line: line.travel,
    "childcare": lambda line: needs_of(line).childcare if needs_of(line) else "",
    "visit": lambda line: needs_of(line).visits if needs_of(line) else None,
}


def needs_of(line):
    return getattr(line, "needs", None)


def of_seminar(seminar):
    return seminar.registrations.select_related("user", "project", "needs", "photos")


def listed(request, slug):
    """Who comes, side by side with what she told; then the same by need, for whoever orders the meals."""
    seminar = managed_or_404(request, slug)
    gathering = services.gathering_of(seminar)
    lines = list(of_seminar(seminar))
    for line in lines:
        line.told = told(line, gathering)
    comes = [line for line in lines if line.state == State.REGISTERED]
    context = {
        "seminar": seminar,
        "lines": lines,
        "counted": counted(comes, gathering),
        "open": not seminar.is_over(),
    } | who_comes(lines)
    return render(request, "seminars/registrations.html", context | {"fictional": seminar.fictional})


def told(line, gathering) -> list[str]:
    """All that a person told of what she needs, in short words."""
    needs = needs_of(line)
    said = [line.access_needs, line.meals, line.travel]
    if needs:
        said.append(needs.childcare)
        if needs.car:
            said.append(" ".join([needs.get_car_display(), f"({needs.car_from})" if needs.car_from else ""]).strip())
        answers = ((asked["text"], needs.answers.get(asked["id"])) for asked in gathering.questions)
        said += [f"{text} {answer}" for text, answer in answers if answer]
    return [each for each in said if each]


def counted(comes, gathering) -> list[tuple[str, int, list[str]]]:
    """For each thing to order or arrange: how many, and the words of those who said more."""
    needs = [needs_of(line) for line in comes if needs_of(line)]
    rows = [
        (_("eat on the spot"), sum(bool(each.eats) for each in needs), [line.meals for line in comes if line.meals]),
        (_("need something to take part"), *said(line.access_needs for line in comes)),
        (_("have children to mind"), *said(each.childcare for each in needs)),
        (_("come to the site visit"), sum(each.visits for each in needs), []),
        (_("follow it online"), sum(line.remote for line in comes), []),
    ]
    for asked in gathering.questions:
        answers = [each.answers.get(asked["id"]) for each in needs if each.answers.get(asked["id"])]
        if asked.get("choices"):
            spread = [f"{answer} : {n}" for answer, n in Counter(answers).most_common()]
        else:
            spread = answers
        rows.append((asked["text"], len(answers), spread))
    return [row for row in rows if row[1]]


def said(words) -> tuple[int, list[str]]:
    told = [each for each in words if each]
    return len(told), told


def add(request, slug):
    seminar = managed_or_404(request, slug)
    form = GuestForm(request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        try:
            services.register(seminar, by=request.user, token=form.cleaned_data["token"], **form.told())
        except services.SeminarOver as over:
            form.add_error(None, str(over))
        else:
            messages.success(request, _("This person is registered."))
            return redirect("seminars:registrations", seminar.slug)
    return render(
        request, "seminars/add_registration.html", {"seminar": seminar, "form": form, "fictional": seminar.fictional}
    )


@require_POST
def free(request, slug, pk):
    """Somebody called: she no longer comes, and her seat goes to the first who waits."""
    found = Registration.objects.select_related("seminar__cohort__programme", "user")
    line = get_object_or_404(found, pk=pk, seminar__slug=slug)
    require(rules.can_manage_registration(request.user, line))
    try:
        services.cancel(line, by=request.user)
    except services.SeminarOver as over:
        messages.error(request, str(over))
    else:
        messages.success(request, _("Noted: this person no longer comes. A seat freed goes to the first who waits."))
    return redirect("seminars:registrations", slug)


def export(request, slug):
    """Needs, which may speak of health, are only in the list when asked for."""
    seminar = managed_or_404(request, slug)
    needs = request.GET.get("besoins") == "oui"
    columns = NAMED | NEEDS if needs else NAMED
    services.note_export(seminar, by=request.user, needs=needs)
    lines = ([read(line) for read in columns.values()] for line in of_seminar(seminar))
    answer = HttpResponse(sheets.rows(list(columns), lines), content_type="text/csv; charset=utf-8")
    name = f"{seminar.slug}-inscriptions-donnees-personnelles.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
