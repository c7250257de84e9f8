"""What this package says of its objects to the rest of the house."""

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.evaluation import figures, mail_answers, pending, roster_pending, rules, survey_registered
from levain.evaluation.models import Framework, Objective, Rating, RosterMember, RosterSheet, RosterWave, Voice
from levain.evaluation.sources import jury, scores, seminars, ties
from levain.foundation import registry
from levain.foundation.registry import Gesture, Speaker
from levain.people.models import RoleCode
from levain.projects import feed, showcase
from levain.seminars.models import Seminar

SIDE = {
    Voice.INHABITANTS: RoleCode.BEARER,
    Voice.AUTHORITY: RoleCode.LOCAL_AUTHORITY,
    Voice.STATE: RoleCode.STATE_SERVICE,
}
WORDED_BY = {f"written_by_{voice}": voice for voice in Voice}


# Before they agree, the words of one side name an objective.
WORDINGS = ("agreed", "written_by_inhabitants", "written_by_authority", "written_by_state")
FIRST_WORDS = Coalesce(*(NullIf(F(words), Value("")) for words in WORDINGS), Value(""))


def speaker_of_objective(objective, field):
    """Each side speaks in its own words; the agreed ones belong to no single side."""
    voice = WORDED_BY.get(field)
    if voice is None:
        return Speaker("", str(_("the sides together")))
    name = {
        Voice.INHABITANTS: objective.project.collective.name,
        Voice.AUTHORITY: objective.project.local_authority.name,
    }.get(voice, str(Voice.STATE.label))
    return Speaker(SIDE[voice], name)


def speaker_of_rating(rating, field):
    voice = Voice(rating.voice)
    name = str(rating.rated_by) if rating.rated_by else str(voice.label)
    return Speaker(SIDE[voice], name, rating.rated_by)


def title_of_rating(rating):
    said = {"voice": rating.get_voice_display(), "moment": rating.get_moment_display(), "objective": rating.objective}
    return str(_("%(objective)s: level given by %(voice)s, %(moment)s")) % said


def say() -> None:
    registry.register(
        Objective,
        visible=rules.can_read_objective,
        title=str,
        place=lambda objective: objective.project,
        texts={
            "agreed": _("agreed objective"),
            "written_by_inhabitants": _("what the inhabitants expect"),
            "written_by_authority": _("what the local authority expects"),
            "written_by_state": _("what the State expects"),
        },
        speaker=speaker_of_objective,
        date=lambda objective: objective.agreed_on or objective.created_at.date(),
    )
    showcase.add_block(
        "objectives",
        _("What it wants to reach"),
        lambda project: Objective.objects.filter(project=project).settled(),
        rows=True,
        template="projects/blocks/list.html",
        order=20,
    )
    registry.register(
        Rating,
        visible=rules.can_read_rating,
        title=title_of_rating,
        place=lambda rating: rating.objective.project,
        texts={"reason": _("reason of a level")},
        speaker=speaker_of_rating,
        date=lambda rating: rating.rated_on,
    )
    registry.register(
        Framework,
        visible=lambda user, framework: rules.can_read_frameworks(user),
        title=lambda framework: str(_("Evaluation framework")),
        place=lambda framework: framework.cohort,
    )
    registry.add_gesture(
        Seminar,
        Gesture(
            label=_("Ties between the organisations"),
            url_name="evaluation:ties_of_seminar",
            rule=rules.can_read_ties_around,
        ),
    )
    registry.register(
        RosterMember,
        visible=lambda user, member: rules.can_read_ties(user, member.cohort),
        title=str,
        place=lambda member: member.cohort,
    )
    registry.register(
        RosterWave,
        visible=lambda user, wave: rules.can_read_ties(user, wave.cohort),
        title=str,
        place=lambda wave: wave.cohort,
    )
    registry.register(
        RosterSheet,
        visible=lambda user, sheet: rules.can_read_ties(user, sheet.wave.cohort),
        title=lambda sheet: str(sheet.member),
        place=lambda sheet: sheet.wave.cohort,
    )
    registry.word(
        **{
            "roster.completed": _("%(actor)s put an organisation on the roster: %(object)s"),
            "roster.left": _("%(actor)s took an organisation off the roster: %(object)s"),
            "wave.opened": _("%(actor)s asked who works with whom: %(object)s"),
            "sheet.asked": _("%(actor)s asks with whom you work: answer for %(object)s"),
            "sheet.reminded": _("%(object)s was asked once more with whom they work"),
            "sheet.answered": _("%(actor)s said with whom they work: %(object)s"),
            "sheet.declined": _("%(actor)s chose not to say with whom they work: %(object)s"),
            "objective.drafted": _("%(actor)s worked on an objective: %(object)s"),
            "objective.settled": _("%(actor)s recorded an agreed objective: %(object)s"),
            "objective.withdrawn": _("%(actor)s withdrew an objective: %(object)s"),
            "rating.typed": _("%(actor)s noted the level of your side (%(object)s): say whether it is right."),
            "rating.given": _("%(actor)s gave the level of one side"),
            "rating.changed": _("%(actor)s changed the level of one side"),
            "rating.confirmed": _("%(actor)s confirmed the level of one side"),
            "framework.adopted": _("%(actor)s adopted the evaluation framework"),
        }
    )
    figures.register("jury", _("The choice of the jury"), jury.figures, of_projects=False, order=5)
    figures.register("objectifs", _("Objectives: attainment scores"), scores.figures, order=10)
    figures.register("suites", _("What the seminars led to"), seminars.figures, of_projects=False, order=65)
    figures.register("liens", _("Ties between organisations"), ties.figures, of_projects=False, order=70)
    survey_registered.say()
    pending.say()
    mail_answers.say()
    roster_pending.say()
    feed.tell(Objective, opens=rules.can_read_objectives, words=FIRST_WORDS, link=_page)
    feed.tell(Rating, readable=rules.ratings_read, of="objective_id", link=_page)


def _page(project, objective: str) -> str:
    return reverse("evaluation:objectives", args=[project.slug]) + f"?objectif={objective}"
