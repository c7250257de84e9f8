"""Who reads a conversation, who speaks in it, and who changes her own words."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation import registry
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Circle, Conversation, Message, Project, ProjectTerritory, in_any
from levain.projects.models.project import IN_THE_PROJECT
from levain.projects.rules.access import (
    READS,
    THE_COLLECTIVE,
    WRITES,
    audiences_read,
    can_open_space,
    codes,
    in_cohort,
    in_her_cohorts,
    readable,
)
from levain.territories.models import Territory

# Those who support a project from outside; an expert is added by name.
SUPPORTING = {RoleCode.ADVISER, RoleCode.STATE_SERVICE, RoleCode.PROGRAMME_LEAD}
# Those of whom the supporting side talks: they never read it, whatever else they are.
SUPPORTED = THE_COLLECTIVE | {RoleCode.OBSERVER, RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER}
# Who only looks on.
SILENT = {RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR, RoleCode.JUROR, RoleCode.JURY_CHAIR}
STARTS = WRITES | SUPPORTING | {RoleCode.FACILITATOR}
GATHERS = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.FACILITATOR}
SETTLES = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}


def codes_across(user, cohort: Cohort) -> set[str]:
    """What she holds in a cohort: on itself, on its programme, on its projects, or on the territory of one."""
    if not user.is_authenticated:
        return set()
    known = user.__dict__.setdefault("_codes_by_cohort", {})
    if cohort.pk not in known:
        held = user.codes_on(cohort, cohort.programme)
        if mine := user.scopes(Project):
            held |= user.codes_on(*Project.objects.filter(cohort=cohort, pk__in=mine).only("pk"))
        if RoleCode.STATE_SERVICE not in held and _covers_one(user, cohort):
            held.add(RoleCode.STATE_SERVICE)
        known[cohort.pk] = held
    return known[cohort.pk]


def _covers_one(user, cohort: Cohort) -> bool:
    covered = user.scopes(Territory, RoleCode.STATE_SERVICE)
    theirs = ProjectTerritory.objects.filter(project__cohort=cohort, territory__outer_links__outer__in=covered)
    return bool(covered) and theirs.exists()


def _held(user, place: Project | Cohort) -> set[str]:
    return codes(user, place) if isinstance(place, Project) else codes_across(user, place)


def _supports(user, place: Project | Cohort) -> bool:
    held = _held(user, place)
    return bool(held & SUPPORTING) and not held & SUPPORTED


def _is_named(user, conversation: Conversation) -> bool:
    """An expert reads what was opened to her by name, for as long as she is one here."""
    held = _held(user, conversation.place)
    if RoleCode.EXPERT not in held or held & SUPPORTED:
        return False
    return any(person.pk == user.pk for person in conversation.named.all())


def can_read_conversation(user, conversation: Conversation) -> Verdict:
    project, audience = conversation.project, conversation.audience
    if audience == Circle.SUPPORT:
        reads = _supports(user, conversation.place) or _is_named(user, conversation)
    elif audience == Circle.COHORT:
        reads = in_cohort(user, conversation.cohort) or bool(project and codes(user, project))
    else:
        reads = bool(project and codes(user, project) & READS[Audience(audience)])
    return GRANTED if reads else refused(_("This conversation was not opened to you."))


def open_to(user) -> Q:
    """The filter of the conversations she may read: the same rule, for lists."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    among = ~Q(audience=Circle.SUPPORT) & readable(user)
    of_cohort = Q(audience=Circle.COHORT, project=None) & in_her_cohorts(user, "cohort")
    return among | of_cohort | Q(audience=Circle.SUPPORT) & _supporting(user)


def conversations_read(user, project: Project) -> QuerySet[Conversation]:
    """Those of one project that she may read: `open_to`, where what she holds there is already known."""
    return Conversation.objects.filter(_opened_there(user, project))


def open_in(user, project: Project) -> Q:
    """The filter of the same, and of those of the whole cohort: what the pages of a project show."""
    found = _opened_there(user, project)
    if _takes_part(user, project):
        found |= Q(audience=Circle.COHORT, cohort=project.cohort_id)
    return found


def _opened_there(user, project: Project) -> Q:
    circles = {*audiences_read(user, project), *([Circle.SUPPORT] if _supports(user, project) else [])}
    read, held = Q(audience__in=circles), codes(user, project)
    if RoleCode.EXPERT in held and not held & SUPPORTED:
        named = Conversation.named.through.objects.filter(user=user).values("conversation")
        read |= Q(audience=Circle.SUPPORT, pk__in=named)
    return Q(project=project) & read


def _takes_part(user, project: Project) -> bool:
    """`in_cohort`, known without a query to whoever holds something in the project itself."""
    followed = {*IN_THE_PROJECT, RoleCode.STATE_SERVICE}
    return bool(codes(user, project) & followed) or in_cohort(user, project.cohort)


