from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation.verdicts import require
from levain.support import rules
from levain.support.forms.catalogue import SynonymForm, SynonymSearchForm
from levain.support.models import Synonym
from levain.support.services import catalogue as services
from levain.support.services.synonym_effect import effect

A_PAGE = 30


def synonyms(request):
    require(rules.can_keep_synonyms(request.user))
    form = SynonymForm(request.POST or None)
    shown = None
    if request.method == "POST" and form.is_valid():
        if not form.shown():
            shown = _show(form)
        elif _wrote(request, form):
            return redirect("support:synonyms")
    search = SynonymSearchForm(request.GET)
    words = search.cleaned_data.get("q", "") if search.is_valid() else ""
    page = Paginator(Synonym.objects.speaking_of(words), A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    counted = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    context = {"form": form, "search": search, "page": page, "counted": counted, "words": words, "effect": shown}
    return render(request, "support/synonyms.html", context)


def _show(form, synonym=None):
    """What these words do to the labelled needs, before anybody saves them."""
    form.show()
    return effect(without=synonym, **form.told())


def _wrote(request, form):
    try:
        services.write_synonym(by=request.user, **form.told())
    except services.SynonymChanged as already:
        form.add_error("said", str(already))
        return False
    messages.success(request, _("The words are in the table: the next search uses them."))
    return True


def synonym_edit(request, pk):
    synonym = get_object_or_404(Synonym, pk=pk)
    require(rules.can_keep_synonyms(request.user, synonym))
    form = SynonymForm(request.POST or None, synonym=synonym)
    shown = None
    if request.method == "POST" and form.is_valid() and not form.shown():
        shown = _show(form, synonym)
    elif request.method == "POST" and form.is_valid():
        try:
            services.change_synonym(synonym, by=request.user, version=form.cleaned_data["version"], **form.told())
        except services.SynonymChanged as meanwhile:
            form = _given_back(form, synonym)
            form.add_error(None, str(meanwhile))
        else:
            messages.success(request, _("The row is changed."))
            return redirect("support:synonyms")
    return render(request, "support/synonym_edit.html", {"form": form, "synonym": synonym, "effect": shown})


def _given_back(form, synonym):
    """The same words over the row as it is now, so that sending again is a choice."""
    synonym.refresh_from_db()
    given = SynonymForm({**form.data.dict(), "version": synonym.version}, synonym=synonym)
    given.is_valid()
    return given


def synonym_remove(request, pk):
    """What is lost is shown first; a row removed meanwhile is no mistake."""
    require(rules.can_keep_synonyms(request.user))
    synonym = Synonym.objects.filter(pk=pk).first()
    if synonym and request.method != "POST":
        context = {"synonym": synonym, "effect": effect(without=synonym)}
        return render(request, "support/synonym_remove.html", context)
    if synonym:
        services.remove_synonym(synonym, by=request.user)
        messages.success(request, _("The row is removed."))
    return redirect("support:synonyms")
