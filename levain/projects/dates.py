"""The dates of the projects that go to a person's own calendar: the steps of hers, what she is to do or promised."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from levain.foundation import calendars
from levain.foundation.calendars import Event
from levain.projects.models import IN_THE_PROJECT, Action, Commitment, Project, Step


def events(person, first: date, last: date) -> Iterator[Event]:
    between = (first, last)
    held = person.scopes(Project, *IN_THE_PROJECT)
    steps = Step.objects.filter(project__in=held, due__range=between)
    actions = Action.objects.filter(owner=person, project__in=held, done=None, due__range=between)
    promised = Commitment.objects.filter(by=person, project__in=held, kept=Commitment.Kept.OPEN, due__range=between)
    for kind, found, words in (
        ("step", steps, _("%(project)s: %(title)s")),
        ("action", actions, _("%(project)s, to do: %(title)s")),
        ("commitment", promised, _("%(project)s, promised: %(title)s")),
    ):
        rows = list(found.select_related("project"))
        changes = calendars.sequences(rows)
        for row in rows:
            yield Event(
                uid=f"{kind}-{row.pk}",
                title=words % {"project": row.project, "title": row},
                starts=row.due,
                url=row.project.get_absolute_url(),
                sequence=changes.get(row.pk, 0),
            )