def _supporting(user) -> Q:
    """Where she is on the supporting side, and carries nothing herself."""
    supported, expert = user.scopes(Project, *SUPPORTING), user.scopes(Project, RoleCode.EXPERT)
    wide = {"cohort": user.scopes(Cohort, *SUPPORTING), "cohort__programme": user.scopes(Programme, *SUPPORTING)}
    on_site = user.scopes(Territory, RoleCode.STATE_SERVICE)
    if not (supported or expert or on_site or any(wide.values())):
        return Q(pk__in=[])
    of_project, of_cohort = in_any({**wide, "project": supported}), in_any(wide)
    if supported:
        of_cohort |= Q(cohort__in=_cohorts_of(supported))
    if expert:
        named = Q(pk__in=Conversation.named.through.objects.filter(user=user).values("conversation"))
        of_project |= named & Q(project__in=expert)
        of_cohort |= named & Q(cohort__in=_cohorts_of(expert))
    if on_site:
        covered = ProjectTerritory.objects.filter(territory__outer_links__outer__in=on_site)
        of_project |= Q(project__in=covered.values("project"))
        of_cohort |= Q(cohort__in=covered.values("project__cohort"))
    carried = user.scopes(Project, *SUPPORTED)
    return Q(project__isnull=False) & of_project & ~Q(project__in=carried) | (
        Q(project=None) & of_cohort & ~Q(cohort__in=_cohorts_of(carried))
    )


def _cohorts_of(projects: list[int]):
    return Project.objects.filter(pk__in=projects).order_by().values("cohort")


def can_list_conversations(user, project: Project) -> Verdict:
    return can_open_space(user, project)


def can_list_in_cohort(user, cohort: Cohort) -> Verdict:
    if in_cohort(user, cohort):
        return GRANTED
    return refused(_("These conversations are open to those who take part in the cohort."))


def circles_offered(user, place: Project | Cohort) -> list[Circle]:
    """For whom she may start a conversation here: those she reads herself, the widest useful one first."""
    held = _held(user, place) - SILENT
    if not held & STARTS:
        return []
    offered = []
    if isinstance(place, Project):
        offered += [circle for circle in (Circle.PROJECT, Circle.COLLECTIVE) if held & READS[Audience(circle)]]
        offered.append(Circle.COHORT)
    elif user.codes_on(place, place.programme) & GATHERS:
        offered.append(Circle.COHORT)
    if _supports(user, place):
        offered.append(Circle.SUPPORT)
    return offered


def can_start(user, project: Project) -> Verdict:
    if circles_offered(user, project):
        return GRANTED
    return refused(_("Only the project's team and those who support it start a conversation here."))


def can_start_in_cohort(user, cohort: Cohort) -> Verdict:
    if circles_offered(user, cohort):
        return GRANTED
    return refused(_("Those who run or support the cohort start its conversations. Start yours in your project."))


def can_speak(user, conversation: Conversation) -> Verdict:
    readable = can_read_conversation(user, conversation)
    if not readable:
        return readable
    held = codes_across(user, conversation.cohort) | _held(user, conversation.place)
    if not held - SILENT:
        return refused(_("You read this conversation without taking part in it."))
    if conversation.closed_at:
        return refused(_("This conversation is closed: its messages stay here to be read."))
    return GRANTED


def can_settle(user, conversation: Conversation) -> Verdict:
    """Close it, or open it again: whoever started it, or the adviser."""
    if user.pk != conversation.started_by_id and not _held(user, conversation.place) & SETTLES:
        return refused(_("The person who started this conversation, or the adviser, closes it."))
    return can_read_conversation(user, conversation)


def can_read_message(user, message: Message) -> Verdict:
    if message.withdrawn_at:
        return refused(_("This message has been withdrawn by the person who wrote it."))
    return can_read_conversation(user, message.conversation)


def can_answer(user, message: Message) -> Verdict:
    """Answer a message from the mail that carries it."""
    seen = can_read_message(user, message)
    return seen and can_speak(user, message.conversation)


def can_correct(user, message: Message) -> Verdict:
    if user != message.author:
        return refused(_("Only the person who wrote this message may change it."))
    if message.withdrawn_at:
        return refused(_("This message has been withdrawn."))
    return can_speak(user, message.conversation)


def can_withdraw(user, message: Message) -> Verdict:
    """Her words stay hers, even when the conversation is closed or she has left."""
    if user != message.author:
        return refused(_("Only the person who wrote this message may withdraw it."))
    if message.withdrawn_at:
        return refused(_("This message has already been withdrawn."))
    return GRANTED


def talks_in(user) -> list[Project]:
    """The projects in which she may start a conversation, the latest cohort first."""
    followed = Project.objects.followed_by(user).select_related("cohort__programme")
    return [project for project in followed.order_by("-cohort__starts", "name")[:12] if can_start(user, project)]


def can_talk_about(user, thing) -> Verdict:
    """Bring it into a conversation of its project; what has none, or is shared by another, into one of hers."""
    seen = registry.may_see(user, thing)
    if not seen:
        return seen
    place = said.place(thing) if (said := registry.of(thing)) else None
    shared = getattr(thing, "audience", "") in (Audience.COHORT, Audience.PUBLIC)
    if isinstance(place, Project) and (can_start(user, place) or not shared):
        return can_start(user, place)
    if user.is_authenticated and user.holds(*STARTS):
        return GRANTED
    return refused(_("Only those who carry or support a project start its conversations."))


def can_talk_about_carried(user, message: Message) -> Verdict:
    """The same, asked of what a message carries."""
    return can_talk_about(user, message.carried)
