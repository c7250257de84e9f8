"""Whom a need waits for, and since when: computed from what is recorded, never stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation.joined import with_rows
from levain.people.models import Organisation, Role, RoleCode
from levain.people.naming import in_a_sentence
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.projects.rules import THE_COLLECTIVE
from levain.support.models import Need, Proposal

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


def with_waits(needs: QuerySet) -> list[Need]:
    """The needs of a page with all that `waits_for` reads, in two queries whatever their number."""
    places = {"cohort_pk": F("project__cohort"), "programme_pk": F("project__cohort__programme")}
    found = with_rows(needs.annotate(**places), "referrals", "service")
    _know(found)
    return found


class Held(NamedTuple):
    """A role by which one may do what is waited for."""

    since: date
    pk: int
    code: str
    person: int
    name: str


COLUMNS = ("what", "place", "said", "day", "other", "row", "person", "called")


def _know(needs: Sequence[Need]) -> None:
    """Give each of these needs its proposals in figures, and who is waited for on each side."""
    kinds = [ContentType.objects.get_for_model(model).pk for model in (Project, Cohort, Programme)]
    proposals: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    held: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for kind, place, said, day, other, row, person, name in _rows(needs, *kinds) if needs else ():
        if kind:
            held[kind, place].append(Held(day, row, said, person, name))
        else:
            proposals[place].append((said, day, other))
    for need in needs:
        need.answers_given = proposals[need.pk]
        project, cohort, programme = (
            sorted(held[scope])
            for scope in zip(kinds, (need.project_id, need.cohort_pk, need.programme_pk), strict=True)
        )
        bearers_first = sorted(project, key=lambda role: role.code != RoleCode.BEARER)
        need.speaks = _the_one(bearers_first, need.carried_by_id or need.stated_by_id, _("the project"))
        need.advises = _the_one(cohort + programme, need.advised_by_id or need.qualified_by_id, _("the adviser"))


def _rows(needs: Sequence[Need], project: int, cohort: int, programme: int) -> QuerySet:
    """The proposals of these needs, and the roles held today around them, in one query."""
    held = (
        Q(scope_type=project, scope_id__in={need.project_id for need in needs}, code__in=THE_COLLECTIVE)
        | Q(scope_type=cohort, scope_id__in={need.cohort_pk for need in needs}, code=RoleCode.ADVISER)
        | Q(scope_type=programme, scope_id__in={need.programme_pk for need in needs}, code=RoleCode.ADVISER)
    )
    roles = Role.objects.in_force().filter(held, user__is_active=True).order_by()
    proposals = Proposal.objects.filter(need__in=[need.pk for need in needs]).order_by()
    nobody = {"what": Value(0), "person": Value(0), "called": Value("", CharField())}
    of_roles = {"what": F("scope_type_id"), "place": F("scope_id"), "said": F("code"), "day": F("since")}
    of_roles |= {"other": F("until"), "row": F("pk"), "person": F("user_id"), "called": F("user__name")}
    of_proposals = {"place": F("need_id"), "said": F("answer"), "day": F("proposed_on"), "other": F("answered_on")}
    answered = proposals.annotate(**nobody, **of_proposals, row=F("pk")).values_list(*COLUMNS)
    return answered.union(roles.annotate(**of_roles).values_list(*COLUMNS), all=True)


def _the_one(held: Sequence[Held], first: int | None, otherwise: str) -> dict[str, Any]:
    """Whoever is named first (she stated it, put it in words or took over) if she may, else the first who may."""
    found = next((role for role in held if role.person == first), held[0] if held else None)
    return {"who": found.name, "person": found.person} if found else {"who": otherwise, "person": None}


def adviser_of(need: Need) -> dict[str, Any]:
    """The name by which every page says that a need waits for its adviser, and who this is."""
    return _known(need).advises


def bearer_of(need: Need) -> dict[str, Any]:
    """The same for the project."""
    return _known(need).speaks


def _known(need: Need) -> Need:
    if "speaks" not in vars(need):
        need.cohort_pk, need.programme_pk = need.project.cohort_id, need.project.cohort.programme_id
        _know([need])
    return need


def _proposals(need: Need) -> tuple[date | None, date | None, int]:
    """Unanswered since, last answered on, number that led somewhere."""
    rows = _known(need).answers_given
    return (
        min((proposed_on for answer, proposed_on, _on in rows if answer == Proposal.Answer.WAITING), default=None),
        max((answered_on for _answer, _on, answered_on in rows if answered_on), default=None),
        sum(answer not in LEADS_NOWHERE for answer, *_days in rows),
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
