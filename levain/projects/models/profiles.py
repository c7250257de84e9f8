"""Who took part in an event, declared in counts: no row says anything of one person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from levain.projects.models.logbook import LogbookEntry


class Question(models.TextChoices):
    AGE = "age", _("Age")
    GENDER = "gender", _("Gender, as each says it")
    FIRST = "first", _("First time with the project")
    HEARD = "heard", _("How they heard of it")
    DISTANCE = "distance", _("Where they come from")


ANSWERS = {
    Question.AGE: {
        "under_18": _("under 18"),
        "18_29": _("18 to 29"),
        "30_44": _("30 to 44"),
        "45_59": _("45 to 59"),
        "60_74": _("60 to 74"),
        "from_75": _("75 and over"),
    },
    Question.GENDER: {"woman": _("woman"), "man": _("man"), "otherwise": _("said otherwise")},
    Question.FIRST: {"yes": _("first time"), "no": _("came before")},
    Question.HEARD: {
        "mouth": _("somebody told them"),
        "association": _("an association, the school"),
        "town_hall": _("the town hall"),
        "poster": _("a poster, the press"),
        "online": _("the internet"),
        "passing": _("passing by"),
    },
    Question.DISTANCE: {
        "next_door": _("next door, on foot"),
        "same": _("the same commune"),
        "around": _("a commune around"),
        "further": _("further away"),
    },
}


class ProfileCount(models.Model):
    """How many people gave an answer at an event: written by the team, or added one by one by anonymous cards.

    A card is not kept: each of its answers is added to a count by itself, so that nothing ties them together.
    """

    event = models.ForeignKey(LogbookEntry, on_delete=models.CASCADE, related_name="profiles")
    question = models.CharField(max_length=10, choices=Question)
    answer = models.CharField(max_length=12)
    by_card = models.BooleanField(default=False)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "question", "answer", "by_card"], name="an_answer_is_counted_once_for_an_event"
            )
        ]

    def __str__(self):
        return f"{self.question}: {self.answer}"
