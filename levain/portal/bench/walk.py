"""The pages of the walk: their addresses in a house, who opens them, and how many queries each asks."""

import gzip
from collections.abc import Callable
from importlib import import_module
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from levain.capitalisation.models import Edition, Paragraph, Report
from levain.evaluation.models import Framework
from levain.people.models import Role, RoleCode, User
from levain.portal.bench import applying
from levain.portal.bench.thick import thick
from levain.portal.demonstration.large import NAME, STEERER
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.selection.models import Call
from levain.seminars.models import Activity
from levain.support.models import Need, Referral
from levain.support.rules import can_reply


def walked() -> dict[str, Any]:
    """Each page with its path, its cookie and its weight; those that this house cannot show are named apart."""
    cast = Cast()
    found, absent = [], []
    for name, who, path in PAGES:
        try:
            person = getattr(cast, who) if who else None
            found.append({"name": name, "path": path(cast), "cookie": cookie(person) if who else ""})
        except (AttributeError, LookupError, NoReverseMatch):
            absent.append(name)
    return {"pages": asked(found), "absent": absent}


class Cast:
    """The people and objects of the walk, all of the oldest cohort: the same in the small and in the large house."""

    def __init__(self):
        self.cohort = Cohort.objects.order_by("pk").first()
        of_cohort = Project.objects.filter(cohort=self.cohort, published=True)
        self.project = of_cohort.annotate(size=Count("needs")).order_by("-size", "pk").first()
        self.call = Call.objects.filter(cohort=self.cohort).first()
        self.need = Need.objects.filter(project=self.project, state="open").order_by("pk").first()
        self.activity = (
            Activity.objects.filter(seminar__cohort=self.cohort)
            .annotate(said=Count("contributions"))
            .order_by("-said", "pk")
            .first()
        )
        self.edition = Edition.objects.order_by("pk").first()
        self.framework = Framework.objects.filter(cohort=self.cohort).select_related("cohort").first()
        self.rated = self.framework and self.project
        self.report = Report.objects.filter(cohort=self.cohort).order_by("pk").first()
        self.paragraph = Paragraph.objects.filter(section__report=self.report).order_by("pk").first()
        self.thick = thick(self.cohort)
        self.bearer = self.someone(RoleCode.BEARER, self.project)
        self.adviser = self.someone(RoleCode.ADVISER, self.cohort, self.cohort.programme)
        self.lead = self.someone(RoleCode.PROGRAMME_LEAD, self.cohort.programme, self.cohort)
        self.referral, self.agent = self.question_waiting()
        for code, scopes in self.others().items():
            setattr(self, code, self.someone(code, *(scope for scope in scopes if scope is not None)))
        if self.call and self.call.questionnaire_id and self.bearer:
            self.application = applying.draft(self.call, self.bearer)
            self.step = applying.longest_step(self.application)
        # Of the large set: a project that has written a hundred notes, and who steers every session of it.
        self.long = Project.objects.filter(slug=NAME.format("projet-0")).first()
        self.writer = self.long and self.someone(RoleCode.BEARER, self.long)
        self.steerer = User.objects.filter(email=STEERER).first()

    def others(self) -> dict[str, tuple]:
        """The roles whose first screen is measured besides those of the walk, and where they are held."""
        in_the_project = (self.project, *Project.objects.filter(cohort=self.cohort))
        beside = (self.cohort, self.cohort.programme)
        return {
            **dict.fromkeys(("member", "observer", "local_authority", "expert", "partner"), in_the_project),
            **dict.fromkeys(("facilitator", "evaluator", "administrator"), beside),
            **dict.fromkeys(("juror", "jury_chair"), (self.call,)),
        }

    def someone(self, code: str, *scopes) -> User | None:
        role = Role.objects.in_force().on(*scopes).filter(code=code).select_related("user").order_by("pk").first()
        return role and role.user

    def question_waiting(self) -> tuple[Referral | None, User | None]:
        """A question to the State and an agent who may answer it."""
        agents = User.objects.filter(roles__code=RoleCode.STATE_SERVICE, roles__in=Role.objects.in_force())
        asked = Referral.objects.filter(need__project__cohort=self.cohort).select_related("need__project__cohort")
        agents = list(agents.distinct().order_by("pk"))
        for referral in asked.order_by("replied_on", "pk"):
            for agent in agents:
                if can_reply(agent, referral):
                    return referral, agent
        return None, agents[0] if agents else None


def to(name: str, *arguments: str) -> Callable[[Cast], str]:
    """The address of a route for the cast: each argument is a path of attributes."""

    def path(cast: Cast) -> str:
        values = []
        for argument in arguments:
            value: Any = cast
            for part in argument.split("."):
                value = getattr(value, part)
            values.append(value)
        return reverse(name, args=values)

    return path


