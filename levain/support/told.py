"""What the feed of a project tells of its needs and of what hangs from them."""

from django.urls import reverse

from levain.projects import feed, rules
from levain.support.models import Contact, Facilitation, Mission, Need, Obstacle, PeerHelp, Proposal, Referral
from levain.support.rules import can_list_contacts, can_list_missions, can_list_obstacles


def say() -> None:
    feed.tell(
        Need,
        readable=lambda user, project: Need.objects.filter(project=project, audience__in=_read(user, project)),
        words="in_my_words",
        link=_need,
    )
    for model, words in ((Proposal, "support__name"), (Referral, "service__name"), (PeerHelp, "text")):
        feed.tell(model, readable=_in_needs(model), words=words, of="need_id", link=_need)
    for model, page, words, opens in (
        (Obstacle, "obstacles", "text", can_list_obstacles),
        (Contact, "contacts", "", can_list_contacts),
        (Facilitation, "facilitations", "text", can_list_contacts),
    ):
        feed.tell(model, readable=_written_for(model, opens), words=words, link=_page(page))
    feed.tell(Mission, opens=can_list_missions, words="brief", link=_page("missions"))


def _read(user, project):
    return rules.audiences_read(user, project)


def _in_needs(model):
    return lambda user, project: model.objects.filter(need__project=project, need__audience__in=_read(user, project))


def _written_for(model, opens):
    """What she reads of them, if the page that lists them opens to her."""

    def readable(user, project):
        rows = model.objects.filter(project=project, audience__in=_read(user, project))
        return rows if opens(user, project) else rows.none()

    return readable


def _need(project, pk):
    return reverse("support:need", args=[pk])


def _page(name):
    return lambda project, pk: reverse(f"support:{name}", args=[project.slug])
