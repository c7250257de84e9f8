"""What this package says of what the sides of a project write, sign and agree together."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.evaluation import rules
from levain.evaluation.models import Crossing, Expectation, HandedIn, Voice
from levain.evaluation.registered import SIDE
from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.projects import feed


def say() -> None:
    _expectations()


def _project(thing):
    return thing.project


def _expectations() -> None:
    registry.register(
        Expectation,
        visible=rules.can_read_expectation,
        title=str,
        place=_project,
        texts={"text": _("what a side expects")},
        speaker=lambda one, field: Speaker(SIDE[Voice(one.voice)], str(one.written_by), one.written_by),
        date=lambda one: one.written_at.date(),
    )
    registry.register(
        Crossing,
        visible=rules.can_read_crossing,
        title=str,
        place=_project,
        texts={"note": _("what the sides said to each other")},
        speaker=lambda one, field: Speaker("", str(_("the sides together"))),
        date=lambda one: one.made_on,
    )
    registry.register(
        HandedIn,
        visible=lambda user, handed: rules.can_read_objectives(user, handed.project),
        title=str,
        place=_project,
    )
    registry.word(
        **{
            "expectation.written": _("%(actor)s wrote what one side expects: %(object)s"),
            "expectation.changed": _("%(actor)s reworded what one side expects: %(object)s"),
            "expectation.removed": _("%(actor)s took off the list something one side expected"),
            "expectations.handed_in": _("%(actor)s handed in what one side expects: %(object)s"),
            "expectations.opened": _("%(place)s: both sides have written what they expect, and can compare"),
            "crossing.made": _("%(actor)s put together what the sides expect: %(object)s"),
            "crossing.undone": _("%(actor)s set apart again what had been put together"),
        }
    )
    feed.tell(Expectation, readable=rules.expectations_read, words="text", link=_page)
    feed.tell(Crossing, opens=rules.can_read_objectives, words="label", link=_page)
    feed.tell(HandedIn, opens=rules.can_read_objectives, words="voice", link=_page)


def _page(project, _of: str) -> str:
    return reverse("evaluation:expectations", args=[project.slug])
