"""Whom a need waits for, and since when: computed from what is recorded, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.people.models import Organisation, Role, RoleCode
from levain.people.naming import in_a_sentence
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.projects.rules import THE_COLLECTIVE
from levain.support.models import Need, Proposal, Referral

TOWN_HALLS = {Organisation.Kind.COMMUNE, Organisation.Kind.EPCI}
LEADS_NOWHERE = {Proposal.Answer.NOT_FOR_US, Proposal.Answer.NOT_OBTAINED, Proposal.Answer.DONE_BEFORE}


@dataclass(frozen=True)
class Wait:
    """`side` is a role code, empty when nobody is waited for; `until` is the date hoped for or announced.

    `person` is the one whom every page, reminder and mail holds to be waited for, where one person is.
    """

    side: str
    who: str
    what: str
    since: date | None = None
    until: date | None = None
    person: int | None = None

    def is_on(self, person: Any, *sides: str) -> bool:
        """Whether it is she who is waited for, who stands on one of these sides."""
        return self.side in sides and self.person in (None, person.pk)

    @property
    def sentence(self) -> str:
        said = {"who": self.who, "what": self.what, "since": in_words(self.since), "until": in_words(self.until)}
        if not self.side:
            return self.what
        if self.until:
            return _("Waits for %(who)s, since %(since)s: %(what)s, hoped for on %(until)s.") % said
        return _("Waits for %(who)s, since %(since)s: %(what)s.") % said


def with_waits(needs: QuerySet) -> QuerySet:
    """The needs with all that `waits_for` reads, in two queries; the caller says what it reads of their projects."""
    waiting = Proposal.objects.filter(answer=Proposal.Answer.WAITING)
    return (
        needs.select_related("stated_by", "carried_by", "qualified_by", "advised_by")
        .annotate(
            unanswered_since=_of_each(waiting, Min("proposed_on")),
            last_answer_on=_of_each(Proposal.objects.all(), Max("answered_on")),
            proposals_alive=_of_each(Proposal.objects.exclude(answer__in=LEADS_NOWHERE), Count("pk")),
            **_people(),
        )
        .prefetch_related(Prefetch("referrals", Referral.objects.select_related("service")))
        .order_by("-stated_on", "-pk")
    )


def _of_each(proposals: QuerySet, figure: Min | Max | Count) -> Subquery:
    """A figure over the proposals of each need: quicker than to group by all that is read of it."""
    of_need = proposals.filter(need=OuterRef("pk")).order_by().values("need")
    return Subquery(of_need.annotate(figure=figure).values("figure"))


def _people() -> dict[str, Subquery | Exists]:
    """Who is waited for by name, and may do what is waited for.

    The first adviser of the cohort, else of the programme, and whether who put the need in words, or took over from
    her, still advises; the first bearer, and whether who stated the need still speaks for the collective.
    """
    of_cohort, of_programme = (ContentType.objects.get_for_model(model).pk for model in (Cohort, Programme))
    cohort = Q(scope_type=of_cohort, scope_id=OuterRef("project__cohort_id"))
    programme = Q(scope_type=of_programme, scope_id=OuterRef("project__cohort__programme_id"))
    advise = Role.objects.in_force().filter(cohort | programme, code=RoleCode.ADVISER, user__is_active=True)
    closest = Case(When(scope_type=of_cohort, then=0), default=1)
    first = advise.annotate(closest=closest).order_by("closest", "since", "pk")
    of_project = ContentType.objects.get_for_model(Project).pk
    speak = Role.objects.in_force().filter(
        scope_type=of_project, scope_id=OuterRef("project_id"), code__in=THE_COLLECTIVE, user__is_active=True
    )
    bears = Case(When(code=RoleCode.BEARER, then=0), default=1)
    speaker = speak.annotate(bears=bears).order_by("bears", "since", "pk")
    return {
        "carrier_speaks": Exists(speak.filter(user=Coalesce(OuterRef("carried_by"), OuterRef("stated_by")))),
        "bearer_name": Subquery(speaker.values("user__name")[:1]),
        "bearer_pk": Subquery(speaker.values("user")[:1]),
        "adviser_name": Subquery(first.values("user__name")[:1]),
        "adviser_pk": Subquery(first.values("user")[:1]),
        "guide_advises": Exists(advise.filter(user=Coalesce(OuterRef("advised_by"), OuterRef("qualified_by")))),
    }


def adviser_of(need: Need) -> dict[str, Any]:
    """The name by which every page says that a need waits for its adviser, and who this is."""
    _know_people(need)
    if need.guide and need.guide_advises:
        return {"who": str(need.guide), "person": need.guide.pk}
    return {"who": need.adviser_name or _("the adviser"), "person": need.adviser_pk}


def bearer_of(need: Need) -> dict[str, Any]:
    """The same for the project: whoever carries the need if she may answer for it, else its first bearer."""
    _know_people(need)
    if need.carrier_speaks:
        return {"who": str(need.carrier), "person": need.carrier.pk}
    return {"who": need.bearer_name or _("the project"), "person": need.bearer_pk}


def _know_people(need: Need) -> None:
    if "adviser_name" not in vars(need):
        people = _people()
        need.__dict__.update(Need.objects.annotate(**people).values(*people).get(pk=need.pk))


def _proposals(need: Need) -> tuple[date | None, date | None, int]:
    """Unanswered since, last answered on, number that led somewhere: annotated, or counted from the rows."""
    known = vars(need)
    if "proposals_alive" in known:
        return known["unanswered_since"], known["last_answer_on"], known["proposals_alive"] or 0
    rows = list(need.proposals.all())
    return (
        min((row.proposed_on for row in rows if row.answer == Proposal.Answer.WAITING), default=None),
        max((row.answered_on for row in rows if row.answered_on), default=None),
        sum(row.answer not in LEADS_NOWHERE for row in rows),
    )


def waits_for(need: Need) -> Wait:
    """Whom the need waits for first, the longest wait."""
    return all_waits(need)[0]


def all_waits(need: Need) -> list[Wait]:
    """Everyone a need waits for, the longest wait first: answers and replies can be waited for together."""
    if need.state == Need.State.CLOSED:
        return [Wait("", "", _("This need waits for nobody any more."), need.outcome_on)]
    if need.state == Need.State.STATED:
        what = _("put this need in words with the project")
        return [Wait(RoleCode.ADVISER, what=what, since=need.stated_on, **adviser_of(need))]
    bearer = bearer_of(need)
    if need.state == Need.State.QUALIFIED:
        what = _("say whether the adviser's words are right")
        agreement = Wait(RoleCode.BEARER, what=what, since=need.qualified_on, **bearer)
        return _in_order([agreement, *_pending(need, bearer)])
    return _in_order(_pending(need, bearer)) or [_what_next(need, bearer)]


def _in_order(waits: list[Wait]) -> list[Wait]:
    return sorted(waits, key=lambda wait: wait.since or date.max)


def _pending(need: Need, bearer: dict[str, Any]) -> list[Wait]:
    waits = [
        Wait(
            RoleCode.LOCAL_AUTHORITY if referral.service.kind in TOWN_HALLS else RoleCode.STATE_SERVICE,
            in_a_sentence(str(referral.service)),
            _("reply to the question"),
            referral.asked_on,
            referral.back_on or referral.hoped_by,
        )
        for referral in need.referrals.all()
        if not referral.replied_on
    ]
    unanswered_since = _proposals(need)[0]
    if unanswered_since:
        waits.append(Wait(RoleCode.BEARER, what=_("answer what was proposed"), since=unanswered_since, **bearer))
    return waits


def _what_next(need: Need, bearer: dict[str, Any]) -> Wait:
    """Nothing is pending: the adviser proposes, or the project tells what came of what it received."""
    _unanswered, last_answer_on, alive = _proposals(need)
    replied = [referral.replied_on for referral in need.referrals.all() if referral.replied_on]
    days = [day for day in (last_answer_on, *replied) if day]
    since = max(days, default=need.agreed_on or need.stated_on)
    if replied and max(replied) == since:
        services = [referral.service for referral in need.referrals.all() if referral.replied_on == since]
        what = _("read the reply of %(who)s, then tell what came of it")
        what %= {"who": in_a_sentence(str(services[0]))}
        return Wait(RoleCode.BEARER, what=what, since=since, **bearer)
    if replied or alive:
        return Wait(RoleCode.BEARER, what=_("tell what came of it"), since=since, **bearer)
    return Wait(RoleCode.ADVISER, what=_("propose supports"), since=since, **adviser_of(need))


def waited_for(need: Need) -> set[int]:
    """The people of the project and of its support whom the need waits for now: who must answer a notice of it."""
    [asked] = with_waits(Need.objects.filter(pk=need.pk))
    return {wait.person for wait in all_waits(asked) if wait.person}
