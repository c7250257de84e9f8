"""The notices of a person, the rhythm of her mails, and their stop."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from levain.foundation import kinds, notifications, registry, sentences
from levain.foundation.forms import RhythmForm

# Each kind of thing told is one more query: a short page keeps them few.
NOTICES_A_PAGE = 10


@never_cache
@require_safe
def notices(request):
    importance, unread = _asked(request)
    found = notifications.shown(request.user, importance=importance, unread=unread)
    found = found.select_related("entry__actor").order_by("-entry__at", "-pk")
    counted = notifications.counts(request.user)
    pages = Paginator(found, NOTICES_A_PAGE)
    pages.count = _how_many(counted, importance, unread)
    page = pages.get_page(request.GET.get("page"))
    rows = _rows(request.user, page)
    return render(
        request,
        "foundation/notices.html",
        {
            "page": page,
            "rows": rows,
            "counted": ngettext("%(count)s notice", "%(count)s notices", pages.count) % {"count": pages.count},
            "filters": _filters(counted, importance, unread),
            "is_filtered": bool(importance or unread),
            "here": request.get_full_path(),
            "fictional": any(getattr(row["notice"].entry.place, "fictional", False) for row in rows),
            "some_new": any(row["notice"].read_at is None for row in rows),
        },
    )


def _asked(request):
    """Which notices: of one importance or all of them, read or not; anything else was made up."""
    importance, state = request.GET.get("importance", ""), request.GET.get("etat", "")
    if importance not in ("", *kinds.WORDS) or state not in ("", "nouveaux"):
        raise BadRequest
    return importance, bool(state)


def _rows(user, page):
    sentences.attach(notice.entry for notice in page)
    registry.read_ahead([(user, notice.entry.object) for notice in page if notice.entry.object])
    rows = []
    for notice in page:
        entry = notice.entry
        seen = entry.object is not None and registry.may_see(user, entry.object)
        importance = kinds.importance_of(notice)
        rows.append(
            {
                "notice": notice,
                "importance": kinds.SETTLED if notice.settled_at else kinds.WORDS[importance],
                "look": "warning" if importance == kinds.NEEDS_ANSWER else "plain",
                "sentence": sentences.tell(entry) if seen else _("Something you may no longer see"),
                "link": sentences.link(entry, user) if seen else "",
                "place": sentences.title(entry.place) if seen else "",
            }
        )
    return rows


def _how_many(counted, importance, unread):
    """Of those counted, the notices of one importance (of all if none is named); those not read yet, or all."""
    return sum(n for (kind, new), n in counted.items() if importance in ("", kind) and (new or not unread))


def _filters(counted, importance, unread):
    """The choices above the list, each with what it would show."""
    state = "&etat=nouveaux" if unread else ""
    lines = [
        {
            "to": f"?importance={name}{state}",
            "label": label,
            "count": _how_many(counted, name, unread),
            "current": name == importance,
        }
        for name, label in {"": _("All the notices"), **kinds.WORDS}.items()
    ]
    to = f"?importance={importance}" + ("" if unread else "&etat=nouveaux")
    new = _how_many(counted, importance, True)
    return [*lines, {"to": to, "label": _("Not read yet"), "count": new, "current": unread}]


@require_POST
def read_notices(request):
    number = request.POST.get("notice", "")
    notifications.mark_read(request.user, notice=int(number) if number.isdecimal() else None)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "foundation:notices")


@never_cache
def rhythm(request):
    """One choice for each kind of notice."""
    form = RhythmForm(request.POST or None, initial=kinds.rhythms(request.user))
    if request.method == "POST" and form.is_valid():
        kinds.choose(request.user, form.cleaned_data)
        messages.success(request, _("Your choice is kept. It holds from now on."))
        return redirect("foundation:rhythm")
    return render(request, "foundation/rhythm.html", {"form": form, "stopped": not request.user.wants_letters})


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


@require_POST
def resume_letters(request):
    kinds.resume_letters(request.user)
    messages.success(request, _("Your mails start again, from now on."))
    return redirect("foundation:rhythm")
