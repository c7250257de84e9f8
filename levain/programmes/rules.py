from django.utils.translation import gettext as _

from levain.foundation import held_news
from levain.foundation.models import JournalEntry, Letter
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, House, Programme

STEERS = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR)


# Those who answer for a programme and for who is in it.
RUNS = {RoleCode.PROGRAMME_LEAD, RoleCode.ADMINISTRATOR}
KEEPS_OUTBOX = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.ADMINISTRATOR}


def can_steer(user, cohort: Cohort) -> Verdict:
    """See all the projects of a cohort at a glance."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & set(STEERS):
        return GRANTED
    return refused(_("Steering is for the national team, the advisers and the evaluators of this cohort."))


def can_steer_programme(user, programme: Programme) -> Verdict:
    """See all the cohorts of a programme at a glance."""
    if user.is_authenticated and user.codes_on(programme) & set(STEERS):
        return GRANTED
    return refused(_("The list of the cohorts is for the national team, the advisers and the evaluators."))


def administers_house(user) -> bool:
    return user.is_authenticated and user.holds(RoleCode.ADMINISTRATOR, on=House.this())


def can_found_programme(user) -> Verdict:
    if administers_house(user):
        return GRANTED
    return refused(_("A programme is founded by whoever administers the whole house."))


def can_run_programme(user, programme: Programme) -> Verdict:
    """Change what is said of a programme; see who runs it, invite, end a role."""
    if user.is_authenticated and user.codes_on(programme) & RUNS:
        return GRANTED
    return refused(_("A programme is kept by its national team and its administrators."))


def can_see_programme(user, programme: Programme) -> Verdict:
    may = can_run_programme(user, programme)
    return may or can_steer_programme(user, programme)


def runs_offered(user, programme: Programme) -> list[str]:
    """The roles on the whole programme to which she may invite: those she holds; and whoever administers it finds
    somebody to lead it while nobody does."""
    held = user.codes_on(programme) & RUNS if user.is_authenticated else set()
    if RoleCode.ADMINISTRATOR in held and not is_led(programme):
        held = RUNS
    return sorted(held, reverse=True)


def is_led(programme: Programme) -> bool:
    led = Role.objects.in_force().on(programme)
    return led.filter(code=RoleCode.PROGRAMME_LEAD, user__is_active=True).exists()


def can_open_cohort(user, programme: Programme) -> Verdict:
    """Begin a new session of a programme."""
    if user.is_authenticated and RoleCode.PROGRAMME_LEAD in user.codes_on(programme):
        return GRANTED
    return refused(_("A new session is opened by the national team of the programme."))


def can_keep_outbox(user, cohort: Cohort) -> Verdict:
    """Read, correct, hold and release the letters of a cohort."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & KEEPS_OUTBOX:
        return GRANTED
    return refused(_("The letters of a cohort are for its national team, its advisers and its administrators."))


def can_keep_letter(user, letter: Letter) -> Verdict:
    """A letter of another programme, or of nobody's outbox, is read by no one here."""
    if isinstance(letter.place, Cohort):
        return can_keep_outbox(user, letter.place)
    return refused(_("Nobody reads this letter but the person it is for."))


def can_decide_news(user, entry: JournalEntry) -> Verdict:
    """Let go or drop news held in a cohort: whoever keeps its outbox, and may read what they tell."""
    place = entry.place
    cohort = place if isinstance(place, Cohort) else getattr(place, "cohort", None)
    if cohort is None:
        return refused(_("This news is in nobody's outbox."))
    may = can_keep_outbox(user, cohort)
    if may and not held_news.may_read(user, entry):
        return refused(_("You may not read what this news tells: somebody else decides of it."))
    return may


def can_decide(user, cohort: Cohort) -> Verdict:
    """Retain a project, publish, answer a lead: the national team decides."""
    if user.is_authenticated and RoleCode.PROGRAMME_LEAD in user.codes_on(cohort, cohort.programme):
        return GRANTED
    return refused(_("The national team decides this."))
