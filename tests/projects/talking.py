"""Conversations of a project, as their tests start, read and answer them."""

from uuid import uuid4

from django.urls import reverse

from levain.projects.services import conversations as services
from tests.projects import factories as f


def started(project, by=None, audience="project", **said):
    said = {"subject": "La date du chantier", "text": "Samedi 12 vous convient-il ?"} | said
    return services.start_conversation(project, by=by or f.bearer_of(project), audience=audience, **said)


def typed(**changes):
    return {"subject": "La date", "text": "Samedi ?", "token": str(uuid4()), "audience": "project", **changes}


def new_page(project):
    return reverse("projects:conversation_new", args=[project.slug])


def read(client, conversation, upto=None, **headers):
    upto = conversation.messages.last().pk if upto is None else upto
    return client.post(reverse("projects:conversation_read", args=[conversation.pk]), {"upto": upto}, **headers)
