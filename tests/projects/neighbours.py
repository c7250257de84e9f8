"""What a neighbour types on the public page of a project, and what becomes of it, for the tests of its door."""

import re
from datetime import timedelta
from time import time

from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Letter
from levain.projects import services
from levain.projects.forms.door import stamp
from levain.projects.models import NeighbourMessage

TYPED = {
    "kind": "question",
    "name": "Odile Martin",
    "email": "odile@example.org",
    "text": "Le four ouvre-t-il en hiver ? Mon numéro : 06 12 34 56 78.",
    "may_publish": "on",
    "public_name": "Odile",
}


def door(project):
    return reverse("projects:write_to", args=[project.slug])


def typed(**changes):
    return TYPED | {"opened": stamp(time() - 60)} | changes


def link_in(letter):
    return re.search(r"http://[^/]+(/(?:messages|mon-message)/\S+)", letter.text).group(1)


def sent(client, project, address="", **changes):
    """A message written and confirmed, and the link by which its writer follows it."""
    client.post(address or door(project), typed(**changes))
    client.post(link_in(Letter.objects.latest("pk")))
    return NeighbourMessage.objects.latest("pk"), link_in(Letter.objects.latest("pk"))


def act(client, person, name, thing, **posted):
    client.force_login(person)
    answer = client.post(reverse(f"projects:{name}", args=[thing.project.slug, thing.pk]), posted)
    client.logout()
    return answer


def published(client, project, bearer, **changes):
    message, link = sent(client, project, **changes)
    if message.kind != "help":
        services.answer_message(message, by=bearer, text="Oui, le samedi.")
    services.publish_message(message, by=bearer)
    return message, link


def public(client, project):
    return client.get(reverse("portal:public_project", args=[project.slug])).content.decode()


def call(project, bearer, **said):
    said = {"hand": "skill", "title": "Deux personnes qui cousent", "how_many": 1} | said
    return services.call_for_help(project, by=bearer, until=timezone.localdate() + timedelta(days=30), **said)
