"""Projects, needs and recommendations as JSON, in the shape of the public models of Recoco: docs/recoco.md says what
each field becomes and what is lost. Nothing written for the collective alone leaves; no account is named, and the
texts lose their mail addresses and telephone numbers."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from levain.foundation import journal
from levain.foundation.audiences import Audience
from levain.foundation.typed import without_contacts
from levain.people.models import User
from levain.portal.exchange.taking_out import NoCohort
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import readable
from levain.support.models import Need, Obstacle, Proposal, Referral
from levain.support.vocabularies import theme_label
from levain.territories.models import Territory

FORMAT = "levain-recoco/1"
NAME, INTENT, PLACE = 128, 256, 256
# The statuses of a recommendation, by their number in Recoco.
PROPOSED, IN_PROGRESS, BLOCKED, DONE, NOT_INTERESTED, ALREADY_DONE = range(6)
STATUSES = {
    Proposal.Answer.WAITING: PROPOSED,
    Proposal.Answer.UNDER_WAY: IN_PROGRESS,
    Proposal.Answer.BLOCKED: BLOCKED,
    Proposal.Answer.OBTAINED: DONE,
    Proposal.Answer.NOT_OBTAINED: DONE,
    Proposal.Answer.NOT_FOR_US: NOT_INTERESTED,
    Proposal.Answer.DONE_BEFORE: ALREADY_DONE,
}


def export(slug: str) -> str:
    """From the terminal: the whole session, what the collective wrote for itself left out."""
    cohort = Cohort.objects.filter(slug=slug).first()
    if cohort is None:
        raise NoCohort(f"No cohort is named {slug!r}.")
    return as_json(cohort, Project.objects.filter(cohort=cohort), Q())


@transaction.atomic
def take(user: User, cohort: Cohort) -> str:
    """From the page: what she may read, noted in the journal."""
    journal.record("recoco.taken", on=cohort, by=user, place=cohort)
    return as_json(cohort, Project.objects.followed_by(user).filter(cohort=cohort), readable(user))


def as_json(cohort: Cohort, projects: QuerySet[Project], may_read: Q) -> str:
    """In French, and the same bytes for the same rows."""
    with override("fr"):
        told = {
            "format": FORMAT,
            "made_by": "Levain",
            "house": settings.SITE_URL,
            "session": {"slug": cohort.slug, "name": cohort.name},
            "fictional": cohort.fictional,
            "projects": list(_projects(cohort, projects, may_read)),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def _projects(cohort: Cohort, projects: QuerySet[Project], may_read: Q) -> Iterable[dict[str, Any]]:
    found = list(
        projects.select_related("collective", "local_authority").prefetch_related("communes").order_by("slug")
    )
    ids = [project.pk for project in found]
    needs = _by_project(_shared(Need, ids, may_read).order_by("stated_on", "pk"))
    obstacles = _by_project(_shared(Obstacle, ids, may_read).order_by("recorded_on", "pk"))
    shown = [need for listed in needs.values() for need in listed]
    proposals = _by_need(Proposal.objects.filter(need__in=shown).select_related("support"))
    referrals = _by_need(Referral.objects.filter(need__in=shown).select_related("service"))
    departments = _departments({commune.code for project in found for commune in project.communes.all()})
    for project in found:
        told = _project(project, cohort, obstacles.get(project.pk, []), departments)
        told["notes"] = [_note(need) for need in needs.get(project.pk, [])]
        told["tasks"] = [
            task
            for need in needs.get(project.pk, [])
            for task in (
                *(_recommendation(one, need) for one in proposals.get(need.pk, [])),
                *(_referral(one, need) for one in referrals.get(need.pk, [])),
            )
        ]
        yield told


def _shared(model: Any, projects: list[int], may_read: Q) -> QuerySet:
    found = model.objects.filter(project__in=projects).exclude(audience=Audience.COLLECTIVE)
    return found.filter(may_read) if may_read else found


def _by_project(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return _grouped(rows, "project_id")


def _by_need(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return _grouped(rows, "need_id")


def _grouped(rows: Iterable[Any], of: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, of), []).append(row)
    return found


def _departments(communes: set[str]) -> dict[str, dict[str, str]]:
    """The department and the region of each commune, in two queries."""
    found: dict[str, dict[str, str]] = {code: {} for code in communes}
    for kind in ("department", "region"):
        wide = Territory.objects.filter(kind=kind, inner_links__inner__kind="commune")
        rows = wide.filter(inner_links__inner__code__in=communes)
        for code, outer, name in rows.values_list("inner_links__inner__code", "code", "name"):
            found[code] |= {kind: outer, f"{kind}_name": name}
    return found


def _project(project: Project, cohort: Cohort, obstacles: list[Obstacle], departments: Any) -> dict[str, Any]:
    communes = list(project.communes.all())
    first = communes[0] if communes else None
    return {
        "external_id": f"{cohort.slug}/{project.slug}",
        "url": settings.SITE_URL + reverse("portal:public_project", args=[project.slug]) if project.published else "",
        "name": project.name[:NAME],
        "description": _said("\n\n".join(one for one in (project.pitch, project.story) if one)),
        "org_name": str(project.local_authority)[:256],
        "status": "DONE" if project.left_on or cohort.ends < timezone.localdate() else "IN_PROGRESS",
        "created_on": _day(project.created_at),
        "commune": _commune(first, departments) if first else None,
        "other_communes": [_commune(one, departments) for one in communes[1:]],
        "location": ", ".join(commune.name for commune in communes)[:PLACE],
        "latitude": first.latitude if first else None,
        "longitude": first.longitude if first else None,
        "tags": list(project.themes),
        "topics": [str(theme_label(theme)) for theme in project.themes],
        "impediments": _said("\n\n".join(one.text for one in obstacles)),
        "fictional": project.fictional,
    }


def _commune(commune: Territory, departments: dict[str, dict[str, str]]) -> dict[str, Any]:
    around = departments.get(commune.code, {})
    region = {"code": around.get("region", ""), "name": around.get("region_name", "")}
    return {
        "insee": commune.code,
        "name": commune.name,
        "department": {
            "code": around.get("department", ""),
            "name": around.get("department_name", ""),
            "region": region,
        },
        "latitude": commune.latitude,
        "longitude": commune.longitude,
    }


def _note(need: Need) -> dict[str, Any]:
    """A need has no place of its own in Recoco: it is a public note, in the words of the project."""
    parts = [
        ("", need.in_my_words),
        (_("What blocks"), need.blocks),
        (_("What would unblock it"), need.unblock),
        (_("What came of it"), need.outcome),
    ]
    words = "\n\n".join(f"**{title}**\n\n{text}" if title else text for title, text in parts if text)
    return {
        "external_id": f"besoin-{need.pk}",
        "public": True,
        "created_on": _day(need.stated_on),
        "tags": need.theme,
        "content": _said(words),
    }


def _recommendation(proposal: Proposal, need: Need) -> dict[str, Any]:
    support = proposal.support
    return {
        "external_id": f"proposition-{proposal.pk}",
        "need": f"besoin-{need.pk}",
        "public": True,
        "status": STATUSES[Proposal.Answer(proposal.answer)],
        "intent": support.name[:INTENT],
        "content": _said(proposal.why),
        "created_on": _day(proposal.proposed_on),
        "deadline": _day(need.wanted_by),
        "topic": {"name": str(theme_label(need.theme))} if need.theme else None,
        "resource": {"title": support.name, "content": support.what_it_gives, "url": support.url},
        "followups": _followup(
            STATUSES[Proposal.Answer(proposal.answer)],
            f"{proposal.get_answer_display()}. {proposal.comment}".strip(),
            proposal.answered_on,
        ),
    }


def _referral(referral: Referral, need: Need) -> dict[str, Any]:
    status = DONE if referral.replied_on else PROPOSED
    return {
        "external_id": f"saisine-{referral.pk}",
        "need": f"besoin-{need.pk}",
        "public": True,
        "status": status,
        "intent": (_("Ask %(service)s") % {"service": referral.service})[:INTENT],
        "content": _said(referral.question),
        "created_on": _day(referral.asked_on),
        "deadline": _day(referral.hoped_by),
        "topic": {"name": str(theme_label(need.theme))} if need.theme else None,
        "resource": None,
        "contact": {"organization": {"name": str(referral.service)}},
        "followups": _followup(status, referral.reply, referral.replied_on),
    }


def _followup(status: int, comment: str, day: date | None) -> list[dict[str, Any]]:
    return [{"status": status, "comment": _said(comment), "timestamp": _day(day)}] if day else []


def _said(text: str) -> str:
    return without_contacts(text, but_links=True)


def _day(value: date | datetime | None) -> str | None:
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if day else None
