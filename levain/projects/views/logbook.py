"""The logbook as a list, and the page where one writes in it."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.foundation import search
from levain.foundation.audiences import Audience
from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require
from levain.people.models import User
from levain.projects import rules, services
from levain.projects.forms import NUMBERS, EntryForm, writer_key
from levain.projects.models import LogbookEntry
from levain.projects.views import by_script, project_or_404

A_PAGE, PRINTED = 12, 200
LONGEST_SEARCH = 200


def audiences_offered(user, project):
    """The audiences one may write for: those one may read, the project first."""
    read = rules.audiences_read(user, project)
    order = [Audience.PROJECT, Audience.COLLECTIVE, Audience.COHORT, Audience.PUBLIC]
    return [audience for audience in order if audience in read]


def logbook(request, slug):
    project = project_or_404(slug)
    require(rules.can_open_space(request.user, project))
    shown = project.logbook.standing().filter(audience__in=rules.audiences_read(request.user, project))
    asked = Asked(request.GET)
    printed = "imprimer" in request.GET
    found = asked.among(shown, project).select_related("author", "said_by").prefetch_related("documents")
    page = Paginator(found, PRINTED if printed else A_PAGE).get_page(request.GET.get("page"))
    context = {"project": project, "page": page, "asked": asked, "fictional": project.fictional}
    if printed:
        return render(request, "projects/logbook_printed.html", context)
    return render(
        request,
        "projects/logbook.html",
        context
        | {
            "kinds": LogbookEntry.Kind.choices,
            "authors": User.objects.filter(logbook_entries__in=shown).distinct().order_by("name"),
            "months": shown.dates("happened_on", "month", order="DESC"),
            "may_write": rules.can_write_logbook(request.user, project),
            "writer": writer_key(request.user),
        },
    )


class Asked:
    """What a reader looks for; what is not on the list is not looked for."""

    def __init__(self, given):
        kind, who, month = given.get("nature", ""), given.get("auteur", ""), given.get("mois", "")
        self.kind = kind if kind in LogbookEntry.Kind.values else ""
        self.author = int(who) if who.isascii() and who.isdigit() and len(who) < 10 else None
        self.month = self._month(month)
        self.words = given.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]

    @staticmethod
    def _month(text):
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            return None

    def __bool__(self):
        return bool(self.kind or self.author or self.month or self.words)

    @property
    def detailed(self):
        """Whether more than the kind of note is asked: the chips alone say the kind."""
        return bool(self.author or self.month or self.words)

    def among(self, notes, project):
        if self.kind:
            notes = notes.filter(kind=self.kind)
        if self.author:
            notes = notes.filter(author=self.author)
        if self.month:
            notes = notes.filter(happened_on__year=self.month.year, happened_on__month=self.month.month)
        if self.words:
            marked = f"{services.mark_of(project.pk)} {self.words}"
            notes = notes.filter(pk__in=search.find(LogbookEntry, marked, limit=search.CAP, every_word=True))
        return notes

    @property
    def query(self):
        """The same search without its kind: the chips complete it."""
        month = self.month.isoformat()[:7] if self.month else ""
        return urlencode({name: value for name, value in self._pairs(month) if value})

    def _pairs(self, month):
        return (("auteur", self.author), ("mois", month), ("q", self.words))


def write(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_logbook(request.user, project))
    offered = audiences_offered(request.user, project)
    form = EntryForm(request.POST or None, request.FILES or None, by=request.user, project=project)
    if request.method == "POST" and _write(request, project, form, offered):
        to = reverse("projects:logbook", args=[project.slug])
        return JsonResponse({"to": to}) if by_script(request) else redirect(to)
    return render(
        request,
        "projects/write.html",
        {
            "project": project,
            "form": form,
            "offered": offered,
            "numbers": [form[name] for name in NUMBERS],
            "at_most": services.PHOTOS,
            "fictional": project.fictional,
        },
    )


def _write(request, project, form, offered) -> bool:
    audience = request.POST.get("audience")
    if form.is_valid():
        form.ask_agreement(audience)
    if form.is_valid() and audience not in offered:
        form.add_error(None, _("Choose for whom you write: use one of the buttons below the note."))
    if form.is_valid():
        try:
            written = services.write_entry(project, by=request.user, audience=audience, **form.told())
        except Unacceptable as error:
            form.add_error("photos", str(error))
        else:
            messages.success(request, _("Written, for %(who)s.") % {"who": written.get_audience_display()})
            return True
    if not by_script(request):
        form.ask_photos_again()
    return False
