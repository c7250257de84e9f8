"""The outbox of a cohort: letters that the team reads, corrects, holds, releases or cancels before they leave."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from levain.foundation import held_news, outbox, placeholders
from levain.foundation.models import Letter
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes import rules, services
from levain.programmes.forms import CorrectionForm, LetterForm
from levain.programmes.models import Cohort

A_PAGE = 20


def cohort_or_403(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_keep_outbox(request.user, cohort))
    return cohort


def _letter(request, slug, pk):
    cohort = cohort_or_403(request, slug)
    return cohort, get_object_or_404(outbox.letters_of(cohort), pk=pk)


def listed(request, slug):
    cohort = cohort_or_403(request, slug)
    page = Paginator(outbox.letters_of(cohort), A_PAGE).get_page(request.GET.get("page"))
    for letter in page:
        letter.shown_subject = placeholders.filled(letter.subject, letter.values)
    held = outbox.held(cohort).count()
    news = held_news.held_in(cohort).count()
    context = {"cohort": cohort, "page": page, "held": held, "news": news, "fictional": cohort.fictional}
    return render(request, "programmes/outbox.html", context)


def letter(request, slug, pk):
    """What the person will read, and the words to correct while the letter is here."""
    cohort, found = _letter(request, slug, pk)
    here = found.sent_at is None and found.state != Letter.State.CANCELLED
    said = {"subject": found.subject, "text": found.text, "version": found.version}
    form = CorrectionForm(request.POST or None, initial=said) if here else None
    current = None
    if here and request.method == "POST" and form.is_valid():
        try:
            outbox.correct(found, by=request.user, **form.cleaned_data)
        except outbox.AlreadyGone as error:
            form.add_error(None, str(error))
        except ChangedSince as error:
            form.add_error(None, str(error))
            current = error.current
        else:
            messages.success(request, _("The letter is corrected."))
            return redirect("programmes:outbox_letter", cohort.slug, found.pk)
    subject, text, _html = placeholders.parts(found)
    context = {
        "cohort": cohort,
        "letter": found,
        "here": here,
        "held": here and found.state == Letter.State.HELD,
        "form": form,
        "subject": subject,
        "text": text,
        "current": current,
        "placeholders": placeholders.KNOWN.items(),
        "fictional": cohort.fictional,
    }
    return render(request, "programmes/outbox_letter.html", context)


DEEDS: dict = {"retenir": outbox.hold, "envoyer": outbox.release, "annuler": outbox.cancel}
DONE = {
    "retenir": gettext_lazy("The letter is held: it waits for you."),
    "envoyer": gettext_lazy("The letter leaves."),
    "annuler": gettext_lazy("The letter is cancelled: it will not leave."),
}


@require_POST
def move(request, slug, pk, deed):
    cohort, found = _letter(request, slug, pk)
    try:
        DEEDS[deed](found, by=request.user)
    except outbox.AlreadyGone as error:
        messages.error(request, str(error))
    else:
        messages.success(request, DONE[deed])
    return redirect("programmes:outbox_letter", cohort.slug, found.pk)


@require_POST
def release_all(request, slug):
    cohort = cohort_or_403(request, slug)
    count = outbox.release_all(cohort, by=request.user)
    said = ngettext("%(count)s letter leaves.", "%(count)s letters leave.", count)
    messages.success(request, said % {"count": count})
    return redirect("programmes:outbox", cohort.slug)


def write(request, slug):
    """A letter to all who hold a role in the cohort: one for each, held until somebody has read it."""
    cohort = cohort_or_403(request, slug)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = services.write_letters(cohort, by=request.user, **form.cleaned_data)
        said = ngettext(
            "%(count)s letter is ready. Read it, then let it go.",
            "%(count)s letters are ready. Read them, then let them go.",
            count,
        )
        messages.success(request, said % {"count": count})
        return redirect("programmes:outbox", cohort.slug)
    context = {"cohort": cohort, "form": form, "placeholders": placeholders.KNOWN.items()}
    return render(request, "programmes/outbox_write.html", {**context, "fictional": cohort.fictional})
