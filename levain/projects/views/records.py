"""The pages where a record of the project's file is made or changed, all alike."""

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render

from levain.foundation.versions import ChangedSince
from levain.projects import rules


def offered(user, project, audiences):
    """Among these audiences, those she may read herself, in their order."""
    read = rules.audiences_read(user, project)
    return [audience for audience in audiences if audience in read]


def page(request, template, project, **context):
    return render(request, template, {"project": project, "fictional": project.fictional, **context})


def filled(request, form_class, obj=None, **said):
    """The form on a copy of the object, which stays as it was read."""
    return form_class(request.POST or None, request.FILES or None, instance=copy(obj), **said)


def saved(request, form, obj, save, done) -> bool:
    """Try to save what was typed over the version that was read; the form then says what somebody else wrote."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save(obj, by=request.user, **form.told())
    except ChangedSince as changed:
        form.compare_with(changed.current, str(changed))
        return False
    messages.success(request, done)
    return True


def edit(request, obj, form, save, *, done, heading, back, audiences=()):
    """The page that changes a record."""
    if saved(request, form, obj, save, done):
        return redirect(obj)
    return page(
        request,
        "projects/record.html",
        obj.project,
        form=form,
        page_heading=heading,
        back=back,
        offered=audiences,
    )


def add(request, project, form, save, *, done, heading, back, audiences=(), intro=""):
    """The page that makes a record; `save(**told)` returns it."""
    if request.method == "POST" and form.is_valid():
        made = save(by=request.user, **form.told())
        messages.success(request, done)
        return redirect(made)
    return page(
        request,
        "projects/record.html",
        project,
        form=form,
        page_heading=heading,
        back=back,
        offered=audiences,
        intro=intro,
    )
