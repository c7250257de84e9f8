"""Sample objects of this package for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.projects.models import Action, LogbookEntry, NeighbourMessage, PrivateLink, Project


def build(world) -> None:
    for relation, project in world.project.items():
        world.add(Project, relation, project)
        author = world.person["bearer"] if relation == "own" else world.stranger
        note = LogbookEntry.objects.create(project=project, author=author, text="Note", audience="project")
        world.add(LogbookEntry, relation, note)
        world.add(Action, relation, Action.objects.create(project=project, title="Action"))
        ends = timezone.now() + timedelta(days=7)
        link = PrivateLink.objects.create(
            project=project, name="Link", digest=f"sample-{relation}", made_by=author, expires_at=ends
        )
        world.add(PrivateLink, relation, link)
        written = {"name": "Neighbour", "email": "neighbour@example.invalid", "text": "Hello"}
        message = NeighbourMessage.objects.create(project=project, confirmed_at=timezone.now(), **written)
        world.add(NeighbourMessage, relation, message)
