"""Sample objects of this package for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import Invitation, Role, RoleCode, User, token_digest
from levain.projects import door_samples, file_samples
from levain.projects.models import (
    Action,
    Circle,
    Commitment,
    Conversation,
    HandOver,
    LogbookEntry,
    Message,
    PrivateLink,
    Project,
    Step,
)


def build(world) -> None:
    for relation, project in world.project.items():
        world.add(Project, relation, project)
        author = world.person["bearer"] if relation == "own" else world.stranger
        file_samples.build(world, relation, project, author)
        note = LogbookEntry.objects.create(project=project, author=author, text="Note", audience="project")
        world.add(LogbookEntry, relation, note)
        world.add(Action, relation, Action.objects.create(project=project, title="Action"))
        _talk(world, relation, project, author, note)
        ends = timezone.now() + timedelta(days=7)
        link = PrivateLink.objects.create(
            project=project, name="Link", digest=f"sample-{relation}", made_by=author, expires_at=ends
        )
        world.add(PrivateLink, relation, link)
        door_samples.build(world, relation, project, author)
        world.add(Step, relation, Step.objects.create(project=project, title="Step", due=timezone.localdate()))
        promise = Commitment.objects.create(project=project, by=author, written_by=author, text="Promise")
        world.add(Commitment, relation, promise)
        member = User.objects.create_user(f"sample-member-{relation}@example.invalid", name="Sample member")
        world.add(Role, relation, Role.objects.create(user=member, code=RoleCode.MEMBER, scope=project))
        world.add(User, relation, member)
        world.add(Invitation, relation, _invitation(project, author, relation))
        world.add(HandOver, relation, HandOver.objects.create(giver=member, receiver=author, by=member))


def _talk(world, relation: str, project: Project, author: User, note: LogbookEntry) -> None:
    said = {"project": project, "cohort": project.cohort, "started_by": author, "subject": "Subject"}
    conversation = Conversation.objects.create(audience=Circle.PROJECT, **said)
    world.add(Conversation, relation, conversation)
    message = Message.objects.create(conversation=conversation, author=author, text="Message", carried=note)
    world.add(Message, relation, message)


def _invitation(project: Project, author: User, relation: str) -> Invitation:
    return Invitation.objects.create(
        email=f"sample-invited-{relation}@example.invalid",
        code=RoleCode.MEMBER,
        scope=project,
        invited_by=author,
        digest=token_digest(relation),
    )
