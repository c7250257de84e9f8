from django.shortcuts import get_object_or_404

from levain.foundation.versions import ChangedSince
from levain.projects.models import Project
from levain.projects.rules.access import with_cover


def project_or_404(slug, *also, reader=None) -> Project:
    """The project with what every page of its space shows of it, and what this page reads `also`."""
    projects = Project.objects.select_related("cohort__programme", "collective", "local_authority", *also)
    return get_object_or_404(with_cover(projects, reader) if reader else projects, slug=slug)


def edited(request, form, obj, save) -> tuple[bool, list]:
    """Save what was typed over an object; else what differs from what somebody saved meanwhile, to compare."""
    if request.method != "POST" or not form.is_valid():
        return False, []
    told = dict(form.cleaned_data)
    obj.refresh_from_db()
    try:
        save(obj, by=request.user, version=told.pop("version") or 0, **told)
    except ChangedSince as changed:
        return False, form.compare_with(changed.current, str(changed))
    return True, []


def by_script(request) -> bool:
    """Whether the page's script asks: it keeps what was typed, and goes by itself where it is told."""
    return request.headers.get("Accept", "").startswith("application/json")
