from django.shortcuts import get_object_or_404

from levain.projects.models import Project


def project_or_404(slug) -> Project:
    """The project with what every page of its space shows of it."""
    projects = Project.objects.select_related("cohort__programme", "collective", "local_authority")
    return get_object_or_404(projects, slug=slug)
