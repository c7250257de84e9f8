"""Who reads, writes and rates objectives. Each side gives its level before it sees the others'."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from levain.evaluation.models import Moment, Objective, Rating, Voice
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import audiences_read, codes

SPEAKS = {
    Voice.INHABITANTS: {RoleCode.BEARER, RoleCode.MEMBER},
    Voice.AUTHORITY: {RoleCode.LOCAL_AUTHORITY},
    Voice.STATE: {RoleCode.STATE_SERVICE},
}
WRITES = {RoleCode.ADVISER, RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY}
ORDER = {moment: place for place, moment in enumerate(Moment.values)}


def voices_of(user, project: Project) -> set[str]:
    """The sides for which she may speak in a project."""
    held = codes(user, project)
    return {voice for voice, roles in SPEAKS.items() if held & roles}


def can_read_objectives(user, project: Project) -> Verdict:
    if Audience.PROJECT in audiences_read(user, project):
        return GRANTED
    return refused(_("The objectives are shown to the project's team and to those who support it."))


def can_read_objective(user, objective: Objective) -> Verdict:
    return can_read_objectives(user, objective.project)


def can_write_objectives(user, project: Project) -> Verdict:
    if codes(user, project) & WRITES:
        return GRANTED
    return refused(_("Only the project's bearers, its local authority and its adviser write its objectives."))


def can_word(user, project: Project, voice: str) -> Verdict:
    """Each side writes its own words; the adviser types for all."""
    if voice in voices_of(user, project) or RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("These words belong to another side."))


def can_edit_objective(user, objective: Objective) -> Verdict:
    if objective.withdrawn_on:
        return refused(_("This objective was withdrawn."))
    if any(objective.ratings.all()):
        return refused(
            _("This objective has been rated: its levels no longer change. Withdraw it and write another one.")
        )
    return can_write_objectives(user, objective.project)


def can_withdraw(user, objective: Objective) -> Verdict:
    if objective.withdrawn_on:
        return refused(_("This objective was withdrawn."))
    return can_write_objectives(user, objective.project)


def can_rate(user, objective: Objective) -> Verdict:
    held = codes(user, objective.project)
    if not voices_of(user, objective.project) and RoleCode.ADVISER not in held:
        return refused(_("The inhabitants, the local authority and the State rate the objectives."))
    if objective.withdrawn_on:
        return refused(_("This objective was withdrawn."))
    if not objective.agreed_on:
        return refused(_("The five levels of this objective are not agreed yet."))
    return GRANTED


def can_rate_again(user, rating: Rating) -> Verdict:
    """The objective of a rating may be rated at its moment."""
    return can_rate(user, rating.objective)


def can_rate_as(user, objective: Objective, voice: str) -> Verdict:
    """She speaks for this side, or types for it as the adviser."""
    if voice in voices_of(user, objective.project) or RoleCode.ADVISER in codes(user, objective.project):
        return can_rate(user, objective)
    return refused(_("You do not speak for this side of the project."))


def can_confirm(user, rating: Rating) -> Verdict:
    if rating.confirmed:
        return refused(_("This level is already confirmed."))
    if rating.voice not in voices_of(user, rating.objective.project):
        return refused(_("Only the side that gave this level confirms it."))
    return GRANTED


def has_given(objective: Objective, moment: str, voice: str) -> bool:
    """Whether a side has given its level at this moment, or let it pass and rated a later one."""
    return any(
        rating.voice == voice and rating.confirmed and ORDER[rating.moment] >= ORDER[moment]
        for rating in objective.ratings.all()
    )


def sees_level(user, objective: Objective, moment: str, voice: str) -> bool:
    """A side sees its own level, and the others' once it has given its own; who speaks for no side sees all."""
    own = voices_of(user, objective.project)
    return voice in own or all(has_given(objective, moment, mine) for mine in own)


def can_read_rating(user, rating: Rating) -> Verdict:
    read = can_read_objectives(user, rating.objective.project)
    if read and not sees_level(user, rating.objective, rating.moment, rating.voice):
        return refused(_("Give your side's level first: the others' levels show afterwards."))
    return read


def ratings_read(user, project: Project) -> QuerySet[Rating]:
    """Those of a project that she may read: `can_read_rating`, for lists."""
    found = Rating.objects.filter(objective__project=project)
    if not can_read_objectives(user, project):
        return found.none()
    own = voices_of(user, project)
    seen = Q(voice__in=own)
    for moment in Moment:
        since = [later for later in Moment if ORDER[later] >= ORDER[moment]]
        given = Rating.objects.filter(objective=OuterRef("objective"), rated_by__isnull=False, moment__in=since)
        seen |= Q(*(Exists(given.filter(voice=mine)) for mine in own), moment=moment)
    return found.filter(seen)
