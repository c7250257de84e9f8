"""An application being written, so that its steps are measured: on a call of its own, with the same form."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import User
from levain.selection.models import Application, Call
from levain.selection.services.applications import start_application

SLUG = "appel-mesure"


def draft(like: Call, by: User) -> Application:
    """The application that the walk writes in; made once in each house."""
    now = timezone.now()
    said = {
        "cohort": like.cohort,
        "title": like.title,
        "short": like.short,
        "opens": now - timedelta(days=1),
        "closes": now + timedelta(days=30),
        "questionnaire": like.questionnaire,
        "read_from": like.read_from,
        "fictional": True,
    }
    call, _new = Call.objects.get_or_create(slug=SLUG, defaults=said)
    return call.applications.first() or start_application(call, by=by)


def longest_step(application: Application) -> str:
    """The step that asks most."""
    revision = application.call.questionnaire.published
    sections = revision.sections.prefetch_related("questions")
    return max(sections, key=lambda section: len(section.questions.all())).code
