"""The team gives texts to read, asks people, reads what they say and answers."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import rules, talk_rules
from levain.capitalisation.forms.rereadings import AnswerRemarkForm, AskForm, RemarkForm, RereadingForm
from levain.capitalisation.models import Reader, Remark, Rereading
from levain.capitalisation.services import objections, rereadings, together
from levain.capitalisation.views import answer, cohort_or_404, thing_or_404
from levain.capitalisation.views.together import MODELS
from levain.capitalisation.wording import numbered, part_label, parts_of
from levain.foundation.verdicts import require

THING = ("finding__cohort__programme", "lesson__cohort__programme", "lead__cohort__programme")


def listed(request, cohort):
    cohort = cohort_or_404(request, cohort)
    asked = Count("readers", filter=Q(readers__withdrawn_on=None), distinct=True)
    done = Count("readers", filter=Q(readers__withdrawn_on=None, readers__done_on__isnull=False), distinct=True)
    rows = cohort.rereadings.annotate(asked=asked, done=done)
    page = {"cohort": cohort, "rereadings": rows, "fictional": cohort.fictional}
    return render(request, "capitalisation/rereadings.html", page)


def new(request, cohort):
    cohort = cohort_or_404(request, cohort)
    form = RereadingForm(request.POST or None, cohort=cohort)
    if not form.something:
        messages.info(request, _("Nothing is written yet that could be read: begin with a finding."))
        return redirect("capitalisation:rereadings", cohort.slug)

    def begin(form):
        return rereadings.open_rereading(cohort, by=request.user, **form.told())

    return answer(
        request,
        form,
        begin,
        (rereadings.NothingToRead, together.NotSettledYet, together.NotThere),
        cohort=cohort,
        name=_("Give texts to read before publication"),
        cancel=reverse("capitalisation:rereadings", args=[cohort.slug]),
        fictional=cohort.fictional,
    )


def rereading(request, pk):
    found = thing_or_404(request, Rereading, pk, prefetch=("findings", "lessons", "leads"))
    readers = found.readers.select_related("project", "user").annotate(said=Count("remarks"))
    remarks = Remark.objects.filter(reader__rereading=found).select_related("reader", *THING, "objection")
    return render(
        request,
        "capitalisation/rereading.html",
        {
            "rereading": found,
            "cohort": found.cohort,
            "readers": readers,
            "remarks": [(one, part_label(one.part)) for one in remarks],
            "fictional": found.cohort.fictional,
        },
    )


def ask(request, pk):
    found = thing_or_404(request, Rereading, pk)
    form = AskForm(request.POST or None, cohort=found.cohort)

    def write(form):
        told = form.cleaned_data
        asked = rereadings.ask_people(found, told["projects"], told["sides"], by=request.user)
        if told["addresses"]:
            asked += rereadings.ask_addresses(
                found, told["addresses"], side=told["side"], project=told["project"], by=request.user
            )
        said = _("%(n)d letters wait in the outbox of the session: read them, then let them go.")
        messages.success(request, said % {"n": len(asked)})
        return found

    return answer(
        request,
        form,
        write,
        (rereadings.ReadingOver, rereadings.TooManyAsked),
        cohort=found.cohort,
        name=_("Ask people to read: %(title)s") % {"title": found.title},
        cancel=found.get_absolute_url(),
        fictional=found.cohort.fictional,
    )


@require_POST
def close(request, pk):
    found = thing_or_404(request, Rereading, pk)
    try:
        rereadings.close(found, by=request.user)
    except rereadings.ReadingOver as reason:
        messages.error(request, str(reason))
    return redirect(found)


@require_POST
def take_back(request, pk):
    reader = get_object_or_404(Reader.objects.select_related("rereading__cohort__programme"), pk=pk)
    require(talk_rules.can_take_back(request.user, reader))
    rereadings.take_back(reader, by=request.user)
    messages.success(request, _("The link is closed. What was said is kept."))
    return redirect(reader.rereading)


def remarks(request, kind, pk):
    """What was said of a text, and a colleague's own remark."""
    thing = thing_or_404(request, MODELS[kind], pk)
    form = RemarkForm(request.POST or None, thing=thing, parts=parts_of(thing))
    if request.method == "POST" and form.is_valid():
        rereadings.say_among_us(thing, by=request.user, token=form.cleaned_data["token"], **form.told())
        return redirect(request.path)
    rows = Remark.objects.filter(**{kind: thing}).select_related("reader", "answered_by", "objection")
    return render(
        request,
        "capitalisation/remarks.html",
        {
            "thing": thing,
            "what": numbered(thing),
            "cohort": thing.cohort,
            "remarks": [(one, part_label(one.part)) for one in rows],
            "form": form,
            "fictional": thing.fictional,
        },
    )


def answer_remark(request, pk):
    remark = get_object_or_404(Remark.objects.select_related("reader__user", "by", *THING), pk=pk)
    require(rules.can_work(request.user, remark))
    thing = remark.thing
    form = AnswerRemarkForm(request.POST or None, initial={"text": remark.answer})

    def say(form):
        rereadings.answer_remark(remark, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer is kept, and shown to whoever made the remark."))
        return remark

    back = reverse(f"capitalisation:{together.name_of(thing)}_remarks", args=[thing.pk])
    return answer(
        request,
        form,
        say,
        (rereadings.AnsweredAlready, objections.KeptAlready),
        template="capitalisation/answer_remark.html",
        to=back,
        cohort=thing.cohort,
        remark=remark,
        part=part_label(remark.part),
        what=numbered(thing),
        cancel=back,
        fictional=thing.fictional,
    )
