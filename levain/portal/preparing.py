"""What is left to prepare, from a programme just founded to its first call: each step is read in the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.evaluation.models import Framework
from levain.evaluation.rules import can_adopt_framework
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Invitation, Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import RUNS, can_decide, can_open_cohort, can_run_programme
from levain.projects.rules import can_keep_people
from levain.questionnaires.models import APPLICATION, Questionnaire
from levain.questionnaires.rules import can_begin
from levain.selection.models import Call
from levain.selection.rules import can_compose_call
from levain.selection.services import missing_from
from levain.seminars.models import Seminar
from levain.seminars.rules import can_create_seminar

PREPARES = {*RUNS, RoleCode.ADVISER, RoleCode.EVALUATOR}


@dataclass(frozen=True)
class Step:
    """Something to prepare: what tells where it stands, the page where it is done, or who does it."""

    label: str
    done: bool
    told: str = ""
    to: str = ""
    whose: str = ""
    # What was to be done is done, and somebody's answer is hoped for.
    waits: bool = False


class Preparation(NamedTuple):
    """What there is to prepare; `prepare.html` shows it."""

    steps: list[Step]

    @property
    def left(self) -> int:
        return sum(not step.done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first step that the reader herself may take."""
        return next((step for step in self.steps if step.to and not (step.done or step.waits)), None)


