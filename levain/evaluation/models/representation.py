"""What share of the population a group is, with its source: what those who took part are compared with (M-PART)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levain.projects.models import LogbookEntry, Project, Question


class PopulationShare(models.Model):
    """The share of one answer (tenants, under thirty…) among the inhabitants, as a source tells it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="population_shares")
    question = models.CharField(max_length=20, choices=Question)
    answer = models.CharField(max_length=30)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    source = models.CharField(max_length=200)
    source_date = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "question", "answer"], name="a_group_has_one_share"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="a_share_is_from_0_to_1"),
        ]

    def __str__(self):
        return f"{self.get_question_display()} · {self.answer}"

    def get_absolute_url(self):
        return reverse("evaluation:representation", args=[self.project.slug]) + f"#groupe-{self.pk}"


class Place(models.TextChoices):
    """What an event gives to those who come, from least to most (IAP2)."""

    INFORM = "inform", _("inform: they learn what is done")
    CONSULT = "consult", _("consult: they say what they think of it")
    INVOLVE = "involve", _("involve: what they say changes what is done")
    COLLABORATE = "collaborate", _("collaborate: it is decided with them")
    EMPOWER = "empower", _("give the power: they decide")

    @property
    def decides(self) -> bool:
        return self in (Place.COLLABORATE, Place.EMPOWER)


class PlaceGiven(models.Model):
    """The place one event of the logbook gave to the inhabitants, as its team or its adviser sees it."""

    entry = models.OneToOneField(LogbookEntry, on_delete=models.CASCADE, related_name="place_given")
    place = models.CharField(max_length=12, choices=Place)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.entry} · {self.get_place_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:places", args=[self.entry.project.slug])


# The charter whose articles are answered: what was said of one text is not held to be said of a later one.
CHARTER = "2016-10-11"


class CharterAnswerQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(replaced_on=None)


class CharterAnswer(models.Model):
    """One of the four articles of the charter of public participation: kept, in part or not, and what shows it.

    Answered again, the earlier answer stays, with the day it was replaced.
    """

    class Article(models.TextChoices):
        FRAME = "frame", _("A clear and shared frame")
        SPIRIT = "spirit", _("A constructive spirit")
        EVERYONE = "everyone", _("Everyone is called on")
        INITIATIVE = "initiative", _("Citizens may take the initiative")

    class Kept(models.TextChoices):
        YES = "yes", pgettext_lazy("charter", "yes")
        PARTLY = "partly", pgettext_lazy("charter", "in part")
        NO = "no", pgettext_lazy("charter", "no")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="charter_answers")
    article = models.CharField(max_length=10, choices=Article)
    kept = models.CharField(max_length=6, choices=Kept)
    proof = models.CharField(max_length=300, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(default=timezone.localdate)
    replaced_on = models.DateField(null=True, blank=True)
    charter = models.CharField(max_length=10, default=CHARTER)

    objects = CharterAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "article", "charter"],
                condition=Q(replaced_on=None),
                name="an_article_has_one_standing_answer",
            ),
            models.CheckConstraint(
                condition=Q(kept="no") | ~Q(proof=""), name="an_article_that_is_kept_says_what_shows_it"
            ),
        ]

    def __str__(self):
        return f"{self.get_article_display()} · {self.get_kept_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:places", args=[self.project.slug]) + "#charte"
