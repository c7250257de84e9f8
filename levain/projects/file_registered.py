"""What this package says of a project's file: partners, map, budget, documents, progress notes, horizon."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.people.models import RoleCode
from levain.projects import rules, shelves, space
from levain.projects.models import (
    Afterwards,
    BudgetLine,
    ContactPerson,
    EngagementSheet,
    Horizon,
    NoteRound,
    Paper,
    Partner,
    Partnership,
    ProgressNote,
    Project,
    Stakeholder,
)
from levain.projects.registered import side_of


def _place(obj):
    return obj.project


def _said_by(name):
    """The person who wrote it speaks, for the side she holds in the project."""

    def speaker(obj, field) -> Speaker:
        user = getattr(obj, name)
        if user is None:
            return Speaker(RoleCode.BEARER, obj.project.collective.name)
        return Speaker(side_of(user, obj.project) or RoleCode.BEARER, str(user), user)

    return speaker


def say() -> None:
    for model, visible in (
        (Partner, rules.can_read_partner),
        (Partnership, lambda user, link: rules.can_read_partner(user, link.partner)),
        (BudgetLine, lambda user, line: rules.can_read_budget(user, line.project)),
        (Paper, rules.can_read_paper),
        (EngagementSheet, rules.can_read_what_is_written),
    ):
        registry.register(model, visible=visible, title=str, place=_place)
    registry.register(
        ContactPerson,
        visible=rules.can_read_person,
        title=lambda person: f"{person.name}, {person.partner}",
        place=_place,
    )
    registry.register(
        NoteRound,
        visible=lambda user, asked: rules.can_read_cohort_notes(user, asked.cohort),
        title=str,
        place=lambda asked: asked.cohort,
    )
    _texts()
    _words()
    _pages()
    _put_on_shelves()


def _texts() -> None:
    registry.register(
        Stakeholder,
        visible=rules.can_read_stakeholder,
        title=str,
        place=_place,
        texts={"next_gesture": _("next gesture"), "wanted": _("what is wanted from them")},
        speaker=_said_by("entered_by"),
        date=lambda obj: obj.created_at.date(),
    )
    registry.register(
        ProgressNote,
        visible=rules.can_read_progress_note,
        title=str,
        place=_place,
        texts={
            "moved": _("what moved"),
            "blocks": _("what blocks"),
            "next": _("what comes next"),
            "help": _("help wanted"),
        },
        speaker=_said_by("author"),
        date=lambda note: note.given_at.date() if note.given_at else note.round.asked_on,
    )
    registry.register(
        Horizon,
        visible=rules.can_read_what_is_written,
        title=str,
        place=_place,
        texts={"next_step": _("next step"), "ambition": _("ambition"), "plans_how": _("how to enter a plan")},
        speaker=_said_by("written_by"),
        date=lambda horizon: horizon.written_on,
    )
    registry.register(
        Afterwards,
        visible=rules.can_read_what_is_written,
        title=str,
        place=_place,
        texts={
            "agreement": _("agreement"),
            "budget": _("budget to come"),
            "takes_over": _("who takes over"),
            "call_said": _("call at six months"),
        },
        speaker=_said_by("written_by"),
        date=lambda after: after.called_on or after.written_on,
    )


def _words() -> None:
    registry.word(
        **{
            "partner.added": _("%(actor)s added a partner to the directory: %(object)s"),
            "partner.edited": _("%(actor)s changed the sheet of a partner: %(object)s"),
            "partner.retired": _("%(actor)s took a partner out of the directory, or back in: %(object)s"),
            "partner.linked": _("%(actor)s counts a partner among those of the project: %(object)s"),
            "partner.unlinked": _("%(actor)s no longer counts a partner among those of the project: %(object)s"),
            "person.added": _("%(actor)s wrote down whom to call at %(object)s"),
            "person.edited": _("%(actor)s changed whom to call: %(object)s"),
            "person.removed": _("%(actor)s removed someone from the directory, at %(object)s"),
            "stakeholder.added": _("%(actor)s put someone on the map: %(object)s"),
            "stakeholder.edited": _("%(actor)s changed the map: %(object)s"),
            "stakeholder.retired": _("%(actor)s took someone off the map, or back on: %(object)s"),
            "budget.added": _("%(actor)s added a line to the budget: %(object)s"),
            "budget.edited": _("%(actor)s changed a line of the budget: %(object)s"),
            "budget.removed": _("%(actor)s took a line out of the budget of %(object)s"),
            "paper.given": _("%(actor)s gave a document: %(object)s"),
            "paper.renewed": _("%(actor)s gave a new version of a document: %(object)s"),
            "paper.edited": _("%(actor)s changed the title or the readers of a document: %(object)s"),
            "paper.retired": _("%(actor)s retired a document, or brought it back: %(object)s"),
            "progress.asked": _("%(actor)s asks %(place)s for a short note"),
            "progress.paced": _("%(actor)s changed how often notes are asked for: %(object)s"),
            "progress.given": _("%(actor)s gave the progress note of %(place)s"),
            "progress.changed": _("%(actor)s changed the progress note of %(place)s"),
            "progress.skipped": _("%(actor)s skips this time the progress note of %(place)s"),
            "engagements.answered": _("%(actor)s said how %(place)s answers the ÉcoQuartier framework"),
            "perimeter.drawn": _("%(actor)s drew the perimeter of %(object)s"),
            "horizon.written": _("%(actor)s wrote where %(place)s goes"),
            "afterwards.written": _("%(actor)s prepared what comes after the accelerator for %(place)s"),
            "afterwards.called": _("%(actor)s told the call at six months of %(place)s"),
        }
    )


def _pages() -> None:
    for label, name, rule, group, icon, order in (
        (_("Documents"), "papers", rules.can_open_space, "together", "file-text-line", 30),
        (_("Partners and contacts"), "partners", rules.can_read_partners, "together", "shake-hands-line", 40),
        (_("Map of stakeholders"), "stakeholders", rules.can_read_stakeholders, "together", "group-line", 50),
        (_("Progress notes"), "progress", rules.can_read_progress, "course", "draft-line", 30),
        (_("Budget and co-financing"), "budget", rules.can_read_budget, "course", "scales-3-line", 40),
        (_("Perimeter"), "perimeter", rules.can_open_space, "course", "map-pin-2-line", 50),
        (_("ÉcoQuartier engagements"), "engagements", rules.can_read_horizon, "course", "leaf-line", 60),
        (
            _("From initiative to territorial project"),
            "horizon",
            rules.can_read_horizon,
            "course",
            "compass-3-line",
            70,
        ),
        (_("After the accelerator"), "afterwards", rules.can_read_afterwards, "course", "calendar-check-line", 80),
    ):
        space.add_page(label, f"projects:{name}", rule, group=group, icon=icon, order=order)


def _put_on_shelves() -> None:
    """What a message of a conversation may carry of it."""
    shelves.add_shelf(
        _("A document of the project"),
        Paper,
        lambda user, project: rules.papers_read(user, project).filter(retired_on=None),
    )
    shelves.add_shelf(_("A partner"), Partner, _partners)
    shelves.add_shelf(
        _("Somebody to call"),
        ContactPerson,
        lambda user, project: (
            ContactPerson.objects.filter(partner__in=_partners(user, project).order_by().values("pk"))
            .select_related("partner")
            .order_by("-created_at", "-pk")
        ),
    )


def _partners(user: Any, project: Project) -> QuerySet[Partner]:
    """Those it entered, and those of the cohort that it counts among its own."""
    ours = Q(project=project) | Q(pk__in=project.partnerships.order_by().values("partner"))
    return rules.partners_read(user, project).filter(ours, retired_on=None).order_by("-created_at", "-pk")
