"""A level that the adviser typed is confirmed, or corrected, from the mail by someone of the side that gave it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.evaluation import rules, services
from levain.evaluation.models import Rating
from levain.evaluation.side_by_side import signed
from levain.foundation import mail_answers
from levain.foundation.versions import ChangedSince

YES, ALL, NONE = "yes", "all", "no-level"


class NothingSaid(Exception):
    """Another level without its reason."""


def _question(rating: Rating) -> str:
    said = {
        "typist": rating.typed_by,
        "moment": rating.get_moment_display().lower(),
        "voice": rating.get_voice_display(),
        "objective": rating.objective,
        "level": _told(rating),
    }
    words = _("%(typist)s noted the level given by %(voice)s, %(moment)s. “%(objective)s”: %(level)s. Is it right?")
    return words % said


def _told(rating: Rating) -> str:
    """The level, and what the sides had described under it."""
    if rating.level is None:
        return _("no level")
    described = next((one.text for one in rating.objective.levels.all() if one.value == rating.level), "")
    return f"{signed(rating.level)}, {described}" if described else signed(rating.level)


def _choices(rating: Rating) -> list[tuple[str, str]]:
    waiting = Rating.objects.filter(
        objective__project=rating.objective.project, voice=rating.voice, rated_by=None
    ).count()
    offered = [(YES, _("Yes, this is the level our side gave"))]
    if waiting > 1:
        offered.append((ALL, _("Yes, and so are the %(n)d other levels noted for our side") % {"n": waiting - 1}))
    offered += [
        (str(level.value), _("No, it is %(level)s: %(text)s") % {"level": signed(level.value), "text": level.text})
        for level in rating.objective.levels.all()
        if level.value != rating.level
    ]
    return [*offered, (NONE, _("No, our side gives no level"))] if rating.level is not None else offered


def _answer(rating: Rating, *, by, name, choice, text) -> None:
    if choice == YES:
        services.confirm(rating, by=by)
    elif choice == ALL:
        services.confirm_all(rating.objective.project, by=by, voice=rating.voice)
    elif not text.strip():
        raise NothingSaid(_("Say why in a few words: a level is read with its reason."))
    else:
        level = None if choice == NONE else int(choice)
        services.rate(
            rating.objective,
            moment=rating.moment,
            voice=rating.voice,
            level=level,
            reason=text,
            by=by,
            version=rating.version,
        )


def say() -> None:
    mail_answers.register(
        "evaluation.level",
        model=Rating,
        verb="rating.typed",
        question=_question,
        choices=_choices,
        rule=rules.can_confirm,
        handle=_answer,
        text_label=gettext_lazy("Your reason, if the level is another one"),
        refusals=(
            NothingSaid,
            ChangedSince,
            services.NothingToConfirm,
            services.NotSettled,
            services.NotTheirWords,
        ),
    )
