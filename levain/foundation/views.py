"""Files behind their rights, notices, answers from a mail, and the stop of the letters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from levain.foundation import mail_answers, notifications, registry, rules, sentences, signed_out
from levain.foundation.forms import AnswerForm
from levain.foundation.models import Document
from levain.foundation.verdicts import require

SHOWN_INLINE = {"image/webp", "application/pdf"}
NOTICES_A_PAGE = 20


@require_safe
def document(request, pk):
    document = get_object_or_404(Document.objects.select_related("object_type"), pk=pk)
    require(rules.can_read_document(request.user, document))
    return served(document)


def served(document):
    """The file itself, for who may read it: locked up, and kept by nobody."""
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inline = document.kind in SHOWN_INLINE
    response = FileResponse(content, as_attachment=not inline, filename=document.name, content_type=document.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_safe
def notices(request):
    found = notifications.shown(request.user).select_related("entry__actor").order_by("-entry__at", "-pk")
    page = Paginator(found, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    sentences.attach(notice.entry for notice in page)
    rows = []
    for notice in page:
        entry = notice.entry
        seen = entry.object is not None and registry.may_see(request.user, entry.object)
        rows.append(
            {
                "notice": notice,
                "sentence": sentences.tell(entry) if seen else _("Something you may no longer see"),
                "link": sentences.link(entry) if seen else "",
                "place": sentences.title(entry.place) if seen else "",
            }
        )
    fictional = any(getattr(row["notice"].entry.place, "fictional", False) for row in rows)
    some_new = any(row["notice"].read_at is None for row in rows)
    return render(
        request,
        "foundation/notices.html",
        {"page": page, "rows": rows, "fictional": fictional, "some_new": some_new},
    )


@require_POST
def read_notices(request):
    number = request.POST.get("notice", "")
    notifications.mark_read(request.user, notice=int(number) if number.isdecimal() else None)
    return redirect("foundation:notices")


@never_cache
def resume(request):
    """What she had typed when her session ended: she reads it again, and sends it."""
    found = signed_out.kept(request)
    if request.method == "POST":
        signed_out.forget(request)
        return redirect(found["form"] if found else "/espace/")
    if not found:
        return redirect("/espace/")
    typed = [{"name": name, "value": value, "shown": signed_out.is_typed(value)} for name, value in found["fields"]]
    return render(request, "foundation/resume.html", {"found": found, "typed": typed})


@csrf_exempt
@never_cache
def stop_letters(request, token):
    """Mail readers post here by themselves when the person asks them to stop (RFC 8058)."""
    person = notifications.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        notifications.stop_letters(person)
    stopped = request.method == "POST" or not person.wants_letters
    return render(request, "foundation/stop_letters.html", {"stopped": stopped})


@never_cache
def answer(request, token):
    try:
        link = mail_answers.find(token)
        return _ask(request, token, link)
    except mail_answers.LinkClosed as error:
        return render(request, "foundation/answer_closed.html", {"reason": str(error)}, status=410)


def _ask(request, token, link):
    said, obj = mail_answers.purpose(link.purpose), link.object
    form = AnswerForm(
        request.POST or None,
        choices=said.choices(obj),
        text_label=said.text_label,
    )
    if request.method == "POST" and form.is_valid():
        try:
            mail_answers.answer(token, **form.given())
        except said.refusals as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer has been recorded. Thank you."))
            return render(request, "foundation/answered.html", _page(link, said))
    return render(request, "foundation/answer.html", {**_page(link, said), "form": form})


def _page(link, said):
    obj = link.object
    known = registry.of(obj)
    texts = [(label, getattr(obj, name)) for name, label in known.texts.items() if getattr(obj, name, "")]
    place = known.place(obj)
    return {
        "question": said.question(obj),
        "texts": texts,
        "place": sentences.title(place),
        "person": link.person,
        "fictional": any(getattr(thing, "fictional", False) for thing in (obj, place)),
    }
