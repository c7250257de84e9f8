"""A retained application opens its project: filled with what was said, its first objectives and needs as drafts."""

from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from levain.evaluation.models import Voice
from levain.evaluation.services import write_expectation
from levain.people.models import Organisation, Role, RoleCode, User
from levain.people.services import AlreadyHeld, give_role
from levain.projects import services as projects
from levain.projects.models import IN_THE_PROJECT, Project
from levain.selection.models import Application, StateChanged
from levain.selection.rules.admission import applicants
from levain.selection.services.said import said_by
from levain.support.services.needs import state_need

LONGEST_NEED = 2000


def opening_of(application: Application) -> dict[str, Any]:
    """What `open_project` needs, from what the application says."""
    if application.commune is None:
        raise StateChanged(
            _("“%(title)s” names no commune: say which one before you publish the decisions.")
            % {"title": application.title}
        )
    return {
        "name": application.title[:120],
        "communes": [application.commune],
        "collective": _carrier(application, application.collective or application.title, COLLECTIVE),
        "local_authority": _carrier(application, application.local_authority or application.place, COMMUNE),
        "pitch": application.summary,
        "story": said_by(application).get("story", ""),
        "themes": application.themes,
        "fictional": application.fictional,
    }


COLLECTIVE, COMMUNE = Organisation.Kind.COLLECTIVE, Organisation.Kind.COMMUNE
CARRIERS = {
    COLLECTIVE: (COLLECTIVE, Organisation.Kind.ASSOCIATION, Organisation.Kind.COOPERATIVE),
    COMMUNE: (COMMUNE, Organisation.Kind.EPCI),
}


def _carrier(application: Application, name: str, kind: Organisation.Kind) -> Organisation:
    """The organisation of that name in that commune; made when nobody knows it."""
    known = Organisation.objects.filter(name__iexact=name, kind__in=CARRIERS[kind], territories=application.commune)
    if found := known.first():
        return found
    made = Organisation.objects.create(name=name[:200], kind=kind, fictional=application.fictional)
    made.territories.set([application.commune] if application.commune else [])
    return made


def open_project(application: Application, by: User, told: dict[str, Any] | None) -> Project:
    """Open the project of a retained application, once; `told` says what the team prefers to say itself."""
    if application.project:
        return application.project
    said = dict(told) if told else opening_of(application)
    expectations = said.pop("expectations", {})
    project = projects.open_project(application.call.cohort, by=by, **said)
    application.project = project
    application.save(update_fields=["project"])
    bring_people(application, project, by)
    for voice, text in expectations.items():
        write_expectation(project, voice=voice, text=text, by=by)
    if told is None:
        draft_first_steps(application, project, by)
    return project


def bring_people(application: Application, project: Project, by: User) -> None:
    """Those who wrote the application find the project open to them, each in her role."""
    held = Role.objects.in_force().on(application).filter(code__in=IN_THE_PROJECT, user__is_active=True)
    for role in held.select_related("user", "organisation"):
        ours = project.local_authority if role.code == RoleCode.LOCAL_AUTHORITY else project.collective
        with suppress(AlreadyHeld):
            give_role(role.user, role.code, project, by=by, organisation=role.organisation or ours)


def draft_first_steps(application: Application, project: Project, by: User) -> None:
    """What each side hopes for begins its list; what they cannot do alone begins a need, for them to confirm."""
    said = said_by(application)
    bearer = next(iter(applicants(application, RoleCode.BEARER)), None)
    official = next(iter(applicants(application, RoleCode.LOCAL_AUTHORITY)), None)
    adviser = next(iter(projects.advisers(project)), None)
    for voice, who, name in (
        (Voice.INHABITANTS, bearer, "hoped"),
        (Voice.AUTHORITY, official, "authority_hopes"),
    ):
        if said.get(name) and (writer := who or adviser):
            write_expectation(project, voice=voice, text=said[name], by=writer)
    if said.get("need"):
        state_need(
            project,
            by=by,
            on_behalf_of=bearer,
            in_my_words=said["need"][:LONGEST_NEED],
            tried=said.get("tried", "")[:LONGEST_NEED],
        )