FIRST_SCREENS = (
    ("member", "member"),
    ("observer", "observer"),
    ("local authority", "local_authority"),
    ("expert", "expert"),
    ("partner", "partner"),
    ("facilitator", "facilitator"),
    ("evaluator", "evaluator"),
    ("administrator", "administrator"),
    ("juror", "juror"),
    ("jury chair", "jury_chair"),
)
PAGES: list[tuple[str, str, Callable[[Cast], str]]] = [
    ("public home", "", lambda cast: "/"),
    ("projects", "", lambda cast: "/projets/"),
    ("public project", "", lambda cast: f"/projets/{cast.project.slug}/"),
    ("call", "", to("selection:call", "call.slug")),
    ("application step", "bearer", to("selection:step", "application.key", "step")),
    ("jury's sheet", "lead", to("selection:sheet", "call.slug")),
    ("order of the notes", "lead", to("selection:sheet_ranking", "call.slug")),
    ("jury's meeting", "lead", to("selection:meeting", "call.slug")),
    ("published report", "", to("capitalisation:report", "edition.report.slug")),
    ("sign-in", "", to("account_login")),
    ("bearer's space", "bearer", lambda cast: "/espace/"),
    ("project space", "bearer", lambda cast: f"/espace/projets/{cast.project.slug}/"),
    ("logbook", "bearer", to("projects:logbook", "project.slug")),
    ("write a note", "bearer", to("projects:write", "project.slug")),
    ("needs", "bearer", to("support:needs", "project.slug")),
    ("need", "bearer", to("support:need", "need.pk")),
    ("state a need", "bearer", to("support:need_new", "project.slug")),
    ("propose supports", "adviser", to("support:propose", "need.pk")),
    ("State agent's space", "agent", lambda cast: "/espace/"),
    ("reply", "agent", to("support:reply", "referral.pk")),
    ("seminar", "bearer", to("seminars:seminar", "activity.seminar.slug")),
    ("activity", "bearer", to("seminars:activity", "activity.seminar.slug", "activity.pk")),
    ("objectives", "bearer", to("evaluation:objectives", "project.slug")),
    ("attainment score", "bearer", to("evaluation:score", "project.slug")),
    ("framework matrix", "adviser", to("evaluation:matrix", "framework.cohort.slug")),
    ("figures of the cohort", "adviser", to("evaluation:figures", "framework.cohort.slug")),
    ("accelerator", "adviser", to("evaluation:accelerator", "framework.cohort.slug")),
    ("maturity", "bearer", to("evaluation:maturity", "rated.slug")),
    ("corpus", "adviser", to("capitalisation:corpus", "cohort.slug")),
    ("catalogue", "adviser", to("support:catalogue")),
    ("catalogue, searched", "adviser", lambda cast: reverse("support:catalogue") + "?q=jardin+partag%C3%A9"),
    ("what the State did", "lead", to("support:cohort_deeds", "cohort.slug")),
    ("who takes part", "bearer", to("projects:participation", "project.slug")),
    ("adviser's space", "adviser", lambda cast: "/espace/"),
    ("programme lead's space", "lead", lambda cast: "/espace/"),
    ("logbook, programme lead", "lead", to("projects:logbook", "project.slug")),
    ("cohort", "adviser", lambda cast: cast.cohort.get_absolute_url()),
    ("capitalisation", "adviser", to("capitalisation:home", "cohort.slug")),
    ("capitalisation, programme lead", "lead", to("capitalisation:home", "cohort.slug")),
    *((f"{name}'s space", who, lambda cast: "/espace/") for name, who in FIRST_SCREENS),
    ("project space, 100 notes", "writer", lambda cast: f"/espace/projets/{cast.long.slug}/"),
    ("logbook, 100 notes", "writer", to("projects:logbook", "long.slug")),
    ("seasons", "", to("portal:seasons")),
    ("space of who steers all sessions", "steerer", lambda cast: "/espace/"),
    ("notices", "bearer", to("foundation:notices")),
    ("compose the report", "adviser", to("capitalisation:compose", "report.slug")),
    ("write a paragraph", "adviser", to("capitalisation:edit_paragraph", "paragraph.pk")),
    ("figures of the report", "adviser", to("capitalisation:figures", "report.slug")),
    ("decision note", "", to("capitalisation:note", "edition.report.slug")),
    ("report of 500 references", "", to("capitalisation:report", "thick.report.slug")),
]


def cookie(user: User) -> str:
    """A session opened in the house's database, as signing in does."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["since"] = int(time())
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def asked(pages: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Queries and bytes of each page, opened a second time: what is read once a process is read already."""
    return [{**page, **weigh(page)} for page in pages]


class PageFailed(Exception):
    """A page of the walk did not answer."""


def weigh(page: dict[str, str]) -> dict[str, int]:
    client = Client(headers={"cookie": page["cookie"]} if page["cookie"] else None)
    client.get(page["path"])
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page["path"])
    if answer.status_code != 200:
        raise PageFailed(f"{page['name']}: {page['path']} answered {answer.status_code}.")
    content = answer.getvalue()
    return {"queries": len(captured), "html": len(content), "gzip": len(gzip.compress(content, 6))}
