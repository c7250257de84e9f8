"""Answers given from a mail, without signing in."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.foundation import mail_answers, registry, sentences
from levain.foundation.forms import AnswerForm


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
        name_help=said.name_help,
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
    own = [(label, getattr(obj, name)) for name, label in known.texts.items() if getattr(obj, name, "")]
    place = known.place(obj)
    return {
        "question": said.question(obj),
        "texts": said.shown(obj) if said.shown else own,
        "place": "" if said.shown else sentences.title(place),
        "person": link.person or link.mailbox,
        "fictional": any(getattr(thing, "fictional", False) for thing in (obj, place)),
    }