def can_prepare(user: Any, cohort: Cohort) -> Verdict:
    """Read what is left to prepare of a session: those who run it, advise it or evaluate it."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & PREPARES:
        return GRANTED
    return refused(_("What is left to prepare is read by the team of the session."))


def being_prepared(cohorts: QuerySet[Cohort]) -> Cohort | None:
    """Of these, the next that has no project yet: until then a session has little else to show."""
    waiting = cohorts.filter(projects=None, ends__gte=timezone.localdate()).select_related("programme")
    return waiting.order_by("starts", "pk").first()


def of(user: Any, programme: Programme, cohort: Cohort | None = None) -> Preparation:
    """In the order in which one prepares; a number of queries that depends on nothing."""
    return Preparation(list(_steps(user, programme, cohort)))


def _steps(user: Any, programme: Programme, cohort: Cohort | None) -> Iterator[Step]:
    people = People(programme, cohort)
    yield _said(user, programme)
    yield _team(user, programme, people)
    if cohort is None:
        may = can_open_cohort(user, programme)
        to = reverse("programmes:open_cohort", args=[programme.slug])
        yield _step(_("Open the first session"), False, may, to, _("the national team"))
        return
    cohort.programme = programme
    opened = _("from %(first)s to %(last)s") % {"first": in_words(cohort.starts), "last": in_words(cohort.ends)}
    yield Step(_("Open the session"), True, f"{cohort.name}, {opened}")
    there = _there(cohort)
    yield from _people(user, cohort, people)
    yield from _call(user, cohort, there["form"])
    yield from _year(user, cohort, there)


def _step(label: str, done: bool, may: Verdict, to: str, whose: str, told: str = "", waits: bool = False) -> Step:
    return Step(label, done, told, to if may else "", "" if may else whose, waits and not done)


class People:
    """Who holds which role in a programme and one of its sessions, and who was asked: two queries."""

    def __init__(self, programme: Programme, cohort: Cohort | None) -> None:
        scopes = [scope for scope in (programme, cohort) if scope]
        held = Role.objects.in_force().on(*scopes).filter(user__is_active=True)
        self.held: dict[str, set[str]] = {}
        for code, name in held.values_list("code", "user__name"):
            self.held.setdefault(code, set()).add(name)
        asked = Q()
        for scope in scopes:
            asked |= Q(pk__in=Invitation.objects.open().to(scope).values("pk"))
        self.asked = list(Invitation.objects.filter(asked).values_list("code", flat=True))

    def told(self, code: str) -> str:
        """Who holds it; or how many were asked."""
        if code in self.held:
            names = sorted(self.held[code])
            more = len(names) - 3
            return ", ".join(names[:3]) + (f" (+{more})" if more > 0 else "")
        n = self.asked.count(code)
        said = ngettext("%(n)d invitation without an answer yet", "%(n)d invitations without an answer yet", n)
        return said % {"n": n} if n else ""


def _said(user: Any, programme: Programme) -> Step:
    """What the public page says of the programme."""
    lacks = [
        str(label)
        for label, value in (
            (_("what it is for"), programme.purpose),
            (_("the body that carries it"), programme.carried_by),
            (_("an address to write to"), programme.contact),
        )
        if not value
    ]
    told = _("Missing: %(what)s") % {"what": ", ".join(lacks)} if lacks else programme.carried_by
    to = reverse("programmes:edit", args=[programme.slug])
    may = can_run_programme(user, programme)
    return _step(_("Say what the programme is"), not lacks, may, to, _("those who run the programme"), told)


def _team(user: Any, programme: Programme, people: People) -> Step:
    lead = RoleCode.PROGRAMME_LEAD
    to = reverse("programmes:team", args=[programme.slug])
    may = can_run_programme(user, programme)
    whose = _("those who run the programme")
    return _step(
        _("Have somebody lead it"), lead in people.held, may, to, whose, people.told(lead), lead in people.asked
    )


def _people(user: Any, cohort: Cohort, people: People) -> list[Step]:
    may, whose = can_keep_people(user, cohort), _("the national team and the administrators")
    to = reverse("projects:session_people", args=[cohort.slug])
    asked = ((RoleCode.ADVISER, _("Invite the advisers")), (RoleCode.EVALUATOR, _("Invite the evaluators")))
    return [
        _step(label, code in people.held, may, to, whose, people.told(code), code in people.asked)
        for code, label in asked
    ]


def _there(cohort: Cohort) -> dict[str, bool]:
    """What is there already, in one query."""
    return Cohort.objects.values(
        form=Exists(Questionnaire.objects.filter(audience=APPLICATION, revisions__published_at__isnull=False)),
        framework=Exists(Framework.objects.filter(cohort=OuterRef("pk"))),
        seminar=Exists(Seminar.objects.filter(cohort=OuterRef("pk"))),
    ).get(pk=cohort.pk)


def _call(user: Any, cohort: Cohort, made: bool) -> list[Step]:
    """The form, the words and the announcement of its latest call."""
    call = Call.objects.filter(cohort=cohort).select_related("questionnaire").order_by("-opens", "-pk").first()
    missing = missing_from(call) if call and not call.announced else []
    may, whose = can_compose_call(user, cohort), _("the national team and the advisers")
    write = _step(
        _("Choose the form of the applications"),
        bool(made or (call and call.questionnaire_id)),
        can_begin(user),
        reverse("selection:application_forms"),
        _("the team"),
    )
    if call is None:
        to = reverse("selection:compose_call", args=[cohort.slug])
        compose = _step(_("Compose the call for projects"), False, may, to, whose)
        return [write, compose, Step(_("Announce the call"), False, _("once it is composed"))]
    call.cohort = cohort
    to = reverse("selection:composing", args=[call.slug])
    told = " ".join(missing) or call.title
    compose = _step(_("Compose the call for projects"), not missing, may, to, whose, told)
    may = can_decide(user, cohort)
    announce = _step(_("Announce the call"), call.announced, may, to, _("the national team"), _when(call))
    return [write, compose, announce]


def _when(call: Call) -> str:
    if not call.announced:
        return ""
    day, now = in_words(timezone.localtime(call.opens, call.zone)), timezone.now()
    if call.opens > now:
        return _("it opens on %(day)s") % {"day": day}
    last = in_words(timezone.localtime(call.closes, call.zone))
    return (_("open until %(day)s") if call.closes > now else _("closed since %(day)s")) % {"day": last}


def _year(user: Any, cohort: Cohort, there: dict[str, bool]) -> list[Step]:
    """What the year of support needs, and that is better settled before it begins."""
    return [
        _step(
            _("Adopt the evaluation framework"),
            there["framework"],
            GRANTED if there["framework"] else can_adopt_framework(user, cohort),
            reverse("evaluation:cohort_framework", args=[cohort.slug]),
            _("the national team and the evaluators"),
        ),
        _step(
            _("Give the first seminar its date"),
            there["seminar"],
            can_create_seminar(user),
            reverse("seminars:list"),
            _("the team"),
        ),
    ]
