"""Sample objects of the door for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import User
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage, Project


def build(world, relation: str, project: Project, author: User) -> None:
    now = timezone.now()
    written = {"name": "Neighbour", "email": "neighbour@example.invalid", "text": "Hello"}
    message = NeighbourMessage.objects.create(
        project=project, kind="help", gives="time", confirmed_at=now, may_publish=True, published_at=now, **written
    )
    world.add(NeighbourMessage, relation, message)
    until = timezone.localdate() + timedelta(days=30)
    call = HelpCall.objects.create(project=project, title="Two people who can sew", until=until, by=author)
    world.add(HelpCall, relation, call)
    world.add(Flag, relation, Flag.objects.create(project=project, message=message, reason="other"))
    hidden = Hiding.objects.create(project=project, call=call, by=author, reason="other", words="Reason")
    world.add(Hiding, relation, hidden)
